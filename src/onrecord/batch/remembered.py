"""Readings remembered on one machine, so that an article that many outlets print word for word is read once.

What the model makes of a text depends on nothing but the text. Speakers, dates and subjects are found anew for each
copy, from its own byline and date: the rows are the same whether a reading was remembered or not.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from onrecord.reader import Model, Reader, Reading
from onrecord.record import Attribution, NameSpan

MOST = 100_000
"""Readings that are kept, some ten kilobytes each; the oldest go first: reprints come within days."""
_SWEEP = 500
"""Readings between two looks at how many there are."""


class RememberingReader(Reader):
    """A reader that shares what it found with the other processes of the machine, in a database at `place`.

    The database is a convenience: where it cannot be used (a full disk, a file system without locks), the text is read.
    """

    def __init__(self, model: Model, place: Path) -> None:
        super().__init__(model)
        self.remembered = 0
        self._kept = 0
        self._database: sqlite3.Connection | None = None
        with suppress(sqlite3.Error):
            database = sqlite3.connect(place, timeout=5, isolation_level=None)
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("PRAGMA synchronous = OFF")
            database.execute("CREATE TABLE IF NOT EXISTS texts (key BLOB UNIQUE, made BLOB)")
            self._database = database

    def read(self, text: str) -> Reading:
        key = _digest(text)
        found = self._recalled(key)
        if found is not None:
            self.remembered += 1
            return unpacked(found)
        reading = super().read(text)
        self._keep(key, packed(reading))
        return reading

    def meanings(self, texts: Sequence[str]) -> Sequence[bytes | None]:
        key = _digest("\0".join(("meanings", *texts)))
        found = self._recalled(key)
        if found is not None:
            size = len(found) // max(1, len(texts))
            return [found[at : at + size] or None for at in range(0, size * len(texts), size or 1)]
        vectors = super().meanings(texts)
        if all(vectors):
            self._keep(key, b"".join(filter(None, vectors)))
        return vectors

    def _recalled(self, key: bytes) -> bytes | None:
        if self._database:
            with suppress(sqlite3.Error):
                found = self._database.execute("SELECT made FROM texts WHERE key = ?", (key,)).fetchone()
                return bytes(found[0]) if found else None
        return None

    def _keep(self, key: bytes, made: bytes) -> None:
        if not self._database:
            return
        self._kept += 1
        with suppress(sqlite3.Error):
            self._database.execute("INSERT OR IGNORE INTO texts VALUES (?, ?)", (key, made))
            if self._kept % _SWEEP == 0:
                self._database.execute(
                    "DELETE FROM texts WHERE rowid <= (SELECT max(rowid) FROM texts) - ?", (MOST,)
                )


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode(errors="surrogatepass")).digest()


def packed(reading: Reading) -> bytes:
    """A reading as bytes."""
    found = [one.model_dump() for one in reading.attributions]
    names = [name.model_dump() for name in reading.names]
    return zlib.compress(json.dumps([found, names]).encode(), 1)


def unpacked(data: bytes) -> Reading:
    """The reading that `packed` was given."""
    found, names = json.loads(zlib.decompress(data))
    return Reading(
        tuple(Attribution.model_validate(one) for one in found),
        tuple(NameSpan.model_validate(name) for name in names),
    )
