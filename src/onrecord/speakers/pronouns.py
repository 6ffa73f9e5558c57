"""Pronouns: who "he", "she", "it" and "they" stand for.

Every person (or body) named before, and everybody who has spoken before, is weighed by how near it is, in which
place of its sentence, and whether gender and number fit, in the way of Lappin and Leass (1994). The weights are few
and stand at the top.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.speakers import lexicon
from onrecord.speakers.discourse import Discourse, Referent, Turn, named
from onrecord.speakers.entities import Entity
from onrecord.speakers.layout import Token
from onrecord.speakers.lexicon import Gender
from onrecord.speakers.mentions import Mention

MOST_MENTIONS = 48
MOST_TURNS = 12
MOST_ECHOES = 4
FARTHEST_SENTENCE = 9
FARTHEST_GROUP = 3
FARTHEST_BODY = 2

PER_SENTENCE = 1.0
PER_PARAGRAPH = 0.35
PER_TOKEN = 0.001
SPOKE = 2.2
SUBJECT = 1.2
SUBJECT_TO_COME = 1.7
OWNER = -0.6
OBJECT = -0.5
IN_QUOTATION = -2.5
IN_OWN_CONTENT = -3.0
GENDER_UNKNOWN = -0.8
NOT_A_PERSON_FOR_SURE = -1.0
PLACE = -0.5
TOO_WEAK = -7.0
TOO_WEAK_A_BODY = -3.0

Contents = Sequence[tuple[int, int]]


def resolve(discourse: Discourse, at: int, content: Contents, excluded: Entity | None) -> Referent | None:
    """Who the pronoun at token `at` stands for; None when nobody fits.

    `content` is what the pronoun's bearer says, as token ranges: its own words seldom name the speaker.
    `excluded` is somebody it cannot be (the speaker of the quotation that the pronoun stands in).
    """
    word = discourse.layout.tokens[at].folded
    if gender := lexicon.PRONOUN_GENDER.get(word):
        return person(discourse, at, gender, content, excluded)
    if word in lexicon.NEUTER_PRONOUNS:
        return _body(discourse, at, content)
    return _several(discourse, at)


def person(
    discourse: Discourse,
    at: int,
    gender: Gender | None,
    content: Contents = (),
    excluded: Entity | None = None,
) -> Referent | None:
    """The most prominent person before token `at`, of the gender if one is asked for."""
    best: tuple[float, Referent] | None = None

    def weigh(score: float, referent: Referent) -> None:
        nonlocal best
        if best is None or score > best[0]:
            best = (score, referent)

    for turn in discourse.turns_before(at, MOST_TURNS):
        referent = turn.referent
        if referent.kind != "person" or not _fits(referent.gender, gender):
            continue
        if excluded is None or referent.entity is not excluded:
            score = (
                SPOKE - _distance(discourse, turn.at, at) + _doubts(referent.gender, gender, turn.at, content)
            )
            weigh(score, replace(referent, how="pronoun: last speaker"))
    for echo in discourse.echoes_before(at, MOST_ECHOES):
        if _fits(echo.referent.gender, gender) and (excluded is None or echo.referent.entity is not excluded):
            score = _echo_prominence(discourse, echo.at) - _distance(discourse, echo.at, at)
            score += _doubts(echo.referent.gender, gender, echo.at, content)
            weigh(score, replace(echo.referent, how="pronoun: nearest who fits"))
    for mention in discourse.mentions_before(at, MOST_MENTIONS):
        entity = discourse.entities.of(mention)
        if discourse.sentence(at) - discourse.sentence(mention.first) > FARTHEST_SENTENCE:
            break
        if entity.kind == "person" and _fits(entity.gender, gender) and entity is not excluded:
            score = _prominence(discourse, mention) - _distance(discourse, mention.first, at)
            score += _doubts(entity.gender, gender, mention.first, content)
            score += NOT_A_PERSON_FOR_SURE * _is_one_off(entity)
            weigh(score, named(entity, mention, "pronoun: nearest who fits"))
    if (ahead := _to_come(discourse, at, gender, excluded)) is not None:
        weigh(SUBJECT_TO_COME, ahead)
    return best[1] if best and best[0] > TOO_WEAK else None


def follow(discourse: Discourse, first: int, last: int) -> None:
    """Resolve the pronouns for people in tokens [first, last) that stand outside quotations, for those to come."""
    for index in range(first, last):
        token = discourse.layout.tokens[index]
        gender = lexicon.PRONOUN_GENDER.get(token.folded)
        if gender and not token.quoted and (found := person(discourse, index, gender)):
            discourse.echoes.append(Turn(index, found))


def _echo_prominence(discourse: Discourse, at: int) -> float:
    return SUBJECT if discourse.layout.tokens[at].folded in ("he", "she") else OWNER


def _fits(known: Gender | None, wanted: Gender | None) -> bool:
    return known is None or wanted is None or known == wanted


def _doubts(known: Gender | None, wanted: Gender | None, place: int, content: Contents) -> float:
    unknown = wanted is not None and known is None
    return GENDER_UNKNOWN * unknown + IN_OWN_CONTENT * _within(place, content)


def _is_one_off(entity: Entity) -> bool:
    """Whether a lone word named only once is taken for a person: often it is none."""
    return len(entity.mentions) == 1 and len(entity.words) == 1 and not entity.fullest.titles


def _within(at: int, ranges: Contents) -> bool:
    return any(first <= at < last for first, last in ranges)


def _distance(discourse: Discourse, before: int, at: int) -> float:
    sentences = discourse.sentence(at) - discourse.sentence(before)
    paragraphs = discourse.paragraph(at) - discourse.paragraph(before)
    return PER_SENTENCE * sentences + PER_PARAGRAPH * paragraphs + PER_TOKEN * min(at - before, 400)


def _prominence(discourse: Discourse, mention: Mention) -> float:
    """How prominent a mention is by its place in the sentence."""
    tokens = discourse.layout.tokens
    if tokens[mention.first].quoted:
        return IN_QUOTATION
    if mention.last < len(tokens) and tokens[mention.last].is_possessive:
        return OWNER
    if is_subject(discourse, mention):
        return SUBJECT
    return OBJECT if mention.first and tokens[mention.first - 1].folded in lexicon.PREPOSITIONS else 0.0


def is_subject(discourse: Discourse, mention: Mention) -> bool:
    """Whether the mention likely is the subject of its sentence: it opens the main clause, after no preposition."""
    tokens = discourse.layout.tokens
    clause = discourse.layout.sentence_start(mention.first)
    if _is_apposition(discourse, mention):
        return not _opens_aside(tokens[clause].folded) and mention.first - clause <= 12
    if _opens_with_aside(tokens[clause]):
        commas = [index for index in range(clause, mention.first) if tokens[index].text == ","]
        if not commas:
            return False
        clause = commas[-1] + 1
    before = tokens[clause : mention.first]
    return len(before) <= 8 and not any(_opens_aside(t.folded) for t in before)


def _is_apposition(discourse: Discourse, mention: Mention) -> bool:
    """Whether the name stands in commas behind a description: "The governor of the bank, Ana Kos, said"."""
    tokens = discourse.layout.tokens
    title = mention.first - len(mention.titles)
    return (
        title > 0
        and tokens[title - 1].text == ","
        and mention.last < len(tokens)
        and tokens[mention.last].text == ","
    )


def _opens_with_aside(token: Token) -> bool:
    """Whether a sentence that opens so has its subject behind a comma: "After …", "Asked about …"."""
    return _opens_aside(token.folded) or token.folded.endswith(("ed", "ing"))


def _opens_aside(word: str) -> bool:
    return word in lexicon.PREPOSITIONS or word in lexicon.SUBORDINATORS


def _to_come(
    discourse: Discourse, at: int, gender: Gender | None, excluded: Entity | None
) -> Referent | None:
    """The subject still to come in "Though she called it wrong, Ms Kos …", "After her talks, Ana Kos …"."""
    tokens = discourse.layout.tokens
    start = discourse.layout.sentence_start(at)
    if not _opens_with_aside(tokens[start]) or at - start > 8:
        return None
    for mention in discourse.mentions_between(at, at + 40):
        if tokens[mention.first].sentence != tokens[at].sentence:
            return None
        entity = discourse.entities.of(mention)
        opens_clause = any(t.text == "," for t in tokens[max(at, mention.first - 6) : mention.first])
        if (
            opens_clause
            and entity.kind == "person"
            and _fits(entity.gender, gender)
            and entity is not excluded
        ):
            return named(entity, mention, "pronoun: subject of the main clause")
    return None


def _body(discourse: Discourse, at: int, content: Contents) -> Referent | None:
    """What "it" stands for: the last body or document that spoke, or the nearest body named."""
    best: tuple[float, Referent] | None = None
    for turn in discourse.turns_before(at, MOST_TURNS):
        if turn.referent.kind in ("organization", "document", "unknown") and turn.referent.name:
            score = SPOKE - _distance(discourse, turn.at, at)
            best = (score, replace(turn.referent, how="pronoun: last body that spoke"))
            break
    for mention in discourse.mentions_before(at, MOST_MENTIONS):
        entity = discourse.entities.of(mention)
        if discourse.sentence(at) - discourse.sentence(mention.first) > FARTHEST_BODY:
            break
        if entity.kind in ("organization", "place"):
            score = _prominence(discourse, mention) - _distance(discourse, mention.first, at)
            score += IN_OWN_CONTENT * _within(mention.first, content) + PLACE * (entity.kind == "place")
            if best is None or score > best[0]:
                best = (score, named(entity, mention, "pronoun: nearest body"))
    return best[1] if best and best[0] > TOO_WEAK_A_BODY else None


def _several(discourse: Discourse, at: int) -> Referent | None:
    """Whom "they" stands for: the last group that spoke, else the last body that did."""
    for turn in discourse.turns_before(at, MOST_TURNS):
        if discourse.sentence(at) - discourse.sentence(turn.at) > FARTHEST_GROUP:
            break
        if turn.referent.kind in ("group", "organization"):
            return replace(turn.referent, how="pronoun: last group that spoke")
    return None
