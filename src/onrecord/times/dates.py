"""Forms that name a place in the calendar: days, weekdays, months, seasons, years, named days."""

from __future__ import annotations

import re
from datetime import date, timedelta

from onrecord.times.calendar import HOLIDAYS, Days, chosen, day, months, nth_weekday, period
from onrecord.times.vocabulary import (
    DECADES,
    SEASONS,
    Context,
    Forms,
    Match,
    month_of,
    nearness,
    ordinal,
    part_of,
    stated_year,
    weekday_of,
)

FORMS = Forms()


@FORMS.add(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)")
def _iso(match: Match, context: Context) -> Days | None:
    return day(date(int(match["year"]), int(match["month"]), int(match["day"])))


@FORMS.add(r"(?P<a>\d{1,2})(?P<mark>[/.])(?P<b>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d\d)")
def _numeric(match: Match, context: Context) -> Days | None:
    """Day first or month first, where only one of the two is possible; with full stops the day is first."""
    a, b, year = int(match["a"]), int(match["b"]), int(match["year"])
    if match["mark"] == "." or a > 12 or a == b:
        return day(date(year, b, a))
    return day(date(year, a, b)) if b > 12 else None


@FORMS.add("9/11")
def _nine_eleven(match: Match, context: Context) -> Days | None:
    return day(date(2001, 9, 11))


@FORMS.add(
    r"@NIGHTOF?(?:(?P<weekday>@WEEKDAYSHORT)(?: @DAYPART)?,? )?(?:the )?"
    r"(?:(?P<month>@MONTH) (?P<day>@DAY)(?:@TO(?P<to>@DAY)(?! @MONTH))?"
    r"|(?P<day2>@DAY)(?:@TO(?P<to2>@DAY))?(?: day)?(?: of)? (?P<month2>@MONTH))@OFYEAR?",
    accept=lambda match: (match["month"] or match["month2"])[0].isupper(),
)
def _date(match: Match, context: Context) -> Days | None:
    """A day of a month, or several in a row; a missing year is the nearest one that the weekday allows."""
    month = month_of(match["month"] or match["month2"])
    first = _digits(match["day"] or match["day2"])
    last = max(first, _digits(match["to"] or match["to2"] or "0"))
    year = stated_year(match, context)
    if year is not None:
        return Days(date(year, month, first), date(year, month, last))
    if context.anchor is None or match["of_year"]:
        return None
    candidates = []
    for year in range(context.anchor.year - 8, context.anchor.year + 9):
        if last <= _length(year, month):
            candidates.append(Days(date(year, month, first), date(year, month, last)))
    if match["weekday"]:
        weekday = weekday_of(match["weekday"])
        candidates = [c for c in candidates if c.first and c.first.weekday() == weekday] or candidates
    by_tense = chosen(candidates, context.anchor, None, context.direction)
    nearest = chosen(candidates, context.anchor, None, None)
    return nearest if _is_far(by_tense, context.anchor) and not _is_far(nearest, context.anchor) else by_tense


def _is_far(days: Days | None, anchor: date) -> bool:
    """Whether a day is so far away that its year would have been written: eleven months."""
    return days is None or days.first is None or abs((days.first - anchor).days) >= 335


def _digits(words: str) -> int:
    return int(re.sub(r"\D", "", words))


def _length(year: int, month: int) -> int:
    last = months(year, month).last
    return last.day if last else 0


_BEFORE_MONTH = re.compile(
    r"(?:\b(?:in|since|by|until|till|from|to|for|through|during|of|before|after|between|and|or|the)\s|[-–]\s?)$",
    re.I,
)

_IN_MONTH = re.compile(r"\b(?:in|since|until|by|during)\s$", re.I)
_FULL_NAME = re.compile(
    r"\b(?!In|On|Since|Until|By|Last|This|Next|Early|Late|From|Before|After|During|Of|And|The)[A-Z][a-z]+\.? "
    r"(March|April|May|June|August)\b(?! \d)"
)
"""Somebody who is called like a month: "Ana May", "Mr. March"."""


