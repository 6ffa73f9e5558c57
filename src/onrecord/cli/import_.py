"""`onrecord import`: records into a ledger, and what was annotated elsewhere."""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.ledgers import DEFAULT, LedgerPlace, Who, opened

if TYPE_CHECKING:
    from collections.abc import Callable

    from onrecord.ledger import Ledger


class Form(StrEnum):
    records = "records"
    labelstudio = "labelstudio"


def import_(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE",
            help="Records: JSON Lines as read --json and export write them, Parquet as export writes it, or a folder "
            "that batch wrote. Or what Label Studio exported, with --format labelstudio.",
        ),
    ],
    format: Annotated[
        Form, typer.Option(help="records, or labelstudio: annotations, as corrections.")
    ] = Form.records,
    who: Who = None,
    ledger: LedgerPlace = DEFAULT,
) -> None:
    """Take records into the ledger that were read elsewhere, without their pages' bytes; or corrections.

    What is there already stays as it is. A line that is no record is named, and the others go on; the exit code is
    then 1. Of what Label Studio exported, each statement that was changed is corrected, one that was taken out is
    rejected, and one that was left as it was is accepted, in the name of the annotator.

    [bold]Examples[/bold]

      onrecord import records.jsonl crawl.parquet
      onrecord import project-1.json --format labelstudio
    """
    from onrecord.cli.terminal import complain, terminal

    note = partial(complain, terminal(stderr=True))
    with opened(ledger, create=format is Form.records) as kept:
        take = _records if format is Form.records else partial(_annotations, who=who)
        whole = take(kept, files, note)
    if not whole:
        raise typer.Exit(1)


def _records(kept: Ledger, files: list[Path], note: Callable[[str], None]) -> bool:
    from onrecord.ledger.imports import Wrong, records
    from onrecord.wording import count

    with kept.adding("imported") as run:
        for file in files:
            for found in records(file):
                if isinstance(found, Wrong):
                    note(f"{found.label}: {found.reason}")
                    run.fail(found.label, found.reason)
                else:
                    label, record = found
                    run.add(record, label=label)
    note(
        f"{count(run.added + run.changed, 'page')} imported with {count(run.statements, 'statement')}, "
        f"{run.already} already there, {run.failed} not imported; the ledger is {kept.place}"
    )
    return not run.failed


def _annotations(kept: Ledger, files: list[Path], note: Callable[[str], None], who: str | None) -> bool:
    from onrecord.errors import LedgerError
    from onrecord.ledger.imports import labelstudio
    from onrecord.wording import count

    made = failed = 0
    for file in files:
        found = labelstudio(file)
        for annotated in found.statements:
            try:
                made += kept.annotate(annotated, who=who) is not None
            except LedgerError as error:
                note(f"{file}, statement {annotated.statement}: {error}")
                failed += 1
        if found.added:
            note(f"{file}: {count(found.added, 'statement')} marked anew, which a ledger does not take")
    note(f"{count(made, 'correction')} imported, {failed} not; the ledger is {kept.place}")
    return not failed
