"""Whether what is kept of utterances holds together, and with the statements."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, select

from onrecord.ledger.derived import reports
from onrecord.ledger.schema import SHOWN, statements
from onrecord.ledger.store import Store


def check(store: Store) -> Iterator[str]:
    """A sentence for everything that is wrong in the reports: nothing, where they are whole."""
    with store.reading() as connection:
        shown = (statements.c.name_id.is_not(None), statements.c.state.in_(SHOWN))
        placed = select(reports.c.statement_id)
        lacking = select(func.count()).where(*shown, statements.c.id.not_in(placed))
        if connection.execute(lacking).scalar():
            yield "statements of named speakers are in no utterance"
        joined = select(func.count()).select_from(reports).join(statements)
        stale = joined.where((statements.c.state.not_in(SHOWN)) | (statements.c.name_id != reports.c.name_id))
        if connection.execute(stale).scalar():
            yield "utterances have reports that do not stand, or are another speaker's"
        exact = reports.alias()
        wrong = (
            select(func.count())
            .select_from(reports)
            .outerjoin(exact, exact.c.statement_id == reports.c.link)
            .where(reports.c.link.is_not(None))
            .where(
                exact.c.statement_id.is_(None)
                | (exact.c.utterance != reports.c.utterance)
                | (exact.c.exactness >= reports.c.exactness)
            )
        )
        if connection.execute(wrong).scalar():
            yield "reports hang on others that are not in their utterance"
        apart = (
            select(reports.c.utterance)
            .where(reports.c.link.is_(None))
            .group_by(reports.c.utterance)
            .having(func.min(reports.c.exactness) != func.max(reports.c.exactness))
        )
        if connection.execute(apart.limit(1)).first():
            yield "utterances are tied together by reports of different exactness"
