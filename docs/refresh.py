"""Makes what the documentation shows of the command line anew, from the installed onrecord and its sample pages.

    python docs/refresh.py

Draws terminal.svg, the picture on the README, and fills every ```console block of guide.md with what the commands
in its lines that begin with "$ " print.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from onrecord import read_page
from onrecord.cli.show import show
from onrecord.cli.terminal import STYLES
from onrecord.pages import RawPage, pages_in
from onrecord.samples import folder

HERE = Path(__file__).parent
STORY = folder() / "dam"
PICTURED = STORY / "dam-1-courier.html"
COLUMNS, ROWS = 80, 36
THEME = TerminalTheme(
    (22, 24, 29),
    (222, 222, 218),
    [
        (22, 24, 29),
        (224, 108, 96),
        (152, 195, 121),
        (224, 186, 110),
        (110, 160, 224),
        (190, 140, 210),
        (98, 190, 200),
        (222, 222, 218),
    ],
)
FONTS = 'ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace'
BLOCK = re.compile(r"```console\n(.*?)```", re.S)


def picture(page: Path) -> str:
    """The top of what `onrecord read` prints for a page, as SVG with no font or style loaded from elsewhere."""
    printed = io.StringIO()
    (found,) = pages_in(page)
    assert isinstance(found, RawPage)
    show(_console(printed), read_page(found))
    *whole, _ = "".join(printed.getvalue().splitlines(keepends=True)[:ROWS]).rpartition("\n\n")
    window = _console(io.StringIO())
    window.print(Text(f"$ onrecord read {page.name}\n", "bold"))
    window.print(Text.from_ansi("".join(whole)))
    svg = window.export_svg(title="onrecord", theme=THEME, unique_id="onrecord")
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.S)
    return re.sub(r"font-family: (Fira Code, monospace|arial)", f"font-family: {FONTS}", svg)


def _console(file: io.StringIO) -> Console:
    return Console(
        record=True,
        width=COLUMNS,
        file=file,
        force_terminal=True,
        color_system="standard",
        theme=STYLES,
        highlight=False,
    )


def filled(block: re.Match[str]) -> str:
    """A console block with its commands run in a folder that holds the sample pages."""
    shown = []
    with tempfile.TemporaryDirectory() as place:
        shutil.copytree(STORY, place, dirs_exist_ok=True)
        environment = os.environ | {
            "COLUMNS": str(COLUMNS),
            "NO_COLOR": "1",
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        }
        for command in (line for line in block[1].splitlines() if line.startswith("$ ")):
            done = subprocess.run(
                ["bash", "-c", command[2:]],
                cwd=place,
                env=environment,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                check=False,
            )
            shown += [command, *done.stdout.splitlines()]
    return "\n".join(["```console", *shown, "```"])


if __name__ == "__main__":
    (HERE / "terminal.svg").write_text(picture(PICTURED), encoding="utf-8")
    guide = HERE / "guide.md"
    guide.write_text(BLOCK.sub(filled, guide.read_text(encoding="utf-8")), encoding="utf-8")
