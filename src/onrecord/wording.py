"""Dates, counts and languages in words; and the words of pages, made harmless."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.record import TimeRange

_INVISIBLE = [0x00AD, 0x061C, 0x200B, 0x200E, 0x200F, *range(0x2060, 0x2065), 0xFEFF]
_REORDERING = [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]
_SAFE: dict[int, int | str | None] = {
    **{code: 0x2400 + code for code in range(0x20)},
    0x7F: 0x2421,
    **dict.fromkeys([ord(space) for space in "\t\n\v\f\r\x85\u2028\u2029"], " "),
    **dict.fromkeys([*range(0x80, 0x85), *range(0x86, 0xA0)], "\N{REPLACEMENT CHARACTER}"),
    **dict.fromkeys(_REORDERING, "\N{REPLACEMENT CHARACTER}"),
    **dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}"),
    **dict.fromkeys(range(0xE0000, 0xE0080), "\N{REPLACEMENT CHARACTER}"),
    **dict.fromkeys(_INVISIBLE, None),
}


def day(iso: str, *, weekday: bool = True) -> str:
    """ "2015-12-15" as "Tue 15 Dec 2015"; what is not a full date stays as it is."""
    parsed = _parsed(iso)
    if parsed is None:
        return iso
    return f"{f'{parsed:%a} ' if weekday else ''}{parsed.day} {parsed:%b %Y}"


def days(span: TimeRange, *, weekday: bool = True) -> str:
    """A range of days as briefly as it can be said: "October 2015", "14–20 Dec 2015", "until 3 May 2016".

    A single day comes with its weekday unless told otherwise. Empty when neither end is known.
    """
    if not span.from_ or not span.to:
        known = span.from_ or span.to
        return f"{'from' if span.from_ else 'until'} {day(known)}" if known else ""
    first, last = _parsed(span.from_), _parsed(span.to)
    if first is None or last is None:
        return span.from_ if span.from_ == span.to else f"{span.from_} – {span.to}"
    if first == last:
        return day(span.to, weekday=weekday)
    if first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]:
        if (first.year, first.month) == (last.year, last.month):
            return f"{first:%B %Y}"
        if first.month == 1 and last.month == 12:
            return f"{first.year}" if first.year == last.year else f"{first.year}–{last.year}"
    end = day(span.to, weekday=False)
    if first.year != last.year:
        return f"{first.day} {first:%b %Y} – {end}"
    if first.month != last.month:
        return f"{first.day} {first:%b} – {end}"
    return f"{first.day}–{end}"


def count(number: int, one: str, many: str | None = None) -> str:
    """ "1 page", "3 pages"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(items: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return " and ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)


def shorten(text: str, length: int) -> str:
    """At most `length` characters of `text`, whole words, with … where some are left out."""
    return text if len(text) <= length else text[: length - 1].rsplit(" ", 1)[0] + "…"


def safe(text: str) -> str:
    """`text` on one line, with nothing in it that a terminal or a browser would obey.

    Control characters are shown as their pictures (ESC as ␛), those that reorder text (Unicode bidirectional
    embeddings, overrides and isolates) as U+FFFD, so that they are seen; marks without width are left out.
    """
    return text.translate(_SAFE)


def language(code: str | None) -> str:
    """The English name of a language code; the code itself where it has none."""
    if code is None:
        return "its language is not recognised"
    from babel import Locale, UnknownLocaleError

    try:
        name: str | None = Locale.parse(code, sep="-").get_display_name("en")
    except (UnknownLocaleError, ValueError):
        name = None
    return name or code


def _parsed(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None
