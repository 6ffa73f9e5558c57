"""The JSON-LD of a page (schema.org): the node that describes its article."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

ARTICLES = frozenset(
    "article newsarticle reportagenewsarticle analysisnewsarticle opinionnewsarticle backgroundnewsarticle "
    "askpublicnewsarticle reviewnewsarticle advertisercontentarticle satiricalarticle scholarlyarticle techarticle "
    "report blogposting liveblogposting socialmediaposting creativework review".split()
)
WRAPPED = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|;)\s*$"
)
LONGEST_SCRIPT = 1_000_000
MOST_NODES = 5_000
"""Nodes that are looked at: a page has dozens, only a hostile one has more."""

Node = dict[str, Any]


def article_node(tree: HtmlElement, address: str | None) -> Node:
    """The node of the page's own article, {} where none can be told; `address` is the page's own."""
    articles = [node for node in _nodes(tree) if ARTICLES & _types(node) and _dated_or_named(node)]
    if len(articles) > 1 and address:
        own = [node for node in articles if address in _addresses(node)]
        articles = own or articles
    return articles[0] if articles else {}


def texts(value: Any, field: str = "name") -> list[str]:
    """The strings in a value that may be a string, an object with `field`, or a list of these."""
    values = value if isinstance(value, list) else [value]
    found = [item.get(field) if isinstance(item, dict) else item for item in values[:50]]
    flat = [part for item in found for part in (item if isinstance(item, list) else [item])]
    return [item.strip() for item in flat if isinstance(item, str) and item.strip()]


def without_scheme(address: str) -> str:
    """An address as it is compared: without scheme, "www.", query, fragment and closing slash."""
    return re.sub(r"^https?://(?:www\.)?|^//|[?#].*$", "", address.strip()).rstrip("/").lower()


def _nodes(tree: HtmlElement) -> Iterator[Node]:
    left = MOST_NODES
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower() or not script.text:
            continue
        waiting = [_parsed(script.text)]
        while waiting and left:
            left -= 1
            value = waiting.pop(0)
            if isinstance(value, dict):
                yield value
                waiting += [
                    inner
                    for name, inner in value.items()
                    if name in ("@graph", "mainEntity", "mainEntityOfPage")
                ]
            elif isinstance(value, list):
                waiting += value[:MOST_NODES]


def _parsed(text: str) -> Any:
    if len(text) > LONGEST_SCRIPT:
        return None
    try:
        return json.loads(WRAPPED.sub("", text), strict=False)
    except (ValueError, RecursionError):
        return None


def _types(node: Node) -> set[str]:
    return {name.rsplit("/", 1)[-1].lower() for name in texts(node.get("@type"))}


def _dated_or_named(node: Node) -> bool:
    return bool(node.get("datePublished") or node.get("headline"))


def _addresses(node: Node) -> set[str]:
    page = node.get("mainEntityOfPage")
    values = texts(node.get("url"), "@id") + texts(page, "@id") + texts(page, "url") + texts(node.get("@id"))
    return {without_scheme(value) for value in values}
