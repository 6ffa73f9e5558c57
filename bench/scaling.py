"""How reading grows with the processor's cores and with the length of the article, as a picture for the docs.

    python -m bench.scaling [--svg docs/scaling.svg] [--model MODEL]

Articles are paragraphs of PolNeAR's dev part joined to each length; the reader alone, the best of some runs. Run it
when the machine has nothing else to do.
"""

from __future__ import annotations

import time
from pathlib import Path

from bench.shared import data, hardware, model_of, model_option, parser, scorer
from onrecord.cores import cores
from onrecord.reader import Reader

LENGTHS = (50, 100, 200, 400, 800, 1600, 3200)
"""Words of an article."""
ARTICLES, RUNS = 20, 3


def paragraphs() -> list[str]:
    gold = scorer().load(data("data", "polnear", "dev")).values()
    return [part for document in gold for part in document["text"].split("\n") if part.strip()]


def articles(words: int, number: int) -> list[str]:
    """`number` texts of about `words` words each, of whole paragraphs, all of them different."""
    texts, parts, length = [], [], 0
    for paragraph in paragraphs() * number:
        parts.append(paragraph)
        length += len(paragraph.split())
        if length >= words:
            texts.append("\n\n".join(parts))
            parts, length = [], 0
        if len(texts) == number:
            break
    return texts


def rate(reader: Reader, texts: list[str]) -> float:
    """Articles a second, in the best of some runs."""
    best = float("inf")
    for _ in range(RUNS):
        began = time.perf_counter()
        for text in texts:
            reader.read(text)
        best = min(best, time.perf_counter() - began)
    return len(texts) / best


def threads() -> list[int]:
    """1, 2, 4 … up to the number of cores."""
    most = cores()
    return sorted({min(1 << power, most) for power in range(most.bit_length() + 1)})


def measure(model: str = "standard") -> dict[str, float]:
    """Articles a second by threads (800 words each) and milliseconds an article by its words (all threads)."""
    figures = {}
    texts = articles(800, ARTICLES)
    for number in threads():
        reader = Reader(model_of(model, number))
        figures[f"scaling.articles_a_second.{number}_threads"] = round(rate(reader, texts), 2)
    for words in LENGTHS:
        figures[f"scaling.milliseconds.{words}_words"] = round(
            1000 / rate(reader, articles(words, ARTICLES)), 1
        )
    return figures


def draw(figures: dict[str, float], file: Path) -> None:
    """Both figures side by side, as SVG."""
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "onrecord"  # the same figures give the same file
    from matplotlib import pyplot

    picture, (left, right) = pyplot.subplots(1, 2, figsize=(8, 3), layout="constrained")
    for axes, name, label in (
        (left, "articles_a_second", "threads"),
        (right, "milliseconds", "words in the article"),
    ):
        points = {
            int(figure.rpartition(".")[2].partition("_")[0]): value
            for figure, value in figures.items()
            if figure.startswith(f"scaling.{name}.")
        }
        axes.plot(list(points), list(points.values()), marker="o", color="#1f6f8b")
        axes.set_xlabel(label)
        axes.set_ylim(bottom=0)
        axes.set_xlim(left=0)
        axes.spines[["top", "right"]].set_visible(False)
    left.set_title("articles of 800 words, a second", fontsize=10)
    left.set_xticks(threads())
    right.set_title("milliseconds an article", fontsize=10)
    picture.savefig(file, metadata={"Date": None})


def main() -> None:
    arguments = parser(__doc__)
    model_option(arguments)
    arguments.add_argument("--svg", type=Path, help="draw the figures into this file")
    options = arguments.parse_args()
    print(hardware())
    figures = measure(options.model)
    for figure, value in figures.items():
        print(f"{figure:44} {value}")
    if options.svg:
        draw(figures, options.svg)


if __name__ == "__main__":
    main()
