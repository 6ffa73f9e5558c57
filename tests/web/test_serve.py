"""`onrecord serve` from the command line to the answer, and what it refuses to start with."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest

from onrecord.record import Record

ONRECORD = (sys.executable, "-c", "from onrecord.cli import main; main()", "serve")
ARTICLE = "“We measure first,” Ilse Marrow, the harbour master of Port Lenna, said on Tuesday."


@contextmanager
def served(folder: Path, *options: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    command = [*ONRECORD, "--ledger", str(folder / "news.db"), "--port", "0", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout
            told = re.search(r"http://\S+(?=/)", server.stdout.readline())
            assert told
            yield told[0], server
        finally:
            server.kill()


def test_it_answers_reads_and_ends_by_ctrl_c(tmp_path: Path) -> None:
    with served(tmp_path) as (address, server):
        whole, head = httpx2.get(address), httpx2.head(address)
        assert "This ledger is empty." in whole.text
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["content-length"] == whole.headers["content-length"]
        answer = httpx2.post(f"{address}/api/v1/read", json={"text": ARTICLE}, timeout=60)
        record = Record.from_json(answer.content)
        assert [statement.speaker.name for statement in record.statements if statement.speaker] == [
            "Ilse Marrow"
        ]
        server.send_signal(signal.SIGINT)
        assert server.wait(20) == 130
        assert server.stderr
        assert server.stderr.read() == "onrecord: interrupted; what was done stands\n"


def test_a_token_is_made_where_others_reach_it(tmp_path: Path) -> None:
    with served(tmp_path, "--host", "0.0.0.0") as (address, server):
        assert server.stdout
        token = server.stdout.readline().split()[-1]
        address = address.replace("0.0.0.0", "127.0.0.1")
        asked = {"what": "rename", "one": "nobody", "other": "Nobody"}
        assert httpx2.post(f"{address}/api/v1/decisions", json=asked).status_code == 401
        told = {"Authorization": f"Bearer {token}"}
        assert httpx2.post(f"{address}/api/v1/decisions", json=asked, headers=told).status_code == 400


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["--read-with-token"], 2, "there is no token to require"),
        (["--max-size", "much"], 2, "is not a size"),
        (["--port", "{taken}"], 1, "--port chooses another"),
    ],
)
def test_what_it_does_not_start_with(tmp_path: Path, options: list[str], code: int, said: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        given = [option.format(taken=taken.getsockname()[1]) for option in options]
        done = subprocess.run(
            [*ONRECORD, "--ledger", str(tmp_path / "news.db"), *given],
            capture_output=True,
            text=True,
            check=False,
        )
    assert (done.returncode, said in re.sub(r"[\s│]+", " ", done.stderr)) == (code, True), done.stderr
