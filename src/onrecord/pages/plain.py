"""Plain text that was once a page: what of it is the article.

Trained weights say of every line how likely it is of the article, by its words, its shape and its neighbours. The
article is then the run of lines of which the highest F1 is to be expected, less the advertisements, captions and links
that stand in it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np

from onrecord.pages.dates import date_in_text, dates_in, dates_in_byline
from onrecord.pages.draft import Draft
from onrecord.pages.features import AUTHOR, BYLINE, OWN, SAID, Matrix, best_run, features
from onrecord.pages.furniture import Why, has_credit, phrase
from onrecord.pages.lines import Line, to_lines, unglued
from onrecord.pages.pieces import pieces
from onrecord.pages.weights import Weights, shipped
from onrecord.record import Furniture

LONG_LINE = 150
"""Words from which on a line that is most of the page is a page on one line."""
LEANING = 1.0
"""Log-odds added to every line: to lose a line of the article is worse than to keep one that is not."""
RULE_SHARE = 0.5
"""How much the rule by which a line is likely counts beside the log-odds."""
CERTAIN = 3.0
"""How much of the rule counts at most."""
HOPELESS = 0.25
"""The F1 to be expected below which a page holds no article."""
ROUNDS = 8
OUTLIER = -3.5
"""Log-odds below which a line inside the article is furniture."""

OUTSIDE = 0.1
"""The share of its words that an article without furniture may have outside its best run: headline, signature."""

CAPTION = re.compile(
    r"(?:, |\()(?:left|right|cent(?:er|re)|second from (?:left|right)|[LRC])(?:,|\))|\bfrom left\b|"
    r"\bin this (?:\w+ ){0,4}photo\b|"
    r"\b(?:shakes?|speaks?|walks?|waves?|gestures?|attends?|listens?|looks?|poses?|arrives?|address(?:es)?|"
    r"delivers?|holds?|stands?|sits?|meets?|greets?|talks?|smiles?|reacts?|answers?|leaves?|visits?|watch(?:es)?)\b"
)
"""What captions have: the places of people in the picture, and what happens in it in the present tense."""
LONGEST_CAPTION = 400
SHINGLE = 6
"""Words in a row that do not come twice by chance."""
SAID_AGAIN = 0.8
"""The share of such rows from which on a line repeats those before it."""
LONGEST_CREDIT = 8
"""Words of a line that is a picture's credit and nothing else."""
HEADER = 25
"""Lines above the body among which the headline is looked for."""
NAME = re.compile(r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){1,3}")


def from_text(text: str, weights: Weights | None = None) -> Draft:
    """The page that was flattened to `text`, taken apart; no paragraphs where it holds no article.

    Every word of `text` is in the paragraphs, the furniture or the fields; the targets of markdown's links are marks,
    not words. `weights` are those that come with the package unless given. Linear in the text.
    """
    weights = weights or shipped()
    lines, images = flattened_lines(text, weights.cuts, weights.cut_above)
    whys = [phrase(line.text) for line in lines]
    kept = _article(lines, whys, weights)
    body = [i for i, of_body in enumerate(kept) if of_body]
    start = next((i for i in body if lines[i].ends_sentence), body[0] if body else 0)
    title = _title(lines, whys, kept, start) if body else None
    if title is not None:  # nothing above the headline is the article
        kept[: title + 1] = [False] * (title + 1)
    header = _header(lines, whys, title, start) if body else []
    standfirst = _standfirst(lines, kept, title, header)
    if standfirst is not None:
        kept[standfirst] = False
    repeated = _repeated(lines, kept)
    kept = [of_body and i not in repeated for i, of_body in enumerate(kept)]
    paragraphs = _paragraphs(lines, kept)
    taken = {title, standfirst}
    headline = lines[title].text if title is not None else None
    furniture = [
        Furniture(text=line.text, why="repeated" if i in repeated else whys[i] or _shape(lines, i, headline))
        for i, line in enumerate(lines)
        if not kept[i] and i not in taken
    ]
    furniture += [Furniture(text=alt, why="image description") for alt in images]
    return Draft(
        paragraphs=paragraphs,
        furniture=tuple(furniture),
        title=headline,
        standfirst=lines[standfirst].text if standfirst is not None else None,
        byline=_byline([lines[i].text for i in header]),
        dates=tuple(
            date_in_text(
                paragraphs,
                header=[lines[i].text for i in header],
                captions=[paragraph for paragraph in paragraphs if _is_caption(paragraph)],
            )
        ),
    )


