"""Share of the dates and times of GUM that are found and resolved as annotated.

    python -m bench.times [--genres news,interview] [--part train|dev|test|all] [--errors] [--speed]

Needs the annotated data beside the checkout (or ONRECORD_SHARED): `data/gum`. The anchor is the document's own date
(`dateCreated`). An annotated span counts as found when an expression overlaps it, and as right when that
expression's days are the annotated ones: for `when` and `from`/`to` the same first and last day, where the annotation
leaves the year out the same months or days, for `notBefore`/`notAfter` a range within them, for a time of day the
same minute. Precision is over the expressions that resolved to a first and a last day: the share that has the
annotated ones; those beside any annotated span are counted too. The rules were written with the train documents in
sight; dev and test were looked at as figures only.
"""

from __future__ import annotations

import re
import time
from calendar import monthrange
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bench.shared import data, parser
from onrecord.times import TimeExpression, expressions

TAG = re.compile(r"<(/?)(date|time)\b([^>]*)>")
ATTRIBUTE = re.compile(r"(when|from|to|notBefore|notAfter)=\"([^\"]*)\"")


@dataclass(frozen=True)
class Gold:
    """An annotated span and its attributes."""

    start: int
    end: int
    value: dict[str, str]


@dataclass(frozen=True)
class Document:
    name: str
    part: str
    anchor: date
    text: str
    gold: list[Gold]


