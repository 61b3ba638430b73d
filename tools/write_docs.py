"""Writes the generated sections of the documentation from what the program itself reads.

    python tools/write_docs.py            write them
    python tools/write_docs.py --check    exit 1 where a section is not up to date; write nothing

A section stands between `<!-- generated: MARKER -->` and `<!-- end -->`.
"""

import re
import sys
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from khabar import vocab
from khabar.vocabulary.entries import Kind, Term

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A generated section: the file it is in, the marker it stands under, what writes it."""

    path: str
    marker: str
    write: Callable[[], str]


def tabulate_kinds() -> str:
    """The kinds, each under its parent, with their definitions and their names in other codebooks."""
    kinds = vocab.load().kinds
    children = {id_: [kind for kind in kinds.values() if kind.parent == id_] for id_ in kinds}
    ordered = [kind for top in kinds.values() if top.parent is None for kind in (top, *children[top.id])]
    header = ("kind", "what it is", "ACLED sub-event", "PLOVER", "UCDP")
    return _tabulate(header, (_row_of(kind) for kind in ordered))


def tabulate_measures() -> str:
    """The measures, their units and definitions."""
    measures = vocab.load().measures.values()
    rows = ((f"`{measure.id}`", measure.help, measure.unit) for measure in measures)
    return _tabulate(("measure", "what is counted", "unit unless said"), rows)


def tabulate_units() -> str:
    """The units and their definitions."""
    return _tabulate_terms("unit", vocab.load().units)


def tabulate_who() -> str:
    """The words for those who are counted, with their definitions."""
    return _tabulate_terms("who", vocab.load().who)


def tabulate_causes() -> str:
    """The causes of displacement and of lost homes, with their definitions."""
    causes = tomllib.loads((ROOT / "src/khabar/data/causes.toml").read_text("utf-8"))["causes"]
    return _tabulate(
        ("cause", "meaning"), ((f"`{id_}`", cause["help"]) for id_, cause in causes.items())
    )


def tabulate_vague() -> str:
    """The lower bounds that vague words are read with."""
    numbers = tomllib.loads((ROOT / "src/khabar/data/numbers.toml").read_text("utf-8"))
    rows = ((words, f"{low:,}") for words, low in numbers["vague"].items())
    return _tabulate(("words", "low"), rows)


SECTIONS: tuple[Section, ...] = (
    Section(path="docs/methodology.md", marker="kinds", write=tabulate_kinds),
    Section(path="docs/methodology.md", marker="measures", write=tabulate_measures),
    Section(path="docs/methodology.md", marker="units", write=tabulate_units),
    Section(path="docs/methodology.md", marker="who", write=tabulate_who),
    Section(path="docs/methodology.md", marker="causes", write=tabulate_causes),
    Section(path="docs/methodology.md", marker="vague", write=tabulate_vague),
)


def fill(text: str, section: Section) -> str:
    """`text` with the section written anew; raises ValueError where its markers are missing."""
    start, end = f"<!-- generated: {section.marker} -->\n", "<!-- end -->"
    pattern = re.compile(re.escape(start) + r".*?" + re.escape(end), re.DOTALL)
    filled, count = pattern.subn(lambda _: f"{start}\n{section.write()}\n\n{end}", text)
    if count != 1:
        raise ValueError(f"{section.path}: expected one section {section.marker!r}, got {count}")
    return filled


def find_stale(sections: Iterable[Section]) -> dict[Path, str]:
    """The files that are not up to date, with the text that they should have."""
    texts: dict[Path, str] = {}
    for section in sections:
        path = ROOT / section.path
        texts[path] = fill(texts.get(path) or path.read_text("utf-8"), section)
    return {path: text for path, text in texts.items() if text != path.read_text("utf-8")}


def main(arguments: list[str]) -> int:
    """Write what is stale; with `--check`, name it and return 1."""
    stale = find_stale(SECTIONS)
    for path, text in stale.items():
        if "--check" not in arguments:
            path.write_text(text, "utf-8")
        print(f"{path.relative_to(ROOT)}: {'stale' if '--check' in arguments else 'written'}")
    return 1 if stale and "--check" in arguments else 0


def _row_of(kind: Kind) -> tuple[str, ...]:
    acled = f"{kind.acled.sub_event} ({kind.acled.event})" if kind.acled else "-"
    plover = "/".join(filter(None, (kind.plover.event, kind.plover.mode))) if kind.plover else "-"
    name = f"↳ `{kind.id}`" if kind.parent else f"`{kind.id}`"
    return (name, kind.help, acled, plover, ", ".join(map(str, kind.ucdp)) or "-")


def _tabulate_terms(name: str, terms: Iterable[Term]) -> str:
    return _tabulate((name, "meaning"), ((f"`{term.id}`", term.help) for term in terms))


def _tabulate(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [header, ("---",) * len(header), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
