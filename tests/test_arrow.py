from inspect import isclass
from typing import Any, get_args, get_origin

import pyarrow as pa
import pytest

from cli.records import PORT_LENNA
from onrecord import arrow
from onrecord.record import Article, Page, Part, Record, Statement

FULL = PORT_LENNA.model_copy(
    update={
        "article": PORT_LENNA.article.model_copy(update={"fingerprint": bytes(range(256)) * 2}),
        "statements": tuple(
            one.model_copy(update={"vector": bytes([number]) * arrow.VECTOR})
            for number, one in enumerate(PORT_LENNA.statements)
        ),
    }
)


def through(record: Record) -> Record:
    articles = pa.Table.from_pylist([arrow.article_row(record, 512, 99)], arrow.ARTICLES)
    statements = pa.Table.from_pylist(arrow.statement_rows(record, 512), arrow.STATEMENTS)
    return arrow.record_of(articles.to_pylist()[0], statements.to_pylist())


def test_nothing_of_a_record_is_lost() -> None:
    assert through(FULL) == FULL
    assert through(PORT_LENNA) == PORT_LENNA  # neither vectors nor a fingerprint
    assert through(FULL.model_copy(update={"statements": ()})).statements == ()


def test_half_characters_are_replaced() -> None:
    article = FULL.article.model_copy(update={"title": "Port \ud83d Lenna", "byline": ("A\udc00",)})
    found = through(FULL.model_copy(update={"article": article})).article
    assert (found.title, found.byline) == ("Port \ufffd Lenna", ("A\ufffd",))


def test_every_field_of_a_record_has_a_column() -> None:
    assert set(arrow.article_row(FULL)) == set(arrow.ARTICLES.names)
    assert set(arrow.statement_rows(FULL)[0]) == set(arrow.STATEMENTS.names)
    for model, schema in ((Page, arrow.ARTICLES), (Article, arrow.ARTICLES), (Statement, arrow.STATEMENTS)):
        for name, field in model.model_fields.items():
            alike(field.annotation, schema.field(field.alias or name).type)


def alike(annotation: Any, column: pa.DataType) -> None:
    """Whether a column holds all fields of the parts that the annotation names, however deep."""
    parts = [one for one in (annotation, *get_args(annotation)) if isclass(one) and issubclass(one, Part)]
    for one in get_args(annotation):
        if get_origin(one) is tuple:
            alike(one, column)
    column = getattr(column, "value_type", column)
    for part in parts:
        assert {field.alias or name for name, field in part.model_fields.items()} == {f.name for f in column}
        for name, field in part.model_fields.items():
            alike(field.annotation, column.field(field.alias or name).type)


@pytest.mark.parametrize(
    ("published", "month"),
    [("2026-03-05", "2026-03"), ("2026-03", "2026-03"), ("2026", None), ("--05-03", None), (None, None)],
)
def test_the_month_of_publication(published: str | None, month: str | None) -> None:
    assert arrow.month(published) == month
