"""Who speaks in each attribution of a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.record import Attribution, NameSpan, Span, Speaker
from onrecord.speakers import descriptions, lexicon, mentions, pronouns
from onrecord.speakers.discourse import Discourse, Referent, named
from onrecord.speakers.entities import Entities, Entity
from onrecord.speakers.layout import Layout
from onrecord.speakers.mentions import Mention
from onrecord.speakers.phrases import NounPhrase, conjuncts, noun_phrase, trimmed

NOBODY = Referent(name="", named=False, kind="unknown", how="generic or the author's own")


def resolve(
    text: str, attributions: Sequence[Attribution], names: Sequence[NameSpan], byline: Sequence[str] = ()
) -> list[Speaker | None]:
    """The speaker of each attribution, in order; None where the text gives none.

    `text` is the article's; offsets are code points into it, half-open, and spans that reach out of it count as far
    as they lie in it. `names` are the proper names the reader tagged; names it left out are found by their
    capitals. `byline` names the authors. Raises nothing; takes time about linear in text and attributions.
    """
    layout = Layout.of(text)
    found = mentions.find(layout, names)
    discourse = Discourse(layout, found, Entities(layout, found, byline))
    referents: list[Referent | None] = [None] * len(attributions)
    for index in _reading_order(attributions):
        attribution = attributions[index]
        outer = _outer(attributions, referents, index)
        referents[index] = _referent(discourse, attribution, outer)
    return [
        _speaker(discourse, attribution, referent)
        for attribution, referent in zip(attributions, referents, strict=True)
    ]


def _reading_order(attributions: Sequence[Attribution]) -> list[int]:
    """Outer statements before those inside them, then as they stand in the text."""

    def key(index: int) -> tuple[bool, int, int]:
        attribution = attributions[index]
        spans = [s for s in (attribution.source, attribution.cue, *attribution.content) if s is not None]
        anchor = attribution.source or (spans[0] if spans else None)
        return (attribution.inside is not None, anchor.start if anchor else 0, index)

    return sorted(range(len(attributions)), key=key)


def _outer(
    attributions: Sequence[Attribution], referents: Sequence[Referent | None], index: int
) -> Referent | None:
    inside = attributions[index].inside
    return (
        referents[inside] if inside is not None and 0 <= inside < len(referents) and inside != index else None
    )


def _referent(discourse: Discourse, attribution: Attribution, outer: Referent | None) -> Referent | None:
    layout = discourse.layout
    if attribution.source is None:
        return _continued(discourse, attribution)
    first, last = layout.within(max(0, attribution.source.start), max(0, attribution.source.end))
    first, last = trimmed(layout.tokens, first, last)
    if first >= last:
        return None
    content = [layout.within(max(0, span.start), max(0, span.end)) for span in attribution.content]
    referent = _of_source(discourse, first, last, content, outer)
    if referent.name:
        discourse.add(first, referent)
    return referent


def _of_source(
    discourse: Discourse, first: int, last: int, content: Sequence[tuple[int, int]], outer: Referent | None
) -> Referent:
    tokens = discourse.layout.tokens
    words = [t.folded for t in tokens[first:last] if t.is_word]
    opening = tokens[first].folded
    if (
        len(words) <= 2
        and opening in _PRONOUNS
        and (
            len(words) == 1 or words[1] in ("all", "both", "also", "himself", "herself", "themselves", "too")
        )
    ):
        return _of_pronoun(discourse, first, last, content, outer)
    if opening in lexicon.RELATIVES and len(words) <= 3:
        return _of_relative(discourse, first, last)
    inside = mentions.at(discourse.mentions, first, last)
    parts = conjuncts(tokens, inside, first, last)
    if len(parts) > 1:
        return _joint(discourse, first, last, [_of_phrase(discourse, a, b) for a, b in parts if a < b])
    return _of_phrase(discourse, first, last)


_PRONOUNS = (
    frozenset(lexicon.PRONOUN_GENDER)
    | lexicon.PLURAL_PRONOUNS
    | lexicon.NEUTER_PRONOUNS
    | lexicon.SPEECH_ACT_PRONOUNS
)


def _of_pronoun(
    discourse: Discourse, first: int, last: int, content: Sequence[tuple[int, int]], outer: Referent | None
) -> Referent:
    word = discourse.layout.tokens[first].folded
    if word in lexicon.SPEECH_ACT_PRONOUNS:
        if outer is not None and (word in ("i", "my", "me") or outer.kind == "organization"):
            return replace(outer, how="first person: speaker of the quotation")
        return NOBODY
    found = pronouns.resolve(discourse, first, content, outer.entity if outer else None)
    if found is not None:
        return found
    kind = (
        "person"
        if word in lexicon.PRONOUN_GENDER
        else "group"
        if word in lexicon.PLURAL_PRONOUNS
        else "unknown"
    )
    return Referent(
        name=discourse.layout.span(first, last),
        named=False,
        kind=kind,  # type: ignore[arg-type]
        how="pronoun: nobody fits",
        gender=lexicon.PRONOUN_GENDER.get(word),
    )


def _of_relative(discourse: Discourse, first: int, last: int) -> Referent:
    """ "who", "which", "that": what stands just before it; "whose leaders" are unnamed."""
    tokens = discourse.layout.tokens
    if tokens[first].folded == "whose" and last - first > 1:
        return _of_phrase(discourse, first + 1, last)
    before = first
    while (
        before > 0
        and not tokens[before - 1].is_word
        and tokens[before - 1].sentence == tokens[first].sentence
    ):
        before -= 1
    start = before
    for index in range(before - 1, max(-1, before - 14), -1):
        token = tokens[index]
        if token.sentence != tokens[first].sentence or (
            token.folded in lexicon.PREPOSITIONS and token.folded != "of"
        ):
            break
        if token.text in (",", ";", ":", "—", "--") or token.folded in (
            "said",
            "says",
            "told",
            "is",
            "was",
            "are",
            "were",
            "to",
            "and",
        ):
            break
        start = index
        if token.folded in lexicon.DETERMINERS or token.folded in lexicon.QUANTIFIERS:
            break
    if start < before:
        nearest = [m for m in mentions.at(discourse.mentions, start, before) if m.last == before]
        apposition = _apposition_of(discourse, start)
        if nearest and discourse.entities.of(nearest[0]).kind != "place":
            return named(discourse.entities.of(nearest[0]), nearest[0], "relative: the name before it")
        if apposition is not None:
            return named(
                discourse.entities.of(apposition), apposition, "relative: the name described before it"
            )
        return replace(_of_phrase(discourse, start, before), how="relative: the words before it")
    return Referent(discourse.layout.span(first, last), False, "unknown", "relative: nothing before it")


def _apposition_of(discourse: Discourse, start: int) -> Mention | None:
    """The person whose apposition starts at a token: in "Ana Kos, a lawyer who said …" Ana Kos."""
    tokens = discourse.layout.tokens
    if start < 2 or tokens[start - 1].text != ",":
        return None
    for mention in discourse.mentions_before(start, 1):
        if mention.last == start - 1:
            return mention
    return None


def _of_phrase(discourse: Discourse, first: int, last: int) -> Referent:
    """A noun phrase: a name with what stands beside it, or a description."""
    tokens = discourse.layout.tokens
    first, last = trimmed(tokens, first, last)
    if first >= last:
        return NOBODY
    inside = mentions.at(discourse.mentions, first, last)
    phrase = noun_phrase(tokens, inside, first, last)
    mention = _name_at_head(discourse, inside, phrase)
    if mention is not None:
        return _of_name(discourse, mention, phrase)
    body = _named_body(discourse, inside, phrase)
    if body is not None:
        return body
    return _across_apposition(discourse, inside, phrase) or descriptions.resolve(discourse, phrase)


def _name_at_head(discourse: Discourse, inside: Sequence[Mention], phrase: NounPhrase) -> Mention | None:
    """The name that the phrase is about: the one its head belongs to."""
    for mention in inside:
        if mention.first <= phrase.head < mention.last and mention.first >= phrase.first:
            head = discourse.layout.tokens[phrase.head].folded
            return None if lexicon.is_collective(head) and mention.kind != "person" else mention
    return None


def _of_name(discourse: Discourse, mention: Mention, phrase: NounPhrase) -> Referent:
    entity = discourse.entities.of(mention)
    name = " ".join(mention.words).casefold()
    if entity.kind == "other" and lexicon.is_collective(name.split()[-1]):
        return descriptions.unnamed(discourse, phrase, "group")
    if (
        entity.kind in ("organization", "other")
        and lexicon.is_document(name.split()[-1])
        and not lexicon.is_outlet(name.split()[-1])
    ):
        return descriptions.unnamed(discourse, phrase, "document")
    how = _how_named(mention, entity)
    if stands_for := lexicon.stands_for(name):
        how = f"metonym: {stands_for}"
    elif entity.kind == "place":
        how = "metonym: country" if lexicon.is_place(name) else "metonym: place"
    return named(entity, mention, how)


def _how_named(mention: Mention, entity: Entity) -> str:
    if tuple(w.casefold() for w in mention.words) == tuple(w.casefold() for w in entity.words):
        return "named in the source"
    if entity.kind == "person":
        same = mention.words[-1].casefold() == entity.words[-1].casefold()
        return "same surname" if same else "part of the name"
    return "acronym" if len(mention.words) == 1 and mention.words[0].isupper() else "part of the name"


def _named_body(discourse: Discourse, inside: Sequence[Mention], phrase: NounPhrase) -> Referent | None:
    """A body known by a name before its noun: "the Kos campaign", "the Ruritanian government"."""
    tokens = discourse.layout.tokens
    head = tokens[phrase.head].folded
    if head not in lexicon.ATTACHED_BODIES and not (
        lexicon.is_organization(head) and tokens[phrase.head].is_capital
    ):
        return None
    first = phrase.first + (tokens[phrase.first].folded in lexicon.DETERMINERS)
    if first >= phrase.head or not (
        tokens[first].is_capital and (inside or lexicon.is_demonym(tokens[first].folded))
    ):
        return None
    if any(t.is_possessive for t in tokens[first : phrase.head]):
        return None
    return Referent(
        name=discourse.layout.span(first, phrase.head + 1),
        named=True,
        kind="organization",
        how="named in the source",
        mention=(first, phrase.head + 1),
    )


def _across_apposition(
    discourse: Discourse, inside: Sequence[Mention], phrase: NounPhrase
) -> Referent | None:
    """ "his spokesman, Ivo Lenz,": a description whose name follows after a comma."""
    tokens = discourse.layout.tokens
    if phrase.core >= phrase.last or tokens[phrase.core].text != ",":
        return None
    for mention in inside:
        if mention.first >= phrase.core and mention.kind == "person":
            if all(not t.is_word or lexicon.is_title(t.folded) for t in tokens[phrase.core : mention.first]):
                return named(discourse.entities.of(mention), mention, "named after the description")
            return None
    return None


def _joint(discourse: Discourse, first: int, last: int, parts: Sequence[Referent]) -> Referent:
    """Several speakers: named when each of them is."""
    everybody = bool(parts) and all(part.named for part in parts)
    return Referent(
        name=" and ".join(part.name for part in parts) if everybody else discourse.layout.span(first, last),
        named=everybody,
        kind="group",
        how="joint speakers",
        mention=(first, last),
    )


def _continued(discourse: Discourse, attribution: Attribution) -> Referent | None:
    """The last speaker, when a quotation stands alone in its paragraph, without source or cue."""
    layout = discourse.layout
    spans = [layout.within(max(0, s.start), max(0, s.end)) for s in attribution.content]
    spans = [(first, last) for first, last in spans if first < last]
    if attribution.cue is not None or attribution.kind != "direct" or not spans:
        return None
    first = spans[0][0]
    covered = {index for a, b in spans for index in range(a, b)}
    paragraph = layout.tokens[first].paragraph
    start = first
    while start > 0 and layout.tokens[start - 1].paragraph == paragraph:
        start -= 1
    end = start
    while end < len(layout.tokens) and layout.tokens[end].paragraph == paragraph:
        if layout.tokens[end].is_word and end not in covered:
            return None
        end += 1
    for turn in discourse.turns_before(first, 1):
        if paragraph - layout.tokens[turn.at].paragraph <= 2:
            referent = replace(turn.referent, how="quotation alone in its paragraph: last speaker")
            discourse.add(first, referent)
            return referent
    return None


def _speaker(discourse: Discourse, attribution: Attribution, referent: Referent | None) -> Speaker | None:
    if referent is None:
        return None
    mention: Span | None = discourse.span(referent.mention)
    return Speaker(
        name=referent.name,
        named=referent.named,
        kind=referent.kind,
        role=referent.role,
        mention=mention,
        how=referent.how,
        via=None,
    )
