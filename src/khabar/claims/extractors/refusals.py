"""What somebody says they will not do: "The fighters told officials they would not leave the city"."""

from dataclasses import dataclass

from khabar.claims.context import Context
from khabar.claims.draft import Draft
from khabar.claims.extractors.events import unique_sources
from khabar.claims.people.parties import read_party
from khabar.claims.scene.setting import Scene, find_place, told_when
from khabar.claims.telling.cues import Attribution, find_cue
from khabar.claims.telling.sources import attributions
from khabar.claims.tree import Tree
from khabar.model.claims import Actor, Certainty, Modality, Role, Scope
from khabar.model.values import Period, Reading

_WILL = frozenset({"will", "would", "can", "could", "wo", "ca"})
_SELF = frozenset({"they", "we", "it", "he", "she", "i"})


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalExtractor:
    """Finds refusals: a denied "will" or "can" whose subject is who says it."""

    name: str = "refusal"

    def __call__(self, tree: Tree, context: Context) -> tuple[Draft, ...]:
        """The first refusal of a sentence, if it has one."""
        for verb in (token.head for token in tree.tokens if token.lemma in _WILL):
            if _is_refusal(tree, verb, context):
                chain = attributions(tree, verb, context)
                if chain and chain[0].sources:
                    return (_draft(tree, verb, chain, context),)
        return ()


def _is_refusal(tree: Tree, verb: int, context: Context) -> bool:
    """True for an action refused; "it would not be right" refuses nothing."""
    if not tree.tokens[verb].tag.startswith("VB") or tree.tokens[verb].lemma in {"be", "have"}:
        return False
    if find_cue(tree, verb, context):
        return False  # "could not confirm" refuses nothing
    will = any(tree.tokens[k].lemma in _WILL for k in tree.children(verb, "aux"))
    own = any(tree.tokens[k].lemma in _SELF for k in tree.children(verb, "nsubj"))
    return will and own and bool(tree.children(verb, "neg"))


def _draft(tree: Tree, verb: int, chain: tuple[Attribution, ...], context: Context) -> Draft:
    subject = next(k for k in tree.children(verb, "nsubj"))
    who = read_party(tree, subject, context)
    refuser = (Actor(role=Role.PERPETRATOR, who=who, certainty=Certainty.STATED),) if who else ()
    return Draft(
        kind="refusal",
        sentence=tree.sentence,
        anchor=tree.tokens[verb].span,
        actors=refuser,
        place=find_place(Scene(tree=tree, anchor=verb, root=verb, events=frozenset({verb})), context),
        when=_when(tree, chain, context),
        figures=(),
        sources=unique_sources(chain),
        modality=Modality.HAPPENED,
        scope=Scope.INCIDENT,
        rule="will not",
    )


def _when(tree: Tree, chain: tuple[Attribution, ...], context: Context) -> Reading[Period] | None:
    periods = (told_when(tree, attribution.token, context) for attribution in chain)
    return next((period for period in periods if period), None)
