"""Makes what the documentation shows of the command line anew, from the installed onrecord and its sample pages.

    python docs/refresh.py

Draws terminal.svg, the picture on the README; writes commands.md from the command line's own help; fills every
```console block of guide.md, ledger.md and positions.md with what the commands in its lines that begin with "$ "
print; and copies accuracy.md to where the web pages show it from.
"""

from __future__ import annotations

import inspect
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from enum import Enum
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text
from typer.main import get_command

from onrecord import read_page
from onrecord.cli import app
from onrecord.cli.show import show
from onrecord.cli.terminal import STYLES
from onrecord.pages import RawPage, pages_in
from onrecord.samples import folder
from onrecord.web.pages.about import ACCURACY

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


def commands() -> str:
    """Every verb with its arguments and options, as Markdown."""
    whole: Any = get_command(app)
    parts = ["# Commands", "Written by `python docs/refresh.py` from what `onrecord --help` says."]
    for name, command in (("", whole), *whole.commands.items()):
        given = [param for param in command.params if param.param_type_name == "argument"]
        options = [
            param
            for param in command.params
            if param.param_type_name == "option" and not param.name.endswith("_completion")  # Typer's own
        ]
        parts.append(
            f"## {' '.join(['onrecord', name, *(param.metavar or param.name for param in given)])}".strip()
        )
        parts.append(_prose(command.help))
        rows = [f"| {_cell(param.metavar or param.name)} | {_cell(param.help)} |" for param in given]
        rows += [f"| {_usage(param)} | {_cell(param.help)}{_default(param)} |" for param in options]
        if rows:
            parts.append("\n".join(["| | |", "|---|---|", *rows]))
    return "\n\n".join(parts) + "\n"


def _prose(words: str) -> str:
    """A verb's help, its examples as code."""
    prose, _, examples = Text.from_markup(inspect.cleandoc(words)).plain.partition("\n\nExample")
    lines = [line.strip() for line in examples.splitlines() if line.startswith("  ")]
    return "\n".join([prose, "", "```sh", *lines, "```"]) if lines else prose


def _usage(option: Any) -> str:
    names = ", ".join((*option.opts, *option.secondary_opts))
    return f"`{names}`" + (f" {_cell(option.metavar)}" if option.metavar else "")


def _default(option: Any) -> str:
    known = isinstance(option.default, str | int | float | Enum) and not isinstance(option.default, bool)
    return f" ({getattr(option.default, 'value', option.default)} unless given)" if known else ""


def _cell(words: str | None) -> str:
    return (words or "").replace("|", r"\|")


def filled(document: str) -> str:
    """The document with the commands of its console blocks run, one after another, in a folder of sample pages."""
    with tempfile.TemporaryDirectory() as place:
        shutil.copytree(STORY, place, dirs_exist_ok=True)
        return BLOCK.sub(lambda block: _run(block[1], Path(place)), document)


def _run(block: str, place: Path) -> str:
    environment = os.environ | {
        "COLUMNS": str(COLUMNS),
        "NO_COLOR": "1",
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    shown = []
    for command in (line for line in block.splitlines() if line.startswith("$ ")):
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
    (HERE / "commands.md").write_text(commands(), encoding="utf-8")
    for document in (HERE / "guide.md", HERE / "ledger.md", HERE / "positions.md"):
        document.write_text(filled(document.read_text(encoding="utf-8")), encoding="utf-8")
    shutil.copy(HERE / "accuracy.md", ACCURACY)
