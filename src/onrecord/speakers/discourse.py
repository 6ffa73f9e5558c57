"""What a page has told so far, to which pronouns and descriptions refer: who is named, who spoke."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from onrecord.record import Span, SpeakerKind
from onrecord.speakers.entities import Entities, Entity
from onrecord.speakers.kinds import Kind
from onrecord.speakers.layout import Layout
from onrecord.speakers.lexicon import Gender
from onrecord.speakers.mentions import Mention


@dataclass(frozen=True, slots=True)
class Referent:
    """Who a source refers to: an entity of the page, or people and documents known by description only.

    `mention` is the span, tokens [first, last), by which the text names or describes them.
    """

    name: str
    named: bool
    kind: SpeakerKind
    how: str
    mention: tuple[int, int] | None = None
    entity: Entity | None = None
    gender: Gender | None = None
    role: str | None = None
    via: str | None = None
    parts: int = 1
    """How many people or bodies are named jointly."""


NOBODY = Referent(name="", named=False, kind="unknown", how="generic")


@dataclass(frozen=True, slots=True)
class Turn:
    """A source that was resolved, at the token where it stands."""

    at: int
    referent: Referent


@dataclass(slots=True)
class Discourse:
    """The page as read up to now. Turns are added as sources are resolved."""

    layout: Layout
    mentions: Sequence[Mention]
    entities: Entities
    authors: tuple[str, ...] = ()
    """As the byline names them."""
    turns: list[Turn] = field(default_factory=list)
    echoes: list[Turn] = field(default_factory=list)
    """Pronouns that are no sources, with those they stand for: they keep a person in mind."""

    def add(self, at: int, referent: Referent) -> None:
        """Remember that `referent` is the source at token `at`."""
        self.turns.insert(bisect_left(self.turns, at, key=lambda t: t.at), Turn(at, referent))

    def turns_before(self, at: int, most: int) -> Iterator[Turn]:
        """The last turns before token `at`, nearest first."""
        return _before(self.turns, at, most)

    def echoes_before(self, at: int, most: int) -> Iterator[Turn]:
        """The last pronouns before token `at`, nearest first."""
        return _before(self.echoes, at, most)

    def mentions_before(self, at: int, most: int) -> Iterator[Mention]:
        """The last mentions before token `at`, nearest first."""
        index = bisect_left(self.mentions, at, key=lambda m: m.first)
        yield from reversed(self.mentions[max(0, index - most) : index])

    def mentions_between(self, first: int, last: int) -> Sequence[Mention]:
        """The mentions that start in tokens [first, last)."""
        start = bisect_left(self.mentions, first, key=lambda m: m.first)
        return self.mentions[start : bisect_left(self.mentions, last, key=lambda m: m.first)]

    def nearest(self, at: int, kind: Kind, most: int) -> list[tuple[Entity, Mention]]:
        """Entities of a kind among the last mentions before token `at`, each with its nearest, nearest first."""
        nearest: dict[int, tuple[Entity, Mention]] = {}
        for mention in self.mentions_before(at, most):
            entity = self.entities.of(mention)
            if entity.kind == kind:
                nearest.setdefault(id(entity), (entity, mention))
        return list(nearest.values())

    def is_owner(self, mention: Mention) -> bool:
        """Whether a possessive ending follows the mention."""
        return mention.last < len(self.layout.tokens) and self.layout.tokens[mention.last].is_possessive

    def sentence(self, at: int) -> int:
        return self.layout.tokens[at].sentence

    def paragraph(self, at: int) -> int:
        return self.layout.tokens[at].paragraph

    def span(self, tokens: tuple[int, int] | None) -> Span | None:
        """Tokens [first, last) as a span of the text."""
        if tokens is None or tokens[0] >= tokens[1]:
            return None
        start, end = self.layout.tokens[tokens[0]].start, self.layout.tokens[tokens[1] - 1].end
        return Span.of(self.layout.text, start, end)


def _before(turns: Sequence[Turn], at: int, most: int) -> Iterator[Turn]:
    index = bisect_left(turns, at, key=lambda t: t.at)
    return reversed(turns[max(0, index - most) : index])


def named(entity: Entity, mention: Mention, how: str) -> Referent:
    """The referent that is this entity, by one of its mentions."""
    kind: SpeakerKind = "person" if entity.kind == "person" else "organization"
    return Referent(
        name=entity.name,
        named=True,
        kind=kind,
        how=how,
        mention=(mention.first, mention.last),
        entity=entity,
        gender=entity.gender,
        role=entity.role if kind == "person" else None,
    )
