"""Two wordings of the same words: what was left out, added or replaced, and whether that alters the meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rapidfuzz.distance import Indel

from onrecord.positions.relation.differences import changed_reasons
from onrecord.positions.relation.words import words

Edit = Literal["same", "cut", "put"]
Difference = Literal[
    "identical", "punctuation", "shortened", "extended", "reworded", "meaning", "translation", "paraphrase"
]
"""How a wording differs from another: *punctuation* and spelling only; *shortened* or *extended*, at its ends or in the
middle; *reworded*: other words for the same; *meaning*: a change that alters it (a negation, a number, a name, a modal
verb); a *translation*, where the page says so; a *paraphrase*: reported in the page's own words."""

LONGEST = 2_000
"""Words up to which two wordings are aligned; longer ones are compared as wholes, so that hostile text stays cheap."""

_QUOTES = re.compile(r"[\"“”„«»‹›]|(?<!\w)['‘’‚]|['‘’](?!\w)")
_WORD = re.compile(r"\d+(?:[.,:]\d+)*(?![^\W_])|[^\W_]+(?:['’][^\W\d_]+)*|\S")
_SPELLING = (
    (re.compile(r"ou(?=rs?$|red$|ring$|rly$|rable$|rhoods?$)"), "o"),  # neighbour, honour
    (re.compile(r"is(?=(?:e|es|ed|ing|ation|ations)$)"), "iz"),  # recognise
    (re.compile(r"ys(?=(?:e|es|ed|ing)$)"), "yz"),  # analyse
    (re.compile(r"(?<=[^aeiou])re(?=s?$)"), "er"),  # centre
    (re.compile(r"ll(?=(?:ed|ing|er|ers)$)"), "l"),  # travelled
    (re.compile(r"(?<=[ef])enc(?=es?$)"), "ens"),  # defence
    (re.compile(r"mme(?=s?$)"), "m"),  # programme
    (re.compile(r"ogue(?=s?$)"), "og"),  # dialogue
)
"""British spellings put as American ones; what a rule wrongly changes, it changes on both sides."""
_ELLIPSIS = re.compile(r"…|\.\.\.|\[\s*…?\s*\]")


@dataclass(frozen=True, slots=True)
class Aligned:
    """What one wording is to another."""

    difference: Difference
    flags: tuple[str, ...]
    """Why the meaning is altered, a phrase each; only where it is."""
    edits: tuple[tuple[Edit, str], ...]
    """From the first to the second, word for word, in order; joined by spaces, without the cuts, the second."""


@lru_cache(maxsize=2_000)
def align(one: str, other: str, *, quoted: bool = True, translated: bool = False) -> Aligned:
    """What the wording `other` is to `one`.

    `quoted` says whether `other` stands in quotation marks, `translated` whether its page says that it is translated.
    Raises nothing; the time is that of an alignment of words, bounded by `LONGEST`. The last ones are remembered.
    """
    steps = edits(one, other)
    if bare(one) == bare(other):
        return Aligned("identical", (), steps)
    a, b = tokens(one), tokens(other)
    if a == b:
        return Aligned("punctuation", (), steps)
    if translated:
        return Aligned("translation", (), steps)
    kept = _part(b, a), _part(a, b)
    flags = altered(one, other, steps, whole=not any(kept), quoted=quoted)
    if flags:
        return Aligned("meaning", flags, steps)
    if not quoted:
        return Aligned("paraphrase", (), steps)
    if kept[0]:
        return Aligned("shortened", (), steps)
    return Aligned("extended" if kept[1] else "reworded", (), steps)


def altered(
    one: str, other: str, steps: Sequence[tuple[Edit, str]], *, whole: bool = True, quoted: bool = True
) -> tuple[str, ...]:
    """Why `other` does not mean what `one` does: a negation lost or won, other numbers, names or modal verbs.

    `steps` are the edits between them. Where the one leaves out what the other has (not `whole`) or puts it in words of
    its own (not `quoted`), only what contradicts counts, and in words of its own it may negate elsewhere.
    """
    if len(one.split()) + len(other.split()) > LONGEST:
        return ()
    rest = (reason for reason in changed_reasons(one, other) if not reason.startswith("negation"))
    if not whole or not quoted:
        rest = (reason for reason in rest if reason.startswith(_CONTRADICTING))
    before, after = (any(word.negates for word in words(text)) for text in (one, other))
    negations = _negations(steps) if before != after or (before and quoted) else ()
    return (*negations, *rest)


_CONTRADICTING = ("number", "date moved", "opposite", "name")


