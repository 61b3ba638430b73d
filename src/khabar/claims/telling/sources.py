"""Who stands behind a statement, and how: the attributions above a token, the first speaker first.

Going up the tree from what is told, each reporting word on the way gives one link of the chain:
"Moscow denied claims by Ankara that ... killed four" gives Ankara, then Moscow.
"""

import functools
from collections.abc import Iterator
from dataclasses import replace

from khabar.claims.context import Context, touching
from khabar.claims.deeds.tolls import adds_to_toll, is_toll
from khabar.claims.people.parties import people_noun, read_party
from khabar.claims.telling.according import find_according, find_behind_colon
from khabar.claims.telling.cues import Attribution, find_cue
from khabar.claims.telling.falsehoods import denied, judge, tells_of_somebody
from khabar.claims.telling.granted import is_granted
from khabar.claims.telling.own_denials import is_denial, turn_round
from khabar.claims.tree import (
    SUBJECTS,
    Tree,
    arguments,
    find_antecedent,
    is_nobody,
    is_passive,
    prepositions,
)
from khabar.model.claims import ActorClass, Modality, Source, Stance
from khabar.model.values import Reading
from khabar.vocabulary.entries import Pos, ReportingCue

_CONTENT = frozenset(
    {
        "ccomp",
        "xcomp",
        "parataxis",
        "pcomp",
        "dobj",
        "advcl",
        "acl",
        "pobj",
        "relcl",
        "nsubj",
        "nsubjpass",
        "attr",
    }
)
_CHECKING = frozenset({"investigate", "check", "probe", "examine", "verify", "review"})
_KEEPING = frozenset({"fail", "refuse", "decline", "unable", "unwilling", "hesitate", "stop"})
_PART = frozenset({"responsibility", "involvement", "role", "part", "blame", "hand", "complicity"})
_WRITTEN = frozenset({"report", "statement", "inquiry", "study", "communique", "document", "bulletin"})
_RECEIVING = frozenset(
    {
        "call",
        "label",
        "term",
        "brand",
        "portray",
        "describe",
        "welcome",
        "hail",
        "discuss",
        "read",
        "hear",
    }
)
_CITING = frozenset({"cite", "quote"})
_SPEAKING = frozenset({"say", "add", "report", "announce", "declare", "state", "deny", "insist", "warn"})
_WISHES = frozenset(
    {"inquiry", "enquiry", "investigation", "probe", "resolution", "request", "appeal", "bid", "plan"}
    | {"proposal", "motion", "ultimatum", "petition", "lawsuit", "suit", "call", "demand", "plea"}
)
_NUMBERED = frozenset({"dobj", "pobj", "nsubj", "nsubjpass", "attr", "npadvmod", "prep"})
_CLAUSES = frozenset({"ccomp", "xcomp", "parataxis", "advcl"})
_NEAR = 6  # words between "said" and a noun of no list that can be its subject: the parser is sure of it
_SIDE_CLAUSE_MARKS = frozenset(
    {"as", "after", "while", "when", "before", "since", "because", "although", "though"}
)


@functools.lru_cache(
    maxsize=64
)  # asked for by each reader of a mention; trees are told apart by identity
def attributions(tree: Tree, i: int, context: Context) -> tuple[Attribution, ...]:
    """The attributions that a token stands under, the innermost first."""
    found = (
        *_above(tree, i, context),
        *find_according(tree, i, context),
        *find_behind_colon(tree, context),
    )
    chain = tuple(a for n, a in enumerate(found) if not _said_again(a, found[n + 1 :]))
    return tuple(map(turn_round, chain)) if is_denial(tree, i, context.vocab) else chain


def _said_again(inner: Attribution, outer: tuple[Attribution, ...]) -> bool:
    """True for an inner word of one who speaks further out: "denied ordering the massacre"."""
    spans = {source.who.span for source in inner.sources}
    return any(source.who.span in spans for attribution in outer for source in attribution.sources)


