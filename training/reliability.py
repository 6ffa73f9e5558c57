"""How often each way of finding a speaker is right, counted on the annotated speakers of PolNeAR's dev part.

    python -m training.reliability

Writes src/onrecord/speakers/data/reliability.json: way → [right, of].
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from bench.shared import data, scorer
from bench.statements import records
from onrecord.reader import Reader
from onrecord.record import Statement
from onrecord.speakers.reliability import way

TARGET = Path(__file__).resolve().parents[1] / "src" / "onrecord" / "speakers" / "data" / "reliability.json"


def main() -> None:
    score = scorer()
    folder = data("data", "polnear-speakers")
    read = records(folder, Reader())
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for name, gold in score.load(folder).items():
        statements = read[name]["statements"]
        for i, j, _ in score.pair(gold["statements"], gold["text"], statements, gold["text"]):
            found = way(Statement.model_validate(statements[j]).speaker)
            total[found] += 1
            right[found] += score.right_speaker(gold["statements"][i], statements[j])
    counts = {name: [right[name], count] for name, count in total.most_common()}
    TARGET.write_text(json.dumps(counts, indent=1) + "\n", encoding="utf-8")
    print(f"{sum(right.values())} of {sum(total.values())} speakers right, {len(counts)} ways, in {TARGET}")


if __name__ == "__main__":
    main()
