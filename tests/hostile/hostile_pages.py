"""Pages that strangers could write to break a reader, by class; the same ones each time."""

import random
from collections.abc import Iterator

SAFE = "The mild weather went on, and the ferries to the islands sailed on time, the port said."
_TAGS = ("div", "b", "table", "svg", "a", "form", "select", "math", "template", "ul")
_CHARSETS = (
    *("utf-7", "utf-16", "utf-32", "idna", "punycode", "undefined", "base64", "rot13", "zlib", "hex"),
    *(
        "unicode_escape",
        "raw_unicode_escape",
        "mbcs",
        "oem",
        "cp037",
        "koi8-r",
        "shift_jis",
        "iso2022_jp",
    ),
    *(
        "hz",
        "big5hkscs",
        "utf_8_sig",
        "x-user-defined",
        "A" * 40,
        "../../etc/passwd",
        "%s%n",
        "utf-8\x00x",
    ),
)
_SPECIAL = (0x00, 0xD800, 0xDFFF, 0xDC00, 0xFFFE, 0xFFFF, 0x110000, 0x80, 0x1B, 0x7F)
_BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
_LINKS = (
    *(
        "file:///etc/passwd",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,<script>",
        "//",
    ),
    *(
        "http://[::1",
        "https://user:pw@host.example/",
        "http://\x00/",
        "ftp://x/",
        "gopher://x:1/",
        "http:",
    ),
    *(
        "vbscript:x",
        "https://a.example/\n<b>",
        "blob:x",
        "jar:file:///x!/",
        "\\\\host\\share",
        "about:blank",
    ),
    *("view-source:https://a.example/", "https://a.example:99999999/", "https://" + "a" * 5_000),
)


def _wrap(body: str, head: str = "") -> bytes:
    page = f"<html><head>{head}</head><body>{body}<p>{SAFE}</p></body></html>"
    return page.encode("utf-8", "surrogatepass")


def nested() -> Iterator[bytes]:
    """200,000 elements in each other, closed, left open and closed in the wrong order."""
    for tag in _TAGS:
        yield _wrap(f"<{tag}>" * 200_000)
        yield _wrap(f"<{tag}><i>" * 30_000 + f"</{tag}></i>" * 30_000)


def many_attributes() -> Iterator[bytes]:
    """Up to a million attributes of one element, and elements of many."""
    for form in ("a{0}=1", "a{0}", "a{0}='>'", 'a{0}="<p>"', "a{0}=&amp;", "class{0}=sidebar"):
        for count in (20_000, 200_000):
            yield _wrap(f"<div {' '.join(form.format(n) for n in range(count))}>")
    yield _wrap("<div " + " ".join(f"a{n}" for n in range(1_000_000)) + ">")
    yield _wrap("<meta " + "content=x " * 100_000 + ">", "<meta " + "name=date " * 100_000 + ">")
    yield _wrap("".join(f"<i {'x=1 ' * 900}>" for _ in range(900)))
    yield _wrap("<p class='" + "related " * 500_000 + "'>")


def charset_lies() -> Iterator[bytes]:
    """Charsets that the page is not in, that are none, or that Python takes for something else."""
    latin = "<p>Señor Núñez saw the café burn.</p>".encode("cp1252")
    for charset in _CHARSETS:
        yield f'<meta charset="{charset}">'.encode() + latin + _wrap("")
    yield b"\xff\xfe" + _wrap("")
    yield b"\xfe\xff" + _wrap("")[:-1]
    yield b"\xff\xfe\x00\x00" + _wrap("")
    yield b"\xef\xbb\xbf" + latin + _wrap("")


def broken_characters() -> Iterator[bytes]:
    """NUL, lone surrogates, what is no character: as bytes, as entities, in names and values."""
    for point in _SPECIAL:
        yield _wrap(f"<p>Words &#{point}; and &#x{point:x}; more</p><p title='&#{point};'>")
        if point <= 0x10FFFF:
            yield _wrap(f"<p{chr(point)} a{chr(point)}={chr(point)}>{chr(point) * 99}</p>")
    yield _wrap("<p>" + "\ufffd" * 500_000)


def turned_text() -> Iterator[bytes]:
    """Marks that turn the direction of text, in the report, its title, its day and its author."""
    for mark in _BIDI:
        yield _wrap(
            f"<h1>{mark}Title{mark}</h1><p>{mark * 999}12{mark} were safe{mark}</p>",
            f"<title>{mark}</title><meta name=author content='{mark}A'>",
        )
    yield _wrap("<p>" + "a\u0301\u0302\u0303\u0304" * 200_000)
    yield _wrap("<p>" + "\u200b\u200c\u200d\u2060" * 200_000)


