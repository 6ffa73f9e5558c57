"""A record for people: who said what and when, at the width of the terminal.

Only the article's own words stand in quotation marks; what onrecord says itself never does.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.text import Text

from onrecord.cli.explain import explain_article, explain_statement
from onrecord.cli.terminal import lines, safe
from onrecord.reader.marks import INSIDE, MARK, quotation_marks
from onrecord.record import Article, Record, Span, Speaker, Statement
from onrecord.wording import count, day, days, language, listed, shorten

UNSURE = 0.5
"""Below this confidence a statement is marked."""
INDENT = 2
LONGEST_SOURCE = 40
"""Characters of a description shown beside the name it stands for."""
NARROWEST = 24
"""Columns left for a name beside kind and date; with less they go below it."""


def show(console: Console, record: Record, *, by_speaker: bool = False, explain: bool = False) -> None:
    """Print the whole record: the article's head, its statements in order or by speaker, and their number."""
    page = _Shown(console, record, explain)
    with console:  # written at once
        page.head()
        if by_speaker:
            page.by_speaker()
        else:
            page.in_order()
        if explain:
            explain_article(console, record.article)
        page.foot()


def tally(statements: Sequence[Statement]) -> str:
    """How many statements of which kinds by how many speakers, in one line."""
    if not statements:
        return "No statements."
    kinds = Counter(statement.kind for statement in statements)
    speakers = {(s.speaker.name, s.speaker.named) for s in statements if s.speaker and s.speaker.name}
    unnamed = sum(not named for _, named in speakers)
    parts = [f"{number} {kind}" for kind, number in kinds.most_common()]
    line = f"{count(len(statements), 'statement')} ({', '.join(parts)}) by {count(len(speakers), 'speaker')}"
    return f"{line}, {unnamed} of them unnamed." if unnamed else f"{line}."


