"""The words a user looks for: the same small language on SQLite and PostgreSQL.

Words are all to be there, in any form; "several in quotation marks" as a phrase; `or` between two takes either; -word
is not to be there. That is what PostgreSQL's `websearch_to_tsquery` understands; here it is put for SQLite's FTS5.
"""

from __future__ import annotations

import re

from onrecord.errors import LedgerError

STOP = frozenset(
    "i me my myself we our ours ourselves you your yours yourself yourselves he him his himself she her hers herself "
    "it its itself they them their theirs themselves what which who whom this that these those am is are was were be "
    "been being have has had having do does did doing a an the and but if or because as until while of at by for with "
    "about against between into through during before after above below to from up down in out on off over under "
    "again further then once here there when where why how all any both each few more most other some such no nor not "
    "only own same so than too very s t can will just don should now".split()
)
"""Words that stand in most statements and are not looked for, but in a phrase with others: the Snowball project's
English list, which PostgreSQL uses."""

_TERM = re.compile(r'(-?)(?:["“”]([^"“”]*)["“”]?|(\S+))')


class NoWord(LedgerError):
    """All that is to be looked for are words that stand in most statements."""


def fts5(words: str) -> str:
    """The FTS5 query for `words`. Raises NoWord, or LedgerError when there are only words not to be there."""
    alternatives: list[tuple[list[str], list[str]]] = [([], [])]
    for minus, phrase, word in _TERM.findall(words):
        if word.lower() == "or" and not minus:
            alternatives.append(([], []))
            continue
        tokens = re.findall(r"\w+", phrase or word)
        if not STOP.issuperset(token.lower() for token in tokens):
            alternatives[-1][bool(minus)].append(f'"{" ".join(tokens)}"')
    parts = []
    for wanted, unwanted in alternatives:
        if not wanted and unwanted:
            raise LedgerError("there must be a word to look for beside those that must not be there")
        if wanted:
            excluded = f" NOT ({' OR '.join(unwanted)})" if unwanted else ""
            parts.append(f"(({' AND '.join(wanted)}){excluded})")
    if not parts:
        raise NoWord(f"there is no word to look for in {words!r}: add one that few statements have")
    return " OR ".join(parts)


def websearch(words: str) -> str:
    """The same for `websearch_to_tsquery`. Raises LedgerError likewise."""
    fts5(words)
    return re.sub("[“”]", '"', words.replace("\0", " "))
