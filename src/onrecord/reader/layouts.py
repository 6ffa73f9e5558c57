"""Layouts in which the page's form, not a verb, says who speaks.

- dialogue, as in interviews and transcripts: paragraphs that open with a speaker's label ("Ana Kos: …", "Q: …");
- a signed quotation, as press releases and embedded posts have it: “…” – Name, Title.

The model learned from running prose; these forms are regular enough to be read as they are.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter

from onrecord.reader.linking import Found, Group
from onrecord.reader.windows import PARAGRAPH

_NAME = r"[^\W\d_a-z][\w.'’\-]*(?: (?:of |the |de |van |von |al-|bin )?[^\W\d_a-z][\w.'’\-]*){0,4}"
_LABEL = re.compile(
    rf"[\"“]?(?P<label>[QA](?=[:.])|{_NAME})(?: \([^()\n]{{1,60}}\))? ?(?P<colon>:|(?<=[QA])\.) (?=\S)"
)
_SIGNED = re.compile(
    rf"^(?P<words>[“\"][^”\"\n]+[”\"]) ?(?:–|—|--|-) ?(?P<name>{_NAME}(?:, [^\n()]{{1,90}}?)?)(?=\s*(?:\(|$))",
    re.MULTILINE,
)
_CERTAIN = 0.95
"""How far such a layout is believed, on the scale of the model's own certainties."""
_SPOKEN = 3
"""Spaces in a turn that somebody speaks; tables of labels and figures have fewer."""


def by_layout(text: str) -> list[Group]:
    """The attributions that layout alone gives, in order of text. Linear in its length."""
    return sorted(_dialogue(text) + _signed(text), key=lambda group: group.contents[0].start)


def _dialogue(text: str) -> list[Group]:
    """A group for each labelled turn: its paragraph and the unlabelled ones up to the next label."""
    paragraphs = [match.span() for match in PARAGRAPH.finditer(text)]
    labels = [_LABEL.match(text, start, end) for start, end in paragraphs]
    turns = [(index, match) for index, match in enumerate(labels) if match]
    times = Counter(match["label"] for _, match in turns)
    turns = [(index, match) for index, match in turns if times[match["label"]] > 1]
    spoken = sum(text.count(" ", match.end(), paragraphs[index][1]) >= _SPOKEN for index, match in turns)
    if len({match["label"] for _, match in turns}) < 2 or spoken < len(turns) / 2:
        return []
    ends = [index for index, _ in turns[1:]] + [turns[-1][0] + 1]
    return [
        Group(
            cue=Found(*match.span("colon"), _CERTAIN),
            source=Found(*match.span("label"), _CERTAIN),
            contents=[Found(match.end(), paragraphs[index][1], _CERTAIN)]
            + [Found(*paragraphs[later], _CERTAIN) for later in range(index + 1, end)],
        )
        for (index, match), end in zip(turns, ends, strict=True)
    ]


def _signed(text: str) -> list[Group]:
    return [
        Group(
            cue=None,
            source=Found(*match.span("name"), _CERTAIN),
            contents=[Found(*match.span("words"), _CERTAIN)],
        )
        for match in _SIGNED.finditer(text)
    ]


def preferred(groups: list[Group], laid_out: list[Group]) -> list[Group]:
    """`laid_out`, and those of the model's `groups` that share no content with them, in order of text."""
    taken = sorted((found.start, found.end) for group in laid_out for found in group.contents)
    starts = [start for start, _ in taken]

    def free(group: Group) -> bool:
        for found in group.contents:
            at = bisect_right(starts, found.end - 1) - 1
            if at >= 0 and taken[at][1] > found.start:
                return False
        return True

    return sorted(
        laid_out + [group for group in groups if free(group)], key=lambda group: group.contents[0].start
    )
