"""The day a story was filed, which its "today" and "Tuesday" count from, where a dateline gives it."""

from __future__ import annotations

import re
from datetime import date

from onrecord.times import dates
from onrecord.times.calendar import Days
from onrecord.times.vocabulary import Context

_HEAD = 600
"""Characters at the start of a text in which a dateline may stand."""
_AGENCY = re.compile(
    r"[A-Z][A-Z .’'-]+(?:, [A-Z][\w. ]{1,20})?,? (?P<day>[A-Z][a-z]{2,8}\.? \d{1,2})"
    r"(?:,? \([A-Z][\w /.]{1,30}\))?\s?[-–—]"
)
_ALONE = re.compile(r"(?m)^(?:Published |Posted |Updated )?(?P<day>[^\n]{6,40})$")
_MOST_DAYS = 4
"""How far a dateline may lie from the article's date and still be its own."""


def dateline(text: str, published: date | None) -> date | None:
    """The day in a line of its own or before the first sentence ("MOSCOW, Dec. 14 (Agency) —"), else `published`.

    A dateline that lies days away from the article's date belongs to something else and does not count; without an
    article's date only one with its year does.
    """
    head = text[:_HEAD]
    for pattern in (_AGENCY, _ALONE):
        for line in pattern.finditer(head):
            filed = _day(line["day"].strip(), published)
            if filed and (published is None or abs((filed - published).days) <= _MOST_DAYS):
                return filed
    return published


def _day(words: str, published: date | None) -> date | None:
    form = next(f for f in dates.FORMS if f.name == "date")
    match = form.pattern.fullmatch(words)
    if match is None or not form.accept(match):
        return None
    try:
        days: Days | None = form.read(match, Context(published))
    except ValueError:
        return None
    return days.first if days is not None and days.is_day else None
