"""From the annotated data to the files the package ships:  python -m training --shared ../shared --out out/model

Two runs, their weights averaged; a third over the same word pieces, with articles made from templates, averaged in as
well. Then a larger network, which is too slow and too large to ship, learns the same from another encoder, and six
more runs learn from its opinions and from articles written for it, the last three averaged in. From the first of them a
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
LONGER = "--mask 0.08 --dropout 0.05 --alone 0.1 --written 1 --same-words".split()
"""With a teacher less need be hidden: there is more to learn than a small network can."""
GOES_ON = {
    "fifth": "--epochs 5 --rate 1.5e-4 --head-rate 4e-4 --made 150 --seed 7".split(),
    "sixth": "--epochs 1 --rate 1e-4 --head-rate 3e-4 --made 400 --seed 8".split(),
}
AVERAGED_IN = {
    "seventh": "--epochs 3 --rate 1.5e-4 --head-rate 4e-4 --written 2 --made 200 --seed 10".split(),
    "eighth": "--epochs 1 --rate 1e-4 --head-rate 3e-4 --made 200 --seed 11".split(),
    "ninth": "--epochs 3 --rate 1.5e-4 --head-rate 4e-4 --made 200 --seed 12".split(),
}
"""Runs of which and what they began from half and half is kept."""
FAST = (
    "--layers 0 2 5 --epochs 2 --rate 2.5e-4 --head-rate 8e-4 --mask 0.08 --alone 0.2 --written 1 --made 150"
    " --same-words --seed 6"
).split()
FAST_GOES_ON = {
    "fast2": "--layers 0 1 2 --epochs 2 --rate 2e-4 --head-rate 6e-4 --made 100 --seed 9".split(),
    "fast3": "--layers 0 1 2 --epochs 2 --rate 2e-4 --head-rate 6e-4 --made 150 --seed 14".split(),
}
FAST_AVERAGED_IN = {
    "fast4": "--layers 0 1 2 --epochs 3 --rate 2e-4 --head-rate 6e-4 --made 150 --seed 15".split(),
}


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

    def run(name: str, choices: list[str], start: Path | None = None) -> Path:
        """The weights after the last epoch of a run, from `start` if given."""
        begun = ["--start", str(start)] if start else []
        wanted = options(None, [*shared, "--out", str(out / name), *begun, *choices])
        train(wanted)
        return Path(wanted.out / f"epoch-{wanted.epochs}.safetensors")

    def mixed(name: str, one: Path, other: Path, share: float = 0.5) -> Path:
        """`share` of the one and the rest of the other."""
        made = Path(out / f"{name}.safetensors")
        average([(one, share), (other, 1 - share)], made)
        return made

    first = run("first", FIRST)
    both = mixed("both", first, run("second", SECOND, first), 0.3)
    averaged = mixed("averaged", both, run("third", THIRD, both))
    teacher, opinions = run("teacher", ["--encoder", chosen.teacher, *TEACHER]), out / "opinions.npz"
    write_opinions(chosen.shared, teacher, chosen.teacher, opinions)
    taught = ["--teacher", str(opinions)]
    fourth = run("fourth", [*taught, *FOURTH], averaged)

    def longer(weights: Path, goes_on: dict[str, list[str]], averaged_in: dict[str, list[str]]) -> Path:
        for name, choices in goes_on.items():
            weights = run(name, [*taught, *LONGER, *choices], weights)
        for name, choices in averaged_in.items():
            later = run(name, [*taught, *LONGER, *choices], weights)
            weights = mixed(f"{name}-averaged", weights, later)
        return weights

    standard = longer(fourth, GOES_ON, AVERAGED_IN)
    fast = longer(run("fast1", [*taught, *FAST], fourth), FAST_GOES_ON, FAST_AVERAGED_IN)
    meaning.distil(meaning.options([*shared, "--words", str(standard), "--out", str(out / "meaning")]))
    export_folder(standard, out / "reader", meanings=out / "meaning/meaning.safetensors")
    export_folder(fast, out / "reader", name="fast")
    calibrate(out / "reader", chosen.shared)
    calibrate(out / "reader", chosen.shared, name="fast")
    print(f"The model is in {out / 'reader'}.")


if __name__ == "__main__":
    main()
