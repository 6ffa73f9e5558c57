"""Where a cue ends and its content begins, and where that ends, in four places where the model wavers.

The record has one way: what was left unsaid is the cue ("declined to say" whether …), who was told is neither cue nor
content ("told" its clients "that the fund was closed") nor source (the staff "had been told" so), nor is the day that
stands behind a quotation (called it "“a theft at noon”" on Tuesday) said.
"""

from __future__ import annotations

import re

from onrecord.reader.linking import Found, Group

_UNSAID = re.compile(
    r"to (?:say|comment|confirm|disclose|discuss|elaborate|explain|reveal|specify|speculate)(?: on| about)?"
    r"(?= (?:whether|if|that|what|when|where|why|how|who|which)\b)"
)
_DECLINES = re.compile(r"\b(?:declin|refus)(?:e[ds]?|ing)$", re.IGNORECASE)
_TELLS = re.compile(r"\b(?:tell|tells|told|telling|assured?|reminded?|informed?|warned)$", re.IGNORECASE)
_TOLD = re.compile(r"(?!that )(?:[^\W\d_][\w’'-]* ){1,5}?(?=that )")
_IS_TOLD = re.compile(
    r"\b(?:is|are|was|were|be|been|being)(?: not| never| \w+ly)? "
    r"(?:advised|asked|assured|briefed|informed|instructed|notified|ordered|promised|told|urged|warned)$",
    re.IGNORECASE,
)
_DAY_BEHIND = re.compile(
    r"(?<=[”\"’»]) (?:on |late on |early on |last |this |earlier |late )?"
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today|tonight)(?: morning| afternoon| evening| night)?$"
)


def bounded(text: str, found: list[Group]) -> list[Group]:
    """`found`, the words around the contents moved to where the record has them."""
    for group in found:
        if group.cue and group.source and _is_told(text, group.source, group.cue):
            group.source = None
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


def _is_told(text: str, source: Found, cue: Found) -> bool:
    return source.end <= cue.start and _IS_TOLD.search(text[cue.start : cue.end]) is not None
