"""Walking the dependency tree of a parsed sentence.

Labels are ClearNLP's, as spaCy's English models give them; tags are Penn Treebank's.
"""

import functools
from collections.abc import Iterator
from dataclasses import dataclass, replace

from khabar.model.documents import ParsedSentence, Sentence, Token
from khabar.model.values import Span
from khabar.vocabulary.bodies import BODY

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
_OUTSIDE_PHRASE = frozenset(
    {"relcl", "acl", "appos", "punct", "conj", "cc", "advcl", "preconj", "parataxis"}
)
_RELATIVES = frozenset({"who", "that", "which", "whom"})
_DASHES = frozenset({"-", "–", "—"})
_TELLER = 4  # words for who tells it behind a headline's dash
_COMPARED = frozenset({"more", "fewer", "less"})
_TEMPORAL = frozenset({"before", "after", "while"})  # "shot her before turning the gun on himself"
_KEEPS_SUBJECT = frozenset(
    {"begin", "start", "continue", "try", "manage", "refuse", "threaten", "vow", "promise", "offer"}
)
_HARMING = frozenset(
    {"displace", "uproot", "evict", "kill", "wound", "injure", "abduct", "detain", "destroy", "damage"}
)


@dataclass(frozen=True, slots=True, eq=False)
class Tree:
    """A parsed sentence with the children of each token, in order."""

    tokens: tuple[Token, ...]
    kids: tuple[tuple[int, ...], ...]
    sentence: Sentence

    @classmethod
    def of(cls, parsed: ParsedSentence) -> "Tree":
        """The tree of a parsed sentence."""
        kids: list[list[int]] = [[] for _ in parsed.tokens]
        for token in parsed.tokens:
            if token.head != token.i:
                kids[token.head].append(token.i)
        return cls(parsed.tokens, tuple(tuple(below) for below in kids), parsed.sentence)

    def children(self, i: int, *deps: str) -> tuple[int, ...]:
        """The children of a token that hang on it by one of `deps`; all of them where none is given."""
        below = self.kids[i]
        if not below or not deps:
            return below
        tokens = self.tokens
        return tuple([k for k in below if tokens[k].dep in deps])

    def child(self, i: int, *deps: str) -> int | None:
        """The first such child."""
        return next(iter(self.children(i, *deps)), None)

    def descend(self, i: int) -> Iterator[int]:
        """The token and all below it, parents first."""
        waiting = [i]
        while waiting:
            token = waiting.pop()
            yield token
            waiting.extend(reversed(self.kids[token]))

    def ascend(self, i: int) -> Iterator[tuple[int, int]]:
        """The arcs (child, head) from a token up to the root."""
        while self.tokens[i].head != i:
            yield i, self.tokens[i].head
            i = self.tokens[i].head

    def is_under(self, i: int, top: int) -> bool:
        """True where the token is `top` or hangs below it."""
        return i == top or any(head == top for _, head in self.ascend(i))

    def phrase(self, i: int) -> tuple[int, ...]:
        """The tokens of a noun phrase: its head, what stands before it, and its "of"; in order.

        Clauses, appositions and further members of a list are left out.
        """
        members = {i}
        for kid in self.kids[i]:
            token = self.tokens[kid]
            if kid < i and token.dep not in _OUTSIDE_PHRASE and token.dep != "prep":
                members.update(self.phrase(kid))
            elif token.dep == "case":
                members.add(kid)
            elif token.dep == "prep" and token.lemma == "of":
                members.update(self._of_phrase(kid))
        return tuple(sorted(members))

    def _of_phrase(self, prep: int) -> set[int]:
        named = [kid for kid in self.children(prep, "pobj") if self.tokens[kid].tag != "VBG"]
        return {prep, *(member for kid in named for member in self.phrase(kid))} if named else set()

    def span(self, members: tuple[int, ...]) -> Span:
        """The smallest span that covers the tokens."""
        return Span(self.tokens[min(members)].start, self.tokens[max(members)].end)

    def coordinated(self, i: int) -> tuple[int, ...]:
        """The token and the other nouns of its list ("civilians, two rebels and a child")."""
        found = [i]
        for kid in self.children(i, "conj"):
            if self.tokens[kid].tag.startswith(("NN", "CD", "PRP", "DT", "JJ")):
                found.extend(self.coordinated(kid))
        return tuple(found)

    def at(self, span: Span) -> tuple[int, ...]:
        """The tokens that overlap a span."""
        start, end = span.start, span.end
        return tuple([token.i for token in self.tokens if token.start < end and start < token.end])

    def head_of(self, span: Span) -> int:
        """The token of a span that hangs on a word outside it; the last of them."""
        inside = self.at(span)
        return [k for k in inside if self.tokens[k].head not in inside or self.tokens[k].head == k][-1]

    def moved(self, i: int, head: int, dep: str) -> "Tree":
        """The tree with a token hung elsewhere; as it is where the new head is below the token."""
        if self.is_under(head, i):
            return self
        tokens, kids = list(self.tokens), list(self.kids)
        above = tokens[i].head
        tokens[i] = replace(tokens[i], head=head, dep=dep)
        kids[above] = tuple(k for k in kids[above] if k != i)
        kids[head] = tuple(sorted((*kids[head], i)))
        return Tree(tuple(tokens), tuple(kids), self.sentence)

    def retagged(self, i: int, tag: str, lemma: str | None = None) -> "Tree":
        """The tree with a token that is another part of speech, by its lemma as that."""
        tokens = list(self.tokens)
        tokens[i] = replace(tokens[i], tag=tag, lemma=tokens[i].lemma if lemma is None else lemma)
        return Tree(tuple(tokens), self.kids, self.sentence)

    def is_verb(self, i: int) -> bool:
        """True for verbs in any form."""
        return self.tokens[i].tag.startswith(("VB", "MD"))

    def is_noun(self, i: int) -> bool:
        """True for common and proper nouns."""
        return self.tokens[i].tag.startswith("NN")


