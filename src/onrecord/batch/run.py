"""A batch from its inputs to its report, watched while it goes."""

from __future__ import annotations

import json
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from onrecord.arrow import FORMAT
from onrecord.batch import engine, tables
from onrecord.batch.copies import find_copies
from onrecord.batch.files import Settings
from onrecord.batch.inputs import Input
from onrecord.reading import reader_name

REPORT = "report.json"
_COUNTED = ("pages", "articles", "statements", "foreign", "remembered")
_LOOK_SECONDS = 1.0


@dataclass
class Standing:
    """How far a batch is: `files` of it are done, and `share` of all their bytes, as far as is known."""

    total: int
    files: int = 0
    share: float = 0.0
    counts: Counter[str] = field(default_factory=Counter)
    """Pages, articles, statements; foreign: in a language that is not read; remembered: not read again."""
    errors: Counter[str] = field(default_factory=Counter)
    """By kind, among them "file": an input that could not be opened."""
    skipped: Counter[str] = field(default_factory=Counter)
    """Records that hold no page, by what they hold."""
    memory: int = 0
    """The most bytes that a worker held."""

    def take(self, told: Mapping[str, Any]) -> None:
        """Counts what a manifest or a word of progress says."""
        self.counts.update({name: told[name] for name in _COUNTED})
        self.errors.update(told["errors"])
        self.skipped.update(told["skipped"])
        self.memory = max(self.memory, told["memory"])


def run(
    files: Sequence[Input],
    settings: Settings,
    *,
    runner: engine.Runner = "native",
    address: str | None = None,
    workers: int | None = None,
    watch: Callable[[Standing], None] = lambda standing: None,
) -> dict[str, Any]:
    """Reads the files that are not done yet, finds copies among all that are there, and gives the report.

    `watch` is told every second, in another thread, what was read in this run. Raises BatchError, ModelError.
    """
    out, began = settings.out, time.monotonic()
    reader = reader_name(settings.model, settings.encoder)
    told = {"reader": reader, "max_size": settings.limit, "vectors": settings.vectors}
    with tables.taken(out, told):
        done = {file.place: found for file in files if (found := _done(out, file))}
        todo = [file for file in files if file.place not in done]
        standing = Standing(len(todo))
        workers = engine.start(runner, address, workers)
        failed = []
        with _Watch(out, standing, watch):
            for kept in engine.read_files(todo, settings, workers) if todo else ():
                standing.files += 1
                if "failed" in kept:
                    failed.append(kept)
                    standing.errors["file"] += 1
                else:
                    done[kept["input"]] = kept
                    standing.take(kept)
        seconds = time.monotonic() - began
        copies, groups = find_copies(out, [part for kept in done.values() for part in kept["parts"]])
    whole = Standing(len(files))
    for kept in done.values():
        whole.take(kept)
    report = {
        "format": FORMAT,
        **told,
        "runner": runner,
        "workers": workers,
        "files": len(files),
        "files_done": len(done),
        "files_done_before": len(files) - len(todo),
        "files_failed": {
            kept["input"]: kept["failed"] for kept in sorted(failed, key=lambda one: one["input"])
        },
        **{name: whole.counts[name] for name in _COUNTED},
        "errors": dict(sorted(whole.errors.items())),
        "skipped": dict(whole.skipped.most_common()),
        "copies": {"articles": copies, "groups": groups},
        "bytes": sum(kept["size"] for kept in done.values()),
        "seconds": round(seconds, 1),
        "pages_a_second": round(standing.counts["pages"] / seconds, 2),
        "memory_a_worker": whole.memory,
    }
    tables.written(out / REPORT, report)
    return report


def _done(out: Path, file: Input) -> dict[str, Any] | None:
    """The manifest of a file that was read, and has not changed its size since."""
    kept = tables.manifest(out, file.key)
    return kept if kept and file.size in (None, kept["size"]) else None


class _Watch:
    """A thread that tells how far the files are, those that are being read among them."""

    def __init__(self, out: Path, standing: Standing, watch: Callable[[Standing], None]) -> None:
        self._out, self._standing, self._watch = out, standing, watch
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(_LOOK_SECONDS):
            self._watch(_with(self._standing, self._words()))

    def _words(self) -> Iterable[dict[str, Any]]:
        for place in sorted((self._out / tables.STAGING).glob(f"*/{tables.PROGRESS}")):
            with suppress(OSError, ValueError):  # the file was finished meanwhile
                yield json.loads(place.read_bytes())


def _with(standing: Standing, words: Iterable[dict[str, Any]]) -> Standing:
    """The standing and what is known of the files that are being read."""
    now = Standing(
        standing.total,
        standing.files,
        float(standing.files),
        Counter(standing.counts),
        Counter(standing.errors),
        Counter(standing.skipped),
        standing.memory,
    )
    for told in words:
        now.take(told)
        now.share += told["offset"] / (told["size"] or 1)
    now.share /= standing.total or 1
    return now
