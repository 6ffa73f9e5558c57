"""When an article was published, and what says so.

Evidence is gathered first, each piece with its weight, and weighed afterwards: what lost is kept beside what won.
Nothing here asks the clock, and a date that merely stands somewhere in the text is not evidence.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Literal, NamedTuple

from babel.dates import get_day_names, get_month_names

from onrecord.record import DateEvidence

WEIGHTS = {
    "JSON-LD": 0.95,
    "meta": 0.93,
    "microdata": 0.9,
    "time element": 0.8,
    "URL": 0.92,
    "byline": 0.93,
    "dateline": 0.8,
    "caption": 0.5,
    "container": 0.4,
}
"""How far each kind of evidence is believed, 0 to 1, when nothing else speaks."""
UTC = " in UTC"
UTC_DISCOUNT = 0.1
"""A time in UTC may fall on the next day of the outlet's own calendar: what readers are shown goes first."""
About = Literal["published", "updated"]
METADATA = frozenset(("JSON-LD", "meta", "microdata", "time element"))
"""Written by one publishing system out of one field: they count once, however many agree."""

LANGUAGES = "en es fr de it pt nl pl id sv da nb fi cs ro hu tr ru uk el sk hr bg lt lv et sl".split()
ABBREVIATING = "en es fr de it pt nl id sv da nb".split()
"""Languages whose short names of months are read: elsewhere they are words of other languages ("pro", "set", "lis")."""
FIRST_YEAR, LAST_YEAR = 1850, 2099
WEEKDAYS = {name.lower()[:length]: i for i, name in enumerate(calendar.day_name) for length in (3, len(name))}
WEEKDAYS |= {"tues": 1, "thur": 3, "thurs": 3}

MONTH = r"(?P<month>[^\W\d_]{3,14})\.?"
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|ª|\.)?"
YEAR = r"(?P<year>\d{4})"
EXPRESSIONS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{MONTH}\s{{0,3}}{DAY},?\s{{1,3}}{YEAR}\b",
        rf"\b{DAY}[\s/-]{{0,3}}(?:de\s|of\s|d['’])?{MONTH}(?:\s+(?:de|del)\s+|[\s,./-]{{1,3}}){YEAR}\b",
        rf"\b{YEAR}\.?\s{MONTH}\s{DAY}",
        rf"\b{YEAR}(?P<sign>[-/.])(?P<month>\d{{1,2}})(?P=sign)(?P<day>\d{{1,2}})(?!\d)",
        rf"{YEAR}\s?年\s?(?P<month>\d{{1,2}})\s?月\s?(?P<day>\d{{1,2}})\s?日",
        r"\b(?P<first>\d{1,2})(?P<sign>[./-])(?P<second>\d{1,2})(?P=sign)(?P<year>\d{4})\b",
    )
)
WEEKDAY_BEFORE = re.compile(r"\b([A-Z][a-z]{2,8})\.?,?\s*(?:the\s|on\s)?$")
CLOCK = re.compile(
    r"\b\d{1,2}\s?[:.hH]\s?\d{2}(?:[:.]\d{2})?(?:\.\d+)?(?!\d)|\b\d{1,2}\s?(?=[ap]\.?m\b)|\b[ap]\.?m\b\.?|\b[A-Z]{1,4}T\b|"
    r"\bUTC\b|\bGMT\b|\bWIB\b|\bUhr\b|\bZ\b|[+-]\d{2}:?\d{2}\b",
    re.I,
)
AGO = re.compile(r"\b(?:\d+|an?|one)\s(?:minute|hour|day|week|month|year)s?\sago\b", re.I)
PUBLISHING = re.compile(
    r"\b(?:first\s+|last\s+|originally\s+)?(?:published|posted|created|released|filed|publicado|publicada|postado|fecha|"
    r"publié|publiée|veröffentlicht|publiziert|erstellt|pubblicato|gepubliceerd|geplaatst|opublikowano|diterbitkan|"
    r"publicerad|publicerat|опубликовано|дата|date)\b:?",
    re.I,
)
PARTICLE = re.compile(
    r"\b(?:on|at|the|in|print|online|em|às|as|el|a las|le|à|am|um|stand|il|alle|del|op|om)\b:?", re.I
)
UPDATED = re.compile(
    r"updated?|modified|revised|edited|corrected|atualizad|actualizad|mise? à jour|aktualisiert|aggiornat|bijgewerkt|"
    r"zaktualizowan|diperbarui|uppdatera|обновлен",
    re.I,
)
BY = re.compile(
    r"^\W*(?:(?:interview|words|text|story|report|written|posted) by|from|by|por|par|von|di|da|door|oleh|av|af|"
    r"staff|editor)\b",
    re.I,
)
LONGEST_BYLINE = 200

