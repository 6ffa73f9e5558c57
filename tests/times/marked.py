"""Articles written with their attributions marked: "[Ana Kos]s [said]c on Tuesday that [the mine will close]t"."""

from __future__ import annotations

import re

from onrecord.record import Attribution, Span

_MARK = re.compile(r"\[([^\]]*)\]([sct])")


def read(marked: str) -> tuple[str, Attribution]:
    """The text without marks, and its one attribution of source, cue and content (in several pieces, if need be).

    It is direct when its content opens with a quotation mark, else indirect.
    """
    text = ""
    spans: dict[str, list[tuple[int, int]]] = {"s": [], "c": [], "t": []}
    done = 0
    for mark in _MARK.finditer(marked):
        text += marked[done : mark.start()]
        spans[mark[2]].append((len(text), len(text) + len(mark[1])))
        text += mark[1]
        done = mark.end()
    text += marked[done:]
    content = tuple(Span.of(text, *span) for span in spans["t"])
    return text, Attribution(
        source=Span.of(text, *spans["s"][0]) if spans["s"] else None,
        cue=Span.of(text, *spans["c"][0]) if spans["c"] else None,
        content=content,
        kind="direct" if content and content[0].text.startswith("“") else "indirect",
        act="speech",
        confidence=1.0,
    )
