"""Articles with their sources, contents and speakers marked in the text, for the tests.

`{source|speaker}` is a source and whom it stands for: a name, `~words` for an unnamed speaker whose words these are
among, or `-` for no speaker at all. `[words]` is a content; it belongs to the nearest source of its paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from onrecord.record import Attribution, Span, Speaker

_MARK = re.compile(r"\{(?P<source>[^|{}]*)\|(?P<speaker>[^{}]*)\}|\[(?P<content>[^\[\]]*)\]")
_ARTICLES = Path(__file__).parent / "articles"


@dataclass(frozen=True)
class Marked:
    """A text without its marks, its attributions, and the speaker of each as marked."""

    text: str
    attributions: list[Attribution]
    expected: list[str]


def article(name: str) -> Marked:
    """The marked article called `name`."""
    return marked((_ARTICLES / f"{name}.txt").read_text(encoding="utf-8"))


def names() -> list[str]:
    return sorted(path.stem for path in _ARTICLES.glob("*.txt"))


def marked(text: str) -> Marked:
    """`text` with its marks read."""
    plain, taken = "", 0
    sources: list[tuple[int, int, str]] = []
    contents: list[tuple[int, int]] = []
    for match in _MARK.finditer(text):
        plain += text[taken : match.start()]
        taken = match.end()
        start = len(plain)
        if match["content"] is not None:
            plain += match["content"]
            contents.append((start, len(plain)))
        else:
            plain += match["source"]
            sources.append((start, len(plain), match["speaker"]))
    plain += text[taken:]
    owned: dict[int, list[Span]] = {index: [] for index in range(len(sources))}
    for start, end in contents:
        owned[_nearest(plain, sources, start, end)].append(Span.of(plain, start, end))
    attributions = [
        Attribution(
            source=Span.of(plain, start, end),
            cue=None,
            content=tuple(owned[index]),
            kind="indirect",
            act="speech",
            confidence=1.0,
        )
        for index, (start, end, _) in enumerate(sources)
    ]
    return Marked(plain, attributions, [speaker for *_, speaker in sources])


def _nearest(text: str, sources: list[tuple[int, int, str]], start: int, end: int) -> int:
    def distance(index: int) -> int:
        first, last, _ = sources[index]
        between = text[end:first] if first >= end else text[last:start]
        return len(between) + 1000 * between.count("\n")

    return min(range(len(sources)), key=distance)


def told(speaker: Speaker | None) -> str:
    """A resolved speaker in the notation of the marks."""
    if speaker is None or not speaker.name:
        return "-"
    return speaker.name if speaker.named else f"~{speaker.name}"


def agrees(expected: str, speaker: Speaker | None) -> bool:
    """Whether the speaker is the one marked."""
    got = told(speaker)
    if expected.startswith("~"):
        return got.startswith("~") and expected[1:].casefold() in got.casefold()
    return got == expected
