"""The written training articles: their marks are closed, and spans never on top of each other."""

import random
from itertools import pairwise

import numpy as np
import pytest
from tokenizers import Tokenizer

from onrecord.reader.labels import ROLES, count, inside
from onrecord.reader.model import SHIPPED
from onrecord.reader.windows import windows
from training.articles import written
from training.data import Document, Taught, examples

ARTICLES = written()


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.id)
def test_spans_are_whole_words_and_do_not_overlap(article: Document) -> None:
    text = article.text
    roles = [
        span
        for one in article.statements or ()
        for span in [one["source"], one["cue"], *one["content"]]
        if span
    ]
    assert not set("<>") & set(text)
    for spans in (sorted(map(tuple, roles)), sorted((start, end) for start, end, _ in article.names or ())):
        assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)
        assert all(earlier[1] <= later[0] for earlier, later in pairwise(spans))


def test_every_article_attributes_something_and_is_there_once() -> None:
    assert (
        len({article.id for article in ARTICLES})
        == len({article.text for article in ARTICLES})
        == len(ARTICLES)
    )
    assert all(one["content"] for article in ARTICLES for one in article.statements or ())
    assert sum(len(article.statements or ()) for article in ARTICLES) > 5 * len(ARTICLES)


def test_a_teachers_opinion_goes_with_its_words_whatever_the_marks_and_windows() -> None:
    tokenizer = Tokenizer.from_file(str(SHIPPED / "tokenizer.json"))
    article = ARTICLES[0]
    starts = np.concatenate([window.starts for window in windows(article.text, tokenizer)])
    held = np.repeat(starts[:, None], count(ROLES), axis=1).astype(np.float32)
    taught = [
        example
        for seed in range(20)
        for example in examples(article, tokenizer, random.Random(seed), {article.id: Taught(starts, held)})
        if example.taught is not None
    ]
    assert len({len(example.window.pieces) for example in taught}) > 5
    assert all((example.taught[:, 0] == example.window.starts).all() for example in taught)  # type: ignore[index]
    assert all(example.taught[0, inside(kind)] == 0 for example in taught for kind in range(len(ROLES)))  # type: ignore[index]
