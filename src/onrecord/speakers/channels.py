"""Through whom words are credited: "she told the Lamp", "he said in a statement", "…, according to a report"."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.speakers import lexicon, mentions
from onrecord.speakers.discourse import Discourse, Referent
from onrecord.speakers.phrases import noun_phrase

LONGEST_SENTENCE = 200
_TOLD = frozenset(("told", "tells", "to", "by", "with"))
_WRITTEN = frozenset(("in", "on", "via", "through", "to"))


def via(
    discourse: Discourse, source: tuple[int, int], content: Sequence[tuple[int, int]], outer: Referent | None
) -> str | None:
    """The document or outlet that carries the words, as named in the sentence of the source outside what is said.

    Failing that, the document or outlet that `outer`, the speaker of the enclosing statement, is.
    """
    tokens = discourse.layout.tokens
    start = discourse.layout.sentence_start(source[0])
    taken = {index for first, last in (source, *content) for index in range(first, last)}
    index = start
    end = min(len(tokens) - 1, start + LONGEST_SENTENCE)
    while index < end and tokens[index].sentence == tokens[start].sentence:
        opens = index not in taken and index + 1 not in taken
        if opens and (tokens[index].folded in _TOLD or tokens[index].folded in _WRITTEN):
            found = _channel(discourse, tokens[index].folded, index + 1)
            if found:
                return found
        index += 1
    if outer is None or not outer.name:
        return None
    carries = outer.kind == "document" or lexicon.is_outlet(outer.name.casefold().split()[-1])
    return outer.name if carries else None


def _channel(discourse: Discourse, opening: str, first: int) -> str | None:
    """The outlet or document that the noun phrase at token `first` names, if it is one."""
    tokens = discourse.layout.tokens
    last = first
    while last < min(first + 8, len(tokens)) and tokens[last].sentence == tokens[first].sentence:
        last += 1
    inside = mentions.at(discourse.mentions, first, last)
    phrase = noun_phrase(tokens, inside, first, last)
    for mention in inside:
        if mention.last <= phrase.core and lexicon.is_outlet(mention.words[-1].casefold()):
            return discourse.entities.of(mention).name
    if opening in _WRITTEN and tokens[phrase.head].folded in lexicon.CHANNELS:
        start = first + (tokens[first].folded in ("a", "an", "the"))
        return " ".join(discourse.layout.span(start, phrase.head + 1).split())
    return None
