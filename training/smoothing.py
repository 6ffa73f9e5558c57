"""A network's activations evened out before it is quantized, so that 8 bits lose less of them.

A few columns of what enters a linear map are many times larger than the rest, and one 8-bit scale serves them all.
So each column is divided by a number, and the weights it meets are multiplied by it: the map stays the same. After
Xiao et al., "SmoothQuant: Accurate and Efficient Post-Training Quantization for Large Language Models", ICML 2023.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from onrecord.reader.windows import Window
from training.articles import written
from training.data import examples
from training.network import Layer, Network
from training.train import inputs

SHARE = 0.75
"""How much of a column's size the weights take over: 0 none, 1 all of it."""
WINDOWS = 200
"""Enough for every column to show how large it gets."""


class Scaled(nn.Module):
    """A linear map of columns divided by `sizes`: what `linear` made of them as they were."""

    def __init__(self, linear: nn.Linear, sizes: Tensor) -> None:
        super().__init__()
        with torch.no_grad():
            linear.weight.mul_(sizes)
        self.linear = linear
        self.register_buffer("factors", 1 / sizes)

    def forward(self, x: Tensor) -> Tensor:
        return self.linear(x * self.factors)


def typical(tokenizer: Tokenizer) -> list[Window]:
    """Windows of articles of our own."""
    found = (example.window for document in written() for example in examples(document, tokenizer))
    return list(islice(found, WINDOWS))


def smooth(network: Network, windows: Iterable[Window], share: float = SHARE) -> None:
    """Divide the columns that enter the layers' linear maps, as large as they are in `windows`; changes `network`."""
    largest = _largest(network, windows)
    for number, layer in enumerate(network.layers):
        for names in (("query", "key", "value"), ("intermediate",), ("output",)):
            maps = [getattr(layer, name) for name in names]
            sizes = _sizes(largest[f"layers.{number}.{names[0]}"], maps, share)
            for name, linear in zip(names, maps, strict=True):
                setattr(layer, name, Scaled(linear, sizes))
        _divide_values(layer, _sizes(largest[f"layers.{number}.attended"], [layer.attended], share))


def _largest(network: Network, windows: Iterable[Window]) -> dict[str, Tensor]:
    """The largest value in each column that enters a linear map of the layers, by the map's name."""
    largest: dict[str, Tensor] = {}

    def watch(name: str, linear: nn.Linear) -> None:
        def see(_: nn.Module, given: tuple[Tensor, ...]) -> None:
            seen = given[0].abs().amax((0, 1))
            largest[name] = torch.maximum(largest.get(name, seen), seen)

        watched.append(linear.register_forward_pre_hook(see))

    watched: list[torch.utils.hooks.RemovableHandle] = []
    for name, module in network.named_modules():
        if name.startswith("layers.") and isinstance(module, nn.Linear):
            watch(name, module)
    with torch.no_grad():
        for window in windows:
            network(*inputs([window], torch.device("cpu")))
    for handle in watched:
        handle.remove()
    return largest


def _sizes(largest: Tensor, maps: Sequence[nn.Linear], share: float) -> Tensor:
    """What to divide each column by, between its own size and that of the weights it meets; 1 on average."""
    weights = torch.stack([linear.weight.detach().abs().amax(0) for linear in maps]).amax(0)
    sizes = largest.clamp(min=1e-5) ** share / weights.clamp(min=1e-5) ** (1 - share)
    return sizes / sizes.mean()


def _divide_values(layer: Layer, sizes: Tensor) -> None:
    """Divide what attention gathers where it is made, which costs nothing: attention mixes rows, not columns.

    `layer` has its maps `Scaled` already.
    """
    value = layer.value.linear
    with torch.no_grad():
        value.weight.div_(sizes[:, None])
        value.bias.div_(sizes)
        layer.attended.weight.mul_(sizes)
