"""Statements inside statements: "She said he had told her that the gates were shut".

In a page the model marks outermost attributions; the inner ones are found by reading a content again, alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tokenizers import Tokenizer

from onrecord.reader.kinds import act_named
from onrecord.reader.linking import Group
from onrecord.reader.windows import Window, windows_within

LEAST_CONFIDENCE = 0.7
"""Below this an inner statement is more often a slip of the second reading than a statement."""
_WORD = re.compile(r"[^\W\d_]+")
_FIRST_PERSON = frozenset("i we you me us my our".split())
_SAYING = ("speech", "writing")
_NO_SIGN = frozenset(
    """
    state states talk talks talking continue continues point points call calls add adds answer answers post posts speak
    tweet tweets email emails message messages read sign signs file files title titles
    """.split()
)
"""Words of saying that seldom tell what somebody said: a content with no other is spared the second reading."""
_TOLD_AS_SAID = frozenset("found concluded concludes ruled agreed offered accepted reckoned reckons".split())
"""Words of finding and thinking that, of somebody else, mostly tell what was said."""
_SHORTEST = 6
"""Words a content must have to hold a source, a cue and something said."""


def inner_windows(text: str, outer: Iterable[Group], tokenizer: Tokenizer) -> Iterator[tuple[int, Window]]:
    """(index of the outer statement, window) for every content that may hold a statement of its own."""
    for index, group in enumerate(outer):
        for content in group.contents:
            if _may_nest(text[content.start : content.end]):
                for window in windows_within(text, content.start, content.end, tokenizer):
                    yield index, window


def is_inner(text: str, group: Group) -> bool:
    """Whether a group found in a content is a statement of somebody else: a source and a cue of speech or writing."""
    if group.cue is None or group.source is None:
        return False
    source = text[group.source.start : group.source.end]
    said = any(map(_says, _WORD.findall(text, group.cue.start, group.cue.end)))
    return said and source.casefold() not in _FIRST_PERSON


def _may_nest(content: str) -> bool:
    """Whether some word of a content may be a cue; most contents are spared a second reading."""
    words = _WORD.findall(content.casefold())
    return len(words) >= _SHORTEST and any(_says(word) and word not in _NO_SIGN for word in words)


def _says(word: str) -> bool:
    return act_named(word) in _SAYING or word.casefold() in _TOLD_AS_SAID
