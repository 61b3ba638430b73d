"""Whether it happened: what the words and those who say them leave of it."""

from collections.abc import Sequence

from khabar.claims.deeds.grouping import Mention
from khabar.claims.people.parties import FIGHTING
from khabar.claims.telling.conditions import hangs_on_truth, is_conditional
from khabar.claims.telling.cues import Attribution
from khabar.claims.telling.falsehoods import judge_in_own_voice
from khabar.claims.telling.fates import UNDONE, find_fate, is_no_more
from khabar.claims.telling.granted import is_averted, is_granted, is_known
from khabar.claims.tree import SUBJECTS, Tree, is_hedge, is_not_one, is_passive
from khabar.model.claims import Modality, Stance
from khabar.vocab import Vocab

_DOUBTING = frozenset(
    {
        "fear",
        "believe",
        "think",
        "presume",
        "suspect",
        "reportedly",
        "allegedly",
        "apparently",
        "possibly",
        "probably",
        "perhaps",
        "likely",
        "unconfirmed",
        "alleged",
    }
)
_AHEAD = frozenset({"to", "will", "would", "shall", "'ll"})
_OPEN = frozenset({"may", "might", "could", "can"})
_TOLLS = frozenset({"number", "toll", "count", "total"})
_IF = frozenset({"if", "unless", "should", "whether"})
_STARTING = frozenset({"resume", "prepare", "plan", "intend", "aim", "seek", "want", "hope", "consider"})
_SPEECH = {
    "talks": Modality.PLANNED,
    "agreement": Modality.PLANNED,
    "offer": Modality.OFFERED,
    "demand": Modality.DEMANDED,
    "threat": Modality.THREATENED,
    "refusal": Modality.NOT_HAPPENED,
}
_BY_VERB = {
    **dict.fromkeys(
        ("try", "attempt", "seek", "plan", "want", "intend", "aim", "hope", "prepare", "agree", "be"),
        Modality.PLANNED,
    ),
    **dict.fromkeys(("fail", "refuse", "decline"), Modality.NOT_HAPPENED),
}
_UNDONE = {
    **dict.fromkeys(UNDONE, Modality.NOT_HAPPENED),
    **dict.fromkeys(("rehearse", "simulate", "practise", "practice"), Modality.HYPOTHETICAL),
    **dict.fromkeys(("possibility", "likelihood", "prospect", "eventuality"), Modality.HYPOTHETICAL),
}
_ANSWERED = frozenset(
    {"responsible", "perpetrator", "culprit", "author", "mastermind", "killer", "assassin", "murderer"}
    | {"information", "detail", "clue", "evidence", "suspect", "arrest", "witness", "tip"}
    | {"punishment", "trial", "prosecution", "investigation", "inquiry", "probe", "clarification"}
)
_TOWARDS = frozenset({"of", "for", "to", "with"})
_BEGINNING = frozenset(
    {"start", "beginning", "launch", "resumption", "continuation", "intensification", "escalation"}
)
_BESIDE = frozenset(
    {"after", "before", "when", "while", "as", "because", "amid", "despite", "following"}
)
_BOUND = frozenset({"going", "able", "allowed", "permitted"})
_FEARS = frozenset(
    {"worried", "worry", "worries", "afraid", "scared", "fearful", "fear", "fears", "concerned", "risk"}
    | {"danger", "prospect", "possibility", "chance", "frightened", "terrified", "dreamed", "thought"}
)
_READY = {
    **dict.fromkeys(("ready", "willing", "open", "prepared"), Modality.OFFERED),
    **dict.fromkeys(("set", "due", "poised"), Modality.PLANNED),
}
_HEARSAY = frozenset({"say", "report"})
_HARMED = frozenset({"victim", "casualty", "dead", "wounded", "injured"})
_HARMS = frozenset({"killed", "wounded", "casualties"})


