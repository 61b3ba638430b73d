"""Media to whom a speaker spoke: "told the BBC", "She was speaking to Radio Valencia".

Such a medium stands in the chain of telling of all that the speaker says in the article.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from khabar.claims.context import Context
from khabar.claims.draft import Draft
from khabar.model.claims import ActorClass, Party, Source, Stance
from khabar.model.values import Reading, Span

_TELLING = re.compile(
    r"\b(?P<cue>told|tells|telling|(?:spoke|speaks|speaking) (?:to|with)|interview with)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_BEFORE = 40  # code points looked back for the telling word
_NEAR = 400  # code points from a speaker's claim to the words that name the medium


def add_relays(drafts: Sequence[Draft], context: Context) -> tuple[Draft, ...]:
    """The drafts with the media that were told behind those who told them.

    A speaker with a name is followed through the article, one without within the sentence.
    """
    media = tuple(_media_told(context))
    heard: dict[str, Source] = {}
    for medium in media:
        speaker = _speaker_near(drafts, medium.who.span)
        if speaker:
            heard.setdefault(speaker, medium)
    return tuple(_relay(draft, heard, media) for draft in drafts)


def _relay(draft: Draft, heard: Mapping[str, Source], media: Sequence[Source]) -> Draft:
    names = [source.who.value.name for source in draft.sources if source.who.value.name in heard]
    followed = [heard[name] for name in dict.fromkeys(names) if name]
    here = [medium for medium in media if draft.sources and draft.sentence.span.covers(medium.who.span)]
    known = {source.who.span for source in draft.sources}
    added = {medium.who.span: medium for medium in (*followed, *here) if medium.who.span not in known}
    return replace(draft, sources=(*draft.sources, *added.values())) if added else draft


def _media_told(context: Context) -> Iterator[Source]:
    text = context.article.text
    for reading in context.actors:
        entry = next((entry for entry in reading.value if entry.actor_class is ActorClass.MEDIA), None)
        start = max(0, reading.span.start - _BEFORE)
        told = _TELLING.search(text[start : reading.span.start])
        if entry and told:
            cue = Span(start + told.start("cue"), start + told.end("cue"))
            party = Party(name=entry.name, actor_class=ActorClass.MEDIA)
            yield Source(
                who=Reading.at(reading.span, text, party, reading.rule),
                stance=Stance.ASSERTS,
                cue=Reading.at(cue, text, cue.cut(text).lower(), "told to"),
            )


def _speaker_near(drafts: Sequence[Draft], medium: Span) -> str | None:
    """The person who speaks in the medium's sentence, else in the last claim shortly before it."""
    best = None
    for draft in drafts:
        here = draft.sentence.span.overlaps(medium)
        before = (
            draft.sentence.span.end <= medium.start and medium.start - draft.sentence.span.end < _NEAR
        )
        names = [
            s.who.value.name for s in draft.sources if s.who.value.actor_class is not ActorClass.MEDIA
        ]
        name = next((name for name in reversed(names) if name), None)
        if name and here:
            return name
        if name and before:
            best = name
    return best
