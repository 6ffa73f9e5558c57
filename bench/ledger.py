"""How fast a large ledger answers, how fast it is written, how large it is, and what it costs beside reading.

    python -m bench.ledger [--statements 1000000] [--queries 200] [--ledger PLACE] [--share]

Fills a ledger with invented pages (bench/invented.py), or takes the one at PLACE (a file, or a postgresql:// URL) when
it has as many, and measures what `said` takes, answers of twenty with the count of those that follow: by the clock, and
in time of this process's processor, which a busy machine does not lengthen. `--share` only measures what part of the
time of `add` the ledger takes, on the sample pages. Prints the hardware with the figures.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from bench import invented
from bench.shared import hardware
from onrecord import read_page, samples
from onrecord.errors import LedgerError
from onrecord.ledger import Filters, Ledger
from onrecord.ledger.words import fts5
from onrecord.pages import RawPage, pages_in

QUERIES: dict[str, Callable[[random.Random], dict[str, Any]]] = {
    "one word": lambda chance: {"words": _words(chance, 1)},
    "two words": lambda chance: {"words": _words(chance, 2)},
    "a phrase": lambda chance: {"words": f'"{_words(chance, 2)}"'},
    "by speaker": lambda chance: {"by": invented.speaker(chance)},
    "by and about": lambda chance: {"by": invented.speaker(chance), "about": invented.speaker(chance)},
    "about, a year": lambda chance: {"about": invented.speaker(chance), "since": "2020", "until": "2020"},
    "outlet, a month": lambda chance: {
        "outlet": f"outlet{chance.randrange(90)}.example",
        "since": "2025-03",
        "until": "2025-03",
    },
    "word, speaker, sure": lambda chance: {
        "words": _words(chance, 1),
        "by": invented.speaker(chance),
        "min_confidence": 0.5,
    },
    "the newest": lambda chance: {},
    "by meaning": lambda chance: {"like": _meaning(chance)},
    "meaning, by speaker": lambda chance: {"like": _meaning(chance), "by": invented.speaker(chance)},
    "meaning, a word": lambda chance: {"like": _meaning(chance), "words": _words(chance, 1)},
}


def _words(chance: random.Random, count: int) -> str:
    """Words that stand beside each other in some statement, not all of them too common to be looked for."""
    while True:
        said = invented.words(chance).split()
        start = chance.randrange(max(1, len(said) - count))
        words = " ".join(word.strip("-“”\"'.,") for word in said[start : start + count])
        with suppress(LedgerError):
            fts5(words)
            return words


def _meaning(chance: random.Random) -> bytes:
    return invented.vectors(chance.randrange(2**32), 1)[0]


def fill(place: str, statements: int) -> None:
    """Adds pages until there are as many statements; prints the rate."""
    count = statements // invented.STATEMENTS * 3 // 4
    with Ledger.open(place) as ledger:
        if ledger.stats().statements >= statements * 0.99:
            return
        started, spent = time.monotonic(), 0.0
        with ledger.adding("invented") as run:
            for record, data in invented.pages(count):
                before = time.process_time()
                run.add(record, data)
                spent += time.process_time() - before
    print(f"written: {run.statements:,} statements in {time.monotonic() - started:.0f} s")
    rate = run.statements / spent
    print(f"         a processor second: {rate:,.0f} statements, {rate / invented.STATEMENTS:,.0f} pages")


def main() -> None:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--statements", type=int, default=1_000_000)
    arguments.add_argument("--queries", type=int, default=200)
    arguments.add_argument("--ledger", metavar="PLACE")
    arguments.add_argument("--share", action="store_true")
    options = arguments.parse_args()
    print(hardware())
    with tempfile.TemporaryDirectory() as folder:
        if options.share:
            share(str(Path(folder) / "ledger.db"))
            return
        place = options.ledger or str(Path(folder) / "ledger.db")
        fill(place, options.statements)
        with Ledger.open(place) as ledger:
            stats = ledger.stats()
            each = stats.bytes / stats.statements
            print(
                f"size:    {stats.bytes / 1e6:,.0f} MB, {each:,.0f} bytes a statement, vectors and pages included"
            )
            for name, made in QUERIES.items():
                chance = random.Random(name)
                times = [_time(ledger, made(chance)) for _ in range(options.queries)]
                clock, processor = zip(*times, strict=True)
                print(f"{name:20} {_quantiles(clock)}   processor {_quantiles(processor)}", flush=True)


def share(place: str) -> None:
    """Prints what part of the time of adding pages is the ledger's: one process reads, the same one writes."""
    found = [raw for path in sorted(samples.folder().rglob("*.html")) for raw in pages_in(path)]
    raws = [raw for raw in found if isinstance(raw, RawPage)]
    read_page(raws[0], vectors=True)  # loads the model
    started = time.process_time()
    records = [read_page(raw, vectors=True) for raw in raws]
    reading = time.process_time() - started
    with Ledger.open(place) as ledger:
        started = time.process_time()
        with ledger.adding("bench") as run:
            for record, raw in zip(records, raws, strict=True):
                run.add(record, raw.data)
        writing = time.process_time() - started
    print(f"{len(raws)} pages: read in {reading:.1f} s, written in {writing:.2f} s of processor time")
    print(f"the ledger's share of adding: {writing / (reading + writing):.1%}")


def _quantiles(times: Sequence[float]) -> str:
    return f"p50 {statistics.median(times):7.1f} ms   p95 {statistics.quantiles(times, n=20)[-1]:7.1f} ms"


def _time(ledger: Ledger, query: dict[str, Any]) -> tuple[float, float]:
    """Milliseconds by the clock, and of the processor."""
    filters = Filters(**query)
    clock, processor = time.perf_counter(), time.process_time()
    ledger.said(filters)
    return (time.perf_counter() - clock) * 1000, (time.process_time() - processor) * 1000


if __name__ == "__main__":
    main()
