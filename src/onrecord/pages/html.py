"""The article of an HTML page: trafilatura's reading of it, mended by rules that each have a reason."""

from __future__ import annotations

import trafilatura

from onrecord.errors import NoArticle
from onrecord.pages.draft import Draft


def from_html(text: str, url: str | None = None) -> Draft:
    """The page taken apart. Raises `NoArticle` when it holds none."""
    body = trafilatura.extract(text, url=url, favor_precision=True, include_comments=False)
    if not body:
        raise NoArticle("no article stands on it")
    return Draft(paragraphs=tuple(body.split("\n")), furniture=())
