"""Text that trafilatura takes for the article on news pages and that is not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from onrecord.pages.blocks import Block
from onrecord.pages.dates import CLOCK, dates_in, dates_in_byline
from onrecord.pages.extraction import key
from onrecord.pages.furniture import Why, phrase

LINK_ONLY = 0.8
"""The share of link text from which on a line is a link and no sentence with links."""
POSTED = re.compile(
    r"twitter-(?:tweet|video)|instagram-media|fb-post|bluesky-embed|tiktok-embed|mastodon-embed|reddit-embed"
)
"""Posts of social networks that stand in an article as quotations do; nothing is taken out of them."""
SENTENCE_END = re.compile(r"[.!?…:;。！？][\"”’»')\]]*$")
PLAIN = frozenset(("navigation", "form", "headline"))
"""Reasons that a fixed phrase gives for one or two words which an article may have as a heading."""
QUOTED = re.compile(r"[\"“”«»„]")
PULLED = re.compile(r"pull-?quote|pullout|\bquote-?block|callout")
APART = frozenset(("aside", "blockquote"))
MOST_PULLED = 50
"""Pull quotes of one page that are looked for in its text: a bound for hostile pages."""
NAME = r"(?-i:[A-ZÀ-Þ])[\w.'’-]*"
BYLINE = re.compile(rf"\W*(?:by|por|par|von|di)\s+{NAME}(?:,?\s+(?:and|und|et|y|e|{NAME})){{0,8}}\W*$", re.I)
READING_TIME = re.compile(r"read(?:ing)?-?time")
CAPTION = re.compile(r"caption|\bcredit\b")
CREDITED = re.compile(
    r"(?:\([^()]{0,60}\b(?:photo|image|picture|getty|reuters|ap|afp|epa|handout)\b[^()]{0,40}\)|"
    r"(?:^|[.)\]”\"|]\s{0,2})(?:photo|image|picture)s?(?: credits?| courtesy(?: of)?| by)?\s?:[^.]{2,60}|"
    r"(?:/|via )getty(?: images)?|getty images|[a-z.](?-i:Reuters|Associated Press)|\bap photo\b.{0,60})\.?$",
    re.I,
)
"""A caption that ends with who took or sells the picture."""
AFTER: frozenset[Why | None] = frozenset(("related", "comments", "newsletter", "tags"))
FEW = 0.15
"""The share of the article's characters that may stand in another column and be of no article."""
STAMP = re.compile(r"\b(?:share|link|permalink|updated|posted|post|today|yesterday)\b", re.I)
LONGEST_CAPTION = 400
HEAD, TAIL = 6, 12
"""How many of the article's first and last blocks may be bylines, sign-offs and notices."""
SIGNED_OFF: dict[Why, re.Pattern[str]] = {
    "byline": re.compile(
        r"^\W*(?:additional |further )?(?:reporting|writing|editing|compiled)\b[\w ]{0,15}?\bby\s"
        r"(?-i:[A-Z])[^.]{1,200}\.?\W*$|"
        r"^\W*(?:[\w.+-]+@[\w-]+\.[\w.]+|(?:https?://)?(?:www\.)?(?:twitter|facebook|x)\.com/\S+|@\w{2,30})\W*$|"
        r"\b(?:may|can) be (?:reached|contacted|followed) (?:at|on|via|by)\b.{0,60}[@\d]|"
        r"^\W*(?:e-?mail|contact|reach|write to)\b.{0,80}@|\bcontributed to this (?:report|story|article)\W*$|"
        r"^\W*(?:do you )?(?:have|got) a (?:news )?(?:tip|story)\b.{0,40}\?",
        re.I,
    ),
    "sharing": re.compile(
        r"^\W*(?:follow|find|join|like (?:us|him|her|them)\b).{2,80}\b(?:on|at) "
        r"(?:twitter|facebook|instagram|x|telegram|youtube|linkedin)\b|"
        r"^(?:listen|download|itunes|spotify|podcast)\b[^.]{0,12}:\s?https?://",
        re.I,
    ),
    "related": re.compile(
        r"^\W*(?:follow|read|see|find|get) .{0,30}\b(?:full|more|all|complete|latest) .{0,60}"
        r"(?:coverage|news|stories)\b",
        re.I,
    ),
    "legal notice": re.compile(r"^\W*our standards:\s", re.I),
    "newsletter": re.compile(
        r"\b(?:sign up|subscribe)\b.{0,80}\b(?:newsletters?|inbox|e-?mails?|alerts?|podcast|today|here|now)\b|"
        r"\b(?:in|to) your inbox\b|^\W*get (?:our|the) .{0,40}\bnewsletter\b",
        re.I,
    ),
    "comments": re.compile(
        r"^\W*(?:tell us what|let us know|what do you think|share your thoughts)\b.{0,80}$|^\W*comments?\W*$",
        re.I,
    ),
}
"""How articles end after their end. Only in the last blocks, and in lines without quotation."""
LONGEST_SIGN_OFF = 300
ABOUT = re.compile(
    r"^\W*(?:about|über|à propos (?:de|du)|acerca de|sobre)\s+\S.{0,60}$|^\W*notes? to editors?\W*$", re.I
)


