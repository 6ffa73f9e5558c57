"""Descriptions: whom "the minister", "the 73-year-old", "the company" or "a senior official" refer to.

A definite description is matched with the roles that the article gives to people and bodies; one that matches
none stays what it is, an unnamed speaker known by these words.
"""

from __future__ import annotations

from dataclasses import replace

from onrecord.record import SpeakerKind
from onrecord.speakers import lexicon
from onrecord.speakers.discourse import Discourse, Referent, named
from onrecord.speakers.entities import Entity
from onrecord.speakers.lexicon import Gender
from onrecord.speakers.mentions import Mention
from onrecord.speakers.phrases import NounPhrase

MOST_MENTIONS = 160
MOST_TURNS = 24


def resolve(discourse: Discourse, phrase: NounPhrase) -> Referent:
    """Who or what the phrase refers to."""
    tokens = discourse.layout.tokens
    head = tokens[phrase.head].folded
    opening = tokens[phrase.first].folded
    kind = kind_of(head)
    definite = opening in ("the", "this", "that", "these", "those")
    if kind == "person" and not lexicon.is_plural(head) and definite:
        found = _person(discourse, phrase, head)
    elif kind == "organization" and definite:
        found = _body(discourse, phrase, head)
    elif kind == "group" and definite:
        found = _group(discourse, phrase, head)
    else:
        found = None
    return found or unnamed(discourse, phrase, kind)


def kind_of(head: str) -> SpeakerKind:
    """What a head noun denotes."""
    one = lexicon.singular(head)
    plural = lexicon.is_plural(head)
    if lexicon.is_collective(head) or head in lexicon.QUANTIFIERS or head.isdigit() or head == "%":
        return "group"
    if lexicon.is_role(head) or lexicon.is_epithet(head) or head == "one":
        return "group" if plural else "person"
    if lexicon.is_document(head):
        return "document"
    if lexicon.is_organization(head):
        return "group" if plural else "organization"
    if plural:
        return "group"
    if one.endswith(("er", "or", "ist", "man", "woman", "ian")) and len(one) > 4:
        return "person"
    return "unknown"


def unnamed(discourse: Discourse, phrase: NounPhrase, kind: SpeakerKind) -> Referent:
    """The speaker known only by the words of the phrase, its leading article aside."""
    tokens = discourse.layout.tokens
    first = phrase.first
    if first + 1 < phrase.last and tokens[first].folded in ("the", "a", "an"):
        first += 1
    how = "document" if kind == "document" else "loose collective" if kind == "group" else "as described"
    return Referent(
        name=discourse.layout.span(first, phrase.last),
        named=False,
        kind=kind,
        how=how,
        mention=(phrase.first, phrase.last),
        gender=_gender_of(discourse, phrase),
    )


def _gender_of(discourse: Discourse, phrase: NounPhrase) -> Gender | None:
    return lexicon.noun_gender(discourse.layout.tokens[phrase.head].folded)


def _modifiers(discourse: Discourse, phrase: NounPhrase) -> set[str]:
    """The words of the core beside its article and head."""
    tokens = discourse.layout.tokens[phrase.first : phrase.core]
    head = discourse.layout.tokens[phrase.head]
    return {t.folded for t in tokens if t.is_word and t is not head and t.folded not in lexicon.DETERMINERS}


def _fits(head: str, word: str) -> int:
    """2 when a role word is the head itself, 1 when it is a synonym, else 0."""
    if head == word:
        return 2
    return int(lexicon.same_role(head, word))


def role_words(role: str) -> list[str]:
    """The words of a role up to its first preposition: what the bearer is."""
    words: list[str] = []
    for word in role.casefold().replace("’s", "").replace("'s", "").split():
        bare = word.strip(",.()\"“”'’")
        if bare in lexicon.PREPOSITIONS and words:
            break
        words.append(bare)
    return words


def _role_fit(head: str, modifiers: set[str], entity: Entity) -> tuple[int, str]:
    """How well the entity's roles carry the description, and the role that does."""
    best, by = 0, ""
    for role in entity.roles[-12:]:
        words = role_words(role)
        fit = max((_fits(head, word) for word in words[-3:]), default=0)
        if not fit:
            continue
        everything = {w.strip(",.()") for w in role.casefold().split()}
        named_by = {w.casefold() for w in entity.words}
        matched = sum(1 for m in modifiers if m in everything or m in named_by)
        score = 2 * fit + 2 * matched - (len(modifiers) - matched)
        if score > best:
            best, by = score, role
    return best, by


