"""What speaks for a name as the place of one verb: the way through the tree, and the words between."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from khabar.claims.event_places.names import Name, show, show_form
from khabar.claims.tree import Tree
from khabar.model.documents import Token

_SAME_PHRASE = frozenset({"conj", "compound", "appos", "nmod", "amod", "poss", "case"})
_UNNAMED = frozenset({"conj", "appos", "compound"})
_LINKED = frozenset({"relcl", "acl", "advcl", "conj", "ccomp", "xcomp", "pcomp"})
_ARGUMENTS = frozenset({"dobj", "nsubj", "nsubjpass", "prt"})
_JOINING = frozenset({"after", "while", "before", "since", "when", "because", "as"})
_BREAKS = frozenset({";", '"', ":", "--", "–"})
_SHORT = 4  # tokens between a verb and a name that are told word by word
_FEW = 3  # prepositions between them that are told in order


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Verb:
    """A verb that is asked about: its token, the tokens from it to the root, its own signs."""

    token: int
    line: tuple[int, ...]
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pair:
    """A name beside a verb: how far they are apart, and what speaks for or against them.

    `steps` counts the arcs between them, `gap` the tokens; `before`: the name stands before the
    verb; `shape` is the way without its words.
    """

    name: Name
    steps: int
    gap: int
    before: bool
    shape: str
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Way:
    """The tokens from a name up to where the ways meet, and from the verb up to there."""

    up: tuple[int, ...]
    down: tuple[int, ...]
    meeting: int


def see_verb(tree: Tree, token: int) -> Verb:
    """The verb of a tree at a token."""
    return Verb(token=token, line=_line(tree, token), signs=tuple(_of_verb(tree, token)))


def relate(tree: Tree, verb: Verb, name: Name) -> Pair:
    """The name beside the verb."""
    way = _find_way(tree, verb, name)
    before = name.last < verb.token
    between = (
        tree.tokens[name.last + 1 : verb.token] if before else tree.tokens[verb.token + 1 : name.first]
    )
    gap = verb.token - name.last if before else name.first - verb.token
    shape = _shape(tree, way)
    beside = show_form(tree.tokens[name.first - 1]) if name.first else "EDGE"
    signs = (
        *_of_way(tree, verb, way, shape),
        *_of_verbs_passed(tree, verb, way),
        *_of_words_between(between, before=before, gap=gap),
        f"before_verb={beside} {show(tree.tokens[verb.token])}",
        f"before_side={beside} {before}",
    )
    steps = len(way.up) + len(way.down)
    return Pair(name=name, steps=steps, gap=gap, before=before, shape=shape, signs=signs)


def _line(tree: Tree, token: int) -> tuple[int, ...]:
    return (token, *(head for _, head in tree.ascend(token)))


def _find_way(tree: Tree, verb: Verb, name: Name) -> _Way:
    line = _line(tree, name.head)
    meeting = next((token for token in line if token in verb.line), -1)
    up = line[: line.index(meeting)] if meeting >= 0 else line
    down = verb.line[: verb.line.index(meeting)] if meeting >= 0 else verb.line
    return _Way(up=up, down=down, meeting=meeting)


def _of_verb(tree: Tree, token: int) -> Iterator[str]:
    verb = tree.tokens[token]
    yield f"verb={show(verb)}"
    yield f"verb_tag={verb.tag}"
    yield f"verb_dep={verb.dep}"
    yield f"passive={bool(tree.children(token, 'auxpass', 'nsubjpass'))}"
    for kid in tree.kids[token]:
        if tree.tokens[kid].dep in _ARGUMENTS:
            yield f"argument={tree.tokens[kid].dep} {show(tree.tokens[kid])}"
    if verb.dep in _LINKED:
        yield f"verb_under={verb.dep} {show(tree.tokens[verb.head])}"


def _label(token: Token) -> str:
    return f"{token.dep}:{token.lemma}" if token.dep in {"prep", "agent"} else token.dep


def _down(tree: Tree, way: _Way) -> str:
    return ">".join(_plain(tree.tokens[token]) for token in way.down)


def _plain(token: Token) -> str:
    return "prep" if token.dep == "agent" else token.dep


def _core(tree: Tree, way: _Way) -> tuple[int, ...]:
    """The way up without the arcs inside the name's own phrase and list."""
    start = 0
    while start < len(way.up) - 1 and tree.tokens[way.up[start]].dep in _SAME_PHRASE:
        start += 1
    return way.up[start:]


