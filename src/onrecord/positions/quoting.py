"""Finding utterances by words that somebody remembers of them."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select

from onrecord.errors import LedgerError
from onrecord.ledger.asking import ask, best_matches
from onrecord.ledger.derived import reports
from onrecord.ledger.filters import Filters
from onrecord.ledger.schema import statements
from onrecord.ledger.words import STOP
from onrecord.positions.alignment import common, tokens

LOOKED_AT = 300
"""Statements that are compared with the words."""
CLOSE = 0.6
"""Share of the words that must be there in the same order."""


def find(connection: Connection, words: str, by: str | None, limit: int) -> list[int]:
    """The numbers of the utterances with these words or words close to them, the closest first.

    Raises LedgerError when there is no word to look for.
    """
    wanted = tokens(words)
    best: dict[int, tuple[float, int]] = {}
    for search in _searches(wanted):
        filters = Filters(words=search, by=by)
        ids, _ = best_matches(connection, filters, ask(connection, filters), LOOKED_AT, 0)
        rows = connection.execute(
            select(reports.c.utterance, statements.c.words, statements.c.id)
            .join(statements, statements.c.id == reports.c.statement_id)
            .where(statements.c.id.in_(ids))
        )
        for row in rows:
            share = common(wanted, tokens(row.words))[0] / len(wanted)
            if share >= CLOSE:
                best[row.utterance] = max(best.get(row.utterance, (0.0, 0)), (share, -len(row.words)))
        if len(best) >= limit:
            break
    return sorted(best, key=lambda number: (*(-part for part in best[number]), number))[:limit]


def _searches(wanted: list[str]) -> Iterator[str]:
    """From the phrase as it stands to any of its words, for `Ledger.said`."""
    known = [word for word in dict.fromkeys(wanted) if word not in STOP]
    if not known:
        raise LedgerError("give some words of the quotation, besides words like “the” and “was”")
    yield f'"{" ".join(wanted)}"'
    yield " ".join(known)
    yield " or ".join(known)
