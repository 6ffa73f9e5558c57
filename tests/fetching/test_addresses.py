"""`onrecord read URL`: what was fetched is kept, asked about again, and not kept when nobody wants it."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from onrecord.cli import app
from onrecord.cli.inputs import cache_folder

from .conftest import Answer, Site

PAGE = """<html><body><article><h1>Harbour to stay shut</h1><p>The harbour at Port Lenna will stay closed for another
month, Transport Minister Ilse Marrow said on Monday.</p><p>The harbour has been closed since a storm moved the bank at
its mouth in September, and most of the freight has gone to Calvany since then.</p></article></body></html>"""


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ONRECORD_CACHE", str(tmp_path / "kept"))
    return tmp_path / "kept"


def read(url: str, *options: str) -> str:
    """The title of the page there."""
    done = CliRunner().invoke(app, ["read", url, "--allow-private", "--json", *options])
    assert done.exit_code == 0, done.output
    title = json.loads(done.stdout)["article"]["title"]
    assert isinstance(title, str)
    return title


def test_a_page_that_has_not_changed_is_not_sent_again(site: Site, cache: Path) -> None:
    site.answers["/harbour"] = Answer(PAGE.encode(), headers={"Content-Type": "text/html", "ETag": '"1"'})
    assert read(f"{site.url}/harbour") == read(f"{site.url}/harbour") == "Harbour to stay shut"
    assert [headers.get("if-none-match") for _, headers, _ in site.asked] == [None, '"1"']
    site.answers["/harbour"].body = PAGE.replace("stay shut", "open").encode()
    site.answers["/harbour"].headers["ETag"] = '"2"'
    assert read(f"{site.url}/harbour") == "Harbour to open"


def test_a_page_that_is_still_fresh_is_not_asked_for(site: Site, cache: Path) -> None:
    headers = {"Content-Type": "text/html", "Cache-Control": "max-age=600"}
    site.answers["/harbour"] = Answer(PAGE.encode(), headers=headers)
    assert read(f"{site.url}/harbour") == read(f"{site.url}/harbour")
    assert len(site.asked) == 1
    assert read(f"{site.url}/harbour", "--no-cache")
    assert len(site.asked) == 2


def test_without_a_cache_nothing_is_kept(site: Site, cache: Path) -> None:
    site.answers["/harbour"] = Answer(PAGE.encode(), headers={"Content-Type": "text/html", "ETag": '"1"'})
    read(f"{site.url}/harbour", "--no-cache")
    assert not cache.exists()


def test_a_cache_that_cannot_be_used_is_done_without(
    site: Site, cache: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    site.answers["/harbour"] = Answer(PAGE.encode(), headers={"Content-Type": "text/html"})
    cache.mkdir()
    (cache / "pages.db").write_bytes(b"no database" * 1000)
    assert read(f"{site.url}/harbour") == "Harbour to stay shut"
    assert capfd.readouterr().err == ""


def test_the_cache_lies_where_the_system_keeps_such_things(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ONRECORD_CACHE", raising=False)
    assert "onrecord" in cache_folder().parts
