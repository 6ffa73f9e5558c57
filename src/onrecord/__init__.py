"""onrecord: who said what, when, and whether it is new."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from onrecord.errors import (
    FetchError,
    LedgerError,
    ModelError,
    NoArticle,
    OnrecordError,
    PageError,
    UnreadablePage,
)
from onrecord.version import __version__

if TYPE_CHECKING:
    from onrecord.ledger import Ledger
    from onrecord.reading import meaning, read, read_page
    from onrecord.record import Record

__all__ = [
    "FetchError",
    "Ledger",
    "LedgerError",
    "ModelError",
    "NoArticle",
    "OnrecordError",
    "PageError",
    "Record",
    "UnreadablePage",
    "__version__",
    "meaning",
    "read",
    "read_page",
]

_HOMES = {
    "Ledger": "onrecord.ledger",
    "Record": "onrecord.record",
    "meaning": "onrecord.reading",
    "read": "onrecord.reading",
    "read_page": "onrecord.reading",
}
"""Loaded at first use (PEP 562): the model's runtime takes most of a second, `onrecord --help` does not need it."""


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
