"""Where records go: to the terminal for people, as lines of JSON, or into a folder."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from rich.console import Console
from rich.rule import Rule
from rich.text import Text

from onrecord.cli.terminal import safe, terminal
from onrecord.wording import day
from onrecord.workers import Done


class Output(Protocol):
    """Takes what was read, page by page."""

    def write(self, done: Done) -> None: ...


class People:
    """Shown on the terminal."""

    def __init__(self, *, by_speaker: bool, explain: bool) -> None:
        self.console = terminal()
        self.by_speaker = by_speaker
        self.explain = explain
        self.first = True

    def write(self, done: Done) -> None:
        from onrecord.cli.show import show

        if not self.first:
            self.console.print()
            self.console.print(Rule(style="aside"))
            self.console.print()
        self.first = False
        show(self.console, done.record, by_speaker=self.by_speaker, explain=self.explain)


class Listing:
    """One line a page, for the demo: when, where, what, and how many statements."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.first: Done | None = None

    def write(self, done: Done) -> None:
        self.first = self.first or done
        article = done.record.article
        when = day(article.published, weekday=False) if article.published else "undated"
        line = Text.assemble(
            (f"  {when:>11}  ", "aside"),
            f"{len(done.record.statements):>3} statements  ",
            (safe(article.outlet or done.name), "speaker" if article.outlet else "unnamed"),
            (f"  {safe(article.title or '')}", "aside"),
        )
        line.truncate(self.console.width, overflow="ellipsis")
        self.console.print(line)


class Lines:
    """One record a line on standard output, in UTF-8 whatever the terminal's encoding."""

    def write(self, done: Done) -> None:
        sys.stdout.buffer.write(done.record.to_json().encode() + b"\n")
        sys.stdout.buffer.flush()


class Folder:
    """A file NAME.json for each page; a second page of the same name becomes NAME-2.json, and `note` is told."""

    def __init__(self, folder: Path, note: Callable[[str], None]) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.note = note
        self.used: set[str] = set()

    def write(self, done: Done) -> None:
        wanted = _file_name(done.name)
        name, number = wanted, 1
        while name.casefold() in self.used:  # some file systems take "A" and "a" for the same
            number += 1
            name = f"{wanted}-{number}"
        self.used.add(name.casefold())
        if number > 1:
            self.note(f"{done.page}: written to {name}.json, since another page is called {wanted} too")
        self._replace(self.folder / f"{name}.json", done.record.to_json().encode() + b"\n")

    def _replace(self, path: Path, data: bytes) -> None:
        """Write all of it or nothing: an interrupted run leaves no half a record behind."""
        handle, temporary = tempfile.mkstemp(dir=self.folder, prefix=".", suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(temporary).chmod(0o666 & ~_umask())
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise


def _file_name(name: str) -> str:
    """`name` as a file's name: nothing in it leads to another folder, hides it, or is too long to store."""
    kept = re.sub(r'[\x00-\x1f\x7f/\\:*?"<>|\ud800-\udfff]+', "_", name).strip(" .")
    return kept.encode()[:200].decode(errors="ignore") or "page"


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
