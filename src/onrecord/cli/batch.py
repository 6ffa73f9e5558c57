"""`onrecord batch INPUT…`: a crawl, read on all cores or on a cluster, into Parquet tables."""

from __future__ import annotations

import json as jsons
import time
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.cli.ledgers import Json
from onrecord.cli.options import Encoder, MaxSize, Model, ReadingModel

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

    from onrecord.batch.run import Standing

SILENCE = 60.0
"""Seconds between two lines of progress where there is no terminal to draw on."""


class Runner(StrEnum):
    native = "native"
    ray = "ray"


def batch(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT",
            help="A WARC or WET file, a folder of them, a pattern, an address (https://, s3://), "
            "or a list of such, one a line, whose name ends in .paths or .paths.gz.",
        ),
    ],
    out: Annotated[
        Path,
        typer.Option(
            metavar="DIR", help="The folder for the tables; all workers must reach it.", file_okay=False
        ),
    ],
    base: Annotated[
        str | None,
        typer.Option(
            metavar="URL", help="What the lines of a list are relative to.", show_default="its server"
        ),
    ] = None,
    runner: Annotated[Runner, typer.Option(help="This machine, or a Ray cluster.")] = Runner.native,
    address: Annotated[
        str | None,
        typer.Option(
            metavar="HOST:PORT", help="Where the Ray cluster is.", show_default="one is started here"
        ),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(
            min=1, metavar="N", help="Files that are read at the same time.", show_default="one a core"
        ),
    ] = None,
    vectors: Annotated[
        bool, typer.Option("--vectors", help="Give each statement what its words mean, as a vector.")
    ] = False,
    max_size: MaxSize = "20MB",
    time_limit: Annotated[
        float, typer.Option(min=0.1, metavar="SECONDS", help="Give up a page after this long.")
    ] = 60,
    memory_limit: Annotated[
        str, typer.Option(metavar="SIZE", help="Give up a page that needs more memory (on Linux).")
    ] = "2GB",
    model: Model = ReadingModel.standard,
    encoder: Encoder = None,
    json: Json = False,
) -> None:
    """Read a crawl into Parquet tables: statements, articles and errors, by month of publication.

    A file that was read to its end is not read again: the same command goes on where it was stopped. What cannot be
    read is a row of the errors, with file and offset; the exit code is 1 only when a whole file could not be opened.
    Needs the extra [bold]batch[/bold]; a Ray cluster, [bold]batch-ray[/bold].

    [bold]Examples[/bold]

      onrecord batch crawl/ --out tables
      onrecord batch 'crawl/2026-*.warc.gz' --out tables --workers 4
      onrecord batch https://data.commoncrawl.org/crawl-data/CC-NEWS/2026/10/warc.paths.gz --out tables
      onrecord batch warc.paths.gz --base s3://commoncrawl/ --out /shared/tables --runner ray --address head:6379
    """
    from onrecord.cli.inputs import size
    from onrecord.cli.terminal import complain, terminal

    try:
        limit, memory = size(max_size), size(memory_limit)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--max-size, --memory-limit") from None
    if address and runner is not Runner.ray:
        raise typer.BadParameter("it goes with --runner ray", param_hint="--address")

    from onrecord.batch import engine
    from onrecord.batch.files import Settings
    from onrecord.batch.inputs import expanded
    from onrecord.batch.run import run

    console = terminal(stderr=True)
    engine.quiet()
    with Watching(console) as watching:
        report = run(
            expanded(inputs, base),
            Settings(
                out.resolve(),
                limit,
                time_limit,
                memory,
                vectors,
                model.value,
                encoder.resolve() if encoder else None,
            ),
            runner=runner.value,
            address=address,
            workers=workers,
            watch=watching.show,
        )
    if json:
        print(jsons.dumps(report, ensure_ascii=False))
    for place, reason in report["files_failed"].items():
        complain(console, f"{place}: {reason.removeprefix(f'{place}: ')}")
    for line in told(report):
        complain(console, line)
    complain(console, f"the tables are in {out}")
    if report["files_failed"]:
        raise typer.Exit(1)


class Watching:
    """Shows how far a batch is: a bar on a terminal, elsewhere a line a minute."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._began = self._said = time.monotonic()
        self._bar: Progress | None = None

    def __enter__(self) -> Watching:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar:
            self._bar.stop()

    def show(self, standing: Standing) -> None:
        from onrecord.cli.terminal import complain

        seconds = time.monotonic() - self._began
        line = words(standing, seconds)
        if not self._console.is_terminal:
            if time.monotonic() - self._said >= SILENCE:
                self._said = time.monotonic()
                complain(self._console, line)
            return
        if self._bar is None:
            self._bar = _bar(self._console)
            self._bar.add_task(line, total=1.0)
            self._bar.start()
        self._bar.update(self._bar.task_ids[0], completed=standing.share, description=line)


def words(standing: Standing, seconds: float) -> str:
    """How far it is, in one line."""
    from onrecord.wording import count

    pages, statements = standing.counts["pages"], standing.counts["statements"]
    parts = [
        f"{standing.files} of {count(standing.total, 'file')}",
        f"{count(pages, 'page')} ({pages / seconds:.1f}/s)",
        f"{count(statements, 'statement')} ({statements / seconds:.0f}/s)",
    ]
    if standing.share:
        parts.append(f"{_duration(seconds / standing.share - seconds)} left")
    if standing.errors:
        parts.append(_kinds(standing.errors))
    return ", ".join(parts)


def told(report: dict[str, Any]) -> list[str]:
    """The report in a few lines."""
    from onrecord.wording import count

    before = report["files_done_before"]
    files = f"{count(report['files_done'], 'file')} read" + (f", {before} of them before" if before else "")
    lines = [
        f"{files}: {count(report['pages'], 'page')}, {count(report['articles'], 'article')}, "
        f"{count(report['statements'], 'statement')}",
        f"{report['foreign']} pages in languages that are not read; "
        f"{report['remembered']} articles were reprints, word for word, of what had been read; "
        f"{count(report['copies']['articles'], 'article')} in "
        f"{count(report['copies']['groups'], 'group')} of copies",
        f"{_duration(report['seconds'])}, {report['pages_a_second']} pages a second, "
        f"{report['memory_a_worker'] / 1e6:.0f} MB a worker",
    ]
    if report["errors"]:
        lines.insert(2, f"errors: {_kinds(report['errors'])}")
    return lines


def _kinds(errors: dict[str, int]) -> str:
    return ", ".join(f"{number} {kind}" for kind, number in sorted(errors.items()))


def _duration(seconds: float) -> str:
    minutes, seconds = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return (
        f"{hours} h {minutes} min" if hours else f"{minutes} min {seconds} s" if minutes else f"{seconds} s"
    )


def _bar(console: Console) -> Progress:
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

    return Progress(
        BarColumn(), TaskProgressColumn(), TextColumn("{task.description}"), console=console, transient=True
    )
