"""The road for one page: bytes → article → attributions → speakers, dates, subjects → record.

A pure function of the page's bytes, what its container says of it, and the model's version.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import cache
from pathlib import Path

from onrecord.errors import UnreadablePage
from onrecord.pages import Damaged, Found, PageForm, RawPage, Skipped, pages_from, pages_in, to_article
from onrecord.reader import Model, ModelName, Reader
from onrecord.reader.model import settings
from onrecord.record import Article, Attribution, Page, Record, Span, Statement
from onrecord.speakers import confidence, resolve
from onrecord.times import said_and_announced
from onrecord.topics import about, key_phrases
from onrecord.version import __version__

READ_LANGUAGES = frozenset(("en",))
"""Languages whose statements are found; other articles get a record without statements."""


def read(
    source: str | Path | bytes,
    *,
    url: str | None = None,
    form: PageForm = "auto",
    vectors: bool = False,
    model: ModelName = "standard",
    encoder: str | Path | None = None,
) -> Record:
    """The record of the one page in `source`: a file's path, or the page itself as bytes.

        >>> record = onrecord.read("page.html")
        >>> for statement in record.statements:
        ...     print(statement.speaker, statement.content)

    `url` says where the page came from; `form="article"` takes the text as the article it is, character for
    character. With `vectors` each statement gets what its words mean (`Statement.vector`), by which a ledger finds
    likeness. `model` is the most accurate one, or "fast", of fewer layers; `encoder` is a folder of such models, as
    training writes them, other than those that come with onrecord. Nothing is fetched. A file that holds several pages
    (WARC, feed, JSON Lines) is opened with `onrecord.pages.pages_in`, whose pages go to `read_page`.

    Raises `UnreadablePage` when there is no page in it, or more than one; `NoArticle` when no article stands on
    the page; `ModelError` when the reading model cannot be loaded.
    """
    if isinstance(source, bytes):
        name, found = "page", pages_from(source, "page", url=url)
    else:
        name, found = str(source), pages_in(Path(source))
    pages: list[Found] = []
    for page in found:
        if not isinstance(page, Skipped):
            pages.append(page)
        if len(pages) > 1:
            raise UnreadablePage(f"{name} holds several pages: open it with onrecord.pages.pages_in")
    if not pages or not isinstance(pages[0], RawPage):
        reason = pages[0].reason if pages and isinstance(pages[0], Damaged) else "there is no page in it"
        raise UnreadablePage(f"{name}: {reason}")
    reader = reader_for(model, Path(encoder) if encoder else None)
    return read_page(replace(pages[0], url=url) if url else pages[0], form, reader=reader, vectors=vectors)


def read_page(
    raw: RawPage, form: PageForm = "auto", *, reader: Reader | None = None, vectors: bool = False
) -> Record:
    """The record of one page; `reader` is the shipped standard one unless given, `vectors` as for `read`.

    Raises `UnreadablePage` when the bytes are not a page, `NoArticle` when no article stands on it, `ModelError`
    when the reading model cannot be loaded.
    """
    page, article = to_article(raw, form)
    if article.language not in READ_LANGUAGES:
        return Record(page=page, article=article, statements=())
    statements = _statements(page, article, reader or reader_for(), vectors)
    return Record(page=page, article=article, statements=statements)


def meaning(words: str) -> bytes | None:
    """What `words` mean, as a vector to be compared with those of statements (`Statement.vector`).

    None where the model gives no vectors, or there are no words. Raises `ModelError` when it cannot be loaded.
    """
    return reader_for().meanings([words])[0] if words.strip() else None


def reader_name(model: ModelName = "standard", encoder: Path | None = None) -> str:
    """Names this version and its model, as kept with each reading; `model` and `encoder` as for `read`.

    Raises `ModelError`.
    """
    return f"onrecord {__version__}, {settings(encoder, model).version}"


def reader_for(model: ModelName = "standard", encoder: Path | None = None, threads: int = 0) -> Reader:
    """The reader with that model, loaded once; `model` and `encoder` as for `read`, `threads` as for `Model`.

    Raises `ModelError`.
    """
    return _reader(model, encoder, threads)


@cache
def _reader(model: ModelName, encoder: Path | None, threads: int) -> Reader:
    return Reader(Model(encoder, threads, model))


def _statements(page: Page, article: Article, reader: Reader, vectors: bool) -> tuple[Statement, ...]:
    text = article.text
    reading = reader.read(text)
    attributions = reading.attributions
    speakers, mentions = resolve(text, attributions, reading.names, article.byline)
    times = said_and_announced(text, attributions, article.published)
    subjects = about(text, attributions, speakers, mentions)
    identities = [_identity(page, attribution) for attribution in attributions]
    contents = [" ".join(span.text for span in attribution.content) for attribution in attributions]
    meanings = reader.meanings(contents) if vectors else [None] * len(contents)
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
            announces=announces,
            about=mentioned,
            phrases=key_phrases(content),
            confidence=round(confidence(attribution.confidence, speaker), 3),
            inside=None if attribution.inside is None else identities[attribution.inside],
            vector=vector,
        )
        for identity, attribution, content, speaker, (said, announces), mentioned, vector in zip(
            identities, attributions, contents, speakers, times, subjects, meanings, strict=True
        )
    )


def _identity(page: Page, attribution: Attribution) -> str:
    """Sixteen hexadecimal digits: the same page read again gives the same for the same spans."""

    def place(span: Span | None) -> str:
        return f"{span.start}-{span.end}" if span else ""

    spans = (attribution.source, attribution.cue, *attribution.content)
    named = "\n".join((page.url or "", page.sha256, *map(place, spans)))
    return hashlib.sha256(named.encode()).hexdigest()[:16]