def is_dash(tree: Tree, i: int) -> bool:
    """True for the dash before who tells it, at the end of a headline: "Raid kills 40 - mayor"."""
    token = tree.tokens[i]
    if token.text not in _DASHES or not 0 < i < len(tree.tokens) - 1 or tree.tokens[-1].text == ".":
        return False
    apart = tree.tokens[i - 1].end < token.start and token.end < tree.tokens[i + 1].start
    behind = tree.tokens[i + 1 :]
    return apart and len(behind) <= _TELLER and not any(t.tag.startswith("V") for t in behind)


def prepositions(tree: Tree, i: int) -> Iterator[tuple[str, int]]:
    """The prepositional phrases on a token as (preposition, object), lists unfolded."""
    for prep in tree.children(i, "prep", "agent", "dative"):
        word = tree.tokens[prep].lemma
        for kid in tree.kids[prep]:
            if tree.tokens[kid].dep in {"pobj", "pcomp"}:
                yield from ((word, member) for member in tree.coordinated(kid))
            elif tree.tokens[kid].dep == "prep":
                yield from ((f"{word} {inner}", obj) for inner, obj in prepositions_of(tree, kid))


def prepositions_of(tree: Tree, prep: int) -> Iterator[tuple[str, int]]:
    """The objects of one preposition as (preposition, object): "along with two fighters"."""
    for kid in tree.kids[prep]:
        if tree.tokens[kid].dep in {"pobj", "pcomp"}:
            yield from ((tree.tokens[prep].lemma, member) for member in tree.coordinated(kid))


def is_hit_in(tree: Tree, noun: int) -> bool:
    """True for somebody behind whom stands a part of the body: "his wife in the foot"."""
    return any(word == "in" and tree.tokens[obj].lemma in BODY for word, obj in prepositions(tree, noun))


@dataclass(frozen=True, slots=True, kw_only=True)
class Arguments:
    """Who does it and to whom: heads of phrases, lists unfolded."""

    subjects: tuple[int, ...]
    objects: tuple[int, ...]


def is_not_one(tree: Tree, noun: int) -> bool:
    """True for "not a single person", "not one of them"."""
    return any(tree.tokens[k].lemma == "not" and k < noun for k in tree.children(noun, "neg"))


def is_hedge(tree: Tree, no: int) -> bool:
    """True for "no" in "no more than 20", "no fewer than 20", where there are some."""
    behind = tree.tokens[no + 1 : no + 3]
    compared = bool(behind) and behind[0].text.lower() in _COMPARED
    return compared and behind[-1].lemma == "than"


def is_nobody(tree: Tree, noun: int) -> bool:
    """True for "nobody", "no official", "neither side"."""
    before = {
        tree.tokens[k].lemma
        for k in tree.children(noun, "det", "preconj", "cc")
        if not is_hedge(tree, k)
    }
    return tree.tokens[noun].lemma in {"nobody", "none", "nothing"} or bool(before & {"no", "neither"})


def is_passive(tree: Tree, verb: int) -> bool:
    """True where the verb's object stands as its subject, or as the noun it qualifies.

    A bare participle without an object is passive: "26 people killed", "was found dead, shot".
    """
    if tree.children(verb, "auxpass", "nsubjpass"):
        return True
    bare = tree.tokens[verb].tag == "VBN" and not has_object(tree, verb)
    return bare and not any(tree.tokens[k].lemma == "have" for k in tree.children(verb, "aux"))


def has_object(tree: Tree, verb: int) -> bool:
    """True where a verb has an object, or its subject does it to that of a second verb as well.

    "Gunmen killed or wounded 12"; not so in "were stripped, doused and given electric shocks".
    """
    if tree.children(verb, "dobj"):
        return True
    joined = [k for k in tree.children(verb, "conj") if tree.is_verb(k)]
    joined = [k for k in joined if not tree.children(k, *SUBJECTS, "auxpass")]
    if tree.tokens[verb].dep == "acl":
        joined = [k for k in joined if tree.tokens[k].tag == "VBD"]
    elif not tree.children(verb, "nsubj"):
        return False
    return any(_ends_in_object(tree, k) for k in joined)


