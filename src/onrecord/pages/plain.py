"""Plain text that was once a page: what of it is the article."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.pages.dates import date_in_text, dates_in
from onrecord.pages.draft import Draft
from onrecord.pages.furniture import Why, has_credit, phrase
from onrecord.pages.lines import SENTENCE_END, Line, to_lines
from onrecord.record import Furniture


def from_text(text: str) -> Draft:
    """The page that was flattened to `text`, taken apart; no paragraphs where it holds no article."""
    lines, images = to_lines(text)
    whys = [phrase(line.text) for line in lines]
    start, end = _best_run([_score(line, why) for line, why in zip(lines, whys, strict=True)])
    kept = [i for i in range(start, end) if not _inner_furniture(lines[i], whys[i])]
    title = _title(lines, whys, start) if kept else None
    header = range(title + 1 if title is not None else start, start)
    furniture = [
        Furniture(text=line.text, why=whys[i] or _shape(lines, i))
        for i, line in enumerate(lines)
        if i not in set(kept) and i != title
    ]
    furniture += [Furniture(text=alt, why="image description") for alt in images]
    paragraphs = tuple(lines[i].text for i in kept)
    return Draft(
        paragraphs=paragraphs,
        furniture=tuple(furniture),
        title=lines[title].text if title is not None else None,
        dates=tuple(
            date_in_text(
                paragraphs,
                header=[lines[i].text for i in header],
                captions=[p for p in paragraphs if _is_caption(p)],
            )
        ),
    )


def _score(line: Line, why: Why | None) -> float:
    words = line.words
    if why == "advertising":
        return 0.0
    if why:
        return -12.0
    if SENTENCE_END.search(line.text) and words >= 6 and not line.linked > 0.7 * len(line.text):
        return float(min(words, 60))
    if words >= 3 and SENTENCE_END.search(line.text):
        return 2.0
    return -6.0


def _best_run(scores: Sequence[float]) -> tuple[int, int]:
    """The run with the highest sum (Kadane's algorithm); empty where no line is above zero."""
    best = total = 0.0
    start = end = since = 0
    for index, score in enumerate(scores):
        if total <= 0:
            total, since = 0.0, index
        total += score
        if total > best:
            best, start, end = total, since, index + 1
    return start, end


def _inner_furniture(line: Line, why: Why | None) -> bool:
    return bool(why) or bool(has_credit(line.text) and line.words < 60 and not SENTENCE_END.search(line.text))


def _shape(lines: Sequence[Line], index: int) -> Why:
    """Why a line without a fixed phrase is no part of the article: what it looks like."""
    line = lines[index]
    if has_credit(line.text):
        return "caption"
    neighbours = [lines[i] for i in (index - 1, index + 1) if 0 <= i < len(lines)]
    short = [near for near in (line, *neighbours) if near.words <= 25 and not SENTENCE_END.search(near.text)]
    return "link list" if line in short and (line.item or len(short) > 1) else "not the article"


def _title(lines: Sequence[Line], whys: Sequence[Why | None], start: int) -> int | None:
    """The headline: the nearest line above the body that has its shape, one marked as a heading before others."""
    above = [
        i
        for i in range(max(0, start - 15), start)
        if not whys[i]
        and 3 <= lines[i].words <= 30
        and not any(dates_in(lines[i].text))
        and not has_credit(lines[i].text)
    ]
    headings = [i for i in above if lines[i].heading]
    return max(headings or above, default=None)


CAPTION = re.compile(
    r"(?:, |\()(?:left|right|cent(?:er|re)|second from (?:left|right)|[LRC])(?:,|\))|\bfrom left\b|"
    r"\bin this (?:\w+ ){0,4}photo\b|"
    r"\b(?:shakes?|speaks?|walks?|waves?|gestures?|attends?|listens?|looks?|poses?|arrives?|address(?:es)?|"
    r"delivers?|holds?|stands?|sits?|meets?|greets?|talks?|smiles?|reacts?|answers?|leaves?|visits?|watch(?:es)?)\b"
)


def _is_caption(paragraph: str) -> bool:
    return len(paragraph) < 400 and bool(CAPTION.search(paragraph) or has_credit(paragraph))
