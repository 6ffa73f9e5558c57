"""`onrecord watch FEED…`: polls feeds and adds what is new."""

from __future__ import annotations

import json as json_
import re
import signal
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Annotated, Any

import typer

from onrecord.cli.ledgers import DEFAULT, LedgerPlace, opened
from onrecord.cli.options import AllowPrivate, Encoder, MaxSize, Model, ReadingModel, TimeLimit

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}


def watch(
    feeds: Annotated[
        list[str], typer.Argument(metavar="FEED", help="The address of a feed, or of a page that changes.")
    ],
    every: Annotated[
        str, typer.Option("--every", metavar="TIME", help="How often a feed is polled, like 90s, 15m or 2h.")
    ] = "15m",
    once: Annotated[
        bool, typer.Option("--once", help="Poll each feed once and end, as for cron: 1 when one failed.")
    ] = False,
    allow_private: AllowPrivate = False,
    max_size: MaxSize = "20MB",
    time_limit: TimeLimit = 60,
    model: Model = ReadingModel.standard,
    encoder: Encoder = None,
    json: Annotated[bool, typer.Option("--json", help="Print events as JSON, one a line.")] = False,
    ledger: LedgerPlace = DEFAULT,
) -> None:
    """Poll feeds, and add the pages they hold or link to as they come, until it is stopped.

    It survives what fails: a feed is asked again, later each time, and not before the site allows it; a page is
    tried a few times, then stays among the problems. Sites' robots.txt are heeded. Stopped by Ctrl-C or at any
    moment, the same command goes on where it was.

    [bold]Examples[/bold]

      onrecord watch https://example.org/feed.xml --every 10m
      onrecord watch https://example.org/a.xml https://example.org/b.xml --once
    """
    from onrecord.cli.inputs import cache_folder, size
    from onrecord.cli.terminal import complain, terminal
    from onrecord.cli.watching import Watch
    from onrecord.fetching import Fetcher
    from onrecord.reading import reader_name
    from onrecord.workers import Pool, read_one

    try:
        limit = size(max_size)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--max-size") from None
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a service is stopped as by Ctrl-C
    reader = reader_name(model.value, encoder)
    read = partial(read_one, form="auto", threads=1, vectors=True, model=model.value, encoder=encoder)
    with (
        opened(ledger, create=True) as kept,
        Fetcher(limit=limit, allow_private=allow_private, cache=cache_folder()) as fetcher,
        Pool(read, jobs=1, seconds=time_limit) as pool,
    ):
        watching = Watch(kept, fetcher, pool.read, reader, _time(every), _as_json if json else _as_line)
        try:
            if not once:
                watching.run(feeds)
            polled = [watching.poll(feed)[0] for feed in feeds]
        except KeyboardInterrupt:
            complain(terminal(stderr=True), "stopped; what was read is kept, the same command goes on")
            return
    if not all(polled):
        raise typer.Exit(1)


def _time(words: str) -> timedelta:
    match = re.fullmatch(r"(\d{1,6})([smhd])", words.strip())
    if match is None or not int(match[1]):
        raise typer.BadParameter(f"{words!r} is not a time; write 90s, 15m, 2h or 1d", param_hint="--every")
    return timedelta(seconds=int(match[1]) * _UNITS[match[2]])


def _as_line(event: str, **facts: Any) -> None:
    from onrecord.cli.terminal import safe
    from onrecord.cli.watching import event_line

    now = datetime.now(UTC)
    print(f"{now:%Y-%m-%d %H:%M:%S}Z  {safe(event_line(event, facts))}", flush=True)


def _as_json(event: str, **facts: Any) -> None:
    told = {
        name: f"{fact:%Y-%m-%dT%H:%M:%SZ}" if isinstance(fact, datetime) else fact
        for name, fact in facts.items()
    }
    print(
        json_.dumps({"time": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}", "event": event, **told}), flush=True
    )
