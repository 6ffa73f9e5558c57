"""Precision and recall of matching names across pages, on pairs labelled the same or not.

    python bench/names.py [--part measure|tune|all] [--errors]

The pairs (`bench/name-pairs.jsonl`) were written for this: invented people and bodies, with the hard cases of each
kind (`why`). The weights of the matching were set on the part called "tune"; "measure" is looked at as figures only.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

from onrecord.speakers.careers import Role
from onrecord.speakers.matching import Known, match

PAIRS = Path(__file__).with_name("name-pairs.jsonl")


def known(side: dict[str, Any], kind: Any) -> Known:
    return Known(tuple(side["names"]), kind, tuple(Role(text) for text in side.get("roles", ())))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--part", choices=("measure", "tune", "all"), default="measure")
    parser.add_argument("--errors", action="store_true", help="print the pairs that were not told apart")
    args = parser.parse_args()
    outcomes: Counter[tuple[bool, str]] = Counter()
    causes: Counter[str] = Counter()
    for line in PAIRS.read_text(encoding="utf-8").splitlines():
        pair = json.loads(line)
        if args.part not in ("all", pair["part"]):
            continue
        found = match(known(pair["a"], pair["kind"]), known(pair["b"], pair["kind"]))
        outcomes[pair["same"], found.outcome] += 1
        if pair["same"] != (found.outcome == "same"):
            if pair["same"] or found.outcome == "same":
                causes[f"{pair['why']} taken for {found.outcome}"] += 1
            if args.errors and (pair["same"] or found.outcome == "same"):
                a, b = (
                    f"{side['names'][0]} ({', '.join(side.get('roles', ()))})"
                    for side in (pair["a"], pair["b"])
                )
                print(f"{pair['same']!s:5} {found.score:.3f} {a} | {b}: {'; '.join(found.reasons)}")
    said = outcomes[True, "same"] + outcomes[False, "same"]
    same = sum(count for (truth, _), count in outcomes.items() if truth)
    print(f"pairs          {sum(outcomes.values())}, of one {same}")
    print(f"precision      {outcomes[True, 'same'] / said:.3f}")
    print(f"recall         {outcomes[True, 'same'] / same:.3f}")
    for truth in (True, False):
        counts = {outcome: outcomes[truth, outcome] for outcome in ("same", "doubtful", "different")}
        print(
            f"{'of one' if truth else 'of two':14} " + ", ".join(f"{name} {n}" for name, n in counts.items())
        )
    for cause, count in causes.most_common():
        print(f"{count:5}  {cause}")


if __name__ == "__main__":
    main()
