"""`onrecord check`, `backup`, `stats` and `forget`: care of a ledger."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.ledgers import DEFAULT, Json, LedgerPlace, Who, decider, opened


def check(ledger: LedgerPlace = DEFAULT) -> None:
    """Check that the ledger is whole.

    The bytes of every page have the digest they were added with, every span holds its text, what statements are
    found by follows from what was read and corrected, the word index is in step, and every statement of a named
    speaker is in its utterance. The exit code is 1 where something is wrong.
    """
    from onrecord.cli.positions import caught_up
    from onrecord.cli.terminal import complain, terminal
    from onrecord.positions import Positions

    with opened(ledger) as kept:
        wrong = kept.check()
        if not wrong:
            found = Positions(kept)
            caught_up(found)
            wrong = found.check()
    for sentence in wrong:
        terminal().print(sentence, soft_wrap=True)
    complain(terminal(stderr=True), f"{len(wrong)} things are wrong" if wrong else "all is well")
    if wrong:
        raise typer.Exit(1)


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The new file.")],
    ledger: LedgerPlace = DEFAULT,
) -> None:
    """Copy the ledger into a new file, as it is at one moment, while others may go on writing.

    The copy is a ledger itself; that of a PostgreSQL ledger too.
    """
    with opened(ledger) as kept:
        kept.backup(file)


def stats(ledger: LedgerPlace = DEFAULT, json: Json = False) -> None:
    """Show how much there is."""
    from onrecord.cli.entries import print_json
    from onrecord.cli.terminal import terminal
    from onrecord.wording import day

    with opened(ledger) as kept:
        found = kept.stats()
    if json:
        print_json([found])
        return
    console = terminal()
    for number, what in (
        (found.pages, "pages"),
        (found.versions, "versions of them"),
        (found.statements, "statements"),
        (found.people, "named speakers and subjects"),
        (found.corrections, "corrections"),
        (found.problems, "pages that could not be added"),
    ):
        console.print(f"{number:>12,}  {what}")
    if found.first and found.last:
        console.print(f"{'':>12}  published {day(found.first)} – {day(found.last)}")
    console.print(f"{found.bytes / 1e6:>12,.1f}  MB")


def forget(
    url: Annotated[str, typer.Argument(metavar="URL", help="The page's; sha256:… for one without.")],
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason, which is kept.")],
    who: Who = None,
    ledger: LedgerPlace = DEFAULT,
) -> None:
    """Take a page out for good, as a court may order: all versions, and every word that was read on them.

    That it was taken out, by whom, when and why, stays, and keeps it from being added again. Backups made before
    still hold it, and so does a PostgreSQL server's write-ahead log until it is recycled.
    """
    from onrecord.cli.terminal import complain, terminal
    from onrecord.wording import count

    with opened(ledger) as kept:
        taken = kept.forget(url, who=decider(who), why=why)
    complain(terminal(stderr=True), f"forgotten, with {count(taken, 'statement')}")
