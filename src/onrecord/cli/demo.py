"""`onrecord demo`: the sample pages that come with onrecord, read and shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from onrecord.ledger import Ledger


def demo(
    ctx: typer.Context,
    keep: Annotated[
        str | None, typer.Option("--ledger", metavar="PLACE", help="Keep what was read in this ledger.")
    ] = None,
) -> None:
    """Read the sample pages that come with onrecord, and show what was said on them.

    They are news of invented countries by invented outlets, as real pages come: with menus, teasers and
    advertisements around the articles. What one speaker said over time is shown, a quotation as it was printed, and
    a page.

    [bold]Example[/bold]

      onrecord demo
    """
    import tempfile
    from pathlib import Path

    from rich.text import Text

    from onrecord.cli.inputs import Inputs
    from onrecord.cli.ledgers import opened
    from onrecord.cli.output import Listing
    from onrecord.cli.report import Report
    from onrecord.cli.show import show
    from onrecord.cli.terminal import terminal
    from onrecord.samples import STORIES
    from onrecord.workers import Done, outcomes

    console, errors = terminal(), terminal(stderr=True)
    listing = Listing(console)
    failed = 0
    with (
        tempfile.TemporaryDirectory() as folder,
        opened(keep or str(Path(folder) / "demo.db"), create=True, keep_bytes=False) as ledger,
    ):
        for story in STORIES:
            console.print(Text(story.about, "headline"))
            report = Report(errors, Inputs([str(story.folder)]), listing, debug=bool(ctx.obj))
            with report, ledger.adding("demo") as run:
                for outcome in outcomes(report.inputs, vectors=True):
                    report.take(outcome)
                    if isinstance(outcome, Done):
                        run.add(outcome.record)
            failed += report.failed
            console.print()
        _show_positions(console, ledger)
    if listing.first:
        console.print(Text(f"onrecord read {listing.first.page}", "aside"))
        console.print()
        show(console, listing.first.record)
    console.print()
    for purpose, command in NEXT:
        console.print(
            Text(f"{purpose:<26}", "aside").append(command.format(folder=STORIES[0].folder)), soft_wrap=True
        )
    if failed:
        raise typer.Exit(1)


def _show_positions(console: Console, ledger: Ledger) -> None:
    """What one speaker of the samples said on one subject, and one quotation in all its wordings."""
    from rich.text import Text

    from onrecord.cli.positions import show_line, show_utterance
    from onrecord.positions import Positions
    from onrecord.samples import QUOTATION, SPEAKER, SUBJECT

    positions = Positions(ledger)
    console.print(Text(f'onrecord line "{SPEAKER}" --about "{SUBJECT}"', "aside"))
    console.print()
    show_line(console, positions.line(SPEAKER, SUBJECT))
    console.print()
    console.print(Text(f"onrecord quote {QUOTATION}", "aside"))
    console.print()
    for utterance in positions.quote(QUOTATION, by=SPEAKER, limit=2):
        show_utterance(console, utterance)


NEXT = (
    ("A page of your own:", "onrecord read page.html"),
    ("By speaker:", "onrecord read page.html --by speaker"),
    ("Why this name, that date:", "onrecord read page.html --explain"),
    ("For programs:", "onrecord read page.html --json"),
    ("Kept, to ask all this:", "onrecord add pages/"),
    ("In a browser:", "onrecord serve"),
    ("The sample pages:", "{folder}"),
)
