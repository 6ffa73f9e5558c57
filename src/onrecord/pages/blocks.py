"""A page as a row of blocks: the pieces of text a reader sees one under the other.

Both roads to an article meet here. HTML is walked into blocks that remember the markup they stood in; plain text is
cut into blocks that know nothing but their words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from lxml.etree import iterwalk
from lxml.html import HtmlElement

SKIPPED = frozenset(
    "script style template noscript svg math iframe object embed audio video canvas select option datalist "
    "textarea head link meta map area applet noframes input img picture source track".split()
)
"""Elements whose text no reader sees as text of the page."""

MARKING = frozenset(("b", "strong", "em", "i"))
BREAKING = frozenset(
    "address article aside blockquote body br button caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section "
    "summary table tbody tfoot thead tr ul".split()
)
"""Elements that start a new block, as custom elements ("amp-ad") do; anything else runs on in its line."""

CELLS = frozenset(("td", "th"))
HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
POPPING_UP = re.compile(
    r"(?:popover|rollover|tooltip|hovercard)[\w-]*[-_](?:block|content|text|body|box|inner)\b|"
    r"\bscreen-reader|\bsr-only|visually-?hidden"
)
"""Names of inline elements that show only when something is pointed at, or only to a screen reader."""
PRINTS_AS_NOTHING = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")

LONGEST_NAMES = 600
"""Characters of class and id names kept for one place: enough for twenty elements, a bound for hostile ones."""


class Place(NamedTuple):
    """Where on the page a block stands: shared by all blocks of one element."""

    tag: str = ""
    """The innermost breaking element ("p", "li", "h2"); "" in plain text."""
    within: frozenset[str] = frozenset()
    """Tags of the breaking elements around the block, its own among them."""
    own: str = ""
    """Class, id, role and itemprop of that element, lower case."""
    around: str = ""
    """The same of the elements around it, outermost first."""
    number: int = 0
    """Of the element, in the order of the page."""
    above: tuple[int, ...] = ()
    """The numbers of the three breaking elements around it, nearest first."""
    names: str = ""
    """`around` and `own`."""
    hidden: bool = False


NOWHERE = Place()


@dataclass(slots=True)
class Block:
    """One piece of text and, when it came from HTML, what the markup says about it."""

    text: str
    place: Place = NOWHERE
    linked: int = 0
    """How many of its characters are link text."""
    marked: int = 0
    """How many of its characters are bold or italic."""
    breaks: int = 0
    """How many line breaks (`br`) stand between it and the block before it in the same element."""
    moment: str | None = None
    """The `datetime` of a `time` element in it."""

    @property
    def link_share(self) -> float:
        """The share of the block that is link text, 0 to 1."""
        return min(1.0, self.linked / max(1, len(self.text)))


def squeeze(text: str) -> str:
    """`text` on one line, each run of white space one space, and nothing that prints as nothing."""
    if not text.isascii():
        text = PRINTS_AS_NOTHING.sub("", text)
    return " ".join(text.split())


def html_blocks(tree: HtmlElement) -> list[Block]:
    """The blocks of an HTML page, in the order of its source. Time and memory linear in the page."""
    return _Walk().blocks(tree)


class _Walk:
    """One pass over a tree, gathering the text between two breaking elements."""

    def __init__(self) -> None:
        self.found: list[Block] = []
        self.places = [NOWHERE]
        self.elements = 0
        self.aside: list[str] = []
        self.asides = 0
        self._begin()

    def _begin(self) -> None:
        self.pieces: list[str] = []
        self.linked = self.marked = 0
        self.moment: str | None = None

    def blocks(self, tree: HtmlElement) -> list[Block]:
        in_link = in_mark = breaks = 0
        walker = iterwalk(tree, events=("start", "end"))
        for event, element in walker:
            tag = element.tag
            if not isinstance(tag, str) or tag in SKIPPED:
                if event == "start":
                    walker.skip_subtree()
                else:
                    self._add(element.tail, in_link, in_mark)
                continue
            if tag in BREAKING or "-" in tag or (tag in CELLS and _lays_out(element)):
                if self._end_block(breaks):
                    breaks = 0
                if tag == "br":
                    breaks += event == "end"
                elif event == "start":
                    breaks = 0
                    self.elements += 1
                    self.places.append(_place(self.places[-1], element, tag, self.elements))
                else:
                    breaks = 0
                    self.places.pop()
            else:
                step = 1 if event == "start" else -1
                in_link += step * (tag == "a")
                in_mark += step * (tag in MARKING)
                self.asides += step * _is_aside(element)
                if tag in CELLS:
                    self.pieces.append(" ")
                elif tag == "time" and step == 1:
                    self.moment = self.moment or element.get("datetime")
            if event == "start":
                self._add(element.text, in_link, in_mark)
            elif element is not tree:
                self._add(element.tail, in_link, in_mark)
        self._end_block(breaks)
        return self.found

    def _add(self, text: str | None, in_link: int, in_mark: int) -> None:
        if not text or (not self.pieces and text.isspace()):
            return
        if self.asides:
            self.aside.append(text)
            return
        if self.pieces and text[0].isdigit() and self.pieces[-1][-1:].isdigit():
            self.pieces.append(" ")  # a date and a time that only their elements keep apart
        self.pieces.append(text)
        if in_link or in_mark:
            length = len(text.strip())
            self.linked += length * (in_link > 0)
            self.marked += length * (in_mark > 0)

    def _end_block(self, breaks: int) -> bool:
        """Close the block that has gathered, if any; whether there was one."""
        if not self.pieces and not self.aside:
            self.moment = None
            return False
        text = squeeze("".join(self.pieces))
        place = self.places[-1]
        if text:
            self.found.append(Block(text, place, self.linked, self.marked, breaks, self.moment))
        if self.aside:
            self.found.append(Block(squeeze(" ".join(self.aside)), place._replace(hidden=True)))
            self.aside.clear()
        self._begin()
        return bool(text)


def _lays_out(cell: HtmlElement) -> bool:
    """Whether a table's cell holds a part of the page and not a value: its text is then no part of a row."""
    return any(child.tag in BREAKING for child in cell)


def _is_aside(element: HtmlElement) -> bool:
    given = element.get("class")
    style = element.get("style")
    return bool(given and POPPING_UP.search(given[:200].lower())) or bool(
        style and HIDING.search(style[:200].lower())
    )


@lru_cache(maxsize=4096)
def _with(tags: frozenset[str], tag: str) -> frozenset[str]:
    """`tags` and `tag`; one set for all elements of the same nesting, and not one for each."""
    return tags | {tag}


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
        within=_with(outer.within, tag),
        own=given,
        around=outer.names,
        names=f"{outer.names} {given}"[-LONGEST_NAMES:] if given else outer.names,
        number=number,
        above=(outer.number, *outer.above[:2]),
        hidden=hidden,
    )
