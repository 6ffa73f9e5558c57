"""Which block of a page is the article's headline, and which its standfirst."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.pages.blocks import Block
from onrecord.pages.extraction import key
from onrecord.pages.trimming import BYLINE, LINK_ONLY, SENTENCE_END, is_prose

STANDFIRST = re.compile(
    r"\bde[ck]k?\b|standfirst|sub-?title|sub-?head(?:line)?\b|\bstrap|article-?summary|\bkicker-?text|teaser-?text"
)
HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
SUBTITLES = frozenset("h2 h3 h4".split())
FAR = 40
"""Blocks between headline and text from which on the headline is another one."""
NEAR, LONGEST = 3, 25
"""Blocks above the text, and words, of a headline that is recognised by its looks alone."""


def find_headline(blocks: Sequence[Block], body: Sequence[bool], titles: frozenset[str]) -> int | None:
    """The block that is the headline of the text that `body` marks; `titles` (as `key` has them) are its known forms.

    In this order: the nearest first-level heading above the text that is a known title, any such block, the only
    first-level heading above the text, and a line in bold or capitals right above it.
    """
    kept = [i for i, taken in enumerate(body) if taken]
    if not kept:
        return None
    text = next((i for i in kept if is_prose(blocks[i])), kept[0])
    above = [i for i in range(max(0, text - FAR), text) if not blocks[i].place.hidden]
    known = [i for i in above if key(blocks[i].text) in titles]
    first_level = [i for i in above if blocks[i].place.tag == "h1" and blocks[i].link_share < LINK_ONLY]
    both = [i for i in known if i in first_level]
    if both or known:
        return (both or known)[-1]
    if len(first_level) == 1:
        return first_level[0]
    if first_level:
        return None
    return next((i for i in reversed(above[-NEAR:]) if _looks_like_one(blocks, i)), None)


def _looks_like_one(blocks: Sequence[Block], i: int) -> bool:
    block = blocks[i]
    loud = block.text.isupper() or block.marked >= len(block.text) * 0.8 or block.place.tag in HEADINGS
    signed = BYLINE.match(blocks[i + 1].text) is not None
    short = 3 <= len(block.text.split()) <= LONGEST and not SENTENCE_END.search(block.text)
    return (loud or signed) and short and block.link_share < LINK_ONLY


def find_standfirst(
    blocks: Sequence[Block],
    body: Sequence[bool],
    headline: int | None,
    homes: frozenset[int],
    descriptions: frozenset[str],
) -> int | None:
    """The block between headline and text that says in short what follows: marked as such, a smaller heading, or the
    page's own description (`descriptions`, as `key` has them) outside the elements that hold the paragraphs."""
    kept = [i for i, taken in enumerate(body) if taken]
    if len(kept) < 3:
        return None
    inside = [i for i in kept if homes.intersection((blocks[i].place.number, *blocks[i].place.above[:1]))]
    for i in range(kept[0] if headline is None else headline + 1, kept[0] + 1):
        block = blocks[i]
        if block.place.hidden or block.link_share >= LINK_ONLY or len(block.text) < 20:
            continue
        if STANDFIRST.search(block.place.own) or STANDFIRST.search(block.place.around[-30:]):
            return i
        if i not in inside and (
            key(block.text) in descriptions or (body[i] and block.place.tag in SUBTITLES)
        ):
            return i
    return None