def parts() -> dict[str, str]:
    """The part of the corpus each document belongs to."""
    found, part = {}, ""
    for line in data("data", "gum", "splits.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            part = line[3:].strip()
        elif line.strip().startswith("* "):
            found[line.strip()[2:]] = part
    return found


def running_text(path: Path) -> tuple[str, list[tuple[int, int]]]:
    """The text with its spacing, and the offsets of each token."""
    text, tokens = "", []
    space = covered = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# newpar"):
            text, space = text.rstrip() + ("\n\n" if text else ""), 0
            continue
        columns = line.split("\t")
        if len(columns) != 10 or "." in columns[0]:
            continue
        glued = "SpaceAfter=No" in columns[9]
        if "-" in columns[0]:
            covered = int(columns[0].split("-")[1]) - int(columns[0].split("-")[0]) + 1
            wide = glued
        elif covered:
            covered -= 1
            glued = wide if covered == 0 else True
        text += " " * space + columns[1] if "-" not in columns[0] else ""
        if "-" not in columns[0]:
            tokens.append((len(text) - len(columns[1]), len(text)))
            space = not glued
    return text, tokens


def documents(genres: list[str], part: str) -> list[Document]:
    """The documents of some genres that have a date of their own."""
    split = parts()
    found = []
    for path in sorted(data("data", "gum", "xml").glob("*.xml")):
        if path.stem.split("_")[1] not in genres or part not in ("all", split[path.stem]):
            continue
        xml = path.read_text(encoding="utf-8")
        created = re.search(r'dateCreated="(\d{4}-\d\d-\d\d)"', xml)
        if created is None:
            continue
        text, tokens = running_text(path.parents[1] / "dep" / f"{path.stem}.conllu")
        position = 0
        opened: list[tuple[int, str]] = []
        gold: list[Gold] = []
        for line in xml.splitlines():
            if tag := TAG.match(line):
                if tag[1]:
                    first, attributes = opened.pop()
                    value = dict(ATTRIBUTE.findall(attributes))
                    if value and first < position:
                        gold.append(Gold(tokens[first][0], tokens[position - 1][1], value))
                else:
                    opened.append((position, tag[3]))
            elif "\t" in line:
                position += 1
        assert position == len(tokens), path
        found.append(
            Document(
                path.stem,
                split[path.stem],
                date.fromisoformat(created[1]),
                text,
                sorted(gold, key=lambda g: g.start),
            )
        )
    return found


def bounds(value: str) -> tuple[date, date] | None:
    """First and last day of an ISO value, cut down to its date; None where it has no year."""
    match = re.match(r"-?(\d{4})(?:-(\d\d))?(?:-(\d\d))?", value)
    if match is None:
        return None
    year, month, day = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    if day:
        return date(year, month, day), date(year, month, day)
    last = month or 12
    return date(year, month or 1, 1), date(year, last, monthrange(year, last)[1])


def without_year(value: str) -> tuple[int, int | None] | None:
    match = re.fullmatch(r"--(\d\d)(?:-(\d\d))?", value)
    return (int(match[1]), int(match[2]) if match[2] else None) if match else None


def is_right(found: TimeExpression, value: dict[str, str]) -> bool:
    """Whether an expression means the annotated days, or the annotated time of day."""
    if re.match(r"\d\d:\d\d", value.get("when", "")):
        return found.clock == value["when"][:5]
    if "when" in value or "from" in value:
        first, last = (
            value.get("when") or value["from"],
            value.get("when") or value.get("to", value.get("from", "")),
        )
        if first.startswith("--"):
            a, b = without_year(first), without_year(last)
            if a is None or b is None or found.from_ is None or found.to is None:
                return False
            months = (found.from_.month, found.to.month) == (a[0], b[0])
            days = (a[1] in (None, found.from_.day)) and (b[1] in (None, found.to.day))
            return months and days
        low, high = bounds(first), bounds(last)
        return low is not None and high is not None and (found.from_, found.to) == (low[0], high[1])
    low, high = bounds(value.get("notBefore", "")), bounds(value.get("notAfter", ""))
    after = low is None or (found.from_ is not None and found.from_ >= low[0])
    before = high is None or (found.to is not None and found.to <= high[1])
    return after and before and (found.from_ or found.to) is not None


def counted(documents: list[Document], errors: bool) -> Counter[tuple[str, str]]:
    """(part, what) → how many: spans, found and right ones, expressions resolved and right."""
    count: Counter[tuple[str, str]] = Counter()
    for document in documents:
        began = time.process_time()
        found = expressions(document.text, document.anchor)
        count["all", "microseconds"] += round((time.process_time() - began) * 1e6)
        count["all", "words"] += len(document.text.split())
        shown = errors and document.part == "train"
        for gold in document.gold:
            over = [e for e in found if e.start < gold.end and gold.start < e.end]
            right = any(is_right(e, gold.value) for e in over)
            for part in (document.part, "all"):
                count[part, "gold"] += 1
                count[part, "found"] += bool(over)
                count[part, "right"] += right
            if shown and not right:
                got = [(e.text, str(e.from_), str(e.to)) for e in over]
                print(f"{document.name} {document.anchor} {gold.value} got {got}: {near(document, gold)}")
        for expression in found:
            if expression.from_ is None or expression.to is None:
                continue
            annotated = [g for g in document.gold if expression.start < g.end and g.start < expression.end]
            for part in (document.part, "all"):
                count[part, "resolved"] += 1
                count[part, "resolved right"] += any(is_right(expression, g.value) for g in annotated)
                count[part, "beside"] += not annotated
            if shown and not annotated:
                print(
                    f"{document.name} beside, {expression.from_} {expression.to}: {near(document, expression)}"
                )
    return count


def near(document: Document, span: Gold | TimeExpression) -> str:
    """The span in brackets, in its surroundings."""
    before, after = (
        document.text[max(0, span.start - 60) : span.start],
        document.text[span.end : span.end + 30],
    )
    return f"{before}[{document.text[span.start : span.end]}]{after}".replace("\n", " ")


def measure() -> dict[str, float]:
    """The share of annotated times found and resolved right in news and interviews, and their precision."""
    count = counted(documents(["news", "interview"], "all"), errors=False)
    held = {what: count["dev", what] + count["test", what] for what in ("gold", "right")}
    return {
        "times.right": round(count["all", "right"] / count["all", "gold"], 4),
        "times.right.held_out": round(held["right"] / held["gold"], 4),
        "times.precision": round(count["all", "resolved right"] / count["all", "resolved"], 4),
    }


def main() -> None:
    arguments = parser(__doc__)
    arguments.add_argument("--genres", default="news,interview")
    arguments.add_argument("--part", choices=("train", "dev", "test", "all"), default="all")
    arguments.add_argument(
        "--errors", action="store_true", help="print what differs, for the train documents"
    )
    options = arguments.parse_args()
    count = counted(documents(options.genres.split(","), options.part), options.errors)
    for part in ("train", "dev", "test", "all"):
        gold, resolved = count[part, "gold"], count[part, "resolved"]
        if gold and resolved:
            print(
                f"{part:6} {gold:4} spans: found {count[part, 'found'] / gold:.3f}, "
                f"found and right {count[part, 'right'] / gold:.3f}; {resolved:4} expressions resolved: "
                f"right {count[part, 'resolved right'] / resolved:.3f}, beside any span {count[part, 'beside']}"
            )
    words, milliseconds = count["all", "words"], count["all", "microseconds"] / 1000
    print(f"{milliseconds / max(1, words) * 1000:.1f} ms of processor time for 1000 words")


if __name__ == "__main__":
    main()
