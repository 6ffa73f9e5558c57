"""Which contents are read again, and what found in them counts as somebody else's statement."""

import pytest
from tokenizers import Tokenizer

from onrecord.reader.linking import Found, Group
from onrecord.reader.model import SHIPPED
from onrecord.reader.nested import inner_windows, is_inner

BEFORE = "She said "


def found(text: str, words: str) -> Found:
    start = text.index(words)
    return Found(start, start + len(words), 0.9)


@pytest.mark.parametrize(
    ("content", "again"),
    [
        ("he had told her that the gates were shut", True),
        ("the court had ruled that the gates were shut", True),
        ("nobody was hurt when the old gates were shut", False),
        ("the state would continue to answer every call", False),
        ("he had told her", False),
    ],
)
def test_a_content_is_read_again_where_it_may_hold_a_statement(content: str, again: bool) -> None:
    text = f"{BEFORE}{content}."
    tokenizer = Tokenizer.from_file(str(SHIPPED / "tokenizer.json"))
    outer = Group(found(text, "said"), found(text, "She"), [found(text, content)])
    windows = list(inner_windows(text, [Group(None), outer], tokenizer))
    words = [
        (index, text[s:e])
        for index, window in windows
        for s, e in zip(window.starts, window.ends, strict=True)
    ]
    assert words == ([(1, word) for word in content.split()] if again else [])


@pytest.mark.parametrize(
    ("source", "cue", "counts"),
    [
        ("the police", "had claimed", True),
        ("the minutes", "wrote", True),
        ("the agronomist", "had sworn", True),
        ("the court", "ruled", True),
        ("the police", "believed", False),
        ("I", "told", False),
        (None, "was told", False),
        ("the police", None, False),
    ],
)
def test_somebody_elses_words_count(source: str | None, cue: str | None, counts: bool) -> None:
    text = f"{source} {cue} the camera was broken"
    group = Group(
        found(text, cue) if cue else None,
        found(text, source) if source else None,
        [found(text, "the camera was broken")],
    )
    assert is_inner(text, group) is counts
