"""All that a page mentions, under its full names: names, and the pronouns that stand for people."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from onrecord import record
from onrecord.speakers import lexicon, mentions, pronouns
from onrecord.speakers.discourse import Discourse, Referent
from onrecord.speakers.entities import Entity
from onrecord.speakers.pronouns import Contents


def everywhere(
    discourse: Discourse, said: Iterable[tuple[Contents, Referent | None]]
) -> tuple[record.Mention, ...]:
    """The page's mentions in order of the text, none overlapping another.

    `said` is what each attribution says, as token ranges, and who says it, outer statements before those inside
    them: a "he" in a quotation is not its speaker. What no tagged name stands for is left out: a word's capital alone
    says too little.
    """
    found = {m.first: (m.last, discourse.entities.of(m)) for m in discourse.mentions}
    for at, entity in (*_outside_quotations(discourse), *_in_quotations(discourse, said)):
        if not mentions.at(discourse.mentions, at, at + 1):
            found[at] = (at + 1, entity)
    tagged = {id(discourse.entities.of(m)) for m in discourse.mentions if m.tagged}
    tokens = discourse.layout.tokens
    return tuple(
        record.Mention(
            name=entity.name, kind=entity.kind, start=tokens[first].start, end=tokens[last - 1].end
        )
        for first, (last, entity) in sorted(found.items(), key=lambda item: item[0])
        if id(entity) in tagged
    )


def _outside_quotations(discourse: Discourse) -> Iterator[tuple[int, Entity]]:
    """The pronouns, sources or not, that were resolved on the way to the speakers."""
    for turn in (*discourse.echoes, *discourse.turns):
        pronoun = discourse.layout.tokens[turn.at].folded in lexicon.PRONOUN_GENDER
        if pronoun and turn.referent.entity is not None:
            yield turn.at, turn.referent.entity


def _in_quotations(
    discourse: Discourse, said: Iterable[tuple[Contents, Referent | None]]
) -> Iterator[tuple[int, Entity]]:
    tokens = discourse.layout.tokens
    quoted = [index for index, t in enumerate(tokens) if t.quoted and t.folded in lexicon.PRONOUN_GENDER]
    speakers: dict[int, Entity | None] = {}
    for content, speaker in said:
        for first, last in content:
            for index in quoted[bisect_left(quoted, first) : bisect_left(quoted, last)]:
                speakers[index] = speaker.entity if speaker else None
    for index, entity in speakers.items():
        referent = pronouns.person(
            discourse, index, lexicon.PRONOUN_GENDER[tokens[index].folded], excluded=entity
        )
        if referent is not None and referent.entity is not None:
            yield index, referent.entity
