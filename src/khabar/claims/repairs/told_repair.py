"""Clauses that the parser hangs on the wrong word where somebody tells, denies or asks."""

from khabar.claims.repairs.interposed import tells
from khabar.claims.tree import SUBJECTS, Tree
from khabar.model.documents import Token
from khabar.vocab import Vocab

HAPPENING = frozenset({"happen", "occur", "unfold"})
"""Verbs of what happens by itself, as a raid does."""
_CONTRAST = frozenset({"while", "whereas", "though", "although"})
_ASKING = frozenset({"appeal", "call", "plea", "request", "order", "ultimatum", "demand", "invitation"})
_NAMING = frozenset({"call", "brand", "label", "term", "dub", "describe", "portray", "denounce"})
_PROMPTING = frozenset({"prompt", "provoke", "cause", "lead"})
_LOOSE = frozenset({"appos", "npadvmod"})
_HUNG_LOW = _LOOSE | {"attr", "dobj", "pobj", "oprd", "conj"}


def mend_told(tree: Tree, token: Token, vocab: Vocab) -> Tree:
    """The tree with what a clause's verb `token` tells hung on the word that tells it.

    * "denied in a radio talk that planes bombed it": the clause belongs to the denial;
    * "denied that it had been bombed and said": who denied it said;
    * "failed to agree on an appeal to both sides to stop": the sides are to stop, not those who failed;
    * "called reports that planes bombed it a lie": the lie is what the reports are called;
    * "said that 40 died, while the army put its dead at four": the first tells nothing of the four;
    * "was shot in the chest Saturday, the office announced": it was Saturday when he was shot;
    * "is charged in a raid that happened at dawn on Sunday": it was Sunday when it happened;
    * "claimed 30 lives and some 50 injured": nobody says anything.
    """
    if token.lemma == "claim":
        return _take_lives(tree, token)
    tree = _part_contrast(_return_time(tree, token, vocab), token, vocab)
    if token.dep == "relcl" and token.lemma in HAPPENING:
        return _keep_time(tree, token)
    if token.lemma in _NAMING:
        return _raise_verdict(tree, token.i, vocab)
    if token.dep in {"acl", "relcl"}:
        return _raise_told(tree, token, vocab)
    if token.tag == "VBD" and token.dep == "conj":
        return _raise_second(tree, token, vocab)
    if token.tag == "VB" and token.dep in {"advcl", "xcomp"}:
        return _give_asked(_give_prompted(tree, token), token)
    return tree


def _take_lives(tree: Tree, claimed: Token) -> Tree:
    """Makes lives what violence claims, where the parser has them as the subject of what is claimed."""
    for verb in tree.children(claimed.i, "ccomp"):
        for noun in tree.children(verb, *SUBJECTS):
            if tree.tokens[noun].lemma == "life" and claimed.i < noun < verb:
                tree = tree.moved(noun, claimed.i, "dobj")
                return tree.moved(verb, verb - 1 if tree.is_noun(verb - 1) else noun, "acl")
    return tree


def _part_contrast(tree: Tree, token: Token, vocab: Vocab) -> Tree:
    """Hangs what another tells behind "while" beside what the first tells, and not below it."""
    marks = {tree.tokens[k].lemma for k in tree.children(token.i, "mark")}
    told = tree.tokens[token.head]
    contrast = token.dep == "advcl" and token.i > token.head and bool(marks & _CONTRAST)
    if not contrast or told.dep != "ccomp" or not tree.children(token.i, *SUBJECTS):
        return tree
    first = tree.tokens[told.head]
    if not tells(first, vocab) or first.i > told.i or token.lemma not in vocab.cues_by_first:
        return tree
    return tree.moved(token.i, first.i, "advcl")


def _return_time(tree: Tree, telling: Token, vocab: Vocab) -> Tree:
    """Hangs a time that a comma parts from who tells on what is told before it."""
    times = [k for k in tree.children(telling.i, "npadvmod") if k < telling.i]
    named = [k for k in tree.children(telling.i, *SUBJECTS) if times and k > times[-1]]
    if not named or not tells(telling, vocab):
        return tree
    first = min(tree.phrase(named[0]))
    beside = [telling.head] if telling.dep in {"advcl", "parataxis"} else []
    told = next((k for k in (*tree.children(telling.i, "ccomp"), *beside) if k < times[-1]), telling.i)
    apart = tree.tokens[first - 1].text == "," and max(tree.descend(times[-1])) == first - 2
    if not apart or not tree.is_verb(told) or told == telling.i:
        return tree
    return tree.moved(times[-1], told, "npadvmod")


