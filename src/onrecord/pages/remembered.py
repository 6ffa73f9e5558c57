"""Answers about lines, remembered: a page is asked about a line several times, and a site's pages share their menus."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

Answer = TypeVar("Answer")
LINES = 4096
LONGEST = 400
"""Characters of a line that is remembered: with `LINES`, a bound for what memory it takes."""


def remembered(function: Callable[[str], Answer]) -> Callable[[str], Answer]:
    """`function`, its answers about the last `LINES` short lines kept."""
    kept = lru_cache(maxsize=LINES)(function)

    @wraps(function)
    def answer(line: str) -> Answer:
        return kept(line) if len(line) <= LONGEST else function(line)

    return answer