def flattened_lines(text: str, cuts: Mapping[str, float], cut_above: float) -> tuple[list[Line], list[str]]:
    """The lines of a page, one that is most of it cut into pieces, and the descriptions of its images."""
    lines, images = to_lines(text)
    total = sum(line.words for line in lines)
    out: list[Line] = []
    for line in lines:
        long = line.words >= LONG_LINE and line.words > total / 2
        for part in pieces(line, cuts, cut_above) if long else [line]:
            out += unglued(part)
    return out, images


def _article(lines: Sequence[Line], whys: Sequence[Why | None], weights: Weights) -> list[bool]:
    """Which lines are the article's body, or its headline where that is not told from it."""
    if not lines:
        return []
    seen = features(lines, whys)
    log_odds = weights.log_odds(seen)
    likely: Matrix = seen[:, OWN.index("likely")]
    likely = np.clip(likely, -CERTAIN, CERTAIN)
    chance = 1 / (1 + np.exp(-(log_odds + LEANING + RULE_SHARE * likely)))
    start, end = _best_expected(chance, np.array([line.words for line in lines], dtype=np.float64))
    if _is_whole(lines, whys, start, end):
        return [i >= start or line.ends_sentence for i, line in enumerate(lines)]
    kept = []
    for i, line in enumerate(lines):
        inside = start <= i < end and log_odds[i] > OUTLIER and not whys[i] and not AUTHOR.match(line.text)
        kept.append(inside and not _is_credited(lines, i))
    return kept


def _best_expected(chance: Matrix, words: Matrix) -> tuple[int, int]:
    """The run of lines with the highest expected F1, half-open, empty where that is hopeless; `chance` is each line's
    of being of the article.

    A line is worth having from half the F1 that can be reached, so that a page which leaves more open keeps more
    (Lipton et al., "Optimal thresholding of classifiers to maximize F1 measure", 2014). The quotient is maximised as
    Dinkelbach does ("On nonlinear fractional programming", 1967): a few times the run with the highest sum.
    """
    wanted = float(chance @ words)
    start, end, reached = 0, len(chance), 0.5
    for _ in range(ROUNDS):
        start, end = best_run((words * (2 * chance - reached)).tolist())
        expected = 2 * float(chance[start:end] @ words[start:end])
        before, reached = reached, expected / (float(words[start:end].sum()) + wanted)
        if abs(reached - before) < 0.001:
            break
    return (start, end) if reached >= HOPELESS else (0, 0)


def _is_whole(lines: Sequence[Line], whys: Sequence[Why | None], start: int, end: int) -> bool:
    """Whether the page is an article and nothing else: hardly a word stands outside it, and no phrase anywhere."""
    outside = [*lines[:start], *lines[end:]]
    few = sum(line.words for line in outside) <= OUTSIDE * sum(line.words for line in lines)
    return few and not any(whys) and not any(BYLINE.match(line.text) for line in outside)


def _is_credited(lines: Sequence[Line], index: int) -> bool:
    """Whether a line is a picture's caption for certain: its credit stands in it or on the line below."""
    line = lines[index]
    if len(line.text) > LONGEST_CAPTION or (line.ends_sentence and SAID.search(line.text)):
        return False
    below = lines[index + 1] if index + 1 < len(lines) else None
    alone = below is not None and below.words <= LONGEST_CREDIT and has_credit(below.text)
    alone &= below is not None and not below.text.lower().startswith("source")
    return has_credit(line.text) or (alone and not line.piece and line.words <= 40)


