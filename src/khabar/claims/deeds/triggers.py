"""Which words of a sentence name something that khabar keeps."""

import functools
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace

from khabar.claims.deeds.company import find_company
from khabar.claims.deeds.patients import are_brought_hurt, lies_hurt
from khabar.claims.deeds.struck import is_by_round
from khabar.claims.tree import Tree, arguments, prepositions
from khabar.model.documents import Token
from khabar.model.values import Span
from khabar.text.number_words import load_number_words
from khabar.text.scan import other_meanings
from khabar.vocab import Vocab
from khabar.vocabulary.entries import Deed, Pos, Trigger

_REACH = 5  # tokens between a verb and its second word: "shot three men dead", "set the houses ablaze"
_PHRASE = 4  # tokens between a number and the thing that it counts: "2,500 mud and brick houses"
_VAGUE = frozenset({"dozens", "scores", "hundreds", "thousands", "several", "100s", "1000s"})
_TAKES_LIVES = frozenset({"claim", "cost", "take", "lose"})
_FINDS_BODIES = frozenset(
    {
        "find",
        "recover",
        "count",
        "discover",
        "pull",
        "bury",
        "see",
        "retrieve",
        "collect",
        "dump",
        "identify",
        "lie",
    }
)
_NOMINAL = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "attr", "conj", "ROOT"})
_NAMED = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})
_SURVIVABLE = frozenset({"wounded", "casualties"})
_FATAL = frozenset({"fatally", "mortally", "fatal", "deadly"})
_SHORT_OF = frozenset({"not", "non", "never", "nearly", "almost"})  # "not fatally wounded"
_STRIKING = frozenset({"strike", "hit", "pierce"})
_SHELLS = frozenset({"shell", "mortar", "artillery", "howitzer"})
_ROCKETS = frozenset({"rocket", "missile", "projectile"})
_TAGS = {Pos.VERB: ("VB",), Pos.NOUN: ("NN", "VBG", "JJ", "VBN"), Pos.ADJ: ("JJ", "VBN", "VBG", "NN")}


_SAYING = frozenset({"say", "confirm", "comment", "answer", "speculate", "elaborate", "discuss", "tell"})
_SAID = frozenset({"report", "claim", "statement", "remark", "accusation", "allegation", "comment"})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Hit:
    """A trigger on its token; `words` are the tokens of all its words, in order.

    `company` are the heads of those to whom it was done beside others.
    """

    token: int
    words: tuple[int, ...]
    trigger: Trigger
    company: tuple[int, ...] = ()

    @property
    def first(self) -> int:
        """The first of its tokens."""
        return self.words[0]


@functools.lru_cache(maxsize=2)  # asked for by several extractors of one sentence
def find_hits(tree: Tree, vocab: Vocab) -> tuple[Hit, ...]:
    """The triggers of a sentence in text order, the longest where several share a token.

    None in phrases where the word means something else ("heart attack").
    """
    found = list(_deeds(tree, vocab))
    base = tree.sentence.span.start
    hidden = other_meanings(tree.sentence.text, vocab)
    taken = {k for span in hidden for k in tree.at(Span(base + span.start, base + span.end))}
    taken.update(token.i for token in tree.tokens if is_listed_thing(tree, token.i, vocab))
    found = [hit for hit in found if hit.token not in taken]
    taken.update(hit.token for hit in found)
    for hit in sorted(_match_all(tree, vocab), key=lambda hit: (-len(hit.trigger.words), hit.token)):
        if taken.isdisjoint(hit.words) and _is_meant(tree, hit) and _counts_homes(tree, hit, vocab):
            taken.update(hit.words)
            found.append(_weigh(tree, _join_company(tree, hit, vocab)))
    return tuple(sorted(found, key=lambda hit: hit.token))


def _join_company(tree: Tree, hit: Hit, vocab: Vocab) -> Hit:
    company = find_company(tree, hit.token, vocab) if hit.trigger.pos is Pos.VERB else ()
    return replace(hit, company=company) if company else hit


