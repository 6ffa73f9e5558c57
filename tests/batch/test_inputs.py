from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from onrecord.batch.files import FileReader, Settings
from onrecord.batch.inputs import Input, expanded
from onrecord.batch.tables import taken
from onrecord.errors import BatchError


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    """An HTTP server of what lies in the test's folder."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path))) as serving:
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{serving.server_port}"
        serving.shutdown()


def places(*arguments: str, base: str | None = None) -> list[str]:
    return [file.place for file in expanded(arguments, base)]


def test_files_folders_and_patterns(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    names = ("b.warc.gz", "a.warc", "deep/c.WARC.GZ", "d.wet.gz", "notes.txt", ".hidden.warc")
    for name in names:
        (tmp_path / name).write_bytes(b"x" * len(name))
    assert places(str(tmp_path)) == [
        str(tmp_path / name) for name in ("a.warc", "b.warc.gz", "d.wet.gz", "deep/c.WARC.GZ")
    ]
    assert places(str(tmp_path / "*.warc*"), str(tmp_path / "a.warc")) == [
        str(tmp_path / name) for name in (".hidden.warc", "a.warc", "b.warc.gz")
    ]
    assert expanded([str(tmp_path / "a.warc")])[0].size == len("a.warc")


@pytest.mark.parametrize("argument", ["gone.warc", "gone*.warc", "empty", "gone.paths"])
def test_what_names_nothing_is_an_error(tmp_path: Path, argument: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(BatchError, match=argument.removesuffix(".paths").replace("*", r"\*")):
        expanded([str(tmp_path / argument)])


def test_lists_count_from_their_server_their_folder_or_a_base(tmp_path: Path, server: str) -> None:
    (tmp_path / "a.warc").write_bytes(b"")
    lines = "crawl-data/x.warc.gz\n\ns3://elsewhere/y.warc.gz\n"
    (tmp_path / "month").mkdir()
    (tmp_path / "month" / "warc.paths.gz").write_bytes(gzip.compress(lines.encode()))
    (tmp_path / "local.paths").write_text("a.warc\n")
    list_ = str(tmp_path / "month" / "warc.paths.gz")
    elsewhere = "s3://elsewhere/y.warc.gz"
    assert places(f"{server}/month/warc.paths.gz") == [f"{server}/crawl-data/x.warc.gz", elsewhere]
    assert places(list_, base="s3://commoncrawl/") == ["s3://commoncrawl/crawl-data/x.warc.gz", elsewhere]
    assert places(str(tmp_path / "local.paths")) == [str(tmp_path / "a.warc")]


def test_a_key_is_a_name_that_every_file_system_takes() -> None:
    one, other = (Input(f"s3://bucket/{day}/CC NEWS: é.warc.gz").key for day in (1, 2))
    assert one != other
    assert one.rpartition("-")[0] == "CC_NEWS"
    assert len(Input("x" * 4000).key.encode()) < 100


def test_a_file_that_lies_elsewhere_is_fetched(tmp_path: Path, server: str, crawls: Path) -> None:
    file = crawls / "crawl-1.warc.gz"
    (tmp_path / file.name).write_bytes(file.read_bytes())
    out = tmp_path / "tables"
    with taken(out, {}):
        reader = FileReader(Settings(out))
        there = reader.read(expanded([f"{server}/{file.name}"])[0])
        here = reader.read(expanded([str(file)])[0])
        with pytest.raises(BatchError, match=r"gone\.warc: it cannot be fetched"):
            reader.read(Input(f"{server}/gone.warc"))
        reader.close()
    same = ("size", "pages", "articles", "statements", "foreign", "errors")
    assert [there[name] for name in same] == [here[name] for name in same]
    assert there["input"] == f"{server}/{file.name}"
