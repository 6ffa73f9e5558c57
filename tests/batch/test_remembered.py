from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.batch.remembered import RememberingReader, packed, unpacked
from onrecord.pages import RawPage
from onrecord.reader import Model, Reader
from onrecord.reading import read_page

from .crawls import REPRINT, html

PAGES = [
    RawPage(html(REPRINT, day, f"Headline {day}"), str(day), url=f"http://o.example/{day}") for day in (0, 1)
]


def test_copies_get_the_rows_that_they_get_when_read_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = [read_page(page, reader=Reader(Model(threads=1)), vectors=True) for page in PAGES]
    assert alone[0].article.text == alone[1].article.text
    assert alone[0].article.published != alone[1].article.published
    place = tmp_path / "readings.db"
    first = read_page(PAGES[0], reader=RememberingReader(Model(threads=1), place), vectors=True)
    monkeypatch.setattr("onrecord.reader.model.Model.scores", None)  # from here on the model is not asked
    reader = RememberingReader(Model(threads=1), place)
    second = read_page(PAGES[1], reader=reader, vectors=True)
    assert [first, second] == alone
    assert [one.vector for one in second.statements] == [one.vector for one in alone[1].statements]
    assert reader.remembered == 1


def test_nothing_of_a_reading_is_lost() -> None:
    reading = Reader(Model(threads=1)).read("\n\n".join(REPRINT))
    assert reading.attributions and reading.names
    assert unpacked(packed(reading)) == reading


def test_without_a_database_texts_are_read(tmp_path: Path) -> None:
    (tmp_path / "full.db").mkdir()
    reader = RememberingReader(Model(threads=1), tmp_path / "full.db")
    assert reader.read(REPRINT[0]) == Reader(Model(threads=1)).read(REPRINT[0])
    assert reader.remembered == 0
