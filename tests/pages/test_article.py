"""From bytes to an article: encodings, what is a page and what is not, and what the container adds."""

from __future__ import annotations

import hashlib

import pytest

from onrecord.errors import NoArticle, UnreadablePage
from onrecord.pages import RawPage, to_article
from onrecord.pages.article import is_html
from onrecord.pages.decode import decode

PROSE = (
    "<p>The café on the quay, said Mara Quill, will stay open “until the last lorry is gone”, whatever the council "
    "decides on Monday.</p><p>Hauliers said that they would not use the new road before it is finished, and asked "
    "for a meeting with the regional assembly.</p>"
)
PAGE = f"<html><head><title>Quay</title></head><body><h1>Quay</h1><div>{PROSE}</div></body></html>"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
def test_encodings(encoding: str) -> None:
    article = to_article(RawPage(PAGE.encode(encoding), "page"))[1]
    assert article.text.startswith("The café on the quay, said Mara Quill, will stay open “until")


def test_a_declared_encoding_that_is_wrong_is_not_believed() -> None:
    declared = PAGE.replace("<head>", '<head><meta charset="iso-8859-1">')
    assert "café" in to_article(RawPage(declared.encode(), "page", charset="ascii"))[1].text


def test_a_few_broken_bytes_do_not_make_a_page_unreadable() -> None:
    assert "\ufffd" in decode(b"It is \xff " + b"a page of text. " * 100)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "nothing"),
        (b" \n\t\x00", "nothing"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n", "image"),
        (b"\x1f\x8b\x08", "gzip"),
        (bytes(range(256)) * 20, "binary"),
    ],
)
def test_what_is_no_page(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadablePage, match=f"^name: .*{reason}"):
        to_article(RawPage(data, "name"))


def test_the_page_is_known_by_the_digest_of_its_bytes() -> None:
    raw = RawPage(
        PAGE.encode(), "page", path="quay.html", url="https://tidewater.example/quay", retrieved="2020-05-03"
    )
    page = to_article(raw)[0]
    assert page.sha256 == hashlib.sha256(PAGE.encode()).hexdigest()
    assert (page.url, page.path, page.retrieved, page.media_type) == (
        raw.url,
        raw.path,
        raw.retrieved,
        "text/html",
    )


def test_an_article_is_taken_character_for_character() -> None:
    text = "  One <b>line</b>.\r\n\r\nAnother,\twith \u00a0 spaces.\n"
    article = to_article(RawPage(text.encode(), "page"), "article")[1]
    assert article.text == text
    assert (article.title, article.published, article.furniture) == (None, None, ())


def test_the_container_speaks_where_the_page_is_silent() -> None:
    raw = RawPage(
        PAGE.replace("<h1>Quay</h1>", "").replace("<title>Quay</title>", "").encode(),
        "page",
        title="Quay closes",
        published="2020-05-03T10:00:00Z",
        byline=("Ida Lamb",),
        outlet="Tidewater Post",
    )
    article = to_article(raw)[1]
    assert (article.title, article.byline, article.outlet) == ("Quay closes", ("Ida Lamb",), "Tidewater Post")
    assert article.published == "2020-05-03"
    assert article.published_from is not None and article.published_from.how == "container"


def test_another_language_still_gives_an_article() -> None:
    text = (
        "<p>Der Hafenrat von Vessel Point hat am Montag beschlossen, den östlichen Kai für schwere Lastwagen zu "
        "sperren, wie seine Vorsitzende sagte.</p><p>Die Spediteure verlangen nun eine neue Straße, über die "
        "in der nächsten Woche beraten werden soll.</p>"
    )
    assert to_article(RawPage(f"<html><body>{text}</body></html>".encode(), "page"))[1].language == "de"


def test_a_page_without_text_says_so() -> None:
    with pytest.raises(NoArticle, match=r"^page: "):
        to_article(RawPage(b"<html><body><img src=x></body></html>", "page"))


@pytest.mark.parametrize(
    ("text", "media_type", "html"),
    [
        ("<!DOCTYPE html><p>x", None, True),
        ("<p>Text</p><p>Text</p>", "text/plain", True),
        ("Text with <p> one tag", "text/html", True),
        ("Text with <p> one tag", "text/plain", False),
        ("a < b and c > d", "text/html", False),
        ("<name@example.org> wrote", None, False),
    ],
)
def test_html_is_told_by_its_looks(text: str, media_type: str | None, html: bool) -> None:
    assert is_html(text, media_type) is html