DATELINE = re.compile(
    r"^(?:\([\w .&'’-]{2,40}\)\s*[—–:-]{0,2}\s*)?"
    r"(?P<place>[A-ZÀ-Þ][\w.'’-]*(?:[ ,/]{1,2}[A-ZÀ-Þ][\w.'’-]*){0,6}?)(?:,\s|\s\(|(?<=[A-ZÀ-Þ.]{2})\s)"
    r"(?:[A-Z][a-z]{2,8}\.?,?\s)?"
    r"(?P<date>[^\W\d_]{3,14}\.?\s\d{1,2}|\d{1,2}\s[^\W\d_]{3,14})(?:,?\s(?P<year>\d{4}))?\)?\s*"
    r"(?:\([\w .&/'’-]{2,40}\)|/[\w .]{2,30}/)?\s*(?:[—–:-]|(?<=\d)\.\s)"
)
FILE_PICTURE = re.compile(r"\bfile\b|\barchiv", re.I)


class Expression(NamedTuple):
    """A complete date written in a text: text[start:end], its weekday included where one stands."""

    start: int
    end: int
    day: date


class Publication(NamedTuple):
    """What the evidence comes to; dates are ISO."""

    published: str | None = None
    published_from: DateEvidence | None = None
    conflicts: tuple[DateEvidence, ...] = ()
    updated: str | None = None


def publication(evidence: Iterable[DateEvidence], retrieved: str | None = None) -> Publication:
    """The date that the evidence speaks for, the strongest piece for it, and every piece that speaks against it.

    Agreeing pieces strengthen each other as independent witnesses do: the weight of a day is 1 - ∏(1 - weight).
    A day after `retrieved` (ISO, when known) is no day of publication, and a time in UTC does not speak against the
    day before, when that is the day readers are shown.
    """
    pieces = _complete(tuple(evidence))
    said = [piece for piece in pieces if piece.about == "published"]
    shown = {_next_day(piece.date) for piece in said if piece.how == "byline"}
    possible = [
        piece
        for piece in said
        if not (retrieved and piece.date > _next_day(retrieved[:10]))
        and not (piece.how.endswith(UTC) and piece.date in shown)
    ]
    updates = sorted(piece.date for piece in pieces if piece.about == "updated")
    if not possible:
        return Publication(None, None, tuple(said), updates[-1] if updates else None)
    chosen = max(possible, key=lambda piece: (_weight(possible, piece.date), piece.weight))
    strongest = max(
        (piece for piece in possible if piece.date == chosen.date), key=lambda piece: piece.weight
    )
    later = [day for day in updates if day >= chosen.date]
    return Publication(
        strongest.date,
        strongest,
        tuple(piece for piece in said if piece.date != strongest.date),
        later[-1] if later else None,
    )


def date_in_text(
    paragraphs: Sequence[str], *, header: Sequence[str] = (), captions: Sequence[str] = ()
) -> list[DateEvidence]:
    """What an article's own words say of the day it was published.

    `paragraphs` is the body in order, of which only the first can open with a dateline; `header` holds the lines
    between headline and body (or right under the body) where a byline may stand; `captions` those of the article's
    own pictures. Lines of link lists belong to none of them: a teaser's date is the date of another article.
    A dateline without a year gives a date without one ("--05-03").
    """
    found = [piece for line in header for piece in dates_in_byline(line)]
    found += [piece for paragraph in paragraphs[:3] for piece in date_in_dateline(paragraph)]
    found += [piece for caption in captions for piece in date_in_caption(caption)]
    return found


