"""Places that no gazetteer has, by what is done to them: "a raid on Brexo", "shells hit Brexo".

What else a sentence names is then not where it happened, unless it stands beside such a name or with
what happened: the governor of another town who tells of it says nothing of where that is.
"""

from collections.abc import Iterator

from khabar.claims.context import Context, is_read_otherwise
from khabar.claims.deeds.frames import fill
from khabar.claims.deeds.grouping import Mention
from khabar.claims.deeds.triggers import Hit
from khabar.claims.people.parties import known_actor, people_noun
from khabar.claims.tree import Tree, prepositions

_DONE_TO_PLACES = frozenset(
    {"air_strike", "drone_strike", "shelling", "missile_strike", "bombing", "siege", "territory_change"}
)
_INSIDE = frozenset({"in", "at", "near", "outside", "around"})
_SETTLED = frozenset({"village", "town", "hamlet", "city", "port", "township"})
_AWAY = frozenset({"from", "to", "toward", "towards", "of", "by"})


def find_unlisted(tree: Tree, mention: Mention, context: Context) -> int | None:
    """The name of such a place; None where a place that is known is struck as well, or no name is."""
    struck = tuple(_find_struck(tree, mention))
    if any(not _is_unknown(tree, k, context) for k in struck):
        return None
    return next(iter(struck), None)


def _find_struck(tree: Tree, mention: Mention) -> Iterator[int]:
    """The proper names of what was struck, or of the village that was."""
    for hit in mention.hits:
        frame = fill(tree, hit)
        inside = tuple(obj for word, obj in prepositions(tree, hit.token) if word in _INSIDE)
        of_places = mention.kind in _DONE_TO_PLACES or hit.trigger.lemma == "raid"
        struck = (*frame.objects, *frame.aimed) if _spares_persons(hit) else ()
        for k in (*struck, *inside):
            of = tuple(obj for word, obj in prepositions(tree, k) if word == "of")
            settled = tree.tokens[k].lemma in _SETTLED
            named = of if settled else (k,) if of_places or k in inside else ()
            yield from (name for name in named if tree.tokens[name].tag == "NNP")


def _spares_persons(hit: Hit) -> bool:
    return hit.trigger.measure is None or hit.trigger.kind == "territory_change"


def _is_unknown(tree: Tree, name: int, context: Context) -> bool:
    """True for a name that is read as nothing else: no place, actor or time, nobody, and no building."""
    words = tree.phrase(name)
    if any(is_read_otherwise(tree.tokens[k].span, context) for k in words):
        return False
    if known_actor(tree, name, context) or people_noun(tree, name, context):
        return False
    return all(tree.tokens[k].lemma not in context.vocab.things for k in words)


def is_beside(tree: Tree, place: int, unlisted: int, events: frozenset[int]) -> bool:
    """True for a place that stands with an unlisted one, or with what happened there."""
    if tree.is_under(place, unlisted):
        return True
    line = (place, *(head for _, head in tree.ascend(place)))
    top = next(
        (k for k in line if tree.tokens[k].dep not in {"compound", "nmod", "appos", "conj"}), place
    )
    prep = tree.tokens[tree.tokens[top].head]
    return prep.dep == "prep" and prep.lemma not in _AWAY and prep.head in {unlisted, *events}
