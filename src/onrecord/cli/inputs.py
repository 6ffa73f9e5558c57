"""From what stands on the command line to pages: files, folders, addresses, standard input."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.errors import FetchError
from onrecord.pages import (
    DEFAULT_LIMIT,
    Damaged,
    Found,
    Linked,
    RawPage,
    Skipped,
    files_in,
    pages_from,
    pages_in,
)
from onrecord.wording import count
from onrecord.workers import Failed, failed_by_bug

if TYPE_CHECKING:
    from onrecord.fetching import Fetcher

_ADDRESS = re.compile(r"https?://", re.I)
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([kmg]?)b?", re.I)
_FACTOR = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9}
_MOST_REASONS = 5
"""Kinds of skipped records that are named."""


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
    allow_private: bool = False
    """Whether to fetch from addresses that are not on the public internet."""
    cache: Path | None = None
    """The folder that keeps what is fetched."""
    note: Callable[[str], None] = lambda message: None
    """Told what was left out."""
    expected: int = field(init=False)
    """How many pages there will be, as far as is known: grows with each file that holds several."""

    def __post_init__(self) -> None:
        self._sources = [source for argument in self.arguments for source in _sources(argument)]
        self.expected = len(self._sources)
        self._fetcher: Fetcher | None = None

    def __iter__(self) -> Iterator[RawPage | Failed]:
        try:
            for source in self._sources:
                self.expected -= 1
                yield from self._pages(source)
        finally:
            if self._fetcher:
                self._fetcher.close()

    def _pages(self, source: str | Failed) -> Iterator[RawPage | Failed]:
        """The pages of one source, and with `follow` those it links to."""
        links = 0
        for found in [source] if isinstance(source, Failed) else self._found(source):
            if not isinstance(found, Linked):
                yield self._counted(found)
            elif self.follow:
                for page in self._found(found.url, named=False):
                    if not isinstance(page, Linked):
                        yield self._counted(page)
            else:
                links += 1
        if links:
            self.note(
                f"{source}: {count(links, 'entry', 'entries')} only linked to, not read; --follow fetches them"
            )

    def _counted(self, page: RawPage | Failed) -> RawPage | Failed:
        self.expected += 1
        return page

    def _found(self, source: str, *, named: bool = True) -> Iterator[RawPage | Failed | Linked]:
        """What a file or an address holds; `named` by the user, and not by a feed."""
        try:
            for found in self._open(source, named):
                if isinstance(found, Skipped):
                    self.note(_skipped(source, found))
                elif isinstance(found, Damaged):
                    yield Failed(_place(source, found), found.reason)
                elif isinstance(found, RawPage) and self.url and found.offset is None:
                    yield replace(found, url=self.url)
                else:
                    yield found
        except FetchError as error:
            yield Failed(source, str(error))
        except Exception as error:  # the other sources go on
            yield failed_by_bug(source, error)

    def _open(self, source: str, named: bool) -> Iterator[Found]:
        if source == "-":
            return pages_from(sys.stdin.buffer, "stdin", limit=self.limit)
        if not _ADDRESS.match(source):
            return pages_in(Path(source), limit=self.limit)
        if self._fetcher is None:
            from onrecord.fetching import Fetcher

            self._fetcher = Fetcher(limit=self.limit, allow_private=self.allow_private, cache=self.cache)
        return self._fetcher.pages(source, named=named)


def _skipped(source: str, found: Skipped) -> str:
    """The records of a crawl that are no pages, in one line."""
    told = [f"{number} {reason}" for reason, number in found.reasons[:_MOST_REASONS]]
    told += ["…"] if len(found.reasons) > _MOST_REASONS else []
    total = sum(number for _, number in found.reasons)
    return f"{_named(source)}: {count(total, 'record')} skipped: {', '.join(told)}"


def size(text: str) -> int:
    """Bytes from words like "20MB", "500k" or "1000000". Raises ValueError."""
    match = _SIZE.fullmatch(text.strip())
    if match is None or not float(match[1]):
        raise ValueError(f"{text!r} is not a size; write for example 20MB or 500k")
    return int(float(match[1]) * _FACTOR[match[2].lower()])


def cache_folder() -> Path:
    """Where fetched pages are kept: ONRECORD_CACHE, or a folder where the system keeps such things."""
    from platformdirs import user_cache_path

    return Path(os.environ.get("ONRECORD_CACHE") or user_cache_path("onrecord", appauthor=False))


def _sources(argument: str) -> list[str | Failed]:
    """The argument itself, or the files of the folder it names."""
    if argument == "-" or _ADDRESS.match(argument) or not Path(argument).is_dir():
        return [argument]
    files: list[str | Failed] = [str(path) for path in files_in(Path(argument))]
    return files or [Failed(argument, "there are no files in this folder")]


def _named(source: str) -> str:
    return "stdin" if source == "-" else source


def _place(source: str, found: Damaged) -> str:
    name = _named(source)
    where = f"{name}, byte {found.offset}" if found.offset else name
    return f"{where} ({found.url})" if found.url and found.url != source else where