def _is_month(match: Match) -> bool:
    """Whether a bare "May" or "March" is a month: words that are also names or verbs need one more sign."""
    name, more = match["month"], match["near"] or match["part"] or match["year"] or match["of_year"]
    if not name[0].isupper():
        return False
    if more or len(name.rstrip(".")) > 6 or name.casefold() == "july":
        return True
    before = match.string[max(0, match.start() - 3000) : match.start()]
    if not _BEFORE_MONTH.search(before[-12:]) or match.string.startswith(("'s", "’s"), match.end()):
        return False
    given_to_people = any(found[1] == name for found in _FULL_NAME.finditer(before))
    return not given_to_people or _IN_MONTH.search(before[-12:]) is not None


@FORMS.add("(?P<part>@PART)?(?:(?P<near>@NEAR) )?(?P<month>@MONTH)@OFYEAR?", accept=_is_month)
def _month(match: Match, context: Context) -> Days | None:
    month = month_of(match["month"])
    year = stated_year(match, context)
    if year is not None:
        return part_of(match["part"], months(year, month))
    if context.anchor is None or match["of_year"]:
        return None
    candidates = [months(context.anchor.year + shift, month) for shift in (-2, -1, 0, 1, 2)]
    found = chosen(candidates, context.anchor, nearness(match["near"]), context.direction)
    return part_of(match["part"], found)


@FORMS.add(
    "the (?P<nth>first|second|third|fourth|last) (?P<noun>week|weekend|@WEEKDAY) (?:of|in) (?P<month>@MONTH)@OFYEAR?",
    accept=lambda m: m["month"][0].isupper(),
)
def _nth_of_month(match: Match, context: Context) -> Days | None:
    """ "The first Monday in September", "the second week of May": weeks are sevens of days from the month's first."""
    year = stated_year(match, context)
    if year is not None:
        return _nth(match, year)
    if context.anchor is None or match["of_year"]:
        return None
    candidates = [_nth(match, context.anchor.year + shift) for shift in (-1, 0, 1)]
    return chosen(candidates, context.anchor, None, context.direction)


def _nth(match: Match, year: int) -> Days:
    month, noun = month_of(match["month"]), match["noun"].casefold()
    nth = -1 if match["nth"].casefold() == "last" else ordinal(match["nth"])
    if noun == "week":
        first = 7 * nth - 6 if nth > 0 else _length(year, month) - 6
        return Days(date(year, month, first), date(year, month, first + 6))
    if noun == "weekend":
        saturday = nth_weekday(year, month, 5, nth)
        return Days(saturday, saturday + timedelta(days=1))
    return day(nth_weekday(year, month, weekday_of(noun), nth))


_TITLES_AFTER = re.compile(
    r"[^\S\n]+(?:Times|Telegraph|Mirror|Mail|Express|Herald|Post|Star|Review|People|Sun|Independent|Magazine|Business|Night)\b"
)
_NAMES_BEFORE = re.compile(
    r"\b(?:Bloody|Super|Casual|Sheffield|Mail on|Giving|Palm|an?|every|each|any|one|most)\s$"
)


def _is_weekday(match: Match) -> bool:
    """Not part of a name ("the Sunday Times", "Bloody Sunday"), and not any such day ("on a Sunday")."""
    text = match.string
    return not (
        _TITLES_AFTER.match(text, match.end())
        or _NAMES_BEFORE.search(text[max(0, match.start() - 12) : match.start()])
    )


@FORMS.add(
    "@NIGHTOF?(?:(?:early|late|earlier|later)(?: on)? )?(?P<near>@NEAR |the (?:previous|following) |that )?"
    "(?P<weekday>@WEEKDAY)(?: @DAYPART)?(?:,?(?: of)? (?P<week>last|this|next) week)?",
    accept=_is_weekday,
)
def _weekday(match: Match, context: Context) -> Days | None:
    """ "next Friday" is the Friday of next week; "last Friday" the latest one before the day."""
    weekday, near = weekday_of(match["weekday"]), (match["near"] or "").casefold().strip()
    to_text = near.endswith(("previous", "following")) or near == "that"
    anchor = context.anchor
    if to_text:
        anchor = context.reference.first if context.reference and context.reference.is_day else None
    if anchor is None:
        return None
    monday = anchor - timedelta(days=anchor.weekday())
    if match["week"] or near == "next":
        shift = {"last": -1, "this": 0, "next": 1}[(match["week"] or "next").casefold()]
        return day(monday + timedelta(weeks=shift, days=weekday))
    candidates = [day(monday + timedelta(weeks=shift, days=weekday)) for shift in (-2, -1, 0, 1, 2)]
    if near == "that":
        return chosen(candidates, anchor, None, None)
    which = nearness(near)
    if which == "this":
        return chosen(candidates, anchor, which, context.direction or "future")
    return chosen(candidates, anchor, which, context.direction or "past")


