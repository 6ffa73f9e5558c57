"""A small site on this machine, with everything that goes wrong on the web."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

STORY = "<html><head><title>Harbour</title></head><body><p>The harbour will close, said Élodie Varn.</p></body></html>"


@dataclass
class Answer:
    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    pause: float = 0
    """Seconds between the pieces of the body."""


@dataclass
class Site:
    url: str
    answers: dict[str, Answer]
    asked: list[tuple[str, dict[str, str], float]]
    """Path, headers by lower-case name, and when, for each request that came in."""

    def paths(self) -> list[str]:
        return [path for path, _, _ in self.asked]


@pytest.fixture
def site() -> Iterator[Site]:
    found = Site("", {}, [])

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            found.asked.append((self.path, headers, time.monotonic()))
            answer = found.answers.get(self.path, Answer(b"nothing here", 404))
            if "if-none-match" in headers and headers["if-none-match"] == answer.headers.get("ETag"):
                self.send_response(304)
                self.send_header("ETag", answer.headers["ETag"])
                self.end_headers()
                return
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if "Content-Length" not in answer.headers:
                self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            try:
                for start in range(0, len(answer.body), 10) if answer.pause else ():
                    self.wfile.write(answer.body[start : start + 10])
                    time.sleep(answer.pause)
                if not answer.pause:
                    self.wfile.write(answer.body)
            except OSError:
                pass  # the reader had enough
            if "Content-Length" in answer.headers:
                self.close_connection = True

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    found.url = f"http://127.0.0.1:{server.server_port}"
    found.answers["/harbour"] = Answer(
        STORY.encode("latin-1"), headers={"Content-Type": "text/html; charset=ISO-8859-1"}
    )
    found.answers["/packed"] = Answer(
        gzip.compress(STORY.encode()), headers={"Content-Type": "text/html", "Content-Encoding": "gzip"}
    )
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield found
    server.shutdown()
    server.server_close()
    thread.join()
