"""Draws docs/terminal.svg, the picture on the README: what `onrecord read` prints for a sample page.

python docs/pictures.py
"""

from __future__ import annotations

import io
import re
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from onrecord import read_page
from onrecord.cli.show import show
from onrecord.cli.terminal import STYLES
from onrecord.pages import RawPage, pages_in
from onrecord.samples import folder

PAGE = folder() / "dam" / "dam-1-courier.html"
OUT = Path(__file__).parent / "terminal.svg"
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


def picture(page: Path, columns: int = 80) -> str:
    """The terminal as SVG, with no font or style loaded from elsewhere."""
    console = Console(
        record=True, width=columns, file=io.StringIO(), force_terminal=True, color_system="standard", theme=STYLES,
        highlight=False,
    )  # fmt: skip
    console.print(Text(f"$ onrecord read {page.name}", "bold"))
    console.print()
    found = next(iter(pages_in(page)))
    assert isinstance(found, RawPage)
    show(console, read_page(found))
    svg = console.export_svg(title="onrecord", theme=THEME, unique_id="onrecord")
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.S)
    return re.sub(r"font-family: Fira Code, monospace|font-family: arial", f"font-family: {FONTS}", svg)


if __name__ == "__main__":
    OUT.write_text(picture(PAGE), encoding="utf-8")
    print(OUT)
