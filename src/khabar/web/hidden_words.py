"""Words that a report has only where a face for everybody withholds them: they do not find it there."""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, cast

from sqlalchemy import Select, select

from khabar.export.withholding.protecting import Curtain
from khabar.model.documents import Article
from khabar.record import schema
from khabar.record.databases.dialects import ARTICLE_WORDS, Dialect, Phrase
from khabar.record.rows import load_article
from khabar.record.store import Record
from khabar.record.words import split_words

_TELLING, _MENTION = schema.telling.c, schema.mention.c
# Reports that are looked at for one question, the newest first: 2 ms of CPU time for each in the
# demonstration, the first time. A word that more reports hold tells hardly anybody apart.
_MOST = 500
# Reports whose withheld words are kept, some ten of each.
_ROOM = 20_000


def cover_words(record: Record, curtain: Curtain) -> Record:
    """The same record, in which no report is found by a word that `curtain` withholds in all of it."""
    return record.speak(cast("Dialect", _Covered(record=record, curtain=curtain)))


@dataclass(slots=True, kw_only=True)
class _Covered:
    """The dialect of a record, but for how words are found."""

    record: Record
    curtain: Curtain
    _kept: OrderedDict[int, frozenset[str]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.record.dialect, name)

    def find_words(self, index: str, phrases: tuple[Phrase, ...]) -> Select[tuple[int]]:
        """The numbers of the texts that hold all of `phrases`, and show them."""
        found = self.record.dialect.find_words(index, phrases)
        hidden = tuple(self._list_hidden(phrases))
        if not hidden:
            return found
        number = found.selected_columns[0]
        if index == ARTICLE_WORDS:
            return found.where(number.not_in(hidden))
        theirs = select(_MENTION.first).join(
            schema.telling, (_TELLING.article == _MENTION.article) & _TELLING.number.in_(hidden)
        )
        return found.where(number.not_in(theirs))

    def _list_hidden(self, phrases: Sequence[Phrase]) -> Iterator[int]:
        """The numbers of the reports that hold the words, one of them in withheld places alone."""
        words = {word for phrase in phrases for word in phrase.words}
        found = self.record.dialect.find_words(ARTICLE_WORDS, tuple(phrases))
        query = select(_TELLING.number, _TELLING.reading).where(_TELLING.number.in_(found))
        with self.record.reading() as connection:
            for row in connection.execute(query.order_by(_TELLING.number.desc()).limit(_MOST)).all():
                hidden = self._kept.get(row.reading)
                if hidden is None:
                    hidden = self._hide(load_article(connection, row.reading))
                    self._keep(row.reading, hidden)
                if words & hidden:
                    yield row.number

    def _hide(self, article: Article) -> frozenset[str]:
        """The words of an article that it does not show."""
        whole = f"{article.title or ''}\n{article.text}"
        shown = self.curtain.blank(whole, self.curtain.learn(article)).text
        return frozenset(split_words(whole)) - frozenset(split_words(shown))

    def _keep(self, reading: int, hidden: frozenset[str]) -> None:
        with self._lock:
            self._kept[reading] = hidden
            if len(self._kept) > _ROOM:
                self._kept.popitem(last=False)
