"""The paragraphs around a statement, with its spans marked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from rich.text import Text

from onrecord.cli.terminal import safe
from onrecord.record import Statement

CONTENT, CUE, SOURCE = "verbatim", "italic", "underline"


def highlighted(text: str, statement: Statement, around: int) -> Iterator[Text]:
    """The paragraphs of `text` that hold the statement and `around` on each side; 0: all."""
    spans = [(span, CONTENT) for span in statement.content]
    spans += [(span, style) for span, style in ((statement.cue, CUE), (statement.source, SOURCE)) if span]
    paragraphs = [match.span() for match in re.finditer(r"[^\n]+(?:\n[^\n]+)*", text)]
    held = [
        number
        for number, (start, end) in enumerate(paragraphs)
        if any(span.start < end and start < span.end for span, _ in spans)
    ]
    first, last = (held[0] - around, held[-1] + around) if held and around else (0, len(paragraphs))
    for number, (start, end) in enumerate(paragraphs):
        if first <= number <= last:
            yield _marked(text, start, end, [(s.start, s.end, style) for s, style in spans])


def _marked(text: str, start: int, end: int, spans: list[tuple[int, int, str]]) -> Text:
    """text[start:end], piece by piece, since making characters safe may change their number."""
    edges = sorted({start, end, *(min(max(edge, start), end) for span in spans for edge in span[:2])})
    marked = Text()
    for first, last in pairwise(edges):
        styles = [style for begin, stop, style in spans if begin <= first and last <= stop]
        marked.append(safe(text[first:last]), " ".join(styles))
    return marked
