"""Who is quoted, where his words go on over several sentences and only one of these names him."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from khabar import vocab as vocabulary
from khabar.claims.attribution import find_attributions
from khabar.claims.context import Context
from khabar.claims.draft import Draft
from khabar.claims.people.parties import read_party
from khabar.claims.telling.sources import can_speak
from khabar.claims.tree import Tree
from khabar.model.attributions import Attribution
from khabar.model.claims import Source, Stance
from khabar.model.values import Reading, Span
from khabar.text.quotations import find_quotations, is_sound


def credit_quoted(drafts: Sequence[Draft], trees: Sequence[Tree], context: Context) -> tuple[Draft, ...]:
    """The drafts with who is quoted behind those who tell them in their own sentence.

    A quotation is his who tells it where it begins, ends or went on from:
    "They came at dawn. Four men died," she said. "Nobody helped us."
    """
    text = context.article.text
    quotations = [one for one in find_quotations(text) if is_sound(one, text)]
    held = [next((q for q in quotations if q.covers(draft.anchor)), None) for draft in drafts]
    if not any(held):
        return tuple(drafts)
    open_trees = [tree for tree in trees if not any(q.covers(tree.sentence.span) for q in quotations)]
    told = find_attributions(open_trees, text, vocabulary.load_tellings())
    return tuple(
        _credit(draft, quotation, told, open_trees, context) if quotation else draft
        for draft, quotation in zip(drafts, held, strict=True)
    )


def _credit(
    draft: Draft,
    quotation: Span,
    told: Sequence[Attribution],
    trees: Sequence[Tree],
    context: Context,
) -> Draft:
    for one in told:
        apart = not quotation.covers(one.cue) and not draft.sentence.span.covers(one.cue)
        if apart and any(span.covers(draft.anchor) for span in one.content):
            tree = next(tree for tree in trees if tree.sentence.span.covers(one.cue))
            return replace(draft, sources=(*draft.sources, *_speakers(tree, one, context)))
    return draft


def _speakers(tree: Tree, told: Attribution, context: Context) -> Iterator[Source]:
    cue = Reading.at(
        told.cue, context.article.text, told.cue.cut(context.article.text).lower(), "quotation"
    )
    for span in told.source:
        inside = frozenset(tree.at(span))
        heads = (i for i in sorted(inside) if tree.tokens[i].head not in inside - {i})
        for i in (member for head in heads for member in tree.coordinated(head)):
            who = read_party(tree, i, context)
            if who and can_speak(tree, i, who.value.actor_class, context):
                yield Source(who=who, stance=Stance.ASSERTS, cue=cue)
