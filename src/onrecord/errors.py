"""Every error onrecord raises on purpose.

OnrecordError
├── PageError            this page gives no record; the message names the reason, other pages go on
│   ├── UnreadablePage   the bytes are not a page: empty, binary, truncated, too large
│   └── NoArticle        a page, but no article stands on it
├── FetchError           a URL did not give a page: refused, timed out, not found
├── ModelError           the reading model is missing or damaged
├── GoldError            an annotated article is not as it should be
├── BatchError           what a batch is to read or has written is not as it should be
├── GazetteerError       the list of known people and bodies cannot be read
└── LedgerError          the ledger cannot be opened, or cannot do what is asked
    └── LedgerBusy       others were writing to it for too long
"""


class OnrecordError(Exception):
    """Base of all; `str(error)` is one sentence a user can act on."""


class PageError(OnrecordError):
    """A page that gives no record."""


class UnreadablePage(PageError):
    """The bytes are not a page."""


class NoArticle(PageError):
    """The page holds no article."""


class FetchError(OnrecordError):
    """A URL that did not give a page. `retry_after`: for how many seconds the site asks to be left alone."""

    def __init__(self, message: str, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class ModelError(OnrecordError):
    """The reading model is missing or damaged."""


class GoldError(OnrecordError):
    """An annotated article to measure with is not as it should be."""


class BatchError(OnrecordError):
    """What a batch is to read or has written is not as it should be."""


class GazetteerError(OnrecordError):
    """The list of known people and bodies is missing, or a line of it is not as it should be."""


class LedgerError(OnrecordError):
    """The ledger cannot be opened, or cannot do what is asked."""


class LedgerBusy(LedgerError):
    """Others were writing to the ledger for as long as one was ready to wait."""
