"""Quotations that run over several paragraphs: each paragraph opens with a mark, only the last is closed.

The model reads a window of whole paragraphs at a time and may lose the thread where a long quotation crosses from one
to the next. The marks do not: a quotation left open goes on in a next paragraph that opens with a mark.
"""

from __future__ import annotations

from bisect import bisect_right

from onrecord.reader.kinds import Marks
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
        goes_on = (
            paragraph > 0
            and marks[starts[paragraph]] == MARK
            and marks[paragraphs[paragraph - 1][1] - 1] == INSIDE
            and group.contents[0].start <= starts[paragraph] + 1
        )
        if goes_on and earlier is not None and group.cue is None and group.source is None:
            earlier.contents += group.contents
            group = earlier
        else:
            kept.append(group)
        last_in[bisect_right(starts, group.contents[-1].start) - 1] = group
    return kept
