"""`onrecord said`: finds statements in the ledger."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, cast

import typer

from onrecord.cli.ledgers import DEFAULT, Json, LedgerPlace, opened

if TYPE_CHECKING:
    from onrecord.record import Act as RecordAct
    from onrecord.record import StatementKind


class Kind(StrEnum):
    direct = "direct"
    indirect = "indirect"
    mixed = "mixed"


class Act(StrEnum):
    speech = "speech"
    writing = "writing"
    thought = "thought"
    intention = "intention"
    finding = "finding"


Words = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="WORDS",
        help="Words of the statement, in any form; '\"a phrase\"' as it is; or between two takes either.",
    ),
]
By = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who said it: a name, or part of one.")]
About = Annotated[str | None, typer.Option("--about", metavar="NAME", help="Whom or what it is about.")]
Since = Annotated[
    str | None, typer.Option("--since", metavar="DAY", help="Said on that day, month or year, or later.")
]
Until = Annotated[
    str | None, typer.Option("--until", metavar="DAY", help="Said on that day, month or year, or earlier.")
]
Outlet = Annotated[
    str | None, typer.Option("--outlet", metavar="NAME", help="In which outlet: its name or host.")
]
KindOption = Annotated[Kind | None, typer.Option("--kind", help="How it is reported.")]
ActOption = Annotated[Act | None, typer.Option("--act", help="Whether it was said, written, thought, …")]
MinConfidence = Annotated[
    float,
    typer.Option("--min-confidence", min=0, max=1, metavar="P", help="At least so likely to be right."),
]


def said(
    words: Words = None,
    by: By = None,
    about: About = None,
    since: Since = None,
    until: Until = None,
    outlet: Outlet = None,
    kind: KindOption = None,
    act: ActOption = None,
    min_confidence: MinConfidence = 0.0,
    limit: Annotated[int, typer.Option(min=1, max=10_000, metavar="N", help="Show so many.")] = 20,
    after: Annotated[
        str | None, typer.Option(metavar="PLACE", help="Go on after an answer, as its last line says.")
    ] = None,
    json: Json = False,
    csv: Annotated[bool, typer.Option("--csv", help="Print CSV instead.")] = False,
    ledger: LedgerPlace = DEFAULT,
) -> None:
    """Find what was said: with words the best match first, else the newest.

    Statements of pages that changed stay findable: what is no longer on the page says so.

    [bold]Examples[/bold]

      onrecord said --by Marrow --since 2031-11
      onrecord said dredging '"survey ship"' --kind direct
      onrecord said --about "Port Lenna" --csv > statements.csv
    """
    from onrecord.cli.entries import print_csv, print_json, show_entry
    from onrecord.cli.terminal import complain, terminal

    with opened(ledger) as kept:
        found = kept.said(
            " ".join(words) if words else None,
            by=by,
            about=about,
            since=since,
            until=until,
            outlet=outlet,
            kind=cast("StatementKind | None", kind),
            act=cast("RecordAct | None", act),
            min_confidence=min_confidence,
            limit=limit,
            after=after,
        )
    errors = terminal(stderr=True)
    for name, people in ((by, found.by), (about, found.about)):
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
    if found.after:
        number = f"more than {found.more:,}" if found.more_at_least else f"{found.more:,}"
        complain(errors, f"{number} more: add --after {found.after}")
