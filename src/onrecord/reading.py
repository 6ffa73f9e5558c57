"""The road for one page: bytes → article → attributions → speakers, dates, subjects → record.

A pure function of the page's bytes, what its container says of it, and the model's version.
"""

from __future__ import annotations

from onrecord.pages import PageForm, RawPage, to_article
from onrecord.record import Record


def read_page(raw: RawPage, form: PageForm = "auto") -> Record:
    """The record of one page.

    Raises `UnreadablePage` when the bytes are not a page, `NoArticle` when no article stands on it, `ModelError`
    when the reading model cannot be loaded.
    """
    page, article = to_article(raw, form)
    return Record(page=page, article=article, statements=())
