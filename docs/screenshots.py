"""Takes the pictures of the pages that the documentation shows, from the sample stories, with a browser.

    python docs/screenshots.py [--ledger PLACE]

Needs chromium and playwright. The ledger is one to which the sample pages were added; without it they are read first.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from onrecord.samples import QUOTATION, SPEAKER, STORIES, SUBJECT

HERE = Path(__file__).parent
ONRECORD = (sys.executable, "-c", "from onrecord.cli import main; main()")
SHOTS = {
    "start.png": ("/", 900, 760, "light"),
    "line.png": (f"/lines?speaker={SPEAKER}&about={SUBJECT}", 900, 1000, "light"),
    "article.png": ("", 900, 700, "light"),
    "utterance.png": ("", 900, 900, "dark"),
}
"""By file, what is shown, how wide and high, and in which colours."""


def main() -> None:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--ledger", metavar="PLACE")
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = options.ledger or str(Path(folder) / "samples.db")
        if options.ledger is None:
            stories = [str(story.folder) for story in STORIES]
            subprocess.run([*ONRECORD, "add", "--ledger", place, *stories], check=True)
        command = [*ONRECORD, "serve", "--ledger", place, "--port", "0"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
            assert server.stdout is not None
            address = re.search(r"http://\S+(?=/)", server.stdout.readline())
            assert address, "the server did not start"
            take(address[0])
            server.terminate()


def take(address: str) -> None:
    """Takes them all, from the server at `address`."""
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for file, (shown, width, height, scheme) in SHOTS.items():
            page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
            if file == "utterance.png":
                shown = f"/utterances/{altered(page, address)}"
            page.goto(address + (shown or f"/search?words={QUOTATION}&by={SPEAKER}"))
            if file == "article.png":
                page.click(".entry .place a")
                page.evaluate("history.replaceState(null, '', location.pathname + location.search)")
                page.reload()
                page.hover(".text .content >> nth=1")
            page.screenshot(path=HERE / file, animations="disabled")
            page.close()
        browser.close()


def altered(page: Page, address: str) -> str:
    """The id of an utterance that some page has in words that alter its meaning."""
    found = page.request.get(f"{address}/api/v1/quotes?words={QUOTATION}&by={SPEAKER}").json()
    altering = [each for each in found if any(w["difference"] == "meaning" for w in each["wordings"])]
    return str((altering or found)[0]["id"])


if __name__ == "__main__":
    main()