def _above(tree: Tree, i: int, context: Context) -> Iterator[Attribution]:
    verdict: Stance | None = None
    of_somebody = known = False
    for child, head in tree.ascend(i):
        known = known or is_granted(tree, child, head, i)
        of_somebody = of_somebody or tells_of_somebody(tree, child, head, context.vocab)
        verdict = verdict or (None if of_somebody else judge(tree, child, head, context.vocab))
        cue = find_cue(tree, head, context)
        if (
            cue
            and not (known and cue.modality is not None and cue.stance is Stance.ASSERTS)
            and (_is_counted if cue.counting else _is_content)(tree, child, cue, context)
            and not _is_wish(tree, child, cue, context)
            and not _tells_nothing(tree, child, head, context)
            and (verdict or not _receives(tree, child, head, context))
        ):
            cue = denied(cue) if verdict is Stance.DENIES else cue
            sources = (*_cited(tree, head, context), *speakers(tree, head, cue, context))
            if verdict is Stance.DOUBTS:
                sources = tuple(replace(source, stance=Stance.DOUBTS) for source in sources)
            opened = _is_open(tree, head)
            verdict = None if sources else verdict or (Stance.DOUBTS if opened else None)
            accused = _accused(tree, head, cue)
            part = cue.stance is Stance.DENIES and tree.tokens[child].lemma in _PART
            yield Attribution(
                token=head, cue=cue, sources=sources, accused=accused, open=opened, part=part
            )
            if is_undecided(tree, head):
                return  # "refused to confirm or deny": the refusal is his who leaves it open


def _receives(tree: Tree, child: int, head: int, context: Context) -> bool:
    """True for who "welcomed the report": he does not tell what it tells."""
    told = tree.tokens[child].dep == "dobj" and find_cue(tree, child, context) is not None
    return told and tree.tokens[head].lemma in _RECEIVING


def _is_wish(tree: Tree, told: int, cue: ReportingCue, context: Context) -> bool:
    """True for the calls in "rejected calls for an inquiry into the killing": it is not denied."""
    if cue.stance is not Stance.DENIES or not tree.is_noun(told):
        return False
    named = find_cue(tree, told, context)
    asked = named is not None and named.modality not in {None, Modality.DENIED}
    return asked or tree.tokens[told].lemma in _WISHES


def _cited(tree: Tree, telling: int, context: Context) -> Iterator[Source]:
    """Those who told it to the teller: "the paper, quoting a doctor, reported", "citing a doctor"."""
    asides = (k for who in tree.children(telling, *SUBJECTS) for k in tree.children(who, "acl", "prep"))
    for verb in (*asides, *tree.children(telling, "advcl", "prep")):
        word = tree.tokens[verb]
        if word.lemma in _CITING and word.tag == "VBG":
            named = (i for obj in tree.children(verb, "dobj", "pobj") for i in tree.coordinated(obj))
            for who in filter(None, (read_party(tree, i, context) for i in named)):
                cue = Reading.at(word.span, context.article.text, word.text.lower(), "reporting word")
                yield Source(who=who, stance=Stance.ASSERTS, cue=cue)


def _is_open(tree: Tree, telling: int) -> bool:
    """True in "could not confirm", "is investigating reports that": who says it stands for nothing."""
    above = tree.tokens[tree.tokens[telling].head]
    return _is_negated(tree, telling) or above.lemma in _CHECKING


def _is_negated(tree: Tree, telling: int) -> bool:
    """True in "did not say", "have yet to confirm", "failed to confirm"."""
    token, above = tree.tokens[telling], tree.tokens[tree.tokens[telling].head]
    yet = any(tree.tokens[k].lemma == "yet" for k in tree.children(above.i, "advmod"))
    kept = token.dep == "xcomp" and (above.lemma in _KEEPING or (above.lemma == "have" and yet))
    nobody = any(is_nobody(tree, k) for k in tree.children(telling, *SUBJECTS))
    return kept or nobody or bool(tree.children(telling, "neg"))


