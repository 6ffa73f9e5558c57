"""The article of a page, however the page comes."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace

from onrecord.errors import NoArticle, UnreadablePage
from onrecord.pages import pdf
from onrecord.pages.dates import WEIGHTS, Publication, publication
from onrecord.pages.decode import decode
from onrecord.pages.draft import Draft
from onrecord.pages.fingerprint import fingerprint
from onrecord.pages.language import language_of
from onrecord.pages.raw import PageForm, RawPage
from onrecord.record import Article, DateEvidence, Page

MARKUP = re.compile(
    r"<(?:!doctype\s+html|html|head|body|div|p|article|main|section|span|h[1-6]|br|a\s+href|meta|table)\b[^<>]*>",
    re.I,
)
SNIFFED = 4096
"""Characters that tell a page of HTML from plain text."""


def to_article(raw: RawPage, form: PageForm = "auto") -> tuple[Page, Article]:
    """The page's identity and its article.

    `form` "page" is HTML or text with its furniture, told apart by their looks; "article" takes the text as the
    article, character for character; "auto" is what the container says, else "page".

    Raises `UnreadablePage` when the bytes are not a page and `NoArticle` when no article stands on it.
    """
    form = raw.form if form == "auto" else form
    paper = pdf.is_pdf(raw.data)
    try:
        text, title = pdf.read(raw.data) if paper else (decode(raw.data, raw.charset), None)
    except UnreadablePage as error:
        raise UnreadablePage(f"{raw.name}: {error}") from None
    raw = replace(raw, title=raw.title or title)
    markup = form != "article" and not paper and is_html(text, raw.media_type)
    page = Page(
        url=raw.url,
        path=raw.path,
        sha256=hashlib.sha256(raw.data).hexdigest(),
        media_type=raw.media_type or _media_type(paper, markup),
        retrieved=raw.retrieved,
    )
    if form == "article":
        if not text.strip():
            raise NoArticle(f"{raw.name}: there is no text in it")
        return page, _assemble(Draft((), ()), raw, text)
    try:
        draft = _from_html(text, raw.url) if markup else _from_text(text)
    except NoArticle as error:
        raise NoArticle(f"{raw.name}: {error}") from None
    if not draft.paragraphs:
        raise NoArticle(f"{raw.name}: no article stands on it")
    return page, _assemble(draft, raw, "\n\n".join(draft.paragraphs))


def _from_html(text: str, url: str | None) -> Draft:
    from onrecord.pages import html  # takes a third of a second to load, which text does not need

    return html.from_html(text, url)


def _from_text(text: str) -> Draft:
    from onrecord.pages import plain  # likewise; an article given as it is needs none of it

    return plain.from_text(text)


def _media_type(paper: bool, markup: bool) -> str:
    return "application/pdf" if paper else "text/html" if markup else "text/plain"


def is_html(text: str, media_type: str | None = None) -> bool:
    """Whether `text` is markup. What it looks like decides; a declared type only where it looks like neither."""
    start = text[:SNIFFED].lstrip()
    tags = len(MARKUP.findall(start))
    if start.startswith("<"):
        return tags > 0
    return tags >= 3 or (tags > 0 and "html" in (media_type or ""))


def _assemble(draft: Draft, raw: RawPage, body: str) -> Article:
    dates = draft.dates
    if raw.published:
        dates += (_of_container(raw.published),)
    found: Publication = publication(dates, raw.retrieved)
    return Article(
        title=draft.title or raw.title,
        standfirst=draft.standfirst,
        byline=draft.byline or raw.byline,
        outlet=draft.outlet or raw.outlet,
        language=language_of(body),
        published=found.published,
        published_from=found.published_from,
        published_conflicts=found.conflicts,
        updated=found.updated,
        text=body,
        furniture=draft.furniture,
        fingerprint=fingerprint(body),
    )


def _of_container(published: str) -> DateEvidence:
    return DateEvidence(how="container", text=published, date=published[:10], weight=WEIGHTS["container"])
