"""`onrecord who NAME`: a speaker's card."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.ledgers import DEFAULT, Json, LedgerPlace, opened

if TYPE_CHECKING:
    from rich.console import Console

    from onrecord.ledger import Card


def who(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name, or part of one.")],
    ledger: LedgerPlace = DEFAULT,
    json: Json = False,
) -> None:
    """Show who a speaker is: names, roles over time, subjects, outlets, and the latest statements.

    Where several go by the name, each has a card.
    """
    from onrecord.cli.entries import print_json
    from onrecord.cli.terminal import complain, terminal

    with opened(ledger) as kept:
        cards = kept.who(name)
    if not cards:
        complain(terminal(stderr=True), f"nobody is called {name!r} here")
        raise typer.Exit(1)
    if json:
        print_json(cards)
        return
    for card in cards:
        _show(terminal(), card)


def _show(console: Console, card: Card) -> None:
    from rich.text import Text

    from onrecord.cli.entries import line, show_entry
    from onrecord.cli.terminal import safe
    from onrecord.wording import count, day

    def fact(label: str, value: str) -> None:
        if value:
            line(console, Text(f"{label:<9}", "aside").append(safe(value)), 2)

    def span(first: str | None, last: str | None) -> str:
        ends = [day(end, weekday=False) for end in (first, last) if end]
        return " – ".join(dict.fromkeys(ends))

    line(console, Text(safe(card.name), "speaker").append(f"  {card.kind}, #{card.id}", "aside"))
    fact("said", ", ".join(filter(None, (count(card.statements, "statement"), span(card.first, card.last)))))
    fact("as", _counted(card.kinds))
    for number, role in enumerate(card.roles):
        fact("" if number else "role", f"{role.role} ({span(role.first, role.last) or 'undated'})")
    fact("names", ", ".join(card.names) if len(card.names) > 1 else "")
    fact("about", _counted(card.about))
    fact("in", _counted(card.outlets))
    fact("wikidata", card.wikidata or "")
    console.print()
    for entry in card.latest:
        show_entry(console, entry)


def _counted(counts: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{what} ({number:,})" for what, number in counts)
