"""The documentation names every route and every page, and its examples run as they stand."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from ledger.made import made
from onrecord.ledger import Ledger
from onrecord.web import Settings, create_app, pages

from .conftest import Server

DOCS = Path(__file__).parents[2] / "docs"
API = (DOCS / "api.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```sh\n(.*?)```", API, re.S)


def test_every_route_is_documented_and_none_that_is_not(ledger: Ledger) -> None:
    schema = create_app(ledger, Settings()).openapi()
    routes = {f"{method.upper()} {path}" for path, methods in schema["paths"].items() for method in methods}
    written = set(re.findall(r"(?:GET|POST) /api/v1/[\w/{}.]+", " ".join(API.split())))
    assert written == routes


def test_every_page_is_documented() -> None:
    web = (DOCS / "web.md").read_text(encoding="utf-8") + API
    shown = {
        route.path.split("{")[0]
        for router in pages.ROUTERS
        for route in router.routes
        if "GET" in route.methods and route.path != "/marks.css"
    }
    assert [path for path in shown if f"`{path}" not in web] == []


def test_the_figures_shown_are_the_documentations() -> None:
    shown = (Path(pages.about.ACCURACY)).read_text(encoding="utf-8")
    assert shown == (DOCS / "accuracy.md").read_text(encoding="utf-8"), "run: python docs/refresh.py"


@pytest.mark.skipif(shutil.which("curl") is None, reason="no curl")
@pytest.mark.usefixtures("read_lines")
def test_the_examples_run(ledger: Ledger, tmp_path: Path) -> None:
    lines = [
        "Milena Dragan: Not a drop will be held back from Qasira.",
        "Milena Dragan: The reservoir fills.",
    ]
    ledger.add(*made(lines, url="https://courier.example/dam", about=["Qasira"]))
    (tmp_path / "dam-1-courier.html").write_text(f"<p>{lines[0]}</p>", encoding="utf-8")
    with Server(ledger) as address:
        script = "\n".join(EXAMPLES).replace("http://127.0.0.1:8765", address)
        done = subprocess.run(
            ["bash", "-euc", script.replace("curl -s", "curl -sS --fail-with-body")],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
    assert done.returncode == 0, f"{done.stdout[-1500:]}\n{done.stderr}"
    assert "Milena Dragan" in (tmp_path / "dragan.csv").read_text(encoding="utf-8")
