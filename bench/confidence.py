"""Can a confidence be believed? Of the statements given 0.9, nine in ten should have the right words and speaker.

    python -m bench.confidence [--model MODEL]

Right: the content pairs with a gold content (IoU >= 0.5) and the speaker is right, by the shared scorer. PolNeAR's
dev articles are those the confidence was fitted on; the sample stories it never saw.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from bench import samples, statements
from bench.shared import data, model_of, model_option, parser, scorer
from onrecord.reader import Reader

BINS = 10
SURE = 0.9
DRAWS = 200


def judged(gold: dict[str, Any], read: dict[str, Any]) -> list[tuple[float, bool]]:
    """(confidence, right) of every outermost statement."""
    score = scorer()
    rows = []
    for name, document in gold.items():
        article, found = read[name]["article"]["text"], read[name]["statements"]
        pairs = {j: i for i, j, _ in score.pair(document["statements"], document["text"], found, article)}
        for index, statement in enumerate(found):
            if statement["inside"] is None:
                paired = index in pairs
                right = paired and score.right_speaker(document["statements"][pairs[index]], statement)
                rows.append((statement["confidence"], right))
    return rows


def calibration_error(rows: list[tuple[float, bool]]) -> float:
    """Expected calibration error over bins of equal size (Guo et al., ICML 2017)."""
    ordered = np.array(sorted(rows), dtype=float)
    parts = np.array_split(ordered, BINS)
    return float(sum(len(part) * abs(part[:, 0].mean() - part[:, 1].mean()) for part in parts) / len(ordered))


def by_chance(rows: list[tuple[float, bool]]) -> float:
    """The error that the same confidences would show if each were true: the average of many draws of what is right."""
    confidences = np.array([confidence for confidence, _ in rows])
    chance = np.random.default_rng(1)
    draws = chance.random((DRAWS, len(rows))) < confidences
    errors = [calibration_error(list(zip(confidences, right, strict=True))) for right in draws]
    return float(np.mean(errors))


def measure(model: str = "standard") -> dict[str, float]:
    """Calibration error, what chance alone makes of it, and how many statements of 0.9 and more are right."""
    reader = Reader(model_of(model))
    folder = data("data", "polnear-speakers")
    gold = samples.annotated()
    sets = {
        "dev": judged(scorer().load(folder), statements.records(folder, reader)),
        "samples": judged(gold, samples.records(reader)),
    }
    figures = {}
    for name, rows in sets.items():
        sure = [right for confidence, right in rows if confidence >= SURE]
        figures[f"confidence.{name}.error"] = round(calibration_error(rows), 4)
        figures[f"confidence.{name}.chance"] = round(by_chance(rows), 4)
        figures[f"confidence.{name}.sure"] = round(len(sure) / len(rows), 4)
        figures[f"confidence.{name}.sure_right"] = round(sum(sure) / max(1, len(sure)), 4)
    return figures


def main() -> None:
    arguments = parser(__doc__)
    model_option(arguments)
    for figure, value in measure(arguments.parse_args().model).items():
        print(f"{figure:34} {value}")


if __name__ == "__main__":
    main()
