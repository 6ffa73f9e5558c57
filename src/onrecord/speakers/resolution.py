"""Who speaks in each attribution of a page, and whom it mentions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from onrecord.record import Attribution, Mention, NameSpan, Speaker
from onrecord.speakers import channels, continuation, mentioned, mentions, pronouns, sources
from onrecord.speakers.discourse import Discourse, Referent
from onrecord.speakers.entities import Entities
from onrecord.speakers.layout import Layout
from onrecord.speakers.phrases import trimmed
from onrecord.speakers.pronouns import Contents

LONGEST_SOURCE = 100
"""In tokens; what stands beyond adds nothing to who it is, and takes time."""


class Resolution(NamedTuple):
    """Who and what the words of a page refer to.

    `speakers` has one for each attribution, in order; None where the text gives none. `mentions` are all of the page in
    order of the text, each under the fullest name the page gives, "he" and "she" among them where they stand for
    somebody named; none overlaps another.
    """

    speakers: tuple[Speaker | None, ...]
    mentions: tuple[Mention, ...]


def resolve(
    text: str, attributions: Sequence[Attribution], names: Sequence[NameSpan], byline: Sequence[str] = ()
) -> Resolution:
    """The speaker of each attribution, and everybody mentioned.

    `text` is the article's; offsets are code points into it, half-open, and spans that reach out of it count as far
    as they lie in it. `names` are the proper names the reader tagged; names it left out are found by their
    capitals. `byline` names the authors: their own "I" has no speaker, but `how` tells of them. Raises nothing; takes
    time about linear in text and attributions.
    """
    layout = Layout.of(text)
    edges = [layout.within(a.source.start, a.source.end) for a in attributions if a.source]
    found = mentions.find(layout, names, edges)
    discourse = Discourse(layout, found, Entities(layout, found), tuple(byline))
    contents = [_tokens_of(layout, attribution) for attribution in attributions]
    referents: list[Referent | None] = [None] * len(attributions)
    order = _reading_order(attributions)
    read = 0
    for index in order:
        source = attributions[index].source
        if source is not None and (at := layout.within(source.start, source.end)[0]) > read:
            pronouns.follow(discourse, read, at)
            read = at + 1
        outer = _outer(attributions, referents, index)
        referents[index] = _referent(discourse, attributions[index], contents[index], outer)
    pronouns.follow(discourse, read, len(layout.tokens))
    said = [(contents[index], referents[index]) for index in order]
    return Resolution(
        tuple(_speaker(discourse, referent) for referent in referents), mentioned.everywhere(discourse, said)
    )


def _reading_order(attributions: Sequence[Attribution]) -> list[int]:
    """Outer statements before those inside them, then as they stand in the text."""

    def key(index: int) -> tuple[bool, int, int]:
        attribution = attributions[index]
        spans = [s for s in (attribution.source, attribution.cue, *attribution.content) if s is not None]
        return (attribution.inside is not None, spans[0].start if spans else 0, index)

    return sorted(range(len(attributions)), key=key)


def _tokens_of(layout: Layout, attribution: Attribution) -> Contents:
    """What is said, as token ranges."""
    ranges = (layout.within(span.start, span.end) for span in attribution.content)
    return [(first, last) for first, last in ranges if first < last]


def _outer(
    attributions: Sequence[Attribution], referents: Sequence[Referent | None], index: int
) -> Referent | None:
    inside = attributions[index].inside
    if inside is None or not 0 <= inside < len(referents) or inside == index:
        return None
    return referents[inside]


def _referent(
    discourse: Discourse, attribution: Attribution, content: Contents, outer: Referent | None
) -> Referent | None:
    layout = discourse.layout
    if attribution.source is None:
        return continuation.speaker(discourse, content) if _is_lone_quotation(attribution) else None
    first, last = layout.within(attribution.source.start, attribution.source.end)
    first, last = trimmed(layout.tokens, first, min(last, first + LONGEST_SOURCE))
    if first >= last:
        return None
    referent = sources.resolve(discourse, first, last, content, outer)
    if referent.name:
        referent = replace(referent, via=channels.via(discourse, (first, last), content, outer))
        discourse.add(first, referent)
    return referent


def _is_lone_quotation(attribution: Attribution) -> bool:
    return attribution.cue is None and attribution.kind == "direct"


def _speaker(discourse: Discourse, referent: Referent | None) -> Speaker | None:
    if referent is None:
        return None
    return Speaker(
        name=referent.name,
        named=referent.named,
        kind=referent.kind,
        role=referent.role,
        mention=discourse.span(referent.mention),
        how=referent.how,
        via=referent.via,
    )
