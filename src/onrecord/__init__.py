"""onrecord: who said what, when, and whether it is new."""

from onrecord.errors import FetchError, ModelError, NoArticle, OnrecordError, PageError, UnreadablePage
from onrecord.reading import read_page
from onrecord.record import Record
from onrecord.version import __version__

__all__ = [
    "FetchError",
    "ModelError",
    "NoArticle",
    "OnrecordError",
    "PageError",
    "Record",
    "UnreadablePage",
    "__version__",
    "read_page",
]