def trim(
    blocks: Sequence[Block], body: Sequence[bool], homes: frozenset[int], headline: int | None
) -> dict[int, Why]:
    """What of the article's blocks is furniture after all, by the block's number.

    `homes` are the elements that hold most of the article, `headline` the number of the block that is its title.
    """
    kept = [i for i, taken in enumerate(body) if taken and not POSTED.search(blocks[i].place.names)]
    reasons: dict[int, Why] = {}
    for rule in (_phrases, _links, _beyond, _marks, _captions, _pulled, _head, _tail, _boilerplate):
        left = [i for i in kept if i not in reasons]
        reasons.update(rule(blocks, left, homes))
    for i in kept:
        if headline is not None and i < headline and not is_prose(blocks[i]):
            reasons.setdefault(i, "navigation")  # the section's name, a slogan
    return reasons


def is_prose(block: Block) -> bool:
    """Whether a block reads as running text: a sentence or more, and not a link."""
    return len(block.text) >= 40 and block.link_share < LINK_ONLY and bool(SENTENCE_END.search(block.text))


Found = Iterator[tuple[int, Why]]


def _phrases(blocks: Sequence[Block], kept: Sequence[int], homes: frozenset[int]) -> Found:
    """Fixed phrases: advertisement marks, "Read more: …", share lines, tags, copyright.

    A phrase inside a line counts where the line is no quotation and shows by a link or by its type that it is a
    note. What stands under the last paragraph has rules of its own.
    """
    for i in kept:
        block = blocks[i]
        reason = phrase(block.text)
        if reason is None or reason in PLAIN:
            continue
        short = len(block.text.split()) <= 6
        noted = block.linked or block.marked >= len(block.text) * 0.8
        if short or reason in ("related", "copyright") or (noted and not QUOTED.search(block.text)):
            yield i, reason


def _links(blocks: Sequence[Block], kept: Sequence[int], homes: frozenset[int]) -> Found:
    """Lines that are nothing but a link: teasers between two paragraphs, under a heading that says so, after the end.

    Headings and list items with links are left alone among prose: lists of products and of sources are made of them.
    """
    last_prose = max((i for i in kept if is_prose(blocks[i])), default=-1)
    above = list(range(len(blocks)))
    """For each block itself, or for a link the nearest block before it that is none."""
    for i, block in enumerate(blocks[1:], 1):
        if block.link_share >= LINK_ONLY:
            above[i] = above[i - 1]
    for position, i in enumerate(kept):
        block = blocks[i]
        if block.link_share < LINK_ONLY:
            continue
        heading = phrase(blocks[above[i]].text)
        around = [blocks[j] for j in kept[max(0, position - 1) : position + 2] if j != i]
        teaser = (
            block.place.tag == "p"
            and len(block.text.split()) >= 4
            and not SENTENCE_END.search(block.text)
            and all(is_prose(other) for other in around)
        )
        outside = not homes.intersection((block.place.number, *block.place.above))
        if heading in ("related", "tags"):
            yield i, heading
        elif teaser or outside:
            yield i, "related"
    yield from _links_below(blocks, [i for i in kept if i > last_prose])


