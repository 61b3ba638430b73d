"""Where somebody has a seat: "a group based in Lisbon" says nothing of where a thing happened."""

import re

from khabar.claims.tree import Tree

_SEATED = frozenset({"based", "headquartered", "registered", "exiled", "domiciled"})
_BEFORE = re.compile(
    rf"\b(?:{'|'.join(sorted(_SEATED))}) (?:in|at|near|outside)(?: the)? $", re.IGNORECASE
)


def ends_in_seat(text: str) -> bool:
    """True for words before a place that make it a seat: "a group based in "."""
    return _BEFORE.search(text) is not None


def is_seat(tree: Tree, token: int) -> bool:
    """True for a place, or what hangs on one, that tells where the noun before it is at home."""
    for child, head in ((token, tree.tokens[token].head), *tree.ascend(token)):
        seated = tree.tokens[head].text.lower() in _SEATED and tree.tokens[head].dep in {"acl", "amod"}
        if tree.tokens[child].dep == "prep" and seated:
            return True
    return False
