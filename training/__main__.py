"""From the annotated data to the file the package ships:  python -m training --shared ../shared --out out/model

Trains, exports as int8, and fits the confidence; the folder OUT/reader then holds what `onrecord.reader.Model` loads.
Look at its figures (python -m bench.statements --model OUT/reader) before copying it to src/onrecord/reader/weights.
"""

from __future__ import annotations

from training import calibrate, export, train


def main() -> None:
    options = train.options(__doc__)
    train.train(options)
    shipped = options.out / "reader"
    export.export_folder(options.out / f"epoch-{options.epochs}.safetensors", shipped)
    calibrate.calibrate(shipped, options.shared)
    print(f"The model is in {shipped}. Measure it:  python -m bench.statements --model {shipped}")


if __name__ == "__main__":
    main()
