"""Fragments of HTML that containers hold in place of a page."""

from __future__ import annotations

import re
from html import escape, unescape

TAG = re.compile(r"<[^<>]*>")
BLOCK = re.compile(
    r"</?(?:p|div|br|h[1-6]|ul|ol|li|blockquote|article|section|table|html|body)\b[^<>]*>", re.I
)


def is_markup(text: str) -> bool:
    """Whether `text` is HTML: it holds an element that makes paragraphs."""
    return BLOCK.search(text) is not None


def as_page(fragment: str) -> bytes:
    """An article's HTML or text as a page of its own, in UTF-8."""
    if "<html" in fragment[:2000].lower():
        return fragment.encode("utf-8", "replace")
    body = fragment if TAG.search(fragment) else f"<p>{escape(fragment)}</p>"
    page = f'<!doctype html><html><head><meta charset="utf-8"></head><body><article>{body}</article></body></html>'
    return page.encode("utf-8", "replace")


def words_of(fragment: str | None) -> str:
    """The text of a fragment, on one line."""
    return " ".join(unescape(TAG.sub(" ", fragment or "")).split())
