"""What the verbs over positions share: options, and utterances and lines as a terminal shows them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.ledgers import opened

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from onrecord.positions import Change, Line, Positions, Step, Utterance, Wording

About = Annotated[
    str | None,
    typer.Option(
        "--about",
        metavar="SUBJECT",
        help="An entity's name, words as for `said`, or a saved question. Everything unless given.",
    ),
]
Since = Annotated[str | None, typer.Option(metavar="DAY", help="Said on that day, month or year, or later.")]
Until = Annotated[
    str | None, typer.Option(metavar="DAY", help="Said on that day, month or year, or earlier.")
]
Svg = Annotated[
    Path | None, typer.Option("--svg", metavar="FILE", help="Write it as a picture into this file.")
]
Speaker = Annotated[str, typer.Argument(metavar="NAME", help="A name, or a number like #12.")]

DOTS = {"new": "●", "restated": "○", "unclear": "◌"}
GAP = 30
"""Days without an utterance that are shown as a gap."""
LABELS = {
    "identical": "the same words",
    "punctuation": "marks or spelling",
    "shortened": "shortened",
    "extended": "extended",
    "reworded": "other words",
    "meaning": "alters the meaning",
    "translation": "a translation",
    "paraphrase": "in the page’s words",
}


@contextmanager
def positions(place: str) -> Iterator[Positions]:
    """The positions of the ledger there, caught up with it; tells how far it is where that takes long."""
    from onrecord.positions import Positions

    with opened(place) as kept:
        found = Positions(kept, meaning=_meaning)
        caught_up(found)
        yield found


def caught_up(found: Positions) -> None:
    """Takes in what is new, with a bar on a terminal."""
    from rich.progress import Progress

    from onrecord.cli.terminal import terminal

    with Progress(
        console=terminal(stderr=True), transient=True, disable=not terminal(stderr=True).is_terminal
    ) as bar:
        task = bar.add_task("comparing statements", total=None)
        found.catch_up(lambda done, total: bar.update(task, completed=done, total=total))


def _meaning(words: str) -> bytes | None:
    from onrecord import meaning

    return meaning(words)


def write_svg(file: Path, picture: str) -> None:
    """Writes the picture. Raises OSError."""
    from onrecord.cli.terminal import complain, terminal

    file.write_text(picture, encoding="utf-8")
    complain(terminal(stderr=True), f"the picture is in {file}")


def show_line(console: Console, line: Line) -> None:
    """A line: time goes down, a dot an utterance, full where it is new and empty where it restates."""
    from rich.text import Text

    from onrecord.cli.entries import line as print_line
    from onrecord.cli.terminal import safe
    from onrecord.wording import count, day

    about = "" if line.subject.kind == "everything" else f" on {safe(line.subject.name)}"
    days = [day(end, weekday=False) for end in (line.subject.first, line.subject.last) if end]
    span = f", {' – '.join(dict.fromkeys(days))}" if days else ""
    head = Text.assemble((safe(line.speaker), "speaker"), about)
    head.append(f"  {count(line.subject.utterances, 'utterance')}{span}", "aside")
    print_line(console, head)
    if line.earlier:
        print_line(console, Text(f"the {count(line.earlier, 'earliest', 'earliest')} not shown", "aside"), 2)
    console.print()
    days_of = {step.utterance.id: step.utterance.last for step in line.steps}
    for number, step in enumerate(line.steps):
        _show_step(console, step, days_of, last=number == len(line.steps) - 1)
    show_changes(console, line.changes)


def _show_step(console: Console, step: Step, days: dict[str, str | None], *, last: bool) -> None:
    from rich.text import Text

    from onrecord.cli.terminal import safe
    from onrecord.wording import count, day

    utterance = step.utterance
    if step.gap is not None and step.gap >= GAP:
        console.print(Text.assemble(" " * 12, ("┊", "aside"), (f"  {count(step.gap, 'day')}", "aside")))
    shown = day(utterance.last, weekday=False) if utterance.last else "undated"
    quoted = utterance.main.entry.statement.kind == "direct"
    room = max(console.width - 15, 20)
    rows = list(Text(safe(utterance.text), "verbatim" if quoted else "").wrap(console, room))
    rows = [*rows[:3], Text("…")] if len(rows) > 4 else rows
    mark = Text(mark_words(step, days), "doubt" if step.mark.what == "unclear" else "aside")
    rows += [*mark.wrap(console, room), *_reports(utterance).wrap(console, room)]
    for number, row in enumerate(rows):
        beside = f"{shown:>11} " if number == 0 else " " * 12
        dot = DOTS[step.mark.what] if number == 0 else " " if last else "│"
        row.rstrip()
        console.print(Text.assemble((beside, "aside"), dot, "  ", row), soft_wrap=True)
    if not last:
        console.print(Text(f"{'':12}│", "aside"))


def side(line: Line) -> Text:
    """A line in half a terminal's width."""
    from rich.text import Text

    from onrecord.cli.terminal import safe
    from onrecord.wording import day, shorten

    text = Text()
    for step in line.steps:
        shown = day(step.utterance.last, weekday=False) if step.utterance.last else "undated"
        mark = f"  {step.mark.what}{f' {step.mark.score:.2f}' if step.mark.restates else ''}\n"
        text.append(f"{DOTS[step.mark.what]} {shown}").append(mark, "aside")
        text.append(f"{shorten(safe(step.utterance.text), 240)}\n\n")
    return text


