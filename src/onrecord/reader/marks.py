"""Quotation marks: which characters of a paragraph are marks, which stand inside a quotation.

News text mixes curly, straight, single and angle marks, forgets closing ones, and opens every paragraph of a long
quotation while closing only the last. So a double mark that is never closed quotes to the end of its paragraph,
and a single mark counts only where it is closed, because most single marks are apostrophes.
"""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

OUTSIDE, INSIDE, MARK = 0, 1, 2

DOUBLE = '"“”„«»‟″＂'
SINGLE = "'‘’‚‹›"
_OPENING = set("“„«‟")
_CLOSING = set("”»")
_MARKS = re.compile(f"``|''|[{DOUBLE}{SINGLE}]")


def quotation_marks(paragraph: str) -> NDArray[np.int8]:
    """For every character of `paragraph`: OUTSIDE, INSIDE a quotation, or a MARK that opens or closes one.

    Linear in the length of the paragraph.
    """
    state = np.full(len(paragraph), OUTSIDE, dtype=np.int8)
    opened: int | None = None
    low = False  # „…“: the mark that opens elsewhere closes here
    single: int | None = None
    for match in _MARKS.finditer(paragraph):
        at, mark = match.start(), match.group()
        if mark in SINGLE:
            if opened is not None:
                continue
            if single is not None and _may_close(paragraph, at):
                _fill(state, single, at, 1)
                single = None
            elif _may_open(paragraph, at):
                single = at
            continue
        width = len(mark)
        if opened is None:
            if mark in _CLOSING and mark != "»":
                state[at : at + width] = MARK
                continue
            opened, single, low = at, None, mark == "„"
            state[at : at + width] = MARK
        elif mark in _OPENING and mark != "«" and not (low and mark == "“"):
            state[at : at + width] = MARK
        else:
            _fill(state, opened, at, width)
            opened = None
    if opened is not None:
        inside = state[opened:]
        inside[inside == OUTSIDE] = INSIDE
    return state


def _fill(state: NDArray[np.int8], start: int, end: int, width: int) -> None:
    inside = state[start:end]
    inside[inside == OUTSIDE] = INSIDE
    state[start] = MARK
    state[end : end + width] = MARK


def _may_open(paragraph: str, at: int) -> bool:
    before = paragraph[at - 1] if at else " "
    after = paragraph[at + 1] if at + 1 < len(paragraph) else " "
    return paragraph[at] not in "’›" and not before.isalnum() and not after.isspace()


def _may_close(paragraph: str, at: int) -> bool:
    before = paragraph[at - 1]
    after = paragraph[at + 1] if at + 1 < len(paragraph) else " "
    return paragraph[at] not in "‘‚‹" and not before.isspace() and not after.isalnum()
