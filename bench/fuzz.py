"""Coverage-guided fuzzing of page reading: no crash, no hang, no unbounded memory, whatever the bytes.

python -m bench.fuzz [--target NAME] [--seconds 120] [--runs 1000000]      (needs the extra `fuzz`)

Targets: `html` and `text` read bytes as a page, `containers` opens bytes as a file of any kind. Each begins with the
sample pages, runs in a process of its own, and ends after so many inputs or seconds, whichever comes first. An input
that raises anything but PageError, takes longer than 10 seconds or more than 2 GB ends the run with 1 and is kept in
the folder that is named.
"""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import atheris

from bench.shared import parser

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

with atheris.instrument_imports(include=["onrecord.pages", "feedparser"]):
    from onrecord.errors import PageError
    from onrecord.pages import Damaged, Linked, RawPage, Skipped, pages_from, to_article

from onrecord.samples import folder

LONGEST = 12_000
"""Bytes of an input: enough for time that grows with the square to show, few enough for hundreds of inputs a minute."""
SLOWEST = 10
"""Seconds an input may take, many times what the slowest sample takes with coverage counted."""
MEMORY = 2048
"""Megabytes the process may take: the libraries, their coverage counters and one page need a quarter."""
MOST_ROWS = 100_000
KINDS = (
    "warc",
    "warc.gz",
    "warc.zst",
    "xml",
    "jsonl",
    "json",
    "eml",
    "mbox",
    "mhtml",
    "pdf",
    "html",
    "txt",
    "html.gz",
)
MAIL = (
    b"From: Desk <desk@quay.example>\r\nTo: all@quay.example\r\nSubject: Harbour\r\nMIME-Version: 1.0\r\n"
    b"Date: Tue, 03 Mar 2026 10:00:00 +0200\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n"
    b"Content-Type: text/html; charset=utf-8\r\nContent-Location: https://quay.example/1\r\n\r\n"
)


def html(data: bytes) -> None:
    """Any bytes, read as a page of HTML."""
    _read(RawPage(b"<html>" + data, "fuzzed", url="https://quay.example/news/1", media_type="text/html"))


def text(data: bytes) -> None:
    """Any bytes, read as flattened text; the first picks the charset that the transport declares."""
    charset = (None, "utf-8", "utf-16", "windows-1252", "nonsense")[data[0] % 5] if data else None
    _read(RawPage(data[1:], "fuzzed", media_type="text/plain", charset=charset))


def containers(data: bytes) -> None:
    """Any bytes, opened as a file; the first picks its ending."""
    name = f"fuzzed.{KINDS[data[0] % len(KINDS)]}" if data else "fuzzed"
    for found in islice(pages_from(data[1:], name, limit=1_000_000), MOST_ROWS):
        assert isinstance(found, RawPage | Damaged | Linked | Skipped)


TARGETS: dict[str, Callable[[bytes], None]] = {"html": html, "text": text, "containers": containers}


def _read(raw: RawPage) -> None:
    try:
        article = to_article(raw)[1]
    except PageError:
        return
    assert article.text.strip()


def seeds(target: str) -> Iterator[bytes]:
    """Inputs to begin with, made from the sample pages."""
    pages = [path.read_bytes() for path in sorted(folder().glob("*/*.html"))]
    if target == "html":
        yield from pages
        return
    articles = [to_article(RawPage(page, "seed"))[1] for page in pages]
    if target == "text":
        for article in articles:
            taken_out = "\n".join(piece.text for piece in article.furniture)
            yield f"\0{article.title}\n{article.text}\n{taken_out}".encode()
        return
    made = [(KINDS.index("warc.gz"), path.read_bytes()) for path in (folder() / "containers").glob("*.gz")]
    made += [(KINDS.index("warc"), gzip.decompress(data)) for _, data in made]
    made += [(KINDS.index("warc.zst"), zstd.compress(data)) for kind, data in made if KINDS[kind] == "warc"]
    made += [(KINDS.index("xml"), path.read_bytes()) for path in (folder() / "containers").glob("*.atom")]
    lines = [json.dumps({"title": article.title, "text": article.text}) for article in articles[:3]]
    made += [(KINDS.index("jsonl"), "\n".join(lines).encode()), (KINDS.index("json"), lines[0].encode())]
    mail = MAIL + pages[0] + b"\r\n--b--\r\n"
    made += [(KINDS.index("mhtml"), mail), (KINDS.index("eml"), mail)]
    made += [(KINDS.index("mbox"), b"From desk@quay.example Tue Mar  3 10:00:00 2026\n" + mail)]
    yield from (bytes((kind,)) + data for kind, data in made)


def fuzz(target: str, seconds: int, runs: int) -> None:
    """Runs one target in this process, which then ends."""
    place = Path(tempfile.mkdtemp(prefix=f"fuzz-{target}-"))
    corpus = place / "corpus"
    corpus.mkdir()
    for number, seed in enumerate(seeds(target)):
        (corpus / f"seed-{number}").write_bytes(seed)
    print(f"{target}: {number + 1} seeds; what fails is kept in {place}", flush=True)
    limits = [f"-max_total_time={seconds}", f"-runs={runs}", f"-max_len={LONGEST}", "-len_control=0"]
    limits += [f"-timeout={SLOWEST}", f"-rss_limit_mb={MEMORY}"]
    atheris.Setup([sys.argv[0], *limits, f"-artifact_prefix={place}/", str(corpus)], TARGETS[target])
    atheris.Fuzz()


if __name__ == "__main__":
    arguments = parser(__doc__)
    arguments.add_argument("--target", choices=TARGETS)
    arguments.add_argument("--seconds", type=int, default=120)
    arguments.add_argument("--runs", type=int, default=1_000_000)
    given = arguments.parse_args()
    if given.target:
        fuzz(given.target, given.seconds, given.runs)
    ended = [
        subprocess.run([sys.executable, "-m", "bench.fuzz", "--target", target, *sys.argv[1:]]).returncode
        for target in TARGETS
    ]
    sys.exit(int(any(ended)))
