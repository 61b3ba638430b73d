"""Where and when: the place and the time whose words belong to a mention's clause."""

from collections.abc import Iterator
from dataclasses import dataclass

from khabar.claims.context import Context, touching, within
from khabar.claims.deeds.grouping import clause_root, separates
from khabar.claims.people.parties import people_noun
from khabar.claims.scene.learned_place import find_learned_place
from khabar.claims.scene.seats import is_seat
from khabar.claims.scene.unlisted import is_beside
from khabar.claims.tree import SUBJECTS, Tree, prepositions
from khabar.model.values import Period, Place, PlacePrecision, Reading, Span, TimePrecision
from khabar.text.dates.expressions import resolve
from khabar.text.places.local_names import LOCAL_NAME
from khabar.vocabulary.entries import NounSort, Pos

_FINENESS = {
    PlacePrecision.EXACT: 0,
    PlacePrecision.NEAR: 0,
    PlacePrecision.DISTRICT: 0,
    PlacePrecision.PROVINCE: 1,
    PlacePrecision.REGION: 2,
    PlacePrecision.COUNTRY: 3,
    PlacePrecision.UNKNOWN: 4,
}
_COARSENESS = {
    TimePrecision.HOUR: 0,
    TimePrecision.DAY: 0,
    TimePrecision.WEEK: 1,
    TimePrecision.MONTH: 2,
    TimePrecision.RANGE: 3,
    TimePrecision.YEAR: 4,
    TimePrecision.RELATIVE: 0,
}
_LONGEST_DATELINE = 4  # words: "SAN SEBASTIAN, SPAIN, June 4"
_MEANWHILE = frozenset({"while", "as", "when"})
_DONE_ALOUD = frozenset({"continue", "speak", "respond", "shout", "chant", "cry"})
_TOLD_TO = frozenset({"tell", "inform", "notify", "brief", "remind"})
_AWAY = frozenset({"from", "to", "toward", "towards", "of"})
_ABOUT = frozenset(
    {"against", "with", "by", "about", "between", "for", "than", "over", "despite", "as", "like"}
)
_SCENE_DEPS = frozenset({"dobj", "nsubjpass", "npadvmod", "attr", "dep", "advmod"})
_QUALIFYING = frozenset({"relcl", "acl", "prep", "pcomp"})
_IN_PARTS = (["of", "in"], ["of", "on"], ["of", "at"], ["of", "near"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A mention's place in its tree: its anchor, the top of its clause, and all trigger tokens.

    `own` are those of the mention itself; what hangs on another event is not its place or day.
    `parts` are the heads of counts inside its counts: what hangs on them is theirs. `unlisted` is
    the name of the place it was done to, where no gazetteer has it.
    """

    tree: Tree
    anchor: int
    root: int
    events: frozenset[int]
    own: frozenset[int] = frozenset()
    parts: frozenset[int] = frozenset()
    unlisted: int | None = None

    def words(self) -> str:
        """The words of the clause in order, other statements left out, its prepositional phrases not."""
        kept, waiting = [], [self.root]
        while waiting:
            head = waiting.pop()
            kept.append(head)
            for kid in self.tree.kids[head]:
                if self._since(kid):
                    kept.extend(self.tree.descend(kid))
                elif self.tree.tokens[kid].dep == "prep":
                    kept.append(kid)
                    kept.extend(
                        k for obj in self.tree.children(kid, "pobj") for k in self.tree.phrase(obj)
                    )
                elif not separates(self.tree, kid, head, self.events):
                    waiting.append(kid)
        return " ".join(self.tree.tokens[k].text for k in sorted(kept))

    def _since(self, verb: int) -> bool:
        return any(self.tree.tokens[k].lemma == "since" for k in self.tree.children(verb, "mark"))


def find_place(view: Scene, context: Context) -> Reading[Place] | None:
    """The place where it happened: the one that the clause names, else the likeliest of its sentence."""
    return find_named_place(view, context) or find_likely_place(view, context)


def find_likely_place(view: Scene, context: Context) -> Reading[Place] | None:
    """The place by learned weights; none where it was done to a place of no gazetteer."""
    if view.unlisted is not None:
        return None
    return find_learned_place(view.tree, {view.anchor, *view.own}, context)


def find_named_place(view: Scene, context: Context) -> Reading[Place] | None:
    """The place where it happened: of those in the clause, then in what qualifies it, the finest.

    One that describes somebody comes last. Names of governments' seats that act or speak are no
    places, nor are those that act, own something, or are talked of.
    """
    span = Span(view.tree.tokens[0].start, view.tree.tokens[-1].end)
    ranked = [
        ((described, outside, _fineness(reading), _is_away(view.tree, token), steps), reading)
        for reading in within(context.places, span)
        if "metonym" not in reading.rule and not _is_of_a_name(reading.span, context)
        for token in (_name_token(view.tree, reading.span),)
        if _is_scene(view, token) and _is_where(view, token) and not is_seat(view.tree, token)
        for described in (_describes_somebody(view.tree, token, context),)
        for outside, steps in _rank(view, token)
    ]
    return min(ranked, key=lambda pair: pair[0])[1] if ranked else _find_where(view, context)


def _is_where(view: Scene, token: int) -> bool:
    return view.unlisted is None or is_beside(view.tree, token, view.unlisted, view.own)


def _describes_somebody(tree: Tree, token: int, context: Context) -> bool:
    """True where the place tells who somebody is: "the general, a veteran of Morocco, was shot in"."""
    line = (token, *(head for _, head in tree.ascend(token)))
    asides = (k for k in line[1:] if tree.tokens[k].dep == "appos" and tree.tokens[k].tag == "NN")
    return any(_is_somebody(tree, tree.tokens[k].head, k, context) for k in asides)


def _is_somebody(tree: Tree, noun: int, aside: int, context: Context) -> bool:
    """True for a person and one who is described as such; not for a school, "a former convent"."""
    token = tree.tokens[noun]
    if touching(context.places, token.span):
        return False
    words = (noun, aside) if token.tag.startswith("NNP") else (noun,)
    nouns = (people_noun(tree, k, context) for k in words)
    return any(found is not None and found.sort is NounSort.PERSON for found in nouns)


def _fineness(reading: Reading[Place]) -> int:
    """How coarse a place is; a local name in a province that is told with it is as fine as a town."""
    if reading.rule == LOCAL_NAME and reading.value.country:
        return 0
    return _FINENESS[reading.value.precision]


def _find_where(view: Scene, context: Context) -> Reading[Place] | None:
    """The place that a clause with "where" qualifies: "Granollers, where 209 died, was ..."."""
    tree = view.tree
    for token in (view.root, *(head for _, head in tree.ascend(view.root))):
        if tree.tokens[token].dep == "relcl":
            if all(tree.tokens[k].lemma != "where" for k in tree.children(token, "advmod")):
                return None
            span = Span(tree.tokens[0].start, tree.tokens[-1].end)
            named = (place for place in within(context.places, span) if "metonym" not in place.rule)
            head = tree.tokens[token].head
            return next((place for place in named if _name_token(tree, place.span) == head), None)
    return None


def _name_token(tree: Tree, span: Span) -> int:
    """The noun that heads a place's words, prepositions before it left aside: "near Mopti"."""
    inside = tree.at(span)
    token = inside[-1]
    while (
        tree.tokens[token].head in inside
        and tree.is_noun(tree.tokens[token].head)
        and tree.tokens[token].head != token
    ):
        token = tree.tokens[token].head
    return token


def _is_of_a_name(span: Span, context: Context) -> bool:
    """True for a part of an actor's name ("Boko Haram"), or of a compound ("U.S.-led")."""
    longer = any(
        actor.span != span and actor.span.covers(span) for actor in touching(context.actors, span)
    )
    return longer or context.article.text[span.end : span.end + 1] == "-"


def _is_scene(view: Scene, token: int) -> bool:
    """True where the words put something in or at a place, or do something to it.

    False for a place that acts ("Russia said", "Kyiv had shelled"), owns ("Russia's support") or is
    spoken of ("against").
    """
    tree = view.tree
    while tree.tokens[token].dep in {"compound", "nmod", "appos", "conj"}:
        if tree.tokens[token].head in view.events:
            return True
        token = tree.tokens[token].head
    word = tree.tokens[token]
    if word.dep == "pobj":
        preposition = tree.tokens[word.head]
        if preposition.lemma == "from":
            return preposition.head == view.anchor
        return preposition.lemma not in _ABOUT
    acts = word.dep == "nsubj" and tree.is_verb(word.head)
    return word.dep in _SCENE_DEPS or (word.head in view.events and not acts)


def _is_away(tree: Tree, token: int) -> bool:
    """True where the place is one that people or planes come from or go to."""
    line = (token, *(head for _, head in tree.ascend(token)))
    words = [tree.tokens[k].lemma for k in line if tree.tokens[k].dep == "prep"]
    return bool(words) and words[0] in _AWAY and words[:2] not in _IN_PARTS


def _rank(view: Scene, token: int) -> Iterator[tuple[bool, int]]:
    """Whether a token stands in a clause that qualifies the mention's, and its arcs from the anchor.

    Nothing where it is not below the top of the mention's clause, or in a statement of its own.
    """
    line = [token, *(head for _, head in view.tree.ascend(token))]
    nearest = next((k for k in line if k in view.events), view.anchor)
    other = view.own and nearest not in view.own
    behind_part = bool(view.parts) and token > min(view.parts) > view.anchor
    if view.root not in line or view.parts & set(line) or other or behind_part:
        return
    upward = [view.anchor, *(head for _, head in view.tree.ascend(view.anchor))]
    meeting = next(k for k in line if k in upward)
    own = clause_root(view.tree, token, view.events)
    between = line[: line.index(view.root)]
    tops = [k for k in between if k == clause_root(view.tree, k, view.events)]
    outside = own != view.root
    if all(view.tree.tokens[top].dep in _QUALIFYING for top in tops):
        yield outside, line.index(meeting) + upward.index(meeting)


def find_when(view: Scene, context: Context, *, future: bool) -> Reading[Period] | None:
    """The period that the clause names: the finest, the nearest of these.

    Where it names none, that of what went on meanwhile: "were shot while at a fair on Monday". Relative
    words stay relative without a publication day.
    """
    tree = view.tree
    span = Span(tree.tokens[0].start, tree.tokens[-1].end)
    found = _best_period(view, span, context, future=future)
    for clause in () if found else tree.children(view.anchor, "advcl"):
        if _is_meanwhile(tree, clause, context) and view.events.isdisjoint(tree.descend(clause)):
            inside = Scene(tree=tree, anchor=clause, root=clause, events=frozenset())
            found = found or _best_period(inside, span, context, future=future)
    return found


def _is_meanwhile(tree: Tree, clause: int, context: Context) -> bool:
    """True for what went on: "as they queued"; not for who told it, "as the paper wrote", "as expected".

    Nor for what had been before, and for "as it turned out".
    """
    marks = {tree.tokens[k].lemma for k in tree.children(clause, "mark", "advmod")}
    had = any(tree.tokens[k].lemma == "have" for k in tree.children(clause, "aux"))
    if not marks & _MEANWHILE or had or _tells(tree, clause, context):
        return False
    acting = tree.children(clause, *SUBJECTS) or tree.tokens[clause].tag == "VBG"
    it = any(tree.tokens[k].lemma == "it" for k in tree.children(clause, *SUBJECTS, "dobj"))
    return "as" not in marks or (bool(acting) and not it)


def _tells(tree: Tree, verb: int, context: Context) -> bool:
    """True for a reporting verb that says something, or leaves what it says to the clause above."""
    word = tree.tokens[verb]
    cues = context.vocab.cues_by_first.get(word.lemma, ())
    if not any(cue.pos is Pos.VERB and len(cue.words) == 1 and not cue.counting for cue in cues):
        return False
    busy = tree.children(verb, "dobj", "xcomp") or any(
        not touching(context.times, tree.tokens[obj].span) for _, obj in prepositions(tree, verb)
    )
    silent = not busy or word.lemma in _TOLD_TO
    return bool(tree.children(verb, "ccomp")) or (silent and word.lemma not in _DONE_ALOUD)


def _qualifies_other(view: Scene, token: int) -> bool:
    """True for the time in "the 2011 revolt", unless what it qualifies is the event itself.

    In "on May 3 rebels attacked" the time is that of the preposition, whatever the parser makes of it.
    """
    word = view.tree.tokens[token]
    before = view.tree.tokens[max(0, token - 1)]
    if before.dep == "prep" and not view.tree.children(before.i, "pobj", "pcomp"):
        return False
    return word.dep in {"compound", "nummod", "amod", "poss", "nmod"} and word.head not in view.events


def _is_comparison(span: Span, context: Context) -> bool:
    """True in "the deadliest since 2007", "the first since May": no time of the event."""
    before = context.article.text[: span.start].rstrip()
    return before.endswith(("est", "worst", "first")) and span.cut(context.article.text).startswith(
        "since"
    )


def _is_of_telling(view: Scene, span: Span, context: Context) -> bool:
    """True right behind a reporting verb: "police said Monday gunmen shot", "told reporters Monday"."""
    tree, inside = view.tree, view.tree.at(span)
    before = inside[0] - 1
    if before >= 0 and tree.tokens[before].lemma == "on":
        before -= 1
    if before >= 0 and tree.tokens[before].dep in {"dobj", "dative"} and tree.is_noun(before):
        before = before - 1 if tree.tokens[before - 1].lemma in _TOLD_TO else before
    owner = any(tree.tokens[k].dep == "case" for k in tree.children(inside[-1]))  # "Monday's raid"
    verb = before >= 0 and before != view.anchor and tree.is_verb(before) and not owner
    line = tree.ascend(view.anchor)  # bodies that "were found on Tuesday" are no clause of it
    content = any(head == before and tree.tokens[k].dep == "ccomp" for k, head in line)
    return verb and content and _says(tree, before, context)


def _says(tree: Tree, verb: int, context: Context) -> bool:
    """True for a reporting verb that tells what is: "said", "announced"."""
    cues = context.vocab.cues_by_first.get(tree.tokens[verb].lemma, ())
    return any(
        cue.pos is Pos.VERB and len(cue.words) == 1 and not cue.counting and cue.modality is None
        for cue in cues
    )


def _is_dateline(tree: Tree, span: Span) -> bool:
    """True for the day in "VIGO, June 4: shells killed nine on Friday", where it was filed."""
    before, behind = tree.tokens[: tree.at(span)[0]], tree.tokens[tree.at(span)[-1] + 1 :]
    heads = [token for token in before if token.text != ","]
    filed = behind and behind[0].text in {":", "-", "–", "—"} and 0 < len(heads) <= _LONGEST_DATELINE
    return bool(filed) and all(token.tag in {"NNP", "IN"} or token.text.isupper() for token in heads)


def told_when(tree: Tree, cue: int, context: Context) -> Reading[Period] | None:
    """The period of the telling itself: "said on Saturday"."""
    view = Scene(tree=tree, anchor=cue, root=cue, events=frozenset())
    return _best_period(view, Span(tree.tokens[0].start, tree.tokens[-1].end), context, future=False)


def _best_period(view: Scene, span: Span, context: Context, *, future: bool) -> Reading[Period] | None:
    ranked = []
    for reading in within(context.times, span):
        period = resolve(reading.value, context.article.published, future)
        if period.precision in _COARSENESS and not (
            _is_comparison(reading.span, context) or _is_of_telling(view, reading.span, context)
        ):
            ranked += [
                (
                    (_is_dateline(view.tree, reading.span), _COARSENESS[period.precision], steps),
                    Reading.at(reading.span, context.article.text, period, reading.rule),
                )
                for token in (view.tree.head_of(reading.span),)
                if not _qualifies_other(view, token)
                for outside, steps in _rank(view, token)
                if not outside
            ]
    return min(ranked, key=lambda pair: pair[0])[1] if ranked else None