@FORMS.add("(?:the )?(?P<part>@PART)?(?:the )?(?P<decade>(?:1[5-9]|20)\\d0)['’]?s")
def _decade(match: Match, context: Context) -> Days | None:
    return part_of(match["part"], months(int(match["decade"]), 1, 120))


@FORMS.add(
    "(?P<part>@PART)?(?:(?:the )?['’](?P<decade>[2-9]0)s"
    "|the (?P<part2>(?:early|mid|late)(?: |-))?['’]?(?:(?P<word>@DECADE)|(?P<digits>[3-9]0)s))",
)
def _short_decade(match: Match, context: Context) -> Days | None:
    """ "the '90s", "the sixties": of the twentieth century."""
    digits = match["decade"] or match["digits"]
    decade = int(digits) if digits else DECADES[match["word"].casefold()]
    return part_of(match["part"] or match["part2"], months(1900 + decade, 1, 120))


@FORMS.add(
    "(?P<part>@PART)?(?:the )?(?P<nth>@ORDINAL)(?:(?: |-)century| (?:and|to) (?:the )?(?P<to>@ORDINAL) centuries)",
    accept=lambda m: ordinal(m["nth"]) <= ordinal(m["to"] or m["nth"]) < 30,
)
def _century(match: Match, context: Context) -> Days | None:
    """The years that share their first digits: the 20th century is 1900 to 1999, as in ISO 8601."""
    first, last = ordinal(match["nth"]), ordinal(match["to"] or match["nth"])
    return part_of(match["part"], months(first * 100 - 100, 1, 1200 * (last - first + 1)))


@FORMS.add(
    r"(?:(?:the )?@ORDINAL(?: |-)(?:quarter|half) of )?(?:the )?"
    r"(?:fiscal(?: year)?|(?:financial|tax|academic|school) year)(?: @YEAR(?:[-–/]\d{2,4})?)?"
    r"|FY ?\d{2,4}(?:[-–/]\d{2,4})?",
)
def _fiscal(match: Match, context: Context) -> Days | None:
    """Fiscal years start where their country and company have them start, which the words do not tell."""
    return None


@FORMS.add(
    r"(?:(?P<kind>[QH])(?P<digit>[1-4])|(?:the )?(?P<nth>first|second|third|fourth|1st|2nd|3rd|4th|last|final)(?: |-)"
    r"(?P<noun>quarter|half)(?= of (?:@YEAR|(?:the|last|this|next) year)\b| @YEAR|-))"
    r"(?:-(?:quarter|half))?(?: of the year|@OFYEAR)?",
)
def _quarter(match: Match, context: Context) -> Days | None:
    halves = (match["kind"] or match["noun"][0]).casefold() == "h"
    count, size = (2, 6) if halves else (4, 3)
    nth = match["digit"] or match["nth"].casefold()
    number = count if nth in ("last", "final") else int(nth) if nth.isdecimal() else ordinal(nth)
    if number > count:
        return None
    year = stated_year(match, context)
    if year is not None:
        return months(year, size * (number - 1) + 1, size)
    if context.anchor is None or match["of_year"]:
        return None
    candidates = [months(context.anchor.year + y, size * (number - 1) + 1, size) for y in (-1, 0, 1)]
    return chosen(candidates, context.anchor, None, context.direction or "past")


def _is_season(match: Match) -> bool:
    """Seasons are also water, leaps and tumbles: one counts when a year or a determiner places it."""
    if match["near"] or match["year"] or match["of_year"] or match["part"]:
        return True
    return (
        re.search(
            r"\b(?:in|during|since|by|until|over) the\s$",
            match.string[max(0, match.start() - 14) : match.start()],
            re.I,
        )
        is not None
    )


@FORMS.add("(?P<part>@PART(?:the )?)?(?:(?P<near>@NEAR) )?(?P<season>@SEASON)@OFYEAR?", accept=_is_season)
def _season(match: Match, context: Context) -> Days | None:
    month = SEASONS[match["season"].casefold()]
    year = stated_year(match, context)
    if year is not None:
        return part_of(match["part"], months(year, month, 3))
    if context.anchor is None or match["of_year"]:
        return None
    candidates = [months(context.anchor.year + shift, month, 3) for shift in (-2, -1, 0, 1, 2)]
    found = chosen(candidates, context.anchor, nearness(match["near"]), context.direction)
    return part_of(match["part"], found)


