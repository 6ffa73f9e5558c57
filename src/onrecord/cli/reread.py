"""`onrecord reread`: reads the ledger's pages again."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from functools import partial
from typing import Annotated, Any

import typer

from onrecord.cli.ledgers import DEFAULT, LedgerPlace, opened
from onrecord.cli.options import Encoder, Jobs, Model, ReadingModel


def reread(
    jobs: Jobs = None,
    time_limit: Annotated[
        float, typer.Option(min=0.1, metavar="SECONDS", help="Give up a page after this long.")
    ] = 60,
    model: Model = ReadingModel.standard,
    encoder: Encoder = None,
    ledger: LedgerPlace = DEFAULT,
) -> None:
    """Read pages again that another version of onrecord, or another model, has read.

    The earlier reading is kept beside the new one. Corrections hold on where their statement is found again; where
    it is not, [bold]onrecord corrections --lost[/bold] lists them.

    [bold]Examples[/bold]

      onrecord reread
      onrecord reread --model fast --jobs 4
    """
    from onrecord.cli.terminal import complain, terminal
    from onrecord.ledger import Kept
    from onrecord.pages.raw import RawPage
    from onrecord.reading import reader_name
    from onrecord.wording import count
    from onrecord.workers import Failed, outcomes

    note = partial(complain, terminal(stderr=True))
    reader = reader_name(model.value, encoder)
    given: deque[int] = deque()  # outcomes come in the order of the pages
    read = failed = 0

    def raw(kept: Kept) -> RawPage:
        given.append(kept.version)
        told: dict[str, Any] = {**kept.told, "byline": tuple(kept.told.get("byline", ()))}
        return RawPage(
            data=kept.data,
            name=kept.sha256[:16],
            path=kept.path,
            url=kept.url,
            media_type=kept.media_type,
            retrieved=kept.retrieved,
            **told,
        )

    with opened(ledger) as kept:
        pages: Iterator[RawPage | Failed] = map(raw, kept.unread(reader))
        for outcome in outcomes(
            pages, jobs=jobs, seconds=time_limit, vectors=True, model=model.value, encoder=encoder
        ):
            version = given.popleft()
            if isinstance(outcome, Failed):
                failed += 1
                note(f"{outcome.page}: {outcome.reason}; its earlier reading stays")
            else:
                read += 1
                kept.reread(version, outcome.record, reader=reader)
        lost = len(kept.corrections(lost=True))
    note(
        f"{count(read, 'page')} read again"
        + (f", {failed} not" if failed else "")
        + (f"; {count(lost, 'correction')} found no statement (onrecord corrections --lost)" if lost else "")
    )
    if failed:
        raise typer.Exit(1)
