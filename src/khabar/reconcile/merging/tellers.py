"""Who told a thing first: independence is counted by them, never by the address of a page.

Three papers that quote one monitor are one source for what it says. Who stands at the head of the
chain is, in this order: the first speaker who says that it is so; the agency that the article
credits; the text that the article is a copy of; the owner of the publisher; the publisher.
"""

import functools
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from khabar import vocab
from khabar.model.claims import ActorClass, Claim, Modality, Party, Stance
from khabar.model.events import Statement, Telling

# Tuples: few are found faster by what they are than by their hashes.
_ASSERTING = (Stance.ASSERTS, Stance.ESTIMATES, Stance.ACCUSES, Stance.CONFIRMS)
_DENYING = (Modality.DENIED, Modality.NOT_HAPPENED)
_ARTICLES = ("the ", "a ", "an ")


class Teller(NamedTuple):
    """Somebody who tells: two tellings with one `name` are one source.

    `words` is how they are shown. `named` is false for a speaker without a name ("police", "a
    doctor"): those of one class cannot be shown to be several people, so their `name` is the class.
    """

    name: str
    words: str
    named: bool
    actor_class: ActorClass


class Said(NamedTuple):
    """A statement with all who stand behind it, found once.

    `teller` stands at the head of the chain of telling. `deniers` and `doubters` do not believe it, by
    name; `deniers` of a denial that is nobody's is who tells it.
    """

    claim: Claim
    telling: Telling
    teller: Teller
    deniers: tuple[Teller, ...]
    doubters: tuple[Teller, ...]

    @property
    def is_denial(self) -> bool:
        """True where the claim itself says that it did not happen."""
        return self.claim.modality in _DENYING


def listen(statement: Statement) -> Said:
    """The statement with all who stand behind it."""
    claim, telling = statement.claim, statement.telling
    if not claim.sources:
        teller = find_house(telling)
        deniers = (teller,) if is_denial(claim) else ()
        return Said(claim, telling, teller, deniers, ())
    teller = _find_first(claim, telling)
    return Said(
        claim=claim,
        telling=telling,
        teller=teller,
        deniers=_find_deniers(claim, teller),
        doubters=_name_sources(claim, Stance.DOUBTS),
    )


def _find_first(claim: Claim, telling: Telling) -> Teller:
    for source in claim.sources:
        if source.stance in _ASSERTING:
            return _from_party(source.who.value, source.who.text)
    return find_house(telling)


def _find_deniers(claim: Claim, teller: Teller) -> tuple[Teller, ...]:
    if is_denial(claim) and not names_denier(claim):
        return (teller,)
    return _name_sources(claim, Stance.DENIES)


def find_house(telling: Telling) -> Teller:
    """Who answers for what an article says of itself: agency, wire text, owner or publisher."""
    if telling.agencies:
        return _from_outlet(telling.agencies[0])
    if telling.wire is not None:
        words = telling.publisher or telling.wire
        return Teller(name=f"wire:{telling.wire}", words=words, named=True, actor_class=ActorClass.MEDIA)
    if telling.publisher is None:
        name = telling.article
        return Teller(name=f"article:{name}", words=name, named=True, actor_class=ActorClass.MEDIA)
    if telling.owner is not None:
        owner = telling.owner.casefold()
        return Teller(name=owner, words=telling.publisher, named=True, actor_class=ActorClass.MEDIA)
    return _from_outlet(telling.publisher)


def is_denial(claim: Claim) -> bool:
    """True where the claim itself says that it did not happen."""
    return claim.modality in _DENYING


def names_denier(claim: Claim) -> bool:
    """True where the article says who denies the claim."""
    return any(source.stance is Stance.DENIES for source in claim.sources)


def _name_sources(claim: Claim, stance: Stance) -> tuple[Teller, ...]:
    """The tellers that the sources of one stance stand for, in the order of their names."""
    sources = [source for source in claim.sources if source.stance is stance]
    if not sources:  # nearly nothing is denied or doubted
        return ()
    return tuple(sorted({_from_party(source.who.value, source.who.text) for source in sources}))


def count_independent(tellers: Iterable[Teller]) -> int:
    """How many tellers are certainly different: never more than there are, rather fewer.

    A name whose words all stand in another's ("Ortega", "Colonel Ortega") is the same teller. A
    speaker without a name counts only where nobody of the class has one, for it may be them.
    """
    by_name = {teller.name: teller for teller in tellers}
    if len(by_name) < 2:
        return len(by_name)
    named = [teller for teller in by_name.values() if teller.named]
    classes = {teller.actor_class for teller in named}
    nameless = [
        teller for teller in by_name.values() if not teller.named and teller.actor_class not in classes
    ]
    return _count_whole([teller.name for teller in named]) + len(nameless)


def _count_whole(names: Iterable[str]) -> int:
    """How many names are not held, word by word, in a longer one."""
    words = [frozenset(name.split()) for name in names]
    holding: dict[str, list[frozenset[str]]] = {}
    for some in words:
        for word in some:
            holding.setdefault(word, []).append(some)
    beside = (holding[next(iter(some))] if some else words for some in words)
    return sum(
        not any(some < other for other in others) for some, others in zip(words, beside, strict=True)
    )


def show_tellers(tellers: Iterable[Teller], shown: Mapping[str, str]) -> tuple[str, ...]:
    """The words for tellers, each name once, sorted; `shown` settles one form for each name."""
    return tuple(sorted({shown[teller.name] for teller in tellers}))


def settle_words(tellers: Collection[Teller]) -> dict[str, str]:
    """One form of words for each name: the shortest, then the first in the alphabet."""
    if len(tellers) == 1:
        return {teller.name: teller.words for teller in tellers}
    forms: dict[str, str] = {}
    for teller in sorted(tellers, key=lambda teller: (len(teller.words), teller.words)):
        forms.setdefault(teller.name, teller.words)
    return forms


@functools.lru_cache(maxsize=4096)
def _from_party(who: Party, text: str) -> Teller:
    if who.name is None:
        return Teller(
            name=f"class:{who.actor_class.value}",
            words=_strip_article(text),
            named=False,
            actor_class=who.actor_class,
        )
    if who.actor_class is ActorClass.MEDIA:
        return _from_outlet(who.name)
    return Teller(name=who.name.casefold(), words=who.name, named=True, actor_class=who.actor_class)


@functools.lru_cache(maxsize=4096)
def _from_outlet(name: str) -> Teller:
    house = _houses().get(name.casefold())
    key = house if house is not None else name.casefold()
    return Teller(name=key, words=name, named=True, actor_class=ActorClass.MEDIA)


@functools.cache
def _houses() -> Mapping[str, str]:
    """Who owns a publisher, by each of its names; itself where it stands for itself."""
    return {
        name.casefold(): (house.owner or house.name).casefold()
        for house in vocab.load().publishers
        for name in (house.name, *house.aliases)
    }


def _strip_article(text: str) -> str:
    lowered = text.casefold()
    for article in _ARTICLES:
        if lowered.startswith(article):
            return text[len(article) :]
    return text
