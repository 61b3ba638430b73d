"""Who tells it behind the dash of a headline: "Raid on Lugo kills 40 - mayor"."""

from khabar.claims.tree import Tree, is_dash
from khabar.model.claims import ActorClass
from khabar.vocab import Vocab


def mend_headline(tree: Tree, vocab: Vocab) -> Tree:
    """The tree with the teller on its root, and none of what is told on the teller.

    Known tellers alone: what is behind the dash of "kills 40 - mostly women" was killed.
    """
    dash = next((i for i in range(len(tree.tokens)) if is_dash(tree, i)), None)
    teller = len(tree.tokens) - 1
    if dash is None or not tree.is_noun(teller) or not _may_tell(tree, dash, vocab):
        return tree
    token = tree.tokens[teller]
    root = next(t.i for t in tree.tokens if t.head == t.i)
    if root > dash:
        return tree
    for kid in tree.kids[teller]:
        if kid < dash:
            tree = tree.moved(kid, token.head, token.dep)
    return tree.moved(teller, root, "dep")


def _may_tell(tree: Tree, dash: int, vocab: Vocab) -> bool:
    words = tree.tokens[dash + 1 :]
    name = " ".join(token.text for token in words)
    speaker = vocab.speakers.get(words[-1].lemma)
    return name in vocab.actors_by_name or (
        speaker is not None and speaker.actor_class is not ActorClass.UNKNOWN
    )
