"""Where a cue ends and its content begins, and where that ends, in three places where the model wavers.

The record has one way: what was left unsaid is the cue ("declined to say" whether …), who was told is neither cue nor
content ("told" its clients "that the fund was closed"), nor is the day that stands behind a quotation (called it "“a
theft at noon”" on Tuesday).
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
_DAY_BEHIND = re.compile(
    r"(?<=[”\"’»]) (?:on |late on |early on |last |this |earlier |late )?"
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today|tonight)(?: morning| afternoon| evening| night)?$"
)


def bounded(text: str, found: list[Group]) -> list[Group]:
    """`found`, the words around the contents moved to where the record has them."""
    for group in found:
        for content in group.contents:
            if behind := _DAY_BEHIND.search(text[content.start : content.end]):
                content.end = content.start + behind.start()
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
