"""How sure a statement is, fitted on the annotated speakers of PolNeAR's dev part.

    python -m training.reliability

Writes src/onrecord/speakers/data/reliability.json: how often each way of finding a speaker is right, and the weights
that join it with the reader's own confidence in the words.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

from bench.shared import data, scorer
from onrecord.reader import Reader
from onrecord.record import Attribution, Speaker
from onrecord.speakers import resolve
from onrecord.speakers.reliability import Reliability, way
from training.calibrate import fit

TARGET = Path(__file__).resolve().parents[1] / "src" / "onrecord" / "speakers" / "data" / "reliability.json"


def read(text: str, reader: Reader) -> list[tuple[Attribution, Speaker | None]]:
    """The outermost statements of an article with their speakers."""
    reading = reader.read(text)
    speakers = resolve(text, reading.attributions, reading.names).speakers
    pairs = zip(reading.attributions, speakers, strict=True)
    return [(attribution, speaker) for attribution, speaker in pairs if attribution.inside is None]


def main() -> None:
    score, reader = scorer(), Reader()
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    judged: list[tuple[float, Speaker | None, bool]] = []
    for gold in score.load(data("data", "polnear-speakers")).values():
        found = read(gold["text"], reader)
        statements: list[dict[str, Any]] = [
            attribution.model_dump() | {"speaker": speaker and speaker.model_dump()}
            for attribution, speaker in found
        ]
        pairs = {j: i for i, j, _ in score.pair(gold["statements"], gold["text"], statements, gold["text"])}
        for index, (attribution, speaker) in enumerate(found):
            correct = index in pairs and score.right_speaker(
                gold["statements"][pairs[index]], statements[index]
            )
            judged.append((attribution.confidence, speaker, correct))
            if index in pairs:
                total[way(speaker)] += 1
                right[way(speaker)] += correct
    counted = Reliability(
        {name: (right[name], count) for name, count in total.most_common()}, (0.0, 1.0, 1.0)
    )
    evidence = np.array([counted.evidence(words, speaker) for words, speaker, _ in judged])
    weights = fit(evidence, np.array([float(correct) for *_, correct in judged]))
    TARGET.write_text(
        json.dumps({"ways": counted.ways, "weights": weights}, indent=1) + "\n", encoding="utf-8"
    )
    print(
        f"{sum(right.values())} of {sum(total.values())} speakers right, {len(total)} ways; weights {weights}"
    )


if __name__ == "__main__":
    main()
