"""`onrecord demo`: the sample pages that come with onrecord, read and shown."""

from __future__ import annotations

import typer


def demo(ctx: typer.Context) -> None:
    """Read the sample pages that come with onrecord, and show one of them.

    They are news of invented countries by invented outlets, as real pages come: with menus, teasers and
    advertisements around the articles.

    [bold]Example[/bold]

      onrecord demo
    """
    from rich.text import Text

    from onrecord.cli.inputs import Inputs
    from onrecord.cli.output import Listing
    from onrecord.cli.report import Report
    from onrecord.cli.show import show
    from onrecord.cli.terminal import terminal
    from onrecord.samples import STORIES
    from onrecord.workers import outcomes

    console, errors = terminal(), terminal(stderr=True)
    listing = Listing(console)
    failed = 0
    for story in STORIES:
        console.print(Text(story.about, "headline"))
        report = Report(errors, Inputs([str(story.folder)]), listing, debug=bool(ctx.obj))
        with report:
            for outcome in outcomes(report.inputs):
                report.take(outcome)
        failed += report.failed
        console.print()
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


NEXT = (
    ("A page of your own:", "onrecord read page.html"),
    ("By speaker:", "onrecord read page.html --by speaker"),
    ("Why this name, that date:", "onrecord read page.html --explain"),
    ("For programs:", "onrecord read page.html --json"),
    ("The sample pages:", "{folder}"),
)