def _is_content(tree: Tree, child: int, cue: ReportingCue, _: Context) -> bool:
    """True where the arc leads from what is told to the word that tells it."""
    dep, head = tree.tokens[child].dep, tree.tokens[child].head
    if tree.tokens[child].lemma == "life" or _is_apart(tree, child, head):
        return False  # "claimed eight lives" tells nothing
    if cue.pos is Pos.NOUN:
        return dep in {"acl", "ccomp", "relcl"} or (
            dep == "prep" and tree.tokens[child].lemma in {"of", "about"}
        )
    if dep == "prep":
        word = tree.tokens[child].lemma
        charged = word == "with" and cue.words == ("charge",)
        return charged or (word in {"of", "for", "about", "on"} and cue.stance is not Stance.ASSERTS)
    if dep == "advcl":
        marks = {tree.tokens[k].lemma for k in tree.children(child, "mark", "advmod", "prep")}
        return not marks & _SIDE_CLAUSE_MARKS and child < head
    if dep == "xcomp":
        aux = {tree.tokens[k].text.lower() for k in tree.children(child, "aux")}
        owned = cue.stance in {Stance.DENIES, Stance.CONFIRMS}
        gerund = owned and (tree.tokens[child].tag == "VBG" or "having" in aux)
        reported = tree.tokens[child].tag == "VBN" and is_passive(tree, head)  # "was reported killed"
        return gerund or reported or "to" in aux
    if dep in {"nsubj", "csubj"}:
        return len(tree.children(head, *SUBJECTS)) > 1 and child == tree.child(head, *SUBJECTS)
    return dep in _CONTENT or (dep == "oprd" and is_passive(tree, head))  # "was reported dead"


def _is_apart(tree: Tree, child: int, head: int) -> bool:
    """True across a semicolon ("one said none died; another said 12 did") and in "did not say why"."""
    asked = any(tree.tokens[k].tag in {"WRB", "WP", "WDT"} for k in tree.kids[child])
    if asked and tree.tokens[child].dep in _CLAUSES and _is_negated(tree, head):
        return True
    return any(token.text == ";" for token in tree.tokens[child:head])


def _is_counted(tree: Tree, child: int, _: ReportingCue, context: Context) -> bool:
    """True for a toll and for the dead and wounded: "put the dead at 30", not "put up a fight".

    The dead may be no noun to the parser: "counted 31 dead"; or those that a toll is put at. Who raises
    one by a deed counted nobody.
    """
    token = tree.tokens[child]
    if token.dep not in _NUMBERED or adds_to_toll(tree, token.head, context):
        return False
    if token.dep == "prep":
        given = tree.children(token.head, "dobj", "nsubjpass")
        counted = (*given, *tree.children(child, "pobj"))
        return token.lemma in {"at", "to", "as"} and any(
            is_toll(tree, k, context.vocab) for k in counted
        )
    return is_toll(tree, child, context.vocab)


def speakers(tree: Tree, head: int, cue: ReportingCue, context: Context) -> Iterator[Source]:
    """Those who speak through a reporting word, with their stance."""
    for speaker in _speaker_tokens(tree, head, cue):
        who = read_party(tree, speaker, context)
        if who and (
            _is_it(tree, speaker, cue) or can_speak(tree, speaker, who.value.actor_class, context)
        ):
            word = tree.tokens[head]
            said = Reading.at(word.span, context.article.text, word.text.lower(), "reporting word")
            yield Source(who=who, stance=_stance(tree, head, cue), cue=said)


def _is_it(tree: Tree, i: int, cue: ReportingCue) -> bool:
    """True for the body in "it said", "it denied"; there is none in "it seems", "it claimed lives"."""
    verb = tree.tokens[tree.tokens[i].head]
    speaks = verb.lemma in _SPEAKING or cue.stance is Stance.DENIES or cue.counting
    return tree.tokens[i].lemma == "it" and speaks and not is_passive(tree, verb.i)


def _speaker_tokens(tree: Tree, head: int, cue: ReportingCue) -> tuple[int, ...]:
    if cue.pos is Pos.NOUN:
        by = tuple(obj for word, obj in prepositions(tree, head) if word in {"by", "from"})
        return by or tree.children(head, "poss")
    if is_passive(tree, head):
        return tuple(obj for word, obj in prepositions(tree, head) if word in {"by"})
    own = tree.children(head, *SUBJECTS)
    nearest = own[-1:] if len(own) > 1 else own
    if nearest:
        named = (member for i in nearest for member in tree.coordinated(find_antecedent(tree, i)))
        return tuple(giver for member in named for giver in _authors(tree, member))
    if head > 0 and tree.is_noun(head - 1):
        return _before(tree, head - 1)
    shared = arguments(tree, head).subjects  # the dead of the clause above revise no toll
    return tuple(k for k in shared if not (cue.counting and tree.children(k, "nummod")))


