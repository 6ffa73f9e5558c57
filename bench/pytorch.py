"""Word pieces a second: the network as shipped, and the same weights in PyTorch, float32, in the same run.

    python -m bench.pytorch --weights WEIGHTS.safetensors [--model MODEL]

WEIGHTS are those the shipped files were exported from (training writes them); PyTorch comes with
`pip install -e .[train]`. Both see the windows of PolNeAR's dev articles on all cores: onrecord one window a thread,
PyTorch eight windows of like length a batch, which is faster for it than one by one.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch

from bench.shared import data, hardware, model_of, model_option, parser, scorer
from onrecord.cores import cores
from onrecord.reader.windows import Window, windows
from training.export import trained

BATCH, RUNS = 8, 3


def best(run: Callable[[], object]) -> float:
    """Seconds of the shortest of some runs."""
    took = []
    for _ in range(RUNS):
        began = time.perf_counter()
        run()
        took.append(time.perf_counter() - began)
    return min(took)


def batches(parts: list[Window]) -> list[list[torch.Tensor]]:
    """The network's inputs, windows of like length together and padded."""
    ordered = sorted(parts, key=lambda part: len(part.pieces))
    out = []
    for first in range(0, len(ordered), BATCH):
        group = ordered[first : first + BATCH]
        longest = max(len(part.pieces) for part in group)
        rows = [
            [
                np.pad(row, (0, longest - len(row)))
                for row in (part.pieces, part.shapes, part.quotes, part.pieces > 0)
            ]
            for part in group
        ]
        out.append(
            [torch.from_numpy(np.stack(column).astype(np.int64)) for column in zip(*rows, strict=True)]
        )
    return out


def measure(weights: Path, model: str = "standard") -> dict[str, float]:
    network, reading = trained(weights), model_of(model)
    torch.set_num_threads(cores())
    texts = [gold["text"] for gold in scorer().load(data("data", "polnear", "dev")).values()]
    parts = [part for text in texts[:20] for part in windows(text, reading.tokenizer)]
    pieces = sum(len(part.pieces) for part in parts)
    inputs = batches(parts)

    def in_pytorch() -> None:
        with torch.inference_mode():
            for batch in inputs:
                network(*batch)

    figures = {
        "pytorch.float32_pieces_a_second": round(pieces / best(in_pytorch)),
        "pytorch.onrecord_pieces_a_second": round(pieces / best(lambda: reading.scores(parts))),
    }
    figures["pytorch.times_faster"] = round(
        figures["pytorch.onrecord_pieces_a_second"] / figures["pytorch.float32_pieces_a_second"], 2
    )
    return figures


def main() -> None:
    arguments = parser(__doc__)
    arguments.add_argument("--weights", type=Path, required=True, help="the weights as trained")
    model_option(arguments)
    options = arguments.parse_args()
    print(hardware())
    for figure, value in measure(options.weights, options.model).items():
        print(f"{figure:34} {value}")


if __name__ == "__main__":
    main()
