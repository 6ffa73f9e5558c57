"""From pairs of statements to the relation model:  python -m training.relations --shared ../shared --out out/relations

OUT then holds what `onrecord.positions.relation.Relations` loads. Look at its figures out of fold
(python -m bench.relations) before copying it to src/onrecord/positions/relation/weights.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

import numpy as np
from scipy import sparse
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler, normalize

from onrecord.positions.relation import KINDS, Side
from onrecord.positions.relation.classifier import Classifier, Seen, softmax
from onrecord.positions.relation.differences import Compared
from onrecord.positions.relation.model import seen
from onrecord.reader import Reader

OWN = Path(__file__).with_name("relation_pairs.jsonl")
"""Pairs written for training, where errors were: never measured on."""
SEEDS = 3
"""Boosted trees are grown this often and averaged."""
OWN_WEIGHT = 0.2
"""How much a pair of `OWN` counts beside a measured one: they are harder, and their kinds are shared out otherwise."""
ANCHORS = 3
"""In the pairs of how many anchors a term must stand to be weighed: fewer are names and subjects."""
SPREAD = 0.3
"""What features are scaled to, as terms of which a pair has dozens are small."""


@dataclass(frozen=True, slots=True)
class Pair:
    """An earlier and a later statement with what a person said of them; `file` names the part it is held out with."""

    file: str
    id: str
    a: Side
    b: Side
    kind: int


def pairs(shared: Path) -> list[Pair]:
    """All labelled pairs below `shared`, with the vectors that the reader gives their texts."""
    found = []
    for path in sorted((shared / "data" / "positions").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            item = json.loads(line)
            for place, follower in enumerate(item["followers"]):
                a, b = (Side(one["text"], _kind(one["text"]), one["date"]) for one in (item["a"], follower))
                found.append(
                    Pair(path.stem, f"{item['id']}.{place + 1}", a, b, KINDS.index(follower["relation"]))
                )
    return _with_vectors(found)


@cache
def own_pairs() -> list[Pair]:
    """The pairs of `OWN`."""
    found = []
    for number, line in enumerate(OWN.read_text(encoding="utf-8").splitlines(), start=1):
        item = json.loads(line)
        a = Side(item["a"], _kind(item["a"]))
        followers = [(kind, text) for kind, name in enumerate(KINDS) for text in item.get(name, ())]
        for place, (kind, text) in enumerate(followers, start=1):
            found.append(Pair(OWN.stem, f"own-{number}.{place}", a, Side(text, _kind(text)), kind))
    return _with_vectors(found)


def _with_vectors(given: list[Pair]) -> list[Pair]:
    texts = sorted({side.text for pair in given for side in (pair.a, pair.b)})
    vectors = dict(zip(texts, Reader().meanings(texts), strict=True))
    return [
        replace(
            pair,
            a=replace(pair.a, vector=vectors[pair.a.text]),
            b=replace(pair.b, vector=vectors[pair.b.text]),
        )
        for pair in given
    ]


def _kind(text: str) -> Literal["direct", "indirect", "mixed"]:
    """As the reader would have it: a text in quotation marks from its beginning is direct speech."""
    if text[0] in '"“':
        return "direct"
    return "mixed" if "“" in text or '"' in text else "indirect"


def folds(chosen: Sequence[Pair]) -> list[tuple[list[Pair], list[Pair]]]:
    """(trained on, held out) for each file: never a pair of a file that is trained on."""
    return [
        ([pair for pair in chosen if pair.file != file], [pair for pair in chosen if pair.file == file])
        for file in sorted({pair.file for pair in chosen})
    ]


@cache
def _seen(pair: Pair) -> Seen:
    return seen(pair.a, pair.b, Compared.of(pair.a.text, pair.b.text))


def fit(chosen: Sequence[Pair], own: Sequence[Pair]) -> dict[str, Any]:
    """The settings of a `Classifier`, not yet calibrated."""
    pairs = [*chosen, *own]
    seen_of = [_seen(pair) for pair in pairs]
    kinds = [pair.kind for pair in pairs]
    weights = [1.0] * len(chosen) + [OWN_WEIGHT] * len(own)
    rows = np.stack([one.features for one in seen_of])
    scaler = StandardScaler().fit(rows)
    terms = _terms(pairs, seen_of)
    columns = {term: column for column, term in enumerate(terms)}
    both = sparse.hstack(
        [sparse.csr_matrix(scaler.transform(rows) * SPREAD), _table(seen_of, columns)]
    ).tocsr()
    linear = LogisticRegression(C=10, max_iter=300).fit(both, kinds, sample_weight=weights)
    forests = [
        HistGradientBoostingClassifier(
            max_iter=100,
            learning_rate=0.06,
            max_leaf_nodes=10,
            l2_regularization=5,
            max_features=0.4,
            random_state=seed,
        ).fit(rows, kinds, sample_weight=weights)
        for seed in range(SEEDS)
    ]
    features = rows.shape[1]
    return {
        "temperature": 1.0,
        "linear": {
            "mean": _rounded(scaler.mean_),
            "scale": _rounded(scaler.scale_ / SPREAD),
            "weights": _rounded(linear.coef_[:, :features]),
            "bias": _rounded(linear.intercept_),
            "terms": {
                term: np.round(weight, 2).tolist()
                for term, weight in zip(terms, linear.coef_[:, features:].T, strict=True)
            },
        },
        "trees": {
            "start": _rounded(forests[0]._baseline_prediction.ravel()),
            "kinds": [
                [_tree(step[kind].nodes) for forest in forests for step in forest._predictors]
                for kind in range(len(KINDS))
            ],
        },
    }


def _terms(pairs: Sequence[Pair], seen_of: Sequence[Seen]) -> list[str]:
    """The terms of enough anchors, in order."""
    anchors: dict[str, set[str]] = defaultdict(set)
    for pair, one in zip(pairs, seen_of, strict=True):
        for term in one.terms:
            anchors[term].add(f"{pair.file} {pair.id.rpartition('.')[0]}")
    return sorted(term for term, having in anchors.items() if len(having) >= ANCHORS)


def _table(seen_of: Sequence[Seen], columns: Mapping[str, int]) -> sparse.csr_matrix:
    """A row a pair, of length one: which of the terms it has."""
    places = [
        (row, columns[term])
        for row, one in enumerate(seen_of)
        for term in sorted(one.terms)
        if term in columns
    ]
    rows, across = np.array(places).T
    return normalize(sparse.csr_matrix((np.ones(len(rows)), (rows, across)), (len(seen_of), len(columns))))


def _tree(nodes: np.ndarray) -> list[list[float]]:
    """The columns of a `Classifier`'s tree."""
    leaf = nodes["is_leaf"].astype(bool)
    return [
        np.where(leaf, -1, nodes["feature_idx"]).tolist(),
        _rounded(np.where(leaf, 0, nodes["num_threshold"])),
        np.where(leaf, 0, nodes["left"]).tolist(),
        np.where(leaf, 0, nodes["right"]).tolist(),
        _rounded(np.where(leaf, nodes["value"] / SEEDS, 0)),
    ]