def mark_words(step: Step, days: dict[str, str | None]) -> str:
    """ "restated 0.74: 5 Mar 2024 (f41affe2)"."""
    from onrecord.wording import day

    mark = step.mark
    if mark.restates is None:
        return "new" if mark.what == "new" else "unclear"
    earlier = days.get(mark.restates)
    of = f"{day(earlier, weekday=False)}, " if earlier else ""
    closest = {"restated": "what was said", "new": "closest", "unclear": "perhaps what was said"}[mark.what]
    return f"{mark.what} {mark.score:.2f} · {closest}: {of}{mark.restates[:8]} ({mark.closeness:.2f} alike)"


def _reports(utterance: Utterance) -> Text:
    from rich.text import Text

    from onrecord.wording import count

    row = Text(
        f"{count(utterance.pages, 'page')}, {count(utterance.independent, 'independent report')}", "aside"
    )
    if len(utterance.wordings) > 1:
        row.append(f" · {count(len(utterance.wordings), 'wording')}", "aside")
    altered = sum(wording.difference == "meaning" for wording in utterance.wordings)
    if altered:
        row.append(
            f", {altered} alters the meaning" if altered == 1 else f", {altered} alter the meaning", "error"
        )
    return row.append(f" · {utterance.id[:8]}", "aside")


def show_changes(console: Console, changes: tuple[Change, ...]) -> None:
    """Pairs of utterances, for a person to judge."""
    from rich.text import Text

    from onrecord.cli.entries import line as print_line
    from onrecord.cli.terminal import lines, safe
    from onrecord.wording import day, shorten

    if changes:
        console.print()
        print_line(console, Text("Changes worth a look", "headline"))
    for change in changes:
        console.print()
        for utterance in (change.earlier, change.later):
            shown = day(utterance.last, weekday=False) if utterance.last else "undated"
            lines(console, Text(shorten(safe(utterance.text), 400)), 2, label=f"{shown:>11}  ")
        reasons = "; ".join(change.reasons) or "no word tells; the whole does"
        short = "-".join(identity[:8] for identity in change.id.split("-"))
        print_line(console, Text(f"{safe(reasons)}  ({change.score:.2f})", "doubt"), 15)
        if change.judgement:
            made = change.judgement
            why = f": {safe(made.why)}" if made.why else ""
            verdict = f"{made.verdict} by {safe(made.who)} on {day(made.made[:10])}{why}"
            print_line(console, Text(verdict, "aside"), 15)
        else:
            print_line(console, Text(f"onrecord judge {short} --confirm or --dismiss", "aside"), 15)


def show_utterance(console: Console, utterance: Utterance) -> None:
    """An utterance with all its wordings and who printed them."""
    from rich.text import Text

    from onrecord.cli.entries import line as print_line
    from onrecord.cli.terminal import safe
    from onrecord.record import TimeRange
    from onrecord.wording import count, days

    said = days(TimeRange.model_validate({"from": utterance.first, "to": utterance.last})) or "undated"
    reported = "reported " if utterance.dated == "article" else ""
    head = Text.assemble((safe(utterance.speaker), "speaker"), (f"  {reported}{said}", "aside"))
    print_line(console, head)
    printed = (
        f"printed on {count(utterance.pages, 'page')}, {count(utterance.independent, 'independent report')}"
    )
    print_line(console, Text(f"{printed} · {count(len(utterance.wordings), 'wording')}", "aside"))
    console.print()
    for number, wording in enumerate(utterance.wordings):
        _show_wording(console, wording, first=number == 0)
    console.print()


def _show_wording(console: Console, wording: Wording, *, first: bool) -> None:
    from rich.text import Text

    from onrecord.cli.entries import line as print_line
    from onrecord.cli.entries import place
    from onrecord.cli.terminal import edits, safe
    from onrecord.wording import day

    if first:
        print_line(console, Text(safe(wording.text), "verbatim"), 2)
    else:
        label = LABELS[wording.difference]
        style = "error" if wording.difference == "meaning" else "aside"
        print_line(
            console, Text(f"{label}{': ' if wording.flags else ''}{safe('; '.join(wording.flags))}", style), 2
        )
        print_line(console, edits(wording.edits), 2)
    for report in wording.reports:
        entry = report.entry
        where = [entry.outlet, entry.published and day(entry.published, weekday=False), place(entry)]
        sure = f" · {report.confidence:.2f} sure" if report.confidence < 1 else ""
        words = " · ".join(safe(part) for part in where if part)
        print_line(console, Text(f"{words}{sure} · report {report.independent}", "aside"), 4)
