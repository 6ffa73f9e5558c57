"""Mentions of one person or body brought together: part name to fullest name, spelling variants, acronyms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.speakers import lexicon
from onrecord.speakers.kinds import Kind
from onrecord.speakers.layout import Layout, Token
from onrecord.speakers.lexicon import Gender
from onrecord.speakers.mentions import Mention
from onrecord.speakers.names import initials, is_acronym, is_part_of, person_parts, same_person, surname_key
from onrecord.speakers.spelling import sound

_LOCATIVES = frozenset(("in", "at", "from", "near", "to", "outside", "around"))

MOST_NAMESAKES = 24
"""How many bearers of one surname or word are compared: bounds the work on hostile pages."""


@dataclass(eq=False, slots=True)
class Entity:
    """Somebody or something named on the page."""

    kind: Kind
    fullest: Mention
    mentions: list[Mention] = field(default_factory=list)
    genders: Counter[Gender] = field(default_factory=Counter)

    @property
    def name(self) -> str:
        return self.fullest.name

    @property
    def words(self) -> tuple[str, ...]:
        return self.fullest.words

    @property
    def gender(self) -> Gender | None:
        men, women = self.genders["m"], self.genders["f"]
        return None if men == women else "m" if men > women else "f"

    @property
    def roles(self) -> list[str]:
        """Its roles as written, in order of the text."""
        return [role for mention in self.mentions for role in mention.roles]

    @property
    def role(self) -> str | None:
        """The fullest role that it is given where it is first given one."""
        first = next((mention.roles for mention in self.mentions if mention.roles), ())
        return max(first, key=lambda role: len(role.split()), default=None)

    @property
    def age(self) -> str | None:
        return next((mention.age for mention in self.mentions if mention.age), None)

    def add(self, mention: Mention) -> None:
        self.mentions.append(mention)
        if mention.gender:
            self.genders[mention.gender] += 1
        if _is_fuller(mention, self.fullest):
            self.fullest = mention

    def may_be(self, gender: Gender | None) -> bool:
        """Whether nothing tells that it is of another gender."""
        return gender is None or self.gender in (None, gender)


def _is_fuller(a: Mention, b: Mention) -> bool:
    """Whether `a` is a fuller form of a name than `b`: more words, or words for an acronym."""
    spelt_out = is_acronym(b.name) - is_acronym(a.name)
    return spelt_out > 0 or (spelt_out == 0 and len(a.words) > len(b.words))


class Entities:
    """Who and what is named on the page; `of(mention)` tells whose mention it is."""

    def __init__(self, layout: Layout, mentions: Sequence[Mention]) -> None:
        self._layout = layout
        self._by_mention: dict[int, Entity] = {}
        self._by_key: dict[str, list[Entity]] = {}
        self.all: list[Entity] = []
        kinds = _settled_kinds(layout.tokens, mentions)
        people = [m for m in mentions if kinds[m.first] == "person"]
        bodies = [m for m in mentions if kinds[m.first] != "person"]
        bare = [m for m in people if not person_parts(m.words)[0]]
        for mention in people:
            if person_parts(mention.words)[0]:
                self._join(mention, "person", self._person(mention))
        defined = self._definitions(bodies)
        for mention in sorted(bodies, key=lambda m: (-len(m.words), m.first not in defined, m.first)):
            entity = (
                self._by_mention[defined[mention.first]]
                if mention.first in defined
                else self._body(mention, kinds[mention.first])
            )
            self._join(mention, kinds[mention.first], entity)
        for mention in sorted(bare, key=lambda m: (m.gender is None, m.first)):
            self._join(mention, "person", self._bearer(mention))
        for entity in self.all:
            entity.mentions.sort(key=lambda m: m.first)
        self.all.sort(key=lambda e: e.mentions[0].first)
        self._learn_genders()

    def of(self, mention: Mention) -> Entity:
        return self._by_mention[mention.first]

    def _join(self, mention: Mention, kind: Kind, entity: Entity | None) -> None:
        if entity is None:
            entity = Entity(kind, mention)
            self.all.append(entity)
        entity.add(mention)
        self._by_mention[mention.first] = entity
        for key in _keys(mention, kind):
            known = self._by_key.setdefault(key, [])
            if entity not in known[-MOST_NAMESAKES:]:
                known.append(entity)

    def _known(self, key: str) -> list[Entity]:
        return self._by_key.get(key, [])[-MOST_NAMESAKES:]

    def _person(self, mention: Mention) -> Entity | None:
        """The person already named in full whose name this may be, or a longer one this is part of."""
        for entity in self._known(surname_key(person_parts(mention.words)[1])):
            if entity.may_be(mention.gender) and same_person(mention.words, entity.words):
                return entity
        folded = mention.folded
        for word in (folded[0], folded[-1]):
            for entity in self._known(sound(word)):
                other = entity.fullest.folded
                if entity.may_be(mention.gender) and (is_part_of(folded, other) or is_part_of(other, folded)):
                    return entity
        return None

    def _body(self, mention: Mention, kind: Kind) -> Entity | None:
        """The body of the same name, or one whose name this is a part or the acronym of; a place is part of none."""
        if known := self._known("=" + mention.key):
            return known[-1]
        if len(mention.words) == 1 and is_acronym(mention.name):
            spelt_out = [e for e in self._known("@" + mention.folded[0]) if len(e.words) > 1]
            if spelt_out:
                return spelt_out[0]
        if lexicon.is_place(mention.key) or lexicon.is_demonym(mention.key):
            return None
        folded = mention.folded
        if len(folded) == 1 and folded[0] in lexicon.ORGANIZATION_ADJECTIVES:
            return None
        candidates = dict.fromkeys(e for word in (folded[0], folded[-1]) for e in self._known(sound(word)))
        kinds = ("place",) if kind == "place" and mention.tagged else ("organization", "place", "other")
        fitting = [e for e in candidates if e.kind in kinds and _opens_or_closes(folded, e)]
        return fitting[0] if len(fitting) == 1 else None

    def _definitions(self, bodies: Sequence[Mention]) -> dict[int, int]:
        """The acronyms that stand in parentheses behind the body's name: first token → that of the name."""
        tokens = self._layout.tokens
        named = {m.last: m.first for m in bodies if len(m.words) > 1}
        return {
            m.first: named[m.first - 1]
            for m in bodies
            if len(m.words) == 1
            and m.first - 1 in named
            and tokens[m.first - 1].text == "("
            and tokens[m.last : m.last + 1]
            and tokens[m.last].text == ")"
        }

    def _bearer(self, mention: Mention) -> Entity | None:
        """The person a bare surname or given name belongs to."""
        key = surname_key(mention.folded[-1])
        people = [e for e in self._known(key) if e.kind == "person" and e.may_be(mention.gender)]
        by_surname = [e for e in people if surname_key(person_parts(e.words)[1]) == key]
        candidates = by_surname or people
        if len(candidates) < 2:
            return candidates[0] if candidates else None
        return self._likeliest(mention, candidates)

    def _likeliest(self, mention: Mention, namesakes: Sequence[Entity]) -> Entity:
        """Among bearers of one surname: the one who bears its title; the one introduced in this paragraph, if never
        named in full again (the paper has gone over to the surname); else the one first named."""
        offices = {title for title in mention.titles if not lexicon.is_honorific(title)}
        if offices:
            titled = [e for e in namesakes if any(offices & set(m.titles) for m in e.mentions)]
            bare = [e for e in namesakes if not person_parts(e.words)[0]]
            if titled or bare:
                return (titled or bare)[0]
        paragraph = self._layout.tokens[mention.first].paragraph
        for entity in reversed(namesakes):
            full = [m for m in entity.mentions if len(m.words) > 1]
            last = max((m.first for m in full), default=mention.first)
            if last < mention.first and self._layout.tokens[last].paragraph == paragraph:
                return entity
        return min(namesakes, key=lambda e: min(m.first for m in e.mentions))

    def _learn_genders(self) -> None:
        """For people whose names do not tell: the pronouns behind them in sentences that mention nobody else."""
        tokens = self._layout.tokens
        people = [(m, e) for e in self.all if e.kind == "person" for m in e.mentions]
        mentioned: dict[int, set[int]] = {}
        for mention, entity in people:
            mentioned.setdefault(tokens[mention.first].sentence, set()).add(id(entity))
        unknown = [(m, e) for m, e in people if e.gender is None]
        for mention, entity in unknown:
            sentence = tokens[mention.first].sentence
            if len(mentioned[sentence]) == 1:
                entity.genders.update(_pronoun_behind(tokens[mention.last : mention.last + 30], sentence))


