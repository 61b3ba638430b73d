"""Words as the record looks them up: folded, so that a name is found however it is written."""

import re
import unicodedata

# Searched of one text, in code points: the default of `Settings.article_length`. PostgreSQL holds at
# most 1 MiB of words for one text, which 200,000 code points stay below in any script.
SEARCHED = 200_000
# The longest word, in code points; PostgreSQL takes 2,046 bytes.
_LONGEST = 64
_GAPS = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """The words of `text` in lower case, without accents and punctuation, one space between them.

    Any script keeps its letters; empty where there is no word.

    >>> fold("Ma`arrat an-Nu`mān"), fold("St. Petersburg"), fold("Хама́"), fold("𝐀")
    ('ma arrat an nu man', 'st petersburg', 'хама', 'a')
    """
    if text.isascii():  # as most texts and names: without accents: a third of the time
        return _GAPS.sub(" ", text.casefold()).strip()
    # folded after the first step too: what is a letter only in a compatible form has its case there
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    letters = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return _GAPS.sub(" ", letters).strip()


def split_words(text: str) -> tuple[str, ...]:
    """The folded words of the first `SEARCHED` code points, as the full-text index has them."""
    return tuple(word[:_LONGEST] for word in fold(text[:SEARCHED]).split())


def make_storable(text: str) -> str:
    """`text` as every database takes it: lone surrogates and NUL are written as escapes."""
    if text.isascii() and "\x00" not in text:
        return text
    return text.encode("utf-8", "backslashreplace").decode("utf-8").replace("\x00", "\\x00")
