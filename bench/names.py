"""Precision and recall of matching names across pages, on pairs labelled the same or not.

    python -m bench.names [--part fresh|measure|tune|all] [--errors]

The pairs were written for this: invented people and bodies, with the hard cases of each kind (`why`). Those in
`name-pairs.jsonl` came with the matching: its weights were set on the part called "tune", and "measure" was looked at
as figures only. Those in `name-pairs-fresh.jsonl` were written and labelled when the matching was done: "fresh".
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.shared import parser
from onrecord.speakers.careers import Role
from onrecord.speakers.matching import Known, match

PAIRS = [Path(__file__).with_name(f"name-pairs{name}.jsonl") for name in ("", "-fresh")]


@dataclass
class Counts:
    """How pairs that are one (True) or two (False) were matched, and the causes of wrong matches."""

    outcomes: Counter[tuple[bool, str]] = field(default_factory=Counter)
    causes: Counter[str] = field(default_factory=Counter)

    def of(self, truth: bool) -> int:
        return sum(count for (same, _), count in self.outcomes.items() if same == truth)

    @property
    def precision(self) -> float:
        said = self.outcomes[True, "same"] + self.outcomes[False, "same"]
        return round(self.outcomes[True, "same"] / said, 4)

    @property
    def recall(self) -> float:
        return round(self.outcomes[True, "same"] / self.of(True), 4)


def known(side: dict[str, Any], kind: Any) -> Known:
    return Known(tuple(side["names"]), kind, tuple(Role(text) for text in side.get("roles", ())))


def counted(part: str, errors: bool = False) -> Counts:
    """The pairs of a part ("fresh", "measure", "tune" or "all"), matched."""
    counts = Counts()
    lines = (line for path in PAIRS for line in path.read_text(encoding="utf-8").splitlines())
    for pair in map(json.loads, lines):
        if part not in ("all", pair["part"]):
            continue
        found = match(known(pair["a"], pair["kind"]), known(pair["b"], pair["kind"]))
        counts.outcomes[pair["same"], found.outcome] += 1
        if pair["same"] == (found.outcome == "same"):
            continue
        counts.causes[f"{pair['why']} taken for {found.outcome}"] += 1
        if errors:
            a, b = (
                f"{side['names'][0]} ({', '.join(side.get('roles', ()))})" for side in (pair["a"], pair["b"])
            )
            print(f"{pair['same']!s:5} {found.score:.3f} {a} | {b}: {'; '.join(found.reasons)}")
    return counts


def measure() -> dict[str, float]:
    """Precision and recall of "same" on the measured half, and on the pairs written afterwards."""
    counts, fresh = counted("measure"), counted("fresh")
    return {
        "names.precision": counts.precision,
        "names.recall": counts.recall,
        "names.fresh.precision": fresh.precision,
        "names.fresh.recall": fresh.recall,
    }


def main() -> None:
    arguments = parser(__doc__)
    arguments.add_argument("--part", choices=("fresh", "measure", "tune", "all"), default="measure")
    arguments.add_argument("--errors", action="store_true", help="print the pairs that were not told apart")
    options = arguments.parse_args()
    counts = counted(options.part, options.errors)
    print(f"pairs          {counts.of(True) + counts.of(False)}, of one {counts.of(True)}")
    print(f"precision      {counts.precision:.3f}")
    print(f"recall         {counts.recall:.3f}")
    for truth, words in ((True, "of one"), (False, "of two")):
        outcomes = (f"{name} {counts.outcomes[truth, name]}" for name in ("same", "doubtful", "different"))
        print(f"{words:14} {', '.join(outcomes)}")
    for cause, count in counts.causes.most_common():
        print(f"{count:5}  {cause}")


if __name__ == "__main__":
    main()
