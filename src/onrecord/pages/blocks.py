"""A page as a row of blocks: the pieces of text a reader sees one under the other.

Both roads to an article meet here. HTML is walked into blocks that remember the markup they stood in; plain text is
cut into blocks that know nothing but their words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from lxml.etree import iterwalk
from lxml.html import HtmlElement

SKIPPED = frozenset(
    "script style template noscript svg math iframe object embed audio video canvas select option datalist "
    "textarea head link meta map area applet noframes input img picture source track".split()
)
"""Elements whose text no reader sees as text of the page."""

BREAKING = frozenset(
    "address article aside blockquote body br button caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section "
    "summary table tbody tfoot thead tr ul".split()
)
"""Elements that start a new block; anything else runs on in its line."""

CELLS = frozenset(("td", "th"))
HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
SPACE = re.compile(r"[\s\u00a0\u200b\u2060\ufeff\u00ad]+")
"""White space, and the marks that print as nothing."""

LONGEST_NAMES = 600
"""Characters of class and id names kept for one place: enough for twenty elements, a bound for hostile ones."""


class Place(NamedTuple):
    """Where on the page a block stands: shared by all blocks of one container."""

    tag: str = ""
    """The innermost breaking element ("p", "li", "h2"); "" in plain text."""
    within: frozenset[str] = frozenset()
    """Tags of the breaking elements around the block, its own among them."""
    names: str = ""
    """Class, id, role and itemprop of the elements around it, lower case, innermost last."""
    depth: int = 0
    container: int = 0
    """A number for the parent of the block's element, shared by its siblings."""
    hidden: bool = False


NOWHERE = Place()


@dataclass(slots=True)
class Block:
    """One piece of text and, when it came from HTML, what the markup says about it."""

    text: str
    place: Place = NOWHERE
    linked: int = 0
    """How many of its characters are link text."""
    links: int = 0
    """How many links begin in it."""
    marked: int = 0
    """How many of its characters are bold or italic."""

    @property
    def link_share(self) -> float:
        """The share of the block that is link text, 0 to 1."""
        return min(1.0, self.linked / max(1, len(self.text)))


def squeeze(text: str) -> str:
    """`text` on one line, each run of white space one space."""
    return SPACE.sub(" ", text).strip()


def html_blocks(tree: HtmlElement) -> list[Block]:
    """The blocks of an HTML page, in the order of its source. Time and memory linear in the page."""
    return list(_walk(tree))


def _walk(tree: HtmlElement) -> Iterator[Block]:
    places = [Place()]
    pieces: list[str] = []
    linked = links = marked = in_link = in_mark = containers = 0

    def block() -> Iterator[Block]:
        nonlocal linked, links, marked
        text = squeeze("".join(pieces))
        pieces.clear()
        if text:
            yield Block(text, places[-1], linked, links, marked)
        linked = links = marked = 0

    def add(text: str | None) -> None:
        nonlocal linked, marked
        if text:
            pieces.append(text)
            if in_link or in_mark:
                length = len(squeeze(text))
                linked += length * (in_link > 0)
                marked += length * (in_mark > 0)

    walker = iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, element in walker:
        tag = element.tag
        if event in ("comment", "pi"):
            add(element.tail)
        elif event == "start":
            if tag in SKIPPED:
                walker.skip_subtree()
            elif tag in BREAKING:
                yield from block()
                containers += 1
                if tag != "br":
                    places.append(_place(places[-1], element, tag, containers))
                add(element.text)
            else:
                in_link += tag == "a"
                links += tag == "a"
                in_mark += tag in ("b", "strong", "em", "i")
                if tag in CELLS:
                    pieces.append(" ")
                add(element.text)
        else:
            if tag in BREAKING:
                yield from block()
                if tag != "br":
                    places.pop()
            elif tag not in SKIPPED:
                in_link -= tag == "a"
                in_mark -= tag in ("b", "strong", "em", "i")
                if tag in CELLS:
                    pieces.append(" ")
            if element is not tree:
                add(element.tail)
    yield from block()


def _place(outer: Place, element: HtmlElement, tag: str, number: int) -> Place:
    given = " ".join(filter(None, map(element.get, ("class", "id", "role", "itemprop"))))[:200].lower()
    hidden = (
        outer.hidden
        or element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or bool(HIDING.search((element.get("style") or "")[:200].lower()))
    )
    return Place(
        tag=tag,
        within=outer.within if tag in outer.within else outer.within | {tag},
        names=f"{outer.names} {given}"[-LONGEST_NAMES:] if given else outer.names,
        depth=outer.depth + 1,
        container=number,
        hidden=hidden,
    )
