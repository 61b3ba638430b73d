"""Who tells what, by which words."""

from dataclasses import dataclass

from khabar.model.values import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Words of an article that somebody tells, thinks, feels, wants or plans.

    `source` are the words for who does, empty where nobody is named; `cue` those by which it is told
    ("said", "according to", "is expected"); `content` those of what is told, in pieces where others
    stand between. The pieces are in the order of the text and share no words. `within` is the index of
    the attribution whose content holds this one, None where none does; `quoted` is true inside
    quotation marks, whether or not it is known who is quoted. `rule` read it.
    """

    source: tuple[Span, ...]
    cue: Span
    content: tuple[Span, ...]
    within: int | None
    quoted: bool
    rule: str
