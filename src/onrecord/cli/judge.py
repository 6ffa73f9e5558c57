"""`onrecord judge`: says whether two utterances mean a change."""

from __future__ import annotations

from typing import Annotated

import typer

from onrecord.cli.ledgers import DEFAULT, Json, LedgerPlace, Who, Why, decider
from onrecord.cli.positions import positions


def judge(
    change: Annotated[
        str | None,
        typer.Argument(metavar="CHANGE", help="Two statements' ids with a hyphen, as `line` shows them."),
    ] = None,
    confirm: Annotated[bool, typer.Option("--confirm", help="It is a change.")] = False,
    dismiss: Annotated[bool, typer.Option("--dismiss", help="It is none; it is not shown any more.")] = False,
    undo: Annotated[int | None, typer.Option(metavar="N", help="Take a judgement back.")] = None,
    who: Who = None,
    why: Why = None,
    json: Json = False,
    ledger: LedgerPlace = DEFAULT,
) -> None:
    """Say whether two utterances mean a change. It is kept with who, when and why; without arguments, list them.

    [bold]Examples[/bold]

      onrecord judge 57e40b5d-67f045c2 --confirm --why "the condition is gone"
      onrecord judge --undo 3
    """
    from rich.text import Text

    from onrecord.cli.entries import decided, print_json
    from onrecord.cli.entries import line as print_line
    from onrecord.cli.terminal import complain, safe, terminal

    if change is not None and confirm == dismiss:
        raise typer.BadParameter("say --confirm or --dismiss", param_hint="CHANGE")
    errors = terminal(stderr=True)
    with positions(ledger) as kept:
        if undo is not None:
            kept.undo(undo, who=decider(who))
            complain(errors, f"judgement {undo} is undone")
            return
        if change is not None:
            made = kept.decide(change, "confirmed" if confirm else "dismissed", who=decider(who), why=why)
            complain(errors, f"judgement {made.id} is kept; onrecord judge --undo {made.id} takes it back")
            return
        listed = kept.judgements()
    if json:
        print_json(listed)
        return
    for one in listed:
        state = "; undone" if one.undone else ""
        words = f"{one.id}  {one.change}  {one.verdict} {decided(one.who, one.made, one.why)}{state}"
        print_line(terminal(), Text(safe(words)))
