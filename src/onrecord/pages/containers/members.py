"""Compressed members as crawls string them together: gzip (RFC 1952) and Zstandard frames (RFC 8878), one at a time."""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable
from typing import Protocol

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

GZIP = b"\x1f\x8b\x08"
ZSTD = b"\x28\xb5\x2f\xfd"
DICTIONARY = b"\x5d\x2a\x4d\x18"
"""How the frame begins that holds the dictionary of all that follow (IIPC, "Zstandard compression for WARC", 1.0)."""
SKIPPED = tuple(bytes((kind,)) + DICTIONARY[1:] for kind in range(0x50, 0x60))
"""How frames without content begin, that of a dictionary among them."""
MOST_DICTIONARY = 10_000_000
"""Bytes of a dictionary, many times what a crawl's takes."""


class DamagedMemberError(Exception):
    """A member's bytes are not what they should be; `before` is what came out of it all the same."""

    def __init__(self, before: bytes = b"") -> None:
        super().__init__()
        self.before = before


class Member(Protocol):
    """One compressed member being inflated."""

    ended: bool
    hungry: bool
    """Whether nothing more comes out before more is put in."""
    rest: bytes
    """What was put in and not used: when it has ended, the bytes behind it."""

    def inflate(self, compressed: bytes, most: int) -> bytes:
        """Up to `most` bytes; there may be none although more follow. Raises `DamagedMemberError`."""


class Gzip:
    """A member of a gzip file."""

    def __init__(self) -> None:
        self._inflater = zlib.decompressobj(wbits=31)
        self.ended, self.hungry, self.rest = False, True, b""

    def inflate(self, compressed: bytes, most: int) -> bytes:
        """See `Member`."""
        compressed = self.rest + compressed
        before = self._inflater.copy()
        try:
            chunk = self._inflater.decompress(compressed, most)
        except zlib.error:
            self.rest = compressed
            raise DamagedMemberError(_before_damage(before, compressed)) from None
        self.ended = self._inflater.eof
        self.rest = self._inflater.unused_data if self.ended else self._inflater.unconsumed_tail
        self.hungry = not self.rest
        return chunk


class Zstandard:
    """A frame of a Zstandard file."""

    def __init__(self, dictionary: zstd.ZstdDict | None = None) -> None:
        self._inflater = zstd.ZstdDecompressor(dictionary)
        self.ended, self.hungry, self.rest = False, True, b""

    def inflate(self, compressed: bytes, most: int) -> bytes:
        """See `Member`. Before the damage comes nothing of the block in which it lies."""
        try:
            chunk = self._inflater.decompress(compressed, most)
        except zstd.ZstdError:
            raise DamagedMemberError from None
        self.ended, self.hungry = self._inflater.eof, self._inflater.needs_input
        self.rest = self._inflater.unused_data
        return chunk


def zstandard(start: bytes) -> Callable[[], Member]:
    """What makes the frames of a file that begins with `start`, its first `MOST_DICTIONARY` bytes and a few more.

    Raises `ValueError` when the dictionary that they are compressed with cannot be read.
    """
    if not start.startswith(DICTIONARY):
        return Zstandard
    size = int.from_bytes(start[4:8], "little")
    content = start[8 : 8 + size]
    inflater = zstd.ZstdDecompressor()
    try:
        if content.startswith(ZSTD):
            content = inflater.decompress(content, MOST_DICTIONARY)
        dictionary = zstd.ZstdDict(content)
        Zstandard(dictionary)
    except (zstd.ZstdError, ValueError):
        raise ValueError("its Zstandard dictionary is damaged") from None
    return lambda: Zstandard(dictionary)


def _before_damage(inflater: zlib._Decompress, compressed: bytes) -> bytes:
    """What can be inflated before the damage: zlib gives nothing of the piece in which it lies."""
    chunk = bytearray()
    for index in range(len(compressed)):
        try:
            chunk += inflater.decompress(compressed[index : index + 1])
        except zlib.error:
            break
    return bytes(chunk)