def _shape(tree: Tree, way: _Way) -> str:
    steps = [tree.tokens[k] for k in _core(tree, way) if tree.tokens[k].dep not in _UNNAMED]
    return f"{'<'.join(_plain(step) for step in steps)}|{_down(tree, way)}"


def _of_way(tree: Tree, verb: Verb, way: _Way, shape: str) -> Iterator[str]:
    tokens, down = tree.tokens, _down(tree, way)
    full = [_label(tokens[k]) for k in way.up]
    core = _core(tree, way)
    labels = "<".join(_label(tokens[k]) for k in core if tokens[k].dep not in _UNNAMED)
    top = full[-1] if full else "self"
    yield f"way={'<'.join(full)}|{down}"
    yield f"plain_way={'<'.join(_plain(tokens[k]) for k in way.up)}|{down}"
    yield f"core={labels}|{down}"
    yield f"shape={shape}"
    yield f"core_verb={labels if labels.count('<') < _FEW else 'long'}|{show(tokens[verb.token])}"
    yield f"down={down}"
    yield f"lengths={min(8, len(way.up))}"
    yield f"lengths_down={min(6, len(way.down))}"
    yield f"top={top}"
    yield f"top_down={top}|{down}"
    nouns = [k for k in core[1:] if tree.is_noun(k)]
    yield f"core_noun={labels}|{show(tokens[nouns[-1]]) if nouns else '-'}"
    yield from _of_prepositions(tree, verb, way)


def _of_prepositions(tree: Tree, verb: Verb, way: _Way) -> Iterator[str]:
    tokens = tree.tokens
    words = [tokens[k].lemma for k in way.up if tokens[k].dep in {"prep", "agent"}]
    first, last = (words[0], words[-1]) if words else ("-", "-")
    head = tokens[way.up[0]].dep if way.up else "self"
    under = "own" if way.meeting == verb.token else "other"
    yield f"first_prep={first}"
    yield f"preps={' '.join(words[:2])}"
    yield f"last_prep={last}"
    yield f"all_preps={' '.join(words)}|{_down(tree, way)}"
    yield f"last_down={last}|{_down(tree, way)}"
    yield f"dep={head}"
    yield f"under={under}"
    yield f"verb_prep={show(tokens[verb.token])}|{last if words else head}|{under}"
    nouns = [k for k in way.up[1:] if tree.is_noun(k)]
    if nouns:
        yield f"noun={show(tokens[nouns[0]])}"
        yield f"last_noun={show(tokens[nouns[-1]])}"
        yield f"noun_prep={show(tokens[nouns[0]])}|{first}"
    yield from (f"noun_passed={show(tokens[k])}" for k in nouns)


def _of_verbs_passed(tree: Tree, verb: Verb, way: _Way) -> Iterator[str]:
    tokens = tree.tokens
    up = [k for k in way.up[1:] if tree.is_verb(k)]
    down = [k for k in (*way.down[1:], way.meeting) if k >= 0 and k != verb.token and tree.is_verb(k)]
    yield f"verbs_up={min(3, len(up))}"
    yield f"verbs_down={min(3, len(down))}"
    yield from (f"verb_up={tokens[k].lemma}" for k in up)
    yield from (f"verb_down={tokens[k].lemma}" for k in down)
    if way.meeting >= 0 and way.meeting != verb.token:
        yield f"meeting={tokens[way.meeting].tag[:2]} {show(tokens[way.meeting])}"


def _of_words_between(between: Sequence[Token], *, before: bool, gap: int) -> Iterator[str]:
    side = "b" if before else "a"
    size = min(10, int(2 * math.log2(max(1, gap))))
    verbs = sum(t.tag.startswith("VB") and t.dep not in {"aux", "auxpass"} for t in between)
    words = [t.lemma for t in between if t.tag in {"IN", "TO"}]
    yield f"side={side}"
    yield f"gap={side} {size}"
    yield f"verbs_between={side} {min(3, verbs)}"
    yield f"commas={side} {min(3, sum(t.text == ',' for t in between))}"
    yield f"broken={any(t.text in _BREAKS for t in between)}"
    if len(between) <= _SHORT:
        yield f"between={side} {' '.join(show(t) for t in between)}"
    yield f"last_in={side} {words[-1] if words else '-'}"
    if not before:
        yield f"first_in={words[0] if words else '-'}"
    yield f"ins={side} {' '.join(words) if len(words) <= _FEW else 'many'}"
    for token in between:
        if token.tag in {"NN", "NNS"}:
            yield f"noun_between={side} {show(token)}"
        if token.tag in {"WRB", "WP", "WDT"} or token.lemma in _JOINING:
            yield f"joined={side} {token.lemma}"
