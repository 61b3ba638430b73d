"""Who tells it where no verb says so: "according to X", and the colon of a headline."""

from collections.abc import Iterator

from khabar.claims.context import Context
from khabar.claims.people.parties import read_party
from khabar.claims.telling.cues import Attribution, find_cue
from khabar.claims.tree import Tree, is_dash
from khabar.model.claims import ActorClass, Source, Stance
from khabar.model.values import Reading

_COLON_REACH = 5  # words of a speaker behind a headline's colon
_RECORDS = frozenset({"figure", "datum", "data", "number", "statistic", "count", "tally", "record"})


def find_according(tree: Tree, i: int, context: Context) -> Iterator[Attribution]:
    """The phrases "according to X" on any word above the token, and on the token itself."""
    line = [i, *(head for _, head in tree.ascend(i))]
    for token in line:
        for kid in tree.children(token, "prep", "advcl", "advmod"):
            if tree.tokens[kid].lemma in {"according", "accord"}:
                yield from _told_by(tree, kid, context)
                return
    last = next((t.i for t in reversed(tree.tokens) if t.lemma in {"according", "accord"}), None)
    if last is not None and not any(find_cue(tree, token, context) for token in line):
        yield from _told_by(tree, last, context)  # at the sentence's end it speaks of all of it


def _told_by(tree: Tree, according: int, context: Context) -> Iterator[Attribution]:
    cue = next((cue for cue in context.vocab.cues if cue.lemma == "according to"), None)
    for to in tree.children(according, "prep"):
        named = [obj for kid in tree.children(to, "pobj") for obj in tree.coordinated(kid)]
        speakers = [giver for noun in named for giver in _givers(tree, noun)]
        words = tree.tokens[according].span.join(tree.tokens[to].span)
        said = Reading.at(words, context.article.text, "according to", "reporting phrase")
        parties = [read_party(tree, speaker, context) for speaker in speakers]
        sources = tuple(Source(who=who, stance=Stance.ASSERTS, cue=said) for who in parties if who)
        if cue and sources:
            yield Attribution(token=according, cue=cue, sources=sources)


def _givers(tree: Tree, noun: int) -> tuple[int, ...]:
    """Who gave the figures named as a source: "data released by the ministry"; else the noun."""
    if tree.tokens[noun].lemma not in _RECORDS:
        return (noun,)
    given = [by for verb in tree.children(noun, "acl") for by in tree.children(verb, "agent")]
    came = [prep for prep in tree.children(noun, "prep") if tree.tokens[prep].lemma in {"from", "by"}]
    givers = [
        giver
        for prep in (*given, *came)
        for obj in tree.children(prep, "pobj")
        for giver in tree.coordinated(obj)
    ]
    return tuple(givers) or (noun,)


def find_behind_colon(tree: Tree, context: Context) -> Iterator[Attribution]:
    """The speaker of a headline: "Air strikes kill 12: monitor", "UN: 400 killed"."""
    colons = [token.i for token in tree.tokens if token.text == ":" or is_dash(tree, token.i)]
    cue = next((cue for cue in context.vocab.cues if cue.lemma == "say"), None) if colons else None
    last = len(tree.tokens) - 1
    if cue is None:
        return
    ends = [last] if 0 < last - colons[-1] <= _COLON_REACH else []
    ends += [colons[0] - 1] if 0 < colons[0] <= _COLON_REACH else []
    for end in ends:
        who = read_party(tree, end, context) if tree.is_noun(end) else None
        if who and who.value.actor_class is not ActorClass.UNKNOWN:
            said = Reading.at(tree.tokens[colons[-1]].span, context.article.text, ":", "headline")
            source = Source(who=who, stance=Stance.ASSERTS, cue=said)
            yield Attribution(token=colons[-1], cue=cue, sources=(source,))
            return
