from __future__ import annotations

from io import BytesIO

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from onrecord.pages import Damaged, RawPage, pages_from

from .papers import HEADLINE, drawn, paragraphs, press_release


def text_of(data: bytes) -> list[str]:
    [page] = pages_from(data, "release.pdf")
    assert isinstance(page, RawPage), page
    assert (page.name, page.media_type, page.charset) == ("release", "text/plain", "utf-8")
    return page.data.decode().split("\n\n")


def reason(data: bytes, limit: int = 1_000_000) -> str:
    [row] = pages_from(data, "release.pdf", limit=limit)
    assert isinstance(row, Damaged)
    return row.reason


@pytest.mark.parametrize("style", ["BodyText", "Indented"])
def test_paragraphs_are_those_that_were_set(style: str) -> None:
    assert text_of(press_release(style=style)) == [HEADLINE, *paragraphs(1), "Ministry of Harbours Page 1"]


@pytest.mark.parametrize("style", ["BodyText", "Indented"])
def test_a_paragraph_goes_on_over_the_page_and_running_feet_come_last(style: str) -> None:
    _, *found = text_of(press_release(30, style=style))
    assert found[:90] == paragraphs(30)
    assert found[90:] == [f"Ministry of Harbours Page {page}" for page in range(1, len(found) - 89)]
    assert len(found) > 92


def test_words_broken_at_the_end_of_a_line_are_made_whole() -> None:
    [paragraph] = text_of(
        drawn(
            (72, 700, "The ministry said that the government-owned compa-"),
            (72, 685, "nies would be asked, and that every other govern-"),
            (72, 670, "ment had done so too; they too own a government-"),
            (72, 655, "owned port."),
        )
    )
    assert paragraph == (
        "The ministry said that the government-owned companies would be asked, and that every other government had "
        "done so too; they too own a government-owned port."
    )


def test_columns_are_read_one_after_the_other() -> None:
    left = [(72.0, 700.0 - 15 * row, f"left line {row} runs on to the") for row in range(10)]
    right = [(320.0, 700.0 - 15 * row, f"right line {row} runs on to the") for row in range(10)]
    [paragraph] = text_of(drawn(*left, *right))
    assert paragraph.index("left line 9") < paragraph.index("right line 0")


def test_a_title_of_its_own_but_not_the_name_of_a_file() -> None:
    for title, expected in (
        (HEADLINE, HEADLINE),
        ("Microsoft Word - final2.docx", None),
        ("final.indd", None),
    ):
        [page] = pages_from(press_release(title=title), "release.pdf")
        assert isinstance(page, RawPage) and page.title == expected


def test_what_gives_no_text_says_why() -> None:
    whole = press_release()
    file = BytesIO()
    locked = Canvas(file, encrypt=StandardEncryption("secret"))
    locked.drawString(72, 700, "hidden")
    locked.save()
    picture = BytesIO()
    canvas = Canvas(picture)
    canvas.rect(10, 10, 100, 100)
    canvas.save()

    assert reason(whole[: len(whole) // 2]) == "the PDF is cut off"
    assert reason(b"%PDF-1.4\n%%EOF") == "the PDF is damaged"
    assert reason(file.getvalue()) == "the PDF asks for a password"
    assert reason(picture.getvalue()) == "the PDF holds pictures of pages, without text"
    assert "--max-size" in reason(whole, limit=1000)


def test_a_document_of_endless_pages_is_refused() -> None:
    file = BytesIO()
    canvas = Canvas(file)
    for _ in range(2_001):
        canvas.showPage()
    canvas.save()
    [row] = pages_from(file.getvalue(), "release.pdf")
    assert isinstance(row, Damaged) and row.reason == "the PDF has more than 2,000 pages"
