"""All sentences of a row's text as trees, with the values in it, for sets that are not about claims.

The pipeline parses only sentences that may hold a claim of a conflict; these sets ask about any.
"""

from benchmarks.accuracy.articles import Row, build_article
from khabar import vocab as vocabulary
from khabar.claims.context import Context
from khabar.claims.repair import mend
from khabar.claims.tree import Tree
from khabar.text import parse, sentences
from khabar.text.dates import find_times
from khabar.text.gazetteer import Gazetteer
from khabar.text.names import find_actors
from khabar.text.numbers import find_quantities
from khabar.text.places import find_places


def read_trees(row: Row) -> tuple[tuple[Tree, ...], Context]:
    """The trees of a row's sentences, offsets those of its text, and what the claims' readers know."""
    article = build_article(row, row["text"])
    vocab = vocabulary.load()
    found = sentences.split(article)
    context = Context(
        article=article,
        vocab=vocab,
        places=find_places(article.text, Gazetteer.load()),
        times=tuple(time for one in found for time in find_times(article.text, one.span)),
        quantities=tuple(n for one in found for n in find_quantities(article.text, one.span)),
        actors=find_actors(article.text, vocab),
    )
    return tuple(mend(parsed, vocab) for parsed in parse.parse(found, vocab)), context
