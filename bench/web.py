"""How fast the pages of a large ledger come, at a steady rate of requests, and what the server takes.

    python -m bench.web [--statements 20000] [--rate 20] [--requests 200] [--ledger PLACE] [--lines]

Fills a ledger with invented pages as bench.ledger does, or takes the one at PLACE when it has as many; the goal is set
for a million. Starts `onrecord serve` over it and asks for pages at the rate given, whether or not those before were
answered: a request's time begins when it was due. With --lines the lines, too, once all utterances are taken in,
which takes long the first time. Prints the hardware with the figures.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote, urlencode

from sqlalchemy import delete

from bench import invented
from bench.ledger import QUERIES, fill
from bench.shared import hardware
from onrecord.ledger import Ledger
from onrecord.ledger.derived import touched
from onrecord.positions import Positions

Made = Callable[[random.Random], str]
SEARCHES = ("one word", "two words", "by speaker", "by and about", "outlet, a month", "the newest")


def pages(ledger: Ledger, lines: bool) -> dict[str, Made]:
    """By the page's name, addresses of it."""
    chance = random.Random(0)
    latest = ledger.said(limit=200).entries
    speakers = [ledger.called(invented.speaker(chance), limit=1) for _ in range(60)]
    numbers = [found[0][0] for found in speakers if found]
    made: dict[str, Made] = {
        "start": lambda chance: "/",
        **{f"search: {name}": _search(name) for name in SEARCHES},
        "speaker": lambda chance: f"/speakers/{chance.choice(numbers)}",
        "statement": lambda chance: f"/statements/{chance.choice(latest).statement.id}",
        "article": lambda chance: f"/articles?url={quote(chance.choice(latest).page.url or '')}",
        "review": lambda chance: "/review",
        "changes": lambda chance: "/changes",
        "api: statements": lambda chance: f"/api/v1/statements?by={quote(invented.speaker(chance))}",
    }
    if lines:
        named = [entry for entry in latest if entry.person]
        made["line"] = lambda chance: f"/lines?speaker=%23{chance.choice(numbers)}"
        made["utterance"] = lambda chance: f"/utterances/{chance.choice(named).statement.id}"
    return made


def _search(name: str) -> Made:
    return lambda chance: f"/search?{urlencode(QUERIES[name](chance))}"


def ask(port: int, address: str, due: float) -> float:
    """Milliseconds from when the answer was due to be asked for until it was there."""
    time.sleep(max(0.0, due - time.monotonic()))
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", address, headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    if answer.status != 200:
        raise SystemExit(f"{address} answers {answer.status}")
    return (time.monotonic() - due) * 1000


def size(port: int) -> int:
    """Bytes over the wire of the start page with all that it is drawn with."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    total, waiting = 0, ["/"]
    for address in waiting:
        connection.request(
            "GET", address, headers={"Accept-Encoding": "identity" if address == "/" else "gzip"}
        )
        body = connection.getresponse().read()
        if address == "/":
            found = re.findall(
                r'<(?:link rel="(?:stylesheet|icon)"|script)[^>]*(?:href|src)="([^"]+)"', body.decode()
            )
            connection.request("GET", "/", headers={"Accept-Encoding": "gzip"})
            body = connection.getresponse().read()
            waiting += found
        total += len(body)
    return total


def memory(process: int) -> float:
    """The most megabytes that the process held (Linux)."""
    status = Path(f"/proc/{process}/status")
    held = re.search(r"VmHWM:\s*(\d+) kB", status.read_text()) if status.exists() else None
    return int(held[1]) / 1000 if held else float("nan")


def main() -> None:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--statements", type=int, default=20_000)
    arguments.add_argument("--rate", type=float, default=20)
    arguments.add_argument("--requests", type=int, default=200, help="for each page")
    arguments.add_argument("--ledger", metavar="PLACE")
    arguments.add_argument("--lines", action="store_true")
    arguments.add_argument("--json", action="store_true")
    options = arguments.parse_args()
    print(hardware(), file=sys.stderr if options.json else sys.stdout)
    with tempfile.TemporaryDirectory() as folder:
        place = options.ledger or str(Path(folder) / "ledger.db")
        fill(place, options.statements)
        with Ledger.open(place) as ledger:
            if options.lines:
                Positions(ledger).catch_up()
            else:
                with ledger.store.writing() as connection:  # nothing is to be taken in while pages are timed
                    connection.execute(delete(touched))
            asked = pages(ledger, options.lines)
        figures = measure(place, asked, options.rate, options.requests)
    if options.json:
        print(json.dumps(figures))
        return
    for name, value in figures.items():
        print(f"{name:28} {value:10,.1f}")


def measure(place: str, asked: dict[str, Made], rate: float, requests: int) -> dict[str, float]:
    """p95 of each page in milliseconds, the most memory in megabytes, the start page in bytes."""
    program = "from onrecord.cli import main; main()"
    command = [sys.executable, "-c", program, "serve", "--ledger", place, "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            told = re.search(r":(\d+)/", server.stdout.readline())
            assert told, "the server did not start"
            port = int(told[1])
            ask(port, "/", time.monotonic())
            figures = {}
            for name, made in asked.items():
                chance = random.Random(name)
                addresses = [made(chance) for _ in range(requests)]  # the first takes long to make
                begun = time.monotonic() + 0.1
                dues = [(address, begun + number / rate) for number, address in enumerate(addresses)]
                with ThreadPoolExecutor(64) as crowd:
                    times = list(crowd.map(lambda each: ask(port, *each), dues))
                figures[f"p95 ms, {name}"] = statistics.quantiles(times, n=20)[-1]
            figures["memory MB"] = memory(server.pid)
            figures["start page bytes"] = float(size(port))
        finally:
            server.terminate()
    return figures


if __name__ == "__main__":
    main()
