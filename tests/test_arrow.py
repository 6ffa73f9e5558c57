import pyarrow as pa
import pytest

from cli.records import PORT_LENNA
from onrecord import arrow
from onrecord.record import Record

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


def test_every_field_of_a_record_has_a_column() -> None:
    row = arrow.article_row(FULL)
    assert set(row) == set(arrow.ARTICLES.names)
    assert set(arrow.statement_rows(FULL)[0]) == set(arrow.STATEMENTS.names)


@pytest.mark.parametrize(
    ("published", "month"),
    [("2026-03-05", "2026-03"), ("2026-03", "2026-03"), ("2026", None), ("--05-03", None), (None, None)],
)
def test_the_month_of_publication(published: str | None, month: str | None) -> None:
    assert arrow.month(published) == month
