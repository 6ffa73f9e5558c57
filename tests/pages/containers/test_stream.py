from __future__ import annotations

import gzip
import io
import random
import re
import zlib

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.pages.containers.stream import CHUNK, Stream

PARTS = st.lists(st.binary(max_size=300), min_size=1, max_size=8)


def gzipped(parts: list[bytes]) -> bytes:
    return b"".join(gzip.compress(part, mtime=0) for part in parts)


@settings(deadline=None, max_examples=50)
@given(PARTS, st.lists(st.integers(0, 200), min_size=1, max_size=30))
def test_bytes_come_out_as_they_went_in_however_they_are_taken(parts: list[bytes], steps: list[int]) -> None:
    stream = Stream(io.BytesIO(gzipped(parts)), 10_000)
    taken = bytearray()
    for step in steps:
        ahead = stream.peek(step)
        assert stream.take(step) == ahead
        taken += ahead
    taken += stream.take(10_000)
    assert taken == b"".join(parts)
    assert stream.damage is None


@settings(deadline=None, max_examples=50)
@given(st.lists(st.binary(min_size=1, max_size=300), min_size=1, max_size=8))
def test_the_offset_is_that_of_the_member_being_read(parts: list[bytes]) -> None:
    data = gzipped(parts)
    stream = Stream(io.BytesIO(data), 10_000)
    expected = 0
    for part in parts:
        assert (stream.peek(1), stream.offset, stream.at_member_start) == (part[:1], expected, True)
        stream.take(len(part))
        expected += len(gzip.compress(part, mtime=0))
    assert stream.peek(1) == b"" and stream.offset == len(data)


@settings(deadline=None, max_examples=50)
@given(st.binary(max_size=2000), st.integers(1, 50))
def test_lines(data: bytes, limit: int) -> None:
    for packed in (b"." + data, gzip.compress(b"." + data)):
        stream = Stream(io.BytesIO(packed), 10_000)
        lines = []
        while line := stream.take_line(limit):
            lines.append(line)
        assert b"".join(lines) == b"." + data
        assert all(len(line) <= limit and b"\n" not in line[:-1] for line in lines)


@settings(deadline=None, max_examples=50)
@given(st.integers(0, 3 * CHUNK), st.integers(0, CHUNK))
def test_skipping_and_searching(skipped: int, junk: int) -> None:
    data = b"a" * skipped + b"b" * junk + b"MARK!"
    for packed in (data, gzip.compress(data, 1)):
        stream = Stream(io.BytesIO(packed), 10_000_000)
        assert stream.skip(skipped) == skipped
        assert stream.skip_to(re.compile(b"MARK"), longest=4)
        assert stream.take(10) == b"MARK!"
        assert stream.skip(10) == 0


def test_all_that_lies_before_damage_comes_out() -> None:
    data = random.Random(1).randbytes(50_000).hex().encode()
    packed = bytearray(gzip.compress(data))
    packed[len(packed) // 2] ^= 0x10
    stream = Stream(io.BytesIO(bytes(packed)), 10_000_000)
    out = stream.take(len(data))
    assert stream.damage == "the gzip data is damaged"
    assert data.startswith(out[:40_000]) and len(out) > 40_000


def test_a_bomb_is_stopped_soon_after_the_limit() -> None:
    bomb = zlib.compressobj(9, wbits=31)
    packed = b"".join(bomb.compress(bytes(1_000_000)) for _ in range(20)) + bomb.flush()
    stream = Stream(io.BytesIO(packed), 1_000_000)
    assert stream.skip(20_000_000) < 2_000_000
    assert stream.damage == "it inflates to more than 200 times its size, as decompression bombs do"
