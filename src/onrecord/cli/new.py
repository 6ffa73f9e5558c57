"""`onrecord new --since DAY`: what was said that had not been said before."""

from __future__ import annotations

from typing import Annotated

import typer

from onrecord.cli.ledgers import DEFAULT, Json, LedgerPlace
from onrecord.cli.positions import About, Until, positions


def new(
    since: Annotated[str, typer.Option(metavar="DAY", help="Said on that day, month or year, or later.")],
    until: Until = None,
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help="Only by this speaker.")] = None,
    about: About = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, metavar="N", help="Show so many, the latest.")] = 20,
    json: Json = False,
    ledger: LedgerPlace = DEFAULT,
) -> None:
    """Show what was said since a day that its speaker had not said before, the latest first.

    [bold]Examples[/bold]

      onrecord new --since 2031-11-01
      onrecord new --since 2031 --about "Port Lenna" --json
    """
    from rich.text import Text

    from onrecord.cli.entries import line as print_line
    from onrecord.cli.entries import print_json
    from onrecord.cli.terminal import complain, safe, terminal
    from onrecord.wording import count, day

    with positions(ledger) as kept:
        found = kept.new(since, until=until, speaker=by, about=about, limit=limit)
    if json:
        print_json(found)
        return
    for step in found:
        utterance = step.utterance
        shown = day(utterance.last) if utterance.last else "undated"
        console = terminal()
        print_line(console, Text.assemble((safe(utterance.speaker), "speaker"), (f"  {shown}", "aside")))
        print_line(console, Text(safe(utterance.text)), 2)
        where = f"{count(utterance.pages, 'page')} · {utterance.id[:8]} · new {step.mark.score:.2f}"
        print_line(console, Text(where, "aside"), 2)
        console.print()
    if not found:
        complain(terminal(stderr=True), "nothing new was said")
