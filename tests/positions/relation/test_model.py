import json
from dataclasses import astuple
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import ModelError
from onrecord.positions.relation import KINDS, Relation, Relations, Side
from onrecord.positions.relation.classifier import Classifier, Seen
from onrecord.positions.relation.model import dated

EARLIER = "“The harbour at Vinge will stay open all winter, and no ferry will be cancelled,” Ostrand said."


PROBABILITIES = st.floats(0, 1, allow_subnormal=False)


@pytest.fixture(scope="module")
def relations() -> Relations:
    return Relations()


def between(relations: Relations, later: str, day: str | None = "2031-05-02") -> Relation:
    sides = (
        Side(EARLIER, "direct", "2031-02-11"),
        Side(later, "direct" if later[0] == "“" else "indirect", day),
    )
    return relations.between([sides])[0]


def likeliest(relation: Relation) -> str:
    return max(KINDS, key=lambda kind: getattr(relation, kind))


def test_the_same_words_on_another_day_are_said_again(relations: Relations) -> None:
    later = (
        "The harbour at Vinge would stay open all winter and no ferry would be cancelled, Ostrand said again."
    )
    assert likeliest(between(relations, later)) == "restated"


def test_the_same_words_on_one_day_are_one_act(relations: Relations) -> None:
    later = "The harbour at Vinge will stay open all winter and no ferry will be cancelled, Ostrand said."
    assert likeliest(between(relations, later, "2031-02-11")) == "same_utterance"


def test_a_changed_position_is_told_with_its_reason(relations: Relations) -> None:
    later = "“The harbour at Vinge will not stay open all winter, and most ferries will be cancelled,” Ostrand said."
    relation = between(relations, later)
    assert likeliest(relation) == "changed"
    assert "negation" in relation.reasons


@given(st.tuples(*[PROBABILITIES] * 5))
def test_one_act_or_another_point_whatever_is_restated_or_changed(likely: tuple[float, ...]) -> None:
    same, altered, _, new, _ = likely
    one = Relation(*likely).same_act
    assert 0 <= one <= 1
    assert one >= 0.5 or same + altered <= new
    assert one <= 0.5 or same + altered >= new
    assert one == Relation(same, altered, 0.0, new, 1.0).same_act


def test_the_same_change_on_one_day_is_an_altered_report(relations: Relations) -> None:
    later = (
        "“The harbour at Vinge will not stay open all winter, and no ferry will be cancelled,” Ostrand said."
    )
    assert likeliest(between(relations, later, "2031-02-11")) == "altered"


def test_another_point_is_new(relations: Relations) -> None:
    later = "The harbour at Vinge will get a new crane and a school for pilots, Ostrand said, by next summer."
    assert likeliest(between(relations, later)) == "new"


@settings(max_examples=25, deadline=None)
@given(
    st.text(max_size=120), st.text(max_size=120), st.sampled_from([None, "2031-02-11", "2031-02-12T08:00"])
)
def test_any_pair_gets_shares_of_one(one: str, other: str, day: str | None) -> None:
    (relation,) = Relations().between([(Side(one, said="2031-02-11"), Side(other, "mixed", day))])
    shares = astuple(relation)[: len(KINDS)]
    assert all(0 <= share <= 1 for share in shares)
    assert sum(shares) == pytest.approx(1)


def test_answers_keep_the_order_and_no_pair_changes_another(relations: Relations) -> None:
    pairs = [(Side(EARLIER), Side(later)) for later in ("It stays open.", "It closes.", "A school opens.")]
    assert relations.between(pairs) == [relations.between([pair])[0] for pair in pairs]
    assert relations.between([]) == []


def test_days_apart_speak_against_one_act() -> None:
    even = np.full(len(KINDS), 0.2)
    assert dated(even, "2031-02-11", "2031-02-11")[:2].sum() > 0.9
    assert dated(even, "2031-02-11", "2031-02-14")[:2].sum() < 0.05
    assert (dated(even, None, "2031-02-14") == even).all()


def test_a_damaged_model_says_so(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be loaded"):
        Relations(tmp_path)
    (tmp_path / "relation.json").write_text('{"version": "x"}', encoding="utf-8")
    with pytest.raises(ModelError):
        Relations(tmp_path)


def test_a_tree_leads_each_row_to_its_leaf() -> None:
    tree = [[0, -1, -1], [1.5, 0, 0], [1, 0, 0], [2, 0, 0], [0, 3.0, -3.0]]
    leaf = [[-1], [0], [0], [0], [0.0]]
    given = {
        "temperature": 1.0,
        "linear": {
            "mean": [0],
            "scale": [1],
            "weights": [[0], [0]],
            "bias": [0, 0],
            "terms": {"+no": [-4, 4]},
        },
        "trees": {"start": [0, 0], "kinds": [[tree], [leaf]]},
    }
    rows = [np.array([value], dtype=np.float32) for value in (1.5, 2.0, 1.5)]
    seen = [
        Seen(rows[0], frozenset()),
        Seen(rows[1], frozenset(("+maybe",))),
        Seen(rows[2], frozenset(("+no",))),
    ]
    likely = Classifier(json.loads(json.dumps(given))).probabilities(seen)
    assert likely[0, 0] > 0.7 > 0.3 > likely[1, 0]
    assert likely[2, 0] < likely[0, 0] - 0.2
