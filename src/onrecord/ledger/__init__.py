"""The ledger: pages, what was read on them, and what people corrected, kept in a file or on a PostgreSQL server."""

from onrecord.ledger.filters import Filters
from onrecord.ledger.ledger import Ledger
from onrecord.ledger.names import Matching
from onrecord.ledger.results import (
    Card,
    Change,
    Context,
    Correction,
    Counts,
    Decision,
    Doubt,
    Entry,
    Found,
    Kept,
    Leaf,
    Problem,
    Role,
    Stats,
    Version,
)
from onrecord.ledger.visits import Visit
from onrecord.ledger.writing import Added

__all__ = [
    "Added",
    "Card",
    "Change",
    "Context",
    "Correction",
    "Counts",
    "Decision",
    "Doubt",
    "Entry",
    "Filters",
    "Found",
    "Kept",
    "Leaf",
    "Ledger",
    "Matching",
    "Problem",
    "Role",
    "Stats",
    "Version",
    "Visit",
]
