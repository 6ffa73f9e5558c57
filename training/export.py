"""From trained weights to the file the package ships:  python -m training.export --weights W.safetensors --out DIR

Writes reader.onnx (int8 unless --float), reader.json and tokenizer.json: a folder that `onrecord.reader.Model` loads.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.torch import load_file
from torch import Tensor, nn

from onrecord.reader.labels import NAMES, ROLES, begin, count
from onrecord.reader.windows import LONGEST
from training.network import Network, Size
from training.train import encoder_folder, plain_tokenizer

INPUTS = ("pieces", "shapes", "quotes", "attended")
OUTPUTS = ("roles", "names", "member", "cue")
EAGER = 0.7
"""Added to the score of a word to begin a cue: chosen on dev, where missed cues cost more than false ones."""
UNCALIBRATED = (0.0, 0.25, 0.25, 0.25, 0.25)
"""Until calibration has seen the weights: the parts of a confidence count alike."""


def trained(weights: Path) -> Network:
    """The network with the weights that training wrote."""
    network = Network(Size.of(encoder_folder()))
    network.load_state_dict(load_file(weights))
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


def export(network: nn.Module, path: Path) -> None:
    """The network as ONNX, any batch and length."""
    example: tuple[Tensor, ...] = tuple(torch.ones(2, 16, dtype=torch.int64) for _ in INPUTS)
    torch.onnx.export(
        network,
        example,
        str(path),
        input_names=list(INPUTS),
        output_names=list(OUTPUTS),
        dynamic_axes={name: {0: "windows", 1: "length"} for name in INPUTS + OUTPUTS},
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


def settings(network: Network, weights: Path) -> dict[str, object]:
    """The numbers that decoding needs; the version names the weights by their digest."""
    digest = hashlib.sha256(weights.read_bytes()).hexdigest()[:12]
    kinds = count(NAMES)
    return {
        "version": f"reader-{digest}",
        "moves": network.moves.detach().round(decimals=5).tolist(),
        "name_moves": [[0.0] * kinds for _ in range(kinds)],
        "distance": network.distance.detach().round(decimals=5).tolist(),
        "calibration": list(UNCALIBRATED),
    }


def export_folder(weights: Path, out: Path, *, quantize: bool = True) -> None:
    """Everything `onrecord.reader.Model` loads, in the folder `out`."""
    out.mkdir(parents=True, exist_ok=True)
    network = trained(weights)
    with torch.no_grad():
        network.roles.bias[begin(ROLES.index("cue"))] += EAGER
    if quantize:
        network.words = SmallEmbedding(network.words.weight.detach())  # type: ignore[assignment]
        network.positions = nn.Embedding.from_pretrained(network.positions.weight.detach()[:LONGEST])
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "reader.onnx" if quantize else out / "reader.onnx"
        export(network, whole)
        if quantize:
            quantized(whole, out / "reader.onnx")
    (out / "reader.json").write_text(json.dumps(settings(network, weights)) + "\n", encoding="utf-8")
    plain_tokenizer(encoder_folder()).save(str(out / "tokenizer.json"), pretty=False)
    print(f"{out / 'reader.onnx'}: {(out / 'reader.onnx').stat().st_size / 1e6:.1f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--float", action="store_true", help="keep float32, to measure what int8 loses")
    options = parser.parse_args()
    export_folder(options.weights, options.out, quantize=not options.float)


if __name__ == "__main__":
    main()
