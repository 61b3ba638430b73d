"""Who is captured is detained, and ground that is captured changes hands; one verb can tell of both."""

from collections.abc import Sequence
from dataclasses import replace

from khabar.claims.context import Context
from khabar.claims.deeds.founding import may_be_person
from khabar.claims.deeds.frames import victims
from khabar.claims.deeds.grouping import Mention
from khabar.claims.draft import Draft
from khabar.claims.people.counting import Count
from khabar.claims.people.parties import people_noun
from khabar.claims.tree import Tree
from khabar.model.claims import Role


def tell_captives(
    tree: Tree, mention: Mention, whole: Draft, counts: Sequence[Count], context: Context
) -> tuple[Draft, ...]:
    """The draft, an arrest where it counts captives, and one more for the ground taken with them."""
    captives = tuple(f for f in whole.figures if f.measure == "detained")
    if whole.kind != "territory_change" or not captives:
        return (whole,)
    held = replace(whole, kind="arrest")
    heads = {count.head for count in counts if count.figure in captives}
    ground = [k for k in victims(tree, mention.main) if _is_ground(tree, k, context) and k not in heads]
    if not ground:
        return (held,)
    spans = [tree.span(tree.phrase(k)) for k in heads]
    persons = [a for a in whole.actors if any(a.who.span.overlaps(span) for span in spans)]
    other = [a for a in whole.actors if a.role is Role.TARGET and a not in persons]
    town = replace(
        whole,
        figures=tuple(f for f in whole.figures if f not in captives),
        actors=tuple(a for a in whole.actors if a not in persons),
        anchor=tree.tokens[ground[0]].span,
        rule="taken with captives",
    )
    actors = tuple(a for a in whole.actors if a not in other)
    return (replace(held, figures=captives, actors=actors), town)


def _is_ground(tree: Tree, noun: int, context: Context) -> bool:
    """True for what is no person and no thing to carry off: a town, a hill, a bridge."""
    return people_noun(tree, noun, context) is None and may_be_person(tree, noun, context)
