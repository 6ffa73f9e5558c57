"""Ranges of days, and the arithmetic of calendar periods. Weeks are ISO 8601: they start on Monday."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from dateutil.easter import easter

Unit = Literal["hour", "day", "week", "fortnight", "weekend", "month", "quarter", "year", "decade", "century"]
Direction = Literal["past", "future"]
Nearness = Literal["last", "this", "next"]


@dataclass(frozen=True, slots=True)
class Days:
    """A range of days, both ends included; an end that is not known is None."""

    first: date | None
    last: date | None

    @property
    def is_day(self) -> bool:
        return self.first is not None and self.first == self.last


def day(of: date) -> Days:
    return Days(of, of)


def months(year: int, month: int, count: int = 1) -> Days:
    """`count` whole months; `month` may lie outside 1 to 12 and then counts into other years."""
    first = date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
    end = month + count - 1
    end_year, end_month = year + (end - 1) // 12, (end - 1) % 12 + 1
    return Days(first, date(end_year, end_month, monthrange(end_year, end_month)[1]))


def period(unit: Unit, of: date, shift: int = 0) -> Days:
    """The period of that unit in which a day lies, or the one `shift` periods later."""
    match unit:
        case "hour":
            return day(of + timedelta(days=int(shift / 24)))
        case "day":
            return day(of + timedelta(days=shift))
        case "week" | "weekend" | "fortnight":
            weeks = shift * 2 if unit == "fortnight" else shift
            monday = of - timedelta(days=of.weekday()) + timedelta(weeks=weeks)
            return Days(monday + timedelta(days=5 if unit == "weekend" else 0), monday + timedelta(days=6))
        case "month":
            return months(of.year, of.month + shift)
        case "quarter":
            return months(of.year, (of.month - 1) // 3 * 3 + 1 + 3 * shift, 3)
        case "year":
            return months(of.year + shift, 1, 12)
        case "decade":
            return months(of.year // 10 * 10 + 10 * shift, 1, 120)
        case "century":
            return months(of.year // 100 * 100 + 100 * shift, 1, 1200)


def moved(of: date, shift: int, unit: Unit) -> date:
    """The same day some units later; the last day of the month where the month is too short."""
    if unit in ("hour", "day", "week", "weekend", "fortnight"):
        size = {"hour": 1 / 24, "day": 1, "fortnight": 14}.get(unit, 7)
        return of + timedelta(days=int(shift * size))
    count = shift * {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit]
    target = months(of.year, of.month + count).last
    assert target is not None
    return target.replace(day=min(of.day, target.day))


def part(of: Days, which: str) -> Days:
    """A part of a period: thirds for early, mid and late; about a twelfth for start and end.

    Of a month both are thirds (1 to 10, 11 to 20, from 21); of a week early is Monday to Wednesday, late
    Thursday to Sunday, its start Monday and Tuesday, its end Friday to Sunday.
    """
    first, last = of.first, of.last
    if first is None or last is None or of.is_day:
        return of
    whole_months = first.day == 1 and (last + timedelta(days=1)).day == 1
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    if whole_months and count > 1:
        third, edge = count // 3, max(1, count // 12)
        skip, size = {
            "early": (0, third),
            "mid": (third, count - 2 * third),
            "late": (count - third, third),
            "start": (0, edge),
            "end": (count - edge, edge),
        }[which]
        return months(first.year, first.month + skip, size)
    if whole_months:
        low, high = {"early": (1, 10), "start": (1, 10), "mid": (11, 20)}.get(which, (21, last.day))
        return Days(first.replace(day=low), first.replace(day=high))
    if (last - first).days == 6:
        low, high = {"early": (0, 2), "start": (0, 1), "mid": (1, 3), "late": (3, 6), "end": (4, 6)}[which]
        return Days(first + timedelta(days=low), first + timedelta(days=high))
    return of


def chosen(
    candidates: list[Days], anchor: date, nearness: Nearness | None, direction: Direction | None
) -> Days | None:
    """Which of several periods in order is meant from a day: "last October", "next May", or by direction.

    "last" ends before the day and "next" starts after it; a direction takes in the period the day lies in;
    without any hint the nearest counts.
    """
    ranges = [(c.first, c.last, c) for c in candidates if c.first is not None and c.last is not None]
    before = [c for _, last, c in ranges if last < anchor]
    around = [c for first, last, c in ranges if first <= anchor <= last]
    after = [c for first, _, c in ranges if first > anchor]
    if nearness == "last":
        return before[-1] if before else None
    if nearness == "next":
        return after[0] if after else None
    if around:
        return around[-1]
    if direction == "past":
        return before[-1] if before else None
    if direction == "future":
        return after[0] if after else None

    def distance(candidate: tuple[date, date, Days]) -> int:
        first, last, _ = candidate
        return (first - anchor).days if first > anchor else (anchor - last).days

    return min(ranges, key=distance)[2] if ranges else None


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth such weekday of a month; counted from its end where nth is negative."""
    if nth < 0:
        last = months(year, month).last
        assert last is not None
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


HOLIDAYS: dict[str, Callable[[int], date]] = {
    "christmas eve": lambda y: date(y, 12, 24),
    "christmas day": lambda y: date(y, 12, 25),
    "christmas": lambda y: date(y, 12, 25),
    "boxing day": lambda y: date(y, 12, 26),
    "new year's eve": lambda y: date(y, 12, 31),
    "new year's day": lambda y: date(y, 1, 1),
    "valentine's day": lambda y: date(y, 2, 14),
    "st patrick's day": lambda y: date(y, 3, 17),
    "international women's day": lambda y: date(y, 3, 8),
    "good friday": lambda y: easter(y) - timedelta(days=2),
    "easter sunday": easter,
    "easter monday": lambda y: easter(y) + timedelta(days=1),
    "easter": easter,
    "ash wednesday": lambda y: easter(y) - timedelta(days=46),
    "may day": lambda y: date(y, 5, 1),
    "halloween": lambda y: date(y, 10, 31),
    "fourth of july": lambda y: date(y, 7, 4),
    "martin luther king jr. day": lambda y: nth_weekday(y, 1, 0, 3),
    "martin luther king day": lambda y: nth_weekday(y, 1, 0, 3),
    "presidents' day": lambda y: nth_weekday(y, 2, 0, 3),
    "memorial day": lambda y: nth_weekday(y, 5, 0, -1),
    "labor day": lambda y: nth_weekday(y, 9, 0, 1),
    "columbus day": lambda y: nth_weekday(y, 10, 0, 2),
    "veterans day": lambda y: date(y, 11, 11),
    "thanksgiving day": lambda y: nth_weekday(y, 11, 3, 4),
    "thanksgiving": lambda y: nth_weekday(y, 11, 3, 4),
    "black friday": lambda y: nth_weekday(y, 11, 3, 4) + timedelta(days=1),
    "cyber monday": lambda y: nth_weekday(y, 11, 3, 4) + timedelta(days=4),
}
"""Named days that news write without a date. Memorial Day, Labor Day, Thanksgiving and the like are the
United States', where the English names mostly point; one that every country has (Independence Day) is left out."""
