"""Who is meant by "he", "the monitor", "the regime": names that the article gives elsewhere."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from khabar.claims.context import Context
from khabar.claims.draft import Draft
from khabar.claims.people.parties import FIGHTING
from khabar.model.claims import Actor, ActorClass, Certainty, Party, Role, Source, Stance
from khabar.model.values import Reading, Span
from khabar.vocab import Vocab
from khabar.vocabulary.entries import NounSort

_NAMED_NEXT = re.compile(
    r"\s+(?P<name>[A-Z][\w'’-]+(?: (?:[A-Z]|al-|el-|bin |ibn )[\w'’-]*){1,4})"
    r" (?:will|was|is|has|had)\b(?P<rest>[^.\n]*)"
)
_HE = frozenset({"he", "she"})
_THEY = frozenset({"it", "they", "we", "he", "she", "i", "them", "its", "their", "our"})
_ONE_OF_ITS_CLASS = frozenset({ActorClass.MONITOR, ActorClass.MEDIA})
_BODIES = frozenset(
    {
        "regime",
        "government",
        "army",
        "military",
        "forces",
        "troops",
        "coalition",
        "administration",
        "air force",
    }
)
_RECENT = 2  # sentences that "it" may lie behind the body that spoke; chosen, not tuned
_GROUPS = frozenset({"group", "movement", "organization", "organisation", "militia", "front", "faction"})
_SAYING = frozenset({Stance.ASSERTS, Stance.CONFIRMS})
_ACTING = frozenset({Role.PERPETRATOR, Role.PARTY})
_ARMED_GROUPS = frozenset({ActorClass.REBEL, ActorClass.JIHADIST, ActorClass.MILITIA})


def name_speakers(drafts: Sequence[Draft], context: Context) -> tuple[Draft, ...]:
    """The drafts with sources named as the article names them elsewhere, earlier names first."""
    named: list[Reading[Party]] = []
    bodies: dict[int, Reading[Party]] = {}  # the last one to speak, by sentence
    done = []
    for draft in drafts:
        sources = []
        heard = (s.who for s in draft.sources if _is_body(s.who, context.vocab))
        bodies.update((draft.sentence.index, who) for who in heard)
        for source in draft.sources:
            told = _name_it(_name_accused(source, draft) or source, draft, bodies)
            sources.append(_name_source(told, named, context))
            if sources[-1].who.value.name:
                named.append(sources[-1].who)
        done.append(replace(draft, sources=tuple(sources)) if sources else draft)
    return tuple(done)


def _name_accused(source: Source, draft: Draft) -> Source | None:
    """For "a charge it denies" the one whom the charge names."""
    own = source.stance is Stance.DENIES and source.who.text.lower() in _THEY
    doers = [a.who for a in draft.actors if a.role is Role.PERPETRATOR]
    doers = [who for who in doers if who.text.lower() not in _THEY]
    if not own or len(doers) != 1:
        return None
    return replace(source, who=replace(source.who, value=doers[0].value))


def _name_it(source: Source, draft: Draft, bodies: Mapping[int, Reading[Party]]) -> Source:
    """For "it said" the body that spoke last, in its own words where it has no name."""
    if source.who.text.lower() != "it" or source.who.value.name:
        return source
    here = draft.sentence.index
    who = next((bodies[i] for i in range(here, here - _RECENT - 1, -1) if i in bodies), None)
    if who is None or who.value.name is None:
        return replace(source, who=who or source.who)
    return replace(source, who=replace(source.who, value=who.value))


def _is_body(who: Reading[Party], vocab: Vocab) -> bool:
    """True for an army, a ministry, a known organisation and a union, not for persons and pronouns."""
    if who.text.lower() in _THEY:
        return False
    sort, name = vocab.find_sort(who.text), who.value.name
    if sort is not None:
        return sort is NounSort.COLLECTIVE
    return name is None or name.islower() or bool(vocab.find_actors(name))


def _name_source(source: Source, named: Sequence[Reading[Party]], context: Context) -> Source:
    party = source.who.value
    for earlier in reversed(named):
        if _is_same(source.who, earlier.value):
            return replace(source, who=replace(source.who, value=earlier.value))
    found = None if party.name else _body(source.who, context) or _only_monitor(party, context)
    return replace(source, who=replace(source.who, value=found)) if found else source


def _is_same(who: Reading[Party], earlier: Party) -> bool:
    """True for "he" after anybody, a surname after the full name, a noun after one of its class."""
    party = who.value
    if party.name:
        return (earlier.name or "").endswith(f" {party.name}")
    if who.text.lower() in _HE:
        return earlier.actor_class is not ActorClass.MONITOR
    return party.actor_class is earlier.actor_class and party.actor_class in _ONE_OF_ITS_CLASS


def _only_monitor(party: Party, context: Context) -> Party | None:
    """For "a monitor said", the one monitor that the article names, be it later."""
    if party.actor_class is not ActorClass.MONITOR:
        return None
    entries = {
        entry.name
        for reading in context.actors
        for entry in reading.value
        if entry.actor_class is ActorClass.MONITOR
    }
    return Party(name=entries.pop(), actor_class=ActorClass.MONITOR) if len(entries) == 1 else None


def name_actors(drafts: Sequence[Draft], context: Context) -> tuple[Draft, ...]:
    """The drafts with actors named: "it" is who speaks, "the regime" the one named last before."""
    done = []
    for draft in drafts:
        named = (_name_actor(actor, draft, context) for actor in draft.actors)
        actors = tuple(_own_up(actor, draft) for actor in named)
        done.append(replace(draft, actors=actors) if actors else draft)
    return tuple(done)


def _own_up(actor: Actor, draft: Draft) -> Actor:
    """The actor, who claims what he himself says that he did."""
    says = any(
        source.stance in _SAYING and source.who.value.name == actor.who.value.name
        for source in draft.sources
    )
    known = actor.who.value.name is not None and actor.role is Role.PERPETRATOR
    own = known and says and actor.certainty is Certainty.STATED
    return replace(actor, certainty=Certainty.CLAIMED) if own else actor


def _name_actor(actor: Actor, draft: Draft, context: Context) -> Actor:
    if actor.who.value.name:
        return actor
    if actor.who.text.lower() in {"they", "them"} and _is_quoted(actor.who, context):
        return actor
    if actor.who.text.lower() in _THEY:
        speaker = _find_speaker(actor, draft)
        found = speaker.who.value if speaker and _may_be(speaker.who, actor.who, context) else None
    else:
        found = _body(actor.who, context) or _only_rebels(actor, context)
    return replace(actor, who=replace(actor.who, value=found)) if found else actor


def _find_speaker(actor: Actor, draft: Draft) -> Source | None:
    """Who is meant by "it": the first speaker, but who "denied a report by X that it did" is himself."""
    first = next(iter(draft.sources), None)
    before = actor.who.span.start
    deniers = (s for s in draft.sources if s.stance is Stance.DENIES and s.who.span.end <= before)
    return next((s for s in deniers if draft.sentence.span.covers(s.who.span)), first)


def _may_be(speaker: Reading[Party], pronoun: Reading[Party], context: Context) -> bool:
    """True where a pronoun may stand for who speaks: "it" for an army, and for nobody who has a post."""
    is_thing = pronoun.text.lower() in {"it", "its"}
    other = is_thing and context.vocab.find_sort(speaker.text) is NounSort.PERSON
    return not other and not speaker.span.overlaps(pronoun.span)


def _only_rebels(actor: Actor, context: Context) -> Party | None:
    """For "the rebels attacked", the one rebel group that the article names, be it later."""
    if actor.role not in _ACTING or actor.who.value.actor_class is not ActorClass.REBEL:
        return None
    names = {
        entry.name
        for reading in context.actors
        for entry in reading.value
        if entry.actor_class is ActorClass.REBEL
    }
    return Party(name=names.pop(), actor_class=ActorClass.REBEL) if len(names) == 1 else None


def name_victims(drafts: Sequence[Draft], context: Context) -> tuple[Draft, ...]:
    """The drafts with a victim told by post and named at the head of the next sentence.

    "The head of the alliance was wounded. Abu Omar will be replaced as head" names the wounded man.
    """
    named = (tuple(_named_next(draft, context)) for draft in drafts)
    return tuple(
        replace(draft, actors=(*draft.actors, *actors)) if actors else draft
        for draft, actors in zip(drafts, named, strict=True)
    )


def _named_next(draft: Draft, context: Context) -> Iterator[Actor]:
    text, end = context.article.text, draft.sentence.span.end
    victims = [actor for actor in draft.actors if actor.role is Role.TARGET and not actor.who.value.name]
    named = _NAMED_NEXT.match(text, end)
    if not named or draft.whole is not None:
        return
    span = Span(named.start("name"), named.end("name"))
    for actor in victims:
        post = actor.who.text.split()[0].lower()
        if post in context.vocab.speakers and post in named["rest"].lower().split():
            party = Party(name=span.cut(text), actor_class=actor.who.value.actor_class)
            yield replace(actor, who=Reading.at(span, text, party, "named in the next sentence"))


def _is_quoted(who: Reading[Party], context: Context) -> bool:
    """True inside quotation marks, where "they" is anybody but the speaker."""
    before = context.article.text[: who.span.start].rpartition("\n")[2]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def _body(who: Reading[Party], context: Context) -> Party | None:
    """The known body that a bare noun stands for: the last before it whose name holds the noun.

    For "the group" the last armed group. Nobody where the words say more than the noun.
    """
    noun = who.text.lower().removeprefix("the ")
    if noun not in _BODIES | _GROUPS:
        return None
    for entry_party, words in _known_before(who, context):
        fits = noun in words.lower() if noun in _BODIES else entry_party.actor_class in _ARMED_GROUPS
        if fits and entry_party.actor_class in FIGHTING:
            return entry_party
    return None


def _known_before(who: Reading[Party], context: Context) -> Iterator[tuple[Party, str]]:
    for reading in reversed(context.actors):
        if reading.span.end <= who.span.start:
            for entry in reading.value:
                if not entry.is_capital_metonym:
                    yield Party(name=entry.name, actor_class=entry.actor_class), reading.text
