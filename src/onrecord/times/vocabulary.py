"""The words of English time expressions, and patterns put together from them.

A form is one way of naming a time: a pattern, and a reading from the match and its context to a range of days.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import cast

from onrecord.times.calendar import HOLIDAYS, Days, Direction, Nearness, Unit, part

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SMALL_NUMBERS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)
NUMBERS = {word: number for number, word in enumerate(_SMALL_NUMBERS.split())}
NUMBERS |= {
    "a": 1,
    "an": 1,
    "a dozen": 12,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "a hundred": 100,
}
NUMBERS |= {"a couple of": 2}
VAGUE_NUMBERS = ("several", "a few", "few", "many", "some", "a number of", "a couple", "couple of")
_SMALL_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth twenty-first"
)
ORDINALS = {word: number for number, word in enumerate(_SMALL_ORDINALS.split(), 1)}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""First month of each: meteorological seasons of the northern half of the world."""
DECADES = {"twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70}
DECADES |= {"eighties": 80, "nineties": 90}
_PARTS = {"middle": "mid", "beginning": "start", "close": "end"}


def any_of(words: Iterable[str]) -> str:
    """A group that matches any of the words, longer ones first."""
    return (
        "(?:"
        + "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w))).replace(r"\ ", " ")
        + ")"
    )


_FRAGMENTS = {
    "MONTH": "(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?)",
    "WEEKDAY": "(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day)",
    "WEEKDAYSHORT": r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tues?|wed|thurs?|fri|sat|sun)\b\.?)",
    "DAYPART": "(?:(?:early |late )?(?:morning|afternoon|evening|night|lunchtime))",
    "NIGHTOF": "(?:(?:the )?(?:early |late )?(?:morning|afternoon|evening|night) (?:of|on) )",
    "NUMBER": rf"(?:(?:{any_of(NUMBERS)}|\d{{1,4}}|{any_of(VAGUE_NUMBERS)})\]?)",
    "ABOUT": "(?:(?:nearly|almost|about|around|just|only|just over|just under|over|more than|less than|at least"
    "|some|roughly|approximately) )",
    "UNIT": "(?:hour|day|week|fortnight|weekend|month|quarter|year|decade|century|centurie)",
    "PERIOD": "(?:day|week|weekend|month|quarter|year|decade|century)",
    "PART": "(?:(?:the )?(?:very )?(?:beginning|start|middle|end|close) of |(?:mid|early|late)(?: in | on | |-))",
    "NEAR": "(?:last|next|this(?: past| coming)?|the (?:past|last|next|coming))",
    "YEAR": r"(?:(?:1[5-9]|20)\d\d)(?![\d%]|[.,:]\d)",
    "DAY": r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d%]|[.,:]\d)",
    "HALVES": "(?:(?:a|one) (?:year|decade) and a half|(?P<n>@NUMBER) and a half (?:years|decades))",
    "ORDINAL": rf"(?:{any_of(ORDINALS)}|\d{{1,3}}(?:st|nd|rd|th))",
    "SEASON": any_of(SEASONS),
    "DECADE": any_of(DECADES),
    "HOLIDAY": any_of(HOLIDAYS).replace("'", "['’]").replace("st ", r"(?:st|saint)\.? "),
    "TO": r"(?: ?[-–—] ?| (?:to|and|through|until) )",
    "ZONE": "(?: (?:GMT|UTC|BST|CES?T|E[SD]?T|C[SD]?T|M[SD]?T|P[SD]?T|Eastern|local time)\\b)",
    "OFYEAR": r"(?:(?:,|,? of)? \[?(?P<year>@YEAR)\]?|,?(?: of)? (?:the )?(?P<of_year>last|this|next|that|same) year)",
}
_SPACE = r"(?:[^\S\n]{1,3}|\n(?!\s))"

