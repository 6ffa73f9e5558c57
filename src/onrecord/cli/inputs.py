"""From what stands on the command line to pages: files, folders, addresses, standard input."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.cli.workers import Failed
from onrecord.errors import FetchError
from onrecord.pages import DEFAULT_LIMIT, Damaged, Found, Linked, RawPage, files_in, pages_from, pages_in

if TYPE_CHECKING:
    from onrecord.fetching import Fetcher

_ADDRESS = re.compile(r"https?://", re.I)
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([kmg]?)b?", re.I)
_FACTOR = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9}


@dataclass
class Inputs:
    """The pages that the arguments name, in order; iterate once."""

    arguments: Sequence[str]
    limit: int = DEFAULT_LIMIT
    """Bytes of one page, decompressed."""
    url: str | None = None
    """Where the only page came from."""
    follow: bool = False
    """Whether to fetch the pages that a feed only links to."""
    note: Callable[[str], None] = lambda message: None
    """Told what was left out."""
    expected: int = field(init=False)
    """How many pages there will be, as far as is known: grows with each file that holds several."""

    def __post_init__(self) -> None:
        self._sources = [source for argument in self.arguments for source in _sources(argument)]
        self.expected = len(self._sources)

    def __iter__(self) -> Iterator[RawPage | Failed]:
        for source in self._sources:
            self.expected -= 1
            links = 0
            for found in self._pages(source):
                if isinstance(found, str):
                    links += 1
                    continue
                self.expected += 1
                yield found
            if links:
                self.note(
                    f"{source}: {links} of its entries only link to their pages (--follow fetches them)"
                )

    def _pages(self, source: str | Failed) -> Iterator[RawPage | Failed | str]:
        """The pages of one source; as an address alone, those it links to that are not to be followed."""
        if isinstance(source, Failed):
            yield source
            return
        for found in self._found(source):
            if isinstance(found, (RawPage, Failed)):
                yield found
            elif self.follow:
                for page in self._found(found, named=False):
                    if not isinstance(page, str):
                        yield page
            else:
                yield found

    def _found(self, source: str, named: bool = True) -> Iterator[RawPage | Failed | str]:
        try:
            if _ADDRESS.match(source):
                found: Iterator[Found] = self._fetcher.pages(source, named=named)
            elif source == "-":
                found = pages_from(sys.stdin.buffer, "stdin", limit=self.limit)
            else:
                found = pages_in(Path(source), limit=self.limit)
            for page in found:
                if isinstance(page, Linked):
                    yield page.url
                elif isinstance(page, Damaged):
                    yield Failed(_place(source, page), page.reason)
                else:
                    yield replace(page, url=self.url) if self.url and page.offset is None else page
        except FetchError as error:
            yield Failed(source, str(error))

    @cached_property
    def _fetcher(self) -> Fetcher:
        from onrecord.fetching import Fetcher

        return Fetcher(limit=self.limit)


def size(text: str) -> int:
    """Bytes from words like "20MB", "500k" or "1000000". Raises ValueError."""
    match = _SIZE.fullmatch(text.strip())
    if match is None or not float(match[1]):
        raise ValueError(f"{text!r} is not a size; write for example 20MB or 500k")
    return int(float(match[1]) * _FACTOR[match[2].lower()])


def _sources(argument: str) -> list[str | Failed]:
    """The argument itself, or the files of the folder it names."""
    if argument == "-" or _ADDRESS.match(argument) or not Path(argument).is_dir():
        return [argument]
    files: list[str | Failed] = [str(path) for path in files_in(Path(argument))]
    return files or [Failed(argument, "there are no files in this folder")]


def _place(source: str, found: Damaged) -> str:
    where = source if found.offset is None else f"{source}, byte {found.offset}"
    return f"{where} ({found.url})" if found.url and found.url != source else where
