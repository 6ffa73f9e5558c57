"""What statements are asked for, the same for every question and every way to ask it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypedDict

from onrecord.record import Act, StatementKind


@dataclass(frozen=True, slots=True)
class Filters:
    """Which statements: those that fit all that is given; None does not restrict.

    `words` are all to be there in any form; "a phrase" in quotation marks as it is; `or` between two takes either;
    -word must not be there. `like` is a vector, as `onrecord.meaning(words)` gives it: the statements whose meaning is
    nearest come first. `by` and `about` are names, or parts of names. `since` and `until` are days (2015-12-15),
    months or years, both included; a statement fits when it may have been said then. `outlet` is its name or its host.
    """

    words: str | None = None
    like: bytes | None = None
    by: str | None = None
    about: str | None = None
    since: str | None = None
    until: str | None = None
    outlet: str | None = None
    kind: StatementKind | None = None
    act: Act | None = None
    min_confidence: float = 0.0


class Restrictions(TypedDict, total=False):
    """The fields of `Filters` but for the words, to be given as keywords."""

    like: bytes | None
    by: str | None
    about: str | None
    since: str | None
    until: str | None
    outlet: str | None
    kind: StatementKind | None
    act: Act | None
    min_confidence: float
