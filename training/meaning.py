"""Distil the meaning network: a few layers that give a stretch of text the vector a sentence encoder gives it.

    python -m training.meaning --shared ../shared --words READER.safetensors --out out/meaning

The teacher is the published sentence encoder that the reading network began as (mean of its last layer; Reimers and
Gurevych, EMNLP 2019). The student has some of its layers and the *reading* network's word pieces, so that both share
one table. It learns on sentences, contents and short phrases of the training articles: the cosine with the teacher's
vector, and the teacher's likenesses within a batch. Writes OUT/meaning.safetensors and OUT/log.jsonl.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from onrecord.reader.meaning import LONGEST
from onrecord.reader.windows import CLS, SEP
from training import gum
from training.data import Document, polnear
from training.network import Layer, Network, Size
from training.train import encoder_folder, padded, plain_tokenizer

TEACHER_LAYERS = (0, 1, 3, 4, 5)
"""The teacher's layers that the student's begin as."""
SENTENCE = re.compile(r"[^.!?\n]{12,}[.!?]*[”’\"']*")


class Meaning(nn.Module):
    """Word pieces → a unit vector a text. `words` is the reading network's table, and stays as it is."""

    def __init__(self, size: Size, layers: int, dropout: float = 0.0) -> None:
        super().__init__()
        self.words = nn.Embedding(size.vocabulary, size.hidden)
        self.positions = nn.Embedding(size.positions, size.hidden)
        self.norm = nn.LayerNorm(size.hidden, eps=1e-12)
        self.layers = nn.ModuleList(Layer(size, dropout) for _ in range(layers))

    def forward(self, pieces: Tensor, attended: Tensor) -> Tensor:
        """Int64 [batch, length] each → float32 [batch, hidden]."""
        places = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.norm(self.words(pieces) + self.positions(places))
        mask = (1.0 - attended[:, None, None, :].to(x.dtype)) * -1e4
        for layer in self.layers:
            x = layer(x, mask)
        weights = attended[..., None].to(x.dtype)
        return functional.normalize((x * weights).sum(1) / weights.sum(1), dim=1)


def teacher() -> Meaning:
    """The published sentence encoder."""
    folder = encoder_folder()
    whole = Network(Size.of(folder))
    whole.load_encoder(folder)
    encoder = Meaning(Size.of(folder), len(whole.layers))
    encoder.load_state_dict(whole.state_dict(), strict=False)
    return encoder.eval()


def student(words: Path, layers: tuple[int, ...] = TEACHER_LAYERS) -> Meaning:
    """The teacher's `layers` over the word pieces of the reading network in the file `words`."""
    whole = teacher()
    small = Meaning(Size.of(encoder_folder()), len(layers))
    small.positions, small.norm = whole.positions, whole.norm
    small.layers = nn.ModuleList(whole.layers[index] for index in layers)
    small.words = nn.Embedding.from_pretrained(load_file(words)["words.weight"], freeze=True)
    return small


def trained(weights: Path, words: Path) -> Meaning:
    """The network that `distil` wrote to `weights`, with the word pieces of the reading network in `words`."""
    network = student(words)
    network.load_state_dict(load_file(weights), strict=False)
    return network.eval()


def texts(documents: list[Document], chance: random.Random) -> list[str]:
    """Sentences, contents, and phrases of some words, as people search with."""
    found: list[str] = []
    for document in documents:
        sentences = [match[0].strip() for match in SENTENCE.finditer(document.text)]
        found += sentences
        for statement in document.statements or ():
            found.append(" ".join(document.text[start:end] for start, end in statement["content"]))
        for sentence in sentences[::3]:
            words = sentence.split()
            length = chance.randint(2, 7)
            start = chance.randrange(max(1, len(words) - length))
            found.append(" ".join(words[start : start + length]))
    return sorted(set(found))


def encoded(given: list[str], tokenizer: Tokenizer) -> list[np.ndarray]:
    """[CLS] pieces [SEP] of each text."""
    return [
        np.array([CLS, *encoding.ids[: LONGEST - 2], SEP])
        for encoding in tokenizer.encode_batch(given, add_special_tokens=False)
    ]


