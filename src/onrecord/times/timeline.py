"""The time expressions of a text in order, each read against the article's date or the dates around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from onrecord.times import dates, relative
from onrecord.times.calendar import Days, Direction, day
from onrecord.times.dateline import dateline
from onrecord.times.tense import direction
from onrecord.times.vocabulary import SIGN, Context, Form, Match

RelativeTo = Literal["calendar", "article", "text"]


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that name a time, and the days they mean.

    `start` and `end` are code points into the text, half-open, and `text` the words between. `from_` and `to` are the
    first and the last day; one is None where the range is open or not known, both where the words do not resolve.
    `relative_to` tells what they were counted from: nothing but the calendar, the article's date, or another date in
    the text, which then stands at `reference` (start, end). `clock` is the time of day ("15:11") where the words give
    one and no day; a time zone stays in `text`.
    """

    start: int
    end: int
    text: str
    from_: date | None
    to: date | None
    relative_to: RelativeTo | None = None
    clock: str | None = None
    reference: tuple[int, int] | None = None


def expressions(text: str, anchor: date | None) -> list[TimeExpression]:
    """The time expressions in a text, in order and apart from each other, read against the day `anchor`.

    Without an anchor, relative expressions stay unresolved. Raises nothing; takes time linear in the text.
    """
    return Timeline(text, anchor).all


@dataclass(frozen=True, slots=True)
class _Found:
    form: Form
    match: Match

    @property
    def takes_event(self) -> bool:
        """Whether words may follow that say what it counts from: "a day after the vote"."""
        return self.form.name in ("eve", "anniversary") or (
            self.form.name == "from_text"
            and not self.match["side"]
            .casefold()
            .startswith(("earl", "later", "previously", "beforehand", "afterw"))
        )


_FORMS: list[Form] = [*dates.FORMS, *relative.FORMS]
_SIGN = re.compile(SIGN, re.IGNORECASE)
_WORD = re.compile(r"(?<![\w$£€#])['’]?\w+")
_LEAD = 48
"""How many characters of an expression may stand before the first word that shows it to be one."""


@cache
def _any() -> re.Pattern[str]:
    """Matches what any form does, which is seldom any: one look instead of one a form."""
    sources = (form.source.replace("(?P=mark)", "[/.]") for form in _FORMS)
    return re.compile("|".join(re.sub(r"\(\?P<\w+>", "(?:", source) for source in sources), re.IGNORECASE)


def _find(text: str) -> list[_Found]:
    """All expressions; of those that overlap, the one that starts first."""
    found: list[_Found] = []
    done = 0
    for sign in _SIGN.finditer(text):
        for word in _WORD.finditer(text, max(done, sign.start() - _LEAD), sign.end()):
            if word.start() >= done and _any().match(text, word.start()):
                reading = _at(text, word.start())
                if reading is not None:
                    found.append(reading)
                    done = reading.match.end()
        done = max(done, sign.end())
    return found


def _at(text: str, start: int) -> _Found | None:
    for form in _FORMS:
        match = form.pattern.match(text, start)
        if match and form.accept(match):
            return _Found(form, match)
    return None


_LENGTHS = ("in_units", "stretch")
"""Forms that, where they lead to no day, are no time but a length: "it took shape in two years"."""
_WINDOW = 500
"""Characters back in which an expression like "ten days before" looks for the date it counts from."""
_MOST_BACK = 8
_OBJECT = re.compile(r"[^\S\n](?=\w)")
_CLAUSE_END = re.compile(r"[.,;:!?\n“”\"()]")
_CLAUSE = re.compile(r"[.;:!?\n“”\"()]")
_NEAR_WORDS = 60
"""Characters on either side of a dated expression whose nouns are taken to name what happened then."""
_NOUN = re.compile(r"\b[a-z][a-z-]{3,}\b")
_NO_EVENTS = frozenset(
    "after before with from that this they their have been were will would could said says told when where which while "
    "about into over under than then there these those what also more most some such only other night morning evening "
    "afternoon week month year days weeks months years since until during against between".split()
)


