"""What statements mean: their vectors, and which are nearest to one.

Candidates come from a first pass over the signs of the vectors, a bit a dimension, by Hamming distance; they are then
compared by cosine (Yamada, Asai and Hajishirzi, "Efficient Passage Retrieval with Hashing", ACL 2021). SQLite holds the
signs in blocks, a row for so many statements, and numpy goes through them: extensions like sqlite-vec cannot be loaded
into the SQLite of many a Python. PostgreSQL holds them in a column of bits, and compares them by pgvector where the
server has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import BindParameter, Connection, Row, Select, bindparam, delete, insert, select, text

from onrecord.errors import LedgerError
from onrecord.ledger.schema import statements, vectors

DIMENSIONS = 384
NEAREST = 1_000
"""How many are ranked: what is further away is not found by its meaning."""
FEW = 5_000
"""As many as fit the other filters are all compared by cosine, without a first pass."""
CANDIDATES = 2_000
"""Held against the other filters at a time, the nearest by signs first…"""
ENOUGH = 100
"""…until so many fit."""

_SIGN_BYTES = DIMENSIONS // 8
_BLOCK = 1_024
"""Statements whose signs are in one row."""
_ROWS: BindParameter[Any] = bindparam("rows", expanding=True, literal_execute=True)


def keep(connection: Connection, found: Sequence[tuple[int, bytes]]) -> None:
    """Stores the vectors of these statements, by row."""
    if not found:
        return
    rows = [{"statement_id": row, "vector": vector} for row, vector in found]
    if connection.dialect.name == "sqlite":
        connection.execute(insert(vectors), rows)
        _write_signs(connection, [(row, _signs(vector).tobytes()) for row, vector in found])
    else:
        signed = "INSERT INTO vectors (statement_id, vector, signs) VALUES (:row, :vector, CAST(:signs AS bit(384)))"
        connection.execute(
            text(signed), [{"row": row, "vector": vector, "signs": _bits(vector)} for row, vector in found]
        )


def drop(connection: Connection, rows: Select[int]) -> None:
    """Takes the vectors of these statements out."""
    if connection.dialect.name == "sqlite":
        held = connection.execute(select(vectors.c.statement_id).where(vectors.c.statement_id.in_(rows)))
        _write_signs(connection, [(row, bytes(_SIGN_BYTES)) for row in held.scalars()])
    connection.execute(delete(vectors).where(vectors.c.statement_id.in_(rows)))


def nearest(
    connection: Connection, like: bytes, fitting: Select[int] | None, among: Select[int], mark: int
) -> list[int]:
    """Of the statements that fit the rows of those nearest in meaning, the nearest first, at most `NEAREST`.

    `among` selects those that fit, by looking given ones up; `fitting` too, by going through them, and is None when all
    fit. `mark` is the last row that may fit. Raises LedgerError when `like` is no vector, or the ledger has none.
    """
    if len(like) != DIMENSIONS or not any(like):
        raise LedgerError(f"a meaning is a vector of {DIMENSIONS} bytes, as onrecord.meaning gives it")
    if connection.execute(select(vectors.c.statement_id).limit(1)).first() is None:
        raise LedgerError(
            "no statement here can be found by its meaning yet; `onrecord reread` reads the pages again, by a model "
            "that gives meanings"
        )
    if connection.dialect.name == "sqlite":
        found = _by_blocks(connection, like, fitting, among, mark)
    else:
        found = _by_server(connection, like, among)
    if not found:
        return []
    rows = np.array([row.statement_id for row in found])
    compared = np.frombuffer(b"".join(row.vector for row in found), np.int8).reshape(-1, DIMENSIONS)
    vectors_ = compared.astype(np.float32)
    cosine = vectors_ @ np.frombuffer(like, np.int8).astype(np.float32) / np.linalg.norm(vectors_, axis=1)
    best: list[int] = rows[np.lexsort((-rows, -cosine))][:NEAREST].tolist()
    return best


def compares_fast(connection: Connection) -> bool:
    """Whether meanings are compared as fast as they can: a PostgreSQL server needs pgvector for it."""
    if connection.dialect.name == "sqlite":
        return True
    return connection.execute(text("SELECT to_regtype('vector')")).scalar() is not None


def signs_in_step(connection: Connection) -> bool:
    """Whether the signs are those of the vectors."""
    held = select(vectors.c.statement_id, vectors.c.vector).order_by(vectors.c.statement_id)
    if connection.dialect.name != "sqlite":
        signed = text("SELECT vector, signs::text AS signs FROM vectors")
        rows = connection.execute(signed.execution_options(yield_per=10_000))
        return all(_bits(row.vector) == row.signs for row in rows)
    wanted: dict[int, NDArray[np.uint8]] = {}
    for row in connection.execute(held.execution_options(yield_per=10_000)):
        block, place = divmod(row.statement_id, _BLOCK)
        wanted.setdefault(block, np.zeros((_BLOCK, _SIGN_BYTES), np.uint8))[place] = _signs(row.vector)
    there = {number: signs for number, signs in _blocks(connection) if any(signs)}
    return {number: signs.tobytes() for number, signs in wanted.items() if signs.any()} == there


def _by_blocks(
    connection: Connection, like: bytes, fitting: Select[int] | None, among: Select[int], mark: int
) -> Sequence[Row[Any]]:
    """The vectors of those that fit, where they are few, or else of those that fit among the nearest by signs."""
    held = select(vectors).where(vectors.c.statement_id.in_(_ROWS))
    if fitting is not None:
        few = connection.execute(fitting.limit(FEW + 1)).scalars().all()
        if len(few) <= FEW:
            return connection.execute(held, {"rows": few}).all()
    found: list[Row[Any]] = []
    nearest_first = _rows_by_signs(connection, like)
    nearest_first = nearest_first[nearest_first <= mark]  # what was added meanwhile does not move the others
    for start in range(0, len(nearest_first), CANDIDATES):
        some = nearest_first[start : start + CANDIDATES]
        fit = connection.execute(among.where(statements.c.id.in_(_ROWS)), {"rows": some.tolist()})
        found += connection.execute(held, {"rows": fit.scalars().all()}).all()
        if len(found) >= ENOUGH:
            break
    return found


def _rows_by_signs(connection: Connection, like: bytes) -> NDArray[np.int64]:
    """All rows, those first whose signs differ least from those of `like`."""
    wanted = _signs(like).view(np.uint64)
    numbers, distances = [], []
    for number, block in _blocks(connection):
        differing = np.bitwise_count(np.frombuffer(block, np.uint64).reshape(_BLOCK, -1) ^ wanted)
        distance = differing[:, 0].astype(np.uint16)
        for column in range(1, differing.shape[1]):  # several times faster than a sum along the short axis
            distance += differing[:, column]
        numbers.append(number)
        distances.append(distance)
    order = np.argsort(np.concatenate(distances), kind="stable")
    rows: NDArray[np.int64] = np.array(numbers)[order // _BLOCK] * _BLOCK + order % _BLOCK
    return rows


def _by_server(connection: Connection, like: bytes, among: Select[int]) -> Sequence[Row[Any]]:
    """The vectors of those that fit and are nearest by signs."""
    signs = "CAST(:signs AS bit(384))"
    distance = f"signs <~> {signs}" if compares_fast(connection) else f"bit_count(signs # {signs})"
    near = select(vectors).where(vectors.c.statement_id.in_(among)).order_by(text(distance)).limit(CANDIDATES)
    return connection.execute(near, {"signs": _bits(like)}).all()


def _blocks(connection: Connection) -> Iterator[tuple[int, bytes]]:
    for row in connection.execute(text("SELECT block, signs FROM vector_signs ORDER BY block")):
        yield row.block, row.signs


def _write_signs(connection: Connection, signs: Iterable[tuple[int, bytes]]) -> None:
    """Puts signs into their places; no signs are none set."""
    held = connection.connection.driver_connection
    assert held is not None
    for block, some in groupby(sorted(signs), key=lambda sign: sign[0] // _BLOCK):
        held.execute(
            "INSERT INTO vector_signs VALUES (?, zeroblob(?)) ON CONFLICT DO NOTHING",
            (block, _BLOCK * _SIGN_BYTES),
        )
        with held.blobopen("vector_signs", "signs", block) as blob:
            for row, bits in some:
                blob.seek(row % _BLOCK * _SIGN_BYTES)
                blob.write(bits)


def _signs(vector: bytes) -> NDArray[np.uint8]:
    return np.packbits(np.frombuffer(vector, np.int8) > 0)


def _bits(vector: bytes) -> str:
    return "".join("1" if value > 0 else "0" for value in np.frombuffer(vector, np.int8))
