"""The press of an invented war: who prints which story when, wires that many reprint, and the truth.

Reports come in the order of their days.
"""

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from benchmarks.reconcile.stories import Draft, Story, fill, tell, tell_total
from benchmarks.reconcile.world import BEGIN, Happening, War
from khabar.model.claims import Claim, Scope, hash_words
from khabar.model.documents import Article
from khabar.model.events import Statement, Telling
from khabar.model.reports import Report

_PUBLISHERS = 400
_AGENCIES = ("Atlas", "Meridian Press", "United Wire")
_WIRED = 0.35  # of the reports of an event that more than one tells are copies of a wire
_YEAR_LATER = 0.01  # of the reports are on an anniversary


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A report, how merging sees its article, and the truth behind each of its claims.

    A truth is the number of a happening, below 0 for the total of a country.
    """

    report: Report
    telling: Telling
    truths: tuple[int, ...]

    def statements(self) -> Iterator[Statement]:
        """The claims of the report with the article that makes them."""
        return (Statement(claim=claim, telling=self.telling) for claim in self.report.claims)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Who prints a story when; `wire` numbers the wire that is copied, None for an own story."""

    happening: Happening
    order: int
    day: date
    wire: int | None


def report_war(war: War, seed: int) -> Iterator[Told]:
    """All reports of the war, the earliest first."""
    return print_reports(war, seed, plan_reports(war, seed))


def plan_reports(war: War, seed: int) -> Sequence[Plan]:
    """What is printed when, the earliest first."""
    plans = [plan for happening in war.happenings for plan in _plan(happening, seed)]
    return sorted(plans, key=lambda plan: (plan.day, plan.happening.number, plan.order))


def print_reports(war: War, seed: int, plans: Iterable[Plan]) -> Iterator[Told]:
    """The reports as planned."""
    same_day: dict[date, list[int]] = defaultdict(list)
    for happening in war.happenings:
        same_day[happening.day].append(happening.number)
    for plan in plans:
        others = same_day[plan.happening.day]
        yield _print(plan, _write(plan, war, others, seed), seed)


def _plan(happening: Happening, seed: int) -> Iterator[Plan]:
    dice = _dice(seed, "plan", happening.number)
    for order in range(happening.reports):
        wired = happening.reports > 1 and dice.random() < _WIRED
        wire = dice.randrange(1 + happening.reports // 10) if wired else None
        lag = min(14, int(dice.expovariate(0.7))) if wire is None else wire // 2
        if wire is None and dice.random() < _YEAR_LATER:
            lag = 365
        yield Plan(happening=happening, order=order, day=happening.day + timedelta(days=lag), wire=wire)


def _dice(*words: object) -> random.Random:
    return random.Random(" ".join(map(str, words)))  # noqa: S311  # a benchmark, no secret


def _write(plan: Plan, war: War, others: list[int], seed: int) -> Story:
    """The story: the same for all who print one wire, save for where they cut it."""
    happening = plan.happening
    name = f"own {plan.order}" if plan.wire is None else f"wire {plan.wire}"
    dice = _dice(seed, happening.number, name)
    story = Story(dice=dice, told=plan.day)
    late = plan.day - happening.day > timedelta(days=300)
    tell(story, happening, Scope.BACKGROUND if late else Scope.INCIDENT)
    earlier = war.earlier[happening.number]
    if earlier is not None and story.likely(0.1):
        tell(story, war.happenings[earlier], Scope.BACKGROUND)
    if len(others) > 1 and story.likely(0.08):
        other = war.happenings[dice.choice(others)]
        if other.town.exact.name != happening.town.exact.name:
            tell(story, other)
    if story.likely(0.05):
        tell_total(story, happening, 1000 * (20 + (plan.day - BEGIN).days // 60))
    fill(story, happening, 4 if plan.wire is None else 4 - plan.order % 3)
    return story


def _print(plan: Plan, story: Story, seed: int) -> Told:
    dice = _dice(seed, "print", plan.happening.number, plan.order)
    place = (
        plan.happening.number + plan.order
        if plan.wire is not None
        else int(_PUBLISHERS * dice.random() ** 3)
    )
    publisher = f"Paper {place % _PUBLISHERS}"
    number = plan.happening.number
    agency = _AGENCIES[(number + (plan.wire or 0)) % len(_AGENCIES)]
    credited = plan.wire is not None and dice.random() < 0.7
    article = _make_article(story, publisher, plan.day, (agency,) if credited else ())
    telling = Telling(
        article=article.id,
        title=article.title,
        url=article.url,
        publisher=publisher,
        owner=None,
        agencies=article.agencies,
        published=plan.day,
        told=plan.day,
        wire=None if plan.wire is None else hash_words(["wire", number, plan.wire]),
    )
    claims = tuple(_make_claims(article, story.drafts))
    truths = tuple(draft.truth for draft in story.drafts)
    return Told(report=Report(article=article, claims=claims), telling=telling, truths=truths)


def _make_article(story: Story, publisher: str, day: date, agencies: tuple[str, ...]) -> Article:
    identity = hash_words([story.text, publisher])
    return Article(
        id=identity,
        url=f"https://papers.example/{identity}",
        title=story.text.split(",")[0].split("\n")[0],
        publisher=publisher,
        agencies=agencies,
        author=None,
        published=day,
        language="en",
        sha256=identity * 4,
        text=story.text,
        headings=(),
        related=(),
        dropped=(),
        words_in=len(story.text.split()),
    )


def _make_claims(article: Article, drafts: list[Draft]) -> Iterator[Claim]:
    ids = [
        hash_words([article.id, draft.span.cut(article.text), draft.kind, order])
        for order, draft in enumerate(drafts)
    ]
    for identity, draft in zip(ids, drafts, strict=True):
        yield Claim(
            id=identity,
            article=article.id,
            kind=draft.kind,
            quote=draft.span.cut(article.text),
            span=draft.span,
            actors=draft.actors,
            place=draft.place,
            when=draft.when,
            figures=draft.figures,
            sources=draft.sources,
            modality=draft.modality,
            scope=draft.scope,
            part_of=ids[0] if draft.part else None,
            rule="benchmark",
        )
