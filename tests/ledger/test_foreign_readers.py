"""Exports read by programs that nobody here wrote."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.ledger import Ledger

from .made import HARBOUR, URL, made


@pytest.fixture
def full(tmp_path: Path) -> Ledger:
    ledger = Ledger.open(tmp_path / "ledger.db")
    ledger.add(*made(about=["Calvany"]))
    ledger.add(*made(["Ünal Öz: \U0001f30a “Yes”, he\tsaid; no."], url=None, outlet=None, day=None))
    (entry,) = ledger.said("pilots").entries
    ledger.correct(entry.statement.id, who="a", speaker="Ada Perrin", content=["We will not", "measured."])
    return ledger


ANNOTATION_TERMS = {
    "@vocab": "http://www.w3.org/ns/oa#",
    "id": "@id",
    "type": "@type",
    "as": "https://www.w3.org/ns/activitystreams#",
    "dcterms": "http://purl.org/dc/terms/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "body": {"@id": "hasBody"},
    "target": {"@id": "hasTarget"},
    "source": {"@id": "hasSource", "@type": "@id"},
    "selector": {"@id": "hasSelector"},
    "motivation": {"@id": "motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": "hasPurpose", "@type": "@vocab"},
    "value": {"@id": "rdf:value"},
    "created": {"@id": "dcterms:created"},
    "generator": {"@id": "as:generator", "@type": "@id"},
}
"""The terms of http://www.w3.org/ns/anno.jsonld that are used, so that nothing is fetched."""
CONTEXTS = {
    "http://www.w3.org/ns/anno.jsonld": ANNOTATION_TERMS,
    "https://schema.org": {
        "@vocab": "https://schema.org/",
        "url": {"@type": "@id"},
    },
}


def expanded(document: dict[str, Any]) -> Any:
    """The document as pyld understands it (JSON-LD 1.1)."""
    jsonld = pytest.importorskip("pyld.jsonld", reason="no JSON-LD processor: pyld")

    def load(url: str, _: object) -> dict[str, Any]:
        return {"document": {"@context": CONTEXTS[url]}, "documentUrl": url, "contextUrl": None}

    (found,) = jsonld.expand(document, {"documentLoader": load})
    return found


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_json_ld_processors_understand_annotations(full: Ledger, tmp_path: Path) -> None:
    full.export("annotation", tmp_path / "out.jsonl")
    text, oa = made()[0].article.text, "http://www.w3.org/ns/oa#"
    for document in lines(tmp_path / "out.jsonl")[:3]:
        found = expanded(document)
        assert found["@type"] == [f"{oa}Annotation"]
        assert found[f"{oa}motivatedBy"] == [{"@id": f"{oa}identifying"}]
        for target in found[f"{oa}hasTarget"]:
            assert target[f"{oa}hasSource"] == [{"@id": URL}]
            position, quote = target[f"{oa}hasSelector"]
            start, end = (position[f"{oa}{side}"][0]["@value"] for side in ("start", "end"))
            assert text[start:end] == quote[f"{oa}exact"][0]["@value"]


def test_json_ld_processors_understand_quotations(full: Ledger, tmp_path: Path) -> None:
    full.export("quotation", tmp_path / "out.jsonl")
    documents = [expanded(document) for document in lines(tmp_path / "out.jsonl")]
    vocabulary = "https://schema.org/"
    for found in documents:
        assert found["@type"] == [f"{vocabulary}Quotation"]
        assert found[f"{vocabulary}isPartOf"][0]["@type"] == [f"{vocabulary}NewsArticle"]
    creator = documents[1][f"{vocabulary}creator"][0]
    assert creator[f"{vocabulary}name"] == [{"@value": "Teo Bannick"}]
    assert documents[1][f"{vocabulary}isPartOf"][0][f"{vocabulary}url"] == [{"@id": URL}]


def test_bioc_reads_brat_annotations(full: Ledger, tmp_path: Path) -> None:
    brat = pytest.importorskip("bioc.brat", reason="no reader of brat: bioc")
    full.export("brat", tmp_path / "brat")
    read = [
        brat.load(path.open(encoding="utf-8"), path.with_suffix(".ann").open(encoding="utf-8"))
        for path in sorted((tmp_path / "brat").glob("*.txt"))
    ]
    contents = [entity for document in read for entity in document.entities if entity.type == "Content"]
    words = {entity.text for entity in contents}
    assert words >= {"We will not measured.", HARBOUR[1].partition(": ")[2]}
    for document in read:
        for entity in document.entities:
            pieces = [document.text[span.begin : span.end] for span in sorted(entity.locations)]
            assert " ".join(pieces) == entity.text
        assert {relation.type for relation in document.relations} == {"SourceOf"}


def test_duckdb_reads_parquet(full: Ledger, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb", reason="no reader of Parquet: duckdb")
    full.export("parquet", tmp_path / "out.parquet")
    asked = (
        "SELECT speaker, words, confidence FROM read_parquet(?) WHERE speaker IS NOT NULL ORDER BY start, url"
    )
    rows = duckdb.execute(asked, [str(tmp_path / "out.parquet")]).fetchall()
    assert ("Ada Perrin", "We will not […] measured.", 0.9) in rows
    assert ("Ünal Öz", "\U0001f30a “Yes”, he\tsaid; no.", 0.9) in rows
    assert len(rows) == 4
