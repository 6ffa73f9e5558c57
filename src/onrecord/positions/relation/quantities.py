"""Numbers and dates in a statement, in figures or in words, with what they count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.positions.relation.words import Word

_SMALL = {
    word: float(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
} | {
    word: 10.0 * (tens + 2)
    for tens, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split())
}
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0}
_PARTS = {
    "half": 50.0, "halves": 50.0, "third": 100 / 3, "thirds": 100 / 3, "quarter": 25.0, "quarters": 25.0,
    "fifth": 20.0, "fifths": 20.0, "tenth": 10.0, "tenths": 10.0,
}  # fmt: skip
"""Fractions, as percentages: "a fifth" is 20 percent."""
_DAYS = {
    "hour": 1 / 24, "hours": 1 / 24, "day": 1.0, "days": 1.0, "week": 7.0, "weeks": 7.0, "fortnight": 14.0,
    "month": 30.0, "months": 30.0, "year": 365.0, "years": 365.0, "decade": 3650.0, "decades": 3650.0,
}  # fmt: skip
_DATES = {
    word: 100.0 * (place + 1)
    for place, word in enumerate(
        "january february march april may june july august september october november december "
        "spring summer autumn winter easter christmas "
        "monday tuesday wednesday thursday friday saturday sunday tomorrow tonight".split()
    )
}
"""Months (a day within one is added), seasons, feasts and weekdays, by numbers of our own that only need to differ."""
_MONTHS = dict(list(_DATES.items())[:12])
_CURRENCIES = frozenset("£$€")
_PERCENT = frozenset(("%", "percent", "percentage"))


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number and what it counts: "percent", "days", "date", "year" or the stem of the word behind it, else ""."""

    value: float
    unit: str
    text: str

    def matches(self, other: Quantity) -> bool:
        """Equal within a rounding (2 in 100), and no two different units."""
        close = abs(self.value - other.value) <= 0.02 * max(abs(self.value), abs(other.value))
        if self.unit in ("date", "year") or other.unit in ("date", "year"):
            close = self.value == other.value
        return close and (self.unit == other.unit or not self.unit or not other.unit)


def quantities(words: Sequence[Word]) -> list[Quantity]:
    """The numbers and dates among `words`, in order. Raises nothing."""
    return list(_found(words))


def _found(words: Sequence[Word]) -> Iterator[Quantity]:
    at = 0
    while at < len(words):
        date = _date(words, at)
        if date is not None:
            yield date
            at += len(date.text.split())
            continue
        value, stop = _number(words, at)
        if value is not None:
            yield _with_unit(words, at, stop, value)
        at = stop


def _date(words: Sequence[Word], at: int) -> Quantity | None:
    """A day and its month in either order, or a month, season, feast or weekday alone."""
    following = words[at + 1].lower if at + 1 < len(words) else ""
    if words[at].lower not in _DATES and following not in _MONTHS:
        return None
    for number, month, length in ((at, at + 1, 2), (at + 1, at, 2), (None, at, 1)):
        if month >= len(words) or (number is not None and number >= len(words)):
            continue
        named = words[month]
        if named.lower not in (_DATES if number is None else _MONTHS):
            continue
        if named.lower in ("march", "may") and not (named.text[0].isupper() and (number is not None or at)):
            continue
        day = 0.0 if number is None else _day(words[number].lower)
        if day is not None:
            return Quantity(
                _DATES[named.lower] + day, "date", " ".join(w.text for w in words[at : at + length])
            )
    return None


def _day(lower: str) -> float | None:
    value = _figure(lower) if lower[0].isdecimal() else _SMALL.get(lower, 0.0)
    return value if 1 <= value <= 31 and value == int(value) else None


def _number(words: Sequence[Word], at: int) -> tuple[float | None, int]:
    """The number that begins at `at`, and where it ends; None where there is none."""
    lower = words[at].lower
    if lower in _PARTS and at and words[at - 1].lower in ("a", "one", "by"):
        return _PARTS[lower], at + 1
    if lower in ("half", "quarter"):
        return _PARTS[lower], at + 1
    if lower[0].isdecimal():
        value = _figure(lower)
        stop = at + 1
    elif lower in _SMALL:
        value, stop = _SMALL[lower], at + 1
        if value >= 20 and stop < len(words) and 0 < _SMALL.get(words[stop].lower, 0) < 10:
            value, stop = value + _SMALL[words[stop].lower], stop + 1
    elif lower in _SCALES and at and words[at - 1].lower in ("a", "an"):
        value, stop = 1.0, at
    else:
        return None, at + 1
    while stop < len(words) and words[stop].lower in _SCALES:
        value, stop = value * _SCALES[words[stop].lower], stop + 1
    if stop < len(words) and words[stop].lower in _PARTS and value < 10:
        return value * _PARTS[words[stop].lower], stop + 1
    return value, stop


def _figure(text: str) -> float:
    """1,140 is a thousand and more; 16.40 and 16,4 are sixteen and a part."""
    digits = text.replace(":", ".")
    if "," in digits:
        head, _, tail = digits.rpartition(",")
        digits = (
            digits.replace(",", "") if len(tail.partition(".")[0]) == 3 else f"{head.replace(',', '')}.{tail}"
        )
    whole, *rest = digits.split(".")
    return float(f"{whole[:18]}.{''.join(rest)[:18] or 0}")


def _with_unit(words: Sequence[Word], at: int, stop: int, value: float) -> Quantity:
    before = words[at - 1].lower if at else ""
    behind = words[stop].lower if stop < len(words) else ""
    text = " ".join(word.text for word in words[at:stop])
    if words[stop - 1].lower in _PARTS:
        return Quantity(value, "percent", text)
    if behind in _PERCENT or (behind == "per" and stop + 1 < len(words) and words[stop + 1].lower == "cent"):
        return Quantity(value, "percent", f"{text}%")
    if before in _CURRENCIES:
        return Quantity(value, "money", f"{before}{text}")
    if behind in _DAYS:
        return Quantity(value * _DAYS[behind], "days", f"{text} {behind}")
    if value == int(value) and 1900 <= value <= 2100 and words[at].text.isdecimal():
        return Quantity(value, "year", text)
    unit = words[stop].stem if stop < len(words) and words[stop].carries else ""
    return Quantity(value, unit, text)
