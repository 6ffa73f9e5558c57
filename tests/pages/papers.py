"""A press release as a PDF, for the tests."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate

HEADLINE = "Terminal at Varnholm to close for nineteen months"
PARAGRAPHS = (
    "The Ministry of Harbours said on Tuesday that the container terminal at Varnholm will be closed for nineteen "
    "months while its foundations are strengthened, a decision that disappoints the dockworkers’ associations.",
    "“We have weighed every alternative, and none of them is responsible,” Minister Elodie Varn told reporters. “The "
    "quays were built in 1931, and they have carried three times what their engineers intended.”",
    "Asked whether compensation would be offered, Ms. Varn said the government-owned port authority would negotiate "
    "with each company individually. She declined to name a figure.",
)


def paragraphs(copies: int) -> list[str]:
    """The paragraphs of a release of that many copies."""
    return [text.replace("said", f"said {copy} times", 1) for copy in range(copies) for text in PARAGRAPHS]


def press_release(copies: int = 1, *, style: str = "BodyText", **told: Any) -> bytes:
    """The release, its paragraphs repeated that many times with a number, and a running foot."""
    styles = getSampleStyleSheet()
    styles.add(ParagraphStyle("Indented", styles["Normal"], firstLineIndent=18, alignment=4))
    file = BytesIO()

    def foot(canvas: Canvas, document: SimpleDocTemplate) -> None:
        canvas.drawString(72, 40, "Ministry of Harbours")
        canvas.drawRightString(520, 40, f"Page {document.page}")

    body = [Paragraph(text, styles[style]) for text in paragraphs(copies)]
    SimpleDocTemplate(file, **told).build(
        [Paragraph(HEADLINE, styles["Title"]), *body], onFirstPage=foot, onLaterPages=foot
    )
    return file.getvalue()


def drawn(*lines: tuple[float, float, str], size: float = 12) -> bytes:
    """A page with these lines of text at these places, in points."""
    file = BytesIO()
    canvas = Canvas(file)
    canvas.setFont("Helvetica", size)
    for left, bottom, text in lines:
        canvas.drawString(left, bottom, text)
    canvas.save()
    return file.getvalue()
