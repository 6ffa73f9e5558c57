"""Statements as linked data: W3C Web Annotation (2017) and schema.org Quotation, in JSON-LD, an object a line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.ledger.results import Entry
from onrecord.record import Article, Span

if TYPE_CHECKING:
    from onrecord.ledger.exports import Page

AROUND = 32
"""Characters before and after a quotation that tell it from the same words elsewhere."""

_TYPES = {"person": "Person", "organization": "Organization"}


def web_annotations(pages: Iterable[Page], out: Path) -> int:
    """An Annotation a statement, its targets the pieces of the content.

    Each target selects by the text's position in the article and by the words with those around them, so that it is
    found again on a page that has changed. Positions count code points of the article's text, as the record does.
    """
    return _lines(pages, out, annotation)


def quotations(pages: Iterable[Page], out: Path) -> int:
    """A Quotation a statement, with who said it and the article it is part of."""
    return _lines(pages, out, quotation)


def annotation(entry: Entry, article: Article) -> dict[str, Any]:
    """A statement as an Annotation (www.w3.org/TR/annotation-model)."""
    statement = entry.statement
    bodies: list[tuple[str, str]] = [("tagging", statement.kind), ("tagging", statement.act)]
    if statement.speaker and statement.speaker.name:
        bodies.insert(0, ("identifying", entry.person or statement.speaker.name))
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": f"urn:onrecord:{statement.id}",
        "type": "Annotation",
        "created": entry.added,
        "generator": {"id": "urn:onrecord:reader", "type": "Software", "name": entry.reader},
        "motivation": "identifying",
        "body": [{"type": "TextualBody", "purpose": purpose, "value": value} for purpose, value in bodies],
        "target": [
            {"type": "SpecificResource", "source": _source(entry), "selector": _selectors(span, article.text)}
            for span in statement.content
        ],
    }


def quotation(entry: Entry, article: Article) -> dict[str, Any]:
    """A statement as a Quotation (schema.org/Quotation)."""
    statement, speaker = entry.statement, entry.statement.speaker
    made: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Quotation",
        "@id": f"urn:onrecord:{statement.id}",
        "text": " […] ".join(span.text for span in statement.content),
        "isPartOf": _without_nothing(
            {
                "@type": "NewsArticle",
                "headline": entry.title,
                "url": entry.page.url,
                "datePublished": entry.published,
                "inLanguage": article.language,
                "publisher": entry.outlet and {"@type": "Organization", "name": entry.outlet},
            }
        ),
    }
    if speaker and speaker.name:
        made["creator"] = _without_nothing(
            {
                "@type": _TYPES.get(speaker.kind, "Thing"),
                "name": entry.person or speaker.name,
                "description": speaker.role,
            }
        )
    if statement.said.from_ and statement.said.how == "expression":
        both = (statement.said.from_, statement.said.to or "..")
        made["dateCreated"] = both[0] if both[0] == both[1] else "/".join(both)
    if statement.about:
        known = dict.fromkeys(mention.name for mention in statement.about)
        made["about"] = [{"@type": "Thing", "name": name} for name in known]
    return made


def _selectors(span: Span, text: str) -> list[dict[str, Any]]:
    return [
        {"type": "TextPositionSelector", "start": span.start, "end": span.end},
        {
            "type": "TextQuoteSelector",
            "exact": span.text,
            "prefix": text[max(0, span.start - AROUND) : span.start],
            "suffix": text[span.end : span.end + AROUND],
        },
    ]


def _source(entry: Entry) -> str:
    return entry.page.url or f"urn:sha256:{entry.page.sha256}"


def _without_nothing(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}


def _lines(pages: Iterable[Page], out: Path, made: Callable[[Entry, Article], dict[str, Any]]) -> int:
    number = 0
    with out.open("w", encoding="utf-8", newline="\n") as file:
        for page in pages:
            for entry in page.entries:
                file.write(json.dumps(made(entry, page.article), ensure_ascii=False) + "\n")
                number += 1
    return number
