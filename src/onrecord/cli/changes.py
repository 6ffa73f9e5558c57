"""`onrecord changes`: what pages changed in their quotations after they came out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.ledgers import DEFAULT, Json, LedgerPlace, opened

if TYPE_CHECKING:
    from rich.console import Console

    from onrecord.ledger import Change


def changes(
    url: Annotated[str | None, typer.Argument(metavar="URL", help="Only this page.")] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DAY", help="Only what was noticed on that day or later.")
    ] = None,
    ledger: LedgerPlace = DEFAULT,
    json: Json = False,
) -> None:
    """Show how newer versions of pages changed what is quoted on them, word for word.

    Cut words stand in [-brackets with a minus-], new ones in {+braces with a plus+}.
    """
    from onrecord.cli.entries import print_json
    from onrecord.cli.terminal import complain, terminal

    with opened(ledger) as kept:
        found = kept.changes(url, since=since)
    if json:
        print_json(found)
        return
    page = None
    for change in found:
        if page != change.url:
            page = change.url
            _head(terminal(), change)
        _show(terminal(), change)
    if not found:
        complain(terminal(stderr=True), "no page has changed what is quoted on it")


def _head(console: Console, change: Change) -> None:
    from rich.text import Text

    from onrecord.cli.entries import line
    from onrecord.cli.terminal import safe

    line(console, Text(safe(change.title or "(no headline)"), "headline"))
    line(console, Text(safe(change.url), "aside"))
    console.print()


def _show(console: Console, change: Change) -> None:
    from rich.text import Text

    from onrecord.cli.entries import line, who
    from onrecord.cli.terminal import edits
    from onrecord.wording import day

    before, after = change.before, change.after
    entry = after or before
    assert entry is not None
    what = "reworded" if before and after else "cut" if before else "put in"
    if before and after and before.person != after.person:
        what = f"now {after.person or 'nobody'}’s, before {before.person or 'nobody'}’s"
    line(console, who(entry).append(f"  {what}, noticed {day(change.noticed[:10])}", "aside"), 2)
    line(console, edits(change.words), 4)
    ids = " → ".join(one.statement.id for one in (before, after) if one)
    line(console, Text(ids, "aside"), 4)
    console.print()
