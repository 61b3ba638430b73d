"""Claims gained and lost between two versions of khabar, over all dev texts."""

import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

_FIELDS = ("figures", "actors", "place", "when", "sources", "modality", "scope", "part_of")
_SEED = 4
_ROW = "{:32} {:>8} {:>8} {:>8}"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Change:
    """One claim that only one version has; `sign` is + or -."""

    sign: str
    set: str
    row: str
    kind: str
    quote: str


@dataclass(slots=True, kw_only=True)
class Difference:
    """What differs; counters are by (sign, set), (sign, kind), (sign, measure) and by field.

    A claim is the same where sentence and kind are; `fields` counts what else differs in it.
    """

    claims: Counter[str] = field(default_factory=Counter)
    by_set: Counter[tuple[str, str]] = field(default_factory=Counter)
    by_kind: Counter[tuple[str, str]] = field(default_factory=Counter)
    by_measure: Counter[tuple[str, str]] = field(default_factory=Counter)
    fields: Counter[str] = field(default_factory=Counter)
    changes: list[Change] = field(default_factory=list)


def compare(old: Iterable[Mapping[str, Any]], new: Iterable[Mapping[str, Any]]) -> Difference:
    """The difference of two snapshots; a text that one of them lacks has no claims there."""
    left, right = ({(row["set"], row["id"]): row["claims"] for row in rows} for rows in (old, new))
    found = Difference()
    for name, row in sorted({*left, *right}):
        before, after = left.get((name, row), []), right.get((name, row), [])
        found.claims.update({"old": len(before), "new": len(after)})
        _compare_claims(found, (name, row), _keyed(before), _keyed(after))
        _compare_figures(found, before, after)
    return found


def _keyed(claims: Iterable[Mapping[str, Any]]) -> dict[tuple[str, str, int], Mapping[str, Any]]:
    """Claims by quote, kind and ordinal, as ids are made; ids themselves hold the article's."""
    seen: Counter[tuple[str, str]] = Counter()
    keyed = {}
    for claim in claims:
        words = (claim["quote"], claim["kind"])
        keyed[(*words, seen[words])] = claim
        seen[words] += 1
    return keyed


def _compare_claims(
    found: Difference,
    at: tuple[str, str],
    before: Mapping[tuple[str, str, int], Mapping[str, Any]],
    after: Mapping[tuple[str, str, int], Mapping[str, Any]],
) -> None:
    for sign, mine, other in (("+", after, before), ("-", before, after)):
        for quote, kind, _ in (key for key in mine if key not in other):
            found.by_set[sign, at[0]] += 1
            found.by_kind[sign, kind] += 1
            found.changes.append(Change(sign=sign, set=at[0], row=at[1], kind=kind, quote=quote))
    for key in (key for key in before if key in after):
        changed = [one for one in _FIELDS if _words(before[key][one]) != _words(after[key][one])]
        found.fields.update(changed)
        found.by_set["~", at[0]] += bool(changed)
        found.by_kind["~", key[1]] += bool(changed)


def _compare_figures(
    found: Difference, before: Iterable[Mapping[str, Any]], after: Iterable[Mapping[str, Any]]
) -> None:
    left, right = (Counter(_figures(claims)) for claims in (before, after))
    for sign, rest in (("+", right - left), ("-", left - right)):
        for (measure, _), count in rest.items():
            found.by_measure[sign, measure] += count


def _figures(claims: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    for claim in claims:
        for figure in claim["figures"]:
            yield figure["measure"], _words([claim["quote"], figure])


def _words(value: object) -> str:
    return json.dumps(value, sort_keys=True)


def write_report(found: Difference, sample: int, *, show: bool) -> Iterator[str]:
    """Lines: counts by set, kind and measure, fields changed, and a fixed random sample of the claims.

    The sample names texts by id; `show` adds the quotes.
    """
    yield f"claims: {found.claims['old']} before, {found.claims['new']} after"
    for title, counts in (
        ("claims by set", found.by_set),
        ("claims by kind", found.by_kind),
        ("figures by measure", found.by_measure),
    ):
        yield from _write_counts(title, counts)
    yield "changed in claims that both have: " + (
        ", ".join(f"{name} {count}" for name, count in found.fields.most_common()) or "nothing"
    )
    changes = sorted(found.changes)
    for one in sorted(random.Random(_SEED).sample(changes, min(sample, len(changes)))):  # noqa: S311
        words = f"  {one.quote}" if show else ""
        yield f"{one.sign} {one.set} {one.row} {one.kind}{words}"


def _write_counts(title: str, counts: Counter[tuple[str, str]]) -> Iterator[str]:
    yield _ROW.format(title, "gained", "lost", "changed").rstrip()
    names = sorted({name for _, name in counts if any(counts[sign, name] for sign in "+-~")})
    for name in names:
        yield _ROW.format(name, *(counts[sign, name] or "-" for sign in "+-~")).rstrip()
