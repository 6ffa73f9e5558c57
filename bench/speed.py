"""How fast articles are read, start to end, in one process: PolNeAR's dev articles, five times over.

python -m bench.speed [--times N] [--model MODEL]
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.shared import chosen, data, hardware, model_option, parser

STARTS = 3
"""Starts of which the shortest counts: the others wait for the disk, or for whatever else runs."""


def measure(times: int = 5, model: str = "standard") -> dict[str, float]:
    """Articles a second of the whole `onrecord read` process, its peak memory, and the shortest of some starts.

    A start's processor time says more than its length where others use the machine.
    """
    encoder, name = chosen(model)
    read = ("read", "--as", "article", "--model", name, *(("--encoder", str(encoder)) if encoder else ()))
    with tempfile.TemporaryDirectory() as folder:
        articles = Path(folder) / "articles"
        articles.mkdir()
        gold = [
            json.loads(path.read_text()) for path in sorted(data("data", "polnear", "dev").glob("*.json"))
        ]
        for number in range(times):
            for document in gold:
                (articles / f"{document['id']}-{number}.txt").write_text(document["text"])
        seconds, _ = _seconds(*read, str(articles), "--out", f"{folder}/records")
        (Path(folder) / "short.txt").write_text("The minister, Ana Kos, said the bridge was safe.")
        starts = [_seconds(*read, f"{folder}/short.txt") for _ in range(STARTS)]
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return {
        "speed.articles_a_second": round(len(gold) * times / seconds, 2),
        "speed.peak_mb_a_process": round(peak, 1),
        "speed.start_seconds": round(min(took for took, _ in starts), 2),
        "speed.start_processor_seconds": round(min(busy for _, busy in starts), 2),
    }


def _seconds(*arguments: str) -> tuple[float, float]:
    """How long `onrecord` with these arguments takes, from start to end, and how long it keeps processors busy."""
    command = "from onrecord.cli import main; main()"
    began, busy = time.perf_counter(), _busy()
    subprocess.run([sys.executable, "-c", command, *arguments], check=True, capture_output=True)
    return time.perf_counter() - began, _busy() - busy


def _busy() -> float:
    """Processor seconds of all children that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    arguments = parser(__doc__)
    arguments.add_argument("--times", type=int, default=5, help="how often each article is read")
    model_option(arguments)
    options = arguments.parse_args()
    print(hardware())
    for figure, value in measure(options.times, options.model).items():
        print(f"{figure:34} {value}")


if __name__ == "__main__":
    main()
