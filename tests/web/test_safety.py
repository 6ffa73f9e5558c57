"""What the server refuses: others' names, other sites' requests, what lacks the token, is too much, slow or often."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from anyio.from_thread import start_blocking_portal
from starlette.testclient import TestClient

from onrecord.web import Settings, create_app, is_loopback
from onrecord.web.guard import HEADERS
from onrecord.web.reading import Rate

from .conftest import HERE

TOKEN = "tide-table-17"
GUARDED = replace(HERE, token=TOKEN)
WRITES = (
    ("/add", {"text": "Ida Lorne: It is wrong."}),
    ("/review/undo", {"what": "correction", "number": "1"}),
    ("/review/names", {"name": "I. Marrow", "other": "Ilse Marrow", "verdict": "same"}),
    ("/judgements", {"change": "a-b", "verdict": "dismissed", "speaker": "Marrow"}),
    ("/api/v1/decisions", None),
    ("/api/v1/pages", None),
    ("/api/v1/read", None),
)


@pytest.mark.parametrize(
    "address", ["/", "/static/style.css", "/nowhere", "/api/v1/stats", "/search?since=x"]
)
def test_every_answer_has_the_security_headers(client: TestClient, address: str) -> None:
    headers = client.get(address).headers
    assert {name: headers[name] for name in HEADERS} == HEADERS
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "*" not in policy


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "", "evil.example:8765", "[::2]", "a]["]
)
def test_another_name_is_refused(client_for: Callable[..., TestClient], host: str) -> None:
    client = client_for(Settings())
    assert client.get("/", headers={"host": host}).status_code == 421
    assert client.get("/api/v1/stats", headers={"host": host}).json()["status"] == 421


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST:8765", "127.0.0.1:8765", "[::1]:8765", "localhost."]
)
def test_its_own_names_are_not(client_for: Callable[..., TestClient], host: str) -> None:
    assert client_for(Settings()).get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://testserver:1"},
        {"origin": "http://testserver", "sec-fetch-site": "cross-site"},
    ],
)
@pytest.mark.parametrize("address", [address for address, _ in WRITES])
def test_another_site_cannot_write(client: TestClient, address: str, headers: dict[str, str]) -> None:
    assert client.post(address, headers=headers).status_code == 403


@pytest.mark.parametrize("headers", [{}, {"origin": "http://testserver"}, {"sec-fetch-site": "same-origin"}])
def test_its_own_pages_can(client: TestClient, headers: dict[str, str]) -> None:
    pair = {"name": "I. Marrow", "other": "Ilse Marrow", "verdict": "same"}
    assert client.post("/review/names", data=pair, headers=headers).status_code == 303


@pytest.mark.usefixtures("read_lines")
@pytest.mark.parametrize(("address", "form"), WRITES)
def test_writing_needs_the_token(
    client_for: Callable[..., TestClient], address: str, form: dict[str, str] | None
) -> None:
    client = client_for(GUARDED)
    assert client.get("/search").status_code == 200
    for headers in ({}, {"authorization": "Bearer wrong"}, {"cookie": f"onrecord_session={TOKEN}"}):
        refused = client.post(address, data=form, headers=headers)
        if address.startswith("/api/"):
            assert (refused.status_code, refused.headers["www-authenticate"]) == (401, "Bearer")
        else:
            assert refused.headers["location"].startswith("/session?then=")
    allowed = client.post(address, data=form, headers={"authorization": f"Bearer {TOKEN}"})
    assert allowed.status_code != 401
    assert not allowed.headers.get("location", "").startswith("/session")


def test_a_browser_gives_the_token_once(client_for: Callable[..., TestClient]) -> None:
    client = client_for(GUARDED)
    assert client.post("/session", data={"token": "wrong", "name": "Ada"}).status_code == 403
    given = client.post("/session", data={"token": TOKEN, "name": "Änne Öz", "then": "/review"})
    assert given.headers["location"] == "/review"
    cookies = given.headers.get_list("set-cookie")
    assert len(cookies) == 2
    assert all("httponly" in cookie.lower() and "samesite=strict" in cookie.lower() for cookie in cookies)
    assert TOKEN not in "".join(cookies)
    pair = {"name": "I. Marrow", "other": "Ilse Marrow", "verdict": "same"}
    assert client.post("/review/names", data=pair).headers["location"] == "/review/names?done=1"
    assert "Änne Öz" in client.get("/review/done").text


def test_looking_needs_it_where_that_was_asked_for(client_for: Callable[..., TestClient]) -> None:
    client = client_for(replace(GUARDED, read_with_token=True))
    assert client.get("/search?words=tide").headers["location"] == "/session?then=%2Fsearch%3Fwords%3Dtide"
    assert client.get("/api/v1/stats").status_code == 401
    assert client.get("/session").status_code == client.get("/static/style.css").status_code == 200
    assert client.get("/api/v1/stats", headers={"authorization": f"bearer {TOKEN}"}).status_code == 200


@pytest.mark.parametrize(
    "then", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:x", ""]
)
def test_nothing_leads_elsewhere(client: TestClient, then: str) -> None:
    assert client.post("/session", data={"name": "Ada", "then": then}).headers["location"] == "/"
    undone = client.post("/statements/0000/corrections", data={"verdict": "accept", "then": then})
    assert undone.status_code == 404


def test_too_much_is_refused_before_and_while_it_comes(client_for: Callable[..., TestClient]) -> None:
    client = client_for(replace(HERE, page_limit=10_000))
    assert client.post("/add", data={"text": "x" * 20_000}).status_code == 413
    problem = client.post(
        "/api/v1/read", content=iter([b"x" * 6000] * 3), headers={"content-type": "text/html"}
    )
    assert (problem.status_code, problem.headers["content-type"]) == (413, "application/problem+json")


def test_what_is_too_slow_is_ended(ledger: Any) -> None:
    app = create_app(ledger, replace(HERE, upload_seconds=0.05))
    answered: list[Any] = []

    async def receive() -> Any:
        await asyncio.sleep(10)

    async def send(message: Any) -> None:
        answered.append(message)

    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "POST",
        "path": "/api/v1/read",
        "raw_path": b"/api/v1/read",
        "query_string": b"",
        "headers": [(b"host", b"testserver"), (b"content-type", b"text/html"), (b"content-length", b"100")],
        "client": ("127.0.0.1", 1),
        "server": ("testserver", 80),
        "scheme": "http",
    }
    with start_blocking_portal() as portal:  # the browser of other tests has a loop running in this thread
        portal.call(app, scope, receive, send)
    assert answered[0]["status"] == 408


@pytest.mark.usefixtures("read_lines")
def test_reading_too_often_is_put_off(client_for: Callable[..., TestClient]) -> None:
    client = client_for(replace(HERE, reads_a_minute=2))
    answers = [client.post("/api/v1/read", content=b"<p>Ida Lorne: It is.</p>") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 0 < int(answers[-1].headers["retry-after"]) <= 61


def test_the_rate_is_each_addresss_own(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr("onrecord.web.reading.time.monotonic", lambda: now)
    rate = Rate(1)
    assert (rate.wait("a"), rate.wait("a"), rate.wait("b")) == (0, 60, 0)
    now += 61
    assert rate.wait("a") == 0


def test_ones_own_network_is_not_fetched(client: TestClient) -> None:
    for url in (
        "http://127.0.0.1:1/",
        "http://169.254.169.254/latest",
        "http://[::1]/",
        "file:///etc/passwd",
    ):
        answer = client.post("/api/v1/read", json={"url": url})
        assert answer.status_code == 422
        assert "not on the public internet" in answer.text or "not a web address" in answer.text


@pytest.mark.parametrize(
    ("host", "is_"),
    [("127.0.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("desk", False)],
)
def test_what_only_this_machine_reaches(host: str, is_: bool) -> None:
    assert is_loopback(host) is is_
