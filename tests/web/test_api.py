"""The API: what it answers, in pages, by entity tag, and how it refuses."""

from __future__ import annotations

import csv
import io
import time
from typing import Any

import pyarrow.parquet as pq
import pytest
from pydantic import TypeAdapter
from starlette.testclient import TestClient

from ledger.made import URL, made
from onrecord.ledger import Context, Found, Ledger
from onrecord.record import Record
from onrecord.web.api.examples import CONTEXT, FOUND, RECORD

V1 = "/api/v1"


def test_statements_are_those_of_the_ledger(client: TestClient, ledger: Ledger) -> None:
    answer = client.get(f"{V1}/statements", params={"words": "channel", "by": "Marrow", "limit": 2})
    assert answer.json() == TypeAdapter(Found).dump_python(
        ledger.said("channel", by="Marrow", limit=2), mode="json", by_alias=True
    )
    assert answer.json()["entries"][0]["statement"]["said"]["from"] == "2031-12-02"


def test_lists_come_in_pages_that_later_additions_do_not_move(client: TestClient, ledger: Ledger) -> None:
    whole = [entry.statement.id for entry in ledger.said(limit=100).entries]
    address, found = f"{V1}/statements?limit=3", []
    while address:
        answer = client.get(address)
        found += [entry["statement"]["id"] for entry in answer.json()["entries"]]
        ledger.add(
            *made([f"Ida Lorne: Page {len(found)}."], url=f"https://x.example/{len(found)}", day="2040-01-01")
        )
        address = answer.links["next"]["url"] if "next" in answer.links else None
    assert found == whole
    assert client.get(f"{V1}/statements?after=nonsense").status_code == 400


def test_an_answer_that_is_known_is_not_sent_again(client: TestClient, ledger: Ledger) -> None:
    first = client.get(f"{V1}/counts")
    tag = first.headers["etag"]
    again = client.get(f"{V1}/counts", headers={"if-none-match": f'"other", {tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    ledger.add(*made(["Ida Lorne: New."], url="https://x.example/new"))
    assert client.get(f"{V1}/counts", headers={"if-none-match": tag}).status_code == 200


def test_tables_hold_all_that_fits(client: TestClient) -> None:
    answer = client.get(f"{V1}/statements.csv?by=Ilse Marrow")
    assert answer.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert {row["speaker"] for row in rows} == {"Ilse Marrow"}
    table = pq.read_table(io.BytesIO(client.get(f"{V1}/statements.parquet?by=Ilse Marrow").content))
    assert table.column("id").to_pylist() == [row["id"] for row in rows]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/statements?since=yesterday", 400),
        ("/statements?limit=0", 422),
        ("/statements?kind=loud", 422),
        ("/statements/ffffffff", 404),
        ("/statements/%00", 404),
        ("/people/999", 404),
        ("/articles?url=https://nowhere.example", 404),
        ("/pages/unknown", 404),
        ("/nothing", 404),
        ("/comparisons?one=Ilse Marrow", 422),
    ],
)
def test_errors_are_problem_details(client: TestClient, address: str, status: int) -> None:
    answer = client.get(V1 + address)
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert (answer.status_code, problem["status"]) == (status, status)
    assert problem["detail"]
    assert set(problem) == {"type", "title", "status", "detail", "instance"}


def test_a_statement_is_corrected_and_the_correction_undone(client: TestClient, ledger: Ledger) -> None:
    statement = ledger.said("patient").entries[0].statement.id
    made_ = client.post(
        f"{V1}/statements/{statement}/corrections", json={"speaker": "Ada Fenn", "who": "oda"}
    )
    assert (made_.status_code, made_.json()["who"]) == (201, "oda")
    assert client.get(f"{V1}/statements/{statement}").json()["entry"]["person"] == "Ada Fenn"
    undone = client.post(f"{V1}/corrections/{made_.json()['id']}/undo?who=ida").json()
    assert undone["undone_by"] == "ida"
    assert client.get(f"{V1}/corrections").json() == [undone]
    refused = client.post(f"{V1}/statements/{statement}/corrections", json={"speeker": "Ada"})
    assert (refused.status_code, refused.json()["detail"]) == (422, "speeker: extra inputs are not permitted")


