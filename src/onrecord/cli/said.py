"""`onrecord said`: finds statements in the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.filters import filtered
from onrecord.cli.ledgers import DEFAULT, Json, LedgerPlace, opened

if TYPE_CHECKING:
    from onrecord.ledger import Filters


@filtered
def said(
    filters: Filters,
    limit: Annotated[int, typer.Option(min=1, max=10_000, metavar="N", help="Show so many.")] = 20,
    after: Annotated[
        str | None, typer.Option(metavar="PLACE", help="Go on after an answer, as its last line says.")
    ] = None,
    json: Json = False,
    csv: Annotated[bool, typer.Option("--csv", help="Print CSV instead.")] = False,
    ledger: LedgerPlace = DEFAULT,
) -> None:
    """Find what was said: with words the best match first, with --like the nearest in meaning, else the newest.

    Statements of pages that changed stay findable: what is no longer on the page says so.

    [bold]Examples[/bold]

      onrecord said --by Marrow --since 2031-11
      onrecord said dredging '"survey ship"' --kind direct
      onrecord said --like "we were never asked" --since 2031
      onrecord said --about "Port Lenna" --csv > statements.csv
    """
    from onrecord.cli.entries import print_csv, print_json, show_entry
    from onrecord.cli.terminal import complain, terminal

    with opened(ledger) as kept:
        found = kept.said(filters, limit=limit, after=after)
    errors = terminal(stderr=True)
    for name, called in ((filters.by, found.by), (filters.about, found.about)):
        people = list(dict.fromkeys(called))  # a place and a body may share their name
        if name is not None and len(people) != 1:
            known = ", ".join(people[:10]) + ("…" if len(people) > 10 else "")
            complain(errors, f"{name!r} may be {known}" if people else f"nobody is called {name!r} here")
    if json:
        print_json(found.entries)
    elif csv:
        print_csv(found.entries)
    else:
        for entry in found.entries:
            show_entry(terminal(), entry)
        if not found.entries:
            complain(errors, "nothing of that kind was said")
    if found.notice:
        complain(errors, found.notice)
    if found.after:
        number = f"more than {found.more:,}" if found.more_at_least else f"{found.more:,}"
        complain(errors, f"{number} more: add --after {found.after}")
