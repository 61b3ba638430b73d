import pytest

from khabar.pages.decode import decode

TEXT = "Café owners in Málaga heard “shots” – all night, said señor Núñez."


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_is_read_by_its_marks(charset: str) -> None:
    assert decode(TEXT.encode(charset), "a.txt").strip("\ufeff") == TEXT


def test_a_declared_charset_is_used_where_the_bytes_are_not_utf_8() -> None:
    page = f'<meta charset="windows-1252"><p>{TEXT}</p>'
    assert TEXT in decode(page.encode("cp1252"), "a.html")
    assert TEXT in decode(page.replace("windows-1252", "iso-8859-1").encode("cp1252"), "a.html")


def test_utf_8_wins_over_a_wrong_declaration() -> None:
    page = f'<meta charset="iso-8859-1"><p>{TEXT}</p>'
    assert TEXT in decode(page.encode("utf-8"), "a.html")


def test_latin_bytes_declared_as_utf_8_are_still_read() -> None:
    page = f'<meta charset="utf-8"><p>{TEXT * 3}</p>'
    assert "Café owners in Málaga" in decode(page.encode("cp1252"), "a.html")


def test_one_broken_byte_does_not_spoil_the_rest() -> None:
    content = TEXT.encode() + b" \xff " + TEXT.encode()
    assert decode(content, "a.txt") == f"{TEXT} \ufffd {TEXT}"


def test_a_file_cut_inside_a_character_is_utf_8() -> None:
    assert decode("the café".encode()[:-1], "a.txt") == "the caf\ufffd"


def test_cyrillic_without_a_declaration_is_recognised() -> None:
    text = "Артиллерия обстреляла порт в среду утром, сообщил начальник гавани. " * 4
    assert decode(text.encode("cp1251"), "a.txt") == text


@pytest.mark.parametrize("charset", ["no-such-charset", "base64", "rot13"])
def test_a_charset_that_is_none_is_passed_over(charset: str) -> None:
    page = f'<meta charset="{charset}"><p>{TEXT * 3}</p>'
    assert "Café owners" in decode(page.encode("cp1252"), "a.html")


@pytest.mark.parametrize(
    "charset", ["idna", "punycode", "undefined", "unicode_escape", "utf-7", "utf-16"]
)
def test_a_charset_that_no_page_is_in_is_not_believed(charset: str) -> None:
    page = f'<meta charset="{charset}"><p>{TEXT * 3}</p>'
    assert "Café owners" in decode(page.encode("cp1252"), "a.html")


def test_the_charset_that_the_server_names_goes_before_that_of_the_page() -> None:
    content = b'<meta charset="latin-1"><p>' + "Гранольерс".encode("koi8-r")
    assert "Гранольерс" in decode(content, "a.html", "KOI8-R")
    assert "Гранольерс" not in decode(content, "a.html", "no-such-charset")
