"""The bytes of a file, front to back, inflated where they are gzipped, with where in the file they lie.

A file is never held as a whole. Gzip is read member by member (RFC 1952), because the offset of a record in a
compressed crawl is the offset of its member, and because reading goes on at the next member after a damaged one:
neither the standard library's reader nor those of the WARC libraries do either.
"""

from __future__ import annotations

import os
import re
import zlib
from collections import deque
from typing import BinaryIO

MAGIC = b"\x1f\x8b\x08"
CHUNK = 1 << 16
PROBE = 1024
"""Compressed bytes that are enough to see how a gzip member begins."""
BOMB = 200
"""Inflated bytes for one compressed byte that no text reaches; past the limit of a page it is an attack."""
REREAD = 64_000_000
"""Bytes that searches inside damaged stretches may read again, in all: damage costs linear time."""


class Stream:
    """Reads a seekable binary file. Where its bytes end early, `damage` says why."""

    def __init__(self, file: BinaryIO, limit: int) -> None:
        self.damage: str | None = None
        self._file = file
        self._limit = limit
        self._size = file.seek(0, os.SEEK_END)
        file.seek(0)
        self.gzipped = file.read(len(MAGIC)) == MAGIC
        self._buffer = bytearray()
        self._taken = 0  # bytes given out so far
        self._filled = 0  # bytes that went into the buffer so far
        self._ended = False
        self._reread = 0
        self._members: deque[tuple[int, int]] = (
            deque()
        )  # first byte's count and file offset, of members not yet passed
        self._open(0)

    @property
    def offset(self) -> int:
        """Where in the file the next byte lies: for gzip, where its member starts; the file's size at the end."""
        if not self.gzipped:
            return self._taken
        if self._ended and not self._buffer and self.damage is None:
            return self._size
        while len(self._members) > 1 and self._members[1][0] <= self._taken:
            self._members.popleft()
        return self._members[0][1]

    @property
    def at_member_start(self) -> bool:
        """Whether the next byte is the first of a gzip member."""
        return self.gzipped and self.offset == self._members[0][1] and self._members[0][0] == self._taken

    @property
    def damage_at(self) -> int:
        """The offset of the gzip member that is damaged."""
        return self._members[-1][1]

    @property
    def left(self) -> int | None:
        """Bytes to come; None where only inflating would tell."""
        return None if self.gzipped else self._size - self._taken

    def peek(self, count: int) -> bytes:
        """Up to `count` next bytes, left where they are."""
        while len(self._buffer) < count and not self._ended:
            self._fill()
        return bytes(self._buffer[:count])

    def take(self, count: int) -> bytes:
        """The next `count` bytes; fewer at the end."""
        data = self.peek(count)
        self._drop(len(data))
        return data

    def take_line(self, limit: int) -> bytes:
        """The next line with its line feed, or its first `limit` bytes when it is longer; b"" at the end."""
        searched = 0
        while True:
            end = self._buffer.find(b"\n", searched, limit)
            if end >= 0:
                return self.take(end + 1)
            searched = len(self._buffer)
            if searched >= limit or self._ended:
                return self.take(min(searched, limit))
            self._fill()

    def skip(self, count: int) -> int:
        """Passes over up to `count` bytes; gives how many there were."""
        if not self.gzipped and count > len(self._buffer):
            count = min(count, self._size - self._taken)
            self.move(self._taken + count)
            return count
        passed = 0
        while passed < count and self.peek(1):
            step = min(count - passed, len(self._buffer))
            self._drop(step)
            passed += step
        return passed

    def skip_to(self, pattern: re.Pattern[bytes], longest: int) -> bool:
        """Passes over all that stands before the next match, of at most `longest` bytes; False at the end."""
        while True:
            match = pattern.search(self._buffer)
            if match:
                self._drop(match.start())
                return True
            if self._ended:
                self._drop(len(self._buffer))
                return False
            self._drop(max(0, len(self._buffer) - longest))
            self._fill()

    def move(self, offset: int) -> None:
        """Goes to a place in a file that is not compressed."""
        self._restart(offset, offset)

    def next_member(self, after: int, opening: bytes) -> bool:
        """Goes to the next gzip member, after the one at offset `after`, that begins with `opening`; False if none."""
        reached = self._file.tell() - len(self._compressed)
        start = after + 1
        self._reread += max(0, reached - start)
        if self._reread > REREAD:
            start = max(start, reached)
        found = self._find_member(start, opening)
        if found is None:
            return False
        self._restart(found, self._filled)
        return True

    def _restart(self, offset: int, count: int) -> None:
        self._buffer.clear()
        self._taken = self._filled = count
        self._members.clear()
        self._ended, self.damage = False, None
        self._open(offset)

    def _open(self, offset: int) -> None:
        self._file.seek(offset)
        self._compressed = b""
        self._begin_member(offset)

    def _begin_member(self, offset: int) -> None:
        self._members.append((self._filled, offset))
        self._member_size = 0
        self._inflater = zlib.decompressobj(wbits=31)

    def _drop(self, count: int) -> None:
        del self._buffer[:count]
        self._taken += count

    def _fill(self) -> None:
        if self.gzipped:
            chunk = self._inflate()
        else:
            chunk = self._file.read(CHUNK)
            self._ended = not chunk
        self._buffer += chunk
        self._filled += len(chunk)

    def _inflate(self) -> bytes:
        """The next inflated bytes; there may be none although more follow."""
        self._compressed = self._compressed or self._file.read(CHUNK)
        if not self._compressed:
            return self._end(b"", "the gzip data is cut off")
        before = self._inflater.copy()
        try:
            chunk = self._inflater.decompress(self._compressed, CHUNK)
        except zlib.error:
            return self._end(self._before_damage(before), "the gzip data is damaged")
        self._compressed = self._inflater.unconsumed_tail
        self._member_size += len(chunk)
        read = self._file.tell() - len(self._compressed) - self.damage_at
        if self._member_size > self._limit and self._member_size > BOMB * read:
            return self._end(
                chunk, f"it inflates to more than {BOMB} times its size, as decompression bombs do"
            )
        if self._inflater.eof:
            self._filled += len(chunk)
            self._pass_trailer(self._inflater.unused_data)
            self._filled -= len(chunk)
        return chunk

    def _pass_trailer(self, rest: bytes) -> None:
        rest = rest or self._file.read(CHUNK)
        while rest and not rest.strip(b"\0"):  # padding, as tapes and some disks leave it
            rest = self._file.read(CHUNK)
        if not rest:
            self._ended = True
            return
        self._compressed = rest
        self._begin_member(self._file.tell() - len(rest))
        if not (rest.startswith(MAGIC) or MAGIC.startswith(rest)):
            self._end(b"", "bytes that are not gzip follow")

    def _before_damage(self, inflater: zlib._Decompress) -> bytes:
        """What can be inflated before the damage: zlib gives nothing of the piece in which it lies."""
        chunk = bytearray()
        for index in range(len(self._compressed)):
            try:
                chunk += inflater.decompress(self._compressed[index : index + 1])
            except zlib.error:
                self._compressed = self._compressed[index:]
                break
        return bytes(chunk)

    def _end(self, chunk: bytes, damage: str) -> bytes:
        self.damage, self._ended = damage, True
        return chunk

    def _find_member(self, start: int, opening: bytes) -> int | None:
        """The offset of the next gzip member, from `start`, whose content begins with `opening`."""
        base, window = start, b""
        self._file.seek(start)
        while True:
            more = self._file.read(CHUNK)
            window += more
            at = window.find(MAGIC)
            while at >= 0 and (at + PROBE <= len(window) or not more):
                if _begins(window[at : at + PROBE], opening):
                    return base + at
                at = window.find(MAGIC, at + 1)
            if not more:
                return None
            kept = len(MAGIC) - 1 if at < 0 else len(window) - at
            base += len(window) - kept
            window = window[-kept:]


def _begins(compressed: bytes, opening: bytes) -> bool:
    try:
        return zlib.decompressobj(wbits=31).decompress(compressed, len(opening)) == opening
    except zlib.error:
        return False