def _authors(tree: Tree, told: int) -> tuple[int, ...]:
    """Who speaks by "a report by the council"; else the noun itself."""
    if tree.tokens[told].lemma not in _WRITTEN:
        return (told,)
    by = tuple(obj for word, obj in prepositions(tree, told) if word in {"by", "from"})
    return by or (told,)


def _before(tree: Tree, noun: int) -> tuple[int, ...]:
    """The nouns right before "said" where the parser lost the subject: "..., medics and nurses said"."""
    first = noun
    while tree.tokens[first].dep == "conj" and tree.is_noun(tree.tokens[first].head):
        first = tree.tokens[first].head
    return tree.coordinated(first)


def can_speak(tree: Tree, i: int, actor_class: ActorClass, context: Context) -> bool:
    """False for expletives, things and nobody: "it is said", "the blast confirmed", "no pilot said"."""
    token = tree.tokens[i]
    if token.lemma in {"it", "which", "that", "this", "there"}:
        return False
    if is_nobody(tree, i) or touching(context.times, token.span):
        return False
    if actor_class is ActorClass.UNKNOWN and touching(context.places, token.span):
        return False
    named = token.tag in {"NNP", "NNPS", "PRP"} or actor_class is not ActorClass.UNKNOWN
    known = people_noun(tree, i, context) is not None or token.lemma in context.vocab.speakers
    return named or known or _is_who_says(tree, i)


def _is_who_says(tree: Tree, i: int) -> bool:
    """True for "the union said": whoever says something can speak, whatever the noun."""
    verb = tree.tokens[tree.tokens[i].head]
    says = verb.lemma in _SPEAKING and tree.tokens[i].dep == "nsubj" and tree.is_noun(i)
    return says and bool(tree.children(i, "det", "poss", "amod", "compound")) and abs(verb.i - i) < _NEAR


def is_undecided(tree: Tree, verb: int) -> bool:
    """True for a verb in "neither confirmed nor denied", "would not confirm or deny"."""
    pair = {verb, *tree.children(verb, "conj")}
    if tree.tokens[verb].dep == "conj":
        pair.add(tree.tokens[verb].head)
    first = min(pair)
    either = any(tree.tokens[k].lemma in {"or", "nor"} for k in tree.children(first, "cc"))
    return either and {"confirm", "deny"} <= {tree.tokens[k].lemma for k in pair}


def _stance(tree: Tree, head: int, cue: ReportingCue) -> Stance:
    if is_undecided(tree, head):
        return Stance.DOUBTS
    negated = _is_negated(tree, head)
    if negated and cue.stance in {Stance.CONFIRMS, Stance.ASSERTS}:
        return Stance.DOUBTS
    return Stance.ASSERTS if negated and cue.stance is Stance.DENIES else cue.stance


def _tells_nothing(tree: Tree, child: int, head: int, context: Context) -> bool:
    """True for what somebody is accused of doing ("blamed for ordering it"), and in "refused to say".

    Who "ordered the killing" did it, and told nothing.
    """
    if tree.tokens[head].lemma == "order" and tree.tokens[child].dep == "dobj":
        return True
    if tree.tokens[head].lemma == "claim" and tree.tokens[child].lemma in _PART:
        return _is_negated(tree, head)  # "nobody claimed responsibility for the bomb"
    token, prep = tree.tokens[head], tree.tokens[tree.tokens[head].head]
    accusing = find_cue(tree, prep.head, context) if token.dep == "pcomp" else None
    if accusing is not None and accusing.stance is Stance.ACCUSES:
        return True
    kept = token.lemma in _KEEPING and tree.tokens[child].dep == "xcomp"
    return kept and find_cue(tree, child, context) is not None


def _accused(tree: Tree, head: int, cue: ReportingCue) -> int | None:
    """The object of "accused", "blamed": who is said to have done it."""
    if cue.stance is not Stance.ACCUSES or cue.pos is not Pos.VERB:
        return None
    found = arguments(tree, head).objects
    onto = tuple(obj for word, obj in prepositions(tree, head) if word == "on")
    accused = onto if tree.tokens[head].lemma == "blame" and onto else found
    return next((i for i in accused if tree.tokens[i].lemma not in {"other", "another"}), None)
