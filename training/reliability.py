"""How sure a statement is, fitted on the annotated speakers of PolNeAR's dev part.

    python -m training.reliability

Writes src/onrecord/speakers/data/reliability.json: how often each way of finding a speaker is right, and the weights
that join it with the reader's own confidence in the words.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from bench.shared import data, scorer
from onrecord.reader import Reader
from onrecord.record import Attribution, Speaker
from onrecord.speakers import resolve
from onrecord.speakers.reliability import Reliability, way
from training.calibrate import FOLDS, fit, print_errors

TARGET = Path(__file__).resolve().parents[1] / "src" / "onrecord" / "speakers" / "data" / "reliability.json"


def read(text: str, reader: Reader) -> list[tuple[Attribution, Speaker | None]]:
    """The outermost statements of an article with their speakers."""
    reading = reader.read(text)
    speakers = resolve(text, reading.attributions, reading.names).speakers
    pairs = zip(reading.attributions, speakers, strict=True)
    return [(attribution, speaker) for attribution, speaker in pairs if attribution.inside is None]


Judged = list[tuple[str, float, Speaker | None, bool, bool]]
"""(article, confidence in the words, speaker, words right, both right) of statements."""


def judged(reader: Reader) -> Judged:
    """Every outermost statement of the articles whose speakers are annotated."""
    score = scorer()
    rows: Judged = []
    for name, gold in score.load(data("data", "polnear-speakers")).items():
        found = read(gold["text"], reader)
        statements: list[dict[str, Any]] = [
            attribution.model_dump() | {"speaker": speaker and speaker.model_dump()}
            for attribution, speaker in found
        ]
        pairs = {j: i for i, j, _ in score.pair(gold["statements"], gold["text"], statements, gold["text"])}
        for index, (attribution, speaker) in enumerate(found):
            paired = index in pairs
            right = paired and score.right_speaker(gold["statements"][pairs[index]], statements[index])
            rows.append((name, attribution.confidence, speaker, paired, right))
    return rows


def fitted(rows: Judged) -> Reliability:
    """What `rows` say of ways and weights."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for _, _, speaker, paired, correct in rows:
        if paired:
            total[way(speaker)] += 1
            right[way(speaker)] += correct
    ways = {name: (right[name], count) for name, count in total.most_common()}
    evidence = np.array(
        [Reliability(ways, (0, 1, 1)).evidence(words, speaker) for _, words, speaker, *_ in rows]
    )
    base, of_words, of_speaker = fit(evidence, np.array([float(row[-1]) for row in rows]))
    return Reliability(ways, (base, of_words, of_speaker))


def out_of_fold(rows: Judged) -> list[tuple[float, bool]]:
    """(confidence, right) of articles that were not fitted on, each fold's articles in turn."""
    articles = sorted({row[0] for row in rows})
    judgements = []
    for fold in range(FOLDS):
        held = set(articles[fold::FOLDS])
        reliability = fitted([row for row in rows if row[0] not in held])
        judgements += [
            (reliability.confidence(words, speaker), right)
            for name, words, speaker, _, right in rows
            if name in held
        ]
    return judgements


def main() -> None:
    rows = judged(Reader())
    print_errors(out_of_fold(rows))
    reliability = fitted(rows)
    TARGET.write_text(json.dumps(asdict(reliability), indent=1) + "\n", encoding="utf-8")
    print(f"{len(rows)} statements, {len(reliability.ways)} ways; weights {reliability.weights}")


if __name__ == "__main__":
    main()