def read_modality(
    tree: Tree, mention: Mention, chain: Sequence[Attribution], events: frozenset[int], vocab: Vocab
) -> Modality:
    """What the words and those who say them leave of it."""
    main = mention.main.token
    told = _told_as(tree, main, chain)
    if told and told is not Modality.DENIED and tree.is_verb(main) and tree.children(main, "neg"):
        return Modality.NOT_HAPPENED  # "promised not to shoot"
    fate = None if told is Modality.DENIED else find_fate(tree, main)
    if fate or told:
        return fate or told or Modality.HAPPENED
    if _is_negated(tree, main) and not (_harmed_others(tree, mention) or _spares_all(tree, mention)):
        return Modality.NOT_HAPPENED
    verdict = judge_in_own_voice(tree, main, vocab)
    if verdict and not any(attribution.sources for attribution in chain):
        return Modality.DENIED if verdict is Stance.DENIES else Modality.SUSPECTED
    rejected = mention.main.trigger.measure == "killed" and tree.tokens[main].dep == "dobj"
    return (
        (None if rejected else _under_speech(tree, main, events, vocab))  # "rejected the murder"
        or _under_verbs(tree, main)
        or _as_a_toll(tree, main)
        or _by_auxiliaries(tree, main, chain)
    )


def read_state(tree: Tree, i: int, chain: Sequence[Attribution], vocab: Vocab) -> Modality:
    """The same for a word that tells of no deed: "six children were among the dead"."""
    if any(tree.tokens[k].lemma in _IF for k in tree.children(i, "mark")):
        return Modality.HYPOTHETICAL
    told = _told_as(tree, i, chain)
    if told:
        return told
    if _is_negated(tree, i):
        return Modality.NOT_HAPPENED
    verdict = judge_in_own_voice(tree, i, vocab)
    if verdict and not any(attribution.sources for attribution in chain):
        return Modality.DENIED if verdict is Stance.DENIES else Modality.SUSPECTED
    return _by_auxiliaries(tree, i, chain)


def _under_speech(tree: Tree, main: int, events: frozenset[int], vocab: Vocab) -> Modality | None:
    """What is talked of in "called for talks over a withdrawal" has not happened."""
    for child, head in tree.ascend(main):
        word = tree.tokens[head]
        kinds = [t.kind for t in vocab.triggers_by_first.get(word.lemma, ()) if head in events]
        found = next((_SPEECH[kind] for kind in kinds if kind in _SPEECH), None)
        if tree.tokens[child].lemma in _BESIDE or tree.children(child, "mark"):
            return None
        if word.lemma in _ANSWERED or is_granted(tree, child, head, main):
            return None  # "demand the trial of the killers of the mayor": he was killed
        if found and tree.tokens[child].dep in {"prep", "xcomp", "acl", "pcomp", "dobj"}:
            return found
    return None


def _under_verbs(tree: Tree, main: int) -> Modality | None:
    """What an infinitive leaves: tried, planned, refused, or done ("were forced to flee")."""
    for child, head in tree.ascend(main):
        dep = tree.tokens[child].dep
        to = any(tree.tokens[k].lemma == "to" for k in tree.children(child, "aux"))
        perfect = any(tree.tokens[k].lemma == "have" for k in tree.children(child, "aux"))
        infinitive = dep == "relcl" and to and not tree.children(child, *SUBJECTS, "advmod")
        if infinitive and not perfect and child == main:
            return Modality.PLANNED  # "a plot to murder him"
        if dep in {"ccomp", "parataxis", "conj"} or is_granted(tree, child, head, main):
            return None
        if is_averted(tree, child, head, main):
            return Modality.NOT_HAPPENED
        if left := _left_by(tree, head, child):
            return left if left is not Modality.PLANNED or _is_itself(tree, main, child) else None
        if child != main and tree.tokens[head].lemma == "be":
            continue  # "they were to blame for the deaths"
        if to and not perfect and dep in {"xcomp", "acl", "advcl"}:
            return _BY_VERB.get(tree.tokens[head].lemma, Modality.PLANNED if dep != "xcomp" else None)
    return None


def _is_itself(tree: Tree, main: int, noun: int) -> bool:
    """True for what is planned or sought itself, "a campaign with bombings".

    Not where a search for suspects in it is planned, or a visit to victims of "the bombing".
    """
    line = [main, *(head for _, head in tree.ascend(main))]
    above = [tree.tokens[k] for k in line[1 : line.index(noun) + 1]]
    other = any(tree.is_noun(t.i) and t.lemma not in _BEGINNING for t in above)
    harmed = tree.tokens[main].lemma in _HARMED
    known = any(t.lemma in _ANSWERED for t in above) or (other and (harmed or is_known(tree, main)))
    return not known and all(t.dep != "prep" or t.lemma in _TOWARDS for t in above)


