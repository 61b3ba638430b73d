"""Which trigger words of a sentence tell of one thing: "killed in an air strike" is one claim.

A sentence falls into clauses at the arcs that separate one statement from the next; within a clause
the triggers of one family (violence, movement of people, words between parties ...) belong together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from khabar.claims.deeds.triggers import Hit
from khabar.claims.tallies import TALLIES
from khabar.claims.tree import SUBJECTS, Tree, arguments, is_passive, prepositions
from khabar.vocabulary.entries import Kind, Pos

_VIOLENCE = frozenset({"attack", "armed_clash", "toll", "protest_crackdown"})
_MOVEMENT = frozenset({"displacement", "return", "evacuation"})
_SAME_EVENT_MARKS = frozenset({"when", "after"})
_OTHER_EVENT_PREPOSITIONS = frozenset(
    {"despite", "over", "amid", "following", "before", "against", "without"}
)
_HOURS = frozenset(
    {"a.m.", "p.m.", "am", "pm", "noon", "midnight", "dawn", "dusk", "daybreak", "sunrise", "sunset"}
    | {"nightfall", "o'clock"}
)
# Who is before a court for a deed, what is said of it there, and the prepositions behind it.
_IN_COURT = frozenset(
    {"arraign", "indict", "arrest", "sentence", "convict", "jail", "accuse", "acquit", "detain"}
    | {
        "imprison",
        "extradite",
        "plead",
        "plea",
        "bail",
        "connection",
        "suspicion",
        "trial",
        "hearing",
        "conviction",
    }
    | {"warrant", "guilty", "arraigned", "indicted", "jailed", "investigation"}
)
_HELD = frozenset({"charge", "hold", "book", "try", "question", "want"})
_CASES = frozenset({"in", "for", "with", "of", "on", "into", "to", "over"})
_LATER = frozenset({"hour", "day", "week", "month", "year", "night"})
_RAISING = frozenset({"bring", "raise", "take", "push", "lift"})
_ANSWERING = frozenset({"retaliation", "response", "revenge", "reprisal", "answer", "reaction"})
_REPELLING = frozenset({"repel", "repulse", "rebuff"})
_BEATING_BACK = frozenset({"beat", "fend", "fight", "ward", "throw"})  # "back", "off"
_WEAK = 0.5
_CARRIED = frozenset(
    {"missile_strike", "shelling", "bombing", "attack", "property_destruction", "arson"}
)
_RUINING = frozenset({"property_destruction", "arson"})
_BLASTS = frozenset(
    {"bombing", "suicide_bombing"}
)  # what tears a house down is no means that somebody has
_RANK = {
    "chemical_attack": -0.6,
    "suicide_bombing": -0.2,
    "property_destruction": 2.5,
    "arson": 2.4,
    "toll": 3,
    "attack": 2,
    "armed_clash": 1,
    "bombing": 0.3,
    "shooting": 0.3,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """The triggers that tell of one thing, the main one first; `kind` is theirs together."""

    hits: tuple[Hit, ...]
    kind: str

    @property
    def main(self) -> Hit:
        """The highest trigger of the clause, one that counts people before one that does not."""
        return self.hits[0]


def family(kind: str, kinds: Mapping[str, Kind]) -> str:
    """The name under which kinds can be one event: the violent kinds one, the others their top kind."""
    parent = kinds[kind].parent
    top = family(parent, kinds) if parent else kind
    if top in _VIOLENCE:
        return "violence"
    return "movement" if top in _MOVEMENT else top


def group(tree: Tree, hits: Sequence[Hit], kinds: Mapping[str, Kind]) -> tuple[Mention, ...]:
    """The mentions of a sentence in the order of their first trigger."""
    groups: dict[tuple[int, str], list[Hit]] = {}
    events = frozenset(hit.token for hit in hits)
    roots = {hit.token: clause_root(tree, hit.token, events) for hit in hits}
    for hit in hits:
        if hit.trigger.kind:
            ruined = hit.trigger.kind in _RUINING and _is_blown_up(tree, hits, hit)
            key = (roots[hit.token], "violence" if ruined else family(hit.trigger.kind, kinds))
            groups.setdefault(key, []).append(hit)
    return tuple(
        _mention(tree, part) for members in groups.values() for part in _part_counts(tree, members)
    )


def _part_counts(tree: Tree, hits: Sequence[Hit]) -> list[list[Hit]]:
    """The hits, apart where two of them count the same: "killed six, among 15 dead nationwide"."""
    counted: dict[str, Hit] = {}
    first: list[Hit] = []
    others: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: _height(tree, hit)):
        rival = counted.setdefault(hit.trigger.measure, hit) if hit.trigger.measure else hit
        beside = tree.tokens[hit.token].dep in {"conj", "dobj"} and hit.trigger.words[-1] != "toll"
        beside = beside or _is_aim(tree, rival, hit)
        same = rival is hit or beside
        (first if same else others).append(hit)
    return [sorted(first, key=lambda hit: hit.token), *([hit] for hit in others)]


def _is_aim(tree: Tree, first: Hit, hit: Hit) -> bool:
    """True for what a crowd took to the streets for: "marched to protest against the raid"."""
    aimed = tree.tokens[hit.token].head == first.token and tree.tokens[hit.token].tag == "VB"
    return aimed and hit.trigger.kind == first.trigger.kind and hit.trigger.kind == "protest"


def _height(tree: Tree, hit: Hit) -> int:
    return sum(1 for _ in tree.ascend(hit.token))


def _mention(tree: Tree, hits: Sequence[Hit]) -> Mention:
    ordered = sorted(hits, key=lambda hit: (hit.trigger.measure is None, _height(tree, hit), hit.token))
    main = ordered[0].token
    named = sorted(hits, key=lambda hit: (_rank(hit), abs(hit.token - main)))
    crew = _crew(tree, hits, hits)
    carried = crew and named[0].trigger.kind in _CARRIED
    return Mention(hits=tuple(ordered), kind=str(crew if carried else named[0].trigger.kind))


def _is_blown_up(tree: Tree, hits: Sequence[Hit], verb: Hit) -> bool:
    """True where a means acts, or something explosive is used: "destroyed it with dynamite"."""
    used = {obj for word, obj in prepositions(tree, verb.token) if word in {"with", "by"}}
    blasts = {hit.token for hit in hits if hit.trigger.kind in _BLASTS}
    return bool(used & blasts or _crew(tree, hits, [verb]))


def _crew(tree: Tree, hits: Sequence[Hit], verbs: Sequence[Hit]) -> str | None:
    """The kind of the means that acts as the subject of one of the verbs: "jets fired missiles"."""
    acting = {
        k for hit in verbs if hit.trigger.pos is Pos.VERB for k in arguments(tree, hit.token).subjects
    }
    acts = [h for h in hits if h.trigger.pos is Pos.NOUN and h.token in acting]
    means = (h for h in acts if h.trigger.weak or h.trigger.kind in _BLASTS)
    return next((str(hit.trigger.kind) for hit in means), None)


def _rank(hit: Hit) -> float:
    """How little a trigger says of the kind: a means named by a weak noun yields to a strong word."""
    return _RANK.get(str(hit.trigger.kind), 0) + (_WEAK if hit.trigger.weak else 0)


def clause_root(tree: Tree, i: int, events: frozenset[int]) -> int:
    """The top token of the statement that a token belongs to; `events` are the trigger tokens."""
    for child, head in tree.ascend(i):
        if separates(tree, child, head, events):
            return child
        i = head
    return i


def separates(tree: Tree, child: int, head: int, events: frozenset[int]) -> bool:
    """True where the arc from `child` to `head` leads from one statement into another."""
    dep = tree.tokens[child].dep
    if dep == "dobj" and child in events and _repels(tree, head):
        return True
    if dep in {"ccomp", "parataxis", "csubj", "pcomp"}:
        return True
    if dep in {"relcl", "acl"}:
        return (head not in events and tree.tokens[head].dep != "pobj") or (
            _is_agent(tree, head) and head not in events
        )
    if dep == "advcl":
        answered = _is_answered(tree, child, head, events) or _is_of_another(tree, child, head, events)
        return answered or _is_own_statement(tree, child)
    if dep == "conj" and tree.is_verb(child):
        return _is_new_verb(tree, child, head, events)
    return dep == "prep" and (_leads_away(tree, child) or _is_of_a_case(tree, child, events))


def _repels(tree: Tree, verb: int) -> bool:
    """True for who did not attack, but met it: "beat back an assault, killing nine"."""
    away = {tree.tokens[k].lemma for k in tree.children(verb, "prt", "advmod")} & {"back", "off"}
    lemma = tree.tokens[verb].lemma
    return lemma in _REPELLING or (lemma in _BEATING_BACK and bool(away))


def _is_of_a_case(tree: Tree, prep: int, events: frozenset[int]) -> bool:
    """True for the deed in "arraigned on Tuesday in a raid that killed nine": it was before the court.

    "Charged the post in a raid" and "held the bridge in a battle" are no cases.
    """
    court = tree.tokens[prep].head
    lemma = tree.tokens[court].lemma
    before = lemma in _IN_COURT or (lemma in _HELD and tree.is_verb(court) and is_passive(tree, court))
    named = before and tree.tokens[prep].lemma in _CASES
    return named and any(k in events for k in tree.descend(prep))


def leads_away(tree: Tree, root: int) -> bool:
    """True where the top of a clause hangs on what an event answers, or came hours or days after.

    Also where it describes something of such another event: "weeks after a raid in which 49 died".
    """
    if tree.tokens[root].dep == "relcl":
        above = (head for _, head in tree.ascend(root) if tree.tokens[head].dep == "prep")
        return any(_is_later(tree, prep) for prep in above)
    if tree.tokens[root].dep == "prep":
        return _is_later(tree, root) or _is_answering(tree, root)
    marks = tree.children(root, "mark", "advmod") if tree.tokens[root].dep == "advcl" else ()
    return any(_is_later(tree, k) for k in marks)


def _leads_away(tree: Tree, prep: int) -> bool:
    """True for prepositions to another event: "despite", "hours after", "in retaliation for"."""
    if any(tree.tokens[k].lemma in _HOURS for k in tree.children(prep, "pobj")):
        return False  # "just before 2 a.m."
    if tree.tokens[prep].lemma in _OTHER_EVENT_PREPOSITIONS or _is_later(tree, prep):
        return True
    return _is_answering(tree, prep)


def _is_answering(tree: Tree, prep: int) -> bool:
    """True for the preposition of what is answered, whichever word the parser hung it on."""
    beside = tree.tokens[max(0, prep - 1)].lemma
    return beside in _ANSWERING or tree.tokens[tree.tokens[prep].head].lemma in _ANSWERING


def _is_later(tree: Tree, after: int) -> bool:
    """True for "after" behind a length of time: "just hours after the raid", "days after it"."""
    before = tree.tokens[max(0, after - 1)].lemma
    return tree.tokens[after].lemma == "after" and before in _LATER


def _is_agent(tree: Tree, i: int) -> bool:
    return tree.tokens[i].dep == "pobj" and tree.tokens[tree.tokens[i].head].lemma != "in"


def _is_own_statement(tree: Tree, verb: int) -> bool:
    marks = [k for k in tree.children(verb, "mark", "advmod") if k < verb]
    same = any(tree.tokens[k].lemma in _SAME_EVENT_MARKS for k in marks)
    if same and not any(_is_later(tree, k) for k in marks):
        return False
    if tree.tokens[verb].lemma in _RAISING:  # "killed nine, bringing the toll this year to 349"
        return any(tree.tokens[k].lemma in TALLIES for k in tree.children(verb, "dobj"))
    return bool(tree.children(verb, "mark", *SUBJECTS))


def _is_answered(tree: Tree, verb: int, head: int, events: frozenset[int]) -> bool:
    """True for the deed and harm that another deed came after: "raided Tui after a bomb killed nine"."""
    after = any(tree.tokens[k].lemma == "after" for k in tree.children(verb, "mark"))
    harmed = verb in events and any(k in events for k in tree.children(verb, "nsubj"))
    objects = tree.children(head, "dobj")
    deed = bool(objects) and (head in events or any(k in events for k in objects))
    return after and harmed and deed and not is_passive(tree, head)


def _is_of_another(tree: Tree, verb: int, head: int, events: frozenset[int]) -> bool:
    """True for two deeds of two doers: "killed nine after rebels attacked their convoy".

    Not behind a means, a death or a passive: "shells killed nine when gunners opened fire".
    """
    if not {verb, head} <= events or is_passive(tree, head) or not tree.children(head, "dobj"):
        return False
    if any(k in events for k in tree.children(head, "nsubj")):
        return False
    doers = (tree.tokens[k] for k in tree.children(verb, "nsubj"))
    return is_passive(tree, verb) or any(not token.tag.startswith("PRP") for token in doers)


def _is_new_verb(tree: Tree, verb: int, head: int, events: frozenset[int]) -> bool:
    left = tree.tokens[head].lemma == "leave" and tree.tokens[verb].tag == "VBN"
    if left or not tree.children(verb, *SUBJECTS):
        return False  # "left 19 dead and 55 wounded" is one statement
    return not (verb in events and head in events and is_passive(tree, verb))