def dates_in_byline(line: str) -> list[DateEvidence]:
    """The dates of a line that is a byline: dates, clock times, labels and names, and no sentence."""
    if len(line) > LONGEST_BYLINE:
        return []
    expressions = list(dates_in(line)) if any(map(str.isdigit, line)) else []
    if not expressions:
        return []
    rest, before = [], 0
    for found in expressions:
        rest.append(line[before : found.start])
        before = found.end
    rest.append(line[before:])
    if not _is_byline(rest):
        return []
    pieces = []
    for label, found in zip(rest, expressions, strict=False):
        about: About = "updated" if UPDATED.search(label) else "published"
        pieces.append(evidence("byline", line.strip(), found.day, about))
    return pieces


def date_in_dateline(paragraph: str) -> list[DateEvidence]:
    """The date in the place line a news agency's text opens with: "GENEVA, May 3 (Agency) — …"."""
    found = DATELINE.match(paragraph[:160])
    if not found:
        return []
    month_first = re.fullmatch(r"(?P<month>\D+?)\.?\s(?P<day>\d+)", found["date"])
    day_first = re.fullmatch(r"(?P<day>\d+)\s(?P<month>\D+)", found["date"])
    parts = month_first or day_first
    month = _months().get(parts["month"].lower()) if parts else None
    if not parts or not month:
        return []
    day = _day(int(found["year"] or 2000), month, int(parts["day"]))  # 2000 had a 29 February
    if day is None:
        return []
    text = found[0].rstrip(" —–:-.")
    iso = day.isoformat() if found["year"] else f"--{day:%m-%d}"
    return [DateEvidence(how="dateline", text=text, date=iso, weight=WEIGHTS["dateline"])]


def date_in_caption(caption: str) -> list[DateEvidence]:
    """The day a picture was taken, when its caption names weekday and date; archive pictures do not count."""
    if FILE_PICTURE.search(caption):
        return []
    days = [found for found in dates_in(caption) if caption[found.start].isalpha()]
    named = [found for found in days if _weekday_of(caption[found.start : found.end]) is not None]
    return [evidence("caption", caption[found.start : found.end], found.day) for found in named[:1]]


def dates_in(text: str) -> Iterator[Expression]:
    """The complete dates written in `text`, in order. Numbers that may be day and month or month and day, and dates
    whose weekday is wrong, are left out."""
    found: list[Expression] = []
    for pattern in EXPRESSIONS:
        for match in pattern.finditer(text):
            day = _read(match)
            if day is None or any(match.start() < other.end and other.start < match.end() for other in found):
                continue
            weekday = WEEKDAY_BEFORE.search(text, max(0, match.start() - 16), match.start())
            number = WEEKDAYS.get(weekday[1].lower()) if weekday else None
            if number is not None and number != day.weekday():
                continue
            start = weekday.start() if weekday and number is not None else match.start()
            found.append(Expression(start, match.end(), day))
    yield from sorted(found)


def evidence(how: str, text: str, day: date, about: About = "published", utc: bool = False) -> DateEvidence:
    """A piece of evidence with the weight of its kind; `utc` when it is the day of a time given in UTC."""
    weight = WEIGHTS[how] - (UTC_DISCOUNT if utc else 0.0)
    name = how + UTC if utc else how
    return DateEvidence(how=name, text=text, date=day.isoformat(), weight=round(weight, 2), about=about)


