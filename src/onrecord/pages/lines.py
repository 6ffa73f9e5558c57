"""Flattened text as the lines that a reader of the page saw, whatever turned the page into text.

Markdown marks (html2text) are read and taken off, hard-wrapped paragraphs come together again, and so do sentences
that were cut where a link or a bold word began. All of it in time linear in the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from onrecord.pages.blocks import squeeze

LINE_ENDS = re.compile("\r\n|[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
LINK_START, LINK_END = "\ue000", "\ue001"
"""Private characters that stand for the marks of a link while markdown is taken apart."""

TARGET = r"\((?>[^()]|\([^()]*+\))*+\)"
IMAGE = re.compile(r"!\[((?>[^\[\]\\]|\\.)*+)\]" + TARGET, re.S)
LINK = re.compile(r"\[((?>[^\[\]\\]|\\.)*+)\]" + TARGET, re.S)
HEADING = re.compile(r"\s*#{1,6}(?:\s+|$)")
HEADING_LINE = re.compile(r"^#{1,6} +\S", re.M)
EMPHASIS = re.compile(r"\*\*|(?<![^\W_])_+(?=\S)|(?<=\S)_+(?![^\W_])|(?<!\S)_+(?!\S)")
ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!>|])")
QUOTED = re.compile(r"(?:> ?)+")
BULLET = re.compile(r"[*+•‣▪●◦·»›–—-]\s+|\d{1,3}[.)]\s+|[•‣▪●◦·»›]")
MARK_ONLY = re.compile(r"[\W_]+")
INDENTED_STAR = re.compile(r"\s+\*(?:\s+|$)")

SENTENCE_END = re.compile(r"[.!?…。！？][\"”’»')\]]*$")
CLOSED = re.compile(r"[.!?…。！？:;|][\"”’»')\]*]*$")
GOES_ON = re.compile(r"(?:[,.;:!?)\]%…]|['’]s\b|[a-zà-öø-ÿа-яё])")
"""How a line begins that belongs to the sentence of the line before it."""
DANGLING = frozenset(
    "a an the of to in on at by for from with and or but nor as that than into onto over under about against between "
    "his her its their our your my is are was were be been has have had will would can could may might who which "
    "said says told called named according mr mrs ms dr".split()
)
"""Words that a headline or a paragraph hardly ever ends with."""
GLUED = re.compile(
    r"(?:^|(?<=[.!?…”\"’)\]]))\s*(?P<mark>ADVERTISEMENT|Advertisement|(?:Story|Article) continues (?:below|after)"
    r"(?: (?:this )?(?:ad|advertisement))?)(?=\s*(?:$|[A-Z“‘\"(]))"
)
"""An advertisement's mark that a paragraph was run together with: what follows begins a sentence."""
LOOKING_BACK = 200
"""Characters of the line before that tell whether its sentence goes on."""
LINKED_WORDS = 8
"""Words of the longest link text that is taken for a part of the sentence around it."""


@dataclass(slots=True)
class Line:
    """One line of the page, without marks."""

    text: str
    spaced: bool = False
    """A blank line stands before it."""
    heading: bool = False
    item: bool = False
    """It stood behind a bullet or a number."""
    linked: int = 0
    """How many of its characters are link text, where the marks tell."""
    piece: bool = False
    """It was cut out of a longer line, and may stand in the middle of a paragraph."""

    @property
    def words(self) -> int:
        """How many words, by white space."""
        return self.text.count(" ") + 1

    @property
    def ends_sentence(self) -> bool:
        """Whether it ends as a sentence does."""
        return bool(SENTENCE_END.search(self.text[-10:]))


def to_lines(text: str) -> tuple[list[Line], list[str]]:
    """The lines of a flattened page, advertisements' marks still glued to some, and the descriptions of its images
    where markdown gives them."""
    text = LINE_ENDS.sub("\n", text).replace(LINK_START, " ").replace(LINK_END, " ")
    if len(LINK.findall(text)) >= 2 or HEADING_LINE.search(text):
        return _markdown(text)
    return _rejoined(_plain(text)), []


def _markdown(text: str) -> tuple[list[Line], list[str]]:
    images = [alt for found in IMAGE.finditer(text) if (alt := squeeze(found[1]))]
    text = IMAGE.sub(" ", text)
    text = LINK.sub(f"{LINK_START}\\1{LINK_END}", text)
    lines: list[Line] = []
    for block in re.split(r"\n[ \t]*\n", text):
        spaced = True
        for part in _markdown_parts(block):
            line = _markdown_line(part, spaced)
            if line.text and not MARK_ONLY.fullmatch(line.text):
                lines.append(line)
                spaced = False
    return lines, images


