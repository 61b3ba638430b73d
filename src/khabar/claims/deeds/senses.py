"""Words of harm and movement that mean something else by what stands beside them."""

from collections.abc import Callable, Mapping

from khabar.claims.context import Context
from khabar.claims.deeds.frames import victims
from khabar.claims.deeds.grouping import Mention
from khabar.claims.deeds.triggers import Hit
from khabar.claims.people.counting import behind_of
from khabar.claims.tree import Tree, is_passive

_HARMLESSLY = frozenset(
    {"unhurt", "unharmed", "uninjured", "unscathed", "alive", "injury", "death", "harm", "wound"}
)
_BRINGING_ABOUT = frozenset({"cause", "trigger", "spark", "provoke", "start"})


def means_otherwise(tree: Tree, mention: Mention, context: Context) -> bool:
    """True where the words of a mention tell no harm and no movement."""
    main = _SENSES.get(mention.main.trigger.lemma)
    if main is not None and main(tree, mention.main, context):
        return True
    blasts = (hit for hit in mention.hits if hit.trigger.lemma in {"explosion", "blast"})
    return any(_leaked(tree, hit, context) for hit in blasts)


def _escapes_harm(tree: Tree, hit: Hit, _: Context) -> bool:
    """True for who "escaped unhurt", "escaped injury": he left no home."""
    below = tree.children(hit.token, "acomp", "advmod", "dobj", "oprd", "advcl")
    return any(tree.tokens[k].lemma in _HARMLESSLY for k in below)


def _buries_nothing(tree: Tree, hit: Hit, context: Context) -> bool:
    """True for "several hundred had been buried": they are dead, and no houses."""
    buried = (behind_of(tree, k) for k in victims(tree, hit))
    return all(tree.tokens[k].lemma not in context.vocab.things for k in buried)


def _is_where_they_were(tree: Tree, hit: Hit, _: Context) -> bool:
    """True for "a crowd was gathered at the well": it wanted nothing."""
    return is_passive(tree, hit.token)


def _leaked(tree: Tree, hit: Hit, context: Context) -> bool:
    """True for "a gas explosion", "a leak caused the explosion"."""
    above = tree.tokens[hit.token].head
    caused = tree.tokens[hit.token].dep == "dobj" and tree.tokens[above].lemma in _BRINGING_ABOUT
    doers = tree.children(above, "nsubj") if caused else ()
    named = (*tree.children(hit.token, "compound", "amod"), *doers)
    return any(tree.tokens[k].lemma in context.vocab.phrases.leaks for k in named)


_SENSES: Mapping[str, Callable[[Tree, Hit, Context], bool]] = {
    "escape": _escapes_harm,
    "bury": _buries_nothing,
    "gather": _is_where_they_were,
}
