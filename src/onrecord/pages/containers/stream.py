"""The bytes of a file, front to back, inflated where it is compressed, with where in the file they lie.

A file is never held as a whole. Gzip and Zstandard are read member by member, because the offset of a record in a
compressed crawl is the offset of its member, and because reading goes on at the next member after a damaged one:
neither the standard library's reader nor those of the WARC libraries do either.
"""

from __future__ import annotations

import os
import re
from collections import deque
from collections.abc import Callable
from typing import BinaryIO

from onrecord.pages.containers.members import (
    GZIP,
    MOST_DICTIONARY,
    SKIPPED,
    ZSTD,
    DamagedMemberError,
    Gzip,
    Member,
    Zstandard,
    zstandard,
)

CHUNK = 1 << 16
PROBE = {GZIP: 1024, ZSTD: (1 << 17) + 32}
"""Compressed bytes that are enough to see how a member begins: of a Zstandard frame its first block."""
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
        start = file.read(4)
        self._magics: tuple[bytes, ...] = ()
        """How a member may begin; empty where the file is not compressed."""
        self._new_member: Callable[[], Member] = Gzip
        if start.startswith(GZIP):
            self._magics, self._kind = (GZIP,), "gzip"
        elif start in (ZSTD, *SKIPPED):
            self._magics, self._kind = (ZSTD, *SKIPPED), "Zstandard"
            self._new_member = Zstandard
        self._buffer = bytearray()
        self._taken = 0  # bytes given out so far
        self._filled = 0  # bytes that went into the buffer so far
        self._ended = False
        self._reread = 0
        # First byte's count and file offset, of members not yet passed:
        self._members: deque[tuple[int, int]] = deque()
        self._open(0)
        if start in SKIPPED:
            self._take_dictionary()

    @property
    def compressed(self) -> bool:
        """Whether the file's bytes are inflated."""
        return bool(self._magics)

    @property
    def offset(self) -> int:
        """Where in the file the next byte lies, where compressed its member starts; the file's size at the end."""
        if not self.compressed:
            return self._taken
        if self._ended and not self._buffer and self.damage is None:
            return self._size
        while len(self._members) > 1 and self._members[1][0] <= self._taken:
            self._members.popleft()
        return self._members[0][1]

    @property
    def at_member_start(self) -> bool:
        """Whether the next byte is the first of a member."""
        return self.compressed and self.offset == self._members[0][1] and self._members[0][0] == self._taken

    @property
    def damage_at(self) -> int:
        """The offset of the member that is damaged."""
        return self._members[-1][1]

    @property
    def left(self) -> int | None:
        """Bytes to come; None where only inflating would tell."""
        return None if self.compressed else self._size - self._taken

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
        if not self.compressed and count > len(self._buffer):
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
        """Goes to the next member, after the one at offset `after`, that begins with `opening`; False if none."""
        reached = self._file.tell() - len(self._member.rest)
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

    def _take_dictionary(self) -> None:
        self._file.seek(0)
        try:
            self._new_member = zstandard(self._file.read(MOST_DICTIONARY + 8))
        except ValueError as error:
            self._end(b"", str(error))
        self._file.seek(0)
        self._member = self._new_member()

    def _open(self, offset: int) -> None:
        self._file.seek(offset)
        self._begin_member(offset, b"")

    def _begin_member(self, offset: int, start: bytes) -> None:
        self._members.append((self._filled, offset))
        self._member_size = 0
        self._compressed = start
        self._member = self._new_member()

    def _drop(self, count: int) -> None:
        del self._buffer[:count]
        self._taken += count

    def _fill(self) -> None:
        if self.compressed:
            chunk = self._inflate()
        else:
            chunk = self._file.read(CHUNK)
            self._ended = not chunk
        self._buffer += chunk
        self._filled += len(chunk)

    def _inflate(self) -> bytes:
        """The next inflated bytes; there may be none although more follow."""
        compressed, self._compressed = self._compressed, b""
        if self._member.hungry and not compressed:
            compressed = self._file.read(CHUNK)
            if not compressed:
                return self._end(b"", f"the {self._kind} data is cut off")
        try:
            chunk = self._member.inflate(compressed, CHUNK)
        except DamagedMemberError as damaged:
            return self._end(damaged.before, f"the {self._kind} data is damaged")
        self._member_size += len(chunk)
        read = self._file.tell() - len(self._member.rest) - self.damage_at
        if self._member_size > self._limit and self._member_size > BOMB * read:
            return self._end(
                chunk, f"it inflates to more than {BOMB} times its size, as decompression bombs do"
            )
        if self._member.ended:
            self._filled += len(chunk)
            self._pass_trailer(self._member.rest)
            self._filled -= len(chunk)
        return chunk

    def _pass_trailer(self, rest: bytes) -> None:
        rest = rest or self._file.read(CHUNK)
        while rest and not rest.strip(b"\0"):  # padding, as tapes and some disks leave it
            rest = self._file.read(CHUNK)
        if not rest:
            self._ended = True
            return
        self._begin_member(self._file.tell() - len(rest), rest)
        if not any(rest.startswith(magic) or magic.startswith(rest) for magic in self._magics):
            self._end(b"", f"bytes that are not {self._kind} follow")

    def _end(self, chunk: bytes, damage: str) -> bytes:
        self.damage, self._ended = damage, True
        return chunk

    def _find_member(self, start: int, opening: bytes) -> int | None:
        """The offset of the next member, from `start`, whose content begins with `opening`."""
        base, window = start, b""
        magic = self._magics[0]
        probe = PROBE[magic]
        self._file.seek(start)
        while True:
            more = self._file.read(CHUNK)
            window += more
            at = window.find(magic)
            while at >= 0 and (at + probe <= len(window) or not more):
                if self._begins(window[at : at + probe], opening):
                    return base + at
                self._reread += probe
                if self._reread > REREAD:
                    return None
                at = window.find(magic, at + 1)
            if not more:
                return None
            kept = len(magic) - 1 if at < 0 else len(window) - at
            base += len(window) - kept
            window = window[-kept:]

    def _begins(self, compressed: bytes, opening: bytes) -> bool:
        try:
            return self._new_member().inflate(compressed, len(opening)) == opening
        except DamagedMemberError:
            return False