def is_listed_thing(tree: Tree, i: int, vocab: Vocab) -> bool:
    """True for the second of two nouns with a stroke between, in "houses/shelter"."""
    if i < 2 or tree.tokens[i - 1].text != "/" or not tree.is_noun(i - 2):
        return False
    return vocab.lemmas.find(tree.tokens[i].text.lower(), "NNS") in vocab.things


def _deeds(tree: Tree, vocab: Vocab) -> Iterator[Hit]:
    """Verbs that tell of an event by what they are done to: "found a bomb", "set up a base"."""
    for token in tree.tokens:
        for deed in vocab.deeds_by_verb.get(token.lemma, ()):
            if tree.is_verb(token.i) and _done_to(tree, token.i, deed):
                trigger = replace(deed.trigger, words=(token.lemma,))
                yield Hit(token=token.i, words=(token.i,), trigger=trigger)
                break


def _done_to(tree: Tree, verb: int, deed: Deed) -> bool:
    found = arguments(tree, verb)
    return any(_names(tree, k, deed.objects) for k in (found.subjects if deed.acting else found.objects))


def _names(tree: Tree, noun: int, objects: frozenset[str]) -> bool:
    """True where a noun, with the one before it, or the noun behind its "of" is one of the objects."""
    token = tree.tokens[noun]
    before = tree.tokens[noun - 1].lemma if noun else ""
    if token.lemma in objects or f"{before} {token.lemma}" in objects:
        return True
    of = (obj for word, obj in prepositions(tree, noun) if word == "of")
    return any(tree.tokens[k].lemma in objects for k in of if k > noun)


def _weigh(tree: Tree, hit: Hit) -> Hit:
    """The hit with the harm that words beside it tell of: "fatally shot", "hit by a bullet"."""
    trigger, measure = hit.trigger, None
    if _is_attempted(tree, hit):
        return replace(hit, trigger=replace(trigger, measure=None))
    if trigger.words[0] == "fire" and trigger.kind == "shooting":
        return replace(hit, trigger=replace(trigger, kind=_kind_of_fire(tree, hit.token)))
    if trigger.measure in _SURVIVABLE and _is_fatal(tree, hit):
        measure = "killed"
    elif trigger.lemma == "shooting" and find_multiple(tree, hit.token) is not None:
        measure = "casualties"
    elif trigger.lemma == "shooting" and any(word == "of" for word, _ in prepositions(tree, hit.token)):
        measure = "killed" if _is_fatal(tree, hit) else "casualties"
    elif trigger.pos is Pos.VERB and trigger.lemma in _STRIKING and is_by_round(tree, hit.token):
        measure = "casualties"
    return hit if measure is None else replace(hit, trigger=replace(trigger, measure=measure))


def _kind_of_fire(tree: Tree, verb: int) -> str:
    """What firing it was by what is fired: shells, rockets, else small arms."""
    fired = {tree.tokens[k].lemma for k in arguments(tree, verb).objects}
    if fired & _SHELLS:
        return "shelling"
    return "missile_strike" if fired & _ROCKETS else "shooting"


def find_multiple(tree: Tree, noun: int) -> int | None:
    """The word before a noun that says how many: the "triple" of a shooting; None without one."""
    table = load_number_words().multiples
    before = tree.children(noun, "amod", "compound", "nmod")
    return next((k for k in before if tree.tokens[k].lemma in table), None)


def _is_attempted(tree: Tree, hit: Hit) -> bool:
    """True for an attempted murder: nobody was killed."""
    before = tree.children(hit.token, "amod", "compound")
    return any(tree.tokens[k].lemma in {"attempted", "attempt", "foiled"} for k in before)


def _is_fatal(tree: Tree, hit: Hit) -> bool:
    beside = tree.children(hit.token, "advmod", "amod", "npadvmod", "oprd", "acomp")
    return any(
        tree.tokens[k].lemma in _FATAL and tree.tokens[max(0, k - 1)].lemma not in _SHORT_OF
        for k in (*beside, max(0, hit.first - 1))
    )


