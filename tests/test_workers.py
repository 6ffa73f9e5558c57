import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.records import PORT_LENNA
from onrecord.errors import ModelError
from onrecord.pages.raw import RawPage
from onrecord.workers import AHEAD, Done, Failed, Outcome, Pool, label, outcomes, read_all, read_one


def behave(raw: RawPage) -> Outcome:
    """Reads a page whose bytes say what happens when it is read."""
    match raw.data.split():
        case [b"sleep", seconds]:
            time.sleep(float(seconds))
        case [b"die"]:
            os.kill(os.getpid(), signal.SIGKILL)
        case [b"exit"]:
            os._exit(3)
        case [b"no", b"model"]:
            raise ModelError("it is missing")
        case [b"fail"]:
            return Failed(label(raw), "no article stands on it")
    return Done(label(raw), raw.name, PORT_LENNA, unread=False)


def process_id(raw: RawPage) -> int:
    return os.getpid()


def page(what: str, number: int) -> RawPage:
    return RawPage(what.encode(), f"p{number}", path=f"p{number}.html")


def read(*pages: str | Failed, jobs: int = 2, seconds: float = 20) -> list[Outcome]:
    raws = (what if isinstance(what, Failed) else page(what, number) for number, what in enumerate(pages))
    return list(read_all(raws, behave, jobs=jobs, seconds=seconds))


def names(found: list[Outcome]) -> list[str]:
    return [outcome.page for outcome in found]


def test_pages_come_in_their_order_however_long_they_take() -> None:
    found = read("sleep 0.4", "sleep 0", Failed("gone.html", "no such file"), "fail", "sleep 0.2", "ok")
    assert names(found) == ["p0.html", "p1.html", "gone.html", "p3.html", "p4.html", "p5.html"]
    assert [type(outcome) for outcome in found] == [Done, Done, Failed, Failed, Done, Done]


def test_a_page_that_crashes_or_hangs_fails_alone() -> None:
    found = read("ok", "die", "exit", "sleep 60", "ok", jobs=1, seconds=4)
    assert [type(outcome) for outcome in found] == [Done, Failed, Failed, Failed, Done]
    reasons = [outcome.reason for outcome in found if isinstance(outcome, Failed)]
    assert reasons[0].startswith("the process that read it died (Killed")
    assert reasons[1] == "the process that read it died"
    assert reasons[2].startswith("given up after 4 seconds")


def test_a_missing_model_ends_the_run() -> None:
    with pytest.raises(ModelError, match="missing"):
        read("ok", "no model", "ok")


def test_processes_stay_from_one_run_to_the_next() -> None:
    with Pool(process_id, jobs=1, seconds=20) as pool:
        runs = [list(pool.read(iter([page("ok", number)]))) for number in range(2)]
        assert runs[0] == runs[1] != [os.getpid()]


def test_few_pages_wait_in_memory() -> None:
    taken = 0

    def pages() -> Iterator[RawPage]:
        nonlocal taken
        for number in range(200):
            taken += 1
            yield page("ok", number)

    found = read_all(pages(), behave, jobs=1, seconds=20)
    next(found)
    assert taken <= AHEAD + 1
    found.close()  # type: ignore[attr-defined]


def test_a_page_alone_is_read_without_other_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.workers.read_all", None)
    monkeypatch.setattr("onrecord.workers.read_one", lambda raw, form, **_: behave(raw))
    assert names(list(outcomes([page("ok", 0)]))) == ["p0.html"]
    assert list(outcomes([])) == []


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (
            KeyError("speaker"),
            "a bug in onrecord, please report it with what --debug shows: KeyError: 'speaker'",
        ),
        (MemoryError(), "there is not"),
    ],
)
def test_a_bug_costs_one_page(monkeypatch: pytest.MonkeyPatch, error: Exception, reason: str) -> None:
    def broken(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("onrecord.reading.read_page", broken)
    found = read_one(page("ok", 0), "auto")
    assert isinstance(found, Failed) and found.reason.startswith(reason)


def test_a_page_is_called_what_the_user_calls_it() -> None:
    assert label(RawPage(b"", "a", url="https://example.org/a")) == "https://example.org/a"
    assert label(RawPage(b"", "stdin")) == "stdin"
    member = RawPage(b"", "c-2", path="c.warc.gz", url="https://example.org/a", offset=512)
    assert label(member) == "c.warc.gz, byte 512 (https://example.org/a)"


def test_processes_whose_parent_is_killed_end_without_a_word() -> None:
    script = (
        "import test_workers as t; pages = (t.page('sleep 0.5', number) for number in range(9)); "
        "[print(done.page, flush=True) for done in t.read_all(pages, t.behave, jobs=2, seconds=20)]"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", script],
        cwd=Path(__file__).parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert parent.stdout is not None and parent.stderr is not None
    assert parent.stdout.readline() == "p0.html\n"
    parent.kill()
    assert parent.stderr.read() == ""  # comes to its end when the last process has gone
    parent.communicate()
