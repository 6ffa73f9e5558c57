"""Text that trafilatura loses on news pages, and how it comes back; what every other block of the page is.

Each rule looks at blocks in their order on the page, needs more than one sign, and has a page in the tests.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from onrecord.pages.blocks import Block, Place
from onrecord.pages.dates import dates_in_byline
from onrecord.pages.extraction import key
from onrecord.pages.furniture import Why, phrase
from onrecord.pages.headline import HEADINGS, find_headline, find_standfirst
from onrecord.pages.trimming import LINK_ONLY, POSTED, is_prose, trim

ELSEWHERE: dict[Why, re.Pattern[str]] = {
    "legal notice": re.compile(r"\bcookies?\b|\bgdpr|\bconsent|onetrust|\blegal\b|disclaimer|privacy"),
    "comments": re.compile(r"\bcomments?\b|disqus|\brespond\b|\breply\b|commentlist|\bcomment-"),
    "newsletter": re.compile(r"newsletter|\bsubscri(?:be|ption)|sign-?up\b|\bpaywall|\bregwall|\bmeter"),
    "sharing": re.compile(
        r"\bshar(?:e|ing)\b|\bsocial\b|share-|social-|-share\b|-social\b|addtoany|sharedaddy|\bfollow\b"
    ),
    "advertising": re.compile(r"\bads?\b|\bad-|advert|sponsor|\bdfp\b|outbrain|taboola|-ads?\b|affiliate"),
    "related": re.compile(
        r"related|recirc|recommend|\bmore-|read-?more|trending|popular|most-?read|also-?read|teaser|\bnext-|up-?next|"
        r"\bwidget|\bpromo"
    ),
    "tags": re.compile(r"\btags?\b|\btag-|-tags?\b|\btopics?\b|\bcategor|post-meta|keywords"),
    "caption": re.compile(r"caption|\bcredit|photo-|image-|img-|gallery|\bmedia-"),
    "byline": re.compile(r"byline|\bauthor|\bbio\b|contributor|\bwriter|read-time|reading-time"),
    "navigation": re.compile(
        r"\bnav\b|navigation|\bmenu|breadcrumb|masthead|\bheader\b|\bfooter\b|pagination|sidebar|\bskip"
    ),
}
"""Class and id names that tell what a part of a page is for."""
BY_TAG: tuple[tuple[str, Why], ...] = (
    ("nav", "navigation"),
    ("footer", "navigation"),
    ("form", "form"),
    ("button", "navigation"),
    ("figcaption", "caption"),
    ("figure", "caption"),
)
NEVER_BODY = frozenset("nav aside footer form button figcaption figure menu dialog fieldset summary".split())
LAYING_OUT = frozenset("div td section article main body center".split())
"""Elements that hold paragraphs, and sometimes the text of one with nothing around it."""
ENDING: frozenset[Why] = frozenset(("headline", "tags", "comments", "sharing", "copyright", "newsletter"))
"""What stands under the end of an article: behind it nothing comes back."""
REPEATED = 60
"""Characters of a text from which on it is said twice by mistake, and not by chance."""
NEAR = 200
"""Characters of class and id names around a block that say what it is for."""
INNER = 0.2
"""The share of the article's characters that makes an element its home, or a shape its shape."""


class Mended(NamedTuple):
    """What each block is: furniture for a reason, or (None) a part of the article."""

    whys: list[Why | None]
    headline: int | None
    """The number of the block that is the headline, and of the one that is the standfirst: they are neither."""
    standfirst: int | None


def mend(
    blocks: Sequence[Block],
    extracted: Sequence[bool],
    titles: Sequence[str],
    descriptions: Sequence[str] = (),
) -> Mended:
    """Sort the blocks of a page; `extracted` is what trafilatura takes for the article."""
    names = frozenset(key(title) for title in titles)
    body = list(extracted)
    _drop_hidden(blocks, body)
    for i, block in enumerate(blocks):
        body[i] = body[i] and key(block.text) not in names
    _drop_copies(blocks, body)
    headline = find_headline(blocks, body, names)
    homes = _homes(blocks, body)
    _regain(blocks, body, homes, names, headline)
    standfirst = find_standfirst(
        blocks, body, headline, frozenset(homes), frozenset(key(text) for text in descriptions)
    )
    for found in (headline, standfirst):
        if found is not None:
            body[found] = False
    if standfirst is not None:
        _drop_repeated(blocks, body, key(blocks[standfirst].text), homes)
    reasons = trim(blocks, body, frozenset(homes), headline)
    whys = [
        None if taken and i not in reasons else reasons.get(i) or why(block, names)
        for i, (block, taken) in enumerate(zip(blocks, body, strict=True))
    ]
    kept = [i for i, reason in enumerate(whys) if reason is None]
    for i in range(kept[0], kept[-1]) if kept else ():
        if whys[i] == "link list" and blocks[i].place.tag == "p":
            whys[i] = "related"
    return Mended(whys, headline, standfirst)


def why(block: Block, titles: frozenset[str] = frozenset()) -> Why:
    """The reason why a block that is not of the article is furniture."""
    if key(block.text) in titles:
        return "headline"
    said = phrase(block.text)
    if said:
        return said
    if dates_in_byline(block.text):
        return "byline"
    named = _by_place(block.place.within, block.place.names[-NEAR:])
    if named:
        return named
    return "link list" if block.link_share >= LINK_ONLY else "not the article"


