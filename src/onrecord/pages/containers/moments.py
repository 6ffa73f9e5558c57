"""Dates as containers write them, to ISO."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

DIGITS = re.compile(r"\d{9,13}(?:\.\d+)?")
YEARS = range(1900, 2200)


def iso(value: object) -> str | None:
    """An ISO date or date-time, in the zone it was written in; None for what is no date.

    Read are ISO 8601 with its common variants, RFC 5322 ("Tue, 03 Mar 2026 10:00:00 +0200"), and seconds or
    milliseconds since 1970. Nothing is guessed: "03/04/2026" is None.
    """
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        value = f"{value:.0f}" if abs(value) < 1e14 else ""
    if not isinstance(value, str):
        return None
    text = value.strip()
    found = _seconds(text) if DIGITS.fullmatch(text) else _iso(text) or _mail(text)
    return found.isoformat() if found and found.year in YEARS else None


def _seconds(text: str) -> datetime | None:
    seconds = float(text)
    seconds = seconds / 1000 if seconds > 1e11 else seconds
    return datetime.fromtimestamp(seconds, UTC).replace(microsecond=0)


def _iso(text: str) -> date | datetime | None:
    try:
        return date.fromisoformat(text) if len(text) <= 10 else datetime.fromisoformat(text)
    except ValueError:
        return None


def _mail(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
