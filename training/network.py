"""The network: a BERT encoder with case and quotation embeddings, and heads for roles, cue links and names.

An MPNet (Song et al., NeurIPS 2020) serves as the encoder as well: a BERT with distances added to its attention, over
the same word pieces in another order.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from onrecord.reader.labels import NAMES, ROLES, count

LINK = 128
"""Dimensions of the space in which a span's pieces meet their cue."""
FARTHEST = 128
"""Distances between a piece and its cue are told apart up to this many pieces."""
VOCABULARY = 30522
"""Word pieces of the uncased English BERT, which all encoders here are given."""
_MPNET_FIRST = 4
"""MPNet has four pieces before BERT's vocabulary, and its own mask behind it."""
_MPNET_PIECES = {0: 1, 101: 0, 102: 2, 103: -1}
"""BERT's [PAD], [CLS], [SEP] and [MASK] among MPNet's pieces."""


@dataclass(frozen=True)
class Size:
    """The shape of the encoder, read from its config.json."""

    vocabulary: int
    hidden: int
    layers: int
    heads: int
    intermediate: int
    positions: int
    distances: int = 0
    """Ranges of distances that attention tells apart (MPNet); none for a BERT."""

    @classmethod
    def of(cls, folder: Path) -> Size:
        config = json.loads((folder / "config.json").read_text())
        distances = config.get("relative_attention_num_buckets", 0)
        return cls(
            VOCABULARY if distances else config["vocab_size"],
            config["hidden_size"],
            config["num_hidden_layers"],
            config["num_attention_heads"],
            config["intermediate_size"],
            config["max_position_embeddings"] - 2 * bool(distances),
            distances,
        )


