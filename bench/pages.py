"""HTML pages: the article's text against its gold, the publication date against labels, cost; trafilatura beside it.

python -m bench.pages

Texts: `data/pages` with the shared scorer. Dates: bench/publication-dates.json, labelled by looking at what each page
shows (its text, the time it marks, its address); pages that show none are left out. Cost: processor time of one
process on pages already in memory, the best of three passes after a warm one; trafilatura does the same job, text and
metadata, and in `trafilatura_text` the text alone. Memory: the peak of that process, modules included.
"""

from __future__ import annotations

import gzip
import json
import multiprocessing
import resource
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.shared import data, hardware, scorer

LABELS = Path(__file__).with_name("publication-dates.json")
PASSES = 3
WAYS = ("onrecord", "trafilatura", "trafilatura_precision", "trafilatura_text")
Reader = Callable[[bytes, str, str], dict[str, Any]]


def measure() -> dict[str, float]:
    """F1, precision, recall and exact share of each way; dates right; seconds a page and megabytes."""
    gold = scorer().load(data("data", "pages", "gold"))
    labels = json.loads(LABELS.read_text(encoding="utf-8"))
    figures: dict[str, float] = {}
    seconds: dict[str, float] = {}
    for way in WAYS:
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            read, seconds[way], megabytes = pool.apply(run, (way,))
        found = scorer().pages(gold, read)
        name = "pages" if way == "onrecord" else f"pages.{way}"
        figures |= {f"{name}.{figure}": found[figure] for figure in ("f1", "precision", "recall", "exact")}
        if way != "trafilatura_text":
            right = sum(
                read[page]["article"]["published"] == label["published"] for page, label in labels.items()
            )
            figures[f"{name}.published"] = round(right / len(labels), 4)
        figures[f"{name}.pages_a_second"] = round(len(gold) / seconds[way], 1)
        figures[f"{name}.peak_mb"] = round(megabytes, 1)
    figures["pages.cost"] = round(seconds["onrecord"] / seconds["trafilatura"], 3)
    figures["pages.cost_of_text"] = round(seconds["onrecord"] / seconds["trafilatura_text"], 3)
    return figures


def run(way: str) -> tuple[dict[str, dict[str, Any]], float, float]:
    """Every page read in one way: the records, the processor's seconds of the best pass, the peak in megabytes."""
    pages = []
    for path in sorted(data("data", "pages", "html").glob("*.html.gz")):
        name = path.name.removesuffix(".html.gz")
        gold = json.loads(data("data", "pages", "gold", f"{name}.json").read_text(encoding="utf-8"))
        pages.append((name, gzip.decompress(path.read_bytes()), gold["url"]))
    read = _onrecord() if way == "onrecord" else _trafilatura(way)
    best = float("inf")
    for _ in range(PASSES + 1):
        began = time.process_time()
        found = {name: read(page, name, url) for name, page, url in pages}
        best = min(best, time.process_time() - began)
    return found, best, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _onrecord() -> Reader:
    from onrecord.errors import NoArticle
    from onrecord.pages import RawPage, to_article

    def read(page: bytes, name: str, url: str) -> dict[str, Any]:
        try:
            article = to_article(RawPage(page, name, url=url))[1]
        except NoArticle:
            return {"article": {"text": "", "published": None}}
        return {"article": {"text": article.text, "published": article.published}}

    return read


def _trafilatura(way: str) -> Reader:
    import trafilatura

    def read(page: bytes, name: str, url: str) -> dict[str, Any]:
        found = trafilatura.bare_extraction(
            page,
            url=url,
            include_comments=False,
            favor_precision=way == "trafilatura_precision",
            with_metadata=way != "trafilatura_text",
        )
        text, date = (found.text or "", found.date) if found is not None else ("", None)
        return {"article": {"text": text, "published": date}}

    return read


if __name__ == "__main__":
    print(hardware())
    for figure, value in measure().items():
        print(f"{figure:44} {value:>9}")