class Timeline:
    """The expressions of one text; `read` reads one of them again against another day or direction."""

    def __init__(self, text: str, anchor: date | None) -> None:
        self.text = text
        self.anchor = dateline(text, anchor)
        self._found = _find(text)
        self._events: dict[str, list[int]] | None = None
        self._resolved: dict[int, TimeExpression] = {}
        self.all: list[TimeExpression] = []
        taken_to = 0
        for index in range(len(self._found)):
            if self._found[index].match.start() < taken_to:
                continue
            expression = self._plain(index)
            if (
                self._found[index].form.name in _LENGTHS
                and expression.relative_to is None
                and anchor is not None
            ):
                continue
            taken_to = expression.end
            self.all.append(expression)
        self._index = {self._found[i].match.start(): i for i in range(len(self._found))}

    def read(
        self, expression: TimeExpression, anchor: date | None, direction: Direction | None
    ) -> TimeExpression:
        """The same words counted from another day, or with the direction known."""
        return self._read(self._index[expression.start], anchor, direction)

    def _plain(self, index: int) -> TimeExpression:
        if index not in self._resolved:
            match = self._found[index].match
            towards = direction(self.text, match.start(), match.end()) or self._enumerated(index)
            self._resolved[index] = self._read(index, self.anchor, towards)
        return self._resolved[index]

    def _enumerated(self, index: int) -> Direction | None:
        """The direction of the time just before in the same sentence: "next month, Italy in May and Peru in June"."""
        before, start = self._resolved.get(index - 1), self._found[index].match.start()
        if (
            before is None
            or self.anchor is None
            or _CLAUSE.search(self.text[before.end : start])
            or start - before.end > 60
        ):
            return None
        if before.from_ is not None and before.from_ > self.anchor:
            return "future"
        return "past" if before.to is not None and before.to < self.anchor else None

    def _read(self, index: int, anchor: date | None, towards: Direction | None) -> TimeExpression:
        found = self._found[index]
        start, end = found.match.span()
        days: Days | None = None
        base: RelativeTo | None = None
        reference: tuple[int, int] | None = None
        if found.takes_event and _OBJECT.match(self.text, end):
            event = self._event(index)
            if event is not None:
                days = _reading(found, Context(anchor, towards, Days(event.from_, event.to)))
                base, reference = "text", (event.start, event.end)
                if end <= event.start and event.start - end <= _NEAR_WORDS:
                    end = event.end
        else:
            bases: list[tuple[RelativeTo, Context]] = [
                ("calendar", Context(None, towards)),
                ("article", Context(anchor, towards)),
            ]
            for base_, context in bases:
                days = _reading(found, context)
                if days is not None:
                    base = base_
                    break
            else:
                for before in self._before(index):
                    days = _reading(found, Context(anchor, towards, Days(before.from_, before.to)))
                    if days is not None:
                        base, reference = "text", (before.start, before.end)
                        break
                else:
                    if anchor is not None and found.form.name == "from_text" and _is_back(found):
                        days, base = _reading(found, Context(anchor, towards, day(anchor))), "article"
        if days is None:
            clock = dates.clock(found.match) if found.form.name == "clock" else None
            return TimeExpression(start, end, self.text[start:end], None, None, clock=clock)
        return TimeExpression(
            start, end, self.text[start:end], days.first, days.last, base, reference=reference
        )

    def _before(self, index: int) -> list[TimeExpression]:
        """Expressions shortly before one, the nearest first."""
        start = self._found[index].match.start()
        near = range(index - 1, max(-1, index - 1 - _MOST_BACK), -1)
        read = [self._resolved[i] for i in near if i in self._resolved]
        return [e for e in read if start - e.end <= _WINDOW]

    def _event(self, index: int) -> TimeExpression | None:
        """The date of what follows an expression: named there, or given with the same noun elsewhere in the text."""
        end = self._found[index].match.end()
        clause = _CLAUSE_END.split(self.text[end : end + _NEAR_WORDS], maxsplit=1)[0]
        if index + 1 < len(self._found):
            following = self._found[index + 1]
            if following.match.start() - end <= len(clause) and not following.takes_event:
                return self._plain(index + 1)
        if self._events is None:
            self._events = self._dated_nouns()
        for noun in _NOUN.findall(clause):
            known = self._events.get(noun)
            if known:
                earlier = [i for i in known if i < index]
                return self._plain(earlier[-1] if earlier else known[0])
        return None

    def _dated_nouns(self) -> dict[str, list[int]]:
        """Nouns beside expressions that name a day of their own: "Tuesday's vote", "the vote on 4 May"."""
        events: dict[str, list[int]] = {}
        for index, found in enumerate(self._found):
            if found.form.name not in ("date", "weekday", "day_word", "holiday", "iso"):
                continue
            start, end = found.match.span()
            before = _CLAUSE_END.split(self.text[max(0, start - _NEAR_WORDS) : start])[-1]
            after = _CLAUSE_END.split(self.text[end : end + _NEAR_WORDS], maxsplit=1)[0]
            for noun in _NOUN.findall(before)[-4:] + _NOUN.findall(after)[:4]:
                if noun not in _NO_EVENTS:
                    events.setdefault(noun, []).append(index)
        return events


def _is_back(found: _Found) -> bool:
    return not found.match["side"].casefold().startswith(("after", "later", "following"))


def _reading(found: _Found, context: Context) -> Days | None:
    """The days read, or None too where they fall outside the calendar (31 June, the year 12000)."""
    try:
        days = found.form.read(found.match, context)
    except (ValueError, OverflowError):
        return None
    if days is not None and days.first is not None and days.last is not None and days.first > days.last:
        return None
    return days
