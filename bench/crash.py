"""What a ledger keeps when adding is killed: 300 pages, killed at 30 random moments, checked after each, and resumed.

    python -m bench.crash [--kills 30] [--pages 300] [--ledger URL] [--seed 1]

Fails when a check finds anything, or when the ledger
differs, row for row, from one that was filled undisturbed. `--ledger` is an empty PostgreSQL database (postgresql://…)
to kill in; a new file unless given.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sqlalchemy import select

from bench import invented
from onrecord.ledger import Ledger, running
from onrecord.ledger.schema import names, pages, readings, statements, versions


def fill(place: str, count: int) -> None:
    """Adds the made pages that are not there, in small batches, so that many moments to be killed at differ."""
    running.BATCH_SECONDS = 0.1
    invented.sentences()  # read once, before the clock runs
    with Ledger.open(place) as ledger, ledger.adding("made") as run:
        print("started", flush=True)
        for record, data in invented.pages(count):
            if not ledger.known(record.page.url, data):
                time.sleep(0.04)  # as if it had to be read
                run.add(record, data)


def dump(place: str) -> list[tuple[object, ...]]:
    """All rows of pages, but for their numbers and the times of adding."""
    held = (
        select(
            *(pages.c.address, versions.c.sha256, versions.c.data, versions.c.retrieved, readings.c.article),
            *(statements.c.place, statements.c.body, statements.c.state, statements.c.words),
            *(statements.c.said_from, statements.c.said_to, names.c.name, names.c.normal),
        )
        .select_from(pages)
        .join(versions)
        .join(readings)
        .join(statements, statements.c.reading_id == readings.c.id)
        .join(names, statements.c.name_id == names.c.id)
        .order_by(pages.c.address, versions.c.sha256, statements.c.place)
    )
    with Ledger.open(place) as ledger, ledger._store.reading() as connection:
        return [tuple(row) for row in connection.execute(held)]


def main() -> None:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--kills", type=int, default=30)
    arguments.add_argument("--pages", type=int, default=300)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--ledger", metavar="URL")
    arguments.add_argument("--fill", metavar="PLACE", help=argparse.SUPPRESS)
    options = arguments.parse_args()
    if options.fill:
        fill(options.fill, options.pages)
        return
    with tempfile.TemporaryDirectory() as folder:
        undisturbed = str(Path(folder) / "undisturbed.db")
        fill(undisturbed, options.pages)
        killed = options.ledger or str(Path(folder) / "killed.db")
        rows = kill(killed, options.kills, options.pages, random.Random(options.seed))
        same = dump(undisturbed) == dump(killed)
        print(f"{options.kills} kills, rows after each: {rows}")
        print(f"equal to the undisturbed ledger of {len(dump(undisturbed))} rows: {'yes' if same else 'NO'}")
        if not same:
            raise SystemExit(1)


def kill(place: str, kills: int, count: int, chance: random.Random) -> list[int]:
    """Starts adding, kills it at a random moment, and checks; in the end lets it finish. The rows there after each."""
    command = [sys.executable, "-m", "bench.crash", "--fill", place, "--pages", str(count)]
    rows = []
    for _ in range(kills):
        process = subprocess.Popen(command, stdout=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(chance.uniform(0, 1))
        process.kill()
        process.communicate()
        with Ledger.open(place) as ledger:
            wrong = ledger.check()
            if wrong:
                raise SystemExit("\n".join(wrong))
            rows.append(ledger.stats().statements)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return rows


if __name__ == "__main__":
    main()
