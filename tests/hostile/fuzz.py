"""Fuzzing by coverage: `make fuzz`, or `python tests/hostile/fuzz.py TARGET [SECONDS] [FOLDER]`.

What breaks a target is written into FOLDER; keep it in `tests/hostile/findings/TARGET`, mend khabar, and
it is a test from then on.
"""

import sys
from pathlib import Path

HERE = Path(__file__).parent
LONGEST = 8_192  # bytes of an input: what is wrong with a page is wrong with a short one


def main() -> None:
    """Runs one target for so many seconds."""
    import atheris

    sys.path[:0] = [str(HERE), str(HERE.parent)]
    with atheris.instrument_imports(include=["khabar", "feedparser", "fastfeedparser"]):
        import fastfeedparser  # noqa: F401  khabar loads these with the first feed
        import feedparser  # noqa: F401
        from fuzz_targets import TARGETS
    target, seconds = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "120"
    folder = Path(sys.argv[3] if len(sys.argv) > 3 else "fuzz-out") / target
    folder.mkdir(parents=True, exist_ok=True)
    write_seeds(target, folder)
    arguments = [
        sys.argv[0],
        f"-max_total_time={seconds}",
        f"-max_len={LONGEST}",
        "-timeout=10",
        "-rss_limit_mb=2048",
        f"-artifact_prefix={folder}/broken-",
        str(folder),
    ]
    atheris.Setup(arguments, TARGETS[target])
    atheris.Fuzz()


def write_seeds(target: str, folder: Path) -> None:
    """What the fuzzer starts from: things of the kind that the target reads."""
    import hostile_archives
    import hostile_pages

    seeds = {
        "feed": [*hostile_pages.feeds(), *hostile_pages.entities()],
        "html": [one for make in hostile_pages.CLASSES for one in make()],
        "warc": [content for make in hostile_archives.CLASSES[:5] for _, content in make()],
        "dates": DATES,
        "numbers": NUMBERS,
        "address": ADDRESSES,
    }[target]
    for number, seed in enumerate(one for one in seeds if len(one) <= LONGEST):
        (folder / f"seed-{number}").write_bytes(seed)


DATES = [
    text.encode()
    for text in (
        "on Tuesday, 26 April 1937 at 16:30 GMT",
        "between 3 and 5 May, overnight into Friday",
        "two weeks ago, since last spring, in late 1937",
        "April 26-28, 1937; 26/4/1937; 1937-04-26T16:30",
        "the past 24 hours, the first half of the year, the 1930s",
    )
]
NUMBERS = [
    text.encode()
    for text in (
        "at least 12 to 15 people, more than 1,200, about 1.5 million",
        "between three and five, two dozen, half a dozen, hundreds",
        "one hundred and twenty-three, no fewer than 40%, nearly 3m",
        "12 (twelve), as many as 20-odd, not a single one, zero",
    )
]
ADDRESSES = [
    text.encode()
    for text in (
        "https://www.a.example:443/a?utm_source=x&id=1#top",
        "http://0x7f.1/",
        "http://[::ffff:127.0.0.1]/",
        "http://user:pass@2130706433/",
        "//host/%2e%2e/",
        "http://017700000001",
        "http://①②⑦.⓪.⓪.①/",
    )
]

if __name__ == "__main__":
    main()
