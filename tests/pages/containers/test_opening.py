from __future__ import annotations

import gzip
import io
import json
import os
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.pages import Damaged, Found, Linked, RawPage, files_in, name_of, pages_from, pages_in

PAGE = b"<!doctype html><html><body><p>The harbour will close.</p></body></html>"
ATOM = b"<?xml version='1.0'?><!-- made by hand --><feed xmlns='http://www.w3.org/2005/Atom'></feed>"
MAIL = b"From: a@quay.example\r\nTo: b@quay.example\r\nSubject: Harbour\r\n\r\nText"


def read(path: Path, limit: int = 100_000) -> list[Found]:
    return list(pages_in(path, limit=limit))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("abc.html.gz", "abc"),
        ("abc", "abc"),
        ("2026.03.03.txt", "2026.03.03"),
        ("crawl.warc.gz", "crawl"),
        (".html", ".html"),
        ("Story.HTML", "Story"),
        ("minister.resigns", "minister.resigns"),
    ],
)
def test_names(name: str, expected: str) -> None:
    assert name_of(name) == expected


@given(st.text("abc.", min_size=1, max_size=20))
def test_a_name_is_never_lost(name: str) -> None:
    assert name_of(name) and name.startswith(name_of(name))


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
@pytest.mark.parametrize("name", ["story.html", "story", "story.gz", "story.txt"])
def test_one_page_packed_or_not_whatever_its_name(tmp_path: Path, pack: object, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(pack(PAGE))  # type: ignore[operator]
    assert read(path) == [RawPage(PAGE, "story", str(path))]


def test_what_is_told_about_bytes_is_kept() -> None:
    told = {
        "url": "https://quay.example/1",
        "media_type": "text/html",
        "charset": "latin-1",
        "retrieved": "2026-03-03",
    }
    assert list(pages_from(PAGE, "stdin", **told)) == [RawPage(PAGE, "stdin", **told)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b'{"url": "https://quay.example/1"}', Linked),
        (b'  [\n {"url": "https://quay.example/1"} ]', Linked),
        (ATOM, Damaged),  # a feed without entries
        (b"\xef\xbb\xbf" + ATOM, Damaged),
        (MAIL, RawPage),
        (b"%PDF-1.4 and nothing more", RawPage),
        (b"WARC/1.0\r\n", Damaged),
    ],
)
def test_the_kind_is_told_from_the_bytes(data: bytes, kind: type) -> None:
    for packed in (data, gzip.compress(data)):
        assert [type(found) for found in pages_from(packed, "something")] == [kind]


@pytest.mark.parametrize(
    "data",
    [
        b"<rss-like>",
        b"[Advertisement]\nThe harbour will close.",
        b"{{ title }}\nThe harbour will close.",
        b"From Varnholm to Osby, the ferries stopped in 2026\nNobody knew why.",
        b"Subject: the harbour\nIt will close.",
        b"WARC is a format for crawls.",
        b"<html><body><feed>no feed</feed></body></html>",
        b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'></html>",
        b"",
    ],
)
def test_what_only_looks_like_a_container_is_a_page(data: bytes) -> None:
    [page] = pages_from(data, "page")
    assert isinstance(page, RawPage) and page.data == data


def test_a_page_over_the_limit_is_refused_by_name(tmp_path: Path) -> None:
    bomb = zlib.compressobj(9, wbits=31)
    packed = b"".join(bomb.compress(bytes(1_000_000)) for _ in range(50)) + bomb.flush()
    for name, data in (("large.html", b"x" * 100_001), ("bomb.html.gz", packed)):
        path = tmp_path / name
        path.write_bytes(data)
        [row] = read(path)
        assert isinstance(row, Damaged)
        assert row.reason == "it is larger than 100 KB; --max-size allows more"
        assert (row.name, row.path, row.offset) == (name_of(name), str(path), 0)
    path.write_bytes(b"x" * 100_000)
    assert isinstance(read(path)[0], RawPage)


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (lambda packed: packed[:-30], "the gzip data is cut off"),
        (lambda packed: packed[:-3], "the gzip data is cut off"),
        (lambda packed: packed[:40] + b"\xff" + packed[41:], "the gzip data is damaged"),
        (lambda packed: packed[:-8] + b"\0\0\0\0" + packed[-4:], "the gzip data is damaged"),
        (lambda packed: packed + b"trailing", "bytes that are not gzip follow"),
    ],
)
def test_damaged_gzip_is_not_taken_for_a_whole_page(damage: object, reason: str) -> None:
    packed = gzip.compress(PAGE + os.urandom(200), mtime=0)
    [row] = pages_from(damage(packed), "story")  # type: ignore[operator]
    assert isinstance(row, Damaged) and row.reason == reason


def test_gzip_of_several_members_and_padding_is_one_page() -> None:
    packed = gzip.compress(PAGE[:30]) + gzip.compress(b"") + gzip.compress(PAGE[30:]) + bytes(512)
    [page] = pages_from(packed, "story")
    assert isinstance(page, RawPage) and page.data == PAGE


def test_a_file_that_cannot_be_read_is_a_row(tmp_path: Path) -> None:
    for path, reason in ((tmp_path / "missing.html", "no such file"), (tmp_path, "is a directory")):
        [row] = read(path)
        assert isinstance(row, Damaged) and reason in row.reason


def test_a_stream_that_cannot_be_wound_back_is_read() -> None:
    reader, writer = os.pipe()
    with os.fdopen(writer, "wb") as file:
        file.write(gzip.compress(PAGE))
    with os.fdopen(reader, "rb") as file:
        [page] = pages_from(file, "stdin")
    assert isinstance(page, RawPage) and page.data == PAGE


def test_pages_come_as_they_are_asked_for() -> None:
    class Counting(io.BytesIO):
        taken = 0

        def read(self, size: int | None = -1, /) -> bytes:
            data = super().read(size)
            self.taken += len(data)
            return data

    lines = b"".join(json.dumps({"text": "word " * 2000}).encode() + b"\n" for _ in range(100))
    file = Counting(lines)
    next(iter(pages_from(file, "dump.jsonl")))
    assert file.taken < len(lines) / 4


class TestFilesIn:
    def test_sorted_without_hidden_ones(self, tmp_path: Path) -> None:
        for name in ("b.html", "a/2.html", "a/1.html", ".hidden", "a/.git/config", "c.txt"):
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).touch()
        assert [str(path.relative_to(tmp_path)) for path in files_in(tmp_path)] == [
            "a/1.html",
            "a/2.html",
            "b.html",
            "c.txt",
        ]

    def test_links_to_folders_are_followed_once(self, tmp_path: Path) -> None:
        (tmp_path / "a").mkdir()
        (tmp_path / "a/1.html").touch()
        (tmp_path / "a/up").symlink_to(tmp_path)
        (tmp_path / "b").symlink_to(tmp_path / "a")
        assert [path.name for path in files_in(tmp_path)] == ["1.html"]

    def test_what_leads_nowhere_is_given_so_that_it_is_named(self, tmp_path: Path) -> None:
        (tmp_path / "broken.html").symlink_to(tmp_path / "nowhere")
        [path] = files_in(tmp_path)
        assert isinstance(read(path)[0], Damaged)

    def test_devices_and_pipes_are_left_alone(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe")
        assert list(files_in(tmp_path)) == []

    def test_deep_folders(self, tmp_path: Path) -> None:
        deep = tmp_path
        for _ in range(200):
            deep = deep / "d"
        deep.mkdir(parents=True)
        (deep / "1.html").touch()
        assert len(list(files_in(tmp_path))) == 1
