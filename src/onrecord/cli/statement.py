"""`onrecord show ID`: a statement in its article."""

from __future__ import annotations

from typing import Annotated

import typer

from onrecord.cli.ledgers import DEFAULT, Json, LedgerPlace, opened


def show(
    id: Annotated[str, typer.Argument(metavar="ID", help="The statement's id, or how it begins.")],
    context: Annotated[
        int, typer.Option(min=0, metavar="N", help="Paragraphs around it; 0 shows the whole article.")
    ] = 1,
    ledger: LedgerPlace = DEFAULT,
    json: Json = False,
) -> None:
    """Show a statement in its article, and where it stands.

    In the text the source is underlined, the saying words are slanted, and the words said are coloured.
    """
    from rich.text import Text

    from onrecord.cli.entries import line, print_json, show_entry
    from onrecord.cli.statement_context import highlighted
    from onrecord.cli.terminal import safe, terminal
    from onrecord.wording import day

    with opened(ledger) as kept:
        found = kept.show(id)
    if json:
        print_json([found])
        return
    console = terminal()
    show_entry(console, found.entry)
    for paragraph in highlighted(found.article.text, found.entry.statement, context):
        line(console, paragraph, 4)
        console.print()
    page, statement = found.entry.page, found.entry.statement
    spans = ", ".join(f"{span.start}–{span.end}" for span in statement.content)
    line(console, Text(f"characters {spans} of the article", "aside"), 2)
    line(console, Text(f"page bytes SHA-256 {page.sha256}, added {day(found.entry.added[:10])}", "aside"), 2)
    line(console, Text(f"read by {safe(found.entry.reader or 'an unnamed reader')}", "aside"), 2)
    for made in found.corrections:
        state = f"undone by {made.undone_by}" if made.undone else "holds" if made.holds else "found nowhere"
        why = f": {made.why}" if made.why else ""
        words = f"correction {made.id} by {made.who} on {day(made.made[:10])} ({state}){why}"
        line(console, Text(safe(words), "doubt"), 2)