def _person(discourse: Discourse, phrase: NounPhrase, head: str) -> Referent | None:
    """The person whose role the description tells, else the one spoken of when it is a mere epithet."""
    modifiers = _modifiers(discourse, phrase)
    gender = _gender_of(discourse, phrase)
    best: tuple[float, Referent] | None = None
    at = phrase.first
    for entity, mention in _nearest_entities(discourse, at, "person"):
        if gender and entity.gender not in (None, gender):
            continue
        fit, role = _role_fit(head, modifiers, entity)
        if not fit:
            continue
        distance = discourse.sentence(at) - discourse.sentence(mention.first)
        score = fit - 0.08 * distance
        if best is None or score > best[0]:
            best = (score, replace(named(entity, mention, f"role: {head}"), role=role))
    earlier = _described_before(discourse, phrase, head, modifiers)
    if best is not None and best[0] > 0 and (earlier is None or best[0] > 3):
        return best[1]
    if earlier is not None:
        return earlier
    return _epithet(discourse, phrase, head, gender)


def _nearest_entities(discourse: Discourse, at: int, kind: str) -> list[tuple[Entity, Mention]]:
    """Entities of a kind with their nearest mention before `at`, nearest first."""
    nearest: dict[int, tuple[Entity, Mention]] = {}
    for mention in discourse.mentions_before(at, MOST_MENTIONS):
        entity = discourse.entities.of(mention)
        if entity.kind == kind:
            nearest.setdefault(id(entity), (entity, mention))
    return list(nearest.values())


def _described_before(
    discourse: Discourse, phrase: NounPhrase, head: str, modifiers: set[str]
) -> Referent | None:
    """An unnamed speaker of the same head noun who spoke before ("a source" … "the source")."""
    for turn in discourse.turns_before(phrase.first, MOST_TURNS):
        referent = turn.referent
        if referent.named or referent.mention is None:
            continue
        words = referent.name.casefold().split()
        if head in words and all(m in words for m in modifiers):
            return replace(referent, how="description: spoke before")
    return None


def _epithet(discourse: Discourse, phrase: NounPhrase, head: str, gender: Gender | None) -> Referent | None:
    """The last person spoken of, for words that describe somebody everybody has in mind by now."""
    if not lexicon.is_epithet(head):
        return None
    for turn in discourse.turns_before(phrase.first, 4):
        referent = turn.referent
        near = discourse.paragraph(phrase.first) - discourse.paragraph(turn.at) <= 2
        if (
            near
            and referent.kind == "person"
            and referent.named
            and referent.gender in (None, gender or referent.gender)
        ):
            return replace(referent, how="description: last speaker")
    return None


def _body(discourse: Discourse, phrase: NounPhrase, head: str) -> Referent | None:
    """The body whose name or role holds the head noun, else the one most spoken of lately."""
    modifiers = _modifiers(discourse, phrase)
    best: tuple[float, Referent] | None = None
    at = phrase.first
    candidates = _nearest_entities(discourse, at, "organization")
    if head in ("country", "nation", "state", "kingdom", "republic", "city", "town", "county", "region"):
        candidates = _nearest_entities(discourse, at, "place")
    for entity, mention in candidates:
        words = {w.casefold() for w in entity.words}
        fit = max((_fits(head, word) for word in words), default=0) * 2
        role_fit, _ = _role_fit(head, modifiers, entity)
        score = float(max(fit + sum(2 for m in modifiers if m in words), role_fit))
        if modifiers and not any(m in words for m in modifiers) and not role_fit:
            score = 0.0
        if not score and modifiers:
            continue
        distance = discourse.sentence(at) - discourse.sentence(mention.first)
        salience = min(len(entity.mentions), 6) * 0.3
        score += salience - 0.12 * distance
        if best is None or score > best[0]:
            how = f"body: {head}" if fit or role_fit else f"body: most spoken of ({head})"
            best = (score, named(entity, mention, how))
    if best is not None and best[0] > 0.2:
        return best[1]
    return _described_before(discourse, phrase, head, modifiers)


def _group(discourse: Discourse, phrase: NounPhrase, head: str) -> Referent | None:
    return _described_before(discourse, phrase, head, _modifiers(discourse, phrase))
