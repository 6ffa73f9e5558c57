"""Is it speech, writing, thought, intention or a finding? The act told from the cue and the source.

    python -m bench.acts [--errors]

bench/acts.jsonl holds sentences of our own with the source and cue in each, labelled before the code was run on them.
What is written to be read is writing, whoever wrote it; what somebody measured, examined or judged is a finding; what
somebody wants, tries or decides is an intention. Every other pair of lines was set apart as "held": its errors were not
looked at, but the same hand wrote both halves and the word lists, a few of whose entries stand in the held half.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from bench.shared import parser
from onrecord.reader.kinds import act_of

LABELLED = Path(__file__).with_name("acts.jsonl")


def measure(errors: bool = False) -> dict[str, float]:
    """The share of acts that are right, in each half, and each act's F1 over both."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    labelled: Counter[str] = Counter()
    read: Counter[str] = Counter()
    both: Counter[str] = Counter()
    for number, line in enumerate(LABELLED.read_text(encoding="utf-8").splitlines()):
        example = json.loads(line)
        act = act_of(example["cue"], example["source"])
        half = "held" if number // 2 % 2 else "dev"
        total[half] += 1
        right[half] += act == example["act"]
        labelled[example["act"]] += 1
        read[act] += 1
        both[act] += act == example["act"]
        if errors and half == "dev" and act != example["act"]:
            print(f"{example['act']:>10} read as {act}: {example['text']}")
    figures = {f"acts.{half}": round(right[half] / total[half], 3) for half in ("dev", "held")}
    for act in sorted(labelled):
        figures[f"acts.{act}"] = round(2 * both[act] / (labelled[act] + read[act]), 3)
    return figures


def main() -> None:
    arguments = parser(__doc__)
    arguments.add_argument(
        "--errors", action="store_true", help="print what is read wrong in the half not held out"
    )
    for figure, value in measure(arguments.parse_args().errors).items():
        print(f"{figure:20} {value:.3f}")


if __name__ == "__main__":
    main()
