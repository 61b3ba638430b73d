"""Copies: reprints and cut-down versions of one text, which count as one source.

`sign` makes a small sketch of a text, `find_bands` the keys under which to look for others, and
`compare_copies` says whether two texts are copies and why. Sketches depend on the words alone, so that
any order of arrival gives the same copies. Why it is done so: `docs/decisions/0011-copies.md`.
"""

import enum
import struct
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from khabar.model.claims import ActorClass
from khabar.model.reports import Report
from khabar.reconcile.copies.shingles import Hashes, Runs, find_runs

SHORT = 40
"""Words below which a text is a copy only of the same words: two briefs of one event look alike."""

_KEPT = 256  # shingles that a sketch holds at most: 1 KiB, and an error of 3 % of the share at .6
# Runs of eight words of which one is a key: 55 words in a row that both texts hold are found for sure.
# Tried on 2,492 news reports: keys of 3, 6, 7, 8, 9 words brought 109, 12, 1.5, 1.1, 0.9 thousand
# pairs to compare and missed 0, 0, 1, 1, 1 of 25 copies; windows of 48 and 64 (12.8 and 9.9 keys a
# text) missed 1 and 2.
_WINDOW = 48
_LOWEST = 4  # keys that each text has at least, so that short texts that differ in a word are found
_FIRST, _SECOND = np.uint64(0xD6E8FEB86659FD93), np.uint64(0xA0761D6478BD642F)
_SHARE, SHARE_CREDITED, _SHARE_SPOKEN = 0.6, 0.4, 0.8
_SAMPLE = 12  # shingles of the text that has fewer; in fewer, chance decides
LEAST = 20  # shingles: less is a phrase that any two reports of one event may share
_REPRINT = 0.7  # of the shingles of both texts together
_HEADER = struct.Struct("<BIQBHHI")
_FORM = 1
_Numbers = npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """What is kept of a text to know its copies by: sorted 32-bit hashes, four bytes each.

    `own` are shingles of the reporter's words, `quoted` those that stand only between quotation marks.
    Of a long text, only hashes whose `level` highest bits are zero are kept. `keys` are what
    near-duplicates and cut-down versions are found by. `whole` is the hash of all words.
    """

    words: int
    whole: int
    level: int
    own: bytes
    quoted: bytes
    keys: bytes

    def pack(self) -> bytes:
        """The signature in few bytes, the same on every machine."""
        sizes = (len(part) // 4 for part in (self.own, self.quoted, self.keys))
        header = _HEADER.pack(_FORM, self.words, self.whole, self.level, *sizes)
        return b"".join((header, self.own, self.quoted, self.keys))

    @classmethod
    def unpack(cls, packed: bytes) -> "Signature":
        """The signature that was packed; ValueError where the bytes are none."""
        if len(packed) < _HEADER.size or packed[0] != _FORM:
            raise ValueError(f"expected a signature of form {_FORM}, got {packed[:1]!r}")
        _, words, whole, level, own, quoted, keys = _HEADER.unpack_from(packed)
        one = _HEADER.size + 4 * own
        two = one + 4 * quoted
        if len(packed) != two + 4 * keys:
            raise ValueError(f"expected {two + 4 * keys} bytes of signature, got {len(packed)}")
        parts = packed[_HEADER.size : one], packed[one:two], packed[two:]
        return cls(words=words, whole=whole, level=level, own=parts[0], quoted=parts[1], keys=parts[2])


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """Whom an article gives as the origin of its text, in lower case; no name is "unknown".

    `told_by` holds the credited agencies and the media that the chain of telling of a claim names.
    """

    publisher: str | None = None
    told_by: tuple[str, ...] = ()


class Likeness(enum.StrEnum):
    """What sort of copy two texts make."""

    SAME_WORDS = "same_words"
    REPRINT = "reprint"
    CUT = "cut"


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """Two texts are copies; `score` is the share of the shorter one that both hold, in (0, 1]."""

    likeness: Likeness
    score: float
    why: str


def sign(text: str) -> Signature:
    """The sketch of an article's text, without its title."""
    runs = find_runs(text)
    short, quoted = (runs.hashes >> np.uint64(32)).astype(np.uint32), runs.quoted
    level = 0
    while len(short) > _KEPT:
        level += 1
        kept = short < np.uint32(1 << (32 - level))
        short, quoted = short[kept], quoted[kept]
    own = _unique(short[~quoted])
    return Signature(
        words=runs.words,
        whole=runs.whole,
        level=level,
        own=_to_bytes(own),
        quoted=_to_bytes(_leave_out(_unique(short[quoted]), own)),
        keys=_to_bytes(_choose_keys(runs)),
    )


def find_bands(signature: Signature) -> tuple[int, ...]:
    """The keys to look a text up by, sorted, in [0, 2**32): texts that share none are not compared.

    About one for each 25 words. Articles of one publisher are never copies of each other, so that a
    look-up may leave them out: the footer that a publisher prints under each page costs nothing then.
    """
    return tuple(np.frombuffer(signature.keys, dtype="<u4").tolist())


def find_credit(report: Report) -> Credit:
    """Whom the report gives as the origin of its words: publisher, agencies, media in the chain."""
    media = (
        source.who.value.name
        for claim in report.claims
        for source in claim.sources
        if source.who.value.actor_class is ActorClass.MEDIA and source.who.value.name
    )
    publisher = report.article.publisher
    names = {name.casefold() for name in (*report.article.agencies, *media)}
    return Credit(publisher=publisher and publisher.casefold(), told_by=tuple(sorted(names)))


_NOBODY = Credit()


def compare_copies(
    left: Signature, right: Signature, left_credit: Credit = _NOBODY, right_credit: Credit = _NOBODY
) -> Copy | None:
    """Why two texts are copies; None where they are not, or are too little alike to tell.

    1. Two texts of one publisher are versions, never copies (they are one source all the same).
    2. Texts of the same words are copies, however short. Shorter than SHORT words: only these.
    3. Otherwise the shingles of the reporters' own words are compared; what either text puts in
       quotation marks is left out, since two reporters may quote one statement. They are copies where
       the text that has fewer shares `_SHARE` of them with the other, or `SHARE_CREDITED` where both
       credit one agency or one credits the other, and at least `LEAST` shingles.
    4. Texts of hardly any own words are compared with their quotations: they have to share
       `_SHARE_SPOKEN`. A text dozens of times as long as the other leaves too small a sample to tell.
    """
    if left_credit.publisher is not None and left_credit.publisher == right_credit.publisher:
        return None
    if left.words == right.words > 0 and left.whole == right.whole:
        return Copy(likeness=Likeness.SAME_WORDS, score=1.0, why=f"the same {left.words} words")
    if min(left.words, right.words) < SHORT:
        return None
    credited = _find_common(left_credit, right_credit)
    overlap, wanted = _overlap(left, right), SHARE_CREDITED if credited else _SHARE
    if overlap.least * overlap.scale < LEAST:
        overlap, wanted = _overlap(_join(left), _join(right)), _SHARE_SPOKEN
    if overlap.least < _SAMPLE or overlap.shared * overlap.scale < LEAST:
        return None
    if overlap.shared < wanted * overlap.least:
        return None
    return _describe(overlap, min(left.words, right.words), credited)


def group_copies(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, ...], ...]:
    """The groups of articles that copies tie together, each sorted, in the order of their first ids.

    The first, smallest, id of a group is the group's name.

    >>> group_copies([("c", "b"), ("x", "y"), ("a", "c")])
    (('a', 'b', 'c'), ('x', 'y'))
    """
    parents: dict[str, str] = {}

    def find_root(article: str) -> str:
        while (parent := parents.setdefault(article, article)) != article:
            parents[article] = parents[parent]
            article = parents[article]
        return article

    for left, right in pairs:
        first, second = sorted((find_root(left), find_root(right)))
        parents[second] = first
    groups: dict[str, list[str]] = {}
    for article in sorted(parents):
        groups.setdefault(find_root(article), []).append(article)
    return tuple(tuple(groups[root]) for root in sorted(groups))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Overlap:
    """Counts of kept shingles: shared, of the text that has fewer, of both; `scale` undoes sampling."""

    shared: int
    least: int
    all: int
    scale: int


