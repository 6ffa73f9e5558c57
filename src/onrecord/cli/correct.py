"""`onrecord correct ID`, `onrecord undo` and `onrecord corrections`."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, cast

import typer

from onrecord.cli.ledgers import DEFAULT, Json, LedgerPlace, Who, Why, decider, opened

if TYPE_CHECKING:
    from rich.console import Console

    from onrecord.ledger import Correction
    from onrecord.record import SpeakerKind


class Kind(StrEnum):
    person = "person"
    organization = "organization"
    group = "group"
    document = "document"
    unknown = "unknown"


def correct(
    id: Annotated[str, typer.Argument(metavar="ID", help="The statement's id, or how it begins.")],
    speaker: Annotated[str | None, typer.Option(metavar="NAME", help="Who said it.")] = None,
    speaker_kind: Annotated[
        Kind | None, typer.Option(help="What kind of speaker that is.", show_default="as read")
    ] = None,
    nobody: Annotated[bool, typer.Option("--nobody", help="It has no speaker.")] = False,
    said: Annotated[
        str | None,
        typer.Option(
            metavar="DAY",
            help="When it was said: a day, a month, a year, two days with / between, or unknown.",
        ),
    ] = None,
    content: Annotated[
        list[str] | None,
        typer.Option(
            metavar="WORDS", help="The words said, as they stand in the article; once for each piece."
        ),
    ] = None,
    reject: Annotated[bool, typer.Option("--reject", help="It is no statement.")] = False,
    accept: Annotated[bool, typer.Option("--accept", help="It is right.")] = False,
    why: Why = None,
    who: Who = None,
    ledger: LedgerPlace = DEFAULT,
) -> None:
    """Correct a statement. What was read stays beside it, and the correction can be undone.

    [bold]Examples[/bold]

      onrecord correct 35ace23b --speaker "Ilse Marrow" --why "see paragraph 3"
      onrecord correct 35ace23b --said 2031-11-17
      onrecord correct 35ace23b --reject
    """
    if reject and accept:
        raise typer.BadParameter("--reject and --accept say the contrary: choose one")
    if nobody and speaker is not None:
        raise typer.BadParameter("--nobody and --speaker say the contrary: choose one")

    from onrecord.cli.entries import show_entry
    from onrecord.cli.terminal import complain, terminal

    with opened(ledger) as kept:
        made = kept.correct(
            id,
            who=decider(who),
            why=why,
            speaker="" if nobody else speaker,
            speaker_kind=cast("SpeakerKind | None", speaker_kind and speaker_kind.value),
            said=said,
            content=content,
            verdict="reject" if reject else "accept" if accept else None,
        )
        show_entry(terminal(), kept.show(made.statement).entry)
    complain(terminal(stderr=True), f"correction {made.id} is kept; onrecord undo {made.id} takes it back")


def undo(
    number: Annotated[int, typer.Argument(metavar="N", help="The correction's number.")],
    who: Who = None,
    ledger: LedgerPlace = DEFAULT,
) -> None:
    """Take a correction back. It stays listed as undone."""
    from onrecord.cli.terminal import terminal

    with opened(ledger) as kept:
        _show([kept.undo(number, who=decider(who))], terminal())


def corrections(
    lost: Annotated[
        bool, typer.Option("--lost", help="Only those whose statement is found in no current reading.")
    ] = False,
    ledger: LedgerPlace = DEFAULT,
    json: Json = False,
) -> None:
    """List what was corrected, by whom, when and why."""
    from onrecord.cli.entries import print_json
    from onrecord.cli.terminal import terminal

    with opened(ledger) as kept:
        found = kept.corrections(lost=lost)
    if json:
        print_json(found)
    else:
        _show(found, terminal())


def _show(found: Iterable[Correction], console: Console) -> None:
    from rich.text import Text

    from onrecord.cli.entries import decided, line
    from onrecord.cli.terminal import safe
    from onrecord.wording import day

    for made in found:
        what = ", ".join(f"{field}: {_plain(value)}" for field, value in made.changes.items())
        line(console, Text(f"{made.id}  {made.statement}  {safe(what)}"))
        state = (
            f"; undone by {made.undone_by} on {day(made.undone[:10])}"
            if made.undone
            else ""
            if made.holds
            else "; its statement is found no more"
        )
        line(console, Text(safe(f"{decided(made.who, made.made, made.why)}{state}"), "aside"), 4)


def _plain(value: object) -> str:
    if isinstance(value, dict) and "name" in value:
        return f"{value['name']} ({value['kind']})"
    if isinstance(value, dict):
        return " to ".join(str(part) for part in dict.fromkeys(value.values()) if part) or "unknown"
    if isinstance(value, list):
        return " […] ".join(value)
    return "nobody" if value is None else str(value)
