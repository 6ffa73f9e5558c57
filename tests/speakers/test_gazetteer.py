from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.errors import GazetteerError
from onrecord.speakers import Gazetteer, Known, Role, match

JSONL = """
{"id": "Q1", "names": ["Ana Kos", "Ana Velt"], "roles": [{"text": "mayor of Tarn", "from": "2014", "to": "2019-05-01"}]}

{"id": "Q2", "names": ["Ana Kos"], "roles": [{"text": "goalkeeper for Marlow Rovers"}]}
{"id": "Q3", "names": ["Tarn Harbour Board", "THB"], "kind": "organization"}
"""
CSV = """id,names,kind,roles
Q1,Ana Kos|Ana Velt,,mayor of Tarn (2014/2019-05-01)
Q2,Ana Kos,person,goalkeeper for Marlow Rovers
Q3,Tarn Harbour Board|THB,organization,
"""


@pytest.fixture(params=["known.jsonl", "known.csv"])
def gazetteer(request: pytest.FixtureRequest, tmp_path: Path) -> Gazetteer:
    path = tmp_path / request.param
    path.write_text(CSV if path.suffix == ".csv" else JSONL, encoding="utf-8")
    return Gazetteer.load(path)


def test_both_forms_read_the_same(gazetteer: Gazetteer) -> None:
    assert [entry.id for entry in gazetteer.entries] == ["Q1", "Q2", "Q3"]
    assert gazetteer.entries[0].known == Known(
        ("Ana Kos", "Ana Velt"), "person", (Role("mayor of Tarn", "2014", "2019-05-01"),)
    )
    assert gazetteer.entries[2].known.kind == "organization"


def test_settles_a_changed_name(gazetteer: Gazetteer) -> None:
    before = Known(("Ana Kos",), roles=(Role("mayor of Tarn"),))
    after = Known(("Ana Velt",), roles=(Role("former mayor of Tarn"),))
    assert match(before, after).outcome != "same"
    assert gazetteer.match(before, after).reasons == ("both are Q1 in the gazetteer",)


def test_keeps_namesakes_apart(gazetteer: Gazetteer) -> None:
    mayor = Known(("Ana Kos",), roles=(Role("mayor of Tarn"),))
    keeper = Known(("Ana Kos",), roles=(Role("Marlow Rovers goalkeeper"),))
    assert gazetteer.match(mayor, keeper).outcome == "different"


def test_finds_nobody_where_two_fit(gazetteer: Gazetteer) -> None:
    assert gazetteer.find(Known(("Ana Kos",))) is None
    assert gazetteer.find(Known(("Ivo Lenz",))) is None


def test_finds_a_body_by_its_acronym(gazetteer: Gazetteer) -> None:
    found = gazetteer.find(Known(("THB",), "organization"))
    assert found is not None and found.id == "Q3"


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("a.jsonl", '{"id": "Q1", "names": ["Ana Kos"]}\n{"id": "Q2"}\n', "line 2: names"),
        ("b.jsonl", "Q1 Ana Kos\n", "line 1"),
        ("c.jsonl", '{"id": "Q1", "names": ["Ana Kos"], "born": 1970}\n', "born"),
        ("d.csv", "id,names,kind,roles\nQ1,Ana Kos,dog,\n", "line 2: kind"),
        ("e.csv", "id,names,kind,roles\nQ1,Ana Kos,,mayor (soon/)\n", ""),
    ],
)
def test_says_what_is_wrong_and_where(tmp_path: Path, name: str, text: str, told: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    if not told:
        assert Gazetteer.load(path).entries[0].known.roles == (Role("mayor (soon/)"),)
        return
    with pytest.raises(GazetteerError, match=told):
        Gazetteer.load(path)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="cannot be read"):
        Gazetteer.load(tmp_path / "none.csv")