def _match_all(tree: Tree, vocab: Vocab) -> Iterator[Hit]:
    for token in tree.tokens:
        triggers = vocab.triggers_by_first.get(token.lemma, ())
        word = token.text.lower()
        if word != token.lemma and word in vocab.triggers_by_first:
            printed = vocab.triggers_by_first[word]
            triggers += tuple(t for t in printed if len(t.words) > 1 and t.pos is Pos.NOUN)
        for trigger in triggers:
            hit = _match(tree, token.i, trigger, vocab)
            if hit:
                yield hit


def _match(tree: Tree, i: int, trigger: Trigger, vocab: Vocab) -> Hit | None:
    if trigger.pos is Pos.VERB and tree.tokens[i].tag == "RB":
        return _match_adverb(tree, i, trigger)
    if trigger.pos is Pos.VERB:
        words = _words_after(tree, i, trigger.words[1:])
        particles = {tree.tokens[k].lemma for k in tree.children(i, "prt") if len(trigger.words) > 1}
        meant = particles <= set(trigger.words)  # "called off on Monday" calls on nobody
        fits = words is not None and meant and tree.tokens[i].tag.startswith("VB")
        return Hit(token=i, words=(i, *words), trigger=trigger) if fits and words is not None else None
    words = _row(tree, i, trigger.words)
    if words is None or not _has_tag(tree.tokens[words[-1]], trigger, vocab):
        return None
    return Hit(token=words[-1], words=words, trigger=trigger)


def _match_adverb(tree: Tree, i: int, trigger: Trigger) -> Hit | None:
    """The hit where an adverb stands before its verb: "sexually abused"."""
    verb = next(iter(tree.tokens[i + 1 : i + 2]), None)
    fits = verb and verb.tag.startswith("VB") and trigger.words[1:] == (verb.lemma,)
    return Hit(token=i + 1, words=(i + 1, i), trigger=trigger) if fits else None


def _has_tag(token: Token, trigger: Trigger, vocab: Vocab) -> bool:
    """True where the tag fits; nouns that are no verb ("airstrikes") may be tagged as one by mistake."""
    if token.tag.startswith(_TAGS[trigger.pos]):
        return True
    is_verb_too = any(other.pos is Pos.VERB for other in vocab.triggers_by_first.get(token.lemma, ()))
    return trigger.pos is Pos.NOUN and not is_verb_too and token.tag in {"VBZ", "VBP", "VB"}


def _row(tree: Tree, i: int, words: tuple[str, ...]) -> tuple[int, ...] | None:
    """The tokens where `words` stand in a row, a hyphen between them allowed."""
    found: list[int] = []
    for word in words:
        if found and i < len(tree.tokens) and tree.tokens[i].text == "-":
            i += 1
        if i >= len(tree.tokens) or word not in (tree.tokens[i].lemma, tree.tokens[i].text.lower()):
            return None
        found.append(i)
        i += 1
    return tuple(found)


def _words_after(tree: Tree, i: int, words: tuple[str, ...]) -> tuple[int, ...] | None:
    """The tokens of a verb's further words: "shot three men dead"."""
    found: list[int] = []
    for word in words:
        near = list(itertools.takewhile(_goes_on, tree.tokens[i + 1 : i + 1 + _REACH]))
        at = next((t.i for t in near if word in (t.lemma, t.text.lower())), None)
        if at is None:
            return None
        found.append(at)
        i = at
    return tuple(found)


def _counts_homes(tree: Tree, hit: Hit, vocab: Vocab) -> bool:
    """False for a homely word without the count that alone makes a claim of it."""
    trigger = hit.trigger
    if not trigger.homely or trigger.common or trigger.weak:
        return True
    if trigger.measure not in {"destroyed", "damaged"}:
        return any(_is_number(token) for token in tree.tokens)
    things = (token.i for token in tree.tokens if token.lemma in vocab.things and tree.is_noun(token.i))
    return any(
        _is_number(token) for i in (hit.token, *things) for token in tree.tokens[max(0, i - _PHRASE) : i]
    )


