"""A line as a picture: SVG text, for pages and files. Nothing in it runs or is loaded from elsewhere.

Time goes down. A full dot is new, an empty one restates (an arc leads to what it restates), a dotted one is unclear; a
bracket joins two utterances that differ, where a change is worth a look.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from onrecord.positions.results import Change, Comparison, Line, Step, Utterance
from onrecord.wording import count, day, safe, shorten

WIDTH = 760
ROW = 46
HEAD = 58
AXIS = 150
"""Where the axis stands from the left: dates before it, words behind."""
ARC = 26
GAP = 30
"""Days from which a gap is written on the axis."""
CHARACTERS = 88
"""Of an utterance that fit on a line."""

Href = Callable[[Utterance], str]

_STYLE = (
    "text{font:13px system-ui,sans-serif;fill:currentColor}"
    ".name{font-weight:600;font-size:15px}.aside{font-size:11px;opacity:.65}"
    ".axis,.arc{fill:none;stroke:currentColor;opacity:.35}"
    ".new{fill:currentColor}.restated{fill:none;stroke:currentColor;stroke-width:1.5}"
    ".unclear{fill:none;stroke:currentColor;stroke-width:1.5;stroke-dasharray:2 2}"
    ".change{fill:none;stroke:#b4540a;stroke-width:1.5}a:hover text{text-decoration:underline}"
)


def svg(line: Line, *, href: Href | None = None, styled: bool = True) -> str:
    """The line as an SVG element; `href` gives the link of each utterance.

    Without `styled` it comes without its style sheet, for a page that has the rules in its own.
    """
    height = HEAD + ROW * max(1, len(line.steps)) + 10
    return _document([_drawn(line, href, 0)], WIDTH, height, _label(line), bool(href), styled)


def compared(comparison: Comparison, *, href: Href | None = None, styled: bool = True) -> str:
    """Two lines side by side as an SVG element; otherwise as `svg`."""
    lines = (comparison.left, comparison.right)
    height = HEAD + ROW * max(1, *(len(line.steps) for line in lines)) + 10
    label = " and ".join(_label(line) for line in lines)
    parts = [_drawn(line, href, number * WIDTH) for number, line in enumerate(lines)]
    return _document(parts, 2 * WIDTH, height, label, bool(href), styled)


def _document(parts: Sequence[str], width: int, height: int, label: str, linked: bool, styled: bool) -> str:
    role = "group" if linked else "img"  # the parts of an image are no links to a screen reader
    style = f"<style>{_STYLE}</style>" if styled else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="{role}" aria-label="{_attribute(label)}">{style}{"".join(parts)}</svg>\n'
    )


def _label(line: Line) -> str:
    about = "" if line.subject.kind == "everything" else f" on {line.subject.name}"
    return f"{line.speaker}{about}: {count(line.subject.utterances, 'utterance')}"


def _drawn(line: Line, href: Href | None, left: int) -> str:
    places = {step.utterance.id: HEAD + ROW * number + ROW // 2 for number, step in enumerate(line.steps)}
    parts = [_text(16, 24, _label(line), "name")]
    if line.earlier:
        parts.append(_text(16, 42, f"{count(line.earlier, 'earlier utterance')} not shown", "aside"))
    if places:
        parts.append(f'<path class="axis" d="M{AXIS} {min(places.values())}V{max(places.values())}"/>')
    for step in line.steps:
        parts.append(_arc(step, places))
    for change in reversed(line.changes):
        parts.append(_bracket(change, places))
    for step in line.steps:
        parts.append(_row(step, places[step.utterance.id], href))
    return f'<g transform="translate({left} 0)">{"".join(parts)}</g>'


def _row(step: Step, y: int, href: Href | None) -> str:
    utterance, mark = step.utterance, step.mark
    shown = day(utterance.last, weekday=False) if utterance.last else "undated"
    printed = f"{count(utterance.pages, 'page')}, {utterance.independent} independent"
    altered = sum(wording.difference == "meaning" for wording in utterance.wordings)
    aside = [f"{mark.what} {mark.score:.2f}", printed, f"{altered} altering the meaning" if altered else ""]
    parts = [
        f"<title>{_content(utterance.text)}</title>",
        f'<circle class="{mark.what}" cx="{AXIS}" cy="{y}" r="5"/>',
        _text(AXIS + 16, y, shorten(safe(utterance.text), CHARACTERS)),
        _text(AXIS + 16, y + 16, " · ".join(filter(None, aside)), "aside"),
    ]
    if href is not None:
        parts = [f'<a href="{_attribute(href(utterance))}">', *parts, "</a>"]
    date = f'<text x="{AXIS - ARC - 14}" y="{y + 4}" text-anchor="end">{_content(shown)}</text>'
    if step.gap is not None and step.gap >= GAP:
        words = count(step.gap, "day")
        date += f'<text class="aside" x="{AXIS - ARC - 14}" y="{y - 18}" text-anchor="end">{words}</text>'
    return f"<g>{date}{''.join(parts)}</g>"


def _arc(step: Step, places: dict[str, int]) -> str:
    """From an utterance to the one that it restates, where both are drawn."""
    if step.mark.what != "restated" or step.mark.restates not in places:
        return ""
    start, end = places[step.utterance.id], places[step.mark.restates]
    return f'<path class="arc" d="M{AXIS - 6} {start}C{AXIS - ARC} {start} {AXIS - ARC} {end} {AXIS - 6} {end}"/>'


def _bracket(change: Change, places: dict[str, int]) -> str:
    start, end = places.get(change.earlier.id), places.get(change.later.id)
    if start is None or end is None:
        return ""
    reasons = "; ".join(change.reasons) or "the two differ"
    return (
        f'<path class="change" d="M{AXIS + 6} {start}h4V{end}h-4">'
        f"<title>{_content(f'worth a look ({change.score:.2f}): {reasons}')}</title></path>"
    )


def _text(x: int, y: int, words: str, kind: str = "") -> str:
    marked = f' class="{kind}"' if kind else ""
    return f'<text x="{x}" y="{y}"{marked}>{_content(words)}</text>'


def _content(words: str) -> str:
    return escape(safe(words), quote=False)


def _attribute(words: str) -> str:
    return escape(safe(words))
