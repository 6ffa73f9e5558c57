"""Descriptions: whom "the minister", "the 73-year-old", "the company" or "a senior official" refer to.

A definite description is matched with the roles that the article gives to people and bodies; one that matches
none stays what it is, an unnamed speaker known by these words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from onrecord.record import SpeakerKind
from onrecord.speakers import lexicon, pronouns, roles
from onrecord.speakers.discourse import Discourse, Referent, named
from onrecord.speakers.entities import Entity
from onrecord.speakers.kinds import Kind
from onrecord.speakers.lexicon import Gender
from onrecord.speakers.phrases import NounPhrase, without_addition

MOST_MENTIONS = 160
MOST_TURNS = 24
MOST_ROLES = 12

PERSON_PER_SENTENCE = 0.08
BODY_PER_SENTENCE = 0.12
PER_MENTION = 0.3
SURE = 3.0
BODY_LIKELY = 0.2

_DEFINITE = frozenset(("the", "this", "that", "these", "those"))
_ARTICLES = frozenset(("the", "a", "an"))
_PLACES = frozenset(
    "country nation state kingdom republic city town county region province capital island".split()
)
_PAIRS = frozenset(("two", "pair", "couple", "duo", "both"))
_PERSON_ENDINGS = ("er", "or", "ist", "man", "woman", "ian")


@dataclass(frozen=True, slots=True)
class _Description:
    """A noun phrase read as a description: its head noun and the words that narrow it."""

    phrase: NounPhrase
    head: str
    kind: SpeakerKind
    gender: Gender | None
    definite: bool
    possessor: bool
    """Whether it is somebody's: "his spokesman", "Kos’s wife"."""
    modifiers: frozenset[str]

    @property
    def at(self) -> int:
        return self.phrase.first


def resolve(discourse: Discourse, phrase: NounPhrase) -> Referent:
    """Who or what the phrase refers to."""
    description = _read(discourse, phrase)
    found = None
    if description.definite or description.possessor:
        if description.kind == "person":
            found = _person(discourse, description)
        elif description.kind == "group":
            found = _pair(discourse, description) or _described_before(discourse, description)
    if description.kind == "organization" and description.definite:
        found = _body(discourse, description)
    return found or unnamed(discourse, phrase, description.kind)


def kind_of(head: str) -> SpeakerKind:
    """What a head noun denotes."""
    plural = lexicon.is_plural(head)
    if lexicon.is_collective(head) or head in lexicon.QUANTIFIERS or head.isdigit() or head == "%":
        return "group"
    if lexicon.is_role(head) or lexicon.is_epithet(head) or head == "one":
        return "group" if plural else "person"
    if lexicon.is_document(head):
        return "document"
    if lexicon.is_organization(head):
        return "group" if plural else "organization"
    if lexicon.is_demonym(head):
        return "group" if head.endswith(("ese", "sh", "ch", "ss")) else "person"
    if plural:
        return "group"
    return "person" if head.endswith(_PERSON_ENDINGS) and len(head) > 4 else "unknown"


def unnamed(discourse: Discourse, phrase: NounPhrase, kind: SpeakerKind) -> Referent:
    """The speaker known only by the words of the phrase, without its leading article and what is only added."""
    tokens = discourse.layout.tokens
    first, last = phrase.first, without_addition(tokens, phrase)
    if first + 1 < last and tokens[first].folded in _ARTICLES:
        first += 1
    how = {"document": "document", "group": "loose collective"}.get(kind, "as described")
    return Referent(
        name=" ".join(discourse.layout.span(first, last).split()),
        named=False,
        kind=kind,
        how=how,
        mention=(phrase.first, last),
        gender=lexicon.noun_gender(tokens[phrase.head].folded),
    )


def _read(discourse: Discourse, phrase: NounPhrase) -> _Description:
    tokens = discourse.layout.tokens
    head = tokens[phrase.head]
    core = tokens[phrase.first : phrase.core]
    skipped = lexicon.DETERMINERS | lexicon.POSSESSIVES
    return _Description(
        phrase=phrase,
        head=head.folded,
        kind=kind_of(head.folded),
        gender=lexicon.noun_gender(head.folded),
        definite=tokens[phrase.first].folded in _DEFINITE or any(t.is_possessive for t in core),
        possessor=core[0].folded in lexicon.POSSESSIVES or _is_a_persons(discourse, phrase),
        modifiers=frozenset(
            t.folded for t in core if t.is_word and t is not head and t.folded not in skipped
        ),
    )


def _is_a_persons(discourse: Discourse, phrase: NounPhrase) -> bool:
    """Whether the phrase opens with a person's name in the possessive."""
    owners = filter(discourse.is_owner, discourse.mentions_between(phrase.first, phrase.core))
    people = (entity for owner in owners if (entity := discourse.entities.of(owner)).kind == "person")
    return any(len(person.words) > 1 or any(m.gender for m in person.mentions) for person in people)


def _person(discourse: Discourse, description: _Description) -> Referent | None:
    """The person whose role the description tells, else somebody unnamed who was described so before, else the
    one spoken of, when the words are a mere variation."""
    best: tuple[float, Referent] | None = None
    for entity, mention in discourse.nearest(description.at, "person", MOST_MENTIONS):
        fit = _role_fit(description, entity) if entity.may_be(description.gender) else 0.0
        if fit:
            sentences = discourse.sentence(description.at) - discourse.sentence(mention.first)
            score = fit - PERSON_PER_SENTENCE * sentences
            if score > 0 and (best is None or score > best[0]):
                best = (score, named(entity, mention, f"role: {description.head}"))
    earlier = _described_before(discourse, description)
    if best is not None and (earlier is None or best[0] > SURE):
        return best[1]
    return earlier or _variation(discourse, description)