def _left_by(tree: Tree, head: int, child: int) -> Modality | None:
    """What the word above leaves of it: foiled, prepared, ready for."""
    lemma, dep = tree.tokens[head].lemma, tree.tokens[child].dep
    if dep == "pcomp" and _is_feared(tree, head):
        return Modality.HYPOTHETICAL
    awaited = dep == "prep" and tree.tokens[child].lemma == "for"  # "prepare for a siege"
    if lemma in _STARTING and (awaited or dep in {"xcomp", "dobj"}) and _is_ahead(tree, head):
        return Modality.PLANNED
    undone = _UNDONE.get(lemma) if dep in {"dobj", "prep"} else None
    return undone or (_READY.get(lemma) if dep in {"prep", "xcomp"} else None)


def _is_feared(tree: Tree, prep: int) -> bool:
    """True for "about" in "worried about him getting hurt", "of" in "the risk of being shot"."""
    above = tree.tokens[tree.tokens[prep].head]
    return tree.tokens[prep].lemma in {"about", "of"} and above.text.lower() in _FEARS


def _as_a_toll(tree: Tree, main: int) -> Modality | None:
    """What is left of those of whom "the number killed could pass 100"."""
    for child, head in tree.ascend(main):
        if tree.tokens[child].dep == "nsubj" and tree.tokens[child].lemma in _TOLLS:
            words = {tree.tokens[k].lemma for k in tree.children(head, "aux")}
            return Modality.HYPOTHETICAL if words & (_OPEN | _AHEAD) else None
    return None


def _is_ahead(tree: Tree, verb: int) -> bool:
    """True for "is resuming", "plans", "will resume"; false for "resumed"."""
    return tree.tokens[verb].tag not in {"VBD", "VBN"}


def _told_as(tree: Tree, main: int, chain: Sequence[Attribution]) -> Modality | None:
    stances = [source.stance for attribution in chain for source in attribution.sources]
    if stances and all(stance is Stance.DENIES for stance in stances):
        return Modality.DENIED
    if stances and all(stance is Stance.DOUBTS for stance in stances):
        return Modality.SUSPECTED
    for attribution in chain:
        forward = is_forward(tree, main, attribution.token)
        if attribution.cue.modality and attribution.cue.modality is not Modality.DENIED and forward:
            return attribution.cue.modality
    if any(attribution.open and not attribution.sources for attribution in chain):
        return Modality.SUSPECTED
    return Modality.SUSPECTED if any(_is_rumour(tree, attribution) for attribution in chain) else None


def _is_rumour(tree: Tree, attribution: Attribution) -> bool:
    """True for "it is believed", "are said to have been", "unconfirmed reports"."""
    tellers = (attribution.token, *tree.children(attribution.token, *SUBJECTS))
    below = {tree.tokens[k].lemma for teller in tellers for k in tree.children(teller, "amod")}
    nameless = attribution.cue.hedged or _is_hearsay(tree, attribution.token)
    return (nameless and not attribution.sources) or bool(below & _DOUBTING)


def _is_hearsay(tree: Tree, telling: int) -> bool:
    """True for what "is said" or "was reported" by nobody; not for what was officially so."""
    official = any(tree.tokens[k].lemma == "officially" for k in tree.children(telling, "advmod"))
    return tree.tokens[telling].lemma in _HEARSAY and is_passive(tree, telling) and not official


def is_told_past(tree: Tree, main: int, chain: Sequence[Attribution]) -> bool:
    """True for what was planned by then, "was due to begin": its weekday may be the last or the next."""
    telling = {attribution.token for attribution in chain if attribution.sources}
    above = [main, *(head for _, head in tree.ascend(main))]
    verbs = next(((k, *tree.children(k, "aux")) for k in above if _is_finite(tree, k)), ())
    return any(tree.tokens[k].tag == "VBD" for k in verbs) and telling.isdisjoint(verbs)


