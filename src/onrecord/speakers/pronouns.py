"""Pronouns: who "he", "she", "it" and "they" stand for.

Every person (or body) named before, and everybody who has spoken before, is weighed by how near it is, in
which place of its sentence, and whether gender and number fit. The weights are few and stand at the top.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from onrecord.speakers import lexicon
from onrecord.speakers.discourse import Discourse, Referent, named
from onrecord.speakers.entities import Entity
from onrecord.speakers.lexicon import Gender
from onrecord.speakers.mentions import Mention

MOST_MENTIONS = 48
MOST_TURNS = 12
FARTHEST_SENTENCE = 9

PER_SENTENCE = 1.0
PER_PARAGRAPH = 0.35
SPOKE = 2.2
SUBJECT = 1.2
OWNER = -0.6
OBJECT = -0.5
IN_QUOTATION = -2.5
IN_OWN_CONTENT = -3.0
GENDER_UNKNOWN = -0.8
NOT_A_PERSON_FOR_SURE = -1.0
TOO_WEAK = -7.0


def resolve(
    discourse: Discourse,
    at: int,
    content: Sequence[tuple[int, int]] = (),
    excluded: Entity | None = None,
) -> Referent | None:
    """Who the pronoun at token `at` stands for; None when nobody fits.

    `content` is what the pronoun's bearer says, as token ranges: its own words seldom name the speaker.
    `excluded` is somebody it cannot be (the speaker of the quotation that the pronoun stands in).
    """
    word = discourse.layout.tokens[at].folded
    if gender := lexicon.PRONOUN_GENDER.get(word):
        return _person(discourse, at, gender, content, excluded)
    if word in lexicon.NEUTER_PRONOUNS:
        return _body(discourse, at, content)
    return _several(discourse, at)


def _person(
    discourse: Discourse, at: int, gender: Gender, content: Sequence[tuple[int, int]], excluded: Entity | None
) -> Referent | None:
    scores: dict[int, tuple[float, Referent]] = {}

    def weigh(score: float, referent: Referent) -> None:
        key = id(referent.entity) if referent.entity else hash(referent.name)
        if key not in scores or score > scores[key][0]:
            scores[key] = (score, referent)

    for turn in discourse.turns_before(at, MOST_TURNS):
        referent = turn.referent
        if referent.kind != "person" or _unfit(referent.gender, gender) or _is(referent, excluded):
            continue
        score = SPOKE - _distance(discourse, turn.at, at)
        score += IN_OWN_CONTENT * _within(turn.at, content)
        score += GENDER_UNKNOWN * (referent.gender is None)
        weigh(score, replace(referent, how="pronoun: last speaker"))
    for mention in discourse.mentions_before(at, MOST_MENTIONS):
        entity = discourse.entities.of(mention)
        if discourse.sentence(at) - discourse.sentence(mention.first) > FARTHEST_SENTENCE:
            break
        if entity.kind != "person" or _unfit(entity.gender, gender) or entity is excluded:
            continue
        score = _weight(discourse, mention) - _distance(discourse, mention.first, at)
        score += IN_OWN_CONTENT * _within(mention.first, content)
        score += GENDER_UNKNOWN * (entity.gender is None)
        score += NOT_A_PERSON_FOR_SURE * (
            len(entity.words) == 1 and len(entity.mentions) == 1 and not mention.titled
        )
        weigh(score, named(entity, mention, "pronoun: nearest who fits"))
    ahead = _ahead(discourse, at, gender, excluded)
    if ahead is not None:
        weigh(SPOKE - 0.5, ahead)
    if not scores:
        return None
    score, best = max(scores.values(), key=lambda pair: pair[0])
    return best if score > TOO_WEAK else None


def _unfit(known: Gender | None, wanted: Gender) -> bool:
    return known is not None and known != wanted


def _is(referent: Referent, excluded: Entity | None) -> bool:
    return excluded is not None and referent.entity is excluded


def _within(at: int, ranges: Sequence[tuple[int, int]]) -> bool:
    return any(first <= at < last for first, last in ranges)


def _distance(discourse: Discourse, before: int, at: int) -> float:
    sentences = discourse.sentence(at) - discourse.sentence(before)
    paragraphs = discourse.paragraph(at) - discourse.paragraph(before)
    return PER_SENTENCE * sentences + PER_PARAGRAPH * paragraphs + 0.001 * min(at - before, 400)


def _weight(discourse: Discourse, mention: Mention) -> float:
    """How prominent a mention is by its place in the sentence."""
    tokens = discourse.layout.tokens
    if tokens[mention.first].quoted:
        return IN_QUOTATION
    if mention.last < len(tokens) and tokens[mention.last].is_possessive:
        return OWNER
    if is_subject(discourse, mention):
        return SUBJECT
    before = tokens[mention.first - 1].folded if mention.first else ""
    return OBJECT if before in lexicon.PREPOSITIONS else 0.0


def is_subject(discourse: Discourse, mention: Mention) -> bool:
    """Whether the mention likely is the subject of its sentence: early in it, and after no preposition."""
    tokens = discourse.layout.tokens
    sentence = tokens[mention.first].sentence
    start = bisect_left(tokens, sentence, key=lambda t: t.sentence)
    seen_comma = False
    for token in tokens[start : mention.first]:
        if token.text == ",":
            seen_comma = True
        elif token.folded in lexicon.PREPOSITIONS or token.folded in lexicon.SUBORDINATORS:
            seen_comma = False
            if token.start != tokens[start].start and not any(
                t.text == "," for t in tokens[start : mention.first]
            ):
                return False
    opening = tokens[start].folded
    if opening in lexicon.PREPOSITIONS or opening in lexicon.SUBORDINATORS:
        return seen_comma
    return mention.first - start <= 8


def _ahead(discourse: Discourse, at: int, gender: Gender, excluded: Entity | None) -> Referent | None:
    """The subject still to come in "Though she called it wrong, Ms Kos …", "After her talks, Ana Kos …"."""
    tokens = discourse.layout.tokens
    sentence = tokens[at].sentence
    start = bisect_left(tokens, sentence, key=lambda t: t.sentence)
    opening = tokens[start].folded
    if (opening not in lexicon.SUBORDINATORS and opening not in lexicon.PREPOSITIONS) or at - start > 8:
        return None
    for mention in discourse.mentions_after(at, 6):
        if tokens[mention.first].sentence != sentence:
            return None
        entity = discourse.entities.of(mention)
        opens_clause = any(t.text == "," for t in tokens[max(at, mention.first - 6) : mention.first])
        if (
            opens_clause
            and entity.kind == "person"
            and not _unfit(entity.gender, gender)
            and entity is not excluded
        ):
            return named(entity, mention, "pronoun: subject of the main clause")
    return None


def _body(discourse: Discourse, at: int, content: Sequence[tuple[int, int]]) -> Referent | None:
    """What "it" stands for: the last body or document that spoke, or the nearest body named."""
    best: tuple[float, Referent] | None = None
    for turn in discourse.turns_before(at, MOST_TURNS):
        if turn.referent.kind in ("organization", "document", "unknown") and turn.referent.name:
            score = SPOKE - _distance(discourse, turn.at, at)
            best = (score, replace(turn.referent, how="pronoun: last body that spoke"))
            break
    for mention in discourse.mentions_before(at, MOST_MENTIONS):
        entity = discourse.entities.of(mention)
        if discourse.sentence(at) - discourse.sentence(mention.first) > 2:
            break
        if entity.kind not in ("organization", "place"):
            continue
        score = _weight(discourse, mention) - _distance(discourse, mention.first, at)
        score += IN_OWN_CONTENT * _within(mention.first, content) - 0.5 * (entity.kind == "place")
        if best is None or score > best[0]:
            best = (score, named(entity, mention, "pronoun: nearest body"))
    return best[1] if best and best[0] > -3 else None


def _several(discourse: Discourse, at: int) -> Referent | None:
    """Whom "they" stands for: the last group that spoke, else the last body that did."""
    for turn in discourse.turns_before(at, MOST_TURNS):
        if discourse.sentence(at) - discourse.sentence(turn.at) > 3:
            break
        if turn.referent.is_plural or turn.referent.kind == "organization":
            return replace(turn.referent, how="pronoun: last group that spoke")
    return None
