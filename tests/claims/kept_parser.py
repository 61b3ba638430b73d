"""Sentences parsed once a process, and many at once: alone each takes four times as long."""

import functools

from claim_words import make_article

from khabar import vocab
from khabar.text import parse, scan, sentences
from khabar.text.casing import write_for_parser

_BATCH = 128
_load = parse.load


class KeptParser:
    """The parser, which remembers what it has parsed."""

    def __init__(self):
        self._kept = {}

    def pipe(self, texts, batch_size):
        texts = tuple(texts)
        fresh = [text for text in dict.fromkeys(texts) if text not in self._kept]
        self._kept.update(zip(fresh, _load().pipe(fresh, batch_size=batch_size), strict=True))
        return (self._kept[text] for text in texts)


@functools.cache
def load():
    """What stands in for `khabar.text.parse.load`."""
    return KeptParser()


def parse_ahead(texts):
    """Parses what will be parsed when these texts are read."""
    words, coming = vocab.load(), []
    for text in texts:
        chosen = scan.choose(sentences.split(make_article(text)), words)
        coming += write_for_parser([sentence.text for sentence in chosen], words)
    load().pipe(coming, _BATCH)
