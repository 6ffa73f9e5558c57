"""A page on one line, cut where its blocks met: after sentences, and where a menu, a heading or a byline ends.

Where to cut is told by logistic regression on the words and shapes around each space, trained on pages whose blocks
are known (training/furniture.py). To cut too often does little harm: pieces of the article that follow each other are
put together again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from onrecord.pages.lines import Line

ABBREVIATIONS = frozenset(
    "mr mrs ms dr sen rep gov gen lt col sgt capt prof rev hon st no vs jr sr inc corp co ltd jan feb mar apr jun jul "
    "aug sep sept oct nov dec u.s u.k u.n d.c a.m p.m n.y i.e e.g ph.d v etc ave blvd rs rt pres".split()
)
STOP = re.compile(r"[.!?…。]+[\"”’»')\]]*$")
INITIALS = re.compile(r"(?:\w\.)+\w|[^\W\d_]")
OPENING = "(“\"'‘«["
MARKS = '.,:;()[]"“”'
REACHES = (3, 6, 15)
"""Words before and after a space whose share of lower-case words is seen."""


def pieces(line: Line, weights: Mapping[str, float], threshold: float) -> list[Line]:
    """`line` cut at the ends of sentences and where `weights` speak for a cut; its words, in order, none lost.

    `threshold` is the log-odds above which a space is a cut.
    """
    words = line.text.split(" ")
    cut = [0]
    for index, seen in enumerate(gaps(words), 1):
        ends = _ends_sentence(words[index - 1]) and _shape(words[index]) != "lower"
        if ends or sum(weights.get(name, 0.0) for name in seen) > threshold:
            cut.append(index)
    bounds = zip(cut, [*cut[1:], len(words)], strict=True)
    return [Line(" ".join(words[start:end]), piece=True) for start, end in bounds]


def gaps(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """What is seen around each space between `words`, in order, "" always. Linear in the number of words."""
    shapes = [_shape(word) for word in words]
    bare = [word.lower().strip(MARKS) for word in words]
    tails = [_tail(word) for word in words]
    lower = list(accumulate((shape == "lower" for shape in shapes), initial=0))
    end = len(words)
    for i in range(1, end):
        before, after = shapes[i - 1], shapes[i]
        tail = tails[i - 1]
        far, farther = (bare[i - 2], shapes[i - 2]) if i > 1 else ("", "none")
        then, then_shape = (bare[i + 1], shapes[i + 1]) if i + 1 < end else ("", "none")
        seen = [
            f"{before}{tail}|{after}",
            f"|{after} {then_shape}",
            f"{farther} {before}|",
            f"{bare[i - 1]}|",
            f"|{bare[i]}",
            f"|- {then}",
            f"|{bare[i]} {then}",
            f"{far} {bare[i - 1]}|",
        ]
        for reach in REACHES:
            left = 4 * (lower[i] - lower[max(0, i - reach)]) // reach
            right = 4 * (lower[min(end, i + reach)] - lower[i]) // reach
            seen.append(f"{reach}: {left}{tail}|{after}{right}")
        yield ("", *seen)


def _ends_sentence(word: str) -> bool:
    stop = STOP.search(word)
    if not stop:
        return False
    body = word[: stop.start()].lstrip(OPENING).lower()
    return stop[0] != "." or not (body in ABBREVIATIONS or INITIALS.fullmatch(body))


def _tail(word: str) -> str:
    if _ends_sentence(word):
        return "."
    return "" if word[-1].isalnum() else word[-1]


def _shape(word: str) -> str:
    body = word.lstrip(OPENING)
    if not body or not body[0].isalnum():
        return "mark"
    if body[0].isdigit():
        return "digit"
    if body[0].islower():
        return "lower"
    if len(body) > 1 and body.isupper():
        return "upper"
    return "title" if body[0].isupper() else "other"