_NAME_BEFORE = re.compile(
    r"\b(?!On|At|By|In|This|Last|Next|Before|After|Since|Until|For|And|The|Every)[A-Z][a-z]+\s$"
)
_NAME_AFTER = re.compile(r"[^\S\n][A-Z][a-z]")


def _is_holiday(match: Match) -> bool:
    """Not part of a name: "Easter Island", "Ana Christmas"."""
    before = match.string[max(0, match.start() - 16) : match.start()]
    return not (_NAME_BEFORE.search(before) or _NAME_AFTER.match(match.string, match.end()))


@FORMS.add("(?P<eve>the eve of )?(?:(?P<near>@NEAR) )?(?P<holiday>@HOLIDAY)@OFYEAR?", accept=_is_holiday)
def _holiday(match: Match, context: Context) -> Days | None:
    name = " ".join(
        match["holiday"].casefold().replace("’", "'").replace("saint", "st").replace("st.", "st").split()
    )
    back = timedelta(days=1 if match["eve"] else 0)
    year = stated_year(match, context)
    if year is not None:
        return day(HOLIDAYS[name](year) - back)
    if context.anchor is None or match["of_year"]:
        return None
    candidates = [day(HOLIDAYS[name](context.anchor.year + shift) - back) for shift in (-2, -1, 0, 1, 2)]
    return chosen(candidates, context.anchor, nearness(match["near"]), context.direction)


@FORMS.add(r"(?P<first>@YEAR)[-–/](?P<last>\d\d)", accept=lambda m: int(m["last"]) > int(m["first"][2:]))
def _years(match: Match, context: Context) -> Days | None:
    """ "2004-09", "the 2015/16 season"."""
    first, last = int(match["first"]), int(match["last"])
    return months(first, 1, 12 * (last - first % 100 + 1))


_COUNTED = re.compile(
    r"[^\S\n](?:[a-z]+s|year|people|men|women|children|miles|km|feet|percent|per cent|more|or)\b"
)
_IN_TIME = re.compile(
    r"\b(?:in|since|by|until|till|from|to|of|during|before|after|between|around|about|circa|the|and|early|late)[^\S\n]$|[(–—-][^\S\n]?$",
    re.I,
)
_CLOCK = re.compile(r"[^\S\n](?:GMT|UTC|BST|[ECMP][SD]T|hours|hrs|local time)\b")


def _is_year(match: Match) -> bool:
    """A number of four digits that is not a count or a time of day."""
    text, number = match.string, int(match["year"])
    if _CLOCK.match(text, match.end()):
        return False
    if match["part"] or (1900 <= number < 2100 and number % 50):
        return True
    if _IN_TIME.search(text[max(0, match.start() - 12) : match.start()]):
        return not _COUNTED.match(text, match.end()) or number >= 1900
    return 1900 <= number < 2100 and not _COUNTED.match(text, match.end())


@FORMS.add("(?P<part>@PART)?(?P<year>@YEAR)", accept=_is_year)
def _year(match: Match, context: Context) -> Days | None:
    return part_of(match["part"], period("year", date(int(match["year"]), 1, 1)))


@FORMS.add(
    r"(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?: ?(?P<half>[ap])\.?m\b\.?)?@ZONE?"
    r"|(?P<hour2>1[0-2]|0?[1-9])(?: ?(?P<half2>[ap])\.?m\b\.?| o['’]clock\b)@ZONE?|(?P<word>noon|midnight)",
    accept=lambda match: "." not in match[0][:3] or bool(match["half"] or re.search("[A-Z]{3}$", match[0])),
)
def _clock(match: Match, context: Context) -> Days | None:
    """A time of day alone tells no day."""
    return None


def clock(match: Match) -> str:
    """The time of day that the form "clock" matched, as "HH:MM"; its time zone is in the words, where stated."""
    if match["word"]:
        return "12:00" if match["word"].casefold() == "noon" else "00:00"
    hour, half = int(match["hour"] or match["hour2"]), (match["half"] or match["half2"] or "").casefold()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"{hour:02}:{match['minute'] or '00'}"
