"""One source for several cues: "Kos said the bridge was safe, adding that …", "Noting that …, Kos said …".

The model points each source at one cue. Where a later cue of the same sentence is joined to it by "and", a comma or
its participle, the source speaks there too (in nine of ten such places in PolNeAR's training part); a participle
that opens a sentence has the subject of the sentence. Where the model gave the source to the later cue only, the cue
that it stands before has it as well.
"""

from __future__ import annotations

import re
from itertools import pairwise

from onrecord.reader.linking import Found, Group

_JOINED = re.compile(r"(?:,|\b(?:and|but|or|then|also|before|after|while|by|in))\s*$", re.IGNORECASE)
_PARTICIPLE = re.compile(r"[^\W\d_]+ing\b")
_SENTENCE_END = re.compile(r"\n|[.!?][\"”’]?\s+[“\"‘]?(?=[^\W\d_a-z])")
_SENTENCE_START = re.compile(r"(?:^|\n|[.!?][\"”’]?\s)\s*$")
_LONGEST_GAP = 1000
"""Characters between two cues that are searched for the end of a sentence."""


def with_shared_sources(text: str, groups: list[Group]) -> list[Group]:
    """`groups`, a source added to each cue that shares its neighbour's."""
    cued = sorted(
        ((group.cue, group) for group in groups if group.cue is not None), key=lambda pair: pair[0].start
    )
    for (cue, group), (next_cue, following) in pairwise(cued):
        if not _in_one_sentence(text, cue, next_cue):
            continue
        if following.source is None and _is_joined(text, next_cue):
            following.source = group.source
        elif group.source is None and (
            _opens_with_participle(text, cue) or _stands_before(text, following.source, cue)
        ):
            group.source = following.source
    return groups


def _in_one_sentence(text: str, cue: Found, following: Found) -> bool:
    between = text[cue.end : following.start + 1]
    return len(between) < _LONGEST_GAP and not _SENTENCE_END.search(between)


def _is_joined(text: str, cue: Found) -> bool:
    before = text[max(0, cue.start - 20) : cue.start]
    return bool(_JOINED.search(before) or _PARTICIPLE.match(text, cue.start))


def _stands_before(text: str, source: Found | None, cue: Found) -> bool:
    """Whether the source that a later cue was given is this cue's subject: "she told reporters …, adding that …"."""
    return source is not None and source.end < cue.start and text[source.end : cue.start].isspace()


def _opens_with_participle(text: str, cue: Found) -> bool:
    before = text[max(0, cue.start - 4) : cue.start]
    return bool(_PARTICIPLE.match(text, cue.start) and _SENTENCE_START.search(before))
