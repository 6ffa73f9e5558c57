"""From pairs of statements to the relation model:  python -m training.relations --shared ../shared --out out/relations

OUT then holds what `onrecord.positions.relation.Relations` loads. Look at its figures out of fold
(python -m bench.relations) before copying it to src/onrecord/positions/relation/weights.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from onrecord.positions.relation import KINDS, Side
from onrecord.positions.relation.classifier import Classifier, softmax
from onrecord.positions.relation.model import row
from onrecord.reader import Reader

OWN = Path(__file__).with_name("relation_pairs.jsonl")
"""Pairs written for training, where errors were: never measured on."""
SEEDS = 3
"""Boosted trees are grown this often and averaged."""


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


def thinned(own: Sequence[Pair], beside: Sequence[Pair]) -> list[Pair]:
    """Of each kind at most a quarter as many as in `beside`, evenly spaced, so that the kinds keep their shares."""
    found: list[Pair] = []
    for kind in range(len(KINDS)):
        given = [pair for pair in own if pair.kind == kind]
        most = min(len(given), sum(pair.kind == kind for pair in beside) // 4)
        found += [given[place * len(given) // most] for place in range(most)]
    return found


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


def rows_of(chosen: Sequence[Pair]) -> np.ndarray:
    return np.stack([row(pair.a, pair.b) for pair in chosen])


def fit(chosen: Sequence[Pair]) -> dict[str, Any]:
    """The settings of a `Classifier`, not yet calibrated."""
    rows, kinds = rows_of(chosen), [pair.kind for pair in chosen]
    scaler = StandardScaler().fit(rows)
    linear = LogisticRegression(C=0.1, max_iter=1000).fit(scaler.transform(rows), kinds)
    forests = [
        HistGradientBoostingClassifier(
            max_iter=100,
            learning_rate=0.06,
            max_leaf_nodes=10,
            l2_regularization=5,
            max_features=0.4,
            random_state=seed,
        ).fit(rows, kinds)
        for seed in range(SEEDS)
    ]
    return {
        "temperature": 1.0,
        "linear": {
            "mean": _rounded(scaler.mean_),
            "scale": _rounded(scaler.scale_),
            "weights": _rounded(linear.coef_),
            "bias": _rounded(linear.intercept_),
        },
        "trees": {
            "start": _rounded(forests[0]._baseline_prediction.ravel()),
            "kinds": [
                [_tree(step[kind].nodes) for forest in forests for step in forest._predictors]
                for kind in range(len(KINDS))
            ],
        },
    }


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
        given = Classifier(fit(trained_on + thinned(own, trained_on))).probabilities(rows_of(held_out))
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
    settings = fit(chosen + thinned(own_pairs(), chosen))
    settings["temperature"] = temperature(out_of_fold(chosen), [pair.kind for pair in chosen])
    digest = hashlib.sha256(json.dumps(settings).encode()).hexdigest()[:12]
    options.out.mkdir(parents=True, exist_ok=True)
    written = json.dumps({"version": f"relation-{digest}", **settings}, separators=(",", ":"))
    (options.out / "relation.json").write_text(written + "\n", encoding="utf-8")
    print(f"{options.out / 'relation.json'}: {len(written) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
