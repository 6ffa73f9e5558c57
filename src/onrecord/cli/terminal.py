"""The terminal: colours, width, and page text that must not speak to it."""

from __future__ import annotations

import os
import sys

from rich.console import Console
from rich.text import Text
from rich.theme import Theme

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
    }
)

_INVISIBLE = [0x00AD, 0x061C, 0x200B, 0x200E, 0x200F, *range(0x2060, 0x2065), 0xFEFF]
_REORDERING = [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]
_SAFE: dict[int, int | str | None] = {
    **{code: 0x2400 + code for code in range(0x20)},
    0x7F: 0x2421,
    **dict.fromkeys([ord(space) for space in "\t\n\v\f\r\x85\u2028\u2029"], " "),
    **dict.fromkeys([*range(0x80, 0x85), *range(0x86, 0xA0)], "\N{REPLACEMENT CHARACTER}"),
    **dict.fromkeys(_REORDERING, "\N{REPLACEMENT CHARACTER}"),
    **dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}"),
    **dict.fromkeys(range(0xE0000, 0xE0080), "\N{REPLACEMENT CHARACTER}"),
    **dict.fromkeys(_INVISIBLE, None),
}


def safe(text: str) -> str:
    """`text` on one line, with nothing in it that a terminal would obey.

    Control characters are shown as their pictures (ESC as ␛), those that reorder text (Unicode bidirectional
    embeddings, overrides and isolates) as U+FFFD, so that they are seen; marks without width are left out.
    """
    return text.translate(_SAFE)


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
