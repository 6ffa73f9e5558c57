"""`onrecord compare`: two speakers on one subject, or one before and after a day."""

from __future__ import annotations

from typing import Annotated

import typer

from onrecord.cli.ledgers import DEFAULT, Json, LedgerPlace
from onrecord.cli.positions import About, Since, Speaker, Svg, Until, positions, write_svg


def compare(
    name: Speaker,
    other: Annotated[str | None, typer.Argument(metavar="OTHER", help="Another.")] = None,
    about: About = None,
    before: Annotated[
        str | None,
        typer.Option(
            "--before", "--after", metavar="DAY", help="Compare before that day with after it, instead."
        ),
    ] = None,
    since: Since = None,
    until: Until = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, metavar="N", help="Show so many of each.")] = 20,
    svg: Svg = None,
    json: Json = False,
    ledger: LedgerPlace = DEFAULT,
) -> None:
    """Show two speakers side by side on one subject, or one speaker before a day and from it on.

    [bold]Examples[/bold]

      onrecord compare Marrow Bannick --about "Port Lenna"
      onrecord compare Marrow --about "Port Lenna" --before 2031-12-01
    """
    from rich.table import Table
    from rich.text import Text

    from onrecord.cli.entries import print_json
    from onrecord.cli.positions import side
    from onrecord.cli.terminal import safe, terminal
    from onrecord.positions.picture import compared
    from onrecord.wording import count, day

    if (other is None) == (before is None):
        raise typer.BadParameter("give another name, or --before DAY", param_hint="OTHER")
    with positions(ledger) as kept:
        if other is not None:
            made = kept.compare(name, other, about, since=since, until=until, limit=limit)
        else:
            made = kept.periods(name, about, before or "", limit=limit)
    if svg is not None:
        write_svg(svg, compared(made))
    if json:
        print_json([made])
    if json or svg is not None:
        return
    table = Table(box=None, padding=(0, 2, 0, 0), expand=True, show_header=True, header_style="")
    periods = (
        (f"before {day(before, weekday=False)}", f"from {day(before, weekday=False)}") if before else ("", "")
    )
    for line, period in zip((made.left, made.right), periods, strict=True):
        head = Text.assemble((safe(line.speaker), "speaker"), f" {period}" if period else "")
        head.append(f"\n{count(line.subject.utterances, 'utterance')}\n", "aside")
        table.add_column(head, ratio=1, overflow="fold")
    table.add_row(side(made.left), side(made.right))
    terminal().print(table)
