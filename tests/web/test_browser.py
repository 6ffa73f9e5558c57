"""In a real browser: every page by WCAG and at three widths, light and dark; without script; by keyboard alone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from ledger.made import URL
from onrecord.ledger import Ledger

from .conftest import Server, matching

PAGES = (
    "/",
    "/search?words=channel&since=2031",
    "/search?words=xylophone",
    "/speakers?name=Marrow",
    "/speakers/{speaker}",
    "/statements/{statement}?done=1",
    f"/articles?url={quote(URL)}",
    "/lines?speaker=Ilse+Marrow",
    "/compare?one=Ilse+Marrow&other=Teo+Bannick",
    "/utterances/{statement}",
    "/new?since=2031",
    "/review",
    "/review/names",
    "/review/done",
    "/changes",
    "/problems",
    "/add",
    "/session",
    "/how-good",
    "/api",
    "/nowhere",
)
SCREENS = ((1280, "light"), (360, "dark"), (2560, "light"))
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SEEN = {"type": "rule", "values": ["color-contrast", "target-size", "scrollable-region-focusable"]}
"""What depends on colours and width."""


@pytest.fixture(scope="module")
def shown(filled: Path, tmp_path_factory: pytest.TempPathFactory, chromium: Any) -> Iterator[dict[str, str]]:
    """A server for pages that are only looked at: its address, and what there is to see."""
    place = shutil.copy(filled, tmp_path_factory.mktemp("shown"))
    with Ledger.open(place, matching=matching()) as ledger:
        (speaker, _), *_ = ledger.called("Ilse Marrow")
        statement = ledger.said("measured", by="Ilse Marrow").entries[0].statement.id
        ledger.correct(statement, who="dita", verdict="accept", why="heard it")
        with Server(ledger) as address:
            yield {"address": address, "speaker": str(speaker), "statement": statement}


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_every_page_keeps_the_guidelines_fits_and_loads_nothing_from_elsewhere(
    shown: dict[str, str], chromium: Any, width: int, scheme: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="no axe-core").Axe()
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    requested: list[str] = []
    told: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    page.on("console", lambda message: told.append(message.text))
    for address in PAGES:
        page.goto(shown["address"] + address.format(**shown))
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        if width < 2560:
            found = axe.run(page, options={"runOnly": WCAG if width == 1280 else SEEN})
            assert found.violations_count == 0, f"{address}\n{found.generate_report()}"
    assert [url for url in requested if not url.startswith(shown["address"])] == []
    assert [line for line in told if "404" not in line] == []
    context.close()


def test_pointing_at_one_part_of_a_statement_shows_the_others(shown: dict[str, str], page: Any) -> None:
    page.goto(f"{shown['address']}/articles?url={quote(URL)}")
    source, content = page.locator(".text .source").first, page.locator(".text .content").first

    def colour() -> str:
        return str(source.evaluate("element => getComputedStyle(element).backgroundColor"))

    before = colour()
    content.hover()
    assert colour() != before
    page.mouse.move(0, 0)
    assert colour() == before
    content.focus()
    assert colour() != before


def test_the_furniture_of_paper_is_left_out(shown: dict[str, str], page: Any) -> None:
    page.goto(f"{shown['address']}/search?words=channel")
    page.emulate_media(media="print")
    assert not page.locator("header nav, form").first.is_visible()
    assert page.locator(".entry .words").first.is_visible()


def test_finding_by_keyboard_alone(shown: dict[str, str], page: Any) -> None:
    page.goto(shown["address"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("patient")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?words=patient")
    assert page.locator(".entry").count() == 1


def test_reviewing_by_keys(address: str, page: Any, ledger: Ledger) -> None:
    page.goto(f"{address}/review")
    first = page.locator(".entry .words").inner_text()
    for key, verdict in (("a", "accept"), ("u", None), ("r", "reject"), ("u", None)):
        with page.expect_navigation():
            page.keyboard.press(key)
        made = ledger.corrections()
        assert (made[-1].undone is None) == (verdict is not None)
        assert verdict is None or made[-1].changes == {"verdict": verdict}
    assert page.locator(".entry .words").inner_text() == first

    page.keyboard.press("c")
    assert page.evaluate("document.activeElement.name") == "speaker"
    page.keyboard.press("Control+A")
    page.keyboard.type("Ada Fenn")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert ledger.corrections()[-1].changes["speaker"] == {"name": "Ada Fenn", "kind": "person"}
    page.keyboard.press("s")
    page.wait_for_url("**after=**")
    assert page.locator(".entry .words").inner_text() != first


@pytest.mark.usefixtures("read_lines")
def test_everything_works_without_script(address: str, chromium: Any, ledger: Ledger, tmp_path: Path) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/add")
    page.fill("#text", "Ida Lorne: The tide table is wrong.")
    page.click("text=Read the text")
    page.click(".done a")
    page.click(".beside .marks a")
    page.click("summary:has-text('BibTeX')")
    assert "@misc{onrecord-" in page.locator("details.cite[open] pre").last.inner_text()

    file = tmp_path / "page.html"
    file.write_text("<p>Ida Lorne: And the clock.</p>", encoding="utf-8")
    page.goto(f"{address}/add")
    page.set_input_files("#file", file)
    page.click("text=Read the file")
    assert "1 new statement" in page.inner_text(".done")

    page.goto(f"{address}/review")
    page.click("text=Accept")
    page.click("text=Undo")
    assert ledger.corrections()[-1].undone_by == "dita"
    page.goto(f"{address}/review/names")
    page.click("button:has-text('The same')")
    assert ledger.doubts() == ()
    page.goto(f"{address}/session")
    page.fill("#name", "Oda")
    page.click("text=Keep in this browser")
    page.goto(f"{address}/review/done")
    page.click("button:has-text('Undo') >> nth=0")
    assert len(ledger.doubts()) == 1
    context.close()
