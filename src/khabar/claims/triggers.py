"""Which words of a sentence name something that khabar keeps."""

from collections.abc import Iterator
from dataclasses import dataclass

from khabar.claims.tree import Tree
from khabar.model.documents import Token
from khabar.vocab import Vocab
from khabar.vocabulary.entries import Pos, Trigger

_REACH = 5  # tokens between a verb and its second word: "shot three men dead", "set the houses ablaze"
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
_TAGS = {Pos.VERB: ("VB",), Pos.NOUN: ("NN", "VBG", "JJ", "VBN"), Pos.ADJ: ("JJ", "VBN", "VBG", "NN")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A trigger on its token; `first` is the first token of a trigger of several words."""

    token: int
    first: int
    trigger: Trigger


def find_hits(tree: Tree, vocab: Vocab) -> tuple[Hit, ...]:
    """The triggers of a sentence in text order, the longest where several share a token."""
    found: list[Hit] = []
    taken: set[int] = set()
    candidates = sorted(_match_all(tree, vocab), key=lambda hit: (-len(hit.trigger.words), hit.token))
    for hit in candidates:
        covered = set(range(hit.first, hit.token + 1)) if hit.first < hit.token else {hit.token}
        if not covered & taken and _is_meant(tree, hit):
            taken |= covered
            found.append(hit)
    return tuple(sorted(found, key=lambda hit: hit.token))


def _match_all(tree: Tree, vocab: Vocab) -> Iterator[Hit]:
    for token in tree.tokens:
        for trigger in vocab.triggers_by_first.get(token.lemma, ()):
            hit = _match(tree, token.i, trigger, vocab)
            if hit:
                yield hit


def _match(tree: Tree, i: int, trigger: Trigger, vocab: Vocab) -> Hit | None:
    if trigger.pos is Pos.VERB:
        verb = tree.tokens[i].tag.startswith("VB") and _has_words_after(tree, i, trigger.words[1:])
        return Hit(token=i, first=i, trigger=trigger) if verb else None
    last = _last_of_row(tree, i, trigger.words)
    if last is None or not _has_tag(tree.tokens[last], trigger, vocab):
        return None
    return Hit(token=last, first=i, trigger=trigger)


def _has_tag(token: Token, trigger: Trigger, vocab: Vocab) -> bool:
    """True where the tag fits; nouns that are no verb ("airstrikes") may be tagged as one by mistake."""
    if token.tag.startswith(_TAGS[trigger.pos]):
        return True
    is_verb_too = any(other.pos is Pos.VERB for other in vocab.triggers_by_first.get(token.lemma, ()))
    return trigger.pos is Pos.NOUN and not is_verb_too and token.tag in {"VBZ", "VBP", "VB"}


def _last_of_row(tree: Tree, i: int, words: tuple[str, ...]) -> int | None:
    """The index of the last word where `words` stand in a row, a hyphen between them allowed."""
    for n, word in enumerate(words):
        if n and i < len(tree.tokens) and tree.tokens[i].text == "-":
            i += 1
        if i >= len(tree.tokens) or tree.tokens[i].lemma != word:
            return None
        i += 1
    return i - 1


def _has_words_after(tree: Tree, i: int, words: tuple[str, ...]) -> bool:
    at = i
    for word in words:
        near = range(at + 1, min(at + 1 + _REACH, len(tree.tokens)))
        found = next(
            (k for k in near if tree.tokens[k].lemma == word or tree.tokens[k].text.lower() == word),
            None,
        )
        if found is None:
            return False
        at = found
    return True


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
        if token.tag.startswith(("JJ", "VBN")) and token.dep not in _NOMINAL:
            return False
        return token.dep not in {"compound", "npadvmod", "amod"} and _counts_people(tree, hit)
    return token.dep not in {"amod", "compound", "aux", "auxpass", *_NAMED}


def _counts_people(tree: Tree, hit: Hit) -> bool:
    """False for lives that nobody takes and bodies that nobody finds."""
    token = tree.tokens[hit.token]
    verb = tree.tokens[token.head]
    if hit.trigger.lemma == "life":
        return verb.lemma in _TAKES_LIVES and token.dep in {"dobj", "nsubjpass"}
    if hit.trigger.lemma in {"body", "corpse"}:
        above = [verb.lemma, *(tree.tokens[head].lemma for _, head in tree.ascend(hit.token))][:3]
        return any(lemma in _FINDS_BODIES for lemma in above) or bool(tree.children(hit.token, "nummod"))
    return True


def is_harm(hit: Hit) -> bool:
    """True where the word counts people killed, hurt, taken or moved."""
    return hit.trigger.measure is not None
