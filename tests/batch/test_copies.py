from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from onrecord.batch.copies import COMPARED, band_keys, pairs, rooted
from onrecord.fingerprints import bands
from onrecord.pages.fingerprint import fingerprint

WORDS = [f"word{number}" for number in range(400)]


def text(chance: random.Random, count: int = 200) -> list[str]:
    return [chance.choice(WORDS) for _ in range(count)]


def test_two_fingerprints_share_a_number_where_they_share_a_band() -> None:
    chance = random.Random(1)
    base = text(chance)
    prints = []
    for changed in (0, 5, 20, 60, 200):
        words = list(base)
        for _ in range(changed):
            words[chance.randrange(len(words))] = chance.choice(WORDS)
        prints.append(fingerprint(" ".join(words)))
    numbers = [set(row.tolist()) for row in band_keys(prints)]
    for one in range(len(prints)):
        for other in range(len(prints)):
            shared = len(set(bands(prints[one])) & set(bands(prints[other])))
            assert len(numbers[one] & numbers[other]) == shared
    assert len(numbers[0] & numbers[1]) > len(numbers[0] & numbers[4])


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=40), st.randoms())
def test_groups_are_the_same_in_any_order(found: list[tuple[int, int]], chance: random.Random) -> None:
    roots = rooted(found)
    shuffled = [pair if chance.random() < 0.5 else pair[::-1] for pair in chance.sample(found, len(found))]
    assert rooted(shuffled) == roots
    assert all(roots[a] == roots[b] for a, b in found)
    assert all(root <= one and roots[root] == root for one, root in roots.items())


def test_a_large_bucket_costs_its_length() -> None:
    few, many = pairs(list(range(COMPARED))), pairs(list(range(5000, 0, -1)))
    assert len(few) == COMPARED * (COMPARED - 1) // 2
    assert len(many) <= COMPARED * 5000
    assert {one for pair in many for one in pair} == set(range(1, 5001))
