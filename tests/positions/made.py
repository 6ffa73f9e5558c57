"""Pages made of a few words: who said what, in which way, on which day."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from onrecord.ledger import Ledger
from onrecord.ledger.derived import reports
from onrecord.ledger.schema import statements
from onrecord.pages.fingerprint import fingerprint
from onrecord.record import Article, Mention, Page, Record, Said, Span, Speaker, Statement, StatementKind


@dataclass(frozen=True)
class Says:
    """One statement on a page; on the page's day unless `day` says another, or a range with a slash."""

    who: str
    words: str
    kind: StatementKind = "direct"
    day: str | None = None
    about: str | None = None
    phrases: tuple[str, ...] = ()


def page(name: str, day: str | None, says: Sequence[Says], *, text: str = "") -> tuple[Record, bytes]:
    """The record of a page at NAME.example that came out on that day, and its bytes. `text` stands before the rest."""
    article, found = f"{text}\n\n" if text else "", []
    for number, one in enumerate(says):
        article += f"{one.who} said {one.words}"
        found.append(_statement(name, number, article, one, day))
        article += "\n\n"
    article = article.rstrip()
    data = article.encode()
    made = Article(
        title=name,
        outlet=name.title(),
        language="en",
        published=day,
        text=article,
        fingerprint=fingerprint(article),
    )
    digest = hashlib.sha256(data).hexdigest()
    where = Page(url=f"https://{name}.example/", sha256=digest, media_type="text/html")
    return Record(page=where, article=made, statements=tuple(found)), data


def _statement(name: str, number: int, text: str, one: Says, day: str | None) -> Statement:
    start = len(text) - len(one.words)
    first, _, last = (one.day or day or "").partition("/")
    how = "expression" if one.day else "article" if day else "unknown"
    at = one.words.find(one.about) if one.about else -1
    about = (
        (Mention(name=one.about or "", kind="place", start=start + at, end=start + at + 1),)
        if at >= 0
        else ()
    )
    return Statement(
        id=hashlib.sha256(f"{name} {number} {one}".encode()).hexdigest()[:16],
        source=None,
        cue=None,
        content=(Span.of(text, start, len(text)),),
        kind=one.kind,
        act="speech",
        speaker=Speaker(name=one.who, named=True, kind="person", how="made"),
        said=Said.model_validate({"from": first or None, "to": last or first or None, "how": how}),
        about=about,
        phrases=one.phrases,
        confidence=0.9,
    )


def groups(ledger: Ledger) -> set[frozenset[str]]:
    """The ids of the statements of each utterance."""
    found: dict[int, set[str]] = {}
    with ledger.store.reading() as connection:
        joined = select(reports.c.utterance, statements.c.statement).join(statements)
        for row in connection.execute(joined):
            found.setdefault(row.utterance, set()).add(row.statement)
    return {frozenset(members) for members in found.values()}
