"""Records made by a few words: a page that is a list of "Speaker: words" lines."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
from sqlalchemy import select

from onrecord.ledger import Ledger
from onrecord.ledger.meaning import DIMENSIONS
from onrecord.ledger.schema import mentions, names, pages, readings, statements, versions
from onrecord.record import Article, Mention, Page, Record, Said, Span, Speaker, Statement

URL = "https://courier.example/harbour"

HARBOUR = (
    "Ilse Marrow: We will not send pilots into a channel that we have not measured.",
    "Teo Bannick: The bank has moved by forty metres, and measuring it takes weeks.",
    "a port official: The closure is a gift to Calvany.",
)


def made(
    lines: Sequence[str] = HARBOUR,
    *,
    url: str | None = URL,
    day: str | None = "2031-11-18",
    retrieved: str | None = None,
    outlet: str | None = "The Sorrel Courier",
    about: Sequence[str] = (),
    meant: bool = False,
) -> tuple[Record, bytes]:
    """The record of a page with these lines, and its bytes. A speaker in small letters has no name.

    Names in `about` are mentioned wherever a statement has them; with `meant`, statements have vectors.
    """
    text = "\n\n".join(lines)
    data = f"<p>{text}</p>".encode()
    page = Page(
        url=url,
        path=None if url else "page.html",
        sha256=hashlib.sha256(data).hexdigest(),
        media_type="text/html",
        retrieved=retrieved,
    )
    found, start = [], 0
    for line in lines:
        who, _, words = line.partition(": ")
        statement = _statement(page, text, start, who, words, day, about)
        found.append(statement.model_copy(update={"vector": meaning(words)}) if meant else statement)
        start += len(line) + 2
    article = Article(title=lines[0][:40], outlet=outlet, language="en", published=day, text=text)
    return Record(page=page, article=article, statements=tuple(found)), data


def _statement(
    page: Page, text: str, start: int, who: str, words: str, day: str | None, about: Sequence[str]
) -> Statement:
    source = Span.of(text, start, start + len(who))
    content = Span.of(text, source.end + 2, source.end + 2 + len(words))
    identity = hashlib.sha256(f"{page.url}{page.sha256}{source}{content}".encode()).hexdigest()[:16]
    return Statement(
        id=identity,
        source=source,
        cue=None,
        content=(content,),
        kind="direct",
        act="speech",
        speaker=Speaker(name=who, named=not who.islower(), kind="person", how="named in the source"),
        said=Said.model_validate({"from": day, "to": day, "how": "article" if day else "unknown"}),
        about=tuple(
            Mention(name=name, kind="place", start=content.start + at, end=content.start + at + len(name))
            for name in about
            if (at := words.find(name)) >= 0
        ),
        confidence=0.9,
    )


def meaning(words: str) -> bytes:
    """A vector that is near to those that share words."""
    sums = np.zeros(DIMENSIONS)
    for word in words.lower().split():
        sums += np.random.default_rng(list(word.encode())).standard_normal(DIMENSIONS)
    unit: bytes = np.rint(sums / np.linalg.norm(sums) * 127).astype(np.int8).tobytes()
    return unit


def dump(ledger: Ledger) -> list[tuple[object, ...]]:
    """All that the ledger holds of pages, row for row, but for row numbers and the times of adding."""
    held = (
        select(
            pages.c.address,
            versions.c.sha256,
            versions.c.data,
            versions.c.retrieved,
            readings.c.reader,
            readings.c.current,
            readings.c.title,
            readings.c.article,
            statements.c.place,
            statements.c.statement,
            statements.c.body,
            statements.c.state,
            statements.c.said_from,
            statements.c.said_to,
            statements.c.words,
            names.c.name,
            names.c.normal,
        )
        .select_from(pages)
        .join(versions)
        .join(readings)
        .outerjoin(statements, statements.c.reading_id == readings.c.id)
        .outerjoin(names, statements.c.name_id == names.c.id)
        .order_by(pages.c.address, versions.c.sha256, readings.c.reader, statements.c.place)
    )
    about = (
        select(statements.c.statement, names.c.normal)
        .select_from(mentions)
        .join(statements)
        .join(names)
        .order_by(statements.c.statement, names.c.normal)
    )
    with ledger._store.reading() as connection:
        return [tuple(row) for query in (held, about) for row in connection.execute(query)]
