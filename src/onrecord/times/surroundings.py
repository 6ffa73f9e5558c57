"""Whether a time beside a statement says when it was said, or something else about its speaker."""

from __future__ import annotations

import re

Range = tuple[int, int]

_DOCUMENT = re.compile(
    r"\b(?:"
    r"ad|address|advert|advertisement|affidavit|analysis|announcement|appearance|article|blog|book|briefing"
    r"|broadcast|call|column|comments|complaint|conference|data|debate|decision|document|documentary|e-?mail"
    r"|edition|editorial|episode|essay|event|figures|filing|hearing|indictment|interview|issue|lawsuit|lecture"
    r"|letter|meeting|memo|memoir|message|news release|note|op-ed|order|paper|podcast|poll|post|press release"
    r"|program|programme|Q&A|question-and-answer|rally|release|remarks|report|review|ruling|sermon|session"
    r"|speech|spot|statement|story|study|summit|survey|talk|testimony|town hall|transcript|tweet|video|visit"
    r")s?\b",
    re.IGNORECASE,
)
_SAYING = re.compile(
    r"\b(?:spoke|speak\w*|said|saying|told|telling|testif\w+|announc\w+|issu\w+|publish\w+|releas\w+|wrote|writ\w+"
    r"|interview\w*|post\w+|tweet\w+|dated|filed|sent|met|meeting|came out)\b",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"\b(?:who|which|whose|whom|where|that(?=(?:\s[\w’'-]+){1,6}\s$))\b([^,;]*)$", re.IGNORECASE
)
_BOUNDED = re.compile(
    r"\b(?:ahead of|before|prior to)\s+(?:[\w’'-]+\s+){0,6}$"
    r"|\b(?:by|until|till|for|to|like|unlike|than|as)\s+(?:the |in )?$",
    re.I,
)
_SINCE = re.compile(r"\bsince\s+(?:the\s+)?$", re.IGNORECASE)
_PERFECT = re.compile(r"\b(?:has|have|had)\b", re.IGNORECASE)
_OTHER_CLAUSE = re.compile(
    r";|,\s+(?:and|but|while|whereas|though|although)\s+(?:the|he|she|they|it|a|[A-Z])"
)
_WHEN = re.compile(r"(?:['’]s)?(?:\s[\w-]+){0,3},?\swhen\s[^,;]{0,60}")
_IN = re.compile(r"\b(?:in|back in)\s$", re.IGNORECASE)
_YEAR = re.compile(r"(?:early |mid-?|late )?\d{4}$")
_NOUN_AFTER = re.compile(r"[^\S\n]((?:[\w’'-]+[^\S\n]?){1,4})")
_NO_NOUN = re.compile(
    r"(?:that|and|but|of|for|from|in|at|on|to|as|when|while|with|after|before|by|during|he|she|they|it|the|a)\b",
    re.I,
)
_REST = re.compile(r"[\s,]*")
_CLAUSE = re.compile(
    r"\b(?:who|which|that|whose|since|born|held|chosen|made|[a-z]{3,}ed)\b|\b(?:of|from|for|by|until)\s+(?:the\s+)?$"
)


def dates_its_source(text: str, time: Range, source: Range) -> bool:
    """Whether a time in the words of a source can be when it spoke.

    So it is where the source was written or spoken at a time ("a report released on Tuesday"), and where the time only
    closes its words ("his spokesman in October"), not in a clause of them ("a man arrested in October").
    """
    if _DOCUMENT.search(text, *source):
        return True
    return _REST.fullmatch(text, time[1], source[1]) is not None and not _CLAUSE.search(
        text, source[0], time[0]
    )


def is_about_the_saying(text: str, time: Range, core: Range, sentence: Range) -> bool:
    """Whether a time in the sentence of a cue can be when it was said.

    Not so: a time in a relative clause ("Kos, elected in 2012, said"), one that bounds something else ("by
    Friday", "ahead of Friday's vote", "since 2010" unless the cue is a perfect), one of another clause, a year that
    modifies a noun ("the 2012 campaign") other than an occasion of speaking ("a 2012 interview").
    """
    before = text[max(sentence[0], time[0] - 200) : time[0]]
    relative = _RELATIVE.search(before)
    if (
        relative
        and not (core[0] >= time[0] - len(relative[1]) and core[1] <= time[0])
        and not _SAYING.search(relative[1])
    ):
        return False
    if core[0] >= time[1] and _WHEN.fullmatch(text, time[1], core[0]):
        return True
    if _BOUNDED.search(before):
        return False
    if _SINCE.search(before) and not _PERFECT.search(text, *core):
        return False
    between = text[core[1] : time[0]] if core[1] <= time[0] else text[time[1] : core[0]]
    if _OTHER_CLAUSE.search(between[-200:] if core[1] <= time[0] else between[:200]):
        return False
    return (
        not _YEAR.match(text[time[0] : time[1]])
        or _IN.search(before) is not None
        or _of_an_occasion(text, time)
    )


def _of_an_occasion(text: str, time: Range) -> bool:
    noun = _NOUN_AFTER.match(text, time[1])
    if noun is None or _NO_NOUN.match(noun[1]):
        return True
    return _DOCUMENT.search(noun[1]) is not None
