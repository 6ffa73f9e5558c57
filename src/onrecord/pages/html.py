"""The article of an HTML page: trafilatura's reading of it, mended by rules that each have a reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from onrecord.errors import NoArticle
from onrecord.pages.blocks import Block, html_blocks
from onrecord.pages.dates import BY, LONGEST_BYLINE, PUBLISHING, UPDATED, About, date_in_text, evidence
from onrecord.pages.draft import Draft
from onrecord.pages.extraction import extracted, key
from onrecord.pages.furniture import Why
from onrecord.pages.headline import HEADINGS
from onrecord.pages.mending import mend
from onrecord.pages.metadata import TITLE_PARTS, Metadata, date_of, names_in, read_metadata
from onrecord.pages.trimming import BYLINE, LINK_ONLY, SENTENCE_END, is_prose
from onrecord.record import DateEvidence, Furniture

CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that a tree cannot hold."""
LONG_TAG = re.compile(r"<([a-zA-Z][\w-]*)\s[^<>]{20000,}>")
"""A tag with a picture or a program in its attributes, or with more attributes than a parser takes in good time."""
SIGNED = re.compile(r"\bby\s+((?:[A-Z][\w.'’-]+\s){1,3}[A-Z][\w'’-]+)")
LINE_ENDS = re.compile(r"[\r\n]+")
LEAST_TEXT = 100
"""Characters of running text below which a page holds no article."""
TEASED = 0.6
"""The share of a page's paragraphs that follow a linked headline from which on it is a list of articles."""
SHORT = 1_000
"""Characters of a body so short that JSON-LD is asked for a longer one."""
OTHERS = frozenset(("related", "comments", "link list"))
"""Where other people's and other articles' dates stand."""
OVER, ABOVE, BELOW = 3, 15, 6
"""Blocks above the headline, before the first paragraph (of a page without a headline) and after the last one where a
byline is looked for."""


def from_html(text: str, url: str | None = None) -> Draft:
    """The page taken apart. Raises `NoArticle` when it holds none."""
    tree = parse(text)
    metadata = read_metadata(tree, url)
    blocks = html_blocks(tree)
    whys, headline, standfirst = mend(blocks, extracted(tree, blocks), metadata.titles, metadata.descriptions)
    body = [i for i, why in enumerate(whys) if why is None]
    paragraphs = _paragraphs([blocks[i] for i in body])
    given = _given_body(metadata, sum(map(len, paragraphs)))
    if given:
        body, paragraphs = [], given
    else:
        _check(blocks, body)
    fields = {headline, standfirst}
    header = list(_header(blocks, whys, body, headline))
    return Draft(
        paragraphs=paragraphs,
        furniture=tuple(
            Furniture(text=block.text, why=why or "repeated")
            for i, (block, why) in enumerate(zip(blocks, whys, strict=True))
            if (why or given) and i not in fields and not block.place.hidden
        ),
        title=blocks[headline].text if headline is not None else _bare_title(metadata),
        standfirst=None if standfirst is None else blocks[standfirst].text,
        byline=metadata.byline or names_in(_signed(header)),
        outlet=metadata.outlet,
        dates=metadata.dates + tuple(_dates(blocks, whys, body, header, paragraphs)),
    )


def parse(text: str) -> HtmlElement:
    """The tree of a page. Raises `NoArticle` when there is no element in it."""
    # The bytes and settings trafilatura itself would parse with: its rules were made on such trees.
    parser = HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, default_doctype=False
    )
    try:
        text = LONG_TAG.sub(r"<\1>", CONTROLS.sub("", text))
        return document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        raise NoArticle("there is no text in its markup") from None


def _paragraphs(blocks: Sequence[Block]) -> tuple[str, ...]:
    """The blocks' texts; a sentence that a single line break cuts in two comes together again."""
    paragraphs: list[list[str]] = []
    before: Block | None = None
    for block in blocks:
        cut = before is not None and before.place.number == block.place.number and block.breaks == 1
        if cut and block.text[0].islower() and not SENTENCE_END.search(paragraphs[-1][-1]):
            paragraphs[-1].append(block.text)
        else:
            paragraphs.append([block.text])
        before = block
    return tuple(map(" ".join, paragraphs))


def _given_body(metadata: Metadata, size: int) -> tuple[str, ...]:
    """The article's text out of JSON-LD, where the page itself shows little of it."""
    if size >= SHORT or not metadata.body or len(metadata.body) < 2 * max(size, LEAST_TEXT):
        return ()
    lines = LINE_ENDS.sub("<br>", metadata.body)
    return _paragraphs(html_blocks(parse(f"<html><body>{lines}</body></html>")))


def _check(blocks: Sequence[Block], body: Sequence[int]) -> None:
    """Raise `NoArticle` where what is left is no article."""
    if sum(len(blocks[i].text) for i in body if blocks[i].link_share < LINK_ONLY) < LEAST_TEXT:
        raise NoArticle("there is no running text on it")
    prose = {i for i in body if is_prose(blocks[i])}
    teased = [i for i in prose if i and blocks[i - 1].link_share >= LINK_ONLY and i - 1 not in prose]
    if len(teased) >= 3 and len(teased) >= TEASED * len(prose):
        raise NoArticle("it is a list of articles")


def _bare_title(metadata: Metadata) -> str | None:
    """The title of the metadata, without the outlet's name before or behind it."""
    if not metadata.titles:
        return None
    title = metadata.titles[0]
    parts = [part for part in TITLE_PARTS.split(title) if key(part) != key(metadata.outlet or "")]
    return title if len(parts) != 1 else parts[0]


def _header(
    blocks: Sequence[Block], whys: Sequence[Why | None], body: Sequence[int], headline: int | None
) -> Iterator[Block]:
    """The blocks where a byline may stand: from right above the headline to the text, and right under the text."""
    if not body:
        return
    start = max(0, headline - OVER if headline is not None else body[0] - ABOVE)
    below = range(body[-1] + 1, min(len(blocks), body[-1] + 1 + BELOW))
    under = takewhile(lambda i: whys[i] not in OTHERS and blocks[i].place.tag not in HEADINGS, below)
    for i in (*range(start, body[0]), *under):
        block = blocks[i]
        if (
            headline is not None
            and i < headline
            and not (BY.match(block.text) or PUBLISHING.search(block.text))
        ):
            continue  # a bare date above the headline is another article's
        own = whys[i] not in OTHERS and not block.place.hidden
        if own and block.link_share < LINK_ONLY and not {"nav", "aside"} & block.place.within:
            yield block


def _signed(header: Sequence[Block]) -> Iterator[str]:
    for block in header:
        found = SIGNED.search(block.text)
        if BYLINE.match(block.text):
            yield block.text
        elif found and len(block.text) <= LONGEST_BYLINE:
            yield found[1]


def _dates(
    blocks: Sequence[Block],
    whys: Sequence[Why | None],
    body: Sequence[int],
    header: Sequence[Block],
    paragraphs: Sequence[str],
) -> Iterator[DateEvidence]:
    """What is visible on the page of the day it came out."""
    for block in header:
        moment = date_of(block.moment) if block.moment else None
        if moment:
            about: About = "updated" if UPDATED.search(block.text) else "published"
            yield evidence(
                "time element", f"{block.moment} {block.text}"[:200], moment[0], about, utc=moment[1]
            )
    captions = [blocks[i].text for i in range(body[0], body[-1]) if whys[i] == "caption"] if body else []
    lines = [block.text for block in header]
    yield from date_in_text(paragraphs, header=lines, captions=captions)
