"""Lines of a table or a list, with a label, a number and no verb: "Number of displaced: 452"."""

from collections.abc import Iterator
from dataclasses import dataclass

from khabar.claims.context import Context, within
from khabar.claims.deeds.beside import HOMES, MOVED
from khabar.claims.deeds.causes import find_cause
from khabar.claims.deeds.grouping import Mention
from khabar.claims.deeds.triggers import Hit, find_hits, is_listed_thing
from khabar.claims.draft import Draft
from khabar.claims.extractors.events import TriggerExtractor
from khabar.claims.people.parties import people_noun
from khabar.claims.scene.setting import Scene, find_place, find_when
from khabar.claims.tree import SUBJECTS, Tree
from khabar.model.claims import Figure, Modality, Scope
from khabar.model.documents import Token
from khabar.model.values import Quantity, Reading, Span
from khabar.vocabulary.entries import Pos, Trigger

_LONGEST = 24  # tokens of a line; chosen, not tuned
_FINITE = frozenset({"VBZ", "VBP", "MD"})


@dataclass(frozen=True, slots=True, kw_only=True)
class TableExtractor:
    """Finds counts of people on the move and of homes in lines that are no sentences."""

    name: str = "table"

    def __call__(self, tree: Tree, context: Context) -> tuple[Draft, ...]:
        """The draft of a line, none for a sentence and for a line whose count was read as one."""
        if not _is_line(tree, context):
            return ()
        numbers = [n for n in _numbers(tree, context) if n.value.stated and not n.value.percent]
        label = _label(tree, context) if numbers else None
        if label is None or any(draft.figures for draft in TriggerExtractor()(tree, context)):
            return ()
        return tuple(_drafts(tree, label, numbers[0], context))


def _numbers(tree: Tree, context: Context) -> tuple[Reading[Quantity], ...]:
    return within(context.quantities, Span(tree.tokens[0].start, tree.tokens[-1].end))


def _is_line(tree: Tree, context: Context) -> bool:
    """True for a short row of words without a verb that has a subject; what is in brackets aside."""
    if len(tree.tokens) > _LONGEST:
        return False
    said = [token.i for token in tree.tokens if _is_said(tree, token)]
    return all(_in_brackets(tree, i) or is_listed_thing(tree, i, context.vocab) for i in said)


def _is_said(tree: Tree, token: Token) -> bool:
    if token.tag in _FINITE:
        return token.lemma not in {"total", "number"}
    if token.tag == "VBD" and token.dep in {"aux", "auxpass"}:
        return (
            tree.tokens[token.head].dep != "relcl"
        )  # "were buried", not "people who were displaced: 452"
    labels = tree.tokens[token.i + 1 : token.i + 2]
    told = token.tag == "VBD" and tree.children(token.i, *SUBJECTS)
    if labels and labels[0].text == ":":
        return False
    return bool(told and tree.children(token.i, "dobj", "ccomp"))


def _in_brackets(tree: Tree, i: int) -> bool:
    before = [token.text for token in tree.tokens[:i]]
    return before.count("(") > before.count(")")


def _label(tree: Tree, context: Context) -> Hit | None:
    found = (hit for hit in find_hits(tree, context.vocab) if hit.trigger.measure in MOVED | HOMES)
    told = (hit for hit in found if not _is_thing(tree.tokens[hit.token], context))
    words = ((token.i, _trigger(token, context)) for token in tree.tokens)
    labels = (Hit(token=i, words=(i,), trigger=t) for i, t in words if t is not None)
    return next(told, None) or next(labels, None)


def _trigger(token: Token, context: Context) -> Trigger | None:
    """The trigger of a label's word, whatever its tag is: labels are no sentences."""
    lemmas, word = context.vocab.lemmas, token.text.lower()
    if _is_thing(token, context) or lemmas.find(word, "NNS") in context.vocab.causes_by_word:
        return None  # "houses", "floods": what was ruined, and by what
    lemma = {Pos.VERB: lemmas.verbs.get(word), Pos.NOUN: lemmas.nouns.get(word), Pos.ADJ: word}
    candidates = (
        trigger
        for pos, base in lemma.items()
        for trigger in context.vocab.triggers_by_first.get(base or word, ())
        if trigger.pos is pos and trigger.measure in MOVED | HOMES
        if len(trigger.words) == 1 and not trigger.weak
    )
    return next(candidates, None)


def _is_thing(token: Token, context: Context) -> bool:
    """True for a word that is a thing as a noun: "shelter" in "damaged houses/shelter"."""
    return context.vocab.lemmas.find(token.text.lower(), "NNS") in context.vocab.things


def _drafts(tree: Tree, hit: Hit, number: Reading[Quantity], context: Context) -> Iterator[Draft]:
    unit, who = _counted(tree, str(hit.trigger.measure), context)
    if unit is None:
        return
    figure = Figure(measure=str(hit.trigger.measure), count=number, unit=unit, who=who)
    view = Scene(tree=tree, anchor=hit.token, root=hit.token, events=frozenset({hit.token}))
    yield Draft(
        kind=str(hit.trigger.kind),
        sentence=tree.sentence,
        anchor=tree.tokens[hit.token].span,
        actors=(),
        place=find_place(view, context),
        when=find_when(view, context, future=False),
        figures=(figure,),
        sources=(),
        modality=Modality.HAPPENED,
        scope=Scope.INCIDENT,
        rule="line of a table",
        cause=find_cause(tree, Mention(hits=(hit,), kind=str(hit.trigger.kind)), context),
    )


def _counted(tree: Tree, measure: str, context: Context) -> tuple[str | None, str | None]:
    """The unit that the label names, and who is counted; no unit where it names no thing."""
    if measure in HOMES:
        words = (word for token in tree.tokens for word in token.text.split("/"))
        units = (context.vocab.things.get(context.vocab.lemma(word, "NNS")) for word in words)
        return next((unit for unit in units if unit), None), None
    nouns = (people_noun(tree, token.i, context) for token in tree.tokens if tree.is_noun(token.i))
    who = next((noun.who for noun in nouns if noun and noun.who), None)
    return ("households" if who == "households" else "persons"), who
