"""From the annotated data to the files the package ships:  python -m training --shared ../shared --out out/model

Two runs, their weights averaged; a third over the same word pieces, with articles made from templates, averaged in as
well. Then a larger network, which is too slow and too large to ship, learns the same from another encoder, and five
more runs learn from its opinions and from articles written for it, the last two averaged in. From the first of them a
network of half the layers learns in the same way, and a small one gives vectors, over the same word pieces. All are
exported as int8, and their confidence fitted: OUT/reader then holds what `onrecord.reader.Model` loads. Look at its
figures (python -m bench.statements --model OUT/reader) before copying it to src/onrecord/reader/weights; then
python -m training.reliability.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from training import meaning
from training.average import average
from training.calibrate import calibrate
from training.export import export_folder
from training.teaching import write_opinions
from training.train import options, train

FIRST = "--epochs 6 --rate 2e-4 --head-rate 1e-3 --mask 0.08 --seed 1".split()
SECOND = "--epochs 3 --rate 1e-4 --head-rate 4e-4 --mask 0.12 --dropout 0.15 --alone 0.3 --seed 2".split()
THIRD = (
    "--epochs 2 --rate 1e-4 --head-rate 4e-4 --mask 0.12 --dropout 0.15 --alone 0.3 --gum 2 --made 500"
    " --same-words --seed 3"
).split()
TEACHER = (
    "--epochs 2 --batch 2048 --rate 7e-5 --head-rate 1e-3 --mask 0.05 --alone 0.3 --gum 0 --average 0.98 --seed 4"
).split()
FOURTH = (
    "--epochs 3 --rate 1.5e-4 --head-rate 4e-4 --mask 0.1 --alone 0.2 --written 2 --made 200 --same-words --seed 5"
).split()
FAST = (
    "--layers 0 2 5 --epochs 2 --rate 2.5e-4 --head-rate 8e-4 --mask 0.08 --alone 0.2 --written 1 --made 150"
    " --same-words --seed 6"
).split()
LONGER = "--mask 0.08 --dropout 0.05 --alone 0.1 --written 1 --same-words".split()
"""With a teacher less need be hidden: there is more to learn than a small network can."""
FIFTH = "--epochs 5 --rate 1.5e-4 --head-rate 4e-4 --made 150 --seed 7".split()
SIXTH = "--epochs 1 --rate 1e-4 --head-rate 3e-4 --made 400 --seed 8".split()
SEVENTH = "--epochs 3 --rate 1.5e-4 --head-rate 4e-4 --written 2 --made 200 --seed 10".split()
EIGHTH = "--epochs 1 --rate 1e-4 --head-rate 3e-4 --made 200 --seed 11".split()
FASTER = "--layers 0 1 2 --epochs 2 --rate 2e-4 --head-rate 6e-4 --made 100 --seed 9".split()
SHARES = (0.3, 0.7)
"""Of the first and the second run."""
HALVES = (0.5, 0.5)
"""Of those two together and the third, and of each of the last two runs and what it began from."""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, required=True, help="folder with the annotated data")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument(
        "--teacher",
        default="sentence-transformers/all-mpnet-base-v2",
        help="folder or hub name of the encoder that the larger network begins as (default: %(default)s)",
    )
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
    teacher, opinions = out / "teacher", out / "opinions.npz"
    train(options(None, [*shared, "--encoder", chosen.teacher, "--out", str(teacher), *TEACHER]))
    write_opinions(chosen.shared, teacher / "epoch-2.safetensors", chosen.teacher, opinions)
    taught = [*shared, "--teacher", str(opinions)]
    longer = [*taught, *LONGER]
    fourth, fifth, sixth, seventh, eighth = (
        out / name for name in "fourth fifth sixth seventh eighth".split()
    )
    train(options(None, [*taught, "--start", str(averaged), "--out", str(fourth), *FOURTH]))
    halfway = str(fourth / "epoch-3.safetensors")
    train(options(None, [*longer, "--start", halfway, "--out", str(fifth), *FIFTH]))
    last = str(fifth / "epoch-5.safetensors")
    train(options(None, [*longer, "--start", last, "--out", str(sixth), *SIXTH]))
    before, mixed, standard = (
        sixth / "epoch-1.safetensors",
        out / "mixed.safetensors",
        out / "standard.safetensors",
    )
    train(options(None, [*longer, "--start", str(before), "--out", str(seventh), *SEVENTH]))
    average(list(zip((before, seventh / "epoch-3.safetensors"), HALVES, strict=True)), mixed)
    train(options(None, [*longer, "--start", str(mixed), "--out", str(eighth), *EIGHTH]))
    average(list(zip((mixed, eighth / "epoch-1.safetensors"), HALVES, strict=True)), standard)
    half, fast = out / "half", out / "fast"
    train(options(None, [*taught, "--start", halfway, "--out", str(half), *FAST]))
    train(options(None, [*longer, "--start", str(half / "epoch-2.safetensors"), "--out", str(fast), *FASTER]))
    meaning.distil(meaning.options([*shared, "--words", str(standard), "--out", str(out / "meaning")]))
    export_folder(standard, out / "reader", meanings=out / "meaning/meaning.safetensors")
    export_folder(fast / "epoch-2.safetensors", out / "reader", name="fast")
    calibrate(out / "reader", chosen.shared)
    calibrate(out / "reader", chosen.shared, name="fast")
    print(f"The model is in {out / 'reader'}.")


if __name__ == "__main__":
    main()
