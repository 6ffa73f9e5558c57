"""A row of bars: how many statements by month, or by year where the months are many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

MOST = 72
"""Bars beside each other; more are drawn by year."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One month or year."""

    when: str
    """"2015-12" or "2015", as `since` and `until` take it."""
    count: int
    share: float
    """Of the highest, 0 to 1."""


def bars(months: Sequence[tuple[str, int]]) -> list[Bar]:
    """A bar for every month from the first to the last, those without a statement too."""
    counts = Counter(dict(months))
    named = list(_months(min(counts), max(counts))) if counts else []
    if len(named) > MOST:
        years = Counter[str]()
        for month, number in counts.items():
            years[month[:4]] += number
        counts, named = (
            years,
            [f"{year:04}" for year in range(int(named[0][:4]), int(named[-1][:4]) + 1)][-MOST:],
        )
    highest = max(counts.values(), default=1)
    return [Bar(when, counts[when], counts[when] / highest) for when in named]


def _months(first: str, last: str) -> Iterator[str]:
    start, end = (int(month[:4]) * 12 + int(month[5:7]) - 1 for month in (first, last))
    for number in range(start, end + 1):
        yield f"{number // 12:04}-{number % 12 + 1:02}"
