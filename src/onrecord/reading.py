"""The road for one page: bytes → article → attributions → speakers, dates, subjects → record.

A pure function of the page's bytes, what its container says of it, and the model's version.
"""

from __future__ import annotations

import hashlib
from functools import cache

from onrecord.pages import PageForm, RawPage, to_article
from onrecord.reader import Reader
from onrecord.record import Article, Attribution, Page, Record, Said, Span, Statement
from onrecord.speakers import resolve

READ_LANGUAGES = frozenset(("en",))
"""Languages whose statements are found; other articles get a record without statements."""


def read_page(raw: RawPage, form: PageForm = "auto", *, reader: Reader | None = None) -> Record:
    """The record of one page; `reader` is the shipped one unless given.

    Raises `UnreadablePage` when the bytes are not a page, `NoArticle` when no article stands on it, `ModelError`
    when the reading model cannot be loaded.
    """
    page, article = to_article(raw, form)
    if article.language not in READ_LANGUAGES:
        return Record(page=page, article=article, statements=())
    return Record(page=page, article=article, statements=_statements(page, article, reader or _shipped()))


@cache
def _shipped() -> Reader:
    return Reader()


def _statements(page: Page, article: Article, reader: Reader) -> tuple[Statement, ...]:
    reading = reader.read(article.text)
    speakers = resolve(article.text, reading.attributions, reading.names, article.byline)
    identities = [_identity(page, attribution) for attribution in reading.attributions]
    said = Said.model_validate(
        {
            "from": article.published,
            "to": article.published,
            "how": "article" if article.published else "unknown",
        }
    )
    return tuple(
        Statement(
            id=identity,
            source=attribution.source,
            cue=attribution.cue,
            content=attribution.content,
            kind=attribution.kind,
            act=attribution.act,
            speaker=speaker,
            said=said,
            confidence=attribution.confidence,
            inside=None if attribution.inside is None else identities[attribution.inside],
        )
        for identity, attribution, speaker in zip(identities, reading.attributions, speakers, strict=True)
    )


def _identity(page: Page, attribution: Attribution) -> str:
    """Sixteen hexadecimal digits: the same page read again gives the same for the same spans."""

    def place(span: Span | None) -> str:
        return f"{span.start}-{span.end}" if span else ""

    spans = (attribution.source, attribution.cue, *attribution.content)
    named = "\n".join((page.url or "", page.sha256, *map(place, spans)))
    return hashlib.sha256(named.encode()).hexdigest()[:16]
