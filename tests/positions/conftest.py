"""Ledgers for these tests, as those of the ledger have them: on a file and on a PostgreSQL server."""

from ledger.conftest import ledger, new_place, place, server

__all__ = ["ledger", "new_place", "place", "server"]
