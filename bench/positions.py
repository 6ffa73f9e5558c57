"""How long utterances take to keep, and lines to open, in a large ledger with one prolific speaker.

    python -m bench.positions [--statements 1000000] [--pages 50] [--queries 50] [--ledger PLACE]

Fills a ledger with invented pages, a tenth of whose statements are one speaker's, over ten years; every fourth page
repeats an earlier one, word for word or with a word in five replaced. Then adds some pages one at a time, and opens
lines. Prints the hardware with the figures: milliseconds by the clock, and of processor time, which another load on
the machine changes less.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bench import invented
from bench.shared import hardware
from onrecord.ledger import Ledger
from onrecord.pages.fingerprint import fingerprint
from onrecord.positions import Positions
from onrecord.record import Article, Mention, Page, Record, Said, Span, Speaker, Statement

PROLIFIC = "Ilse Marrow"
SHARE = 0.1
STATEMENTS = 20
"""On each page."""
YEARS = 10
SUBJECTS = tuple(f"Lake {invented.word(invented.RARE + number).capitalize()}" for number in range(200))


def pages(count: int, first: int = 0) -> Iterator[tuple[Record, bytes]]:
    """Records of invented pages and their bytes, the same ones every time."""
    for number in range(first, first + count):
        copied = number >= 8 and number % 4 == 3
        yield _page(number, number - 3 if copied else number, changed=copied and number % 8 == 7)


def _page(number: int, like: int, *, changed: bool) -> tuple[Record, bytes]:
    chance, change = random.Random(like), random.Random(number)
    day = date(2015, 1, 1) + timedelta(days=chance.randrange(365 * YEARS))
    published = (day + timedelta(days=number != like)).isoformat()
    url = f"https://outlet{number % 90}.example/{number}"
    lines: list[str] = []
    places: list[tuple[str, Span, Span, Mention]] = []
    start = 0
    for _ in range(STATEMENTS):
        who = PROLIFIC if chance.random() < SHARE else invented.speaker(chance)
        subject = chance.choice(SUBJECTS)
        said = f"{subject}: {invented.words(chance)}"
        if changed:
            said = " ".join(w if change.random() > 0.2 else f"{w}o" for w in said.split(" "))
            said = f"{subject}: {said.partition(': ')[2]}"
        lines.append(f"{who} said “{said}”.")
        content = Span(start=start + len(who) + 6, end=start + len(who) + 8 + len(said), text=f"“{said}”")
        mention = Mention(
            name=subject, kind="place", start=content.start + 1, end=content.start + 1 + len(subject)
        )
        places.append((who, Span(start=start, end=start + len(who), text=who), content, mention))
        start += len(lines[-1]) + 2
    text = "\n\n".join(lines)
    data = f"<p>{text}</p>".encode()
    sha256 = hashlib.sha256(f"{url}{text}".encode()).hexdigest()
    vectors = invented.vectors(like, len(places))
    read = tuple(
        Statement(
            id=hashlib.sha256(f"{url} {place}".encode()).hexdigest()[:16],
            source=source,
            cue=None,
            content=(content,),
            kind="direct" if place % 3 else "indirect",
            act="speech",
            speaker=Speaker(name=who, named=True, kind="person", how="named in the source"),
            said=Said.model_validate({"from": published, "to": published, "how": "article"}),
            about=(mention,),
            confidence=0.9,
            vector=vector,
        )
        for place, ((who, source, content, mention), vector) in enumerate(zip(places, vectors, strict=True))
    )
    article = Article(
        title=text[:50],
        outlet=f"outlet{number % 90}",
        language="en",
        published=published,
        text=text,
        fingerprint=fingerprint(text),
    )
    page = Page(url=url, sha256=sha256, media_type="text/html")
    return Record(page=page, article=article, statements=read), data


def fill(ledger: Ledger, count: int) -> None:
    """Adds the pages that are not there, and groups their statements; goes on where it was stopped."""
    there = ledger.stats().pages
    started = time.process_time()
    with ledger.adding("invented") as run:
        for record, _ in pages(count - there, there):
            run.add(record)
    _print_a_page("add", run.added, time.process_time() - started)
    started = time.process_time()
    grouped = Positions(ledger).catch_up(
        lambda done, total: print(f"\r{done:,} of {total:,}", end="", flush=True)
    )
    print("\r", end="")
    _print_a_page("group", grouped // STATEMENTS, time.process_time() - started)


def _print_a_page(what: str, count: int, seconds: float) -> None:
    if count:
        print(f"filled:  {count:,} pages; processor time a page: {seconds / count * 1000:.1f} ms to {what}")


def main() -> None:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--statements", type=int, default=1_000_000)
    arguments.add_argument("--pages", type=int, default=50)
    arguments.add_argument("--queries", type=int, default=50)
    arguments.add_argument("--ledger", metavar="PLACE")
    options = arguments.parse_args()
    print(hardware())
    with (
        tempfile.TemporaryDirectory() as folder,
        Ledger.open(options.ledger or str(Path(folder) / "l.db")) as ledger,
    ):
        fill(ledger, options.statements // STATEMENTS)
        positions = Positions(ledger)
        stats = ledger.stats()
        print(f"size:    {stats.statements:,} statements, {stats.bytes / stats.statements:,.0f} bytes each")
        adding: list[tuple[float, float]] = []
        grouping: list[tuple[float, float]] = []
        for record, _ in pages(options.pages, stats.pages):
            adding.append(_time(lambda record=record: ledger.add(record)))  # type: ignore[misc]
            grouping.append(_time(positions.catch_up))
        _print("a page added", adding)
        _print("its statements grouped", grouping)
        chance = random.Random(1)
        asked = [chance.choice(SUBJECTS) for _ in range(options.queries)]
        _print("a line, first time", [_time(lambda a=a: positions.line(PROLIFIC, a)) for a in asked])  # type: ignore[misc]
        _print("a line, again", [_time(lambda a=a: positions.line(PROLIFIC, a)) for a in asked])  # type: ignore[misc]
        _print("everything by one", [_time(lambda: positions.line(PROLIFIC)) for _ in range(3)])
        _print("recurring subjects", [_time(lambda: positions.subjects(PROLIFIC)) for _ in range(3)])
        phrases = [" ".join(invented.words(chance).split()[:5]) for _ in range(options.queries)]
        _print("a quotation", [_time(lambda w=w: positions.quote(f"{w} harbour")) for w in phrases])  # type: ignore[misc]


def _time(asked: Callable[[], Any]) -> tuple[float, float]:
    """Milliseconds by the clock, and of processor time."""
    started, spent = time.perf_counter(), time.process_time()
    asked()
    return (time.perf_counter() - started) * 1000, (time.process_time() - spent) * 1000


def _print(what: str, times: list[tuple[float, float]]) -> None:
    figures = []
    for kind, values in zip(("clock", "processor"), zip(*times, strict=True), strict=True):
        p95 = statistics.quantiles(values, n=20)[-1] if len(values) > 1 else values[0]
        figures.append(f"{kind} p50 {statistics.median(values):7.1f} ms, p95 {p95:7.1f} ms")
    print(f"{what:24} {'   '.join(figures)}")


if __name__ == "__main__":
    main()