def _rounded(values: np.ndarray) -> Any:
    return np.round(values, 6).tolist()


def temperature(probabilities: np.ndarray, kinds: Sequence[int]) -> float:
    """What the log probabilities are divided by so that they can be believed (Guo et al., ICML 2017)."""
    logs = np.log(probabilities)

    def loss(divisor: float) -> float:
        return -float(np.log(softmax(logs / divisor)[np.arange(len(kinds)), list(kinds)]).mean())

    return min((step / 50 for step in range(20, 151)), key=loss)


def out_of_fold(chosen: Sequence[Pair]) -> np.ndarray:
    """The uncalibrated probabilities of every pair, from the files it is not in, in the order of `chosen`."""
    found, own = np.zeros((len(chosen), len(KINDS))), own_pairs()
    places = {pair.id: place for place, pair in enumerate(chosen)}
    for trained_on, held_out in folds(chosen):
        given = Classifier(fit(trained_on, own)).probabilities([_seen(pair) for pair in held_out])
        found[[places[pair.id] for pair in held_out]] = given
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, required=True, help="folder with the annotated data")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    chosen = pairs(options.shared)
    settings = fit(chosen, own_pairs())
    settings["temperature"] = temperature(out_of_fold(chosen), [pair.kind for pair in chosen])
    digest = hashlib.sha256(json.dumps(settings).encode()).hexdigest()[:12]
    options.out.mkdir(parents=True, exist_ok=True)
    written = json.dumps({"version": f"relation-{digest}", **settings}, separators=(",", ":"))
    (options.out / "relation.json").write_text(written + "\n", encoding="utf-8")
    print(f"{options.out / 'relation.json'}: {len(written) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
