"""Why: how a speaker and a date were chosen, and what was taken out of the page."""

from __future__ import annotations

from collections import defaultdict

from rich.console import Console
from rich.text import Text

from onrecord.cli.terminal import lines, safe
from onrecord.record import Article, Record, Said, Span, Statement
from onrecord.wording import count, day, days, shorten

LONGEST = 300
"""Characters shown of one piece of furniture; the JSON has all."""
LABEL = 7


def explain_statement(console: Console, record: Record, statement: Statement, indent: int) -> None:
    """Below a statement: how it was resolved, each reason on a line of its own."""
    for label, reason in (
        ("who", _who(record, statement)),
        ("when", _when(record, statement)),
        ("about", ", ".join(dict.fromkeys(mention.name for mention in statement.about))),
        ("act", f"{statement.act}, {statement.confidence:.0%} likely to be right"),
    ):
        lines(console, _aside(reason), indent, label=label.ljust(LABEL))


def explain_article(console: Console, article: Article) -> None:
    """Below the statements: what else spoke for a date, and what was taken out, by reason."""
    if article.published_conflicts:
        lines(console, _aside("Other dates on the page"))
        for other in article.published_conflicts:
            lines(console, _aside(f"{day(other.date)}, from {other.how}: {shorten(other.text, LONGEST)}"), 2)
        console.print()
    if article.furniture:
        lines(console, _aside(f"Taken out of the page: {count(len(article.furniture), 'piece')}"))
        reasons: dict[str, list[str]] = defaultdict(list)
        for piece in article.furniture:
            reasons[piece.why].append(shorten(piece.text, LONGEST))
        for why, pieces in reasons.items():
            lines(console, _aside(f"{why} ({len(pieces)})"), 2)
            lines(console, _aside(" · ".join(pieces)), 4)
        console.print()


def _who(record: Record, statement: Statement) -> str:
    source, speaker = statement.source, statement.speaker
    words = f"“{source.text}”" if source else "no words name the source"
    if speaker is None:
        return f"{words}: nobody found"
    where = ""
    if speaker.mention and speaker.mention != source:
        paragraph = _paragraph(record.article, speaker.mention)
        where = f"; mentioned as “{speaker.mention.text}” in paragraph {paragraph}"
    return f"{words}: {speaker.how}{where}"


def _when(record: Record, statement: Statement) -> str:
    said = statement.said
    if said.how == "expression":
        return (
            f"“{said.text}”: {days(said)}{_counted_from(record.article, said)}" if said.text else days(said)
        )
    if said.how == "article":
        return "no words say when; the article’s date stands in"
    return "no words say when, and the article’s date is not known"


def _counted_from(article: Article, said: Said) -> str:
    """What the words of a time were counted from; nothing where they name the day by themselves."""
    if said.reference:
        return f", counted from “{said.reference.text}” in paragraph {_paragraph(article, said.reference)}"
    if said.relative_to == "article":
        return f", counted from the article’s date, {day(article.published)}" if article.published else ""
    return ""


def _paragraph(article: Article, span: Span) -> int:
    return article.text.count("\n\n", 0, span.start) + 1


def _aside(words: str) -> Text:
    return Text(safe(words), "aside")
