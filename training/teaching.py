"""What a larger network holds of the articles that a small one learns from:

    python -m training.teaching --shared ../shared --weights TEACHER.safetensors --encoder FOLDER --out OUT.npz

For every word the probability of each role's label under the teacher's chain, over PolNeAR's training part and over
GUM's, where no attribution is annotated. Read by training.train --teacher OUT.npz.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from rich.progress import track
from tokenizers import Tokenizer

from onrecord.reader.sequence import Chain
from onrecord.reader.windows import LONGEST, Window, windows
from training import gum
from training.data import Document, Floats, Taught, polnear
from training.export import trained
from training.network import Network
from training.train import encoder_folder, inputs, of_words, padded, plain_tokenizer

AT_ONCE = 8
"""Windows in a batch."""


def opinions(
    network: Network, documents: list[Document], tokenizer: Tokenizer
) -> Iterator[tuple[str, Taught]]:
    """What the network holds of each document, by its id."""
    chain = Chain(network.moves.detach().cpu().numpy())
    for document in documents:
        cut = windows(document.text, tokenizer, full=LONGEST)
        held = [
            row for at in range(0, len(cut), AT_ONCE) for row in _held(network, chain, cut[at : at + AT_ONCE])
        ]
        if held:
            starts = np.concatenate([window.starts for window in cut])
            yield document.id, Taught(starts, np.concatenate(held))


def _held(network: Network, chain: Chain, cut: list[Window]) -> list[Floats]:
    device = network.moves.device
    sizes = [len(window.first) for window in cut]
    first = padded([window.first for window in cut], 0, device)
    with torch.no_grad(), torch.autocast(device.type, torch.bfloat16):
        roles, *_ = network(*inputs(cut, device))
    scores = of_words(roles, first).float().cpu().numpy()
    held = chain.probabilities(scores, np.array(sizes))
    return [row[:size] for row, size in zip(held, sizes, strict=True)]


def write_opinions(shared: Path, weights: Path, encoder: str | None, out: Path) -> None:
    """The file `out`: what the network with these weights, which began as `encoder`, holds of the training articles."""
    network = trained(weights, encoder).to("cuda" if torch.cuda.is_available() else "cpu")
    documents = polnear(shared, "train") + gum.documents(shared, "train")
    held = opinions(network, documents, plain_tokenizer(encoder_folder()))
    arrays = {}
    for name, taught in track(held, "Asking the teacher", len(documents)):
        arrays |= {f"{name}|starts": taught.starts, f"{name}|held": taught.probabilities.astype(np.float16)}
    np.savez_compressed(out, **arrays)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, required=True, help="folder with the annotated data")
    parser.add_argument(
        "--weights", type=Path, required=True, help="the teacher's, as training.train wrote them"
    )
    parser.add_argument("--encoder", help="folder or hub name of the encoder that the teacher began as")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    write_opinions(options.shared, options.weights, options.encoder, options.out)


if __name__ == "__main__":
    main()
