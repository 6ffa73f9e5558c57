"""`onrecord watch` against a site on this machine that changes, fails, and asks to be left alone."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Self

import pytest
from typer.testing import CliRunner

from fetching.conftest import Answer, Site
from fetching.conftest import site as site
from ledger.made import made
from onrecord.cli import app
from onrecord.fetching import Fetcher
from onrecord.ledger import Ledger

from .test_ledger import _outcomes


class FakePool:
    """Reads "Speaker: words" pages, in this process."""

    def __init__(self, *_: object, **__: object) -> None:
        self.read = _outcomes

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass


def feed(*links: str, tag: str = '"1"') -> Answer:
    entries = "".join(f"<item><title>{link}</title><link>{link}</link></item>" for link in links)
    return Answer(
        f"<?xml version='1.0'?><rss version='2.0'><channel><title>Courier</title>{entries}</channel></rss>".encode(),
        headers={"Content-Type": "application/rss+xml", "ETag": tag},
    )


def page(*lines: str) -> Answer:
    return Answer(made(lines)[1], headers={"Content-Type": "text/html; charset=utf-8"})


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, site: Site) -> Any:
    monkeypatch.setattr("onrecord.workers.Pool", FakePool)
    monkeypatch.setattr("onrecord.reading.reader_name", lambda *_: "made")
    monkeypatch.setattr("onrecord.fetching.Fetcher", partial(Fetcher, delay=0))
    monkeypatch.setenv("ONRECORD_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    site.answers["/1"] = page("Ilse Marrow: The channel is shut.", "Teo Bannick: For weeks.")
    site.answers["/2"] = page("Ilse Marrow: The channel opens.")

    def invoke(*arguments: str, code: int = 0) -> list[dict[str, Any]]:
        asked = ["watch", f"{site.url}/feed", "--json", "--allow-private", *arguments]
        site.asked.clear()
        done = CliRunner().invoke(app, asked)
        assert done.exit_code == code, done.output
        return [json.loads(line) for line in done.stdout.splitlines()]

    return invoke


def said() -> set[str]:
    with Ledger.open("onrecord.db") as ledger:
        return {entry.statement.content[0].text for entry in ledger.said().entries}


def events(found: list[dict[str, Any]]) -> list[str]:
    return [event["event"] for event in found]


def seconds_until(event: dict[str, Any]) -> float:
    return (datetime.fromisoformat(event["next"]) - datetime.now(UTC)).total_seconds()


def test_what_is_new_is_added_and_nothing_asked_for_twice(watch: Any, site: Site) -> None:
    site.answers["/feed"] = feed(f"{site.url}/1")
    found = watch("--once")
    assert events(found) == ["read", "polled"]
    assert (found[0]["page"], found[0]["statements"]) == (f"{site.url}/1", 2)
    assert said() == {"The channel is shut.", "For weeks."}

    assert events(watch("--once")) == ["polled"]
    ((path, headers, _),) = site.asked
    assert (path, headers["if-none-match"]) == ("/feed", '"1"')  # answered by 304

    site.answers["/feed"] = feed(f"{site.url}/2", f"{site.url}/1", tag='"2"')
    assert events(watch("--once")) == ["read", "polled"]
    assert site.paths() == ["/feed", "/robots.txt", "/2"]


def test_a_page_by_another_address_is_not_fetched_again(watch: Any, site: Site) -> None:
    site.answers["/short"] = Answer(status=302, headers={"Location": "/1"})
    site.answers["/feed"] = feed(f"{site.url}/short")
    watch("--once")
    watch("--once")
    assert site.paths() == ["/feed"]


def test_a_page_that_is_watched_itself_gets_new_versions(watch: Any, site: Site) -> None:
    site.answers["/feed"] = page("Ilse Marrow: The channel is shut for a week.")
    watch("--once")
    site.answers["/feed"] = page("Ilse Marrow: The channel is shut for a month.")
    assert events(watch("--once")) == ["read", "polled"]
    with Ledger.open("onrecord.db") as ledger:
        assert len(ledger.changes()) == 1


def test_a_site_that_asks_to_be_left_alone_is(watch: Any, site: Site) -> None:
    site.answers["/feed"] = Answer(status=429, headers={"Retry-After": "7200"})
    (failed,) = watch("--once", code=1)
    assert failed["event"] == "failed"
    assert "left alone" in failed["reason"]
    assert 7000 < seconds_until(failed) <= 7200
    assert events(watch("--once")) == ["waiting"]
    assert site.asked == []


def test_pages_of_a_host_that_asks_to_be_left_alone_wait(watch: Any, site: Site) -> None:
    site.answers["/1"] = Answer(status=503, headers={"Retry-After": "3600"})
    site.answers["/feed"] = feed(f"{site.url}/1", f"{site.url}/2")
    found = watch("--once")
    assert events(found) == ["not read", "polled"]
    assert "/2" not in site.paths()
    (waiting,) = watch("--once")
    assert 3500 < seconds_until(waiting) <= 3600


def test_failures_are_tried_again_later_and_later(
    watch: Any, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.answers["/feed"] = Answer(status=500)
    pauses, now = [], datetime.now(UTC)

    class Later(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            return now

    monkeypatch.setattr("onrecord.cli.watching.datetime", Later)
    for _ in range(4):
        (failed,) = watch("--once", "--every", "10m", code=1)
        again = datetime.fromisoformat(failed["next"])
        pauses.append((again - now) / timedelta(minutes=10))
        now = again + timedelta(seconds=1)
    assert all(abs(pause - 2 ** (n + 1)) <= 0.11 * 2 ** (n + 1) for n, pause in enumerate(pauses))

    site.answers["/feed"] = feed(f"{site.url}/gone", f"{site.url}/1")
    assert events(watch("--once")) == ["not read", "read", "polled"]
    for _ in range(6):
        now += timedelta(days=30)
        watch("--once")
    assert site.paths() == ["/feed"]  # given up
    with Ledger.open("onrecord.db") as ledger:
        assert [(problem.page, problem.times) for problem in ledger.problems()] == [(f"{site.url}/gone", 5)]


def test_it_goes_on_until_it_is_stopped(watch: Any, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.answers["/feed"] = Answer(status=500)
    rounds: list[float] = []

    def sleep(seconds: float) -> None:
        rounds.append(seconds)
        if len(rounds) == 3:
            raise KeyboardInterrupt
        now[0] += timedelta(hours=1)
        site.answers["/feed"] = feed(f"{site.url}/{len(rounds)}", tag=f'"{len(rounds)}"')

    now = [datetime.now(UTC)]

    class Later(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            return now[0]

    monkeypatch.setattr("onrecord.cli.watching.time.sleep", sleep)
    monkeypatch.setattr("onrecord.cli.watching.datetime", Later)
    assert events(watch("--every", "15m")) == ["failed", "read", "polled", "read", "polled"]
    assert max(rounds) <= 60
    assert len(said()) == 3


def test_a_site_that_cannot_be_reached(watch: Any) -> None:
    found = watch("http://127.0.0.1:9/feed", "--once", code=1)
    assert events(found) == ["failed", "failed"]
    assert "cannot be reached" in found[1]["reason"]


def test_lines_for_people(watch: Any, site: Site) -> None:
    site.answers["/feed"] = feed(f"{site.url}/1", f"{site.url}/gone")
    done = CliRunner().invoke(app, ["watch", f"{site.url}/feed", "--once", "--allow-private"])
    first, second, third = done.stdout.splitlines()
    assert first.endswith(f"Z  {site.url}/1: 2 statements")
    assert second.endswith(f"{site.url}/gone: there is no such page (404)")
    assert f"{site.url}/feed: polled, next at" in third
    wrong = CliRunner().invoke(app, ["watch", f"{site.url}/feed", "--every", "soon"])
    assert wrong.exit_code == 2
