"""From trained weights to the files the package ships:

    python -m training.export --weights READER.safetensors --meaning MEANING.safetensors --out DIR
    python -m training.export --weights FAST.safetensors --name fast --out DIR

Writes reader.onnx and, with --meaning, meaning.onnx (int8 unless --float), their word pieces (words.int8),
reader.json and tokenizer.json: a folder that `onrecord.reader.Model` loads. With --name fast it puts fast.onnx and
fast.json beside them, for a network of however many layers over the same word pieces.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import tempfile
from dataclasses import replace
from pathlib import Path

import onnx
import torch
from onnx.external_data_helper import set_external_data
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.torch import load_file
from torch import Tensor, nn

from onrecord.reader import ModelName
from onrecord.reader.meaning import FILE
from onrecord.reader.meaning import LONGEST as LONGEST_TEXT
from onrecord.reader.model import STEMS
from onrecord.reader.windows import LONGEST
from training import meaning
from training.network import Network, Size
from training.smoothing import smooth, typical
from training.train import encoder_folder, plain_tokenizer

INPUTS = ("pieces", "shapes", "quotes", "attended")
OUTPUTS = ("roles", "names", "member", "cue")
WORDS = "words.int8"
"""The table of word pieces, in a file beside the networks that use it."""
UNCALIBRATED = (0.0, 0.25, 0.25, 0.25, 0.25)
"""Until calibration has seen the weights: the parts of a confidence count alike."""


def trained(weights: Path, encoder: str | None = None) -> Network:
    """The network with the weights that training wrote, of as many layers as they have.

    `encoder` is the one it began as, as for training.
    """
    loaded = load_file(weights)
    layers = {match[1] for match in map(re.compile(r"layers\.(\d+)\.").match, loaded) if match}
    network = Network(replace(Size.of(encoder_folder(encoder)), layers=len(layers)))
    network.load_state_dict(loaded)
    return network.eval()


class SmallEmbedding(nn.Module):
    """An embedding table as 8-bit integers with a scale a row: half the error of one scale for the whole table."""

    def __init__(self, table: Tensor) -> None:
        super().__init__()
        scale = table.abs().amax(dim=1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("whole", (table / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, index: Tensor) -> Tensor:
        return self.whole[index].float() * self.scale[index]


def export(network: nn.Module, path: Path, inputs: tuple[str, ...], outputs: tuple[str, ...]) -> None:
    """The network as ONNX, any batch and length."""
    example: tuple[Tensor, ...] = tuple(torch.ones(2, 16, dtype=torch.int64) for _ in inputs)
    torch.onnx.export(
        network,
        example,
        str(path),
        input_names=list(inputs),
        output_names=list(outputs),
        dynamic_axes={name: {0: "batch", 1: "length"} for name in inputs + outputs},
        opset_version=17,
        dynamo=False,
    )


def quantized(source: Path, target: Path) -> None:
    """int8 weights, activations quantized as they come (8 bits, a scale a tensor)."""
    quantize_dynamic(
        source,
        target,
        weight_type=QuantType.QInt8,
        per_channel=True,
        op_types_to_quantize=["MatMul", "Gather"],
    )


def settings(network: Network, weights: Path, name: ModelName) -> dict[str, object]:
    """The numbers that decoding needs; the version names the model, and the weights by their digest."""
    digest = hashlib.sha256(weights.read_bytes()).hexdigest()[:12]
    return {
        "version": f"{STEMS[name]}-{digest}",
        "moves": network.moves.detach().round(decimals=5).tolist(),
        "name_moves": network.name_moves.detach().round(decimals=5).tolist(),
        "distance": network.distance.detach().round(decimals=5).tolist(),
        "calibration": list(UNCALIBRATED),
    }


def export_meaning(weights: Path, words: Path, out: Path, *, quantize: bool) -> None:
    """meaning.onnx in the folder `out`, over the word pieces of the reading network in `words`."""
    network = meaning.trained(weights, words)
    _write(network, out / FILE, ("pieces", "attended"), ("vector",), LONGEST_TEXT, quantize=quantize)


def _write(
    network: Network | meaning.Meaning,
    path: Path,
    inputs: tuple[str, ...],
    outputs: tuple[str, ...],
    longest: int,
    *,
    quantize: bool,
) -> None:
    if not quantize:
        export(network, path, inputs, outputs)
        return
    network.words = SmallEmbedding(network.words.weight.detach())  # type: ignore[assignment]
    network.positions = nn.Embedding.from_pretrained(network.positions.weight.detach()[:longest])
    with tempfile.TemporaryDirectory() as folder:
        whole, small = Path(folder) / "whole.onnx", Path(folder) / "small.onnx"
        export(network, whole, inputs, outputs)
        quantized(whole, small)
        _share_words(small, path)


def _share_words(source: Path, target: Path) -> None:
    """The network in `source` as `target`, its table of word pieces in WORDS beside it, which others may use too."""
    network = onnx.load(source)
    (table,) = [tensor for tensor in network.graph.initializer if tensor.name.endswith("words.whole")]
    words = target.parent / WORDS
    if words.exists() and words.read_bytes() != table.raw_data:
        raise ValueError(f"{words} holds other word pieces than {source}: train both networks on the same")
    words.write_bytes(table.raw_data)
    set_external_data(table, WORDS)
    table.ClearField("raw_data")
    target.write_bytes(network.SerializeToString())


def _words(folder: Path) -> bytes:
    """The word pieces in the folder, none where there are none."""
    return (folder / WORDS).read_bytes() if (folder / WORDS).exists() else b""


def export_folder(
    weights: Path,
    out: Path,
    *,
    name: ModelName = "standard",
    meanings: Path | None = None,
    encoder: str | None = None,
    quantize: bool = True,
) -> None:
    """Everything `onrecord.reader.Model` loads as `name`, in the folder `out`.

    `meanings` are the meaning network's weights. The fast network goes where the standard one is, and has its word
    pieces: raises ValueError where they differ.
    """
    out.mkdir(parents=True, exist_ok=True)
    before = _words(out)
    if name == "standard":
        (out / WORDS).unlink(missing_ok=True)
    network, file = trained(weights, encoder), out / f"{STEMS[name]}.onnx"
    numbers = settings(network, weights, name)
    tokenizer = plain_tokenizer(encoder_folder(encoder))
    if quantize:
        smooth(network, typical(tokenizer))
    _write(network, file, INPUTS, OUTPUTS, LONGEST, quantize=quantize)
    if name == "standard" and _words(out) != before:
        for other in (FILE, f"{STEMS['fast']}.onnx", f"{STEMS['fast']}.json"):
            (out / other).unlink(missing_ok=True)  # it is over the word pieces that were there
    if meanings:
        export_meaning(meanings, weights, out, quantize=quantize)
    file.with_suffix(".json").write_text(json.dumps(numbers) + "\n", encoding="utf-8")
    tokenizer.save(str(out / "tokenizer.json"), pretty=False)
    for written in sorted(out.iterdir()):
        print(f"{written}: {written.stat().st_size / 1e6:.1f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--name", choices=list(STEMS), default="standard", help="which model it is to be")
    parser.add_argument("--meaning", type=Path, help="weights of the meaning network")
    parser.add_argument("--encoder", help="the BERT that training began as, if another")
    parser.add_argument("--float", action="store_true", help="keep float32, to measure what int8 loses")
    options = parser.parse_args()
    export_folder(
        options.weights,
        options.out,
        name=options.name,
        meanings=options.meaning,
        encoder=options.encoder,
        quantize=not options.float,
    )


if __name__ == "__main__":
    main()