SIGN = (
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon(?:day|\b)|tue|wed|thu|fri(?:day|\b)|sat(?:urday|\b)|sun(?:day|\b)|today|tonight"
    r"|tomorrow|yesterday|morning|afternoon|evening|night|overnight|hour|day|week|fortnight|month|quarter|half|year|decade"
    r"|centur|fy ?\d|[qh][1-4]\b|fiscal|eve\b|anniversary|recent|earlier|previously|in the past|long|once|time"
    rf"|noon\b|midnight|{any_of({*SEASONS, *DECADES, *HOLIDAYS, 'st.', 'saint'})})"
    r"|\d\d[\d’'/]|\d0s\b|\d[/.:]\d\d?|\d ?[ap]\.?m\b|o['’]clock"
)
"""What at least one word of every expression matches; where none does, no form needs to be tried."""


def pattern(template: str) -> str:
    """The template with `@NAME` fragments filled in; it matches whole words only, over single line breaks."""
    while "@" in template:
        template = re.sub(r"@([A-Z]+)", lambda m: _FRAGMENTS[m[1]], template)
    return rf"(?<![\w$£€#])(?<!\d[.,:])(?:{template})(?!\w)".replace(" ", _SPACE)


@dataclass(frozen=True, slots=True)
class Context:
    """What an expression is read against: the day it counts from, the tense, the date it refers back to."""

    anchor: date | None
    direction: Direction | None = None
    reference: Days | None = None


Match = re.Match[str]
Reading = Callable[[Match, Context], Days | None]


@dataclass(frozen=True)
class Form:
    """One way of naming a time. `accept` says whether a match is a time at all."""

    name: str
    source: str
    """Of `pattern`, which is compiled when it is first needed: all of them take 40 milliseconds."""
    read: Reading
    accept: Callable[[Match], bool]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(self.source, re.IGNORECASE)


class Forms(list[Form]):
    """Forms in order: of two that fit at one place the earlier counts."""

    def add(
        self, template: str, accept: Callable[[Match], bool] = lambda match: True
    ) -> Callable[[Reading], Reading]:
        """Decorates the reading of a form."""

        def added(read: Reading) -> Reading:
            self.append(Form(read.__name__.strip("_"), pattern(template), read, accept))
            return read

        return added


def number(words: str | None) -> int | None:
    """The number meant, 1 where none is written, or None where it is vague ("several")."""
    if words is None:
        return 1
    words = " ".join(words.casefold().strip().rstrip("]").split())
    return int(words) if words.isdecimal() else NUMBERS.get(words)


def ordinal(words: str) -> int:
    """The number of "third" or "3rd"."""
    return ORDINALS.get(words.casefold()) or int(re.sub(r"\D", "", words))


def unit(word: str) -> Unit:
    """The unit of time a singular or plural noun names."""
    word = word.casefold().removesuffix("s")
    return cast(Unit, "century" if word == "centurie" else word)


def month_of(name: str) -> int:
    return MONTHS.index(name[:3].casefold()) + 1


def weekday_of(name: str) -> int:
    """Monday is 0."""
    return WEEKDAYS.index(name[:3].casefold())


def nearness(words: str | None) -> Nearness | None:
    """ "last", "this past" and "the previous" are last; "this coming" and "the following" next."""
    if not words:
        return None
    words = words.casefold()
    if words.startswith("this"):
        return "last" if "past" in words else "next" if "coming" in words else "this"
    return "last" if words.endswith(("last", "past", "previous")) else "next"


def part_of(words: str | None, days: Days | None) -> Days | None:
    """The part of a period that words like "early" or "the end of" take."""
    if words and days:
        for word in re.findall("[a-z]+", words.casefold()):
            word = _PARTS.get(word, word)
            if word in ("early", "mid", "late", "start", "end"):
                return part(days, word)
    return days


def stated_year(match: Match, context: Context) -> int | None:
    """The year of `@OFYEAR`: a number, or "last year", "of that year"; None where it does not tell."""
    if match["year"]:
        return int(match["year"])
    word = (match["of_year"] or "").casefold()
    if word in ("that", "same"):
        first = context.reference.first if context.reference else None
        return first.year if first else None
    if word and context.anchor:
        return context.anchor.year + {"last": -1, "this": 0, "next": 1}[word]
    return None
