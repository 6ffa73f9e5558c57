"""The invented training articles, and the written ones: spans are what they say, and never on top of each other."""

from collections import defaultdict
from itertools import pairwise

import pytest

from training.articles import written
from training.constructions import borrowed_from, parsed, synthetic
from training.data import Document

ARTICLES = synthetic(120, seed=7)


@pytest.mark.parametrize("article", [*ARTICLES, *written()], ids=lambda article: article.id)
def test_spans_are_whole_words_and_do_not_overlap(article: Document) -> None:
    text = article.text
    statements = article.statements or []
    levels: dict[int | None, list[tuple[int, int]]] = defaultdict(list)
    for one in statements:
        levels[one["inside"]] += [
            tuple(span) for span in (one["source"], one["cue"], *one["content"]) if span
        ]
    for spans in (
        *map(sorted, levels.values()),
        sorted((start, end) for start, end, _ in article.names or ()),
    ):
        assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)
        assert all(earlier[1] <= later[0] for earlier, later in pairwise(spans))
        assert all(not (text[end - 1 : end + 1]).isalnum() for _, end in spans if end < len(text))
    for outer, inner in levels.items():
        if outer is not None:
            contents = statements[outer]["content"]
            assert all(any(a <= start and end <= b for a, b in contents) for start, end in inner)


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.id)
def test_nothing_of_the_template_is_left(article: Document) -> None:
    assert not set("<>{}|") & set(article.text)
    assert "  " not in article.text and article.text == article.text.strip()
    assert all(one["content"] for one in article.statements or ())


def test_the_same_seed_gives_the_same_articles_and_another_gives_others() -> None:
    assert synthetic(5, seed=7) == ARTICLES[:5]
    assert synthetic(5, seed=8) != ARTICLES[:5]


def test_articles_are_varied() -> None:
    assert len({article.text for article in ARTICLES}) == len(ARTICLES)
    cues = {
        article.text[slice(*one["cue"])]
        for article in ARTICLES
        for one in article.statements or ()
        if one["cue"]
    }
    assert len(cues) > 100


def test_a_template_gives_its_spans() -> None:
    text, statements, names = parsed(
        ["<s1><p>Obi</p></s1> <c1>said</c1> <q1>no</q1>, <c2>adding</c2> <q2>why</q2>."]
    )
    assert text == "Obi said no, adding why."
    assert statements == [
        {"source": [0, 3], "cue": [4, 8], "content": [[9, 11]], "inside": None},
        {"source": None, "cue": [13, 19], "content": [[20, 23]], "inside": None},
    ]
    assert names == [(0, 3, 0)]


def test_a_statement_inside_another_has_its_number_in_the_article() -> None:
    _, statements, _ = parsed(
        [
            "<c1>According to</c1> <s1>Obi</s1>, <q1>no</q1>.",
            "<s1>She</s1> <c1>said</c1> <q1>that <s2 in=1>he</s2> <c2>had said</c2> <q2>yes</q2></q1>.",
        ]
    )
    assert [one["inside"] for one in statements] == [None, None, 1]
    assert statements[2] == {"source": [37, 39], "cue": [40, 48], "content": [[49, 52]], "inside": 1}


def test_borrowed_words_fill_quotations_and_leave_names_open() -> None:
    text = "“The weir gave way before anybody had rung the bell,” she said. He said that the lock keeper had gone."
    statements = [
        {"source": [54, 57], "cue": [58, 62], "content": [[0, 53]]},
        {"source": [64, 66], "cue": [67, 71], "content": [[72, 101]]},
    ]
    words = borrowed_from([Document("1", text, statements, None)])
    assert words["line"] == ("The weir gave way before anybody had rung the bell",)
    assert words["fact"] == ("the lock keeper had gone",)
    articles = synthetic(40, 1, {slot: found for slot, found in words.items() if found})
    assert any("The weir gave way" in article.text for article in articles)
    assert {article.names is None for article in articles if "The weir gave way" in article.text} == {True}
