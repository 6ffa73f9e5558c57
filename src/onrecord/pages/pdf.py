"""PDF: the text of a press release, its lines joined into the paragraphs they were set from.

PDFium gives the characters in reading order and where they stand; a PDF itself knows neither lines nor paragraphs.
"""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.errors import UnreadablePage

if TYPE_CHECKING:
    import pypdfium2

BROKEN_WORD = ("\x02", "\ufffe")
"""What PDFium puts in place of a hyphen at the end of a line, the next line following at once."""
LEADING = 1.4
"""How much more than the usual distance two lines of one paragraph may stand apart."""
SIZES = 1.15
"""How much larger one line of a paragraph may be set than another."""
INDENT = 0.8
"""Letter heights by which the first line of a paragraph is set in."""
SHORT = 0.8
"""The share of the column's width that a line falls short of only at the end of a paragraph."""
NO_TITLE = re.compile(r"^\(?(?:anonymous|untitled|$)|\.[a-z]{2,5}$|^Microsoft \w+ - ", re.I)
"""What word processors write where a title should be: the name of a file."""
MOST_PAGES = 2_000
"""Printed pages of a document: any number of them can stand on the same few bytes."""
MOST_CHARACTERS = 5_000_000
"""Printed characters of a document, a thousand times a press release's."""
EDGE_GAP = 2.0
"""Line heights that part a running head or foot from the body, at the least."""
EDGE_LINES = 2
"""Lines that a running head or foot has at most."""


@dataclass(slots=True)
class Line:
    """One printed line; coordinates in points from the lower left corner of the page."""

    text: str
    page: int
    left: float
    right: float
    bottom: float
    height: float
    broken: bool
    """Whether its last word goes on in the next line."""


def is_pdf(data: bytes) -> bool:
    """Whether the bytes begin as a PDF does; a few may stand before its mark."""
    return b"%PDF-" in data[:1024] and not data.lstrip().startswith(b"<")


def read(data: bytes) -> tuple[str, str | None]:
    """The document's text, a blank line between paragraphs, and its title where it states one.

    PDFium may take any time for a document made to keep it busy: read documents of strangers where they can be
    stopped (`onrecord.workers`). Raises `UnreadablePage` with the reason when there is no text to be had.
    """
    import pypdfium2  # slow to load, and most pages are no PDFs

    if b"%%EOF" not in data[-4096:]:
        raise UnreadablePage("the PDF is cut off")
    try:
        with pypdfium2.PdfDocument(data) as document:
            title = document.get_metadata_value("Title").strip()
            lines = _document_lines(document)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise UnreadablePage("the PDF asks for a password" if locked else "the PDF is damaged") from None
    text = "\n\n".join(_paragraphs(lines)).encode("utf-8", "replace").decode()
    if not text:
        raise UnreadablePage("the PDF holds pictures of pages, without text")
    return text, None if NO_TITLE.search(title) else title


def _document_lines(document: pypdfium2.PdfDocument) -> list[Line]:
    if len(document) > MOST_PAGES:
        raise UnreadablePage(f"the PDF has more than {MOST_PAGES:,} pages")
    lines: list[Line] = []
    left = MOST_CHARACTERS
    for index in range(len(document)):
        page = list(_page_lines(document, index, left))
        left -= sum(len(line.text) for line in page)
        lines += _in_flow(page)
    return lines


def _page_lines(document: pypdfium2.PdfDocument, index: int, most: int) -> Iterator[Line]:
    from pypdfium2 import raw as pdfium

    page = document[index]
    text = page.get_textpage()
    start = 0
    if text.count_chars() > most:
        raise UnreadablePage(f"the PDF has more than {MOST_CHARACTERS:,} characters")
    characters = [chr(pdfium.FPDFText_GetUnicode(text.raw, at)) for at in range(text.count_chars())]
    for at, character in enumerate([*characters, "\n"]):
        if character == "\n" or character in BROKEN_WORD:
            words = _whole("".join(characters[start:at]))
            seen = [
                place for place in range(start, min(at, len(characters))) if not characters[place].isspace()
            ]
            if words and seen:
                left, bottom, _, top = text.get_charbox(seen[0], loose=True)
                right = text.get_charbox(seen[-1], loose=True)[2]
                yield Line(words, index, left, right, bottom, top - bottom, character in BROKEN_WORD)
            start = at + 1
    text.close()
    page.close()