def _pronoun_behind(tokens: Sequence[Token], sentence: int) -> list[Gender]:
    """The gender of the first pronoun outside quotations among tokens of a sentence, if one is there."""
    genders = (
        lexicon.PRONOUN_GENDER.get(t.folded) for t in tokens if t.sentence == sentence and not t.quoted
    )
    return [gender for gender in genders if gender][:1]


def _opens_or_closes(short: tuple[str, ...], entity: Entity) -> bool:
    """Whether the words open or close the longer name of the entity."""
    long = entity.fullest.folded
    return len(long) > len(short) and short in (long[: len(short)], long[-len(short) :])


def _settled_kinds(tokens: Sequence[Token], mentions: Sequence[Mention]) -> dict[int, Kind]:
    """The kind of each mention: the one most often given to its name here; a tag counts more than a guess.

    A surname of somebody named in full is a person, and the first word of a body's name is that body.
    """
    votes: dict[str, Counter[Kind]] = {}
    surnames: set[str] = set()
    bodies: set[str] = set()
    for mention in mentions:
        votes.setdefault(mention.key, Counter())[mention.kind] += 2 if mention.tagged else 1
        if mention.kind == "person" and len(mention.words) > 1:
            surnames.add(mention.folded[-1])
        elif mention.kind == "organization" and len(mention.words) > 1:
            bodies.add(mention.folded[0])
    settled: dict[str, Kind] = {}
    for name, counted in votes.items():
        kind = counted.most_common(1)[0][0]
        if lexicon.is_place(name):
            kind = "place" if kind == "person" else kind
        elif kind != "person" and name in surnames:
            kind = "person"
        elif kind == "person" and name in bodies and name not in surnames and not lexicon.is_given_name(name):
            kind = "organization"
        settled[name] = kind
    return {m.first: _kind_here(tokens, m, settled[m.key], surnames) for m in mentions}


def _kind_here(tokens: Sequence[Token], mention: Mention, usual: Kind, surnames: set[str]) -> Kind:
    """The kind of one mention: a title makes a person, and so does a surname that is a place's too, but not "in" it."""
    if mention.titles and mention.kind == "person":
        return "person"
    if usual == "place" and mention.key in surnames:
        before = tokens[mention.first - 1].folded if mention.first else ""
        return "place" if before in _LOCATIVES else "person"
    return usual


def _keys(mention: Mention, kind: Kind) -> set[str]:
    """Under what a name is found again: its words, and for a body its whole name and acronym."""
    folded = mention.folded
    if kind == "person":
        return {surname_key(word) for word in folded if len(word) > 1} | {sound(folded[0])}
    return {"=" + mention.key, "@" + initials(mention.words), sound(folded[0]), sound(folded[-1])}
