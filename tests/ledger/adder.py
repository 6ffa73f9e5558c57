"""Adds made pages to a ledger, in a process of its own: python -m ledger.adder PLACE FIRST LAST, in tests/."""

from __future__ import annotations

import sys

from onrecord.ledger import Ledger, running

from .made import HARBOUR, made


def add(place: str, first: int, last: int) -> None:
    running.BATCH_PAGES = 5
    with Ledger.open(place) as ledger, ledger.adding("made") as run:
        for number in range(first, last):
            lines = [*HARBOUR, f"Speaker N{number % 7}: Number {number} of the channel."]
            for hour in range(1 + number % 2):
                url, time = f"https://courier.example/{number}", f"2031-11-18T{hour:02}:00:00Z"
                run.add(*made(lines[hour:], url=url, retrieved=time, about=["Calvany"]))
            print(number, flush=True)


if __name__ == "__main__":
    add(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
