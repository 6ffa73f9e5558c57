"""Where a cue ends and its content begins, in two places where annotators differ and so the model wavers.

The record has one way: what was left unsaid is the cue ("declined to say" whether …), and who was told is neither cue
nor content ("told" its clients "that the fund was closed").
"""

from __future__ import annotations

import re

from onrecord.reader.linking import Group

_UNSAID = re.compile(
    r"to (?:say|comment|confirm|disclose|discuss|elaborate|explain|reveal|specify|speculate)(?: on| about)?"
    r"(?= (?:whether|if|that|what|when|where|why|how|who|which)\b)"
)
_DECLINES = re.compile(r"\b(?:declin|refus)(?:e[ds]?|ing)$", re.IGNORECASE)
_TELLS = re.compile(r"\b(?:tell|tells|told|telling|assured?|reminded?|informed?|warned)$", re.IGNORECASE)
_TOLD = re.compile(r"(?!that )(?:[^\W\d_][\w’'-]* ){1,5}?(?=that )")


def bounded(text: str, found: list[Group]) -> list[Group]:
    """`found`, the words between cue and content moved to where the record has them."""
    for group in found:
        cue, content = group.cue, group.contents[0]
        if cue is None or text[cue.end : content.start] != " ":
            continue
        verb = text[max(0, cue.end - 10) : cue.end]
        if _DECLINES.search(verb) and (unsaid := _UNSAID.match(text, content.start, content.end)):
            cue.end = unsaid.end()
            content.start = unsaid.end() + 1
        elif _TELLS.search(verb) and (told := _TOLD.match(text, content.start, content.end)):
            content.start = told.end()
    return found
