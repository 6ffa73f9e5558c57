"""From pairs of statements to the relation model:  python -m training.relations --shared ../shared --out out/relations

OUT then holds what `onrecord.positions.relation.Relations` loads. Look at its figures out of fold
(python -m bench.relations) before copying it to src/onrecord/positions/relation/weights.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from onrecord.positions.relation import KINDS, Side
from onrecord.positions.relation.model import row


@dataclass(frozen=True, slots=True)
class Pair:
    """An earlier and a later statement with what a person said of them; `file` names the part it is held out with."""

    file: str
    id: str
    a: Side
    b: Side
    kind: int


def pairs(shared: Path) -> list[Pair]:
    """All labelled pairs below `shared`."""
    found = []
    for path in sorted((shared / "data" / "positions").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            item = json.loads(line)
            for place, follower in enumerate(item["followers"]):
                a, b = (Side(one["text"], _kind(one["text"]), one["date"]) for one in (item["a"], follower))
                found.append(
                    Pair(path.stem, f"{item['id']}.{place + 1}", a, b, KINDS.index(follower["relation"]))
                )
    return found


def _kind(text: str) -> str:
    """As the reader would have it: a text in quotation marks from its beginning is direct speech."""
    if text[0] in '"“':
        return "direct"
    return "mixed" if "“" in text or '"' in text else "indirect"


def fit(chosen: list[Pair]) -> dict[str, object]:
    rows = np.stack([row(pair.a, pair.b) for pair in chosen])
    scaler = StandardScaler().fit(rows)
    model = LogisticRegression(C=0.3, max_iter=2000).fit(
        scaler.transform(rows), [pair.kind for pair in chosen]
    )
    numbers = {"mean": scaler.mean_, "scale": scaler.scale_, "weights": model.coef_, "bias": model.intercept_}
    listed = {name: np.round(value, 5).tolist() for name, value in numbers.items()}
    digest = hashlib.sha256(json.dumps(listed).encode()).hexdigest()[:12]
    return {"version": f"relation-{digest}", **listed}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, required=True, help="folder with the annotated data")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    settings = fit(pairs(options.shared))
    (options.out / "relation.json").write_text(json.dumps(settings) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
