"""The whole road on the sample stories: article, date, statements, speakers and days, against their gold.

    python -m bench.samples [--model MODEL] [--errors]

Pages of invented outlets, written and annotated for onrecord (tests/samples/gold); no model saw them in training.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from bench.shared import model_of, model_option, parser, scorer
from onrecord.pages import RawPage
from onrecord.reader import Reader
from onrecord.reading import read_page
from onrecord.samples import STORIES

GOLD = Path(__file__).resolve().parents[1] / "tests" / "samples" / "gold"


def records(reader: Reader) -> dict[str, dict[str, Any]]:
    """The record of every sample page."""
    out = {}
    for story in STORIES:
        for path in sorted(story.folder.iterdir()):
            record = read_page(RawPage(data=path.read_bytes(), name=path.stem), reader=reader)
            out[path.stem] = json.loads(record.to_json())
    return out


def days_right(
    gold: dict[str, Any], record: dict[str, Any], pairs: list[tuple[int, int, bool]]
) -> tuple[int, int]:
    """How many of the paired statements whose day is annotated carry that day, and how many there are."""
    dated = [
        (gold["statements"][i]["said"], record["statements"][j]["said"])
        for i, j, _ in pairs
        if "said" in gold["statements"][i]
    ]
    return sum(g["from"] == p["from"] and g["to"] == p["to"] for g, p in dated), len(dated)


def gold_pages() -> dict[str, dict[str, Any]]:
    """The gold of every sample page, by name."""
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(GOLD.glob("*.json"))}


def annotated() -> dict[str, dict[str, Any]]:
    """The gold of the pages whose statements are annotated."""
    return {name: document for name, document in gold_pages().items() if "statements" in document}


def measure(model: str = "standard", errors: bool = False) -> dict[str, float]:
    """Figures of the shared scorer over the samples, and the shares of right titles, dates and days."""
    score = scorer()
    gold = gold_pages()
    read = records(Reader(model_of(model)))
    found = score.statements(annotated(), read)
    pages = score.pages(gold, read)
    right = total = 0
    for name, document in annotated().items():
        pairs = score.pair(
            document["statements"], document["text"], read[name]["statements"], read[name]["article"]["text"]
        )
        hits, dated = days_right(document, read[name], pairs)
        right, total = right + hits, total + dated
    for name, document in gold.items():
        for field in ("title", "published"):
            if errors and read[name]["article"][field] != document[field]:
                print(f"{name} {field}: {read[name]['article'][field]!r}, gold {document[field]!r}")

    def share(field: str) -> float:
        return round(sum(read[name]["article"][field] == gold[name][field] for name in gold) / len(gold), 4)

    return {
        "samples.title": share("title"),
        "samples.published": share("published"),
        "samples.article.f1": pages["f1"],
        "samples.article.exact": pages["exact"],
        "samples.day": round(right / total, 4),
    } | {
        f"samples.{name}": found[name]
        for name in ("found", "exact", "source", "kind", "speaker", "who_said_what")
    }


def main() -> None:
    arguments = parser(__doc__)
    model_option(arguments)
    arguments.add_argument("--errors", action="store_true", help="print each wrong title and date")
    options = arguments.parse_args()
    for figure, value in measure(options.model, options.errors).items():
        print(f"{figure:34} {value}")


if __name__ == "__main__":
    main()
