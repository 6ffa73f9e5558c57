"""One set of weights from several runs that started alike (model soups, Wortsman et al., ICML 2022).

python -m training.average OUT.safetensors A.safetensors=0.3 B.safetensors=0.7
"""

from __future__ import annotations

import argparse
from pathlib import Path

from safetensors.torch import load_file, save_file


def average(runs: list[tuple[Path, float]], out: Path) -> None:
    """Write the sum of the weights in each file times its share."""
    loaded = [(load_file(path), share) for path, share in runs]
    names = loaded[0][0].keys()
    save_file({name: sum(share * weights[name] for weights, share in loaded) for name in names}, out)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("runs", nargs="+", metavar="FILE=SHARE", help="weights and the share they count")
    options = parser.parse_args()
    runs = [(Path(path), float(share)) for path, _, share in (run.rpartition("=") for run in options.runs)]
    average(runs, options.out)


if __name__ == "__main__":
    main()
