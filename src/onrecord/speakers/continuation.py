"""Quotations that nobody is credited with on the spot: whose they are by where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.speakers import pronouns
from onrecord.speakers.discourse import Discourse, Referent, named

MOST_PARAGRAPHS_BACK = 2
LONGEST_PARAGRAPH = 1000
"""In tokens; longer ones are no paragraphs of news, and looking through them takes time."""


def speaker(discourse: Discourse, content: Sequence[tuple[int, int]]) -> Referent | None:
    """Who goes on speaking in a quotation, given as token ranges, that has neither source nor cue.

    After a colon that ends the paragraph before, its subject; alone in its paragraph, or behind another quotation
    in it, the last speaker. None where the layout does not say.
    """
    if not content:
        return None
    first = content[0][0]
    found = _announced(discourse, first) if _is_alone(discourse, content) else None
    if found is None:
        found = _last_speaker(discourse, first, content)
    if found is not None:
        discourse.add(first, found)
    return found


def _is_alone(discourse: Discourse, content: Sequence[tuple[int, int]]) -> bool:
    """Whether no word of the paragraph stands outside the quotation."""
    start, end = discourse.layout.paragraph_bounds(content[0][0])
    if end - start > LONGEST_PARAGRAPH:
        return False
    covered = {index for first, last in content for index in range(first, last)}
    return all(index in covered for index in range(start, end) if discourse.layout.tokens[index].is_word)


def _announced(discourse: Discourse, first: int) -> Referent | None:
    """The subject of the sentence before the paragraph, when that ends with a colon."""
    tokens = discourse.layout.tokens
    start, _ = discourse.layout.paragraph_bounds(first)
    if start == 0 or tokens[start - 1].text != ":":
        return None
    sentence = discourse.layout.sentence_start(start - 1)
    for turn in discourse.turns_before(start, 1):
        if turn.at >= sentence:
            return replace(turn.referent, how="quotation after a colon: who is named before it")
    for mention in discourse.mentions_between(sentence, start):
        entity = discourse.entities.of(mention)
        if entity.kind == "person" and pronouns.is_subject(discourse, mention):
            return named(entity, mention, "quotation after a colon: who is named before it")
    return None


def _last_speaker(discourse: Discourse, first: int, content: Sequence[tuple[int, int]]) -> Referent | None:
    """The last speaker, if nobody else is named between and the paragraph says nothing but quotations."""
    alone = _is_alone(discourse, content)
    for turn in discourse.turns_before(first, 1):
        paragraphs = discourse.paragraph(first) - discourse.paragraph(turn.at)
        if alone and paragraphs <= MOST_PARAGRAPHS_BACK:
            return replace(turn.referent, how="quotation alone in its paragraph: last speaker")
        near = paragraphs == 0 and first - turn.at <= LONGEST_PARAGRAPH
        if near and not _another_sentence(discourse, turn.at, first):
            return replace(turn.referent, how="quotation behind another in its paragraph: last speaker")
    return None


def _another_sentence(discourse: Discourse, turn: int, first: int) -> bool:
    """Whether another sentence stands between the last speaker's and the quotation."""
    tokens = discourse.layout.tokens
    return any(t.is_word and not t.quoted and t.sentence != tokens[turn].sentence for t in tokens[turn:first])
