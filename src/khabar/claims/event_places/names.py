"""The names of a sentence that may be the place of an event, with what speaks for each by itself."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from khabar.claims.tree import Tree
from khabar.model.documents import Token
from khabar.model.values import Place, Reading, Span
from khabar.text.names import find_actors
from khabar.text.places.cues import TITLED
from khabar.text.places.folding import fold
from khabar.text.places.gazetteer import Gazetteer
from khabar.text.places.mentions import Mention, find_mentions, read_places
from khabar.text.places.proper_names import find_proper_names
from khabar.text.places.usage import Use
from khabar.vocab import Vocab

_SEEN_BEFORE = re.compile(r"\w*[A-Z]\w* $")
_NAMING = frozenset({"NNP", "NNPS", "NN", "NNS", "JJ", "FW", "CD"})  # tags of words that name something
_NAMED = ("NN", "JJ", "FW")  # and of those that are names where they have a capital
_CONTEXT = 20  # code points before a name in which a word that touches it is looked for


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ReadText:
    """What is known of a text beside its trees; all tuples in text order."""

    text: str
    gazetteer: Gazetteer
    mentions: tuple[Mention, ...]
    places: tuple[Reading[Place], ...]
    actors: tuple[Span, ...]

    @classmethod
    def of(cls, text: str, vocab: Vocab) -> "ReadText":
        """What a text shows of places and actors."""
        gazetteer = Gazetteer.load()
        mentions = find_mentions(text, gazetteer)
        return cls(
            text=text,
            gazetteer=gazetteer,
            mentions=mentions,
            places=read_places(text, mentions),
            actors=tuple(actor.span for actor in find_actors(text, vocab)),
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Name:
    """A name in a sentence: its words, the first and the last token, and the one that heads it.

    `mention` is that of the gazetteer with just these words. `signs` are what is known of the name
    whatever verb is asked about.
    """

    span: Span
    mention: Mention | None
    first: int
    last: int
    head: int
    kind: str
    signs: tuple[str, ...]

    @property
    def likely(self) -> bool:
        """Whether it would be taken for a place without a look at any verb."""
        if self.mention is not None:
            return self.mention.use is Use.LOCATION
        return "before=in" in self.signs or "before=at" in self.signs or "before=near" in self.signs


def find_names(tree: Tree, page: ReadText) -> tuple[Name, ...]:
    """The names of a sentence, in order; they may overlap, and most are no place of anything."""
    within = tree.sentence.span
    mentions = {m.toponym.span: m for m in page.mentions if within.covers(m.toponym.span)}
    spans = sorted({*mentions, *find_proper_names(page.text, within, page.gazetteer)})
    return tuple(name for span in spans for name in _build(tree, page, spans, mentions, span))


def _build(
    tree: Tree, page: ReadText, spans: Sequence[Span], mentions: dict[Span, Mention], span: Span
) -> Iterator[Name]:
    inside = tree.at(span)
    mention = mentions.get(span)
    if not inside or not (mention or _names_something(tree, page, inside, span)):
        return
    over = next((mentions[other] for other in mentions if other.overlaps(span)), None)
    signs = (
        *_words_beside(tree, inside[0], inside[-1]),
        *_form(tree, page, inside, span),
        *_knowledge(page, span, mention, over),
        *_nesting(page, spans, span),
    )
    kind = mention.choice.entry.kind.name if mention and mention.choice else "-"
    yield Name(
        span=span,
        mention=mention,
        first=inside[0],
        last=inside[-1],
        head=_head(tree, inside),
        kind=kind,
        signs=signs,
    )


def _names_something(tree: Tree, page: ReadText, inside: Sequence[int], span: Span) -> bool:
    """Whether capitals mark a name here, and not that of somebody with a title."""
    first = span.cut(page.text).split()[0]
    if TITLED.match(f"{first} ") and first.lower() not in page.gazetteer.words.honoured:
        return False
    return any(tree.tokens[k].tag in _NAMING for k in inside)


def _head(tree: Tree, inside: Sequence[int]) -> int:
    """The noun of the name that the others qualify, found from its last word upwards."""
    token = inside[-1]
    while (above := tree.tokens[token].head) in inside and above != token and tree.is_noun(above):
        token = above
    return token


def show(token: Token) -> str:
    """A word as evidence: its lemma, but no name, people or number, so that none of these is learned."""
    return _hide(token) or token.lemma


def show_form(token: Token) -> str:
    """The same with the word as it stands, in lower case."""
    return _hide(token) or token.text.lower()


def _hide(token: Token) -> str | None:
    if token.tag.startswith("NNP") or (token.text[:1].isupper() and token.tag.startswith(_NAMED)):
        return "NAME"
    return "NUMBER" if token.tag == "CD" else "SPACE" if token.text.isspace() else None


def _words_beside(tree: Tree, first: int, last: int) -> Iterator[str]:
    near = [_beside(tree, at) for at in (first - 3, first - 2, first - 1, last + 1, last + 2)]
    yield f"before={near[2]}"
    yield f"before2={near[1]}"
    yield f"before3={near[0]}"
    yield f"lead={near[1]} {near[2]}"
    yield f"after={near[3]}"
    yield f"follow={near[3]} {near[4]}"


def _beside(tree: Tree, at: int) -> str:
    if not 0 <= at < len(tree.tokens):
        return "EDGE"
    return show_form(tree.tokens[at])


def _form(tree: Tree, page: ReadText, inside: Sequence[int], span: Span) -> Iterator[str]:
    text = page.text
    words = span.cut(text).split()
    yield f"words={min(5, len(words))}"
    yield f"tags={'_'.join(tree.tokens[at].tag for at in inside[:6])}"
    for word in words:
        low = word.lower()
        if low in page.gazetteer.words.sites:
            yield f"site={low}"
        if low in page.gazetteer.words.acting:
            yield f"acting={low}"
    yield f"next={text[span.end : span.end + 1].strip()}"
    yield f"previous={text[max(0, span.start - 1) : span.start].strip()}"
    if text[span.end : span.end + 2] in {"'s", "’s"}:
        yield "owns"
    if span.cut(text).isupper():
        yield "capitals"
    if text[span.end : span.end + 1] == " " and text[span.end + 1 : span.end + 2].isupper():
        yield "goes_on"
    if _SEEN_BEFORE.search(text, max(0, span.start - _CONTEXT), span.start):
        yield "led_up_to"


def _knowledge(
    page: ReadText, span: Span, mention: Mention | None, over: Mention | None
) -> Iterator[str]:
    if mention is None:
        yield f"use=inside {over.use.name}" if over else "use=unknown"
    else:
        yield f"use={mention.use.name}"
        yield f"nested={mention.toponym.outer is not None}"
        entry = mention.choice.entry if mention.choice else None
        if entry:
            size = int(math.log10(entry.population + 1))
            yield f"kind={entry.kind.name}"
            yield f"size={entry.kind.name} {size}"
            yield f"capital={entry.capital}"
            yield f"use_kind={mention.use.name} {entry.kind.name}"
    if any(actor.covers(span) for actor in page.actors):
        yield "in_actor"
    yield from _knowledge_of_words(page, span)


def _knowledge_of_words(page: ReadText, span: Span) -> Iterator[str]:
    words, known = span.cut(page.text).split(), page.gazetteer
    if known.country_of_demonym(span.cut(page.text)):
        yield "people"
    elif any(known.country_of_demonym(word) for word in words):
        yield "has_people"
    if known.is_given_name(fold(words[0])):
        yield "given_name"
    last = fold(words[-1])
    if known.is_surname(last):
        yield "surname"
    if known.is_common_word(last):
        yield "common_word"


def _nesting(page: ReadText, spans: Sequence[Span], span: Span) -> Iterator[str]:
    """How it lies in longer names and over shorter ones."""
    others = [other for other in spans if other != span and other.overlaps(span)]
    yield f"overlapping={min(3, len(others))}"
    around = max(
        (other for other in others if other.covers(span)), key=lambda o: o.end - o.start, default=None
    )
    if around:
        yield "part"
        yield f"rest={_keep_kind(page, Span(span.end, around.end))}"
        yield f"rest_before={_keep_kind(page, Span(around.start, span.start))}"
    if any(span.covers(other) for other in others):
        yield "whole"


def _keep_kind(page: ReadText, rest: Span) -> str:
    """The words of a longer name that a shorter one leaves off, where they tell a kind or a side."""
    words = rest.cut(page.text).lower().split()
    plain = page.gazetteer.words.sites | page.gazetteer.words.directions
    return " ".join(word if word in plain else "NAME" for word in words)
