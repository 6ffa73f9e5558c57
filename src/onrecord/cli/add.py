"""`onrecord add PAGE…`: takes what is read on pages into the ledger."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Protocol

import typer

from onrecord.cli.ledgers import DEFAULT, LedgerPlace, opened
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

if TYPE_CHECKING:
    from onrecord.ledger import Ledger
    from onrecord.ledger.running import Run
    from onrecord.pages.raw import PageForm, RawPage
    from onrecord.workers import Done, Failed


def add(
    ctx: typer.Context,
    page: Pages,
    ledger: LedgerPlace = DEFAULT,
    as_: As = Form.auto,
    url: Url = None,
    no_bytes: Annotated[
        bool, typer.Option("--no-bytes", help="Keep what was read, but not the pages themselves.")
    ] = False,
    follow: Follow = False,
    allow_private: AllowPrivate = False,
    no_cache: NoCache = False,
    max_size: MaxSize = "20MB",
    jobs: Jobs = None,
    time_limit: TimeLimit = 60,
    model: Model = ReadingModel.standard,
    encoder: Encoder = None,
) -> None:
    """Read news pages and keep what was said in the ledger.

    What is there already is not read again. A page whose bytes have changed at the same URL is kept as a new version
    beside the old one. It may be stopped at any moment: the same command goes on where it ended.

    A page that cannot be read is kept among the problems; the exit code is then 1.

    [bold]Examples[/bold]

      onrecord add pages/
      onrecord add crawl.warc.gz --ledger news.db
      onrecord add --follow https://example.org/feed.xml
    """
    from onrecord.cli.inputs import Inputs, cache_folder, size
    from onrecord.cli.positions import caught_up
    from onrecord.cli.report import Report
    from onrecord.cli.terminal import complain, terminal
    from onrecord.positions import Positions
    from onrecord.reading import reader_name
    from onrecord.workers import Failed, outcomes

    try:
        limit = size(max_size)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--max-size") from None
    errors = terminal(stderr=True)
    note = partial(complain, errors)
    cache = None if no_cache else cache_folder()
    inputs = Inputs(
        page, limit=limit, url=url, follow=follow, allow_private=allow_private, cache=cache, note=note
    )
    with opened(ledger, create=True, keep_bytes=not no_bytes) as kept:
        with kept.adding(reader_name(model.value, encoder)) as run:
            new = New(inputs, kept, run, as_.value)
            report = Report(errors, inputs, new, debug=bool(ctx.obj))
            with report:
                for outcome in outcomes(
                    new, jobs=jobs, seconds=time_limit, vectors=True, model=model.value, encoder=encoder
                ):
                    report.take(outcome)
                    if isinstance(outcome, Failed):
                        new.failed(outcome)
        caught_up(Positions(kept))
    note(f"{_summary(run)}; the ledger is {kept.place}")
    if run.failed:
        raise typer.Exit(1)


class Expected(Protocol):
    """Pages, and how many there will be as far as is known."""

    expected: int

    def __iter__(self) -> Iterator[RawPage | Failed]: ...


@dataclass
class New:
    """The pages that are not in the ledger yet, and where what was read on them goes."""

    inputs: Expected
    ledger: Ledger
    run: Run
    form: PageForm = "auto"
    """What they are; kept with them, so that they are read again likewise."""

    def __post_init__(self) -> None:
        self._given: deque[RawPage | Failed] = deque()  # outcomes come in the order of the pages

    def __iter__(self) -> Iterator[RawPage | Failed]:
        from onrecord.pages.raw import RawPage
        from onrecord.workers import Failed

        for found in self.inputs:
            if self._is_ledger(found.page if isinstance(found, Failed) else found.path):
                self.inputs.expected -= 1
                continue
            if not isinstance(found, Failed) and (why := self.ledger.known(found.url, found.data)):
                self.run.skip(why)
                self.inputs.expected -= 1
                continue
            if isinstance(found, RawPage) and self.form != "auto":
                found = replace(found, form=self.form)
            self._given.append(found)
            yield found

    def _is_ledger(self, page: str | None) -> bool:
        """Whether that file is the ledger's own, in a folder whose pages are added."""
        own = Path(self.ledger.place)
        return page is not None and Path(page).resolve() in {
            Path(f"{own}{part}").resolve() for part in ("", "-wal", "-shm")
        }

    def write(self, done: Done) -> None:
        from onrecord.pages.raw import RawPage
        from onrecord.wording import language

        raw = self._given.popleft()
        assert isinstance(raw, RawPage)
        if done.unread:
            self.run.fail(done.page, f"not read: {language(done.record.article.language)}")
        else:
            self.run.add(done.record, raw.data, told=raw.told(), label=done.page)

    def failed(self, outcome: Failed) -> None:
        self._given.popleft()
        self.run.fail(outcome.page, outcome.reason)


def _summary(run: Run) -> str:
    from onrecord.wording import count

    parts = [f"{count(run.added, 'page')} added with {count(run.statements, 'statement')}"]
    parts += [f"{count(run.changed, 'page')} changed"] if run.changed else []
    parts += [f"{run.already} already there"] if run.already else []
    parts += [f"{run.forgotten} left out because they were forgotten for good"] if run.forgotten else []
    parts += [f"{run.failed} not read (onrecord problems)"] if run.failed else []
    return ", ".join(parts)
