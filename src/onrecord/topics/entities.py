"""The entities a statement mentions, under the fullest name the page gives them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from onrecord.record import Attribution, Mention, Speaker

_PRONOUNS = frozenset(
    "he him his himself she her hers herself it its itself they them their theirs themselves".split()
)


def about(
    text: str,
    attributions: Sequence[Attribution],
    speakers: Sequence[Speaker | None],
    mentions: Sequence[Mention],
) -> list[tuple[Mention, ...]]:
    """What each attribution's content mentions, in order of first mention, each entity once.

    `speakers` are who says each attribution; `mentions` are all of the page in order of the text, under their full
    names, pronouns among them. The speaker's own "he" or "she" is not something the statement is about. Offsets are
    code points into `text`, half-open. Raises nothing.
    """
    starts = [m.start for m in mentions]
    found: list[tuple[Mention, ...]] = []
    for attribution, speaker in zip(attributions, speakers, strict=True):
        entities: dict[tuple[str, str], Mention] = {}
        for span in attribution.content:
            for mention in mentions[bisect_left(starts, span.start) : bisect_left(starts, span.end)]:
                if mention.end <= span.end and not _is_own(text, mention, speaker):
                    entities.setdefault((mention.name, mention.kind), mention)
        found.append(tuple(entities.values()))
    return found


def _is_own(text: str, mention: Mention, speaker: Speaker | None) -> bool:
    """Whether a mention is a pronoun by which the speaker means themself."""
    if speaker is None or speaker.name != mention.name:
        return False
    return text[max(0, mention.start) : max(0, mention.end)].casefold() in _PRONOUNS
