"""`onrecord.read`: one page in, its record out, and a sentence where there is none."""

import os
from pathlib import Path

import pytest

import onrecord
from onrecord.samples import folder

COURIER = folder() / "dam" / "dam-1-courier.html"


def test_a_file_and_its_bytes_give_the_same_statements() -> None:
    by_path, by_bytes = onrecord.read(COURIER), onrecord.read(COURIER.read_bytes())
    assert by_path.statements == by_bytes.statements
    assert (by_path.page.path, by_bytes.page.path) == (str(COURIER), None)


def test_the_same_page_gives_the_same_record() -> None:
    assert onrecord.read(COURIER).to_json() == onrecord.read(COURIER).to_json()


def test_every_span_is_its_text() -> None:
    record = onrecord.read(COURIER)
    text = record.article.text
    for statement in record.statements:
        mentions = [statement.speaker.mention] if statement.speaker else []
        for span in filter(None, (statement.source, statement.cue, *statement.content, *mentions)):
            assert text[span.start : span.end] == span.text


def test_a_record_survives_json() -> None:
    record = onrecord.read(COURIER)
    again = onrecord.Record.from_json(record.to_json())
    assert again.to_json() == record.to_json()
    assert again.model_dump() == record.model_dump()  # all but the fingerprint and the vectors


def test_who_said_what_and_when() -> None:
    record = onrecord.read(COURIER, url="https://courier.example/dam")
    assert record.page.url == "https://courier.example/dam"
    promise = next(s for s in record.statements if "Not a drop" in s.content[0].text)
    assert promise.speaker is not None
    assert (promise.speaker.name, promise.speaker.named, promise.kind) == ("Milena Dragan", True, "direct")


def test_text_taken_as_the_article_it_is() -> None:
    text = "The minister, Ana Kos, said the bridge was safe.\n\nShe added that it would be painted."
    record = onrecord.read(text.encode(), form="article")
    assert record.article.text == text
    assert [s.speaker and s.speaker.name for s in record.statements] == ["Ana Kos", "Ana Kos"]


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("no-such-page.html", "no such file"),
        (b"", "nothing in it"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (folder() / "containers" / "crawl.warc.gz", "several pages"),
    ],
)
def test_what_is_no_page_says_why(source: str | Path | bytes, reason: str) -> None:
    with pytest.raises(onrecord.UnreadablePage, match=reason):
        onrecord.read(source)


def test_another_language_gives_the_article_without_statements() -> None:
    text = "Die Ministerin sagte am Dienstag, die Brücke werde im Frühjahr wieder geöffnet. " * 4
    record = onrecord.read(text.encode(), form="article")
    assert (record.article.language, record.statements) == ("de", ())


def test_a_file_name_of_any_bytes(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.html")
    path.write_bytes(COURIER.read_bytes())
    record = onrecord.read(path)
    assert record.page.path is not None and record.page.path.endswith("caf\ufffd.html")
    assert record.to_json()
