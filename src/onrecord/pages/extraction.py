"""Which blocks of an HTML page trafilatura takes for the article."""

from __future__ import annotations

import re
from collections.abc import Sequence

import trafilatura
from lxml.html import HtmlElement
from trafilatura.settings import Document

from onrecord.pages.blocks import Block
from onrecord.pages.remembered import remembered

NOT_LETTERS = re.compile(r"[\W_]+")
UNSPACED = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
WORD = re.compile(rf"[{UNSPACED}]|[^\W{UNSPACED}]+")
"""A word, or a character of a script that writes words without spaces."""
LONG = 30
"""Letters and digits of a block that is recognised wherever it stands; a shorter one must be a whole line in place."""
PIECE = 5
"""Words of the pieces in which a block is looked up that trafilatura gave with some of its words left out."""
ENOUGH = 0.75
"""The share of its pieces that must be found then."""
TOO_LITTLE = 250
"""Characters of a text so short that trafilatura is asked again, with all its ways of extracting."""


def extracted(tree: HtmlElement, blocks: Sequence[Block]) -> list[bool]:
    """For each block whether trafilatura has it in its main text.

    Its fast extraction in favour of precision is the most accurate of its modes on news pages, and twice as fast
    as the comparison with other algorithms, which is the second attempt.
    """
    lines = _lines(tree, fast=True)
    if sum(map(len, lines)) < TOO_LITTLE:
        lines = max(lines, _lines(tree, fast=False), key=lambda text: sum(map(len, text)))
    return aligned(blocks, lines)


def aligned(blocks: Sequence[Block], lines: Sequence[str]) -> list[bool]:
    """For each block whether its words stand in `lines`; short blocks only in the reach of long ones."""
    keys = [key(block.text) for block in blocks]
    known = [key(line) for line in lines]
    whole = frozenset(known)
    pieces = _pieces("\n".join(lines))
    found = [
        len(wanted) >= LONG and (wanted in whole or _share(block.text, pieces) >= ENOUGH)
        for block, wanted in zip(blocks, keys, strict=True)
    ]
    reach = [i for i, long in enumerate(found) if long]
    if not reach:
        return [bool(wanted) and wanted in whole for wanted in keys]
    first, last = reach[0], reach[-1]
    return [
        long or (bool(wanted) and first - 3 <= i <= last + 3 and wanted in whole)
        for i, (long, wanted) in enumerate(zip(found, keys, strict=True))
    ]


@remembered
def key(text: str) -> str:
    """The letters and digits of `text`, case folded: equal for texts that differ in spaces, marks and case."""
    return NOT_LETTERS.sub("", text).casefold()


def _lines(tree: HtmlElement, fast: bool) -> list[str]:
    document = trafilatura.bare_extraction(tree, fast=fast, favor_precision=fast, include_comments=False)
    return (document.text or "").split("\n") if isinstance(document, Document) else []


def _pieces(text: str) -> frozenset[tuple[str, ...]]:
    words = WORD.findall(text.casefold())
    return frozenset(zip(*(words[i:] for i in range(PIECE)), strict=False))


def _share(text: str, pieces: frozenset[tuple[str, ...]]) -> float:
    own = _pieces(text)
    return len(own & pieces) / len(own) if own else 0.0
