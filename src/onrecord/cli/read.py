"""`onrecord read PAGE…`: who said what on these pages, and when."""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.options import (
    AllowPrivate,
    As,
    Encoder,
    Follow,
    Form,
    Jobs,
    MaxSize,
    Model,
    NoCache,
    Pages,
    ReadingModel,
    TimeLimit,
    Url,
)


class Order(StrEnum):
    text = "text"
    speaker = "speaker"


def read(
    ctx: typer.Context,
    page: Pages,
    by: Annotated[
        Order, typer.Option(metavar="text|speaker", help="Order: as they stand in the text, or by speaker.")
    ] = Order.text,
    explain: Annotated[
        bool,
        typer.Option(
            "--explain", help="Show why a speaker or a date was chosen, and what was taken out of the page."
        ),
    ] = False,
    json: Annotated[
        bool, typer.Option("--json", help="Print each page's record as JSON, one a line, instead.")
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="Write each page's record to DIR/NAME.json instead.", file_okay=False
        ),
    ] = None,
    as_: As = Form.auto,
    url: Url = None,
    follow: Follow = False,
    allow_private: AllowPrivate = False,
    no_cache: NoCache = False,
    max_size: MaxSize = "20MB",
    jobs: Jobs = None,
    time_limit: TimeLimit = 60,
    model: Model = ReadingModel.standard,
    encoder: Encoder = None,
) -> None:
    """Read news pages: who said what, and when.

    A page that cannot be read is named on standard error with the reason,
    and the others go on; the exit code is then 1.

    [bold]Examples[/bold]

      onrecord read page.html
      onrecord read page.html --by speaker
      onrecord read page.html --explain
      onrecord read https://example.org/news/story
      onrecord read crawl.warc.gz --out records
      onrecord read pages/ --json | jq .article.title
      curl -s ADDRESS | onrecord read - --url ADDRESS
    """
    if (json or out) and (explain or by is not Order.text):
        raise typer.BadParameter(
            "--by and --explain shape what people see; they do not go with --json or --out"
        )
    if json and out:
        raise typer.BadParameter("--json prints and --out writes files: choose one")
    if url and (len(page) > 1 or Path(page[0]).is_dir()):
        raise typer.BadParameter(
            "it says where one page came from, and there are several", param_hint="--url"
        )

    from onrecord.cli.inputs import Inputs, cache_folder, size
    from onrecord.cli.output import Folder, Lines, Output, People
    from onrecord.cli.report import Report
    from onrecord.cli.terminal import complain, terminal
    from onrecord.workers import outcomes

    try:
        limit = size(max_size)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--max-size") from None
    errors = terminal(stderr=True)
    note = partial(complain, errors)
    output: Output = (
        Lines()
        if json
        else Folder(out, note)
        if out
        else People(by_speaker=by is Order.speaker, explain=explain)
    )
    cache = None if no_cache else cache_folder()
    inputs = Inputs(
        page, limit=limit, url=url, follow=follow, allow_private=allow_private, cache=cache, note=note
    )
    report = Report(errors, inputs, output, debug=bool(ctx.obj))
    with report:
        for outcome in outcomes(
            inputs, as_.value, jobs=jobs, seconds=time_limit, model=model.value, encoder=encoder
        ):
            report.take(outcome)
    if out or report.read + report.failed > 1:
        note(report.total() + (f"; the records are in {out}" if out else ""))
    if report.failed:
        raise typer.Exit(1)
