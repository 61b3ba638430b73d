"""Strands in columns: what is looked at to link many of them, without their facts one by one.

A million claims have as many digests, which take 7 GiB as Python's sets and a fourteenth of that as
columns of numbers. What few strands are asked for as such is put together again from the columns.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from khabar.reconcile.columnar.columns import Numbers, Portion, Table, number_all, read_portion
from khabar.reconcile.columnar.lazily import Lazily
from khabar.reconcile.columnar.lookups import PARTS, SETS
from khabar.reconcile.columnar.pairs import WHEN
from khabar.reconcile.comparing.cluster import Atom
from khabar.reconcile.comparing.judgements import Judgements
from khabar.reconcile.digests.facts import Facts
from khabar.reconcile.digests.mentions import Mention

_AT_ONCE = 5_000  # strands that are put into columns together


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineup:
    """Atoms in the order of their first claims, with the head of each; `articles` numbers theirs."""

    atoms: Sequence[Atom]
    claims: Sequence[tuple[str, ...]]
    heads: Sequence[str]
    articles: Numbers
    table: Table


def line_up(atoms: Sequence[Atom]) -> Lineup:
    """Atoms that are at hand, in the order of their first claims."""
    return Lineup(
        atoms=atoms,
        claims=[atom.claims for atom in atoms],
        heads=[atom.mention.head for atom in atoms],
        articles=number_all(atom.mention.article for atom in atoms),
        table=Table([atom.mention.facts for atom in atoms]),
    )


def _first_of(atom: tuple[tuple[str, ...], int]) -> str:
    """The first claim of an atom, which no other has."""
    return atom[0][0]


class Crowd:
    """Mentions that are only taken note of: of what they say, numbers are kept."""

    def __init__(self) -> None:
        self._rows: dict[str, int] = {}  # of strands, by their heads
        self._articles: list[str] = []
        self._claims: list[str] = []
        self._row_of: list[int] = []
        self._waiting: list[Facts] = []
        self._portions: list[Portion] = []

    def __len__(self) -> int:
        return len(self._claims)

    def take(self, mentions: Iterable[Mention]) -> None:
        """Takes note of mentions, in any order; those of one strand say the same."""
        for mention in mentions:
            row = self._rows.setdefault(mention.head, len(self._articles))
            if row == len(self._articles):
                self._articles.append(mention.article)
                self._waiting.append(mention.facts)
            self._claims.append(mention.claim)
            self._row_of.append(row)
            if len(self._waiting) >= _AT_ONCE:
                self._put_down()

    def line_up(self, judgements: Judgements) -> Lineup:
        """The atoms of all of them: those of `cluster.list_atoms`."""
        self._put_down()
        atoms = sorted(self._list_atoms(judgements), key=_first_of)
        claims, rows = [claims for claims, _ in atoms], np.array([row for _, row in atoms])
        known = tuple(self._rows)
        table, articles = Table.unite(self._portions).take(rows), self._articles
        heads = [known[row] for _, row in atoms]

        def put_together(number: int) -> Atom:
            mention = Mention(
                claim=claims[number][0],
                article=articles[rows[number]],
                head=heads[number],
                facts=table.facts[number],
            )
            return Atom(claims=claims[number], mention=mention)

        return Lineup(
            atoms=Lazily(len(claims), put_together),
            claims=claims,
            heads=heads,
            articles=number_all(articles)[rows],
            table=table,
        )

    def _put_down(self) -> None:
        if self._waiting:
            self._portions.append(read_portion(self._waiting, (*PARTS, WHEN), (*SETS, "pages")))
            self._waiting = []

    def _list_atoms(self, judgements: Judgements) -> Iterator[tuple[tuple[str, ...], int]]:
        """The claims of each atom and its strand, by number; what people decided on stands alone."""
        alone = judgements.names if judgements.latest else None
        together: list[list[str]] = [[] for _ in self._articles]
        for claim, row in zip(self._claims, self._row_of, strict=True):
            if alone is not None and alone(claim):
                yield (claim,), row
            else:
                together[row].append(claim)
        for row, claims in enumerate(together):
            if claims:
                yield tuple(sorted(set(claims))), row