def vectors(network: Meaning, rows: list[np.ndarray], device: torch.device) -> Tensor:
    """The vector of each row, on the CPU."""
    order = sorted(range(len(rows)), key=lambda index: len(rows[index]))
    out = torch.zeros(len(rows), network.words.embedding_dim)
    with torch.no_grad(), torch.autocast(device.type, torch.bfloat16):
        for start in range(0, len(order), 128):
            chosen = order[start : start + 128]
            out[chosen] = network(*_batch([rows[index] for index in chosen], device)).float().cpu()
    return out


def likeness(one: Tensor, other: Tensor, pairs: int = 20_000) -> float:
    """Correlation (Pearson) of the likenesses that two sets of vectors give the same random pairs of texts."""
    chance = torch.Generator().manual_seed(0)
    a, b = torch.randint(len(one), (2, pairs), generator=chance)
    kept = a != b
    a, b = a[kept], b[kept]
    both = torch.stack([(one[a] * one[b]).sum(1), (other[a] * other[b]).sum(1)])
    return float(torch.corrcoef(both)[0, 1])


def distil(chosen: argparse.Namespace) -> None:
    torch.manual_seed(chosen.seed)
    chance = random.Random(chosen.seed)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    tokenizer = plain_tokenizer(encoder_folder())
    known = texts(polnear(chosen.shared, "train") + gum.documents(chosen.shared, "train"), chance)
    learned = chance.sample(known, min(chosen.texts, len(known)))
    measured = [
        " ".join(document.text[start:end] for start, end in statement["content"])
        for document in polnear(chosen.shared, "dev")
        for statement in document.statements or ()
    ]
    rows, dev = encoded(learned, tokenizer), encoded(measured, tokenizer)
    whole = teacher().to(device)
    wanted, wanted_dev = vectors(whole, rows, device), vectors(whole, dev, device)
    network = student(chosen.words).to(device).train()
    trained = [parameter for parameter in network.parameters() if parameter.requires_grad]
    optimizer = torch.optim.AdamW(trained, lr=chosen.rate, weight_decay=0.01, fused=True)
    total = chosen.epochs * (len(rows) // chosen.batch + 1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, chosen.rate, total_steps=total, pct_start=0.1)
    chosen.out.mkdir(parents=True, exist_ok=True)
    began, step = time.monotonic(), 0
    with (chosen.out / "log.jsonl").open("w") as log:
        for epoch in range(1, chosen.epochs + 1):
            for rows_chosen in _batches(rows, chosen.batch, chance):
                with torch.autocast(device.type, torch.bfloat16):
                    found = network(*_batch([rows[index] for index in rows_chosen], device)).float()
                right = wanted[rows_chosen].to(device)
                near = functional.mse_loss(found @ found.T, right @ right.T)
                loss = (1 - (found * right).sum(1)).mean() + 20 * near
                loss.backward()
                optimizer.step()
                optimizer.zero_grad(set_to_none=True)
                if step < total - 1:
                    schedule.step()
                step += 1
                if step % 25 == 0:
                    row = {
                        "epoch": epoch,
                        "step": step,
                        "of": total,
                        "seconds": round(time.monotonic() - began),
                    }
                    print(
                        json.dumps({**row, "loss": float(loss.detach()), "near": float(near.detach())}),
                        file=log,
                        flush=True,
                    )
            correlation = likeness(vectors(network.eval(), dev, device), wanted_dev)
            network.train()
            print(json.dumps({"epoch": epoch, "correlation": round(correlation, 4)}), file=log, flush=True)
            state = {name: value for name, value in network.state_dict().items() if name != "words.weight"}
            save_file(state, chosen.out / "meaning.safetensors")


def _batch(rows: list[np.ndarray], device: torch.device) -> tuple[Tensor, Tensor]:
    return padded(rows, 0, device), padded([np.ones_like(row) for row in rows], 0, device)


def _batches(rows: list[np.ndarray], size: int, chance: random.Random) -> Iterator[list[int]]:
    """Rows of like length together, in random order."""
    order = sorted(range(len(rows)), key=lambda index: len(rows[index]) + chance.uniform(-6, 6))
    groups = [order[start : start + size] for start in range(0, len(order), size)]
    chance.shuffle(groups)
    return iter(groups)


def options(arguments: list[str] | None = None) -> argparse.Namespace:
    """The choices distilling takes, from the command line unless `arguments` are given."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, required=True, help="folder with the annotated data")
    parser.add_argument("--words", type=Path, required=True, help="weights of the reading network")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--texts", type=int, default=32_000, help="how many texts to learn from")
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--batch", type=int, default=128, help="texts a batch")
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    distil(options())
