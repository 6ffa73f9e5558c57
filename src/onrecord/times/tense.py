"""Whether the words around a time look back or ahead."""

from __future__ import annotations

import re

from onrecord.times.calendar import Direction

_FIRM = (
    r"will|shall|won['’]t|going to|gonna|(?:is|are) to|(?<=, )to be|set to|due|scheduled|slated|planned"
    r"|plans?|planning|expected|expects?|intends?|aims?|promis(?:ed|es|e)|vow(?:ed|s)?|pledg(?:ed|es|e)|upcoming"
    r"|forthcoming|would|deadline"
)
_POSSIBLE = "to be|hopes?|hoping|could|may|might|should|must|can|cannot|wants?"
_BACK = (
    r"was|were|had|did|has|have|been|went|came|took|said|told|met|made|held|began|left|won|lost|gave|got|saw|found"
    r"|spoke|wrote|rose|fell|hit|sent|set|ran|became|brought|thought|knew|felt|led|sold|paid|broke|drew|grew|sat|stood"
    r"|shot|flew|(?!need)[a-z]{2,}ed"
)
_VERB = re.compile(
    rf"\b(?:(?P<firm>{_FIRM})|(?P<possible>{_POSSIBLE})|(?P<back>{_BACK}))\b|(?P<short>['’]ll)\b"
)
_BREAK = re.compile(r"[.!?;:\n“”\"]|,\s(?:who|which|whose|where|when)\b")
_REACH = 100
"""Characters on either side of a time in which its verb is looked for."""
_PARTICIPLE = re.compile(r"(?:\s+(?!(?:I|he|she|it|we|you|they|who)\b)[\w’'-]+){0,4}\s*")
"""What may stand between an auxiliary and a participle that belongs to it: "will be held". Behind a subject of its own
("a vow she made in March") it is no participle but a past tense."""
_NEXT_AUXILIARY = re.compile(r"\s(?:[\w’'-]+\s){0,2}?(?:will|would|is to|are to|is set|is expected)\b")
_CONDITION = re.compile(r"\b(?:if|unless|whether|when|had)\b[^,]*$", re.IGNORECASE)


def direction(text: str, start: int, end: int) -> Direction | None:
    """Past or future, by the nearest verb before [start, end) in its clause, else the first after it."""
    verb = _verb(text, start, end, 0, len(text))
    if verb is None:
        return None
    return "past" if verb["back"] else "future"


def announces(text: str, start: int, end: int, low: int, high: int) -> bool | None:
    """Whether the verb of a time in the statement [low, high) says that something will happen then.

    None where no verb tells; False for what happened, for a mere possibility, and under an "if".
    """
    if _CONDITION.search(_clause_before(text, start, low)):
        return False
    verb = _verb(text, start, end, low, high)
    return None if verb is None else bool(verb["firm"] or verb["short"])


def _clause_before(text: str, start: int, low: int) -> str:
    return _BREAK.split(text[max(low, start - _REACH) : start])[-1]


def _verb(text: str, start: int, end: int, low: int, high: int) -> re.Match[str] | None:
    if _NEXT_AUXILIARY.match(text, end, min(high, end + 40)):
        return _VERB.search(text, end, min(high, end + 40))
    before = _clause_before(text, start, low)
    found: re.Match[str] | None = None
    for verb in _VERB.finditer(before):
        covered = (
            found is not None
            and not found["back"]
            and verb["back"]
            and _PARTICIPLE.fullmatch(before, found.end(), verb.start())
        )
        if not covered:
            found = verb
    return found or _VERB.search(_BREAK.split(text[end : min(high, end + _REACH)], maxsplit=1)[0])
