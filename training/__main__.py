"""From the annotated data to the file the package ships:  python -m training --shared ../shared --out out/model

Two runs, their weights averaged, exported as int8, and the confidence fitted: OUT/reader then holds what
`onrecord.reader.Model` loads. Look at its figures (python -m bench.statements --model OUT/reader) before copying it to
src/onrecord/reader/weights; then python -m training.reliability.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from training.average import average
from training.calibrate import calibrate
from training.export import export_folder
from training.train import options, train

FIRST = "--epochs 6 --rate 2e-4 --head-rate 1e-3 --mask 0.08 --seed 1".split()
SECOND = "--epochs 3 --rate 1e-4 --head-rate 4e-4 --mask 0.12 --dropout 0.15 --alone 0.3 --seed 2".split()
SHARES = (0.3, 0.7)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, required=True, help="folder with the annotated data")
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args()
    first, second = chosen.out / "first", chosen.out / "second"
    train(options(None, ["--shared", str(chosen.shared), "--out", str(first), *FIRST]))
    runs = [first / "epoch-6.safetensors", second / "epoch-3.safetensors"]
    going_on = ["--start", str(runs[0]), "--out", str(second)]
    train(options(None, ["--shared", str(chosen.shared), *going_on, *SECOND]))
    average(list(zip(runs, SHARES, strict=True)), chosen.out / "averaged.safetensors")
    export_folder(chosen.out / "averaged.safetensors", chosen.out / "reader")
    calibrate(chosen.out / "reader", chosen.shared)
    print(f"The model is in {chosen.out / 'reader'}.")


if __name__ == "__main__":
    main()