class Layer(nn.Module):
    """One transformer layer, post-norm, as in BERT (Devlin et al., NAACL 2019)."""

    def __init__(self, size: Size, dropout: float) -> None:
        super().__init__()
        self.heads = size.heads
        self.query = nn.Linear(size.hidden, size.hidden)
        self.key = nn.Linear(size.hidden, size.hidden)
        self.value = nn.Linear(size.hidden, size.hidden)
        self.attended = nn.Linear(size.hidden, size.hidden)
        self.attended_norm = nn.LayerNorm(size.hidden, eps=1e-12)
        self.intermediate = nn.Linear(size.hidden, size.intermediate)
        self.output = nn.Linear(size.intermediate, size.hidden)
        self.output_norm = nn.LayerNorm(size.hidden, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        batch, length, hidden = x.shape

        def split(y: Tensor) -> Tensor:
            return y.view(batch, length, self.heads, hidden // self.heads).transpose(1, 2)

        query, key, value = split(self.query(x)), split(self.key(x)), split(self.value(x))
        mixed = functional.scaled_dot_product_attention(query, key, value, mask)
        mixed = mixed.transpose(1, 2).reshape(batch, length, hidden)
        x = self.attended_norm(x + self.dropout(self.attended(mixed)))
        return self.output_norm(x + self.dropout(self.output(functional.gelu(self.intermediate(x)))))


class Network(nn.Module):
    """Word pieces with their shapes and quotation states → role and name scores, and link vectors, per piece."""

    def __init__(self, size: Size, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(size.vocabulary, size.hidden)
        self.positions = nn.Embedding(size.positions, size.hidden)
        self.shapes = nn.Embedding(5, size.hidden)
        self.quotes = nn.Embedding(3, size.hidden)
        self.norm = nn.LayerNorm(size.hidden, eps=1e-12)
        self.layers = nn.ModuleList(Layer(size, dropout) for _ in range(size.layers))
        self.distances = nn.Embedding(size.distances, size.heads) if size.distances else None
        self.dropout = nn.Dropout(dropout)
        self.roles = nn.Linear(size.hidden, count(ROLES))
        self.names = nn.Linear(size.hidden, count(NAMES))
        self.member = nn.Linear(size.hidden, LINK)
        self.cue = nn.Linear(size.hidden, LINK)
        self.distance = nn.Parameter(torch.zeros(2 * FARTHEST + 1))
        self.moves = nn.Parameter(torch.zeros(count(ROLES), count(ROLES)))
        self.name_moves = nn.Parameter(torch.zeros(count(NAMES), count(NAMES)))
        for embedding in (self.shapes, self.quotes):
            nn.init.normal_(embedding.weight, std=0.02)

    def forward(self, pieces: Tensor, shapes: Tensor, quotes: Tensor, attended: Tensor) -> tuple[Tensor, ...]:
        """Int64 [batch, length] each → roles, names, member and cue, float32 [batch, length, …]."""
        places = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.words(pieces) + self.positions(places) + self.shapes(shapes) + self.quotes(quotes)
        x = self.dropout(self.norm(x))
        mask = (1.0 - attended[:, None, None, :].to(x.dtype)) * -1e4
        if self.distances is not None:
            ranges = distance_ranges(places[None, :] - places[:, None], self.distances.num_embeddings)
            mask = mask + self.distances(ranges).permute(2, 0, 1)
        for layer in self.layers:
            x = layer(x, mask)
        x = self.dropout(x)
        return self.roles(x), self.names(x), self.member(x) / LINK**0.5, self.cue(x)

    def load_encoder(self, folder: Path) -> None:
        """Start from a published BERT or MPNet in `folder` (config.json, model.safetensors).

        Raises ValueError where its weights are not such an encoder's.
        """
        given = {
            re.sub(r"^(bert|mpnet)\.", "", name): value
            for name, value in load_file(folder / "model.safetensors").items()
        }
        own = _bert(given) if self.distances is None else _mpnet(given)
        missing, unexpected = self.load_state_dict(own, strict=False)
        if unexpected or any(name.startswith("layers.") for name in missing):
            raise ValueError(
                f"{folder} holds no encoder that fits: missing {missing}, unexpected {unexpected}"
            )
        if self.distances is not None:  # else attention could not take its fast path
            self.distances.requires_grad_(False)


def distance_ranges(distances: Tensor, count: int) -> Tensor:
    """Int64 distances, key less query → the range each falls into, 0 to `count` - 1, wider the farther.

    As in T5 (Raffel et al., JMLR 2020).
    """
    half = count // 2
    near = half // 2
    apart = distances.abs()
    far = near + (torch.log(apart.clamp(min=1) / near) / math.log(FARTHEST / near) * (half - near)).long()
    return half * (distances > 0) + torch.where(apart < near, apart, far.clamp(max=half - 1))


def _bert(given: dict[str, Tensor]) -> dict[str, Tensor]:
    own = {
        "words.weight": given["embeddings.word_embeddings.weight"],
        "positions.weight": given["embeddings.position_embeddings.weight"]
        + given["embeddings.token_type_embeddings.weight"][0],
    }
    parts = {
        "query": "attention.self.query",
        "key": "attention.self.key",
        "value": "attention.self.value",
        "attended": "attention.output.dense",
        "attended_norm": "attention.output.LayerNorm",
    }
    return own | _same(given, parts)


def _mpnet(given: dict[str, Tensor]) -> dict[str, Tensor]:
    """Its word pieces put into the order of BERT's vocabulary; it has two positions more at the front."""
    pieces = given["embeddings.word_embeddings.weight"]
    words = pieces[_MPNET_FIRST : _MPNET_FIRST + VOCABULARY].clone()
    for ours, theirs in _MPNET_PIECES.items():
        words[ours] = pieces[theirs]
    own = {
        "words.weight": words,
        "positions.weight": given["embeddings.position_embeddings.weight"][2:],
        "distances.weight": given["encoder.relative_attention_bias.weight"],
    }
    parts = {
        "query": "attention.attn.q",
        "key": "attention.attn.k",
        "value": "attention.attn.v",
        "attended": "attention.attn.o",
        "attended_norm": "attention.LayerNorm",
    }
    return own | _same(given, parts)


def _same(given: dict[str, Tensor], parts: dict[str, str]) -> dict[str, Tensor]:
    """The weights that are named alike but for those of attention, `parts`."""
    parts = parts | {
        "intermediate": "intermediate.dense",
        "output": "output.dense",
        "output_norm": "output.LayerNorm",
    }
    layers = {re.match(r"encoder\.layer\.(\d+)", name) for name in given} - {None}
    ends = ("weight", "bias")
    own = {f"norm.{end}": given[f"embeddings.LayerNorm.{end}"] for end in ends}
    for layer in {match[1] for match in layers if match}:
        for ours, theirs in parts.items():
            for end in ends:
                own[f"layers.{layer}.{ours}.{end}"] = given[f"encoder.layer.{layer}.{theirs}.{end}"]
    return own
