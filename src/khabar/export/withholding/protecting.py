"""Values as a face for everybody shows them: without names of private persons and addresses.

One walk over the fields of any value of the model: what is text is searched, spans follow what was
withheld before them, so that `quote == text[span]` holds as before.
"""

import enum
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any, TypeVar
from urllib.parse import urlsplit

from khabar.export.withholding.hiding import ADDRESS, NAME, WORDS, Gap, Hidden, find_all, hide
from khabar.export.withholding.names import Judge, Name, Sort, find_other_scripts
from khabar.model.claims import ActorClass, Claim, Party
from khabar.model.documents import Article, Dropped, Related
from khabar.model.events import Event, EventActor, Statement
from khabar.model.values import Place, PlacePrecision, Reading, Span
from khabar.text.places.folding import fold
from khabar.text.places.gazetteer import Gazetteer, Kind

V = TypeVar("V")

_LEAST = 3  # letters of a part of a name that is withheld by itself
# Fields whose text is a name, and nothing but a name.
_NAMES = frozenset({"said_by", "denied_by"})
# Fields that hold ids and words of the vocabulary.
_WORDS = frozenset(
    [
        "id",
        "article",
        "articles",
        "claims",
        "kind",
        "rule",
        "sha256",
        "unit",
        "measure",
        "language",
        "who",
        "part_of",
        "wire",
        "left",
        "right",
        "feature",
    ]
)
# Classes of those who speak or act for a body: their names are public where they stand as a party.
_BODIES = frozenset(ActorClass) - {
    ActorClass.RESIDENTS,
    ActorClass.CIVILIANS,
    ActorClass.PROTESTERS,
    ActorClass.MEDICS,
    ActorClass.MEDIA,
    ActorClass.UNKNOWN,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Secrets:
    """Names that are withheld wherever they stand, and those that are public; addresses likewise."""

    private: frozenset[str] = frozenset()
    public: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()

    def join(self, other: "Secrets") -> "Secrets":
        """Both; what is public in one and private in the other is private."""
        private = self.private | other.private
        public = (self.public | other.public) - private
        return Secrets(private=private, public=public, addresses=self.addresses | other.addresses)


@dataclass(frozen=True, slots=True, kw_only=True)
class Curtain:
    """What stands between a record and everybody: `protect` gives values as they may be shown.

    `houses` are the publishers and agencies of the record, which are no persons.
    """

    judge: Judge = field(default_factory=Judge)

    @classmethod
    def of(cls, houses: Iterable[str]) -> "Curtain":
        """A curtain that knows publishers and agencies."""
        return cls(judge=Judge(houses=frozenset(map(fold, houses))))

    def learn(self, article: Article) -> Secrets:
        """Whose names an article holds."""
        texts = (article.title or "", article.text, *(related.title for related in article.related))
        return self._learn_all(texts, strict=False)

    def learn_places(self, claims: Iterable[Claim]) -> Secrets:
        """The names of places that are finer than a town, as they are and folded."""
        places = (claim.place.value for claim in claims if claim.place is not None)
        fine = [place.name for place in places if self.protect(place) != place]
        return Secrets(addresses=frozenset((*fine, *filter(None, map(fold, fine)))))

    def protect(self, value: V, secrets: Secrets = Secrets()) -> V:  # it is frozen
        """The same without what is not for everybody; `secrets` are those of the articles around it."""
        if isinstance(value, Event):
            secrets = secrets.join(self._learn_event(value))
        if isinstance(value, Article):
            secrets = secrets.join(self.learn(value))
            walk = _Walk(curtain=self, secrets=secrets, hidden=self.blank(value.text, secrets))
            shown: Any = _recount(value, walk.rewrite(value))
            return shown  # type: ignore[no-any-return]
        rewritten: V = _Walk(curtain=self, secrets=secrets, hidden=None).rewrite(value)
        return rewritten

    def protect_claims(
        self, article: Article, statements: Iterable[Statement], secrets: Secrets
    ) -> tuple[Statement, ...]:
        """Statements of one article, whose text says where in it their words lie now."""
        secrets = secrets.join(self.learn(article))
        walk = _Walk(curtain=self, secrets=secrets, hidden=self.blank(article.text, secrets))
        return tuple(walk.rewrite(one) for one in statements)

    def blank(self, text: str, secrets: Secrets, *, strict: bool = False) -> Hidden:
        """A text without its private names and addresses."""
        return hide(text, self._list_gaps(text, secrets, strict=strict))

    def _list_gaps(self, text: str, secrets: Secrets, *, strict: bool) -> Iterator[Gap]:
        yield from find_all(text, secrets.private, NAME)
        yield from find_all(text, secrets.addresses, ADDRESS)
        for name in self.judge.find_names(text, strict=strict):
            if name.sort is Sort.ADDRESS:
                yield Gap(span=name.span, shown=ADDRESS)
            elif name.sort is Sort.PRIVATE and name.span.cut(text) not in secrets.public:
                yield Gap(span=name.span, shown=NAME)
        yield from (Gap(span=span, shown=WORDS) for span in find_other_scripts(text))

    def _learn_event(self, event: Event) -> Secrets:
        accounts = [account for tally in event.figures for account in tally.accounts]
        told = [name for account in accounts for name in (*account.said_by, *account.denied_by)]
        told += [name for actor in event.actors for name in (*actor.said_by, *actor.denied_by)]
        told += [actor.text for actor in event.actors if actor.who.actor_class not in _BODIES]
        return self._learn_all(told, strict=True)

    def _learn_all(self, texts: Iterable[str], *, strict: bool) -> Secrets:
        found = [(text, name) for text in texts for name in self.judge.find_names(text, strict=strict)]
        public = {part for text, one in found if one.sort is Sort.PUBLIC for part in _part(text, one)}
        private = {
            part
            for text, one in found
            if one.sort is Sort.PRIVATE and one.span.cut(text) not in public
            for part in _part(text, one)
            if part not in public
        }
        return Secrets(private=frozenset(private), public=frozenset(public))


def _part(text: str, name: Name) -> Iterator[str]:
    """A name, and its first and its last word, by which people are called later."""
    whole = name.span.cut(text)
    words = whole.split()
    yield whole
    for word in (words[0], words[-1]):
        if len(words) > 1 and len(word) >= _LEAST and word[0].isupper() and not _is_ordinary(word):
            yield word


def _is_ordinary(word: str) -> bool:
    """True of a word that means too much else to be withheld by itself."""
    entries = Gazetteer.load().look_up(word)
    return any(entry.population > 100_000 or entry.kind is Kind.COUNTRY for entry in entries)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Walk:
    curtain: Curtain
    secrets: Secrets
    hidden: Hidden | None

    def rewrite(self, value: Any, name: str = "") -> Any:
        """Any value of the model, field by field."""
        if isinstance(value, enum.Enum | Mapping):
            return value
        if isinstance(value, str):
            return self._write(value, name)
        if isinstance(value, Dropped | Related):
            return self._rebuild_beside(value)
        if isinstance(value, tuple):
            return tuple(self.rewrite(each, name) for each in value)
        if isinstance(value, Span):
            return value if self.hidden is None else self.hidden.move_span(value)
        if is_dataclass(value) and not isinstance(value, type):
            return self._rebuild(value)
        return value

    def _write(self, text: str, name: str) -> str:
        if name in _WORDS:
            return text
        if name == "url":
            return self._write_address(text)
        return self.curtain.blank(text, self.secrets, strict=name in _NAMES).text

    def _write_address(self, url: str) -> str:
        """An address that spells a name out is that of its site alone."""
        spelt = f" {fold(url.replace('.', ' ').replace('%20', ' '))} "
        if any(f" {fold(name)} " in spelt for name in self.secrets.private if fold(name)):
            parts = urlsplit(url)
            return f"{parts.scheme}://{parts.netloc}/"
        return url

    def _rebuild(self, value: Any) -> Any:
        special = _SPECIAL.get(type(value))
        if special is not None:
            value = special(self, value)
            if isinstance(value, Reading | Party | Place | Claim | Article):
                return value
        changed = {one.name: self.rewrite(getattr(value, one.name), one.name) for one in fields(value)}
        return replace(value, **changed)

    def _rebuild_beside(self, value: Dropped | Related) -> Dropped | Related:
        """Words that stood beside the text, which is shorter or longer now."""
        if isinstance(value, Dropped) and self.hidden:
            value = value._replace(at=self.hidden.move(value.at))
        changed = {name: self.rewrite(getattr(value, name), name) for name in value._fields}
        return value._replace(**changed)

    def write_reading(self, reading: Reading[Any]) -> Reading[Any]:
        """A reading with its words as they are shown now."""
        value = self.rewrite(reading.value)
        if self.hidden is None:
            text = self._write(reading.text, "") or reading.text
            span = Span(reading.span.start, reading.span.start + len(text))
            return Reading(value=value, span=span, text=text, rule=reading.rule)
        return Reading.at(self.hidden.move_span(reading.span), self.hidden.text, value, reading.rule)

    def write_text(self, value: Any, keys: Mapping[str, str]) -> Any:
        """An article or a claim, whose fields `keys` are parts of the text that is hidden."""
        changed = {
            one.name: self.rewrite(getattr(value, one.name), one.name)
            for one in fields(value)
            if one.name not in keys
        }
        return replace(value, **changed, **keys)


def _write_claim(walk: _Walk, claim: Claim) -> Claim:
    if walk.hidden is None:
        quote = walk.rewrite(claim.quote)
    else:
        quote = walk.hidden.move_span(claim.span).cut(walk.hidden.text)
    written: Claim = walk.write_text(claim, {"quote": quote})
    return written


def _write_article(walk: _Walk, article: Article) -> Article:
    assert walk.hidden is not None  # noqa: S101  # `protect` gives every article its text
    written: Article = walk.write_text(article, {"text": walk.hidden.text})
    return written


def _write_party(walk: _Walk, party: Party) -> Party:
    if party.name is None or party.actor_class in _BODIES:
        return party
    return replace(party, name=walk.curtain.blank(party.name, walk.secrets, strict=True).text)


def _write_actor(walk: _Walk, actor: EventActor) -> EventActor:
    strict = actor.who.actor_class not in _BODIES
    return replace(actor, text=walk.curtain.blank(actor.text, walk.secrets, strict=strict).text)


def _write_place(walk: _Walk, place: Place) -> Place:
    """A place that is no finer than a town: of what is finer, the town, or the province."""
    shown = walk.curtain.blank(place.name, Secrets(private=frozenset(), public=frozenset({place.name})))
    entries = Gazetteer.load().look_up(place.name) if place.precision is PlacePrecision.DISTRICT else ()
    parts = [entry for entry in entries if entry.kind is Kind.DISTRICT]
    if shown.text == place.name and not parts:
        return place
    town = next((entry.admin2 for entry in parts if entry.admin2), None)
    return replace(
        place,
        name=town or place.admin1 or place.country or WORDS,
        lat=None,
        lon=None,
        geonames=None,
        precision=PlacePrecision.DISTRICT if town else PlacePrecision.PROVINCE,
    )


_SPECIAL: dict[type, Any] = {
    Reading: lambda walk, reading: walk.write_reading(reading),
    Claim: _write_claim,
    Article: _write_article,
    Party: _write_party,
    EventActor: _write_actor,
    Place: _write_place,
}


def _recount(before: Article, after: Article) -> Article:
    """The article with as many words as it is shown with, so that its books balance."""
    lost = _count(before) - _count(after)
    return replace(after, words_in=before.words_in - lost)


def _count(article: Article) -> int:
    return len(article.text.split()) + sum(len(part.text.split()) for part in article.dropped)
