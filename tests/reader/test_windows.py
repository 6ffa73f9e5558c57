"""Windows: every word once, in order, at its place."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from onrecord.reader.windows import CLS, SEP, WORD, shape, windows


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    """A word-piece tokenizer like the model's, over single letters."""
    letters = "abcdefghijklmnopqrstuvwxyz0123456789“”\"'.,-é"
    vocabulary = {"[UNK]": 0} | {letter: index + 1 for index, letter in enumerate(letters)}
    vocabulary |= {f"##{letter}": len(vocabulary) + index for index, letter in enumerate(letters)}
    built = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    built.normalizer = normalizers.BertNormalizer(lowercase=True)
    built.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return built


TEXTS = st.text(alphabet="abC  .,“”\n\u200bé1-", max_size=400)


@given(TEXTS, st.integers(8, 64))
def test_every_word_stands_in_one_window_at_its_place(tokenizer: Tokenizer, text: str, longest: int) -> None:
    parts = windows(text, tokenizer, longest)
    places = [(int(s), int(e)) for part in parts for s, e in zip(part.starts, part.ends, strict=True)]
    # A zero-width space is dropped by the tokenizer, so the model cannot label it.
    assert places == [match.span() for match in WORD.finditer(text) if match.group() != "\u200b"]


@given(TEXTS, st.integers(8, 64))
def test_windows_are_as_the_model_wants_them(tokenizer: Tokenizer, text: str, longest: int) -> None:
    for part in windows(text, tokenizer, longest):
        assert len(part.pieces) == len(part.shapes) == len(part.quotes) <= longest
        assert part.pieces[0] == CLS and part.pieces[-1] == SEP
        assert np.all(np.diff(part.first) > 0)
        assert not np.isin(part.pieces[part.first], (CLS, SEP)).any()


@pytest.mark.parametrize(
    ("word", "expected"), [("12", 0), ("said", 1), ("Kos", 2), ("A", 2), ("UN", 3), ("McKay", 4), ("“", 0)]
)
def test_shape(word: str, expected: int) -> None:
    assert shape(word) == expected