def _markdown_parts(block: str) -> list[str]:
    """A block's lines, those wrapped put together: only two spaces, a bullet or a heading mark begins a new one."""
    parts: list[list[str]] = []
    broken = True
    for line in block.split("\n"):
        begins = broken or HEADING.match(line) or re.match(r"\s*(?:[*+-]|\d{1,3}\.)\s", line) or "|" in line
        if begins or not parts:
            parts.append([line])
        else:
            parts[-1].append(line)
        broken = line.endswith("  ")
    return [" ".join(part) for part in parts]


def _markdown_line(part: str, spaced: bool) -> Line:
    part = QUOTED.sub("", part.lstrip(), count=1) if part.lstrip().startswith(">") else part.lstrip()
    heading = item = False
    while found := HEADING.match(part) or re.match(r"(?:[*+-]|\d{1,3}\.)\s+", part):
        heading |= part.lstrip().startswith("#")
        item |= not part.lstrip().startswith("#")
        if part[found.start() : found.end()].strip()[:1].isdigit():
            break
        part = part[found.end() :]
    part = ESCAPE.sub(r"\1", EMPHASIS.sub("", part))
    linked = sum(len(squeeze(piece.partition(LINK_END)[0])) for piece in part.split(LINK_START)[1:])
    plain = squeeze(part.replace(LINK_START, "").replace(LINK_END, ""))
    return Line(plain, spaced=spaced, heading=heading, item=item, linked=min(linked, len(plain)))


def _plain(text: str) -> list[Line]:
    lines: list[Line] = []
    spaced = item = False
    raw = text.split("\n")
    width = _wrapping_width(raw)
    wrapped_at = 0
    for row in raw:
        plain = squeeze(row)
        if not plain:
            spaced, wrapped_at = True, 0
            continue
        if MARK_ONLY.fullmatch(plain) and len(plain) <= 3 and plain not in ".,;:!?)…":
            item = bool(BULLET.match(plain + " "))
            continue
        first = plain.split(" ", 1)[0]
        if wrapped_at and wrapped_at + 1 + len(first) > width and not BULLET.match(plain):
            lines[-1].text += " " + plain
        else:
            item = item or bool(BULLET.match(plain))
            if INDENTED_STAR.match(row):
                plain = plain[1:].lstrip()
            lines.append(Line(plain, spaced=spaced, item=item))
        spaced = item = False
        wrapped_at = len(row.rstrip()) if width else 0
    return [line for line in lines if line.text]


def _wrapping_width(rows: list[str]) -> int:
    """The column at which the text was wrapped, 0 where it was not.

    A wrapped paragraph shows itself: no next word would have fitted on the line before it.
    """
    pairs = [(a.rstrip(), b.split()[0]) for a, b in pairwise(rows) if a.strip() and b.strip()]
    width = max((len(a) for a, _ in pairs), default=0)
    if not 40 <= width <= 120:
        return 0
    full = sum(len(a) > width * 0.6 for a, _ in pairs)
    tight = sum(len(a) > width * 0.6 and len(a) + 1 + len(word) > width for a, word in pairs)
    return width if tight >= 3 and tight >= 0.8 * full and full >= 0.5 * len(pairs) else 0


def _rejoined(lines: list[Line]) -> list[Line]:
    """The lines with sentences put together that inline marks (links, bold) had cut into lines of their own."""
    out: list[Line] = []
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else None
        if out and not line.spaced and not line.item and _belongs(out[-1].text, line.text, following):
            space = "" if line.text[0] in ",.;:!?)]%…" or line.text[:2] in ("'s", "’s") else " "
            out[-1].text += space + line.text
        else:
            out.append(line)
    return out


def unglued(line: Line) -> list[Line]:
    """The line with advertisements' marks that it was run together with as lines of their own."""
    parts, end = [], 0
    for found in GLUED.finditer(line.text):
        parts += [line.text[end : found.start("mark")], found["mark"]]
        end = found.end()
    if not parts:
        return [line]
    return [replace(line, text=text) for part in (*parts, line.text[end:]) if (text := part.strip())]


def _belongs(before: str, line: str, following: Line | None) -> bool:
    before = before[-LOOKING_BACK:]
    if before.lower() in ("by", "by:"):
        return line[0].isupper()
    if CLOSED.search(before) and line[0] not in ",.;)":
        return False
    last = before.rsplit(" ", 1)[-1].strip("(“‘\"'").lower()
    prose = before.count(" ") >= 3 and _lower_share(before) >= 0.4
    if GOES_ON.match(line):
        return prose or last in DANGLING or line[0] in ",.;)"
    if (last in DANGLING and before.count(" ") >= 2) or (before.endswith(("(", "“", "‘", ",")) and prose):
        return True
    link_like = line.count(" ") < LINKED_WORDS and not CLOSED.search(line)
    return bool(
        prose
        and link_like
        and following
        and not following.spaced
        and GOES_ON.match(following.text)
        and following.text[0] != ","
    )


def _lower_share(text: str) -> float:
    words = text.split()
    return sum(word[0].islower() for word in words) / len(words)
