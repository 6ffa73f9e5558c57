"""`onrecord export` and `onrecord import`: statements out of a ledger, and records into it."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.filters import filtered
from onrecord.cli.ledgers import DEFAULT, LedgerPlace, opened

if TYPE_CHECKING:
    from onrecord.ledger import Filters


class Form(StrEnum):
    csv = "csv"
    parquet = "parquet"
    jsonl = "jsonl"
    annotation = "annotation"
    quotation = "quotation"
    brat = "brat"
    gold = "gold"


@filtered
def export(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The new file; for brat and gold a folder.")],
    filters: Filters,
    format: Annotated[
        Form | None,
        typer.Option(
            help="csv, parquet, jsonl (records, for onrecord import), annotation (W3C Web Annotation), "
            "quotation (schema.org), brat, or gold (corrected articles as training data).",
            show_default="by OUT’s ending",
        ),
    ] = None,
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
        number = kept.export(format.value, out, filters)
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
    from onrecord.record import Record
    from onrecord.wording import count

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
