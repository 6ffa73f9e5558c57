"""One source for several cues: "Kos said the bridge was safe, adding that …".

The model points each source at one cue. Where a later cue of the same sentence is joined to it by "and", a comma or
its participle, the source speaks there too (in nine of ten such places in PolNeAR's training part).
"""

from __future__ import annotations

import re

from onrecord.reader.linking import Group

_JOINED = re.compile(r"(?:,|\b(?:and|but|or|then|also|before|after|while|by|in))\s*$", re.IGNORECASE)
_PARTICIPLE = re.compile(r"[^\W\d_]+ing\b")
_SENTENCE_END = re.compile(r"\n|[.!?][\"”’']?\s+[“\"‘]?(?=[^\W\d_a-z])")
_LONGEST_GAP = 1000
"""Characters between two cues that are searched for the end of a sentence."""


def with_shared_sources(text: str, groups: list[Group]) -> list[Group]:
    """`groups`, a source added to each cue that shares the one before it."""
    speaking: Group | None = None
    for group in sorted((g for g in groups if g.cue), key=lambda g: g.cue.start if g.cue else 0):
        assert group.cue is not None
        if group.source is None and speaking is not None and speaking.cue is not None:
            between = text[speaking.cue.end : group.cue.start]
            joined = _JOINED.search(between[-20:]) or _PARTICIPLE.match(text, group.cue.start)
            if joined and len(between) < _LONGEST_GAP and not _SENTENCE_END.search(between):
                group.source = speaking.source
        if group.source is not None:
            speaking = group
    return groups
