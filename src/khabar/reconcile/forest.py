"""The strongest links that hold claims together: all that a record keeps of the machine's links."""

from collections.abc import Iterable

from khabar.model.links import Link


def find_forest(links: Iterable[Link]) -> tuple[Link, ...]:
    """The links without which some claims would no longer hang together, the strongest first.

    It is the maximum spanning forest: with a total order of links there is only one, and that of a part
    of the links with further ones is that of all of them. So it does not depend on the order of arrival.
    """
    root: dict[str, str] = {}
    kept: list[Link] = []
    for link in sorted(links, key=rank):
        left, right = _find(root, link.left), _find(root, link.right)
        if left != right:
            root[right] = left
            kept.append(link)
    return tuple(kept)


def rank(link: Link) -> tuple[float, str, str]:
    """What puts links in order, the strongest first."""
    return -link.score, link.left, link.right


def _find(root: dict[str, str], claim: str) -> str:
    root.setdefault(claim, claim)
    while root[claim] != claim:
        root[claim] = root[root[claim]]
        claim = root[claim]
    return claim
