"""A small ledger, an application over it, a running server, and a browser where there is one."""

from __future__ import annotations

import hashlib
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from starlette.testclient import TestClient

from ledger.made import HARBOUR, made
from onrecord.ledger import Ledger, Matching
from onrecord.ledger.names import normal_form
from onrecord.pages.raw import RawPage
from onrecord.web import Settings, create_app
from onrecord.workers import Done, Failed, Outcome

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
STRAIT = "https://herald.example/strait"
HERE = Settings(hosts=frozenset({"testserver"}), who="dita")


def fill(ledger: Ledger) -> None:
    """Three pages, one of them in two versions, a doubtful name, and a problem."""
    ledger.add(*made(retrieved="2031-11-18T08:00:00Z", about=["Calvany"]))
    later = ["Ilse Marrow: We will send no pilots into a channel that we have not measured.", *HARBOUR[1:]]
    ledger.add(*made(later, retrieved="2031-11-19T08:00:00Z", about=["Calvany"]))
    lines = [
        "Ilse Marrow: The channel opens when it is measured.",
        "I. Marrow: Nobody asked the pilots.",
        "Oda Fenn: Port Lenna has waited long enough.",
    ]
    record, data = made(lines, url=STRAIT, day="2031-12-02", outlet="The Strait Herald", about=["Port Lenna"])
    unsure = record.statements[2].model_copy(update={"confidence": 0.2})
    ledger.add(record.model_copy(update={"statements": (*record.statements[:2], unsure)}), data)
    ledger.add(*made(["Teo Bannick: Sand is patient."], url=None, day=None, outlet=None))
    with ledger.adding("made") as run:
        run.fail("https://herald.example/empty", "no article stands on it")


def matching() -> Matching:
    def outcome(one: str, other: str, kind: str) -> Any:
        initials = "." in (one[1:2], other[1:2])
        return (
            "doubtful"
            if initials and one[0] == other[0] and one.split()[-1] == other.split()[-1]
            else "different"
        )

    return Matching(outcome, lambda name, kind: normal_form(name).split())


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a ledger, to be copied."""
    file = tmp_path_factory.mktemp("ledger") / "news.db"
    with Ledger.open(file, matching=matching()) as opened:
        fill(opened)
    return file


@pytest.fixture
def ledger(filled: Path, tmp_path: Path) -> Iterator[Ledger]:
    shutil.copy(filled, tmp_path)
    with Ledger.open(tmp_path / filled.name, matching=matching()) as opened:
        yield opened


@pytest.fixture
def client_for(ledger: Ledger) -> Iterator[Callable[..., TestClient]]:
    """Clients of applications with these settings."""
    opened: list[TestClient] = []

    def client(settings: Settings = HERE, over: Ledger = ledger) -> TestClient:
        made = TestClient(create_app(over, settings), follow_redirects=False, raise_server_exceptions=False)
        opened.append(made.__enter__())
        return made

    yield client
    for each in opened:
        each.__exit__(None, None, None)


@pytest.fixture
def client(client_for: Callable[..., TestClient]) -> TestClient:
    return client_for()


@pytest.fixture
def read_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are read without the model: lines like "Name: words" are statements."""
    monkeypatch.setattr("onrecord.web.reading.read_all", _read_lines)
    monkeypatch.setattr("onrecord.web.reading.reader_name", lambda *_: "made")


def _read_lines(pages: Iterator[RawPage], read: Any, *, jobs: int, seconds: float) -> Iterator[Outcome]:
    for raw in pages:
        text = raw.data.decode().removeprefix("<p>").removesuffix("</p>")
        if "nothing to read" in text:
            yield Failed(raw.url or raw.name, "no article stands on it")
            continue
        lines = [line if ": " in line else f"Somebody: {line}" for line in text.split("\n\n")]
        record, _ = made(lines, url=raw.url)
        page = record.page.model_copy(update={"sha256": hashlib.sha256(raw.data).hexdigest()})
        yield Done(raw.url or raw.name, raw.name, record.model_copy(update={"page": page}), unread=False)


class Server:
    """The application on a port of this machine."""

    def __init__(self, ledger: Ledger, settings: Settings | None = None) -> None:
        config = uvicorn.Config(
            create_app(ledger, settings or Settings(who="dita")), port=0, log_level="error"
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)

    def __enter__(self) -> str:
        self._thread.start()
        while not self._server.started:
            time.sleep(0.01)
        return f"http://127.0.0.1:{self._server.servers[0].sockets[0].getsockname()[1]}"

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join()


@pytest.fixture
def address(ledger: Ledger) -> Iterator[str]:
    """Where a server over the ledger listens."""
    with Server(ledger) as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A browser without a window."""
    if CHROMIUM is None:
        pytest.skip("no browser: apt-get install chromium")
    playwright = pytest.importorskip("playwright.sync_api", reason="no playwright")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()
