"""Killed at any moment, and used by many at once: nothing is lost, nothing comes twice."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from onrecord.ledger import Ledger

from .adder import add
from .made import dump

TESTS = Path(__file__).parent.parent
PAGES = 60


def adder(place: str, first: int = 0, last: int = PAGES) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "ledger.adder", place, str(first), str(last)]
    return subprocess.Popen(command, cwd=TESTS, stdout=subprocess.PIPE, text=True)


def test_killed_and_resumed_it_is_as_if_nothing_had_happened(new_place: Callable[[], str]) -> None:
    undisturbed, disturbed = new_place(), new_place()
    add(undisturbed, 0, PAGES)
    chance = random.Random(7)
    for _ in range(4):
        process = adder(disturbed)
        assert process.stdout is not None
        for _ in range(chance.randrange(1, PAGES)):
            process.stdout.readline()
        process.kill()
        process.wait()
        process.stdout.close()
        with Ledger.open(disturbed) as ledger:
            assert ledger.check() == ()
    with adder(disturbed) as process:
        process.communicate()
    with Ledger.open(undisturbed) as one, Ledger.open(disturbed) as other:
        assert dump(one) == dump(other)
        assert other.check() == ()


def test_two_add_and_four_find_at_once(new_place: Callable[[], str]) -> None:
    place, alone = new_place(), new_place()
    add(alone, 0, PAGES)
    writers = [adder(place, 0, 40), adder(place, 20, PAGES)]
    failures: list[BaseException] = []
    done = threading.Event()

    def find() -> None:
        try:
            with Ledger.open(place) as ledger:
                seen = 0
                while not done.is_set():
                    found = ledger.said("channel", by="speaker", limit=5)
                    assert len(found.entries) + found.more >= seen  # nothing that was there goes
                    seen = len(found.entries) + found.more
        except BaseException as error:
            failures.append(error)

    readers = [threading.Thread(target=find) for _ in range(4)]
    for reader in readers:
        reader.start()
    for writer in writers:
        writer.communicate()
    done.set()
    for reader in readers:
        reader.join()
    assert failures == []
    assert [writer.returncode for writer in writers] == [0, 0]
    with Ledger.open(alone) as one, Ledger.open(place) as other:
        assert dump(one) == dump(other)
        assert other.check() == ()
