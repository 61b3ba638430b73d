"""Pages of the set `article_extraction`: text, title and day, by khabar and by trafilatura, in one run.

    python -m benchmarks.speed.extraction --gold FOLDER [--rounds N]

Prints for each its F1 as the scorer of the set counts it, its pages for each CPU second, and how many
pages it gives a title and a day. The contestants take turns, so that a busy machine is busy for all.
"""

import argparse
import gzip
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from khabar import vocab
from khabar.errors import InputError
from khabar.model.documents import Hints
from khabar.pages import index_outlets, read_page
from khabar.pages.finds import make_page
from khabar.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """What was taken from a page; "" and None where there is none."""

    text: str
    title: str | None
    day: str | None


Extractor: TypeAlias = Callable[[bytes, str], Extract]


def make_khabar() -> Extractor:
    """khabar, as it reads pages of a record."""
    outlets = index_outlets(vocab.load().publishers)

    def extract(content: bytes, url: str) -> Extract:
        page = make_page("page", content, "text/html")
        try:
            article = read_page(page, Hints(url=url), Settings(), outlets)
        except InputError:
            return Extract(text="", title=None, day=None)
        day = article.published.isoformat() if article.published else None
        return Extract(text=article.text, title=article.title, day=day)

    return extract


def make_trafilatura(**options: bool) -> Extractor:
    """Trafilatura with these options, and with the metadata that it reads."""
    import trafilatura

    bare_extraction: Callable[..., Any] = trafilatura.bare_extraction

    def extract(content: bytes, url: str) -> Extract:
        found = bare_extraction(content, url=url, with_metadata=True, **options)
        values = found.as_dict() if found else {}
        return Extract(text=values.get("text") or "", title=values.get("title"), day=values.get("date"))

    return extract


CONTESTANTS: dict[str, Callable[[], Extractor]] = {
    "khabar": make_khabar,
    "trafilatura": make_trafilatura,
    "trafilatura, precision": lambda: make_trafilatura(favor_precision=True),
    "trafilatura, recall": lambda: make_trafilatura(favor_recall=True),
    "trafilatura, fast": lambda: make_trafilatura(fast=True),
}
"""Who takes part; the second is the standard that speed is compared with."""


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(prog="benchmarks.speed.extraction", description=__doc__)
    parser.add_argument("--gold", type=Path, required=True, help="the folder of gold sets")
    parser.add_argument("--rounds", type=int, default=3, help="rounds over all pages [3]")
    given = parser.parse_args()
    base = given.gold / "article_extraction"
    rows = [json.loads(line) for line in (base / "dev.jsonl").read_text("utf-8").splitlines()]
    pages = [(gzip.decompress((base / row["html"]).read_bytes()), row["url"]) for row in rows]
    extractors = {name: make() for name, make in CONTESTANTS.items()}
    for extract in extractors.values():
        extract(*pages[0])  # what is loaded once is not counted
    seconds: dict[str, list[float]] = {name: [] for name in extractors}
    extracts: dict[str, list[Extract]] = {}
    for _ in range(given.rounds):
        for name, extract in extractors.items():
            before = time.process_time()
            extracts[name] = [extract(*page) for page in pages]
            seconds[name].append(time.process_time() - before)
    print(f"{'':24}{'F1':>7}{'pages/s':>9}{'ratio':>7}{'titles':>8}{'days':>6}")
    standard = statistics.median(seconds["trafilatura"])
    for name, found in extracts.items():
        took = statistics.median(seconds[name])
        f1 = _score(given.gold, [row["id"] for row in rows], found)
        titles, days = (sum(bool(value) for value in values) for values in _split(found))
        pace = f"{len(pages) / took:9.1f}{standard / took:7.1f}"
        print(f"{name:24}{f1:7.4f}{pace}{titles:8}{days:6}", flush=True)


def _split(found: Sequence[Extract]) -> tuple[list[str | None], list[str | None]]:
    return [one.title for one in found], [one.day for one in found]


def _score(gold: Path, ids: Sequence[str], found: Sequence[Extract]) -> float:
    """The F1 that the set's own scorer gives."""
    lines = (json.dumps({"id": id_, "text": one.text}) for id_, one in zip(ids, found, strict=True))
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.write("".join(f"{line}\n" for line in lines))
        file.flush()
        dev = gold / "article_extraction" / "dev.jsonl"
        command = [str(gold / "score.py"), "article_extraction", str(dev), file.name, "--json"]
        printed = subprocess.run([sys.executable, *command], check=True, capture_output=True, text=True)
    scores = json.loads(printed.stdout)
    figures = next(iter(scores.values()))
    return float(figures["f1"] if isinstance(figures, dict) else scores["f1"])


if __name__ == "__main__":
    main()
