"""What a form says is right instead of what the machine read."""

import re

from khabar.errors import UsageError
from khabar.record.review.answers import Says, Value
from khabar.record.review.questions import Sort
from khabar.record.words import make_storable
from khabar.web.people.forms import Form

_COUNT = re.compile(r"[0-9]{1,9}")
_DEGREES = re.compile(r"-?[0-9]{1,3}(\.[0-9]{1,12})?")
_LONGEST = 200


def read_value(form: Form, sort: Sort, says: Says) -> Value | None:
    """What is right instead; None where it does not say; raises UsageError for what cannot be.

    A place that was read rightly may still have no point on the map: that is asked for, too.
    """
    if sort is Sort.PLACE and says is not Says.UNSURE:
        return _read_place(form)
    if says is not Says.NO:
        return None
    if sort is Sort.FIGURE:
        return _read_count(form)
    who = make_storable(" ".join(form.get("who").split()))[:_LONGEST]
    return {"who": who} if sort is Sort.SPEAKER and who else None


def _read_count(form: Form) -> Value | None:
    low, high = form.get("low").strip(), form.get("high").strip()
    if not low and not high:
        return None
    low, high = low or high, high or low
    if not _COUNT.fullmatch(low) or not _COUNT.fullmatch(high) or int(low) > int(high):
        raise UsageError(f"expected a number, or the lower and the higher one, got {low!r} and {high!r}")
    return {"low": float(low), "high": float(high)}


def _read_place(form: Form) -> Value | None:
    """The point that was picked on the map, else the candidate that was chosen."""
    lat, lon, name = form.get("lat").strip(), form.get("lon").strip(), ""
    if not lat and not lon and form.get("candidate"):
        lat, lon, name = (*form.get("candidate").split(" ", 2), "", "")[:3]
    if not lat and not lon:
        return None
    if not _DEGREES.fullmatch(lat) or not _DEGREES.fullmatch(lon):
        raise UsageError(f"expected degrees such as 41.6 and -2.3, got {lat!r} and {lon!r}")
    if abs(float(lat)) > 90 or abs(float(lon)) > 180:
        raise UsageError(f"expected degrees of the globe, got {lat} and {lon}")
    return {"lat": float(lat), "lon": float(lon), "name": make_storable(name)[:_LONGEST] or None}
