"""Whatever the parser makes of words, what is mended stays a tree: every word hangs below a root."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager

from test_cases import CASES

from khabar import vocab
from khabar.claims.repairs.interposed import mend_interposed
from khabar.claims.repairs.repair import mend
from khabar.claims.tree import Tree
from khabar.model.documents import Sentence
from khabar.model.values import Span
from khabar.text.parse import parse

# Sentences that break off are what scraped pages are full of, and what the parser is worst at.
SHARES = (0.5, 0.75, 0.9)
FRAGMENTS = (
    "Six men said to have been killed in the raid on Reus on Sunday.",
    "The men said to have shot him.",
)


def test_mended_trees_of_whole_and_broken_sentences_are_trees() -> None:
    words = vocab.load()
    texts = dict.fromkeys(
        (*FRAGMENTS, *(text for case in CASES.values() for text in _break(case["text"])))
    )
    sentences = (
        Sentence(index=i, paragraph=0, span=Span(0, len(text)), text=text)
        for i, text in enumerate(texts)
    )
    wrong = []
    for parsed in parse(sentences, words):
        with _at_most(5, parsed.sentence.text):
            mended = mend(mend_interposed(Tree.of(parsed), words), words)
        if not _is_tree(mended):
            wrong.append(parsed.sentence.text)
    assert not wrong, "\n".join(wrong)


def _break(text: str) -> Iterator[str]:
    first = text.split(". ", maxsplit=1)[0].split()
    for share in SHARES:
        yield " ".join(first[: max(2, int(len(first) * share))])


def _is_tree(tree: Tree) -> bool:
    below = sorted(kid for kids in tree.kids for kid in kids)
    hung = sorted(token.i for token in tree.tokens if token.head != token.i)
    return below == hung and all(_reaches_root(tree, token.i) for token in tree.tokens)


def _reaches_root(tree: Tree, i: int) -> bool:
    for _ in tree.tokens:
        i = tree.tokens[i].head
    return tree.tokens[i].head == i


@contextmanager
def _at_most(seconds: int, text: str) -> Iterator[None]:
    """Ends what never ends: a circle is walked for ever."""

    def stop(*_: object) -> None:
        raise AssertionError(f"a circle in the tree of {text!r}")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
