"""Bytes as they lie in the ledger: Zstandard (RFC 8878)."""

from __future__ import annotations

import sys

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

LEVEL = 6
"""A page takes a millisecond and a fifth of its size; higher levels save little more."""


def pack(data: bytes) -> bytes:
    """`data` compressed."""
    return zstd.compress(data, LEVEL)


def unpack(packed: bytes) -> bytes:
    """What `pack` was given."""
    return zstd.decompress(packed)
