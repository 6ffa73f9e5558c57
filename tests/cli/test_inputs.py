import gzip
import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.cli.inputs import Inputs, size
from onrecord.errors import FetchError
from onrecord.pages import Found, RawPage
from onrecord.samples import folder
from onrecord.workers import Failed

FEED = """<?xml version="1.0"?>
<rss version="2.0"><channel><title>The Sorrel Courier</title>
<item><title>Harbour</title><link>https://courier.example/harbour</link></item>
<item><title>Bridge</title><link>https://courier.example/bridge</link></item>
</channel></rss>"""


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    (folder / "more").mkdir(parents=True)
    (folder / "b.html").write_text("<p>b</p>")
    (folder / "a.html.gz").write_bytes(gzip.compress(b"<p>a</p>"))
    (folder / "more" / "c.txt").write_text("c")
    (folder / ".hidden").write_text("not a page")
    return folder


class Web:
    """What stands in for the fetcher: three addresses, one of which does not answer."""

    fetched: list[tuple[str, bool]]

    def __init__(self, **_: object) -> None:
        Web.fetched = []

    def pages(self, url: str, *, named: bool = True) -> Iterator[Found]:
        Web.fetched.append((url, named))
        if url.endswith("bridge"):
            raise FetchError("the server says: not found (404)")
        yield RawPage(b"<p>x</p>", "x", url=url)

    def close(self) -> None:
        pass


def test_a_folder_gives_its_files_in_order(pages: Path) -> None:
    inputs = Inputs([str(pages)])
    assert inputs.expected == 3
    found = list(inputs)
    assert [page.name for page in found if isinstance(page, RawPage)] == ["a", "b", "c"]
    assert found[0].path == str(pages / "a.html.gz")  # type: ignore[union-attr]
    assert inputs.expected == 3


def test_what_is_not_there_fails_in_its_place(pages: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    found = list(Inputs([str(pages / "b.html"), str(tmp_path / "gone.html"), str(tmp_path / "empty")]))
    assert isinstance(found[0], RawPage)
    assert isinstance(found[1], Failed) and "no such file" in found[1].reason
    assert isinstance(found[2], Failed) and found[2].reason == "there are no files in this folder"


def test_a_name_that_is_no_utf8_can_be_written_down(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path / "caf") + b"\xe9.html"
    try:
        Path(os.fsdecode(path)).write_text("<p>x</p>")
    except OSError:
        pytest.skip("this file system takes only UTF-8")
    (found,) = Inputs([str(tmp_path)])
    assert isinstance(found, RawPage) and found.name == "caf\N{REPLACEMENT CHARACTER}"
    assert found.path and found.path.encode()


def test_a_page_over_the_limit_fails(pages: Path) -> None:
    (found,) = Inputs([str(pages / "b.html")], limit=4)
    assert isinstance(found, Failed) and "--max-size" in found.reason
    assert found.page == str(pages / "b.html")


def test_standard_input_is_a_page_and_can_be_told_its_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"<p>x</p>")))
    (found,) = Inputs(["-"], url="https://courier.example/x")
    assert isinstance(found, RawPage)
    assert (found.name, found.path, found.url) == ("stdin", None, "https://courier.example/x")


def test_what_a_crawl_holds_besides_pages_is_counted(tmp_path: Path) -> None:
    crawl = tmp_path / "crawl.warc.gz"
    crawl.write_bytes((folder() / "containers" / "crawl.warc.gz").read_bytes())
    notes: list[str] = []
    assert len(list(Inputs([str(crawl)], note=notes.append))) == 3
    assert notes == [f"{crawl}: 1 record skipped: 1 redirected or in error"]


def test_linked_pages_are_only_named(tmp_path: Path) -> None:
    feed = tmp_path / "feed.xml"
    feed.write_text(FEED)
    notes: list[str] = []
    assert list(Inputs([str(feed)], note=notes.append)) == []
    assert notes == [f"{feed}: 2 entries only linked to, not read; --follow fetches them"]


def test_linked_pages_are_fetched_when_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.fetching.Fetcher", Web)
    feed = tmp_path / "feed.xml"
    feed.write_text(FEED)
    inputs = Inputs([str(feed)], follow=True)
    harbour, bridge = inputs
    assert isinstance(harbour, RawPage) and harbour.url == "https://courier.example/harbour"
    assert bridge == Failed("https://courier.example/bridge", "the server says: not found (404)")
    assert Web.fetched == [
        ("https://courier.example/harbour", False),
        ("https://courier.example/bridge", False),
    ]
    assert inputs.expected == 2


def test_an_address_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.fetching.Fetcher", Web)
    (found,) = Inputs(["HTTPS://courier.example/harbour"])
    assert isinstance(found, RawPage)
    assert Web.fetched == [("HTTPS://courier.example/harbour", True)]


@pytest.mark.parametrize(
    ("words", "number"), [("1000", 1000), ("500k", 500_000), ("20MB", 20_000_000), ("1.5 gb", 1_500_000_000)]
)
def test_sizes_in_words(words: str, number: int) -> None:
    assert size(words) == number


@settings(deadline=None)
@given(st.text())
def test_other_words_are_no_sizes(words: str) -> None:
    try:
        assert size(words) > 0
    except ValueError as error:
        assert "is not a size" in str(error)
