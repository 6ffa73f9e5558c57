"""HTTP's codings undone: what lies in a crawl is what went over the wire (RFC 9110, RFC 9112)."""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable

import brotli

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd


class OversizeError(Exception):
    """The content is larger than the limit, decompressed."""


def decoded(body: bytes, codings: str, limit: int) -> bytes:
    """`body` without the content codings named in a header ("gzip, br"), last one first.

    Crawlers often store a body decoded and keep the header: bytes that do not begin as the coding does are taken
    as they are. Raises `OversizeError` past `limit` bytes, `ValueError` when the coding breaks off or is damaged.
    """
    for coding in reversed([name.strip().lower() for name in codings.split(",")]):
        undo = CODINGS.get(coding)
        if undo:
            body = undo(body, limit)
    return body


def dechunked(body: bytes) -> bytes:
    """`body` without chunked transfer coding; as it is where it is not chunked, as crawlers often store it.

    Raises `ValueError` when the last chunk is missing.
    """
    at = 0
    chunks: list[bytes] = []
    while True:
        end = body.find(b"\n", at, at + 1024)
        count = _hexadecimal(body[at:end]) if end >= 0 else None
        if count is None:
            if not chunks:
                return body
            raise ValueError("its chunked transfer breaks off")
        if count == 0:
            return b"".join(chunks)
        chunk = body[end + 1 : end + 1 + count]
        chunks.append(chunk)
        at = end + 1 + count
        if len(chunk) < count:
            raise ValueError("its chunked transfer breaks off")
        at += 2 if body[at : at + 2] == b"\r\n" else 1


def _hexadecimal(line: bytes) -> int | None:
    digits = line.split(b";")[0].strip()
    if not 0 < len(digits) <= 16 or digits.strip(b"0123456789abcdefABCDEF"):
        return None
    return int(digits, 16)


def _gunzip(body: bytes, limit: int) -> bytes:
    return _inflate(body, limit, 31) if body.startswith(b"\x1f\x8b") else body


def _deflate(body: bytes, limit: int) -> bytes:
    for bits in (
        zlib.MAX_WBITS,
        -zlib.MAX_WBITS,
    ):  # servers send either what the standard says or raw deflate
        try:
            return _inflate(body, limit, bits)
        except ValueError:
            continue
    return body


def _inflate(body: bytes, limit: int, bits: int) -> bytes:
    inflater = zlib.decompressobj(wbits=bits)
    try:
        data = inflater.decompress(body, limit + 1)
    except zlib.error as error:
        raise ValueError("its compressed content is damaged") from error
    if len(data) > limit:
        raise OversizeError
    if not inflater.eof:
        raise ValueError("its compressed content is cut off")
    return data


def _unbrotli(body: bytes, limit: int) -> bytes:
    decoder = brotli.Decompressor()
    try:
        data: bytes = decoder.process(body, output_buffer_limit=limit + 1)
    except brotli.error as error:
        if body.lstrip()[:1] == b"<":
            return body
        raise ValueError("its compressed content is damaged") from error
    if len(data) > limit:
        raise OversizeError
    if not decoder.is_finished():
        raise ValueError("its compressed content is cut off")
    return data


def _unzstd(body: bytes, limit: int) -> bytes:
    if not body.startswith(b"\x28\xb5\x2f\xfd"):
        return body
    decoder = zstd.ZstdDecompressor()
    try:
        data = decoder.decompress(body, limit + 1)
    except zstd.ZstdError as error:
        raise ValueError("its compressed content is damaged") from error
    if len(data) > limit:
        raise OversizeError
    if not decoder.eof:
        raise ValueError("its compressed content is cut off")
    return data


CODINGS: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": _gunzip,
    "x-gzip": _gunzip,
    "deflate": _deflate,
    "br": _unbrotli,
    "zstd": _unzstd,
}
