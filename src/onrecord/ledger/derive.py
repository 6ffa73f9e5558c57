"""From a statement as read and its corrections: the statement as it holds, and the columns it is found by."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any, TypedDict

from onrecord.ledger.names import Names, storable
from onrecord.record import Said, Span, Speaker, Statement

OPEN_END = "9999-12-31"
"""Stands for a range without an end, so that it sorts after every date."""


class Changes(TypedDict, total=False):
    """What a correction changes."""

    speaker: dict[str, str] | None
    """Name and kind; None: nobody."""
    said: dict[str, str | None]
    """First and last day, "from" and "to"."""
    content: list[str]
    """The pieces, as they stand in the article."""
    verdict: str
    """"accept" or "reject"."""


def corrected(statement: Statement, changes: Sequence[Changes], text: str) -> Statement:
    """The statement with `changes` made in their order; `text` is its article's.

    A new content that does not stand in `text` is left as read: the spans never lie.
    """
    update: dict[str, Any] = {}
    for change in changes:
        if "speaker" in change:
            named = change["speaker"]
            update["speaker"] = named and Speaker.model_validate({**named, "named": True, "how": "corrected"})
        if "said" in change:
            how = "expression" if change["said"]["from"] else "unknown"
            update["said"] = Said.model_validate({**change["said"], "how": how})
        if "content" in change:
            near = statement.content[0].start if statement.content else 0
            spans = [place(piece, text, near) for piece in change["content"]]
            if all(spans):
                update["content"] = tuple(spans)
        if change.get("verdict") == "accept":
            update["confidence"] = 1.0
    return statement.model_copy(update=update)


def rejected(changes: Sequence[Changes]) -> bool:
    """Whether the last verdict says that this is no statement."""
    verdicts = [change["verdict"] for change in changes if "verdict" in change]
    return bool(verdicts) and verdicts[-1] == "reject"


def place(words: str, text: str, near: int) -> Span | None:
    """Where `words` stand in `text`, spaces of any kind alike: the place closest to the offset `near`."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    if not pattern:
        return None
    found = min(re.finditer(pattern, text), key=lambda match: abs(match.start() - near), default=None)
    return Span.of(text, *found.span()) if found else None


def columns(statement: Statement, names: Names) -> dict[str, Any]:
    """The values of the columns that statements are filtered and searched by."""
    speaker, said = statement.speaker, statement.said
    return {
        "kind": statement.kind,
        "act": statement.act,
        "confidence": statement.confidence,
        "name_id": names.row(speaker.name, speaker.kind) if speaker and speaker.named else None,
        "said_from": said.from_ or "",
        "said_to": said.to or (OPEN_END if said.from_ else ""),
        "words": storable(" ".join(span.text for span in statement.content)),
    }


def folded(words: str) -> str:
    """`words` so that two printings of the same compare equal: without case, quotation marks and spacing."""
    return " ".join(re.findall(r"\w+", words.casefold()))


def load(changes: str) -> Changes:
    """The changes as stored."""
    loaded: Changes = json.loads(changes)
    return loaded
