"""What a face for everybody does not show: it stands between the record and every page.

The rule is told in docs/web.md; khabar.export.withholding follows it.
"""

from collections.abc import Iterable, Iterator

from starlette.requests import Request

from khabar.errors import UsageError
from khabar.export.withholding.hiding import ADDRESS
from khabar.export.withholding.protecting import Curtain, Secrets
from khabar.export.withholding.showings import protect_article_showing, protect_showing
from khabar.model.events import Event
from khabar.record.looking.filters import Filter
from khabar.record.looking.houses import count_agencies, count_publishers
from khabar.record.looking.opinions import Opinion
from khabar.record.looking.showing import ArticleShowing, Gone, Showing, find_showing
from khabar.record.store import Record
from khabar.web.asking import Asked, read_asked

_NEAREST = 5  # km: about the size of a town


def draw_curtain(record: Record) -> Curtain:
    """The curtain of a face for everybody. It knows the publishers of now: later ones may be persons."""
    return Curtain.of((*filter(None, count_publishers(record)), *count_agencies(record)))


def find_curtain(request: Request) -> Curtain | None:
    """The curtain of this face; None where it shows all."""
    curtain: Curtain | None = request.app.state.face.curtain
    return curtain


def shield(request: Request, events: Iterable[Event], wanted: Filter | None = None) -> Iterator[Event]:
    """The events as this face may show them; by a circle no place is found whose point is withheld."""
    curtain = find_curtain(request)
    if curtain is None:
        return iter(events)
    shown = map(curtain.protect, events)
    by_circle = wanted is not None and wanted.within is not None
    return filter(_has_point, shown) if by_circle else shown


def _has_point(event: Event) -> bool:
    return event.place is not None and event.place.lat is not None


def look_up(
    request: Request, named: str, opinion: Opinion, *, texts: bool = True
) -> Showing | ArticleShowing | Gone | None:
    """What an id stands for, as this face may show it; as `find_showing`."""
    curtain, record = find_curtain(request), request.app.state.face.record
    # names are found in whole texts: where they are withheld, all texts are looked at
    texts = texts or curtain is not None
    found = find_showing(record, named, rule=opinion.rule, as_of=opinion.as_of, texts=texts)
    if curtain is None or found is None or isinstance(found, Gone):
        return found
    if isinstance(found, Showing):
        return protect_showing(curtain, found)
    return protect_article_showing(curtain, found)


def read_query(request: Request) -> Asked:
    """What the address asks for, as `read_asked`.

    Raises UsageError too where a face for everybody is asked for a name that it would not show, or
    for what lies so near a point that it would tell where somebody lives.
    """
    asked = read_asked(request.query_params)
    curtain, wanted = find_curtain(request), asked.wanted
    if curtain is not None:
        refuse_name(request, wanted.text or "")
        for name in (wanted.actor, wanted.source):
            refuse_name(request, name or "", strict=True)
        _refuse_address(curtain, wanted.place or "")
        if wanted.within is not None and wanted.within.km < _NEAREST:
            raise UsageError(f"expected a circle of {_NEAREST} km or more, got {wanted.within.km:g}")
    return asked


def refuse_name(request: Request, text: str, *, strict: bool = False) -> None:
    """Raises UsageError where a face for everybody is asked for a name that it would not show.

    By beginnings of words a withheld name could be guessed letter by letter. With `strict`, which is
    for what is itself a name, one word that is not known is refused too.
    """
    curtain = find_curtain(request)
    if curtain is None:
        return
    if "*" in text:
        raise UsageError("this face looks up whole words only, and no beginnings of words (*)")
    if curtain.blank(text.title(), Secrets(), strict=strict).gaps:
        raise UsageError("this face shows no names of private persons, and looks none up")


def _refuse_address(curtain: Curtain, text: str) -> None:
    """Raises UsageError for an address, which is shown as the town or province around it."""
    if any(gap.shown == ADDRESS for gap in curtain.blank(text.title(), Secrets()).gaps):
        raise UsageError("this face shows no addresses, and looks none up")
