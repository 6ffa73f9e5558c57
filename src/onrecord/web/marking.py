"""An article's text in pieces, each with the statements whose source, cue or content it is part of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from onrecord.record import Span, Statement

Part = Literal["source", "cue", "content"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text that is part of a statement, by the statement's place in the list."""

    start: int
    end: int
    statement: int
    part: Part


@dataclass(frozen=True, slots=True)
class Piece:
    """Text between two edges of marks."""

    text: str
    marks: tuple[Mark, ...]
    """The innermost last."""

    @property
    def classes(self) -> str:
        """For the style sheet: which statements, which parts."""
        parts = dict.fromkeys(mark.part for mark in self.marks)
        return " ".join((*parts, *dict.fromkeys(f"s{mark.statement}" for mark in self.marks)))

    @property
    def statement(self) -> int | None:
        """The innermost statement whose content this is."""
        return next((mark.statement for mark in reversed(self.marks) if mark.part == "content"), None)


def marks_of(statements: Sequence[Statement]) -> list[Mark]:
    """All marks, the outermost first."""
    found = [
        Mark(span.start, span.end, number, part)
        for number, statement in enumerate(statements)
        for part, spans in _parts(statement)
        for span in spans
        if span.start < span.end
    ]
    return sorted(found, key=lambda mark: (mark.start - mark.end, mark.start))


def marked(text: str, statements: Sequence[Statement]) -> Iterator[list[Piece]]:
    """The paragraphs of `text` in pieces."""
    marks = sorted(marks_of(statements), key=lambda mark: mark.start)
    ahead, held = 0, list[Mark]()
    for match in re.finditer(r"[^\n]+(?:\n[^\n]+)*", text):
        start, end = match.span()
        while ahead < len(marks) and marks[ahead].start < end:
            held.append(marks[ahead])
            ahead += 1
        held = [mark for mark in held if mark.end > start]
        yield list(_pieces(text, start, end, held))


def around(text: str, statement: Statement, paragraphs: int) -> Iterator[list[Piece]]:
    """The paragraphs that hold the statement, and so many on each side."""
    found = list(marked(text, [statement]))
    held = [number for number, pieces in enumerate(found) if any(piece.marks for piece in pieces)]
    if held:
        yield from found[max(0, held[0] - paragraphs) : held[-1] + paragraphs + 1]


def _pieces(text: str, start: int, end: int, marks: Sequence[Mark]) -> Iterator[Piece]:
    inside = sorted(marks, key=lambda mark: (mark.start - mark.end, mark.start))
    edges = {start, end, *(edge for mark in inside for edge in (mark.start, mark.end) if start < edge < end)}
    for first, last in pairwise(sorted(edges)):
        over = tuple(mark for mark in inside if mark.start <= first and last <= mark.end)
        yield Piece(text[first:last], over)


def _parts(statement: Statement) -> Iterator[tuple[Part, Sequence[Span]]]:
    yield "source", [statement.source] if statement.source else []
    yield "cue", [statement.cue] if statement.cue else []
    yield "content", statement.content
