"""How far a confidence can be believed: a logistic fit (Platt, 1999) on annotated articles.

    python -m training.calibrate --model FOLDER [--name fast] --shared ../shared

A statement is right when its content pairs with a gold content (the shared scorer's pairing, IoU >= 0.5). Prints the
calibration error on articles left out of the fit, and what chance alone would make of it.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.confidence import by_chance, calibration_error
from bench.shared import scorer
from onrecord.reader import Model, ModelName, Reader
from onrecord.reader.model import STEMS

ROUNDS, PULL = 50, 1e-3
FOLDS = 7

Floats = NDArray[np.float64]


def fit(features: Floats, right: Floats) -> list[float]:
    """Weights of a logistic regression, the base first: Newton's method with a slight pull to zero."""
    inputs = np.hstack([np.ones((len(features), 1)), features])
    pull = PULL * len(right) * np.eye(inputs.shape[1])
    weights = np.zeros(inputs.shape[1])
    for _ in range(ROUNDS):
        likely = 1 / (1 + np.exp(-inputs @ weights))
        slope = inputs.T @ (right - likely) - pull @ weights
        curve = (inputs.T * (likely * (1 - likely))) @ inputs + pull
        weights = weights + np.linalg.solve(curve, slope)
    return [round(float(weight), 4) for weight in weights]


def out_of_fold(features: Floats, right: Floats, articles: NDArray[np.int64]) -> list[tuple[float, bool]]:
    """(confidence, right) of statements, the confidence fitted on the articles of the other folds."""
    rows: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        held = articles % FOLDS == fold
        base, *weights = fit(features[~held], right[~held])
        likely = 1 / (1 + np.exp(-base - features[held] @ np.array(weights)))
        rows += zip(likely.tolist(), right[held].astype(bool).tolist(), strict=True)
    return rows


def print_errors(rows: list[tuple[float, bool]]) -> None:
    """The calibration error of (confidence, right) out of fold, and what chance alone would make of it."""
    print(f"calibration error out of fold {calibration_error(rows):.4f}, by chance {by_chance(rows):.4f}")


def calibrate(folder: Path, shared: Path, name: ModelName = "standard") -> None:
    """Fit the confidence of the model of that name in the folder, and write it there."""
    reader, score = Reader(Model(folder, name=name)), scorer()
    features, right, articles = [], [], []
    for number, gold in enumerate(score.load(shared / "data/polnear/dev").values()):
        found = reader.evidence(gold["text"])
        statements = [attribution.model_dump() for attribution, _ in found]
        paired = {j for _, j, _ in score.pair(gold["statements"], gold["text"], statements, gold["text"])}
        features += [evidence for _, evidence in found]
        right += [float(index in paired) for index in range(len(found))]
        articles += [number] * len(found)
    path = folder / f"{STEMS[name]}.json"
    settings = json.loads(path.read_text(encoding="utf-8"))
    evidence, judged = np.array(features), np.array(right)
    settings["calibration"] = fit(evidence, judged)
    path.write_text(json.dumps(settings) + "\n", encoding="utf-8")
    print(f"{len(right)} statements, {np.mean(right):.3f} right; calibration {settings['calibration']}")
    print_errors(out_of_fold(evidence, judged, np.array(articles)))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--name", choices=list(STEMS), default="standard", help="which of its models")
    parser.add_argument("--shared", type=Path, required=True)
    options = parser.parse_args()
    calibrate(options.model, options.shared, options.name)


if __name__ == "__main__":
    main()
