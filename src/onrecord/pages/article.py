"""The article of a page."""

from __future__ import annotations

from onrecord.errors import NoArticle
from onrecord.pages.raw import PageForm, RawPage
from onrecord.record import Article, Page


def to_article(raw: RawPage, form: PageForm = "auto") -> tuple[Page, Article]:
    """The page's identity and its article.

    Raises `UnreadablePage` when the bytes are not a page and `NoArticle` when no article stands on it.
    """
    raise NoArticle(f"{raw.name}: pages are not read yet (as {form})")
