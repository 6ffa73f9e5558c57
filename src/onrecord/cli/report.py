"""What is said on standard error while pages are read: how far it is, what failed, what was left out."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TYPE_CHECKING, Self

from onrecord.cli.terminal import complain
from onrecord.wording import count, language
from onrecord.workers import Failed, Outcome

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

    from onrecord.cli.inputs import Inputs
    from onrecord.cli.output import Output


class Report:
    """Hands outcomes on and counts them. As a context, it shows a progress bar where there is a terminal."""

    def __init__(self, console: Console, inputs: Inputs, output: Output, *, debug: bool) -> None:
        self.console = console
        self.inputs = inputs
        self.output = output
        self.debug = debug
        self.read = self.failed = self.statements = 0
        self._bar: Progress | None = None

    def __enter__(self) -> Self:
        self._advance()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar.stop()

    def take(self, outcome: Outcome) -> None:
        """Writes a record, or says why there is none."""
        if isinstance(outcome, Failed):
            self.failed += 1
            if outcome.trace and self.debug:
                self.console.print(outcome.trace, soft_wrap=True)
            complain(self.console, f"{outcome.page}: {outcome.reason}")
        else:
            if self._bar and sys.stdout.isatty():
                self._bar.stop()  # so that it is not drawn into the middle of the output
            self.output.write(outcome)
            self.statements += len(outcome.record.statements)
            if not outcome.unread:
                self.read += 1
            else:
                self.failed += 1
                complain(
                    self.console, f"{outcome.page}: not read: {language(outcome.record.article.language)}"
                )
        self._advance()

    def total(self) -> str:
        """What came of all pages, in one line."""
        line = f"{count(self.read, 'page')} read, {count(self.statements, 'statement')}"
        return f"{line}; {self.failed} not read" if self.failed else line

    def _advance(self) -> None:
        expected = self.inputs.expected
        if not self.console.is_terminal or expected < 2:
            return
        if self._bar is None:
            self._bar = _bar(self.console)
            self._bar.add_task("Reading", total=expected)
        self._bar.update(self._bar.task_ids[0], completed=self.read + self.failed, total=expected)
        self._bar.start()


def _bar(console: Console) -> Progress:
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        Task,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:.1f} pages/s" if task.speed else "", "aside")

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        Rate(),
        TextColumn("left"),
        TimeRemainingColumn(),
        console=console,
        transient=True,
    )
