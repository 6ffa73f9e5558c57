"""The words of a source, by their form, to whom they refer: a pronoun, a name, a description, or several of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.record import SpeakerKind
from onrecord.speakers import descriptions, lexicon, mentions, pronouns
from onrecord.speakers.discourse import NOBODY, Discourse, Referent, named
from onrecord.speakers.entities import Entity
from onrecord.speakers.mentions import Mention
from onrecord.speakers.phrases import NounPhrase, conjuncts, noun_phrase, trimmed, without_time

MOST_WORDS_BEFORE_RELATIVE = 14

_PRONOUNS = (
    frozenset(lexicon.PRONOUN_GENDER)
    | lexicon.PLURAL_PRONOUNS
    | lexicon.NEUTER_PRONOUNS
    | lexicon.SPEECH_ACT_PRONOUNS
)
_BESIDE_PRONOUNS = frozenset("all both also too himself herself itself themselves".split())
_FIRST_PERSON = frozenset(("i", "my", "me", "mine", "myself"))
_END_ANTECEDENT = frozenset("said says told is was are were to and , ; : — --".split())


def resolve(
    discourse: Discourse, first: int, last: int, content: Sequence[tuple[int, int]], outer: Referent | None
) -> Referent:
    """Who the source in tokens [first, last) is.

    `content` is what is said, as token ranges; `outer` is who says the statement that this one stands in.
    """
    tokens = discourse.layout.tokens
    words = [t.folded for t in tokens[first:last] if t.is_word]
    if words[0] in _PRONOUNS and all(word in _BESIDE_PRONOUNS for word in words[1:]):
        return _pronoun(discourse, first, content, outer)
    if words[0] in lexicon.RELATIVES and len(words) <= 3:
        return _relative(discourse, first, last)
    parts = conjuncts(tokens, mentions.at(discourse.mentions, first, last), first, last)
    if len(parts) > 1:
        return _joint(discourse, first, last, [_phrase(discourse, a, b) for a, b in parts if a < b])
    return _phrase(discourse, first, last)


def _pronoun(
    discourse: Discourse, at: int, content: Sequence[tuple[int, int]], outer: Referent | None
) -> Referent:
    word = discourse.layout.tokens[at].folded
    if word in lexicon.SPEECH_ACT_PRONOUNS:
        if outer is not None and (word in _FIRST_PERSON or outer.kind == "organization"):
            return replace(outer, how="first person: speaker of the quotation")
        if word in _FIRST_PERSON and not discourse.layout.tokens[at].quoted:
            author = " and ".join(discourse.authors)
            return replace(
                NOBODY, how=f"first person: the author, {author}" if author else "first person: the author"
            )
        return NOBODY
    found = pronouns.resolve(discourse, at, content, outer.entity if outer else None)
    if found is not None:
        return found
    gender = lexicon.PRONOUN_GENDER.get(word)
    kind: SpeakerKind = "person" if gender else "group" if word in lexicon.PLURAL_PRONOUNS else "unknown"
    return Referent(
        name=discourse.layout.tokens[at].text,
        named=False,
        kind=kind,
        how="pronoun: nobody fits",
        gender=gender,
    )


def _relative(discourse: Discourse, first: int, last: int) -> Referent:
    """ "who", "which", "that": what stands just before it; "whose leaders" are unnamed."""
    tokens = discourse.layout.tokens
    if tokens[first].folded == "whose" and last - first > 1:
        return _phrase(discourse, first + 1, last)
    start, end = _antecedent(discourse, first)
    if start == end:
        return Referent(discourse.layout.span(first, last), False, "unknown", "relative: nothing before it")
    described = _described_by(discourse, start)
    if described is not None:
        return named(discourse.entities.of(described), described, "relative: the name described before it")
    for mention in mentions.at(discourse.mentions, start, end):
        if mention.last == end and discourse.entities.of(mention).kind != "place":
            return named(discourse.entities.of(mention), mention, "relative: the name before it")
    return replace(_phrase(discourse, start, end), how="relative: the words before it")


def _antecedent(discourse: Discourse, first: int) -> tuple[int, int]:
    """The noun phrase, as tokens [first, last), that the relative at token `first` follows."""
    tokens = discourse.layout.tokens
    start = end = _before_aside(discourse, first)
    earliest = max(0, end - MOST_WORDS_BEFORE_RELATIVE)
    while start > earliest and _may_precede_relative(discourse, start - 1, first):
        start -= 1
        opens = tokens[start].folded in lexicon.QUANTIFIERS and not tokens[max(0, start - 1)].is_capital
        if opens or tokens[start].folded in lexicon.DETERMINERS:
            break
    return start, end


def _described_by(discourse: Discourse, start: int) -> Mention | None:
    """The name that the apposition from token `start` describes: "Ana Kos, now a lawyer", "Future, a club"."""
    tokens = discourse.layout.tokens
    if tokens[start].folded not in ("a", "an", "the"):
        return None
    start -= start > 0 and tokens[start - 1].folded in ("now", "then")
    before = next(discourse.mentions_before(start, 1), None)
    behind = before is not None and before.last == start - 1 and tokens[start - 1].text == ","
    return before if behind else None


def _before_aside(discourse: Discourse, first: int) -> int:
    """The token behind the last word before `first` in its sentence, a parenthesis aside."""
    tokens = discourse.layout.tokens
    end = first
    while end > 0 and not tokens[end - 1].is_word and tokens[end - 1].sentence == tokens[first].sentence:
        end -= 1
        if tokens[end].text == ")":
            opening = [index for index in range(max(0, end - 12), end) if tokens[index].text == "("]
            end = opening[-1] if opening else end
    return end


def _may_precede_relative(discourse: Discourse, index: int, first: int) -> bool:
    token = discourse.layout.tokens[index]
    if token.sentence != discourse.layout.tokens[first].sentence or token.folded in _END_ANTECEDENT:
        return False
    return token.folded not in lexicon.PREPOSITIONS or token.folded == "of"


def _phrase(discourse: Discourse, first: int, last: int) -> Referent:
    """A noun phrase: a name with what stands beside it, or a description."""
    tokens = discourse.layout.tokens
    first, last = trimmed(tokens, first, last)
    if first >= last:
        return NOBODY
    last = without_time(discourse.layout, first, last)
    words = discourse.layout.span(first, last)
    if seat := lexicon.stands_for(words.casefold()):
        return Referent(words, True, "organization", f"metonym: {seat}", (first, last))
    inside = mentions.at(discourse.mentions, first, last)
    phrase = noun_phrase(tokens, inside, first, last)
    mention = (
        _at_head(discourse, inside, phrase)
        or _in_apposition(discourse, inside, phrase)
        or _behind_naming_word(discourse, inside, phrase)
    )
    if mention is not None:
        return _name(discourse, mention, phrase)
    return _body_by_modifier(discourse, inside, phrase) or descriptions.resolve(discourse, phrase)


def _at_head(discourse: Discourse, inside: Sequence[Mention], phrase: NounPhrase) -> Mention | None:
    """The name that the phrase is about: the one its head belongs to."""
    for mention in inside:
        if phrase.first <= mention.first <= phrase.head < mention.last:
            head = mention.words[-1].casefold()
            people = lexicon.is_collective(head) and mention.kind != "person"
            epithet = len(mention.words) == 1 and (lexicon.is_epithet(head) or lexicon.is_demonym(head))
            return None if people or (epithet and phrase.first < mention.first) else mention
    return None


def _in_apposition(discourse: Discourse, inside: Sequence[Mention], phrase: NounPhrase) -> Mention | None:
    """The name behind the description: "his spokesman, Ivo Lenz", "the mayor of Tarn, Ana Kos"."""
    tokens = discourse.layout.tokens
    for mention in inside:
        behind_comma = mention.title > phrase.first and tokens[mention.title - 1].text == ","
        if mention.first >= phrase.core and behind_comma and discourse.entities.of(mention).kind == "person":
            head = tokens[phrase.head]
            kind = descriptions.kind_of(head.folded)
            ends = mention.last >= phrase.last or not tokens[mention.last].is_word
            return (
                mention
                if ends and (kind == "person" or (kind == "unknown" and not head.is_capital))
                else None
            )
    return None


def _behind_naming_word(
    discourse: Discourse, inside: Sequence[Mention], phrase: NounPhrase
) -> Mention | None:
    """The name in "a fisherman named Ivo", "a woman who gave her name as Ana"."""
    tokens = discourse.layout.tokens
    for mention in inside:
        before = tokens[mention.first - 1].folded if mention.first > phrase.head + 1 else ""
        if before in lexicon.NAMING_WORDS and descriptions.kind_of(tokens[phrase.head].folded) == "person":
            return mention
    return None


def _name(discourse: Discourse, mention: Mention, phrase: NounPhrase) -> Referent:
    entity = discourse.entities.of(mention)
    head = mention.words[-1].casefold()
    if entity.kind == "other" and lexicon.is_collective(head):
        return descriptions.unnamed(discourse, phrase, "group")
    if entity.kind in ("organization", "other") and lexicon.is_document(head) and not lexicon.is_outlet(head):
        return descriptions.unnamed(discourse, phrase, "document")
    how = _how_named(mention, entity)
    if seat := lexicon.stands_for(mention.key):
        how = f"metonym: {seat}"
    elif entity.kind == "place":
        how = "metonym: country" if lexicon.is_place(mention.key) else "metonym: place"
    return named(entity, mention, how)


def _how_named(mention: Mention, entity: Entity) -> str:
    if mention.key == entity.fullest.key:
        return "named in the source"
    if entity.kind == "person":
        same = mention.words[-1].casefold() == entity.words[-1].casefold()
        return "same surname" if same else "part of the name"
    return "acronym" if len(mention.words) == 1 and mention.name.isupper() else "part of the name"


def _body_by_modifier(discourse: Discourse, inside: Sequence[Mention], phrase: NounPhrase) -> Referent | None:
    """A body known by a name before its noun: "the Kos campaign", "the Ruritanian government", "Karvania’s army"."""
    tokens = discourse.layout.tokens
    head = tokens[phrase.head]
    first = phrase.first + (tokens[phrase.first].folded in lexicon.DETERMINERS)
    if first >= phrase.head or not tokens[first].is_capital:
        return None
    if head.folded not in lexicon.ATTACHED_BODIES and not (
        head.is_capital and lexicon.is_organization(head.folded)
    ):
        return None
    if not inside and not lexicon.is_demonym(tokens[first].folded):
        return None
    if any(t.is_possessive for t in tokens[first : phrase.head]):
        owner = next((m for m in inside if m.first >= first and discourse.is_owner(m)), None)
        if owner is None or discourse.entities.of(owner).kind == "organization":
            return None
        first = owner.first
    name = " ".join(discourse.layout.span(first, phrase.head + 1).split())
    return Referent(name, True, "organization", "named in the source", (first, phrase.head + 1))


def _joint(discourse: Discourse, first: int, last: int, parts: Sequence[Referent]) -> Referent:
    """Several speakers: named when each of them is; where one is, the others stand beside it without what is added."""
    everybody = bool(parts) and all(part.named for part in parts)
    return Referent(
        name=" and ".join(p.name for p in parts)
        if any(part.named for part in parts) and all(part.name for part in parts)
        else " ".join(discourse.layout.span(first, last).split()),
        named=everybody,
        kind="group",
        how="joint speakers",
        mention=(first, last),
        parts=len(parts),
    )
