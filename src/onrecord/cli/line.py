"""`onrecord line NAME`: what somebody said on a subject, over time."""

from __future__ import annotations

from typing import Annotated

import typer

from onrecord.cli.ledgers import DEFAULT, Json, LedgerPlace
from onrecord.cli.positions import About, Since, Speaker, Svg, Until, positions, show_line, write_svg


def line(
    name: Speaker,
    about: About = None,
    since: Since = None,
    until: Until = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, metavar="N", help="Show so many, the latest.")] = 40,
    svg: Svg = None,
    json: Json = False,
    ledger: LedgerPlace = DEFAULT,
) -> None:
    """Show what somebody said on a subject in the order of saying, each utterance once.

    ● is new, ○ restates an earlier one, ◌ may do so. Below stand changes that are worth a look: two utterances on the
    same point that differ. Whether they mean a change is yours to say (`onrecord judge`).

    [bold]Examples[/bold]

      onrecord line Marrow --about "Port Lenna"
      onrecord line Marrow --about "channel or harbour" --since 2031 --svg line.svg
    """
    from onrecord.cli.entries import print_json
    from onrecord.cli.terminal import complain, terminal
    from onrecord.positions.picture import svg as picture

    with positions(ledger) as found:
        made = found.line(name, about, since=since, until=until, limit=limit)
    if svg is not None:
        write_svg(svg, picture(made))
    if json:
        print_json([made])
    elif svg is None:
        show_line(terminal(), made)
    if not made.steps:
        complain(terminal(stderr=True), "nothing of that kind was said")