@lru_cache(maxsize=4096)
def _by_place(within: frozenset[str], names: str) -> Why | None:
    for tag, reason in BY_TAG:
        if tag in within:
            return reason
    return next((reason for reason, pattern in ELSEWHERE.items() if pattern.search(names)), None)


def _drop_hidden(blocks: Sequence[Block], body: list[bool]) -> None:
    """Hidden text is no part of the article, unless nearly all of it waits for a script to show it."""
    sizes: Counter[bool] = Counter()
    for block, taken in zip(blocks, body, strict=True):
        sizes[block.place.hidden] += taken * len(block.text)
    if sizes[True] < 4 * sizes[False]:
        for i, block in enumerate(blocks):
            body[i] = body[i] and not block.place.hidden


def _drop_copies(blocks: Sequence[Block], body: list[bool]) -> None:
    """Pages carry their text twice, for small and for large screens: the first copy counts."""
    seen: set[str] = set()
    for i, block in enumerate(blocks):
        if body[i] and len(block.text) > REPEATED:
            wanted = key(block.text)
            body[i] = wanted not in seen
            seen.add(wanted)


def _drop_repeated(blocks: Sequence[Block], body: list[bool], standfirst: str, homes: dict[int, str]) -> None:
    """A standfirst shown twice is not the article's first paragraph, unless it stands among the others."""
    for i, block in enumerate(blocks):
        place = block.place
        if body[i] and key(block.text) == standfirst and not homes.keys() & {place.number, *place.above[:1]}:
            body[i] = False


def _homes(blocks: Sequence[Block], body: Sequence[bool]) -> dict[int, str]:
    """The elements that hold the article, with the names down to them: those with two of its blocks or a good part of
    its characters directly in them."""
    counts: Counter[int] = Counter()
    sizes: Counter[int] = Counter()
    names: dict[int, str] = {}
    for block, taken in zip(blocks, body, strict=True):
        if taken and block.link_share < LINK_ONLY:
            place = block.place
            bare = place.tag in LAYING_OUT
            home = place.number if bare else place.above[0]
            names[home] = place.names if bare else place.around
            counts[home] += 1
            sizes[home] += len(block.text)
    enough = sum(sizes.values()) * INNER
    return {home: names[home] for home, count in counts.items() if count >= 2 or sizes[home] >= enough}


def _regain(
    blocks: Sequence[Block],
    body: list[bool],
    homes: dict[int, str],
    titles: frozenset[str],
    headline: int | None,
) -> None:
    """Paragraphs, headings, list items and embedded posts among the article's own that trafilatura left out."""
    kept = [i for i, taken in enumerate(body) if taken]
    if not kept:
        return
    last = max((i for i in kept if is_prose(blocks[i])), default=kept[-1])
    cards = frozenset(block.place.above[0] for block in blocks if _is_link(block) and block.place.tag != "li")
    start = kept[0] if headline is None else min(headline + 1, kept[0])
    said = titles | {key(blocks[i].text) for i in kept if len(blocks[i].text) > REPEATED}
    shapes, cousins = _shapes(blocks, body)
    for i in range(start, len(blocks)):
        block = blocks[i]
        place = block.place
        if i > last and (place.tag in HEADINGS or why(block, titles) in ENDING):
            break
        if body[i] or place.hidden or NEVER_BODY & place.within or key(block.text) in said:
            continue
        home = _home_of(place, homes) if i < last else None
        if home is not None:
            if place.above[0] in cards and home != place.above[0] and home != place.number:
                continue  # a picture, a linked headline and its first words: another article's card
            body[i] = _belongs(block, place.names.removeprefix(homes[home]))
        elif _shape(place) in shapes and cousins.intersection(place.above) and is_prose(block):
            body[i] = _belongs(block, place.own)


def _home_of(place: Place, homes: dict[int, str]) -> int | None:
    """The article's element that a block stands in: directly, in a list or table of it, or in an embedded post."""
    nested = place.tag in ("p", "li", "tr", "td", "dd", "dt", "blockquote") or POSTED.search(place.names)
    near = (place.number, *(place.above if nested else place.above[:1]))
    return next((number for number in near if number in homes), None)


def _belongs(block: Block, names: str) -> bool:
    """Whether a block in the article's element is of the article; `names` are those between it and the element."""
    if phrase(block.text):
        return False
    if POSTED.search(names):
        return True
    return block.link_share < LINK_ONLY and _by_place(block.place.within, names) is None


def _is_link(block: Block) -> bool:
    return block.link_share >= LINK_ONLY and bool(block.place.above)


def _shape(place: Place) -> tuple[str, str, str]:
    return place.tag, place.own, place.around


def _shapes(
    blocks: Sequence[Block], body: Sequence[bool]
) -> tuple[frozenset[tuple[str, str, str]], frozenset[int]]:
    """How the article's paragraphs are marked up, and the elements around them: a text cut in parts by advertising
    goes on in elements of the same names."""
    sizes: Counter[tuple[str, str, str]] = Counter()
    around: set[int] = set()
    for block, taken in zip(blocks, body, strict=True):
        if taken and block.place.tag == "p" and (block.place.own or block.place.around.strip()):
            sizes[_shape(block.place)] += len(block.text)
            around.update(block.place.above)
    enough = sum(sizes.values()) * INNER
    return frozenset(shape for shape, size in sizes.items() if size >= enough), frozenset(around)
