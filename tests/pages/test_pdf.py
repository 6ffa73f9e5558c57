from __future__ import annotations

from io import BytesIO

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from onrecord.errors import UnreadablePage
from onrecord.pages import RawPage, pages_from, pdf, to_article

from .papers import HEADLINE, drawn, paragraphs, press_release


def text_of(data: bytes) -> list[str]:
    return pdf.read(data)[0].split("\n\n")


def reason(data: bytes) -> str:
    with pytest.raises(UnreadablePage) as error:
        pdf.read(data)
    return str(error.value)


def test_a_press_release_is_an_article() -> None:
    data = press_release(title=HEADLINE)
    [raw] = pages_from(data, "release.pdf")
    assert isinstance(raw, RawPage) and raw.data == data
    page, article = to_article(raw)
    assert (raw.name, page.media_type) == ("release", "application/pdf")
    assert (article.title, article.text.split("\n\n")[:3]) == (HEADLINE, paragraphs(1))
    assert to_article(raw, "article")[1].text.startswith(HEADLINE)


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
        assert pdf.read(press_release(title=title))[1] == expected


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


def test_a_document_of_endless_pages_or_words_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    file = BytesIO()
    canvas = Canvas(file)
    for _ in range(2_001):
        canvas.showPage()
    canvas.save()
    assert reason(file.getvalue()) == "the PDF has more than 2,000 pages"
    monkeypatch.setattr(pdf, "MOST_CHARACTERS", 1_000)
    assert reason(press_release(3)) == "the PDF has more than 1,000 characters"