def _keep_time(tree: Tree, happened: Token) -> Tree:
    """Hangs on "happened" the words behind it that the parser hung on a verb far above."""
    above = {head for _, head in tree.ascend(happened.i) if tree.is_verb(head)}
    for verb in sorted(above, reverse=True):
        for k in tree.children(verb, "prep", "npadvmod"):
            first = min(tree.descend(k))
            between = tree.tokens[happened.i + 1 : first]
            beside = happened.i < first and all(tree.is_under(t.i, happened.i) for t in between)
            tree = tree.moved(k, happened.i, tree.tokens[k].dep) if beside else tree
    return tree


def _raise_told(tree: Tree, token: Token, vocab: Vocab) -> Tree:
    is_whole = any(tree.tokens[k].lemma == "that" for k in tree.children(token.i, "mark"))
    if is_whole and token.dep == "relcl":  # "that" is none of those in it: all of it was told
        tree = tree.moved(token.i, token.head, "acl")
    noun = tree.tokens[token.head]
    verb = tree.tokens[tree.tokens[noun.head].head]
    if not is_whole or noun.dep != "pobj" or not tree.children(token.i, *SUBJECTS):
        return tree
    has_own = tree.children(verb.i, "ccomp", "dobj", "xcomp")
    return tree.moved(token.i, verb.i, "ccomp") if tells(verb, vocab) and not has_own else tree


def _raise_second(tree: Tree, token: Token, vocab: Vocab) -> Tree:
    """Hangs a second telling verb on the first, where the parser hung it on what the first tells."""
    told = tree.tokens[token.head]
    first = tree.tokens[told.head]
    own = tree.children(token.i, *SUBJECTS)
    perfect = any(tree.tokens[k].text.lower() == "had" for k in tree.children(told.i, "aux"))
    joined = told.dep == "ccomp" and first.tag == "VBD" and perfect and not own
    if joined and tells(token, vocab) and tells(first, vocab):
        return tree.moved(token.i, first.i, "conj")
    return tree


def _raise_verdict(tree: Tree, naming: int, vocab: Vocab) -> Tree:
    """Hangs the noun that ends what is called something ("... a lie", "... as a lie") on the calling."""
    named = tree.child(naming, "dobj")
    if named is None:
        return _raise_judgement(tree, naming, vocab)
    last = max((k for k in tree.descend(named) if tree.tokens[k].dep != "punct"), default=named)
    verdict = tree.tokens[last]
    second = verdict.dep == "dobj" and len(tree.children(verdict.head, "dobj")) > 1
    apart = tree.tokens[min(tree.descend(last)) - 1].text == ","
    loose = (second or verdict.dep in _LOOSE) and not apart
    false = verdict.text.lower() in vocab.verdicts.falsehoods and verdict.dep in _HUNG_LOW
    if last == named or not tree.is_noun(last) or not (false or loose):
        return tree
    name = tree.child(last, "compound")  # "the bombing of Guernica propaganda"
    if name is not None:
        tree = tree.moved(name, verdict.head, verdict.dep)
    return tree.moved(last, naming, "oprd")


def _give_prompted(tree: Tree, token: Token) -> Tree:
    """Gives those whom something prompts to act their deed: "prompting their comrades to open fire"."""
    prompting = tree.tokens[token.head]
    moved = tree.children(prompting.i, "dobj")
    if prompting.lemma not in _PROMPTING or not moved or not prompting.i < moved[0] < token.i:
        return tree
    if all(tree.tokens[k].lemma != "to" for k in tree.children(token.i, "aux")):
        return tree
    tree = tree.moved(moved[0], token.i, "nsubj")
    return tree.moved(token.i, prompting.i, "ccomp")


def _raise_judgement(tree: Tree, naming: int, vocab: Vocab) -> Tree:
    """Hangs both on the calling in "called the figure inflated": the figure did nothing."""
    for verdict in tree.children(naming, "ccomp"):
        judged = tree.child(verdict, "nsubj")
        false = tree.tokens[verdict].text.lower() in vocab.verdicts.falsehoods
        if false and judged is not None and not tree.children(verdict, "dobj", "aux"):
            tree = tree.moved(judged, naming, "dobj").moved(verdict, naming, "oprd")
            return tree.retagged(verdict, "VBN")
    return tree


def _give_asked(tree: Tree, token: Token) -> Tree:
    if all(tree.tokens[k].lemma != "to" for k in tree.children(token.i, "aux")):
        return tree
    for asking in (k for k in range(token.head, token.i) if tree.tokens[k].lemma in _ASKING):
        for prep in tree.children(asking, "prep", "dative"):
            asked = tree.child(prep, "pobj")
            if tree.is_noun(asking) and tree.tokens[prep].lemma in {"to", "on"} and asked is not None:
                return tree.moved(token.i, asked, "acl")
    return tree