def _role_fit(description: _Description, entity: Entity) -> float:
    """How well the roles of an entity carry a description; 0 when none does."""
    if entity.age and description.head == f"{entity.age}-year-old":
        return 2 * SURE
    own = {word.casefold() for word in entity.words}
    best = 0.0
    for role in entity.roles[-MOST_ROLES:]:
        text = role.casefold().replace("’s", "").replace("'s", "")
        if description.possessor and not (description.modifiers & set(text.split()) or _is_possessed(text)):
            continue
        fit = _fit(description.head, roles.words(role)[-3:])
        if fit:
            known = own | {word.strip(",.()") for word in text.split()}
            matched = len(description.modifiers & known)
            best = max(best, 2.0 * fit + 2 * matched - (len(description.modifiers) - matched))
    if not best and not description.possessor:
        titles = {title for mention in entity.mentions[:MOST_ROLES] for title in mention.titles}
        best = 2.0 * _fit(description.head, titles) - len(description.modifiers)
    return max(best, 0.0)


def _is_possessed(role: str) -> bool:
    return role.partition(" ")[0] in lexicon.POSSESSIVES


def _fit(head: str, words: Iterable[str]) -> int:
    """2 when a role word is the head itself, 1 when one is a synonym, else 0."""
    return max((2 if head == word else int(lexicon.same_role(head, word)) for word in words), default=0)


def _described_before(discourse: Discourse, description: _Description) -> Referent | None:
    """An unnamed speaker of the same head noun who spoke before ("a source" … "the source")."""
    for turn in discourse.turns_before(description.at, MOST_TURNS):
        referent = turn.referent
        if not referent.named and referent.mention is not None:
            words = referent.name.casefold().split()
            if description.head in words and description.modifiers.issubset(words):
                return replace(referent, how="description: spoke before")
    return None


def _variation(discourse: Discourse, description: _Description) -> Referent | None:
    """The person just spoken of, for words by which the writer avoids a name: "the 19-year-old", "the Dane"."""
    phrase = description.phrase
    of_three = (
        lexicon.is_epithet(description.head)
        and discourse.layout.tokens[phrase.last - 1].folded in lexicon.QUANTIFIERS
    )
    if description.possessor or (phrase.core < phrase.last and not of_three):
        return None
    found = _subject_before(discourse, description) or pronouns.person(
        discourse, description.at, description.gender
    )
    if found is None or found.entity is None or found.mention is None:
        return None
    paragraphs = discourse.paragraph(description.at) - discourse.paragraph(found.mention[0])
    if lexicon.is_epithet(description.head) or lexicon.is_demonym(description.head):
        likely = paragraphs <= 2
    elif description.modifiers:
        likely = paragraphs <= (0 if found.entity.roles else 1)
    else:
        likely = paragraphs == 0 and not found.entity.roles
    return replace(found, how="description: last spoken of") if likely else None


def _subject_before(discourse: Discourse, description: _Description) -> Referent | None:
    """The person who is the subject of the sentence just before, in the same paragraph."""
    for entity, mention in discourse.nearest(description.at, "person", 8):
        sentences = discourse.sentence(description.at) - discourse.sentence(mention.first)
        same = discourse.paragraph(description.at) == discourse.paragraph(mention.first)
        fits = same and sentences == 1 and entity.may_be(description.gender)
        quoted = discourse.layout.tokens[mention.first].quoted
        if fits and not quoted and pronouns.is_subject(discourse, mention):
            return named(entity, mention, "")
    return None


def _pair(discourse: Discourse, description: _Description) -> Referent | None:
    """Two who spoke jointly before: "the two mayors", "the couple"."""
    if not _PAIRS & (description.modifiers | {description.head}):
        return None
    for turn in discourse.turns_before(description.at, MOST_TURNS):
        if turn.referent.parts == 2:
            return replace(turn.referent, how="description: spoke jointly before")
    return None


def _body(discourse: Discourse, description: _Description) -> Referent | None:
    """The body whose name or role holds the head noun, else the one most spoken of lately."""
    kind: Kind = "place" if description.head in _PLACES else "organization"
    best: tuple[float, Referent] | None = None
    for entity, mention in discourse.nearest(description.at, kind, MOST_MENTIONS):
        evidence = _body_fit(description, entity)
        if evidence is None:
            continue
        sentences = discourse.sentence(description.at) - discourse.sentence(mention.first)
        score = evidence + PER_MENTION * min(len(entity.mentions), 6) - BODY_PER_SENTENCE * sentences
        if score > BODY_LIKELY and (best is None or score > best[0]):
            how = f"body: {description.head}" if evidence else f"body: most spoken of ({description.head})"
            best = (score, named(entity, mention, how))
    return best[1] if best else _described_before(discourse, description)


def _body_fit(description: _Description, entity: Entity) -> float | None:
    """How well the name and roles of a body carry a description; None when it cannot be the one."""
    words = {word.casefold() for word in entity.words}
    by_role = _role_fit(description, entity)
    if description.modifiers and not (description.modifiers & words) and not by_role:
        return None
    by_name = 2.0 * _fit(description.head, words)
    if not by_name and not by_role and description.head in lexicon.GOVERNMENT_BODIES:
        return None
    return max(by_name + 2 * len(description.modifiers & words), by_role)