def _ends_in_object(tree: Tree, verb: int) -> bool:
    joined = (k for k in tree.children(verb, "conj") if tree.is_verb(k))
    return bool(tree.children(verb, "dobj")) or any(_ends_in_object(tree, k) for k in joined)


@functools.lru_cache(maxsize=256)  # a sentence's verbs are looked at by every reader of it
def arguments(tree: Tree, verb: int) -> Arguments:
    """Who does it and to whom, through relative clauses, participles, lists and control."""
    own = tree.children(verb, *SUBJECTS)
    subjects = _members(tree, own) if own else _borrowed_subjects(tree, verb)
    if is_passive(tree, verb):
        agents = tuple(obj for word, obj in prepositions(tree, verb) if word == "by")
        return Arguments(subjects=agents, objects=_bare_counts(tree, verb) or subjects)
    objects = _members(tree, tree.children(verb, "dobj", "attr", "oprd"))
    return Arguments(subjects=subjects, objects=(*objects, *_late_objects(tree, verb)))


def _bare_counts(tree: Tree, verb: int) -> tuple[int, ...]:
    """The number that stands for the subject of a participle: "and 53 wounded"."""
    before = {k for k in tree.children(verb, "npadvmod", "nummod") if k < verb} | {max(0, verb - 1)}
    return tuple(k for k in sorted(before) if tree.tokens[k].tag == "CD")


def _late_objects(tree: Tree, verb: int) -> tuple[int, ...]:
    """What the parser hangs on the verb behind its object: "killing one but also 14 of the others"."""
    behind = max(tree.children(verb, "dobj"), default=None)
    if behind is None:
        return ()
    late = (k for k in tree.children(verb, "conj") if k > behind)
    return tuple(k for k in late if tree.is_noun(k) or tree.tokens[k].tag == "CD")


def _members(tree: Tree, heads: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(member for head in heads for member in tree.coordinated(find_antecedent(tree, head)))


def find_antecedent(tree: Tree, i: int) -> int:
    """The noun that a relative pronoun stands for, else the token itself."""
    verb = tree.tokens[i].head
    is_relative = tree.tokens[i].lemma in _RELATIVES and tree.tokens[i].tag in {"WP", "WDT", "IN"}
    while is_relative and tree.tokens[verb].dep == "conj":
        verb = tree.tokens[verb].head
    return tree.tokens[verb].head if is_relative and tree.tokens[verb].dep == "relcl" else i


def _borrowed_subjects(tree: Tree, verb: int) -> tuple[int, ...]:
    token = tree.tokens[verb]
    if token.dep == "acl" and token.tag == "VBN":
        return _described_together(tree, token.head)
    if token.dep in {"acl", "amod"}:
        return (token.head,)
    if token.dep in {"conj", "advcl", "xcomp", "acomp", "oprd"}:
        return _subjects_of_head(tree, token)
    if token.dep == "pcomp" and tree.is_verb(above := tree.tokens[token.head].head):
        found = arguments(tree, above)
        own = found.objects if is_passive(tree, above) else found.subjects
        keeps = tree.tokens[token.head].lemma in _TEMPORAL and not is_passive(tree, verb)
        return (keeps and own) or _members(tree, tree.children(above, "dobj")) or own
    return ()


def _described_together(tree: Tree, noun: int) -> tuple[int, ...]:
    """The members of a list whose last has a participle: "six men and four boys killed in the raid"."""
    found = [noun]
    while tree.tokens[noun].dep == "conj" and tree.children(noun, "nummod"):
        noun = tree.tokens[noun].head
        if not tree.children(noun, "nummod") or tree.children(noun, "acl", "relcl"):
            break
        if any(tree.tokens[k].lemma == "dead" for k in tree.children(noun, "amod")):
            break
        found.insert(0, noun)
    return tuple(found)


def _subjects_of_head(tree: Tree, token: Token) -> tuple[int, ...]:
    """Those of the verb above; for "forced them to flee" its object."""
    if not tree.is_verb(token.head):
        return ()
    above = arguments(tree, token.head)
    if token.tag == "VBN" and tree.tokens[token.head].lemma == "leave" and above.objects:
        return above.objects  # "left five people injured"
    if token.dep == "xcomp" and tree.tokens[token.head].lemma not in _KEEPS_SUBJECT:
        return above.objects or above.subjects
    if token.dep == "conj" and is_passive(tree, token.head):
        return above.objects  # "was shot by police and died"
    if token.dep == "advcl" and token.tag == "VBG" and token.lemma in _HARMING:
        return above.subjects  # "a convoy was ambushed, killing nine": not by the convoy
    return above.objects if not above.subjects and is_passive(tree, token.head) else above.subjects