def _is_finite(tree: Tree, verb: int) -> bool:
    tags = {tree.tokens[k].tag for k in (verb, *tree.children(verb, "aux", "auxpass"))}
    return tree.is_verb(verb) and bool(tags & {"VBD", "VBZ", "VBP", "MD"})


def is_forward(tree: Tree, main: int, top: int) -> bool:
    """True where the words between a telling word and what is told look ahead: "to", "will"."""
    for child, head in ((main, main), *tree.ascend(main)):
        if head == top or (child != head and is_granted(tree, child, head, main)):
            break
        aux = {tree.tokens[k].lemma for k in tree.children(head, "aux")}
        progressive = tree.tokens[head].tag == "VBG" and "be" in aux
        subjunctive = tree.tokens[head].tag == "VB" and tree.tokens[head].dep == "ccomp" and not aux
        if aux & _AHEAD or progressive or subjunctive or tree.tokens[child].lemma in _STARTING:
            return True
    return False


def _is_negated(tree: Tree, main: int) -> bool:
    above = tree.tokens[main].head
    ahead = tree.tokens[main].dep == "xcomp" and tree.tokens[above].text.lower() in _BOUND
    bound = (above, tree.tokens[above].head) if ahead else ()  # "not going to", "was not able to"
    if any(is_no_more(tree, k) for k in (main, *bound)):
        return True
    subjects = tree.children(main, "nsubj", "nsubjpass", "det")
    return any(
        tree.tokens[k].lemma in {"no", "nobody", "none", "neither"} or is_not_one(tree, s)
        for s in subjects
        for k in (s, *tree.children(s, "det", "preconj"))
        if not is_hedge(tree, k)
    )


def _harmed_others(tree: Tree, mention: Mention) -> bool:
    """True in "nobody was killed but 14 were hurt": one harm is denied, another told."""
    harms = {hit.token for hit in mention.hits if hit.trigger.measure and tree.is_verb(hit.token)}
    return any(not _is_negated(tree, harm) for harm in harms - {mention.main.token})


def _spares_all(tree: Tree, mention: Mention) -> bool:
    """True for a deed that hurt nobody: "a bomb went off, causing no casualties"."""
    trigger, main = mention.main.trigger, mention.main.token
    if trigger.measure not in _HARMS or tree.children(main, "neg"):
        return False
    deeds = (h for h in mention.hits if not h.trigger.measure and h.trigger.kind != "toll")
    return any(not _is_negated(tree, hit.token) for hit in deeds)


def _by_auxiliaries(tree: Tree, main: int, chain: Sequence[Attribution]) -> Modality:
    reached = {attribution.token for attribution in chain}
    line = [main]
    for child, head in tree.ascend(main):
        side = tree.tokens[child].dep == "advcl" and tree.children(child, "mark")
        apart = tree.tokens[child].dep in {"acl", "conj", "ccomp"} or is_granted(tree, child, head, main)
        if head in reached or side or apart:
            break
        line.append(head)
    words = {
        tree.tokens[k].lemma
        for i in line
        for k in (i, *tree.children(i, "aux", "advmod", "mark", "amod"))
        if not (tree.tokens[k].lemma == "suspect" and tree.tokens[k].tag.startswith("NN"))
    }
    if words & _IF:
        return Modality.HYPOTHETICAL
    if words & {"will", "shall", "'ll", "going"}:
        return Modality.THREATENED if _is_threat(chain) else Modality.PLANNED
    if words & {"may", "might", "could", "would", "can"} and is_conditional(tree, line):
        return Modality.HYPOTHETICAL
    if words & {"may", "might", "could"} or words & _DOUBTING or hangs_on_truth(tree, line):
        return Modality.SUSPECTED
    return Modality.HYPOTHETICAL if words & {"would", "can"} else Modality.HAPPENED


def _is_threat(chain: Sequence[Attribution]) -> bool:
    """True where those who speak of what will come can bring it about."""
    speakers = [source.who.value.actor_class for attribution in chain for source in attribution.sources]
    return any(speaker in FIGHTING for speaker in speakers)