def long_lines() -> Iterator[bytes]:
    """Lines of megabytes without a space, a tag or an end."""
    for part in (
        "a",
        "1",
        "-",
        "(",
        "&",
        "<",
        "'",
        "12 ",
        "A.",
        "12,",
        "€",
        "http://",
        "Mr. ",
        "\t",
        "May ",
    ):
        yield _wrap("<p>" + part * (2_000_000 // len(part)))
    yield SAFE.encode() + b" " + b"x" * 7_900_000
    yield b"x" * 7_900_000


def entities() -> Iterator[bytes]:
    """What an XML parser would expand or fetch."""
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha"}">' for n in range(10))
    for kind in ("html", "rss", "svg", "x"):
        yield f"<!DOCTYPE {kind} [{laughs}]><{kind}><p>&a9; {SAFE}</p></{kind}>".encode()
        yield f'<!DOCTYPE {kind} [<!ENTITY e SYSTEM "file:///etc/passwd">]><p>&e; {SAFE}</p>'.encode()
        yield (
            f'<?xml version="1.0"?><!DOCTYPE {kind} SYSTEM "http://127.0.0.1:9/x.dtd"><p>{SAFE}</p>'.encode()
        )
    yield _wrap("&" + "amp;" * 400_000)
    yield _wrap("&NotEqualTilde;" * 100_000)
    yield _wrap("<xi:include href='file:///etc/passwd'/>")


def wild_links() -> Iterator[bytes]:
    """Addresses that are none, in every place where a page may say one."""
    for link in _LINKS:
        yield _wrap(
            f"<base href='{link}'><a href='{link}'>{SAFE}</a><iframe src='{link}'></iframe>",
            f"<link rel=canonical href='{link}'><meta property='og:url' content='{link}'>"
            f"<meta http-equiv=refresh content='0;url={link}'>",
        )


def wild_metadata() -> Iterator[bytes]:
    """JSON-LD and stamps that are deep, endless, or of another kind than they should be."""
    deep = "[" * 100_000
    for value in (
        deep,
        '{"@graph":' * 50_000,
        "1e999999",
        '"' + "x" * 300_000,
        "{}" * 9_999,
        "9" * 10_000,
    ):
        yield _wrap("", f"<script type='application/ld+json'>{value}</script>")
    for value in (
        "null",
        "[1]",
        '{"a":1}',
        "1e400",
        '"9999-99-99"',
        '"0000-00-00"',
        '"' + "1" * 5_000 + '"',
    ):
        facts = f'{{"@type": "NewsArticle", "headline": {value}, "datePublished": {value}'
        more = f', "author": {value}, "publisher": {value}}}'
        yield _wrap("", f"<script type='application/ld+json'>{facts}{more}</script>")
    yield _wrap("", "<meta name=date content='" + "2016-12-05 " * 50_000 + "'>")
    yield _wrap("<time pubdate datetime='" + "9" * 100_000 + "'>")
    yield _wrap("<title>" * 50_000)


def noise() -> Iterator[bytes]:
    """Bytes by chance, of the kinds that mark-up is made of."""
    chance = random.Random(11)  # noqa: S311
    parts = (b"<", b">", b"</p>", b"<p>", b"&#", b";", b"\x00", b"\xff", b"'", b'"', b"=", b" ", b"<!--")
    for _ in range(20):
        yield b"<html>" + b"".join(chance.choices(parts, k=20_000))
    for _ in range(10):
        yield b"<p>" + chance.randbytes(20_000)


def feeds() -> Iterator[bytes]:
    """Feeds of a million items, of items in each other, of entities, and of JSON that is broken."""
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha"}">' for n in range(10))
    items = "<item><title>&a9;</title><link>file:///etc/passwd</link></item>"
    yield b"<rss version='2.0'><channel>" + b"<item/>" * 1_000_000
    yield b"<rss version='2.0'><channel>" + b"<item>" * 100_000
    yield b"<feed xmlns='http://www.w3.org/2005/Atom'>" + b"<entry><id/></entry>" * 300_000
    yield f"<!DOCTYPE rss [{laughs}]><rss version='2.0'><channel>{items * 9}</channel></rss>".encode()
    yield b"<rss version='2.0'><channel><item><title>" + b"&amp;" * 500_000
    yield b"<rss version='2.0'><channel><item " + b"a='1' " * 200_000 + b"/>"
    yield b"<rss version='2.0'><channel><item><pubDate>" + b"9" * 500_000 + b"</pubDate></item>"
    yield b'{"version": "https://jsonfeed.org/version/1", "items": ' + b"[" * 500_000
    yield b'{"version": "https://jsonfeed.org/version/1", "items": [' + b"{}," * 500_000 + b"{}]}"
    yield b'{"version": "https://jsonfeed.org/version/1", "items": {"a": null}}'


CLASSES = (
    *(nested, many_attributes, charset_lies, broken_characters, turned_text, long_lines),
    *(entities, wild_links, wild_metadata, noise, feeds),
)
