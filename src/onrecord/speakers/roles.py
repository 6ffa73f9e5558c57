"""The words around a name that say what its bearer is: "the finance minister, Ana Kos", "Kos, chief economist at …"."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.speakers import lexicon
from onrecord.speakers.layout import Layout, Token

_LONGEST_TITLE = 10
_LONGEST_APPOSITION = 24
_COPULAS = frozenset(("is", "was", "became", "becomes"))
_DASHES = frozenset(("-", "–", "—", "―"))
_INSIDE_PHRASES = frozenset(("&", "/", "-", "’", "'"))
_HEADED_BY_OPENER = frozenset(("the", "a", "an", "his", "her", "its", "their", "one", "now", "then"))
_TAIL_WORDS = frozenset(("and", "of"))


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around a name: its title words (tokens [title, name)), its roles as written, an age given."""

    title: int
    roles: tuple[str, ...]
    age: str | None


def around(layout: Layout, title: int, first: int, last: int) -> Surroundings:
    """What the words before and after the person's or body's name in tokens [first, last) say of it.

    Tokens [title, first) are known to be its title.
    """
    title, before = _before(layout, title, first)
    age, after = _after(layout, last)
    found = (before, after, _across_comma(layout, title, last))
    return Surroundings(title, tuple(dict.fromkeys(role for role in found if role)), age)


def words(role: str) -> list[str]:
    """The words of a role, up to its first preposition and behind its last possessor: what the bearer is."""
    found: list[str] = []
    for word in role.casefold().replace("’s ", " 's ").replace("'s ", " 's ").split():
        bare = word.strip(',.()"“”')
        if bare == "'s":
            found.clear()
        elif bare in lexicon.PREPOSITIONS and found:
            break
        else:
            found.append(bare)
    return found


def role_phrase(layout: Layout, start: int) -> tuple[int, int] | None:
    """The noun phrase that starts at a token, as tokens [first, last), if its head is a role or kind of body.

    The leading article is left out. None where the phrase is something else, or the subject of a clause ("the
    minister said").
    """
    tokens = layout.tokens
    limit = min(start + _LONGEST_APPOSITION, len(tokens))
    core = start
    while core < limit and _goes_on(layout, start, core):
        if core > start and tokens[core].folded in lexicon.PREPOSITIONS:
            break
        core += 1
    head = core - 1
    while head >= start and not _is_role_noun(tokens[head].folded):
        head -= 1
    if head >= start and lexicon.is_plural(tokens[head].folded):
        return None
    if head < start or not all(_may_modify(tokens[index], index == start) for index in range(start, head)):
        return _unknown_trade(tokens, start, core)
    joined = head + 1 < core and _joins(tokens, head + 1, core)
    if head + 1 < core and not joined and not tokens[head + 1].folded.endswith(("ed", "ing", "ly")):
        return None
    end = head + 1
    if end == core or joined:
        end = core
        while end < limit and _goes_on(layout, start, end):
            end += 1
    while end > head + 1 and (tokens[end - 1].folded in lexicon.PREPOSITIONS or not tokens[end - 1].is_word):
        end -= 1
    first = start + (tokens[start].folded in ("the", "a", "an") and start < head)
    return first, end


def _goes_on(layout: Layout, start: int, index: int) -> bool:
    """Whether a noun phrase from `start` may run over the token at `index`."""
    token, opening = layout.tokens[index], layout.tokens[start]
    return (
        token.sentence == opening.sentence
        and token.quoted == opening.quoted
        and (token.is_word or token.is_possessive or token.text in _INSIDE_PHRASES)
        and token.folded not in lexicon.RELATIVES
        and token.folded not in _COPULAS
    )


def _is_role_noun(word: str) -> bool:
    return lexicon.is_role(word) or lexicon.is_organization(word)


def _joins(tokens: tuple[Token, ...], index: int, core: int) -> bool:
    """Whether the words from `index` to the end of the core join a second role: "lawyer and activist"."""
    return tokens[index].folded == "and" and index + 1 < core and _is_role_noun(tokens[core - 1].folded)


def _may_modify(token: Token, opens: bool) -> bool:
    """Whether a token may stand before the head of a role."""
    if opens and token.folded in _HEADED_BY_OPENER:
        return True
    if token.is_capital or not token.is_word or token.folded in lexicon.ROLE_MODIFIERS:
        return True
    return token.folded not in lexicon.FUNCTION_WORDS or token.folded == "and"


