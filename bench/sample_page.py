"""The first page onrecord was asked to read: a flattened page whose furniture is dated after its article.

python -m bench.sample_page
"""

from __future__ import annotations

import json

from bench.shared import data, scorer
from onrecord.pages import RawPage
from onrecord.reading import read_page


def measure() -> dict[str, float]:
    """1 or 0 for the page's title, date and whole text, and the shared scorer's figures for its statements."""
    path = data("pages", "assad-can-stay.txt")
    gold = json.loads(path.with_suffix(".gold.json").read_text(encoding="utf-8"))
    record = read_page(RawPage(data=path.read_bytes(), name=path.stem))
    article = record.article
    paragraphs = [part for part in gold["text"].split("\n\n") if part.strip()]
    found = scorer().statements({path.stem: gold}, {path.stem: json.loads(record.to_json())})
    return {
        "sample_page.title": float(article.title == gold["title"]),
        "sample_page.published": float(article.published == gold["published"]),
        "sample_page.paragraphs": round(
            sum(part in article.text for part in paragraphs) / len(paragraphs), 4
        ),
        "sample_page.furniture": float(len(article.furniture)),
    } | {f"sample_page.{name}": found[name] for name in ("found", "source", "speaker", "who_said_what")}


if __name__ == "__main__":
    for figure, value in measure().items():
        print(f"{figure:34} {value}")
