"""Where sentences end."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.times.sentences import sentence_ends


@pytest.mark.parametrize(
    "sentences",
    [
        ("The weir held.", " Nobody was hurt."),
        ("Mr. Kos and Sen. A. Otis met.", " It rained."),
        ("He came from the U.S.", " The weir held."),
        ("“It will hold.”", " “Will it?”", " She left."),
        ("Weir holds\n\n", "It rained in Tarn"),
        ("Two things:", "\n- the weir", "\n- the gate"),
    ],
)
def test_sentences(sentences: tuple[str, ...]) -> None:
    text = "".join(sentences)
    cuts = pairwise([0, *sentence_ends(text), len(text)])
    assert [text[start:end].strip() for start, end in cuts] == [one.strip() for one in sentences]


@given(st.text(alphabet='aA .!?\n-“”"(U', max_size=60))
def test_ends_are_in_order_and_in_the_text(text: str) -> None:
    ends = list(sentence_ends(text))
    assert ends == sorted(set(ends))
    assert all(0 < end <= len(text) for end in ends)