def _unknown_trade(tokens: tuple[Token, ...], start: int, core: int) -> tuple[int, int] | None:
    """An apposition whose head no list knows, when "who" follows it: "a bodger who …"."""
    opens = tokens[start].folded if start < len(tokens) else ""
    if opens not in ("a", "an") or core >= len(tokens) or core < start + 2 or tokens[core].folded != "who":
        return None
    return (start + 1, core) if all(t.is_word for t in tokens[start:core]) else None


def _before(layout: Layout, title: int, first: int) -> tuple[int, str | None]:
    """Where the title before a name starts, and the role it tells ("Foreign Minister", "left back")."""
    tokens = layout.tokens
    start, headed = title, title < first
    for index in range(title - 1, max(-1, title - 1 - _LONGEST_TITLE), -1):
        token = tokens[index]
        word = token.folded
        if token.sentence != tokens[first].sentence or not (token.is_word or token.is_possessive):
            break
        is_head = lexicon.is_role(word) or lexicon.is_title(word)
        if not (is_head if not headed else is_head or _belongs_before(token)):
            break
        headed, start = True, index
    while start < first and (tokens[start].folded in _TAIL_WORDS or not tokens[start].is_word):
        start += 1
    if headed:
        start = _after_article(tokens, start)
    kept = start
    while kept < first and lexicon.is_honorific(tokens[kept].folded):
        kept += 1
    return start, " ".join(layout.span(kept, first).split()) or None


def _belongs_before(token: Token) -> bool:
    """Whether a word may stand before the head of a title."""
    word = token.folded
    return (
        word in _TAIL_WORDS
        or token.is_possessive
        or word in lexicon.ROLE_MODIFIERS
        or "-" in word
        or lexicon.is_organization(word)
        or (token.is_capital and word not in lexicon.FUNCTION_WORDS)
    )


def _after_article(tokens: tuple[Token, ...], start: int) -> int:
    """The token after the article of the noun phrase that the title at `start` ends, or `start`."""
    for index in range(start - 1, max(-1, start - 4), -1):
        token = tokens[index]
        if token.sentence != tokens[start].sentence or not token.is_word:
            break
        if token.folded in ("the", "a", "an"):
            return index + 1
        if token.folded in lexicon.FUNCTION_WORDS:
            break
    return start


def _after(layout: Layout, last: int) -> tuple[str | None, str | None]:
    """The age and the role that follow a name: ", 41, the chief economist at …", "is the chief …"."""
    tokens = layout.tokens
    start = _past_aside(tokens, last)
    if start >= len(tokens) or tokens[start].sentence != tokens[last - 1].sentence:
        return None, None
    if (
        tokens[start].text != ","
        and tokens[start].text not in _DASHES
        and tokens[start].folded not in _COPULAS
    ):
        return None, None
    start += 1
    while start < len(tokens) and tokens[start].text in _DASHES:
        start += 1
    age = None
    if start < len(tokens) and tokens[start].text.isdigit() and len(tokens[start].text) < 4:
        age = tokens[start].text
        start += 1 + (start + 1 < len(tokens) and tokens[start + 1].text == ",")
    found = role_phrase(layout, start) if start < len(tokens) else None
    return age, " ".join(layout.span(*found).split()) if found else None


def _past_aside(tokens: tuple[Token, ...], index: int) -> int:
    """Past a short parenthesis such as "(R-Ky.)"."""
    if index < len(tokens) and tokens[index].text == "(":
        for close in range(index + 1, min(index + 12, len(tokens))):
            if tokens[close].text == ")":
                return close + 1
    return index


def _across_comma(layout: Layout, first: int, last: int) -> str | None:
    """The role in "the finance minister, Ana Kos, said": a description that ends at the comma before the name."""
    tokens = layout.tokens
    if first < 2 or tokens[first - 1].text != "," or (last < len(tokens) and tokens[last].is_word):
        return None
    found = None
    for index in range(first - 2, max(-1, first - 2 - _LONGEST_TITLE), -1):
        token = tokens[index]
        if token.sentence != tokens[first].sentence or not (token.is_word or token.is_possessive):
            break
        opens = token.folded in _HEADED_BY_OPENER or token.opens_sentence
        if opens or (token.is_capital and tokens[index + 1].is_possessive):
            phrase = role_phrase(layout, index)
            if phrase and phrase[1] == first - 1:
                found = phrase
    return " ".join(layout.span(*found).split()) if found else None
