"""From the annotated data to the files the package ships:  python -m training --shared ../shared --out out/model

Two runs, their weights averaged; a third over the same word pieces, with articles made from templates, averaged in as
well; a small network that gives vectors, over those word pieces; all exported as int8, and the confidence fitted:
OUT/reader then holds what `onrecord.reader.Model` loads. Look at its figures (python -m bench.statements --model
OUT/reader) before copying it to src/onrecord/reader/weights; then python -m training.reliability.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from training import meaning
from training.average import average
from training.calibrate import calibrate
from training.export import export_folder
from training.train import options, train

FIRST = "--epochs 6 --rate 2e-4 --head-rate 1e-3 --mask 0.08 --seed 1".split()
SECOND = "--epochs 3 --rate 1e-4 --head-rate 4e-4 --mask 0.12 --dropout 0.15 --alone 0.3 --seed 2".split()
THIRD = (
    "--epochs 2 --rate 1e-4 --head-rate 4e-4 --mask 0.12 --dropout 0.15 --alone 0.3 --gum 2 --made 500"
    " --same-words --seed 3"
).split()
SHARES = (0.3, 0.7)
"""Of the first and the second run."""
HALVES = (0.5, 0.5)
"""Of those two together and the third."""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, required=True, help="folder with the annotated data")
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args()
    shared, out = ["--shared", str(chosen.shared)], chosen.out
    first, second, both = out / "first", out / "second", out / "both.safetensors"
    third, averaged = out / "third", out / "averaged.safetensors"
    train(options(None, [*shared, "--out", str(first), *FIRST]))
    first_weights = first / "epoch-6.safetensors"
    train(options(None, [*shared, "--start", str(first_weights), "--out", str(second), *SECOND]))
    average(list(zip((first_weights, second / "epoch-3.safetensors"), SHARES, strict=True)), both)
    train(options(None, [*shared, "--start", str(both), "--out", str(third), *THIRD]))
    average(list(zip((both, third / "epoch-2.safetensors"), HALVES, strict=True)), averaged)
    meaning.distil(meaning.options([*shared, "--words", str(averaged), "--out", str(out / "meaning")]))
    export_folder(averaged, out / "reader", meanings=out / "meaning/meaning.safetensors")
    calibrate(out / "reader", chosen.shared)
    print(f"The model is in {out / 'reader'}.")


if __name__ == "__main__":
    main()
