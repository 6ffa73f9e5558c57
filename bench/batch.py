"""How fast a crawl is read, by one and two workers on either engine, beside a plain loop and beside trafilatura alone.

    python -m bench.batch [--pages 5000] [--files 10] [--only NAME …] [--docs]

Writes WARC files of the sample pages and, where they are there, of those in data/pages beside the checkout, each page
with sentences of its own so that no two are equal, and damages some records. Every way of reading runs in a process of
its own, start included. `--docs` puts the figures into docs/batch.md.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import random
import re
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from bench.shared import SHARED, hardware
from onrecord.samples import folder as samples

DOCUMENT = Path(__file__).parents[1] / "docs" / "batch.md"
FIGURES = re.compile(r"(?<=<!-- figures -->\n).*?(?=<!-- end of figures -->)", re.S)
DAMAGED = 250
"""One record in so many has a byte changed."""
FILES_BEFORE_FLAT = 1
"""Files after which a worker holds all that it needs."""

MONTH_PAGES = 12_000_000
"""Pages of CC-NEWS in a month: 1.35 billion from August 2016 to spring 2026 (Lazzaroni et al., arXiv:2605.18337)."""
MONTH_ENGLISH = 0.4
"""Share of them taken to be in English."""

GOALS = (
    ("two workers over one", ">=", 1.8),
    ("engine overhead over the plain loop", "<=", 0.10),
    ("memory a worker, MB", "<=", 800),
    ("memory growth after the first file, MB", "<=", 50),
    ("ms a page in another language", "<=", 2.0),
)


def pages() -> list[bytes]:
    """The pages that the crawl is made of."""
    files = sorted(samples().rglob("*.html"))
    files += sorted((SHARED / "data" / "pages" / "html").glob("*"))
    data = [path.read_bytes() for path in files if path.is_file()]
    return [gzip.decompress(page) if page.startswith(b"\x1f\x8b") else page for page in data]


def crawl(place: Path, count: int, files: int, sources: list[bytes]) -> None:
    """Writes that many pages, made of the sources, into WARC files."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    chance = random.Random(1)
    place.mkdir(parents=True)
    for file in range(files):
        written = io.BytesIO()
        writer = WARCWriter(written, gzip=True)
        offsets = []
        for number in range(file, count, files):
            offsets.append(written.tell())
            writer.write_record(
                writer.create_warc_record(
                    f"https://outlet{number % 97}.example/{number}",
                    "response",
                    payload=io.BytesIO(unlike(sources[number % len(sources)], number)),
                    http_headers=StatusAndHeaders(
                        "200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1"
                    ),
                    warc_headers_dict={"WARC-Date": "2026-03-03T08:15:00Z"},
                )
            )
        data = bytearray(written.getvalue())
        for offset in chance.sample(offsets, max(1, len(offsets) // DAMAGED)):
            data[offset + 200] ^= 0xFF
        (place / f"crawl-{file:03}.warc.gz").write_bytes(data)


def unlike(page: bytes, number: int) -> bytes:
    """The page, with a sentence of its own at the end of every third paragraph."""
    parts = re.split(rb"(?i)(</p>)", page)
    for at in range(1, len(parts), 6):
        parts[at] = b" It was number %d of %d." % (number, number * 7919 + at) + parts[at]
    return b"".join(parts)


def plain(place: Path) -> dict[str, Any]:
    """The same through a loop over `read_page`, in one thread."""
    from onrecord.batch.files import peak
    from onrecord.errors import PageError
    from onrecord.pages import RawPage, pages_in
    from onrecord.reader import Model, Reader
    from onrecord.reading import read_page

    reader, count, statements = Reader(Model(threads=1)), 0, 0
    for path in sorted(place.iterdir()):
        for raw in pages_in(path):
            if isinstance(raw, RawPage):
                count += 1
                try:
                    statements += len(read_page(raw, reader=reader).statements)
                except PageError:
                    continue
    return {"pages": count, "statements": statements, "memory": peak()}


def trafilatura_alone(place: Path) -> dict[str, Any]:
    """The same through trafilatura, which gives the text and no statements."""
    import trafilatura

    from onrecord.batch.files import peak
    from onrecord.pages import RawPage, pages_in

    count = 0
    for path in sorted(place.iterdir()):
        for raw in pages_in(path):
            if isinstance(raw, RawPage):
                count += 1
                trafilatura.bare_extraction(raw.data, url=raw.url, with_metadata=True)
    return {"pages": count, "memory": peak()}


def foreign(place: Path) -> dict[str, Any]:
    """What a page in another language costs a worker, from the bytes of the WARC file on."""
    from onrecord.batch.files import FileReader, Settings
    from onrecord.batch.foreign import surely_foreign
    from onrecord.batch.inputs import Input
    from onrecord.batch.tables import taken

    crawl(place / "foreign", 500, 1, [page for page in pages() if surely_foreign(page)])
    (file,) = (place / "foreign").iterdir()
    with taken(place / "tables", {}):
        reader = FileReader(Settings(place / "tables"))
        reader.read(Input(str(file)))  # starts its process
        told = reader.read(Input(str(file)))
        reader.close()
    return {
        "pages": told["pages"],
        "told": told["foreign"],
        "milliseconds": 1000 * told["seconds"] / told["pages"],
    }


def batch(place: Path, out: Path, runner: str, workers: int) -> dict[str, Any]:
    """The same through `onrecord batch`."""
    main = "from onrecord.cli import main; main()"
    options = ["--runner", runner, "--workers", str(workers), "--json"]
    done = subprocess.run(
        [sys.executable, "-c", main, "batch", str(place), "--out", str(out), *options],
        check=True,
        capture_output=True,
        text=True,
    )
    report: dict[str, Any] = json.loads(done.stdout)
    manifests = [json.loads(path.read_bytes()) for path in sorted((out / "_files").iterdir())]
    manifests.sort(key=lambda one: one["finished"])
    report["memory_first"] = max(one["memory"] for one in manifests[: workers * FILES_BEFORE_FLAT])
    report["written"] = sum(path.stat().st_size for path in out.rglob("*.parquet"))
    return report


def apart(name: str, place: Path) -> dict[str, Any]:
    """A plain way of reading in a process of its own."""
    call = (
        f"import json, pathlib, bench.batch as b; print(json.dumps(b.{name}(pathlib.Path({str(place)!r}))))"
    )
    done = subprocess.run([sys.executable, "-c", call], check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def measured(count: int, files: int, only: list[str]) -> tuple[list[tuple[str, ...]], dict[str, float]]:
    """A row a way of reading, and the figures that goals are set for."""
    rows: list[tuple[str, ...]] = []
    figures, rates = dict[str, float](), dict[str, float]()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "crawl"
        crawl(place, count, files, pages())
        size = sum(path.stat().st_size for path in place.iterdir())
        figures["bytes of WARC a page"] = size / count
        ways: dict[str, Any] = {
            "trafilatura alone": lambda: apart("trafilatura_alone", place),
            "plain loop": lambda: apart("plain", place),
            "native, 1 worker": lambda: batch(place, Path(folder) / "n1", "native", 1),
            "native, 2 workers": lambda: batch(place, Path(folder) / "n2", "native", 2),
        }
        if find_spec("ray"):
            ways["Ray, 1 worker"] = lambda: batch(place, Path(folder) / "r1", "ray", 1)
            ways["Ray, 2 workers"] = lambda: batch(place, Path(folder) / "r2", "ray", 2)
        for name, way in ways.items():
            if only and not any(name.startswith(one) for one in only):
                continue
            began = time.perf_counter()
            found = way()
            seconds = time.perf_counter() - began
            rates[name] = found["pages"] / seconds
            memory = found.get("memory_a_worker", found.get("memory", 0)) / 1e6
            rows.append((name, f"{rates[name]:.1f}", f"{seconds:.0f}", f"{memory:.0f}"))
            print("  ".join(f"{cell:>20}" for cell in rows[-1]), flush=True)
            if name == "native, 1 worker":
                figures["seconds of work a page in English"] = seconds / max(1, found["articles"])
                figures["bytes of Parquet an article"] = found["written"] / max(1, found["articles"])
            if name == "native, 2 workers":
                figures["memory a worker, MB"] = memory
                growth = (found["memory_a_worker"] - found["memory_first"]) / 1e6
                figures["memory growth after the first file, MB"] = growth
        figures["ms a page in another language"] = apart("foreign", Path(folder))["milliseconds"]
    if {"native, 1 worker", "native, 2 workers"} <= rates.keys():
        figures["two workers over one"] = rates["native, 2 workers"] / rates["native, 1 worker"]
    if {"native, 1 worker", "plain loop"} <= rates.keys():
        figures["engine overhead over the plain loop"] = rates["plain loop"] / rates["native, 1 worker"] - 1
    return rows, figures


def told(count: int, rows: list[tuple[str, ...]], figures: dict[str, float]) -> str:
    """The figures as Markdown."""
    lines = [
        f"{count:,} pages on {hardware()}; start included.",
        "",
        "| | pages a second | seconds | MB a worker |",
        "|---|---:|---:|---:|",
        *("| " + " | ".join(row) + " |" for row in rows),
        "",
        "| | | goal |",
        "|---|---:|---:|",
    ]
    goals = {name: f"{'≥' if sign == '>=' else '≤'} {goal:g}" for name, sign, goal in GOALS}
    lines += [f"| {name} | {value:,.3g} | {goals.get(name, '')} |" for name, value in figures.items()]
    if "seconds of work a page in English" in figures:
        articles = MONTH_PAGES * MONTH_ENGLISH
        hours = articles * figures["seconds of work a page in English"] / 3600
        space = articles * figures["bytes of Parquet an article"] / 1e9
        lines += [
            "",
            f"One month of CC-NEWS by these figures, taking it for {MONTH_PAGES / 1e6:.0f} million pages, "
            f"{MONTH_ENGLISH:.0%} of them in English: {hours:,.0f} core-hours ({hours / 24 / 64:.1f} days of 64 cores) "
            f"and {space:,.0f} GB of Parquet.",
        ]
    return "\n".join(lines) + "\n"


def main() -> None:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--pages", type=int, default=5000)
    arguments.add_argument("--files", type=int, default=10)
    arguments.add_argument("--only", nargs="+", default=[], metavar="NAME", help="ways whose names begin so")
    arguments.add_argument("--docs", action="store_true", help="write the figures into docs/batch.md")
    options = arguments.parse_args()
    print(hardware(), f"\n{options.pages} pages in {options.files} files")
    print("  ".join(f"{head:>20}" for head in ("", "pages a second", "seconds", "MB a worker")))
    rows, figures = measured(options.pages, options.files, options.only)
    text = told(options.pages, rows, figures)
    print(f"\n{text}")
    for name, sign, goal in GOALS:
        if name in figures and not (figures[name] >= goal if sign == ">=" else figures[name] <= goal):
            print(f"falls short: {name} is {figures[name]:.3g}, not {sign} {goal:g}")
    if options.docs:
        DOCUMENT.write_text(
            FIGURES.sub(lambda _: text, DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8"
        )


if __name__ == "__main__":
    main()
