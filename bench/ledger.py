"""How fast a large ledger answers, how fast it is written, and how large it is.

    python -m bench.ledger [--statements 1000000] [--queries 200] [--ledger PLACE]

Fills a ledger with invented pages (bench/invented.py), or takes the one at PLACE when it has as many, and measures
what `said` takes, answers of twenty with the count of those that follow. Prints the hardware with the figures.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench import invented
from bench.shared import hardware
from onrecord.ledger import Ledger

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
}


def _words(chance: random.Random, count: int) -> str:
    """Words that stand beside each other in some statement."""
    said = invented.words(chance).split()
    start = chance.randrange(max(1, len(said) - count))
    return " ".join(word.strip("-“”\"'") for word in said[start : start + count]) or "water"


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
    options = arguments.parse_args()
    print(hardware())
    with tempfile.TemporaryDirectory() as folder:
        place = options.ledger or str(Path(folder) / "ledger.db")
        fill(place, options.statements)
        with Ledger.open(place) as ledger:
            stats = ledger.stats()
            print(
                f"size:    {stats.bytes / 1e6:,.0f} MB, {stats.bytes / stats.statements:,.0f} bytes a statement"
            )
            for name, made in QUERIES.items():
                chance = random.Random(name)
                asked = [made(chance) for _ in range(options.queries)]
                times = [_time(ledger, query) for query in asked]
                p95 = statistics.quantiles(times, n=20)[-1]
                print(f"{name:20} p50 {statistics.median(times):7.1f} ms   p95 {p95:7.1f} ms")


def _time(ledger: Ledger, query: dict[str, Any]) -> float:
    started = time.perf_counter()
    ledger.said(**query)
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    main()
