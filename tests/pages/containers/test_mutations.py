"""Whatever is done to a container, it gives pages and rows: no other error, no endless loop, nothing kept in full."""

from __future__ import annotations

import gzip
import json
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.pages import Damaged, Linked, RawPage, Skipped, pages_from

from ..papers import press_release
from .crawl import stories, zstandard
from .test_feeds import ATOM, RSS
from .test_mail import saved_page

LINES = "".join(
    json.dumps({"text": f"Story {number}", "url": "https://quay.example/"}) + "\n" for number in range(9)
)
CONTAINERS = {
    "crawl.warc": stories(4, gzipped=False).data,
    "crawl.warc.gz": stories(4).data,
    "crawl.warc.zst": b"".join(zstandard(stories(4, gzipped=False))),
    "whole.warc.gz": gzip.compress(stories(4, gzipped=False).data),
    "dump.jsonl": LINES.encode(),
    "dump.jsonl.gz": gzip.compress(LINES.encode()),
    "array.json": json.dumps([json.loads(line) for line in LINES.splitlines()], indent=1).encode(),
    "rss.xml": RSS.encode(),
    "atom.xml": ATOM.encode(),
    "saved.mhtml": saved_page(),
    "box.mbox": b"From a@b.example Tue Mar  3 10:00:00 2026\n" + saved_page() + b"\n\n",
    "release.pdf": press_release(),
}

edits = st.lists(
    st.tuples(
        st.floats(0, 1),
        st.sampled_from(["flip", "cut", "drop", "insert", "repeat"]),
        st.binary(min_size=1, max_size=20),
    ),
    min_size=1,
    max_size=4,
)


def mutated(data: bytes, changes: list[tuple[float, str, bytes]]) -> bytes:
    for where, how, words in changes:
        at = int(where * len(data))
        match how:
            case "flip":
                data = (
                    data[:at]
                    + bytes(byte ^ 0x41 for byte in data[at : at + len(words)])
                    + data[at + len(words) :]
                )
            case "cut":
                data = data[:at]
            case "drop":
                data = data[:at] + data[at + len(words) * 10 :]
            case "insert":
                data = data[:at] + words + data[at:]
            case "repeat":
                data = data[:at] + data[at : at + 500] * 3 + data[at:]
    return data


@pytest.mark.parametrize("name", CONTAINERS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(changes=edits)
def test_mutated(name: str, changes: list[tuple[float, str, bytes]]) -> None:
    data = mutated(CONTAINERS[name], changes)
    started = time.process_time()
    found = list(pages_from(data, name, limit=100_000))
    assert time.process_time() - started < 3
    assert len(found) < 500
    for one in found:
        assert isinstance(one, (RawPage, Damaged, Linked, Skipped))
        if isinstance(one, RawPage):
            assert len(one.data) <= 200_000
        if isinstance(one, RawPage | Damaged) and one.offset is not None:
            assert 0 <= one.offset <= len(data)


@pytest.mark.parametrize("name", CONTAINERS)
def test_unharmed(name: str) -> None:
    damaged = [one.reason for one in pages_from(CONTAINERS[name], name) if isinstance(one, Damaged)]
    assert damaged == (["the entry holds neither a text nor a link"] if name == "rss.xml" else [])
