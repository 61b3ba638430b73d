"""What is asked, and what was answered, in words."""

from collections.abc import Mapping

from khabar.export.phrases import phrase_figure, phrase_place, phrase_source, spell
from khabar.model.claims import Claim
from khabar.record.review.answers import Answer, Says, Value
from khabar.record.review.questions import Question, Sort
from khabar.record.review.screens import find_denials, find_figure

TITLES: Mapping[Sort, str] = {
    Sort.COMMENT: "Is the visitor right?",
    Sort.FIGURE: "Is the figure right?",
    Sort.SAME: "Are these the same event?",
    Sort.SPEAKER: "Is this who denies it?",
    Sort.PLACE: "Which place is this?",
    Sort.NEWS: "Is this news of something that happened?",
}
"""The question, as it is asked."""

NAMES: Mapping[Sort, str] = {
    Sort.COMMENT: "comments",
    Sort.FIGURE: "figures",
    Sort.SAME: "same event",
    Sort.SPEAKER: "speakers",
    Sort.PLACE: "places",
    Sort.NEWS: "news or not",
}
"""The sorts of questions, for lists of them."""

_WORDS = {Says.YES: "right", Says.NO: "not right", Says.UNSURE: "not sure"}


def phrase_reading(asked: Question, claim: Claim) -> str:
    """What the machine read, as the question is about it."""
    figure = find_figure(asked, claim)
    if asked.sort is Sort.FIGURE and figure is not None:
        return phrase_figure(figure)
    if asked.sort is Sort.PLACE and claim.place is not None:
        place = claim.place.value
        known = spell(place.precision) if place.lat is not None else "not in the gazetteer"
        return f"{phrase_place(claim.place)} ({known})"
    if asked.sort is Sort.SPEAKER:
        return "; ".join(map(phrase_source, find_denials(claim)))
    if asked.sort is Sort.SAME:
        return "one event"
    return f"{spell(claim.kind)} ({spell(claim.modality)})"


def phrase_value(value: Value | None) -> str:
    """What somebody says is right instead; empty where they do not say."""
    if not value:
        return ""
    if "low" in value:
        low, high = value["low"], value["high"]
        return f"{low:g}" if low == high else f"{low:g} to {high:g}"
    if "lat" in value:
        name = f"{value['name']}, " if value.get("name") else ""
        return f"{name}{value['lat']:.4f}, {value['lon']:.4f}"
    return str(value.get("who") or "")


def phrase_answer(answer: Answer) -> str:
    """The answer with what is right instead: `not right: 43`."""
    instead = phrase_value(answer.value)
    return _WORDS[answer.says] + (f": {instead}" if instead else "")