def _title(lines: Sequence[Line], whys: Sequence[Why | None], kept: Sequence[bool], start: int) -> int | None:
    """The headline: the line above the body, or its first, that has a headline's shape and the body's words."""
    used = {word for i in range(start, len(lines)) if kept[i] for word in _long_words(lines[i].text)}
    best, chosen = 0.2, None
    for i in range(max(0, start - HEADER), min(start + 1, len(lines))):
        line = lines[i]
        if whys[i] or not 3 <= line.words <= 30 or len(line.text) > 200 or has_credit(line.text):
            continue
        if any(dates_in(line.text)) or (i == start and (line.ends_sentence or sum(kept) == 1)):
            continue
        words = _long_words(line.text)
        shared = sum(word in used for word in words) / len(words) if words else 0.0
        again = any(line.text in other.text for other in lines[: min(i, 3)])
        value = shared + 0.5 * line.heading + 0.5 * again - 0.02 * (start - i) - 0.3 * line.item
        value -= 0.3 * (line.ends_sentence and line.words > 15)
        if value > best:
            best, chosen = value, i
    return chosen


def _header(lines: Sequence[Line], whys: Sequence[Why | None], title: int | None, start: int) -> list[int]:
    """The lines between headline and body where the byline may stand: up to the first that leads elsewhere."""
    header = []
    for i in range(title + 1 if title is not None else max(0, start - 3), start):
        if whys[i] in ("related", "comments") or lines[i].item:
            break
        header.append(i)
    return header


def _standfirst(
    lines: Sequence[Line], kept: Sequence[bool], title: int | None, header: Sequence[int]
) -> int | None:
    """The sentence right below the headline, where byline or date stand between it and the body."""
    if title is None or title + 1 >= len(lines) or not header:
        return None
    line = lines[title + 1]
    prose = line.words >= 8 and line.ends_sentence and not has_credit(line.text)
    return title + 1 if prose and not kept[title + 1] else None


def _paragraphs(lines: Sequence[Line], kept: Sequence[bool]) -> tuple[str, ...]:
    """The body; pieces of one line that follow each other are one paragraph."""
    out: list[str] = []
    for i, line in enumerate(lines):
        if kept[i] and line.piece and i and kept[i - 1] and lines[i - 1].piece:
            out[-1] += " " + line.text
        elif kept[i]:
            out.append(line.text)
    return tuple(out)


def _repeated(lines: Sequence[Line], kept: Sequence[bool]) -> set[int]:
    """The lines of the body that say again what the body has said: a second copy of the article, a pull quote."""
    said: set[tuple[str, ...]] = set()
    again = set()
    for i, line in enumerate(lines):
        if not kept[i] or line.words < SHINGLE + 2:
            continue
        words = line.text.casefold().split(" ")
        shingles = {tuple(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1)}
        if sum(shingle in said for shingle in shingles) >= SAID_AGAIN * len(shingles):
            again.add(i)
        said |= shingles
    return again


def _byline(header: Sequence[str]) -> tuple[str, ...]:
    """The authors' names on the first line that names them after "by"."""
    for line in header:
        if BYLINE.match(line) and len(line) < 200:
            names = re.split(r"\s*(?:\||,|;|&|\band\b|\s[–—-]\s)\s*", re.sub(r"^\w+:?\s+", "", line))
            whole = [name for name in names if NAME.fullmatch(name) and name[0].isupper()]
            return tuple(name for name in whole if not any(dates_in(name)))
    return ()


def _shape(lines: Sequence[Line], index: int, headline: str | None) -> Why:
    """Why a line without a fixed phrase is no part of the article: what it looks like."""
    line = lines[index]
    if headline and (line.text in headline or headline in line.text):
        return "headline"
    if AUTHOR.match(line.text):
        return "about the author"
    if _is_credited(lines, index) or (line.words <= LONGEST_CREDIT and has_credit(line.text)):
        return "caption"
    if BYLINE.match(line.text) and line.words <= 25:
        return "byline"
    neighbours = [lines[i] for i in (index - 1, index + 1) if 0 <= i < len(lines)]
    short = [near for near in (line, *neighbours) if near.words <= 25 and not near.ends_sentence]
    if line in short and (line.item or len(short) > 1):
        return "link list"
    return "date" if line.words < 30 and dates_in_byline(line.text) else "not the article"


def _is_caption(paragraph: str) -> bool:
    return len(paragraph) < LONGEST_CAPTION and bool(CAPTION.search(paragraph) or has_credit(paragraph))


def _long_words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.casefold()) if len(word) >= 4}
