"""Every accuracy figure onrecord claims, measured now, against the floors that must hold.

    python -m bench [--only PART …] [--json] [--lower NAME=VALUE --because REASON]

Prints one line a figure with its floor (bench/floors.json) and exits with 1 when one lies below. A floor is raised by
editing the file; to lower one, give the reason: it is written beside the floor.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from pathlib import Path

from bench.shared import hardware, parser

PARTS = (
    "sample_page",
    "samples",
    "statements",
    "cofenet",
    "constructions",
    "acts",
    "pages",
    "flattened",
    "copies",
    "speakers",
    "names",
    "gum_names",
    "times",
    "confidence",
    "relations",
    "speed",
)
FLOORS = Path(__file__).with_name("floors.json")


def main() -> None:
    arguments = parser(__doc__)
    arguments.add_argument(
        "--only", nargs="+", choices=PARTS, default=PARTS, metavar="PART", help=", ".join(PARTS)
    )
    arguments.add_argument("--json", action="store_true", help="print the figures as one JSON object")
    arguments.add_argument("--lower", metavar="NAME=VALUE", help="lower a floor")
    arguments.add_argument("--because", metavar="REASON", help="why the floor is lowered")
    options = arguments.parse_args()
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    if options.lower:
        if not options.because:
            arguments.error("--lower needs --because REASON")
        name, _, value = options.lower.partition("=")
        floors["floors"][name] = float(value)
        floors["lowered"].append({"figure": name, "to": float(value), "because": options.because})
        FLOORS.write_text(json.dumps(floors, indent=2) + "\n", encoding="utf-8")
    sys.exit(report(list(options.only), floors["floors"], options.json))


def report(parts: list[str], floors: dict[str, float], as_json: bool) -> int:
    """Measure and print; 1 when a figure lies below its floor, else 0."""
    figures: dict[str, float] = {}
    if not as_json:
        print(hardware())
    for part in parts:
        began = time.perf_counter()
        measured = importlib.import_module(f"bench.{part}").measure()
        figures |= measured
        if as_json:
            continue
        print(f"\n{part} ({time.perf_counter() - began:.0f} s)")
        for name, value in measured.items():
            floor = floors.get(name)
            held = "" if floor is None else f"   floor {floor}" + ("" if value >= floor else "   BELOW")
            print(f"  {name:36} {value:>9}{held}")
    if as_json:
        print(json.dumps(figures))
    below = [name for name, floor in floors.items() if name in figures and figures[name] < floor]
    if below:
        print(f"\nBelow the floor: {', '.join(below)}", file=sys.stderr)
    return 1 if below else 0


if __name__ == "__main__":
    main()