def _overlap(left: Signature, right: Signature) -> _Overlap:
    """How much own text two articles share, without what either of them quotes."""
    level = max(left.level, right.level)
    ours, theirs = _read(left.own, level), _read(right.own, level)
    our_own = _leave_out(ours, _read(right.quoted, level))
    their_own = _leave_out(theirs, _read(left.quoted, level))
    shared = len(our_own) - len(_leave_out(our_own, their_own))
    least, most = sorted((len(our_own), len(their_own)))
    return _Overlap(shared=shared, least=least, all=least + most - shared, scale=1 << level)


def _join(signature: Signature) -> Signature:
    """The signature with what is quoted taken for the reporter's own words."""
    level = signature.level
    both = np.concatenate((_read(signature.own, level), _read(signature.quoted, level)))
    return replace(signature, own=_to_bytes(_unique(both)), quoted=b"")


def _read(kept: bytes, level: int) -> _Numbers:
    values = np.frombuffer(kept, dtype="<u4")
    return values[: _count_below(values, level)]


def _find_common(left: Credit, right: Credit) -> tuple[str, ...]:
    """The names that both credit, or that publish the one text and are credited by the other."""
    ours, theirs = ({credit.publisher, *credit.told_by} for credit in (left, right))
    return tuple(sorted(name for name in ours & theirs if name is not None))


