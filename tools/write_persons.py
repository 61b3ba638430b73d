"""Writes src/khabar/data/persons.txt: nouns for persons and for nothing else, from WordNet 3.0.

    python tools/write_persons.py /usr/share/wordnet    (Debian's package wordnet-base)

A noun is taken where all of its senses are of persons (the lexicographer's file `noun.person`), where it
is one word in lower case, no single person's name, and no term of contempt.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

_PERSON = "18"  # number of noun.person among the lexicographer's files: lexnames(5)
_OTHER = frozenset({"@i", ";u"})  # a single person; a word of slang or contempt: wninput(5)
_CONTEMPT = re.compile(
    r"ethnic slur|disparag|obscen|vulgar|offensive|derogat|insult|contempt|despi|disgust|stupid|foolish"
    r"|silly|effemin|homosexual|attractive|sexual|promiscuous|prostitut|mental|retard|ugly|timid|girl"
    r"|young woman",
    re.IGNORECASE,
)
_ELSE = frozenset({"nobody", "patriot", "sentinel", "private"})  # a pronoun, missiles, an adjective
_WORD = re.compile(r"[a-z]{3,}(?:-[a-z]+)*")
_OUT = Path("src/khabar/data/persons.txt")
_HEAD = """\
# Nouns for persons and for nothing else: those of WordNet 3.0 all of whose senses are of persons, by
# tools/write_persons.py. Copyright 2006 Princeton University; licence in NOTICE. people.toml wins.
"""


def main(folder: Path) -> None:
    """Writes the file anew from a folder of WordNet's files."""
    good, bad = set[str](), set[str]()
    for words, is_plain in _read_synsets(folder / "data.noun"):
        (good if is_plain else bad).update(words)
    _OUT.write_text(_HEAD + "\n".join(sorted(good - bad - _ELSE)) + "\n", encoding="utf-8")


def _read_synsets(path: Path) -> Iterator[tuple[list[str], bool]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("  "):
            continue  # the licence
        data, _, gloss = line.partition(" | ")
        fields = data.split()
        words = fields[4 : 4 + 2 * int(fields[3], 16) : 2]
        person = fields[1] == _PERSON and not _OTHER & {*fields} and not _CONTEMPT.search(gloss)
        for word in words:
            yield [word.lower()], person and _WORD.fullmatch(word) is not None


if __name__ == "__main__":
    main(Path(sys.argv[1]))
