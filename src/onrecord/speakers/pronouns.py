"""Pronouns: who "he", "she", "it" and "they" stand for.

Every person (or body) named before, and everybody who has spoken before, is weighed by how near it is, in which
place of its sentence, and whether gender and number fit, in the way of Lappin and Leass (1994). The weights are few
and stand at the top.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

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
LONGEST_OPENING = 60
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

_SUBJECTS = frozenset(("he", "she", "they", "it", "i", "we", "you"))

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
    search = _Search(discourse, at, gender, content, excluded)
    candidates = (*search.speakers(), *search.echoes(), *search.names(), *search.to_come())
    best = max(candidates, key=lambda candidate: candidate.score, default=None)
    if best is None or best.score <= TOO_WEAK:
        return None
    if isinstance(best.who, Referent):
        return replace(best.who, how=best.how)
    return named(discourse.entities.of(best.who), best.who, best.how)


class _Candidate(NamedTuple):
    score: float
    who: Referent | Mention
    how: str


@dataclass(frozen=True, slots=True)
class _Search:
    """A pronoun for a person at token `at`, and who may stand behind it."""

    discourse: Discourse
    at: int
    gender: Gender | None
    content: Contents
    excluded: Entity | None

    def speakers(self) -> Iterator[_Candidate]:
        """Who has spoken before."""
        for turn in self.discourse.turns_before(self.at, MOST_TURNS):
            referent = turn.referent
            if referent.kind == "person" and self._may_be(referent.gender, referent.entity):
                score = SPOKE - self._cost(turn.at, referent.gender)
                yield _Candidate(score, referent, "pronoun: last speaker")

    def echoes(self) -> Iterator[_Candidate]:
        """Whom the pronouns before stand for."""
        for echo in self.discourse.echoes_before(self.at, MOST_ECHOES):
            referent = echo.referent
            if self._may_be(referent.gender, referent.entity):
                prominence = _echo_prominence(self.discourse, echo.at)
                yield _Candidate(
                    prominence - self._cost(echo.at, referent.gender), referent, "pronoun: nearest who fits"
                )

    def names(self) -> Iterator[_Candidate]:
        """Who is named before."""
        for mention in self.discourse.mentions_before(self.at, MOST_MENTIONS):
            if self.discourse.sentence(self.at) - self.discourse.sentence(mention.first) > FARTHEST_SENTENCE:
                break
            entity = self.discourse.entities.of(mention)
            if entity.kind == "person" and self._may_be(entity.gender, entity):
                score = _prominence(self.discourse, mention) - self._cost(mention.first, entity.gender)
                score += NOT_A_PERSON_FOR_SURE * _is_one_off(entity)
                yield _Candidate(score, mention, "pronoun: nearest who fits")

    def to_come(self) -> Iterator[_Candidate]:
        """The subject still to come in "Though she called it wrong, Ms Kos …", "After her talks, Ana Kos …"."""
        tokens = self.discourse.layout.tokens
        start = self.discourse.layout.sentence_start(self.at)
        if not _opens_with_aside(tokens[start]) or self.at - start > 8:
            return
        for mention in self.discourse.mentions_between(self.at, self.at + 40):
            if tokens[mention.first].sentence != tokens[self.at].sentence:
                return
            entity = self.discourse.entities.of(mention)
            opens_clause = any(t.text == "," for t in tokens[max(self.at, mention.first - 6) : mention.first])
            if opens_clause and entity.kind == "person" and self._may_be(entity.gender, entity):
                yield _Candidate(SUBJECT_TO_COME, mention, "pronoun: subject of the main clause")
                return

    def _may_be(self, known: Gender | None, entity: Entity | None) -> bool:
        fits = known is None or self.gender is None or known == self.gender
        return fits and (entity is None or entity is not self.excluded)

    def _cost(self, place: int, known: Gender | None) -> float:
        """What distance, an unknown gender and a place in the words said take from a candidate."""
        unknown = self.gender is not None and known is None
        cost = _distance(self.discourse, place, self.at)
        return cost - GENDER_UNKNOWN * unknown - IN_OWN_CONTENT * _within(place, self.content)


def follow(discourse: Discourse, first: int, last: int) -> None:
    """Resolve the pronouns for people in tokens [first, last) that stand outside quotations, for those to come."""
    for index in range(first, last):
        token = discourse.layout.tokens[index]
        gender = lexicon.PRONOUN_GENDER.get(token.folded)
        if gender and not token.quoted and (found := person(discourse, index, gender)):
            discourse.echoes.append(Turn(index, found))


def _echo_prominence(discourse: Discourse, at: int) -> float:
    return SUBJECT if discourse.layout.tokens[at].folded in ("he", "she") else OWNER


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
    if discourse.is_owner(mention):
        return OWNER
    if is_subject(discourse, mention):
        return SUBJECT
    return OBJECT if mention.first and tokens[mention.first - 1].folded in lexicon.PREPOSITIONS else 0.0


def is_subject(discourse: Discourse, mention: Mention) -> bool:
    """Whether the mention likely is the subject of its sentence: it opens the main clause, after no preposition."""
    tokens = discourse.layout.tokens
    clause = discourse.layout.sentence_start(mention.first)
    if mention.first - clause > LONGEST_OPENING:
        return False
    if _is_apposition(discourse, mention):
        has_subject = any(t.folded in _SUBJECTS for t in tokens[clause : mention.first])
        return not has_subject and not _opens_aside(tokens[clause].folded) and mention.first - clause <= 12
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
    before = tokens[mention.title - 1].text if mention.title else ""
    return before == "," and mention.last < len(tokens) and tokens[mention.last].text == ","


def _opens_with_aside(token: Token) -> bool:
    """Whether a sentence that opens so has its subject behind a comma: "After …", "Asked about …"."""
    return _opens_aside(token.folded) or token.folded.endswith(("ed", "ing"))


def _opens_aside(word: str) -> bool:
    return word in lexicon.PREPOSITIONS or word in lexicon.SUBORDINATORS


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
