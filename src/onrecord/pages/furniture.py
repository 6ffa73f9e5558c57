"""Why something on a page is furniture: the words for it, and the fixed phrases by which it gives itself away."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Literal, cast, get_args

from onrecord.pages.remembered import remembered

Why = Literal[
    "about the author",
    "advertising",
    "byline",
    "caption",
    "comments",
    "copyright",
    "date",
    "form",
    "headline",
    "image description",
    "legal notice",
    "link list",
    "navigation",
    "newsletter",
    "not the article",
    "related",
    "repeated",
    "sharing",
    "tags",
]
"""Why something was taken out: the words that stand in `Furniture.why`."""

WHYS: tuple[Why, ...] = get_args(Why)
LONGEST_PHRASE = 400
"""Characters of the longest line that a phrase makes furniture: in a longer one it is what the text talks about."""


@remembered
def phrase(line: str) -> Why | None:
    """The reason that a fixed phrase gives to take `line` out, None where the line holds none.

    A picture's credit ("caption") is not among them: see `has_credit`.
    """
    if len(line) > LONGEST_PHRASE:
        return None
    whole, inside = _phrases()
    lowered = line.lower()
    found = whole.fullmatch(lowered) or inside.search(lowered)
    return _why(found.lastgroup) if found and found.lastgroup else None


@remembered
def has_credit(line: str) -> bool:
    """Whether `line` names who took or sells a picture, as captions do."""
    return bool(_credit().search(line.lower()))


@cache
def _phrases() -> tuple[re.Pattern[str], re.Pattern[str]]:
    whole = {why: f"(?:{'|'.join(them)})" for (why, inside), them in _sections().items() if not inside}
    inside = {
        why: "|".join(them) for (why, inside), them in _sections().items() if inside and why != "caption"
    }
    grouped = "|".join(f"(?P<{_group(why)}>{them})" for why, them in whole.items())
    return (
        re.compile(rf"\W*(?:{grouped})\W*"),
        re.compile("|".join(f"(?P<{_group(why)}>{them})" for why, them in inside.items())),
    )


@cache
def _credit() -> re.Pattern[str]:
    return re.compile("|".join(_sections()["caption", True]))


@cache
def _sections() -> dict[tuple[Why, bool], list[str]]:
    """The expressions of `data/furniture.txt` by reason and by whether they stand inside a line."""
    sections: dict[tuple[Why, bool], list[str]] = {}
    current: list[str] = []
    for line in (
        files("onrecord.pages").joinpath("data/furniture.txt").read_text(encoding="utf-8").splitlines()
    ):
        if line.startswith("["):
            name = line.strip("[]")
            current = sections[cast(Why, name.removesuffix(" inside")), name.endswith(" inside")] = []
        elif line and not line.startswith("# "):
            current.append(line)
    return sections


def _group(why: Why) -> str:
    return why.replace(" ", "_")


def _why(group: str) -> Why:
    return cast(Why, group.replace("_", " "))
