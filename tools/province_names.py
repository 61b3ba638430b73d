"""Names of provinces: without the word for province, and in English where an alias gives it."""

import re
from collections.abc import Iterable

GENERIC = (
    "(?:Governorate|Province|Provincia|Oblast|Region|State|Department|Prefecture|District|Republic|County"
    "|Territory|Voivodeship|Viloyati|Veloyati|Wilaya|Wilayat|Muhafazah|Vilayet|Division|City|Krai"
    "|Municipality|Emirate|Sheng|Shi|Zizhiqu|Respublika|Regional State)"
)
ENGLISH = (
    r" (?:Governorate|Province|Oblast|Region|State|Department|Prefecture|District|Republic|County"
    r"|Territory|Voivodeship|Division|City|Krai|Municipality|Emirate)"
)
TURNED = re.compile(r"([^,]+), .+ de")
OF = "(?: of| de la| de| du| d'| del)?"
TAIL = re.compile(rf"(.+?)(?:[ -]{GENERIC})+", re.IGNORECASE)
HEAD = re.compile(
    rf"(?:{GENERIC}|Departamento|Estado|Comunidad|Région|Département){OF} (?:the )?(.+)", re.IGNORECASE
)


def name_in_english(names: list[str]) -> str:
    """The name without the word for province, in the English form where an alias gives it.

    Else the first name, as long as it is spelled with the letters of western Europe: other aliases are
    in any language. "Murcia, Región de" is Murcia.
    """
    for name in names[1:]:
        found = TAIL.fullmatch(name)
        if found and name.isascii() and re.search(ENGLISH, name):
            return found[1]
    found = TAIL.fullmatch(names[0]) or TURNED.fullmatch(names[0])
    if found:
        return found[1]
    plain = [name for name in names[1:] if name.isascii() and len(name) > 3]
    name = plain[0] if plain and not is_western(names[0]) else names[0]
    tail = TAIL.fullmatch(name)
    return tail[1] if tail else name


def is_western(name: str) -> bool:
    """True for a name spelled with letters of Latin-1 alone."""
    return name.encode("latin-1", "ignore").decode("latin-1") == name


def with_bare_forms(names: Iterable[str]) -> set[str]:
    """The names and the same without the word for province."""
    result = set(names)
    for name in tuple(result):
        for pattern in (TAIL, HEAD):
            found = pattern.fullmatch(name)
            if found:
                result.add(found[1])
    return result
