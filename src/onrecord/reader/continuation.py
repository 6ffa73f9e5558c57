"""Quotations that nobody is credited with, since their speaker was named a paragraph earlier.

The model reads a window of whole paragraphs at a time and may lose the thread where a quotation crosses from one to
the next. The marks do not: a quotation left open goes on in a next paragraph that opens with a mark; and one that
fills its paragraph, without a word on who says it, goes on with whoever spoke last (in seven of ten such paragraphs of
PolNeAR's training part; most others are introduced by a colon).
"""

from __future__ import annotations

from bisect import bisect_right

from onrecord.reader.kinds import Marks, kind_of
from onrecord.reader.linking import Group
from onrecord.reader.marks import INSIDE, MARK
from onrecord.reader.windows import PARAGRAPH


def joined(text: str, marks: Marks, found: list[Group]) -> list[Group]:
    """`found`, in order of text, with contents that nobody is credited with joined to the quotation they go on with."""
    paragraphs = [match.span() for match in PARAGRAPH.finditer(text)]
    starts = [start for start, _ in paragraphs]
    last_in: dict[int, Group] = {}
    kept: list[Group] = []
    for group in found:
        paragraph = bisect_right(starts, group.contents[0].start) - 1
        earlier = last_in.get(paragraph - 1)
        uncredited = group.cue is None and group.source is None
        if (
            earlier
            and uncredited
            and _goes_on(text, marks, paragraphs[paragraph - 1], paragraphs[paragraph], group)
        ):
            earlier.contents += group.contents
            group = earlier
        else:
            kept.append(group)
        last_in[bisect_right(starts, group.contents[-1].start) - 1] = group
    return kept


def _goes_on(
    text: str, marks: Marks, before: tuple[int, int], paragraph: tuple[int, int], group: Group
) -> bool:
    """Whether the quotation that opens `paragraph` goes on with what was said in the one before."""
    if marks[paragraph[0]] != MARK or group.contents[0].start > paragraph[0] + 1:
        return False
    last = before[1] - 1
    return bool(marks[last] == INSIDE) or (
        text[last] != ":" and kind_of(text, marks, [paragraph]) == "direct"
    )