class _Shown:
    """One record on its way to the terminal; remembers whose role has been told."""

    def __init__(self, console: Console, record: Record, explain: bool) -> None:
        self.console = console
        self.record = record
        self.article = record.article
        self.explain = explain
        self.marks = _verbatim(record.article.text)
        self.introduced: set[str] = set()
        self.nested: dict[str | None, list[Statement]] = defaultdict(list)
        self.known = {statement.id: statement for statement in record.statements}
        for statement in record.statements:
            self.nested[statement.inside if statement.inside in self.known else None].append(statement)

    def head(self) -> None:
        article, page = self.article, self.record.page
        self.lines(Text(safe(article.title or "(no headline)"), "headline"))
        origin = article.outlet or page.url or page.path
        facts = [origin, article.byline and f"by {listed(article.byline)}"]
        self.lines(Text(safe(" · ".join(fact for fact in facts if fact)), "aside"))
        self.lines(Text(safe(published(article)), "aside"))
        self.console.print()

    def foot(self) -> None:
        from onrecord.reading import READ_LANGUAGES

        if self.article.language in READ_LANGUAGES:
            self.lines(Text(tally(self.record.statements), "aside"))
        else:
            self.lines(Text(f"Not read: {language(self.article.language)}.", "doubt"))

    def in_order(self) -> None:
        for statement in self.nested[None]:
            self.statement(statement, INDENT)

    def by_speaker(self) -> None:
        groups: dict[tuple[str, bool], list[Statement]] = defaultdict(list)
        for statement in self.record.statements:
            speaker = statement.speaker
            groups[(speaker.name, speaker.named) if speaker else ("", False)].append(statement)
        for statements in sorted(groups.values(), key=len, reverse=True):
            who, role = self.who(statements[0].speaker)
            number = Text(f" · {count(len(statements), 'statement')}", "aside")
            self.lines(who + role + number)
            self.console.print()
            for statement in statements:
                self.heading(self.cue(statement), self.when(statement), INDENT)
                outer = self.known.get(statement.inside or "")
                if outer and outer.speaker:
                    self.lines(Text(f"in what {safe(outer.speaker.name)} said", "aside"), INDENT)
                self.body(statement, 2 * INDENT)

    def statement(self, statement: Statement, indent: int) -> None:
        """One statement, and after it those that stand inside its words."""
        who, role = self.who(statement.speaker)
        cue, when, margin = self.cue(statement), self.when(statement), indent - INDENT
        if who.cell_len + role.cell_len + 1 + cue.cell_len <= self.room(when, margin):
            self.heading(_joined(who + role, cue), when, margin)
        else:
            self.heading(_joined(who, cue), when, margin)
            self.lines(role[2:], margin)
        self.body(statement, indent)
        for inner in self.nested[statement.id]:
            self.statement(inner, indent + 2 * INDENT)

    def body(self, statement: Statement, indent: int) -> None:
        self.words(statement.content, indent)
        for note in self.notes(statement):
            self.lines(note, indent)
        if self.explain:
            explain_statement(self.console, self.record, statement, indent)
        self.console.print()

    def who(self, speaker: Speaker | None) -> tuple[Text, Text]:
        """The name, or the words that stand for an unnamed source; and the role, where it comes first."""
        if speaker is None or not speaker.name:
            return Text("speaker not given", "unnamed"), Text()
        if not speaker.named:
            what = speaker.kind if speaker.kind in ("group", "document") else "unnamed"
            return Text.assemble((safe(speaker.name), "unnamed"), (f" ({what})", "aside")), Text()
        first = speaker.role and speaker.name not in self.introduced
        self.introduced.add(speaker.name)
        role = Text(f", {safe(speaker.role)}", "aside") if speaker.role and first else Text()
        return Text.assemble((safe(speaker.name), "speaker")), role

    def cue(self, statement: Statement) -> Text:
        """The saying words, after the source's own where these do not tell the speaker's name."""
        parts = []
        if statement.source and named_otherwise(statement.source, statement.speaker):
            parts.append(Text(f"(“{shorten(safe(statement.source.text), LONGEST_SOURCE)}”)", "aside"))
        if statement.cue:
            parts.append(Text(safe(statement.cue.text), "cue"))
        return _joined(*parts)

    def when(self, statement: Statement) -> Text:
        """Kind and date; a date that only stands in is dim and says so."""
        said = statement.said
        if said.how == "article":
            when = (f"reported {days(said, weekday=False)}", "aside")
        else:
            when = (days(said), "stated") if days(said) else ("undated", "aside")
        return Text.assemble((f"{statement.kind} · ", "aside"), when)

    def words(self, content: Sequence[Span], indent: int) -> None:
        """The content as it stands: verbatim words coloured, pieces joined by […], paragraphs kept apart."""
        paragraphs: list[Text] = []
        end: int | None = None
        for span in content:
            start = span.start
            for part in span.text.split("\n\n"):
                if end is None or "\n\n" in self.article.text[end:start]:
                    paragraphs.append(Text())
                else:
                    paragraphs[-1].append(" […] ", "aside")
                paragraphs[-1].append_text(self.verbatim(part, start))
                end = start + len(part)
                start = end + len("\n\n")
        for paragraph in paragraphs:
            self.lines(paragraph, indent)

    def verbatim(self, words: str, start: int) -> Text:
        """`words`, which stand at `start`, with what is quoted in them coloured."""
        text, run = Text(), 0
        for at in range(1, len(words) + 1):
            if at == len(words) or self.marks[start + at] != self.marks[start + run]:
                text.append(safe(words[run:at]), "verbatim" if self.marks[start + run] else "")
                run = at
        return text

    def notes(self, statement: Statement) -> Iterable[Text]:
        if statement.announces and (announced := days(statement.announces)):
            words = f" “{safe(statement.announces.text)}”" if statement.announces.text else ""
            yield Text(f"→ announces: {announced}", "stated").append(words, "aside")
        if statement.speaker and statement.speaker.via:
            yield Text(f"via {safe(statement.speaker.via)}", "aside")
        if statement.confidence < UNSURE:
            yield Text(f"unsure: {statement.confidence:.0%} likely to be right", "doubt")

    def room(self, right: Text, margin: int) -> int:
        """Columns that `right` leaves on its line."""
        return self.console.width - margin - right.cell_len - INDENT

    def heading(self, left: Text, right: Text, margin: int) -> None:
        """`left` and `right` on one line; on two where the terminal is narrow."""
        room = self.room(right, margin)
        if room < NARROWEST:
            self.lines(left, margin)
            self.lines(right, margin)
            return
        first, *more = left.wrap(self.console, room)
        first.pad_right(room - first.cell_len + INDENT)
        self.lines(first.append_text(right), margin)
        for line in more:
            self.lines(line, margin)

    def lines(self, text: Text, indent: int = 0) -> None:
        lines(self.console, text, indent)


def published(article: Article) -> str:
    """When the article came out, and what says so."""
    if not article.published:
        return "date not found"
    found = article.published_from
    return day(article.published) + (f", from {found.how}: {found.text}" if found else "")


def named_otherwise(source: Span, speaker: Speaker | None) -> bool:
    """Whether the source's words do not tell the name they stand for: a pronoun, a description."""
    if speaker is None:
        return False
    words = re.findall(r"\w+", source.text.casefold())
    return not set(words) & set(re.findall(r"\w+", speaker.name.casefold()))


def _joined(*parts: Text) -> Text:
    return Text(" ").join(part for part in parts if part)


def _verbatim(text: str) -> list[bool]:
    """For every character of the article, whether it is quoted or a quotation mark."""
    found: list[bool] = []
    for line in text.splitlines(keepends=True):
        found += [state in (INSIDE, MARK) for state in quotation_marks(line)]
    return found
