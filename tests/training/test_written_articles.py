"""The written training articles: their marks are closed, and a teacher's opinions go with them."""

import random

import numpy as np
from tokenizers import Tokenizer

from onrecord.reader.labels import ROLES, begin, count, inside
from onrecord.reader.model import SHIPPED
from onrecord.reader.windows import windows
from training.articles import written
from training.constructions import parsed
from training.data import Document, Taught, examples

ARTICLES = written()


def test_no_mark_is_left() -> None:
    assert not any(set("<>") & set(article.text) for article in ARTICLES)


def test_every_article_attributes_something_and_is_there_once() -> None:
    assert (
        len({article.id for article in ARTICLES})
        == len({article.text for article in ARTICLES})
        == len(ARTICLES)
    )
    assert all(one["content"] for article in ARTICLES for one in article.statements or ())
    assert sum(len(article.statements or ()) for article in ARTICLES) > 5 * len(ARTICLES)


def test_a_content_is_read_alone_too_where_what_stands_inside_is_annotated() -> None:
    text, statements, _ = parsed(
        ["<s1>She</s1> <c1>said</c1> <q1>that <s2 in=1>he</s2> <c2>had said</c2> <q2>yes</q2></q1>."]
    )
    tokenizer = Tokenizer.from_file(str(SHIPPED / "tokenizer.json"))
    whole, content = examples(Document("1", text, statements, None), tokenizer)
    source, cue, said = (ROLES.index(role) for role in ("source", "cue", "content"))
    assert whole.roles.tolist() == [begin(source), begin(cue), begin(said), *[inside(said)] * 4, 0]
    assert content.roles.tolist() == [0, begin(source), begin(cue), inside(cue), begin(said)]
    assert [text[start] for start in content.window.starts] == ["t", "h", "h", "s", "y"]
    without = [one for one in statements if one["inside"] is None]
    assert len(examples(Document("1", text, without, None), tokenizer)) == 1


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
