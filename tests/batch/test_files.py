from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import Any

import pytest

from cli.records import PORT_LENNA
from onrecord.arrow import article_row, statement_rows
from onrecord.batch.files import FileReader, Rows, Settings, peak, read_rows
from onrecord.batch.inputs import Input
from onrecord.batch.tables import taken
from onrecord.pages import RawPage
from onrecord.workers import Failed, Pool
from pages.containers.crawl import Crawl

from .crawls import story


def behave(raw: RawPage) -> Rows | str | Failed:
    """Reads a page whose words say what happens when it is read."""
    if b"sleep" in raw.data:
        time.sleep(60)
    if b"die" in raw.data:
        os.kill(os.getpid(), signal.SIGKILL)
    if b"foreign" in raw.data:
        return "foreign"
    record = PORT_LENNA.model_copy(update={"page": PORT_LENNA.page.model_copy(update={"url": raw.url})})
    return Rows(article_row(record), statement_rows(record), remembered=False, memory=peak())


def test_a_page_that_hangs_or_kills_is_given_up_alone(tmp_path: Path) -> None:
    crawl = Crawl()
    for number, what in enumerate(("fine", "sleep", "fine", "die", "foreign", "fine")):
        crawl.page(f"http://o.example/{number}", story(number).replace(b"engineer", what.encode()))
    path, out = tmp_path / "c.warc.gz", tmp_path / "tables"
    path.write_bytes(crawl.data)
    with taken(out, {}):
        reader = FileReader(Settings(out))
        reader._pool = Pool(behave, jobs=1, seconds=4)  # type: ignore[arg-type]
        told = reader.read(Input(str(path)))
        reader.close()
    assert told["errors"] == {"crash": 1, "time": 1}
    assert (told["pages"], told["articles"], told["foreign"]) == (6, 3, 1)
    found = rows_of(out)
    assert [(row["url"], row["offset"], row["why"]) for row in found["errors"]] == [
        ("http://o.example/1", crawl.offsets[1], "time"),
        ("http://o.example/3", crawl.offsets[3], "crash"),
    ]
    assert [row["offset"] for row in found["articles"]] == [crawl.offsets[number] for number in (0, 2, 5)]


@pytest.mark.skipif(not Path("/proc").exists(), reason="memory is limited on Linux only")
def test_a_page_that_takes_too_much_memory_is_given_up_alone(tmp_path: Path) -> None:
    with Pool(greedy, jobs=1, seconds=60) as pool:
        pages = [RawPage(what, "p", url="http://o.example/") for what in (b"1000", b"4000000000", b"1000")]
        found = list(pool.read(iter([RawPage(f"{tmp_path}".encode(), "place"), *pages])))
    assert [getattr(one, "why", one) for one in found] == ["ready", "read", "memory", "read"]


def greedy(raw: RawPage) -> Any:
    """Takes as many bytes as the page says, under the limit that reading sets."""
    if raw.name == "place":
        read_rows(RawPage(b"x", "x"), Settings(Path(raw.data.decode())))
        return "ready"
    try:
        return "read" if bytearray(int(raw.data)) else None
    except MemoryError:
        return Failed("p", "there is not enough memory to read it", why="memory")


def test_what_is_no_article_is_a_row_of_the_errors(tmp_path: Path) -> None:
    crawl = Crawl()
    crawl.page("http://o.example/empty", b"<html><body><p></p></body></html>")
    crawl.page("http://o.example/binary", b"\x89PNG\r\n" + bytes(range(256)))
    crawl.page("http://o.example/logo", b"GIF89a", media="image/gif")
    path, out = tmp_path / "c.warc.gz", tmp_path / "tables"
    path.write_bytes(crawl.data)
    with taken(out, {}):
        reader = FileReader(Settings(out))
        told = reader.read(Input(str(path)))
        reader.close()
    assert told["errors"] == {"no article": 1, "unreadable": 1}
    assert told["skipped"] == {"image/gif": 1}
    assert [row["why"] for row in rows_of(out)["errors"]] == ["no article", "unreadable"]


def rows_of(out: Path) -> dict[str, list[dict[str, Any]]]:
    import pyarrow.parquet as pq

    return {
        name: sorted(
            (
                row
                for part in (out / name).rglob("*.parquet")
                for row in pq.ParquetFile(part).read().to_pylist()
            ),
            key=lambda row: row["offset"],
        )
        for name in ("articles", "errors")
    }
