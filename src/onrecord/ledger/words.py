"""The words a user looks for: the same small language on SQLite and PostgreSQL.

Words are all to be there, in any form; "several in quotation marks" as a phrase; `or` between two takes either; -word
is not to be there. That is what PostgreSQL's `websearch_to_tsquery` understands; here it is put for SQLite's FTS5.
"""

from __future__ import annotations

import re

from onrecord.errors import LedgerError

_TERM = re.compile(r'(-?)(?:["“”]([^"“”]*)["“”]?|(\S+))')


def fts5(words: str) -> str:
    """The FTS5 query for `words`. Raises LedgerError when there is no word to be found."""
    alternatives: list[tuple[list[str], list[str]]] = [([], [])]
    for minus, phrase, word in _TERM.findall(words):
        if word.lower() == "or" and not minus:
            alternatives.append(([], []))
            continue
        term = " ".join(re.findall(r"\w+", phrase or word))
        if term:
            alternatives[-1][bool(minus)].append(f'"{term}"')
    parts = []
    for wanted, unwanted in alternatives:
        if not wanted and unwanted:
            raise LedgerError("there must be a word to look for beside those that must not be there")
        if wanted:
            excluded = f" NOT ({' OR '.join(unwanted)})" if unwanted else ""
            parts.append(f"(({' AND '.join(wanted)}){excluded})")
    if not parts:
        raise LedgerError(f"there is no word to look for in {words!r}")
    return " OR ".join(parts)


def websearch(words: str) -> str:
    """The same for `websearch_to_tsquery`. Raises LedgerError likewise."""
    fts5(words)
    return re.sub("[“”]", '"', words.replace("\0", " "))