def _describe(overlap: _Overlap, words: int, credited: tuple[str, ...]) -> Copy:
    share, alike = overlap.shared / overlap.least, overlap.shared / overlap.all
    likeness = Likeness.REPRINT if alike >= _REPRINT else Likeness.CUT
    why = f"{share:.0%} of the shorter text ({words} words, quotations aside) stands in the other too"
    if credited:
        why += f"; both name {', '.join(credited)}"
    return Copy(likeness=likeness, score=share, why=why)


def _choose_keys(runs: Runs) -> _Numbers:
    """A run of eight words out of each window, and the few least of all; of a short text, its whole.

    Eight words are what the shingles that begin at its first, fourth and sixth word make together.
    """
    if runs.words < SHORT:
        return np.array([runs.whole & 0xFFFFFFFF], dtype=np.uint32)
    hashes = runs.hashes
    order = (hashes[:-5] * _FIRST + hashes[3:-2] * _SECOND + hashes[5:]) * _FIRST
    least = _slide_least(order, min(_WINDOW, len(order)))
    changes = (least[1:] != least[:-1]).nonzero()[0]
    order.partition(_LOWEST)
    chosen = (least[:1], least[changes + 1], order[:_LOWEST])
    return _unique(np.concatenate(chosen).astype(np.uint32))


def _slide_least(values: Hashes, width: int) -> Hashes:
    """The least of each `width` neighbours, by doubling: six steps for 64."""
    span = 1
    least = values
    while span < width:
        step = min(span, width - span)
        least = np.minimum(least[:-step], least[step:])
        span += step
    return least


def _unique(values: _Numbers) -> _Numbers:
    """The values in order, each once; `numpy.unique` takes three times as long on so few."""
    values = values.copy()
    values.sort()
    fresh = np.ones(len(values), dtype=np.bool_)
    np.not_equal(values[1:], values[:-1], out=fresh[1:])
    return values[fresh]


def _leave_out(values: _Numbers, others: _Numbers) -> _Numbers:
    """The values that are not among `others`; both are in order, each value once."""
    if not len(others):
        return values
    places = others.searchsorted(values)
    places[places == len(others)] = 0
    left: _Numbers = values[others[places] != values]
    return left


def _count_below(values: _Numbers, level: int) -> int:
    """How many of the sorted values have zeros for their `level` highest bits."""
    return int(values.searchsorted(np.uint32(1 << (32 - level)))) if level else len(values)


def _to_bytes(values: _Numbers) -> bytes:
    return values.astype("<u4").tobytes()
