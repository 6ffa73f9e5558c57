"""Mentions of one person or body brought together: part name to fullest name, spelling variants, acronyms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from onrecord.speakers import lexicon
from onrecord.speakers.layout import Layout
from onrecord.speakers.lexicon import Gender
from onrecord.speakers.mentions import Kind, Mention
from onrecord.speakers.names import (
    fold,
    initials,
    is_acronym,
    is_part_of,
    person_parts,
    same_person,
    sound,
    surname_key,
)

MOST_NAMESAKES = 24
"""How many bearers of one surname or word are compared: bounds the work on hostile pages."""


@dataclass(eq=False, slots=True)
class Entity:
    """Somebody or something named on the page."""

    kind: Kind
    words: tuple[str, ...]
    mentions: list[Mention] = field(default_factory=list)
    genders: Counter[Gender] = field(default_factory=Counter)

    @property
    def name(self) -> str:
        return " ".join(self.words)

    @property
    def gender(self) -> Gender | None:
        if not self.genders:
            return None
        (best, count), *rest = self.genders.most_common(2)
        return best if not rest or count > rest[0][1] else None

    @property
    def roles(self) -> list[str]:
        return [role for mention in self.mentions for role in mention.roles]

    def add(self, mention: Mention) -> None:
        self.mentions.append(mention)
        if mention.gender:
            self.genders[mention.gender] += 2


class Entities:
    """Who and what is named on the page; `of(mention)` tells whose mention it is."""

    def __init__(self, layout: Layout, mentions: Sequence[Mention], byline: Iterable[str] = ()) -> None:
        self._layout = layout
        self._by_mention: dict[int, Entity] = {}
        self._by_word: dict[str, list[Entity]] = {}
        self.all: list[Entity] = []
        self.byline = [tuple(name.split()) for name in byline if name.split()]
        kinds = _settled_kinds(mentions)
        full = [m for m in mentions if kinds[m.first] == "person" and len(m.words) > 1]
        bodies = [m for m in mentions if kinds[m.first] != "person"]
        bare = [m for m in mentions if kinds[m.first] == "person" and len(m.words) == 1]
        for mention in full:
            self._join(mention, "person", self._person(mention))
        for mention in sorted(bodies, key=lambda m: (-len(m.words), m.first)):
            self._join(mention, kinds[mention.first], self._body(mention))
        for mention in bare:
            self._join(mention, "person", self._bearer(mention))
        self.all.sort(key=lambda e: min(m.first for m in e.mentions))
        for entity in self.all:
            entity.mentions.sort(key=lambda m: m.first)

    def of(self, mention: Mention) -> Entity:
        return self._by_mention[mention.first]

    def _join(self, mention: Mention, kind: Kind, entity: Entity | None) -> None:
        if entity is None:
            entity = Entity(kind, mention.words)
            self.all.append(entity)
        elif len(mention.words) > len(entity.words) or (
            len(mention.words) == len(entity.words)
            and is_acronym(entity.name)
            and not is_acronym(" ".join(mention.words))
        ):
            entity.words = mention.words
        entity.add(mention)
        self._by_mention[mention.first] = entity
        for key in _keys(mention, kind):
            known = self._by_word.setdefault(key, [])
            if entity not in known[-MOST_NAMESAKES:]:
                known.append(entity)

    def _known(self, key: str) -> list[Entity]:
        return self._by_word.get(key, [])[-MOST_NAMESAKES:]

    def _person(self, mention: Mention) -> Entity | None:
        """The person already named in full whose name this may be, or a longer one this is part of."""
        _, surname = person_parts(mention.words)
        gender = mention.gender
        for entity in self._known(surname_key(surname)):
            if same_person(mention.words, entity.words) and not (
                gender and entity.gender and gender != entity.gender
            ):
                return entity
        folded = [fold(w) for w in mention.words]
        for word in (folded[0], folded[-1]):
            for entity in self._known(sound(word)):
                other = [fold(w) for w in entity.words]
                if is_part_of(folded, other) or is_part_of(other, folded):
                    return entity
        return None

    def _body(self, mention: Mention) -> Entity | None:
        """The body of the same name, or one whose name this is a part or the acronym of."""
        folded = [fold(w) for w in mention.words]
        name = " ".join(folded)
        for entity in self._known("=" + name):
            return entity
        if len(folded) == 1 and is_acronym(mention.words[0]):
            for entity in self._known("@" + folded[0]):
                return entity
        if lexicon.is_place(name) or lexicon.is_demonym(name):
            return None
        fitting = []
        for word in (folded[0], folded[-1]):
            if word in lexicon.ORGANIZATION_ADJECTIVES and len(folded) == 1:
                continue
            for entity in self._known(sound(word)):
                other = [fold(w) for w in entity.words]
                opens = other[: len(folded)] == folded
                closes = other[-len(folded) :] == folded
                if (
                    entity not in fitting
                    and len(other) > len(folded)
                    and (opens or closes)
                    and entity.kind != "person"
                ):
                    fitting.append(entity)
        return fitting[0] if len(fitting) == 1 else None

    def _bearer(self, mention: Mention) -> Entity | None:
        """The person a bare surname or given name belongs to."""
        key = sound(mention.words[0])
        people = [e for e in self._known(key) if e.kind == "person"]
        if mention.gender:
            people = [e for e in people if e.gender in (None, mention.gender)]
        by_surname = [e for e in people if surname_key(person_parts(e.words)[1]) == key]
        candidates = by_surname or people
        if len(candidates) < 2:
            return candidates[0] if candidates else None
        return self._likeliest(mention, candidates)

    def _likeliest(self, mention: Mention, namesakes: Sequence[Entity]) -> Entity:
        """Among bearers of one surname: the one introduced in this paragraph, if never named in full again
        (so that the paper has gone over to the surname), else the one the page names first."""
        paragraph = self._layout.tokens[mention.first].paragraph
        for entity in reversed(namesakes):
            full = [m for m in entity.mentions if len(m.words) > 1]
            if (
                full
                and full[-1].first < mention.first
                and self._layout.tokens[full[-1].first].paragraph == paragraph
            ):
                return entity
        return min(namesakes, key=lambda e: min(m.first for m in e.mentions))


def _settled_kinds(mentions: Sequence[Mention]) -> dict[int, Kind]:
    """The kind of each mention: the one most often given to its name here, and person for a surname."""
    votes: dict[str, Counter[Kind]] = {}
    surnames: set[str] = set()
    for mention in mentions:
        votes.setdefault(_plain(mention), Counter())[mention.kind] += 1
        if mention.kind == "person" and len(mention.words) > 1:
            surnames.add(fold(mention.words[-1]))
    settled: dict[int, Kind] = {}
    for mention in mentions:
        name = _plain(mention)
        kind = votes[name].most_common(1)[0][0]
        if kind != "person" and name in surnames and not lexicon.is_place(name):
            kind = "person"
        if kind != "person" and mention.titled and mention.kind == "person":
            kind = "person"
        if lexicon.is_place(name) and kind == "person" and not mention.titled:
            kind = "place"
        settled[mention.first] = kind
    return settled


def _plain(mention: Mention) -> str:
    return " ".join(fold(w) for w in mention.words)


def _keys(mention: Mention, kind: Kind) -> list[str]:
    """Under what a name is found again: its words, and for a body its whole name and acronym."""
    folded = [fold(w) for w in mention.words]
    if kind == "person":
        _, surname = person_parts(mention.words)
        return list(dict.fromkeys([surname_key(surname), sound(folded[0]), sound(folded[-1])]))
    return list(
        dict.fromkeys(
            ["=" + " ".join(folded), "@" + initials(mention.words), sound(folded[0]), sound(folded[-1])]
        )
    )
