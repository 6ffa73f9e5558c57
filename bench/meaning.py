"""How near the vectors of statements are to the sentence encoder they were distilled from.

    python -m bench.meaning [--model MODEL]

The correlation (Pearson) of the likenesses that both give to 20,000 random pairs of statements of PolNeAR's dev part,
and how often the nearest other statement is among the encoder's ten nearest. Needs the extra "train", for the encoder.
"""

from __future__ import annotations

import numpy as np
import torch

from bench.shared import data, model_of, model_option, parser, scorer
from onrecord.reader import Reader
from training.meaning import encoded, likeness, teacher, vectors
from training.train import encoder_folder, plain_tokenizer


def measure(model: str = "standard") -> dict[str, float]:
    """The figures of the model in the folder `model`, the shipped one unless given."""
    texts = [
        " ".join(gold["text"][start:end] for start, end in statement["content"])
        for gold in scorer().load(data("data", "polnear", "dev")).values()
        for statement in gold["statements"]
    ]
    rows = encoded(texts, plain_tokenizer(encoder_folder()))
    wanted = vectors(teacher(), rows, torch.device("cpu"))
    reader = Reader(model_of(model))
    bytes_of = [vector or bytes(wanted.shape[1]) for vector in reader.meanings(texts)]
    ours = torch.from_numpy(
        np.stack([np.frombuffer(one, dtype=np.int8) for one in bytes_of]).astype(np.float32)
    )
    ours = torch.nn.functional.normalize(ours, dim=1)
    hidden = torch.eye(len(texts), dtype=torch.bool)
    nearest = (ours @ ours.T).masked_fill(hidden, -1).argmax(1)
    ten = (wanted @ wanted.T).masked_fill(hidden, -1).topk(10, dim=1).indices
    return {
        "meaning.correlation": round(likeness(ours, wanted), 4),
        "meaning.nearest_in_ten": round(float((ten == nearest[:, None]).any(1).float().mean()), 3),
    }


def main() -> None:
    arguments = parser(__doc__)
    model_option(arguments)
    for name, value in measure(arguments.parse_args().model).items():
        print(f"{name:32} {value}")


if __name__ == "__main__":
    main()