def _links_below(blocks: Sequence[Block], tail: Sequence[int]) -> Found:
    """Under the last paragraph: links, alone or with the dates of what they lead to, and the heading above them."""
    links = {
        i
        for i in tail
        if not blocks[i].text.startswith("http")
        and (
            blocks[i].link_share >= LINK_ONLY
            or (blocks[i].link_share >= 0.5 and any(dates_in(blocks[i].text)))
        )
    }
    for i in tail:
        short = len(blocks[i].text.split()) <= 6 and not SENTENCE_END.search(blocks[i].text)
        if i in links or (short and i + 1 in links):
            yield i, "related"


def _beyond(blocks: Sequence[Block], kept: Sequence[int], homes: frozenset[int]) -> Found:
    """Text of another column: behind the article's last element, and behind a heading of what comes after articles."""
    sizes: Counter[int] = Counter()
    for i in kept:
        for number in homes.intersection((blocks[i].place.number, *blocks[i].place.above)):
            sizes[number] += len(blocks[i].text)
    if not sizes:
        return
    main = max(sizes, key=lambda number: sizes[number])
    last = max(i for i in kept if main in (blocks[i].place.number, *blocks[i].place.above))
    ended = next((i for i in range(last, len(blocks)) if phrase(blocks[i].text) in AFTER), len(blocks))
    beyond = [i for i in kept if i > ended]
    if sum(len(blocks[i].text) for i in beyond) < sum(len(blocks[i].text) for i in kept) * FEW:
        yield from ((i, "not the article") for i in beyond)


def _marks(blocks: Sequence[Block], kept: Sequence[int], homes: frozenset[int]) -> Found:
    """The times that stand over the entries of a live blog, and lines of nothing but signs."""
    for i in kept:
        text = blocks[i].text
        if len(text) <= 40 and not any(map(str.isalnum, STAMP.sub("", CLOCK.sub("", text)))):
            yield i, "date" if CLOCK.search(text) else "not the article"


def _captions(blocks: Sequence[Block], kept: Sequence[int], homes: frozenset[int]) -> Found:
    """Pictures' captions: marked as such, or ending with the picture's credit."""
    for i in kept:
        block = blocks[i]
        if len(block.text) > LONGEST_CAPTION:
            continue
        marked = "figcaption" in block.place.within or CAPTION.search(block.place.own)
        if marked or (CREDITED.search(block.text) and not QUOTED.search(block.text)):
            yield i, "caption"


def _pulled(blocks: Sequence[Block], kept: Sequence[int], homes: frozenset[int]) -> Found:
    """Pull quotes: a sentence of the article said once more in large type."""
    whole = "\n".join(key(blocks[i].text) for i in kept)
    apart = (i for i in kept if APART & blocks[i].place.within or PULLED.search(blocks[i].place.names[-80:]))
    for i in islice(apart, MOST_PULLED):
        wanted = key(blocks[i].text)
        if len(wanted) >= 20 and whole.count(wanted) > 1:
            yield i, "repeated"


def _head(blocks: Sequence[Block], kept: Sequence[int], homes: frozenset[int]) -> Found:
    """Bylines and dates above the first paragraph."""
    for i in kept[:HEAD]:
        text = blocks[i].text
        if is_prose(blocks[i]) and len(text) > 120:
            return
        if dates_in_byline(text) or BYLINE.match(text) or READING_TIME.search(blocks[i].place.own):
            yield i, "byline"


def _tail(blocks: Sequence[Block], kept: Sequence[int], homes: frozenset[int]) -> Found:
    """What stands under the last paragraph: who to write to, whom to follow, what else to read."""
    for i in kept[-TAIL:]:
        text = blocks[i].text
        if len(text) > LONGEST_SIGN_OFF or QUOTED.search(text):
            continue
        for reason, pattern in SIGNED_OFF.items():
            if pattern.search(text):
                yield i, reason
                break


def _boilerplate(blocks: Sequence[Block], kept: Sequence[int], homes: frozenset[int]) -> Found:
    """A press release ends with who its issuer is, under a heading of its own: "About …"."""
    for position in range(max(1, len(kept) - TAIL), len(kept)):
        block = blocks[kept[position]]
        heading = block.place.tag in ("h2", "h3", "h4", "h5", "h6") or block.marked >= len(block.text) * 0.8
        if heading and ABOUT.match(block.text) and position >= len(kept) / 2:
            for i in kept[position:]:
                yield i, "not the article"
            return
