"""The terminal: colours, width, and page text that must not speak to it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable

from rich.console import Console
from rich.text import Text
from rich.theme import Theme

from onrecord.wording import safe as safe

WIDEST = 100
"""Columns: longer lines are hard to read, however wide the window is."""

STYLES = Theme(
    {
        "headline": "bold",
        "speaker": "bold cyan",
        "unnamed": "italic cyan",
        "cue": "italic",
        "verbatim": "green",
        "stated": "default",
        "aside": "dim",
        "doubt": "yellow",
        "error": "red",
    }
)


def terminal(*, stderr: bool = False) -> Console:
    """Where to print: coloured on a terminal that can, unless NO_COLOR is set; plain elsewhere."""
    console = _Terminal(
        stderr=stderr,
        theme=STYLES,
        color_system=None if os.environ.get("NO_COLOR") else "auto",
        highlight=False,
        markup=False,
        emoji=False,
    )
    console.width = min(console.width, WIDEST)
    return console


def lines(console: Console, text: Text, indent: int = 0, *, label: str = "") -> None:
    """Print `text` wrapped, every line `indent` columns in and none ending in spaces; nothing when it is empty.

    A `label` stands before the first line, the others hang below its end.
    """
    room = max(console.width - indent - len(label), 10)
    for number, line in enumerate(text.wrap(console, room) if text else ()):
        line.rstrip()
        beside = label if number == 0 else " " * len(label)
        console.print(Text.assemble(" " * indent, (beside, "aside"), line), soft_wrap=True)


def complain(stderr: Console, message: str) -> None:
    """One line on standard error, whatever characters `message` holds."""
    stderr.print(f"onrecord: {safe(message)}", soft_wrap=True)


class _Terminal(Console):
    def on_broken_pipe(self) -> None:
        """Let `Verbs` end quietly, as it does for output that Rich did not write."""
        raise BrokenPipeError


def tolerant_streams() -> None:
    """Let characters that the terminal's encoding lacks show as "?" instead of ending the run."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def edits(parts: Iterable[tuple[str, str]]) -> Text:
    """Words as they were edited: (same, cut or put in, the words), cut ones in [-…-], new ones in {+…+}."""
    text = Text()
    for kind, words in parts:
        text.append(" " if text else "")
        if kind == "same":
            text.append(safe(words))
        elif kind == "cut":
            text.append(f"[-{safe(words)}-]", "error")
        else:
            text.append(f"{{+{safe(words)}+}}", "verbatim")
    return text