def _is_byline(rest: Sequence[str]) -> bool:
    """Whether what is left of a line without its dates is times, labels and at most a name or two."""
    whole = " ".join(rest)
    left = whole
    for pattern in (UPDATED, CLOCK, AGO, PUBLISHING, PARTICLE):
        left = pattern.sub(" ", left)
    words = [word for word in re.findall(r"[^\W\d_]{2,}", left) if word.lower() not in _weekdays()]
    if BY.match(whole) or UPDATED.match(whole.strip()) or PUBLISHING.match(whole.strip()):
        return len(words) <= 14
    names = [word for word in words if word[0].isupper() or not word.isascii()]
    return (
        len(words) <= 8 and len(names) == len(words) and (not words or bool(re.search(r"[|·•,/–—-]", whole)))
    )


def _complete(pieces: Sequence[DateEvidence]) -> list[DateEvidence]:
    """The pieces with complete dates. One without a year (a dateline's "--05-03") or a day (an address's "2015-05")
    takes what it lacks from another that fits it, or falls away."""
    complete = [piece for piece in pieces if re.fullmatch(r"\d{4}-\d\d-\d\d", piece.date)]
    days = [piece.date for piece in sorted(complete, key=lambda piece: -piece.weight)]
    months = [piece.date for piece in pieces if re.fullmatch(r"\d{4}-\d\d", piece.date)]
    for piece in pieces:
        if piece.date.startswith("--"):
            fits = [day for day in days if day.endswith(piece.date[1:])]
            fits += [month[:4] + piece.date[1:] for month in months if month.endswith(piece.date[1:4])]
        elif piece.date in months:
            fits = [day for day in days if day.startswith(piece.date)]
        else:
            continue
        complete += [piece.model_copy(update={"date": day}) for day in fits[:1]]
    return complete


def _weight(pieces: Sequence[DateEvidence], day: str) -> float:
    doubt = 1.0
    metadata = [piece.weight for piece in pieces if piece.date == day and _kind(piece) in METADATA]
    others = {
        piece.how: piece.weight for piece in pieces if piece.date == day and _kind(piece) not in METADATA
    }
    for weight in (*others.values(), max(metadata, default=0.0)):
        doubt *= 1 - weight
    return 1 - doubt


def _kind(piece: DateEvidence) -> str:
    return piece.how.removesuffix(UTC)


def _read(match: re.Match[str]) -> date | None:
    parts = match.groupdict()
    year = int(parts["year"])
    if "first" in parts:
        first, second = int(parts["first"]), int(parts["second"])
        if first > 12 or first == second or parts["sign"] == ".":
            return _day(year, second, first)
        return _day(year, first, second) if second > 12 else None
    month = parts["month"]
    number = int(month) if month.isdecimal() else _months().get(month.lower().rstrip("."))
    return _day(year, number, int(parts["day"])) if number else None


def _day(year: int, month: int, day: int) -> date | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _weekday_of(expression: str) -> int | None:
    word = re.match(r"[A-Za-z]+", expression)
    return WEEKDAYS.get(word[0].lower()) if word else None


def _next_day(iso: str) -> str:
    return (date.fromisoformat(iso) + timedelta(days=1)).isoformat()


@cache
def _months() -> dict[str, int]:
    """Month names of many languages (CLDR), lower case; a word that is two months in two languages is none here."""
    names: dict[str, set[int]] = {}
    for language in LANGUAGES:
        for width in ("wide", "abbreviated") if language in ABBREVIATING else ("wide",):
            for context in ("format", "stand-alone"):
                for number, name in get_month_names(width, context, language).items():
                    names.setdefault(name.lower().strip("."), set()).add(number)
    names["sept"] = {9}
    english = {name.lower(): i for i, name in enumerate(calendar.month_name) if name}
    return {name: min(numbers) for name, numbers in names.items() if len(numbers) == 1} | english


@cache
def _weekdays() -> frozenset[str]:
    """The words that names of days are made of, in many languages."""
    return frozenset(
        word
        for language in LANGUAGES
        for width in ("wide", "abbreviated")
        for name in get_day_names(width, "format", language).values()
        for word in name.lower().strip(".").split("-")
    )
