"""`onrecord export` and `onrecord import`: statements out of a ledger, and records into it."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from onrecord.cli.ledgers import DEFAULT, LedgerPlace, opened
from onrecord.cli.said import About, ActOption, By, KindOption, MinConfidence, Outlet, Since, Until, Words

if TYPE_CHECKING:
    from onrecord.record import Act, StatementKind


class Form(StrEnum):
    csv = "csv"
    parquet = "parquet"
    jsonl = "jsonl"
    annotation = "annotation"
    quotation = "quotation"
    brat = "brat"
    gold = "gold"


def export(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The new file; for brat and gold a folder.")],
    words: Words = None,
    format: Annotated[
        Form | None,
        typer.Option(
            help="csv, parquet, jsonl (records, for onrecord import), annotation (W3C Web Annotation), "
            "quotation (schema.org), brat, or gold (corrected articles as training data).",
            show_default="by OUT’s ending",
        ),
    ] = None,
    by: By = None,
    about: About = None,
    since: Since = None,
    until: Until = None,
    outlet: Outlet = None,
    kind: KindOption = None,
    act: ActOption = None,
    min_confidence: MinConfidence = 0.0,
    ledger: LedgerPlace = DEFAULT,
) -> None:
    """Write statements to a file for other programs: all, or those that fit, as for [bold]said[/bold].

    [bold]Examples[/bold]

      onrecord export statements.parquet
      onrecord export marrow.csv --by Marrow
      onrecord export corrected --format gold
    """
    from onrecord.cli.terminal import complain, terminal
    from onrecord.wording import count

    if format is None:
        try:
            format = Form(out.suffix.lstrip("."))
        except ValueError:
            raise typer.BadParameter(
                f"{out.name!r} does not end in one: csv, parquet or jsonl", param_hint="--format"
            ) from None
    with opened(ledger) as kept:
        number = kept.export(
            format.value,
            out,
            " ".join(words) if words else None,
            by=by,
            about=about,
            since=since,
            until=until,
            outlet=outlet,
            kind=cast("StatementKind | None", kind),
            act=cast("Act | None", act),
            min_confidence=min_confidence,
        )
    complain(terminal(stderr=True), f"{count(number, 'statement')} written to {out}")


def import_(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE", help="Records, one JSON object a line, as read --json and export write them."
        ),
    ],
    ledger: LedgerPlace = DEFAULT,
) -> None:
    """Take records into the ledger that were read elsewhere, without their pages' bytes.

    What is there already stays as it is. A line that is no record is named, and the others go on; the exit code is
    then 1.
    """
    from pydantic import ValidationError

    from onrecord.cli.terminal import complain, terminal
    from onrecord.wording import count
    from onrecord.record import Record

    errors = terminal(stderr=True)
    with opened(ledger, create=True) as kept, kept.adding("imported") as run:
        for file in files:
            with file.open("rb") as lines:
                for number, line in enumerate(lines, 1):
                    if not line.strip():
                        continue
                    label = f"{file}, line {number}"
                    try:
                        run.add(Record.from_json(line), label=label)
                    except ValidationError as error:
                        first = error.errors()[0]
                        where = ".".join(map(str, first["loc"]))
                        reason = f"it is not a record: {where and where + ': '}{first['msg']}"
                        complain(errors, f"{label}: {reason}")
                        run.fail(label, reason)
    complain(
        errors,
        f"{count(run.added + run.changed, 'page')} imported with {count(run.statements, 'statement')}, "
        f"{run.already} already there, {run.failed} not imported; the ledger is {kept.place}",
    )
    if run.failed:
        raise typer.Exit(1)
