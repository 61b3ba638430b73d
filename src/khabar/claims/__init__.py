"""Sentence -> Claim: what is told, who is counted, who said so."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from khabar.claims.context import Context
from khabar.claims.discourse import resolve
from khabar.claims.draft import Draft
from khabar.claims.extractors.backdrops import BackdropExtractor
from khabar.claims.extractors.blames import BlameExtractor
from khabar.claims.extractors.denials import DenialExtractor
from khabar.claims.extractors.events import TriggerExtractor
from khabar.claims.extractors.refusals import RefusalExtractor
from khabar.claims.extractors.situations import SituationExtractor
from khabar.claims.extractors.tables import TableExtractor
from khabar.claims.repairs.interposed import mend_interposed
from khabar.claims.repairs.repair import mend
from khabar.claims.telling.quoted import credit_quoted
from khabar.claims.tree import Tree
from khabar.model.claims import Claim, hash_words
from khabar.model.documents import ParsedSentence
from khabar.model.values import Reading

__all__ = ["EXTRACTORS", "Context", "Draft", "Extractor", "find_claims"]


class Extractor(Protocol):
    """A way to find claims: a name, and a call that gives the drafts of one sentence in text order.

    A draft's `whole` is an index among the drafts of that call.
    """

    @property
    def name(self) -> str:
        """What readings made by this extractor name as their maker."""
        ...

    def __call__(self, tree: Tree, context: Context, /) -> tuple[Draft, ...]:
        """The drafts of one sentence."""
        ...


EXTRACTORS: tuple[Extractor, ...] = (
    TriggerExtractor(),
    SituationExtractor(),
    RefusalExtractor(),
    DenialExtractor(),
    BackdropExtractor(),
    BlameExtractor(),
    TableExtractor(),
)


def find_claims(
    sentences: Iterable[ParsedSentence], context: Context, extractors: Sequence[Extractor] = EXTRACTORS
) -> tuple[Claim, ...]:
    """The claims of an article in the order of its text, with ids that words and not offsets make."""
    drafts: list[Draft] = []
    trees = []
    for parsed in sentences:
        tree = mend(mend_interposed(Tree.of(parsed), context.vocab), context.vocab)
        trees.append(tree)
        for extractor in extractors:
            base = len(drafts)
            drafts.extend(_rebase(draft, base) for draft in extractor(tree, context))
    told = credit_quoted(drafts, trees, context)
    return tuple(_number(resolve(told, context), context))


def _rebase(draft: Draft, base: int) -> Draft:
    return draft if draft.whole is None else replace(draft, whole=draft.whole + base)


def _number(drafts: Sequence[Draft], context: Context) -> Iterator[Claim]:
    seen: dict[tuple[str, str], int] = {}
    ids: list[str] = []
    for draft in drafts:
        key = (draft.sentence.text, draft.kind)
        ordinal = seen.get(key, 0)
        seen[key] = ordinal + 1
        ids.append(hash_words([context.article.id, draft.sentence.text, draft.kind, ordinal]))
    for draft, claim_id in zip(drafts, ids, strict=True):
        yield _claim(draft, claim_id, None if draft.whole is None else ids[draft.whole], context)


def _claim(draft: Draft, claim_id: str, part_of: str | None, context: Context) -> Claim:
    quote = Reading.at(draft.sentence.span, context.article.text, draft.kind, draft.rule)
    return Claim(
        id=claim_id,
        article=context.article.id,
        kind=draft.kind,
        quote=quote.text,
        span=quote.span,
        actors=draft.actors,
        place=draft.place,
        when=draft.when,
        figures=draft.figures,
        sources=draft.sources,
        modality=draft.modality,
        scope=draft.scope,
        part_of=part_of,
        rule=draft.rule,
        cause=draft.cause,
    )