def _negations(steps: Sequence[tuple[Edit, str]]) -> Iterator[str]:
    """Negating words that one of two replaced stretches has and the other lacks.

    A stretch with much more in it than its counterpart was left out or added as a whole, and negates only itself.
    """
    at = 0
    while at < len(steps):
        cut = steps[at][1] if steps[at][0] == "cut" else ""
        follows = at + 1 < len(steps) and bool(cut)
        put = steps[at][1] if steps[at][0] == "put" else ""
        if follows and steps[at + 1][0] == "put":
            put = steps[at + 1][1]
            at += 1
        at += 1
        before, after = words(cut), words(put)
        lost = [word.lower for word in before if word.negates]
        won = [word.lower for word in after if word.negates]
        extra = sum(word.carries for word in before) - sum(word.carries for word in after)
        most = _EXTRA if cut and put else 0
        if lost and not won and extra <= most:
            yield f"“{lost[0]}” is missing"
        elif won and not lost and -extra <= most:
            yield f"“{won[0]}” is added"


_EXTRA = 1
"""Words with a subject that a replaced stretch may have more than its counterpart; one without a counterpart, none."""


def edits(one: str, other: str) -> tuple[tuple[Edit, str], ...]:
    """The fewest words to cut and to put that make `other` of `one`; letter case, spelling and marks aside."""
    before, after = one.split(), other.split()
    if len(before) + len(after) > LONGEST:
        return (("same", other),) if before == after else (("cut", one), ("put", other))
    found: list[tuple[Edit, str]] = []
    cut: list[str] = []
    put: list[str] = []

    def settle() -> None:
        if cut:
            found.append(("cut", " ".join(cut)))
        if put:
            found.append(("put", " ".join(put)))
        cut.clear()
        put.clear()

    for step in Indel.opcodes([_folded(word) for word in before], [_folded(word) for word in after]):
        if step.tag == "equal":
            settle()
            found.append(("same", " ".join(after[step.dest_start : step.dest_end])))
        else:
            cut += before[step.src_start : step.src_end]
            put += after[step.dest_start : step.dest_end]
    settle()
    return tuple(found)


def tokens(text: str) -> list[str]:
    """The words and numbers of `text` without case, spelling, marks and contractions: "don't" is do, not."""
    found: list[str] = []
    for match in _WORD.finditer(text.casefold().replace("’", "'")):
        word = match[0]
        if word[0].isalnum():
            found += _expanded(word)
    return found


def bare(text: str) -> str:
    """`text` without quotation marks, even spaces, and without the mark that ends it."""
    return " ".join(_QUOTES.sub("", text).split()).rstrip(" ,.;").replace(",.", ".").replace("’", "'")


def shortened_by_ellipsis(text: str) -> bool:
    """Whether a mark in `text` says that words were left out."""
    return bool(_ELLIPSIS.search(text))


def common(one: Sequence[str], other: Sequence[str]) -> tuple[int, int]:
    """How many words both have in the same order, and the longest run of them side by side; of the first `LONGEST`."""
    one, other = one[:LONGEST], other[:LONGEST]
    together = run = longest = 0
    last = (-1, -1)
    for block in Indel.opcodes(one, other):
        if block.tag == "equal":
            length = block.src_end - block.src_start
            run = run + length if last == (block.src_start, block.dest_start) else length
            together, longest = together + length, max(longest, run)
            last = (block.src_end, block.dest_end)
    return together, longest


def _part(these: Sequence[str], those: Sequence[str]) -> bool:
    """Whether `these` words all stand among `those`, in the same order."""
    rest = iter(those)
    return all(word in rest for word in these)


@lru_cache(maxsize=20_000)
def _folded(word: str) -> str:
    return " ".join(tokens(word)) or word


_CONTRACTED = {
    "can't": ("can", "not"),
    "cannot": ("can", "not"),
    "won't": ("will", "not"),
    "shan't": ("shall", "not"),
}
_ENDINGS = (("'ll", "will"), ("'re", "are"), ("'ve", "have"), ("'m", "am"))


@lru_cache(maxsize=20_000)
def _expanded(word: str) -> tuple[str, ...]:
    if word in _CONTRACTED:
        return _CONTRACTED[word]
    if word.endswith("n't"):
        return word[:-3], "not"
    for ending, full in _ENDINGS:
        if word.endswith(ending):
            return word.removesuffix(ending), full
    if len(word) > 4:
        for pattern, spelled in _SPELLING:
            word, changed = pattern.subn(spelled, word)
            if changed:
                break
    return (word,)