def _is_number(token: Token) -> bool:
    return token.tag == "CD" or token.text.lower() in _VAGUE


def _goes_on(token: Token) -> bool:
    """False for a comma: in "shot seven, with six dead" the dead are not all that were shot."""
    return token.text not in {",", ";", ":"}


def _is_meant(tree: Tree, hit: Hit) -> bool:
    """False where the word is another's modifier, or means something else in its surroundings."""
    token = tree.tokens[hit.token]
    if hit.trigger.pos is Pos.ADJ:
        return token.tag.startswith("JJ") or token.dep in {"acomp", "oprd", "amod"}
    if hit.trigger.pos is Pos.NOUN:
        if token.tag == "VBG" and token.dep in {
            "advcl",
            "ROOT",
            "acl",
            "relcl",
            "ccomp",
            "conj",
            "xcomp",
            "pcomp",
        }:
            return False
        if token.tag.startswith("JJ") and token.dep not in _NOMINAL:
            return False
        if token.tag == "VBN" and token.dep not in _NAMED:
            return False
        # one talk is a speech: those who negotiate hold talks
        is_speech = token.lemma == "talk" and token.tag == "NN" and len(hit.words) == 1
        apart = is_speech or token.dep in {"compound", "npadvmod", "amod"}
        lies = hit.trigger.words[-1] != "hospital" or lies_hurt(tree, hit.token)
        return not apart and lies and _counts_people(tree, hit)
    if token.dep in {"amod", "compound", "aux", "auxpass", *_NAMED} or _keeps_words(tree, hit):
        return False
    return _are_others(tree, hit)


def _keeps_words(tree: Tree, hit: Hit) -> bool:
    """True where only words are refused or taken back ("refused to confirm") or somebody is rung up."""
    refused = {tree.tokens[k].lemma for k in tree.children(hit.token, "xcomp")}
    taken = {tree.tokens[k].lemma for k in tree.children(hit.token, "dobj")}
    if hit.trigger.kind == "refusal":
        return bool(refused & _SAYING)
    if hit.trigger.lemma == "call on" and taken:
        return True  # "called the guards on Sunday"
    return hit.trigger.kind == "withdrawal" and bool(taken & _SAID)


def _are_others(tree: Tree, hit: Hit) -> bool:
    """False for those brought to hospital of whom nothing says that they were hurt as others were.

    Whom a shooting sent there is hurt. And for what is recovered, or has recovered: who "is recovering"
    is hurt.
    """
    if hit.trigger.lemma == "recover":
        return tree.tokens[hit.token].tag == "VBG" and not tree.children(hit.token, "dobj")
    if hit.trigger.words[-1] != "hospital" or hit.trigger.words[0] == "treat":
        return True
    return are_brought_hurt(tree, hit.token)


def _counts_people(tree: Tree, hit: Hit) -> bool:
    """False for lives that nobody takes and bodies that nobody finds."""
    token = tree.tokens[hit.token]
    verb = tree.tokens[token.head]
    if hit.trigger.lemma == "life":
        return verb.lemma in _TAKES_LIVES and token.dep in {"dobj", "nsubjpass"}
    if hit.trigger.lemma == "remain":
        return _are_of_somebody(tree, hit.token)
    if hit.trigger.lemma in {"body", "corpse"}:
        above = [verb.lemma, *(tree.tokens[head].lemma for _, head in tree.ascend(hit.token))][:3]
        return any(lemma in _FINDS_BODIES for lemma in above) or bool(tree.children(hit.token, "nummod"))
    return True


def _are_of_somebody(tree: Tree, remains: int) -> bool:
    """True for "the remains of two pilots", "his remains"; not for "her 6-year-old remains ill"."""
    aged = any(tree.tokens[k].lemma == "old" for k in tree.children(remains, "amod"))
    owned = bool(tree.children(remains, "poss")) and not aged
    return owned or any(word == "of" for word, _ in prepositions(tree, remains))
