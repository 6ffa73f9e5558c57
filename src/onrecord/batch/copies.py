"""Which articles of a crawl are copies of which, over all files: near-duplicates by MinHash, joined in the engine.

Articles with the same fingerprint are taken together first. The others are filed under the bands of theirs
(locality-sensitive hashing; Leskovec, Rajaraman and Ullman, "Mining of Massive Datasets", 3.4): copies share a bucket.
In a bucket, each is compared with the first few only, so that boilerplate which a million pages share costs no more
than a million comparisons. Pairs that are alike are joined to groups (single linkage).
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from onrecord.arrow import COPIES
from onrecord.batch.engine import told
from onrecord.fingerprints import BANDS, SIZE, similarity

ALIKE = 0.5
"""Similarity from which articles are grouped. Higher than `COPIED`, from which the ledger shows two as copies: over a
crawl, chains of articles that are a little alike would join what is not."""
COMPARED = 16
"""Articles of a bucket that all others in it are compared with: the first by their keys."""

Words = npt.NDArray[np.uint64]
_ODD = np.uint64(0x9E3779B97F4A7C15)


def find_copies(out: Path, parts: Iterable[str]) -> tuple[int, int]:
    """Writes `copies.parquet` for the articles in `parts`; gives how many have copies, and in how many groups.

    Call `engine.start` first. Needs memory: half a kilobyte an article, some kilobytes for those that have copies.
    """
    places = [str(out / part) for part in parts if part.startswith("articles/")]
    rows = _grouped(*_joined(places)) if places else []
    part = out / "copies.parquet.part"
    pq.write_table(pa.Table.from_pylist(rows, COPIES), part, compression="zstd")
    part.replace(out / "copies.parquet")
    return len(rows), len({row["group"] for row in rows})


def _joined(places: list[str]) -> tuple[list[dict[str, Any]], list[tuple[int, int]]]:
    """The articles that have copies, each with the `key` of the first of the same fingerprint; pairs of such keys."""
    import daft
    from daft import DataType

    col: Any = daft.col

    @daft.func.batch(return_dtype=DataType.int64())
    def key(path: daft.Series, offset: daft.Series) -> pa.Array:
        return pa.array(keys(path.to_pylist(), offset.to_pylist()), pa.int64())

    @daft.func.batch(return_dtype=DataType.int64())
    def sameness(prints: daft.Series) -> pa.Array:
        return pa.array(hashes(prints.to_pylist()))

    @daft.func.batch(return_dtype=DataType.list(DataType.int64()))
    def bands(prints: daft.Series) -> pa.Array:
        return pa.array(band_keys(prints.to_pylist()).tolist(), pa.list_(pa.int64()))

    @daft.func.batch(return_dtype=DataType.list(DataType.list(DataType.int64())))
    def compared(members: daft.Series) -> pa.Array:
        return pa.array([pairs(one) for one in members.to_pylist()], pa.list_(pa.list_(pa.int64())))

    @daft.func.batch(return_dtype=DataType.float64())
    def alike(one: daft.Series, other: daft.Series) -> pa.Array:
        return pa.array(list(map(similarity, one.to_pylist(), other.to_pylist())), pa.float64())

    with told():
        articles = daft.read_parquet(places).select("path", "offset", "url", "fingerprint")
        articles = articles.with_column("same", sameness(col("fingerprint")))
        articles = articles.with_column("key", key(col("path"), col("offset")))
        texts = articles.groupby("same").agg(
            col("key").min().alias("first"), col("key").count().alias("times"), col("fingerprint").any_value()
        )
        texts = texts.select("same", "first", "times", "fingerprint").collect()
        banded = texts.select(col("first"), bands(col("fingerprint")).alias("band")).explode("band")
        buckets = banded.groupby("band").agg(col("first").list_agg().alias("members"))
        paired = buckets.where(col("members").list_count() > 1).select(compared(col("members")).alias("pair"))
        paired = paired.explode("pair").select(col("pair").get(0).alias("a"), col("pair").get(1).alias("b"))
        prints = texts.select("first", "fingerprint")
        paired = (
            paired.distinct()
            .join(prints, left_on="a", right_on="first")
            .join(prints, left_on="b", right_on="first", prefix="b_")
            .where(alike(col("fingerprint"), col("b_fingerprint")) >= ALIKE)
            .select("a", "b")
            .collect()
        )
        found = paired.to_pydict()
        pairs_alike = sorted(zip(found["a"], found["b"], strict=True))
        paired_keys = daft.from_pydict({"first": sorted({one for pair in pairs_alike for one in pair})})
        with_copies = texts.where(col("times") > 1).select("same", "first")
        if pairs_alike:
            with_copies = with_copies.concat(texts.join(paired_keys, on="first").select("same", "first"))
        members = articles.join(with_copies.distinct(), on="same").select(
            "path", "offset", "url", "fingerprint", "first"
        )
        return members.to_pylist(), pairs_alike


def _grouped(members: list[dict[str, Any]], alike: list[tuple[int, int]]) -> list[dict[str, Any]]:
    """The rows of COPIES. A group is named after its first article, by path and offset."""
    roots = rooted(alike)
    groups: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for one in sorted(members, key=lambda one: (one["path"], one["offset"] or 0)):
        groups[roots.get(one["first"], one["first"])].append(one)
    return [
        {
            "path": one["path"],
            "offset": one["offset"],
            "url": one["url"],
            "group": f"{keys([group[0]['path']], [group[0]['offset']])[0] & 0xFFFFFFFFFFFFFFFF:016x}",
            "similarity": similarity(group[0]["fingerprint"], one["fingerprint"]),
        }
        for group in groups.values()
        for one in group
    ]


def rooted(pairs: Iterable[tuple[int, int]]) -> Mapping[int, int]:
    """For each key in a pair, the smallest key that a chain of pairs leads to."""
    roots: dict[int, int] = {}

    def root(one: int) -> int:
        while roots.setdefault(one, one) != one:
            roots[one] = one = roots[roots[one]]
        return one

    for a, b in pairs:
        first, second = sorted((root(a), root(b)))
        roots[second] = first
    return {one: root(one) for one in list(roots)}


def pairs(members: list[int]) -> list[tuple[int, int]]:
    """Which articles of a bucket are compared: each with the first COMPARED, in the order of their keys."""
    ordered = sorted(members)
    first, others = ordered[:COMPARED], ordered[COMPARED:]
    return [*combinations(first, 2), *((one, other) for other in others for one in first)]


def keys(paths: list[str | None], offsets: list[int | None]) -> list[int]:
    """A number for each place, the same in every run."""
    return [
        int.from_bytes(
            hashlib.blake2b(f"{path}\n{offset}".encode(), digest_size=8).digest(), "big", signed=True
        )
        for path, offset in zip(paths, offsets, strict=True)
    ]


def hashes(prints: list[bytes]) -> npt.NDArray[np.int64]:
    """A number for each fingerprint: the same for the same."""
    return _mixed(_values(prints)).view(np.int64)


def band_keys(prints: list[bytes]) -> npt.NDArray[np.int64]:
    """What each fingerprint is filed under: two share a number where they share one of `fingerprints.bands`."""
    width = SIZE // BANDS
    values = _values(prints)[:, : BANDS * width].reshape(len(prints), BANDS, width)
    return (_mixed(values) * _ODD + np.arange(BANDS, dtype=np.uint64)).view(np.int64)


def _values(prints: list[bytes]) -> Words:
    return np.frombuffer(b"".join(prints), "<u4").reshape(len(prints), SIZE).astype(np.uint64)


def _mixed(values: Words) -> Words:
    """The last axis in one number (after Knuth's multiplicative hashing)."""
    mixed = np.zeros(values.shape[:-1], np.uint64)
    for place in range(values.shape[-1]):
        mixed = (mixed ^ values[..., place]) * _ODD
        mixed ^= mixed >> np.uint64(29)
    return mixed
