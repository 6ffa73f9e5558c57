"""Who said what, over whole articles: PolNeAR's dev part, read as articles and scored by the shared scorer.

python -m bench.statements [--model MODEL] [--keep FOLDER]
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from bench.shared import data, model_of, model_option, parser, scorer
from onrecord.pages import RawPage
from onrecord.reader import Reader
from onrecord.reading import read_page


def records(folder: Path, reader: Reader) -> dict[str, dict[str, Any]]:
    """The record of every gold document in `folder`, its text taken as the article."""
    out = {}
    for path in sorted(folder.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        page = RawPage(data=gold["text"].encode(), name=path.stem)
        out[path.stem] = json.loads(read_page(page, "article", reader=reader).to_json())
    return out


def measure(model: str = "standard", keep: Path | None = None) -> dict[str, float]:
    """Figures of the shared scorer on PolNeAR dev, and of the speakers on the articles that have them."""
    reader = Reader(model_of(model))
    score = scorer()
    dev = data("data", "polnear", "dev")
    predicted = records(dev, reader)
    if keep:
        keep.mkdir(parents=True, exist_ok=True)
        for name, record in predicted.items():
            (keep / f"{name}.json").write_text(json.dumps(record), encoding="utf-8")
    figures = {f"dev.{name}": value for name, value in score.statements(score.load(dev), predicted).items()}
    spoken = score.load(data("data", "polnear-speakers"))
    resolved = score.statements(spoken, predicted)
    figures |= {f"speakers.{name}": resolved[name] for name in ("found", "speaker", "who_said_what")}
    for form, counted in score.speakers(spoken, predicted).items():
        figures[f"speakers.{form}"] = counted["share"]
    return figures


def main() -> None:
    arguments = parser(__doc__)
    model_option(arguments)
    arguments.add_argument("--keep", type=Path, help="write the records to this folder")
    options = arguments.parse_args()
    for name, value in measure(options.model, options.keep).items():
        print(f"{name:28} {value}")


if __name__ == "__main__":
    main()
