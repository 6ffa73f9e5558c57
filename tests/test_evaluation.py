"""The figures of `onrecord eval`: counted by hand, and the same as the shared scorer's."""

import json
from pathlib import Path
from typing import Any

import pytest

from bench.shared import SHARED, scorer
from onrecord.errors import GoldError
from onrecord.evaluation import DEFINITIONS, Evaluation, GoldArticle, gold_article, gold_files
from onrecord.pages import RawPage
from onrecord.reading import read_page
from onrecord.record import Article, Page, Record, Said, Span, Speaker, Statement

TEXT = "Mr Otis said the weir would hold. Dr Ana Lisk, who built it, told us that nobody would swim."


def place(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


def gold(source: str | None, content: str, **more: Any) -> dict[str, Any]:
    return {
        "source": source and place(source),
        "cue": None,
        "content": [place(content)],
        "kind": "indirect",
    } | more


def read(source: str | None, content: str, name: str | None = None, named: bool = True) -> Statement:
    speaker = Speaker(name=name, named=named, kind="person", how="test") if name else None
    return Statement(
        id="1",
        source=Span.of(TEXT, *place(source)) if source else None,
        cue=None,
        content=(Span.of(TEXT, *place(content)),),
        kind="indirect",
        act="speech",
        speaker=speaker,
        said=Said.model_validate({"from": None, "to": None, "how": "unknown"}),
        confidence=0.5,
    )


def figures(annotated: list[dict[str, Any]], statements: list[Statement]) -> dict[str, float]:
    page = Page(url=None, sha256="0" * 64, media_type="text/plain")
    record = Record(page=page, article=Article(language="en", text=TEXT), statements=tuple(statements))
    evaluation = Evaluation()
    evaluation.add(GoldArticle.model_validate({"text": TEXT, "statements": annotated}), record)
    return evaluation.figures()


WEIR = gold("Mr Otis", "the weir would hold", speaker="Paul Otis", named=True)
SWIM = gold("Dr Ana Lisk", "that nobody would swim", speaker="Ana Lisk", named=True)


def test_what_is_all_right_is_one() -> None:
    found = [
        read("Mr Otis", "the weir would hold", "Otis"),
        read("Dr Ana Lisk", "that nobody would swim", "Ana Lisk"),
    ]
    result = figures([WEIR, SWIM], found)
    counted = {"documents": 1, "gold": 2, "predicted": 2, "role.cue": 0}
    assert result == dict.fromkeys(DEFINITIONS, 1) | counted


def test_a_missed_statement_costs_recall_and_a_wrong_name_the_speaker() -> None:
    result = figures([WEIR, SWIM], [read("Dr Ana Lisk", "nobody would swim", "Ana Fisk")])
    assert (result["found.precision"], result["found.recall"], result["found"]) == (1, 0.5, 0.6667)
    assert (result["exact"], result["speaker"], result["who_said_what"]) == (0.6667, 0, 0)


@pytest.mark.parametrize(
    ("wanted", "got", "right"),
    [
        ("Ana Lisk", "Lisk", True),
        ("Ana Lisk", "Dr. Ana Lisk", True),
        ("Ana Lisk", "Ana", True),
        ("Ana Maria Lisk", "Ana", False),
        ("Weir Board of Otisland", "WBOO", True),
        ("Ana Lisk", "Otis Lisk", False),
    ],
)
def test_a_name_is_right_without_titles_and_in_part(wanted: str, got: str, right: bool) -> None:
    annotated = gold(None, "the weir would hold", speaker=wanted, named=True)
    assert figures([annotated], [read(None, "the weir would hold", got)])["speaker"] == right


def test_a_speaker_whom_nobody_names_must_not_be_named() -> None:
    annotated = gold(None, "the weir would hold", speaker="an engineer", named=False)
    assert (
        figures([annotated], [read(None, "the weir would hold", "an engineer", named=False)])["speaker"] == 1
    )
    assert figures([annotated], [read(None, "the weir would hold", "Otis")])["speaker"] == 0


def test_what_was_not_annotated_has_no_figure() -> None:
    result = figures([gold(None, "the weir would hold")], [read(None, "the weir would hold", "Otis")])
    assert not {"source", "speaker", "who_said_what"} & set(result)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("nonsense", "Invalid JSON"),
        ('{"text": "x"}', "statements: Field required"),
        (
            '{"text": "x", "statements": [{"source": null, "cue": null, "content": [[0, 9]]}]}',
            "beyond the text",
        ),
        ('{"text": "x", "statements": [{"source": null, "cue": null, "content": [[1, 0]]}]}', "no stretch"),
        (
            '{"text": "x", "statements": [{"source": null, "cue": null, "content": []}]}',
            "statements.0.content",
        ),
    ],
)
def test_a_damaged_file_is_named_with_the_reason(tmp_path: Path, content: str, reason: str) -> None:
    file = tmp_path / "a.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(GoldError, match=r"a\.json is no annotated article") as raised:
        gold_article(file)
    assert reason in str(raised.value)


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="no annotated articles"):
        gold_files([tmp_path])


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="needs the annotated data beside the checkout")
def test_the_figures_are_those_of_the_shared_scorer() -> None:
    files = sorted((SHARED / "data" / "polnear-speakers").glob("*.json"))[:4]
    evaluation, records, documents = Evaluation(), {}, {}
    for file in files:
        article = gold_article(file)
        record = read_page(RawPage(data=article.text.encode(), name=file.stem), "article")
        evaluation.add(article, record)
        records[file.stem] = json.loads(record.to_json())
        documents[file.stem] = json.loads(file.read_text(encoding="utf-8"))
    wanted = scorer().statements(documents, records)
    del wanted["missing_predictions"]
    assert evaluation.figures() == wanted
