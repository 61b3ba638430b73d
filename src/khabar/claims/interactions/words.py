"""Which words of the lexicon a token is, with the phrase around it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from khabar.claims.tree import Tree, arguments
from khabar.text.dates.words import MONTHS, WEEKDAYS
from khabar.vocab import Vocab
from khabar.vocabulary.interactions import DeedNoun, DeedVerb, Lexicon

_PARTICLES = frozenset({"IN", "TO", "RP", "RB"})
_NAMES = "names"
_SHARES = frozenset(
    {
        "half", "some", "part", "most", "all", "number", "series", "round", "wave", "set", "string",
        "couple", "one", "several", "many", "kind", "sort", "form", "rounds", "spate", "batch",
        "campaign", "state", "package", "act", "acts", "majority", "rest", "thousands", "hundreds",
        "dozens", "slice", "tranche", "instalment", "share", "bulk",
        "day", "days", "week", "weeks", "hours",
    }
)  # fmt: skip
_NOMINAL = frozenset({"nsubj", "nsubjpass", "csubj", "dobj", "pobj"})
# What a participle beside a noun makes of those whom the noun names.
_MARKED = {
    "suspects": frozenset({"wanted", "suspected", "accused", "convicted", "alleged"}),
    "seized": frozenset(
        {"captured", "kidnapped", "abducted", "captive", "held", "imprisoned", "jailed"}
    ),
}
_ADVERBS = frozenset({"in", "out", "up", "down", "back", "off", "over", "on"})
DAYS = (frozenset(WEEKDAYS) | frozenset(MONTHS) | {"easter", "christmas", "ramadan"}) - {"march"}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Words:
    """A sentence with the words by which it is read."""

    tree: Tree
    lexicon: Lexicon
    vocab: Vocab

    def is_word(self, i: int, lemma: str) -> bool:
        """True where a token is the word of that lemma."""
        text = self.tree.tokens[i].text.lower()
        return text == lemma or lemma in self.lexicon.lemmas.get(text, ())

    def is_noun(self, i: int) -> bool:
        """True for nouns, and for a gerund of the lexicon that stands as one: "fighting broke out"."""
        token = self.tree.tokens[i]
        stands = token.tag == "VBG" and token.dep in _NOMINAL and not self.tree.children(i, "dobj")
        return self.tree.is_noun(i) or (stands and token.text.lower() in self.lexicon.nouns)

    def find_nouns(self, i: int) -> tuple[DeedNoun, ...]:
        """The entries of the noun phrase that a token heads, those of the most words first."""
        if not self.is_noun(i) or self.tree.tokens[i].text.lower() in DAYS:
            return ()
        listed = self.lexicon.nouns.get(self.tree.tokens[i].text.lower(), ())
        if not any(noun.rest for noun in listed):
            return listed
        phrase = self.tree.phrase(i)
        fitting = [
            noun
            for noun in listed
            if all(any(self.is_word(k, word) for k in phrase if k != i) for word in noun.rest)
        ]
        return tuple(sorted(fitting, key=lambda noun: -len(noun.rest)))

    def find_sets(self, i: int) -> frozenset[str]:
        """The sets that a noun is of; "names" for a name."""
        own = {noun.set for noun in self.find_nouns(i)}
        beside = {self.tree.tokens[k].text.lower() for k in self.tree.children(i, "acl", "amod")}
        own |= {name for name, marks in _MARKED.items() if beside & marks}
        return frozenset(own | {_NAMES} if self.tree.tokens[i].tag.startswith("NNP") else own)


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """An entry that a verb is, with the tokens of its phrase and the heads of its objects."""

    verb: DeedVerb
    phrase: tuple[int, ...]
    objects: tuple[int, ...]


def find_matches(words: Words, i: int) -> tuple[Match, ...]:
    """The entries that a verb is, the narrowest first."""
    tree, lexicon = words.tree, words.lexicon
    listed = lexicon.verbs.get(tree.tokens[i].text.lower(), ())
    found = [one for verb in listed for one in _match(words, i, verb)]
    if tree.children(i, "auxpass"):  # "was prepared to": the parser takes the participle for the verb
        states = (
            verb for verb in lexicon.verbs.get("be", ()) if verb.rest and words.is_word(i, verb.rest[0])
        )
        found += [one for verb in states for one in _match(words, i, replace(verb, rest=verb.rest[1:]))]
    return tuple(sorted(found, key=_breadth))


def _breadth(one: Match) -> tuple[int, int, bool]:
    """How wide an entry is; of two alike that whose last word is nearer, and that which takes a deed."""
    width = -2 * len(one.verb.rest) - bool(one.verb.on)
    return width, abs(one.phrase[-1] - one.phrase[0]), one.verb.event is not None


def _match(words: Words, i: int, verb: DeedVerb) -> Iterator[Match]:
    phrase = _find_phrase(words, i, verb.rest)
    if phrase is None or any(k not in phrase for k in words.tree.children(i, "prt")):
        return  # "took on" is another verb than "took"
    objects = _find_objects(words.tree, i, phrase)
    if verb.on and not _is_of(words, i, objects, verb.on):
        return
    doers = arguments(words.tree, i).subjects
    if verb.only and not any(_is_one(words, k, verb.only) for k in doers):
        return
    yield Match(verb=verb, phrase=phrase, objects=objects)


def _is_one(words: Words, i: int, name: str) -> bool:
    """True for a noun of a set, and for "he" and "they", who may be of any."""
    return words.tree.tokens[i].tag == "PRP" or name in words.find_sets(i)


def _is_of(words: Words, i: int, objects: tuple[int, ...], sets: frozenset[str]) -> bool:
    nouns = objects or arguments(words.tree, i).subjects
    return any(words.find_sets(find_core(words.tree, k)) & sets for k in nouns)


def find_core(tree: Tree, i: int) -> int:
    """The noun that is meant: "talks" in "a series of talks", "debts" in "half of the debts"."""
    if tree.tokens[i].text.lower() not in _SHARES:
        return i
    of = (
        k
        for prep in tree.children(i, "prep")
        if tree.tokens[prep].lemma == "of"
        for k in tree.kids[prep]
    )
    return next((k for k in of if tree.tokens[k].dep == "pobj"), i)


def _find_phrase(words: Words, i: int, rest: tuple[str, ...]) -> tuple[int, ...] | None:
    """The tokens of a phrase; its words hang on one another or on the object of the verb."""
    found = _extend(words, (i,), rest)
    return None if found and len(rest) == 1 and _is_scene(words.tree, i, found[-1]) else found


def _extend(words: Words, found: tuple[int, ...], rest: tuple[str, ...]) -> tuple[int, ...] | None:
    if not rest:
        return found
    tree = words.tree
    near = (*found, *tree.children(found[0], "dobj", "nsubjpass"))
    kids = (
        k for head in near for k in tree.kids[head] if k not in found and tree.tokens[k].dep != "nsubj"
    )
    ways = (_extend(words, (*found, k), rest[1:]) for k in kids if words.is_word(k, rest[0]))
    return next((way for way in ways if way is not None), None)


def _is_scene(tree: Tree, verb: int, prep: int) -> bool:
    """True for "in" of "took the town in an assault", which is not "took in"."""
    token = tree.tokens[prep]
    is_prep = token.dep == "prep" and token.lemma in _ADVERBS and bool(tree.children(prep, "pobj"))
    return is_prep and any(verb < k < prep for k in tree.children(verb, "dobj"))


def _find_objects(tree: Tree, i: int, phrase: tuple[int, ...]) -> tuple[int, ...]:
    """What stands behind the phrase's last preposition, else what the verb does it to."""
    last = phrase[-1]
    if last != i and tree.tokens[last].tag in _PARTICLES:
        behind = [k for k in tree.children(last, "pobj") if k not in phrase]
        if behind:
            return tuple(member for k in behind for member in tree.coordinated(k))
    return tuple(k for k in arguments(tree, i).objects if k not in phrase and tree.tokens[k].tag != "CD")
