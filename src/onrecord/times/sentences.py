"""Where the sentences of an article end."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SENTENCE_END = re.compile(r"[.!?]['\"”’)\]]*(?=\s+['\"“‘(\[]*[A-Z0-9])|\n\s*\n|\n(?=\s*[-•*])")
_ABBREVIATION = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Capt|St|Jr|Sr|Inc|Co|Corp|vs|No|Jan|Feb|Mar|Apr|Jun|Jul|Aug"
    r"|Sept?|Oct|Nov|Dec|[A-Z])$"
)
_INITIALS = re.compile(r"[A-Z]\.[A-Z]$")
_OPENING = re.compile(
    r"\s+(?:The|A|An|In|On|At|But|And|He|She|It|They|We|While|When|After|As|If|For|This|That|His|Her|Its|Their|Mr|Ms)\b"
)
"""Words that open a sentence after an abbreviation that may or may not end one: "in the U.S. While …"."""


def sentence_ends(text: str) -> Iterator[int]:
    """The offsets behind the marks that end sentences, in order, but for the text's own end. Raises nothing."""
    for end in _SENTENCE_END.finditer(text):
        before = text[max(0, end.start() - 6) : end.start()]
        abbreviated = text[end.start()] == "." and _ABBREVIATION.search(before)
        if abbreviated and not (_INITIALS.search(before) and _OPENING.match(text, end.end())):
            continue
        yield end.end()