def _in_flow(lines: list[Line]) -> list[Line]:
    """A page's lines, with a foot that was drawn first put last, and a head that was drawn last put first."""
    start, end = 0, len(lines)
    while start < end - 1 and lines[start].bottom < min(line.bottom for line in lines[start + 1 : start + 9]):
        start += 1
    while end > start + 1 and lines[end - 1].bottom > max(
        line.bottom for line in lines[max(0, end - 9) : end - 1]
    ):
        end -= 1
    return lines[end:] + lines[start:end] + lines[:start]


def _whole(characters: str) -> str:
    """Characters beyond the basic plane come as two halves; white space as it happens to be set."""
    text = characters.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return " ".join(text.replace("\x00", "").split())


def _paragraphs(lines: list[Line]) -> Iterator[str]:
    """Lines joined; what repeats at the edges of pages comes last, so that it interrupts no sentence."""
    edges = _running(lines)
    body = [line for line in lines if id(line) not in edges]
    distances = [
        above.bottom - below.bottom
        for above, below in pairwise(body)
        if above.page == below.page and 0 < above.bottom - below.bottom < 4 * above.height
    ]
    usual = statistics.median(distances) if distances else 0.0
    words = Counter(word for line in lines for word in re.findall(r"[\w-]+", line.text.lower()))
    paragraph: list[Line] = []
    for line in body:
        if paragraph and not _continues(paragraph, line, usual):
            yield _joined(paragraph, words)
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield _joined(paragraph, words)
    yield from dict.fromkeys(line.text for line in lines if id(line) in edges)


def _running(lines: list[Line]) -> set[int]:
    """Identities of the lines that stand, but for their numbers, at the same edge of every third page or more."""
    pages: dict[int, list[Line]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    places: dict[tuple[str, int], list[Line]] = {}
    for page in pages.values():
        upward = sorted(page, key=lambda line: line.bottom)
        for line in (*_edge(upward), *_edge(upward[::-1])):
            places.setdefault((re.sub(r"\d+", "0", line.text), round(line.bottom)), []).append(line)
    return {id(line) for same in places.values() if len(same) > max(1, len(pages) // 3) for line in same}


def _edge(lines: list[Line]) -> list[Line]:
    """The first of a page's lines, from its foot or its head, up to where a gap parts them from the body."""
    for count, (line, further) in enumerate(pairwise(lines[: EDGE_LINES + 1]), 1):
        if abs(line.bottom - further.bottom) > EDGE_GAP * max(line.height, further.height):
            return lines[:count]
    return []


def _continues(paragraph: list[Line], line: Line, usual: float) -> bool:
    """Whether `line` goes on with the paragraph."""
    last = paragraph[-1]
    if last.broken:
        return True
    if not 1 / SIZES < line.height / max(last.height, 0.1) < SIZES:
        return False
    down = last.bottom - line.bottom
    if (
        line.page != last.page or down <= 0
    ):  # over to the next page or column: only in the middle of a sentence
        return last.text[-1] not in '.!?:”"’' and line.text[0].islower()
    if down > max(usual, last.height) * LEADING:
        return False
    block = _block(paragraph)
    left = min(one.left for one in block[1:] or block)
    right = max(one.right for one in block)
    if line.left - left > INDENT * line.height:
        return False
    ends_early = last.right - left < SHORT * (max(right, line.right) - left)
    return not (ends_early and last.text[-1] in '.!?:”"’')


def _block(paragraph: list[Line]) -> list[Line]:
    """The paragraph's last lines that stand under each other: what it set on another page or in another column not."""
    start = len(paragraph) - 1
    while start > max(0, len(paragraph) - 20):
        above, below = paragraph[start - 1], paragraph[start]
        if above.page != below.page or above.bottom <= below.bottom:
            break
        start -= 1
    return paragraph[start:]


def _joined(paragraph: list[Line], words: Counter[str]) -> str:
    """The paragraph on one line. A word broken at a hyphen keeps it if the document has it so elsewhere."""
    text = paragraph[0].text
    for before, line in pairwise(paragraph):
        if not before.broken:
            text += " " + line.text
            continue
        first, second = re.search(r"[\w-]*\Z", text), re.match(r"[\w-]*", line.text)
        start, end = (first[0] if first else "").lower(), (second[0] if second else "").lower()
        text += ("-" if words[f"{start}-{end}"] > words[start + end] else "") + line.text
    return text