def test_people_are_decided_about(client: TestClient) -> None:
    number = client.get(f"{V1}/people", params={"name": "Ilse Marrow"}).json()[0]["id"]
    asked = {"what": "merge", "one": f"#{number}", "other": "I. Marrow"}
    decision = client.post(f"{V1}/decisions", json=asked).json()
    assert client.get(f"{V1}/people/{number}").json()["names"] == ["I. Marrow", "Ilse Marrow"]
    assert client.get(f"{V1}/doubts").json() == []
    client.post(f"{V1}/decisions/{decision['id']}/undo")
    assert len(client.get(f"{V1}/doubts").json()) == 1
    assert client.post(f"{V1}/decisions", json={"what": "rename", "one": "I. Marrow"}).status_code == 422


def test_an_article_and_its_silent_edits(client: TestClient) -> None:
    leaf = client.get(f"{V1}/articles", params={"url": URL}).json()
    assert (len(leaf["versions"]), len(leaf["entries"])) == (2, 3)
    (change,) = client.get(f"{V1}/changes", params={"url": URL}).json()
    assert ["cut", "not"] in change["words"]


@pytest.mark.usefixtures("read_lines")
@pytest.mark.parametrize(
    "sent",
    [
        {"json": {"text": "Ida Lorne: It is wrong.", "url": "https://x.example/tide"}},
        {
            "content": b"<p>Ida Lorne: It is wrong.</p>",
            "headers": {"content-type": "text/html"},
            "params": {"url": "https://x.example/tide"},
        },
    ],
)
def test_a_page_is_read_and_added(client: TestClient, ledger: Ledger, sent: dict[str, Any]) -> None:
    record = Record.from_json(client.post(f"{V1}/read", **sent).content)
    assert record.statements[0].content[0].text == "It is wrong."
    assert ledger.said(by="Lorne").entries == ()

    answer = client.post(f"{V1}/pages", **sent)
    assert answer.status_code == 202
    for _ in range(200):
        adding = client.get(answer.headers["location"]).json()
        if adding["ended"]:
            break
        time.sleep(0.02)
    assert (adding["statements"], adding["addresses"]) == (1, ["https://x.example/tide"])
    assert ledger.said(by="Lorne").entries[0].statement.id == record.statements[0].id


@pytest.mark.usefixtures("read_lines")
@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"content": b""}, "there is nothing to read"),
        ({"json": {}}, "there is nothing to read"),
        ({"json": {"texts": "x"}}, "extra inputs"),
        ({"content": b"{", "headers": {"content-type": "application/json"}}, "json"),
        (
            {"content": b"nothing to read", "headers": {"content-type": "text/plain"}},
            "no article stands on it",
        ),
    ],
)
def test_what_cannot_be_read_says_why(client: TestClient, sent: dict[str, Any], said: str) -> None:
    answer = client.post(f"{V1}/read", **sent)
    assert answer.status_code == 422
    assert said in answer.json()["detail"]


def test_the_description_has_an_example_of_every_kind_and_they_hold(client: TestClient) -> None:
    schema = client.get(f"{V1}/openapi.json").json()
    assert schema["info"]["title"] == "onrecord"
    statements = schema["paths"][f"{V1}/statements"]["get"]["responses"]["200"]["content"]["application/json"]
    assert TypeAdapter(Found).validate_python(statements["example"]) == FOUND
    assert (
        TypeAdapter(Context).validate_json(TypeAdapter(Context).dump_json(CONTEXT, by_alias=True)) == CONTEXT
    )
    spans = [RECORD.statements[0].source, RECORD.statements[0].cue, *RECORD.statements[0].content]
    assert all(span and RECORD.article.text[span.start : span.end] == span.text for span in spans)
    for path, operations in schema["paths"].items():
        for operation in operations.values():
            assert operation["summary"], path
            assert operation["description"].endswith("."), path
