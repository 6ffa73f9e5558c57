"""`onrecord export`: statements out of a ledger, for other programs."""

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
    labelstudio = "labelstudio"


@filtered
def export(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The new file; for brat and gold a folder.")],
    filters: Filters,
    format: Annotated[
        Form | None,
        typer.Option(
            help="csv, parquet, jsonl (records, for onrecord import), annotation (W3C Web Annotation), "
            "quotation (schema.org), brat, gold (corrected articles as training data), or labelstudio (tasks).",
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
