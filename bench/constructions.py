"""What people complain of in other tools, one group a construction: how many attributions come out right.

    python -m bench.constructions [--model MODEL] [--errors]

The articles are our own (tests/reader/constructions), with `<s1>source</s1>`, `<c1>cue</c1>` and
`<q1>content</q1>` marked in the text; `in=1` marks a source that speaks inside the first statement. A statement is
right when some attribution has its content word for word (marks and a leading "that" aside) and its source
(IoU >= 0.5). `too-many` is the share of all attributions read that have no word of a marked content, or stand inside
another where none is marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from bench.shared import model_of, model_option, parser
from onrecord.reader import Reader
from onrecord.record import Attribution

FOLDER = Path(__file__).resolve().parents[1] / "tests" / "reader" / "constructions"
TAG = re.compile(r"<(/?)([scq])(\d+)(?: in=(\d+))?>")
WORD = re.compile(r"\w+(?:['’]\w+)?")


@dataclass
class Marked:
    """One statement of a case, as marked."""

    source: tuple[int, int] | None = None
    cue: tuple[int, int] | None = None
    content: list[tuple[int, int]] = field(default_factory=list)
    inside: str | None = None


def case(marked: str) -> tuple[str, dict[str, Marked]]:
    """The text without its marks, and its statements by number."""
    text, taken = "", 0
    opened: dict[str, int] = {}
    statements: dict[str, Marked] = {}
    for tag in TAG.finditer(marked):
        text += marked[taken : tag.start()]
        taken = tag.end()
        closing, role, number, inside = tag.groups()
        statement = statements.setdefault(number, Marked())
        if inside:
            statement.inside = inside
        if not closing:
            opened[role + number] = len(text)
            continue
        span = (opened[role + number], len(text))
        if role == "q":
            statement.content.append(span)
        elif role == "s":
            statement.source = span
        else:
            statement.cue = span
    return text + marked[taken:], statements


def cases(group: str) -> list[tuple[str, dict[str, Marked]]]:
    """The cases of a group."""
    parts = (FOLDER / f"{group}.txt").read_text(encoding="utf-8").split("\n===\n")
    return [case(part.strip()) for part in parts]


def words(text: str) -> list[str]:
    found = [word.casefold() for word in WORD.findall(text)]
    return found[1:] if found[:1] == ["that"] else found


def overlap(text: str, span: tuple[int, int] | None, found: Attribution) -> float:
    """IoU of the source's words with those found; 1 where neither has a source."""
    marked = set(words(text[slice(*span)])) if span else set()
    read = set(words(found.source.text)) if found.source else set()
    return len(marked & read) / len(marked | read) if marked | read else 1.0


def right(text: str, statement: Marked, attributions: tuple[Attribution, ...]) -> bool:
    wanted = words(" ".join(text[start:end] for start, end in sorted(statement.content)))
    return any(
        words(" ".join(span.text for span in found.content)) == wanted
        and overlap(text, statement.source, found) >= 0.5
        and (statement.inside is None or found.inside is not None)
        for found in attributions
    )


def marked_nowhere(found: Attribution, statements: Iterable[Marked]) -> bool:
    """Whether what was read has no word of a statement that is marked on its level."""
    level = [one for one in statements if (one.inside is None) == (found.inside is None)]
    return not any(
        start < span.end and span.start < end
        for one in level
        for start, end in one.content
        for span in found.content
    )


def measure(model: str = "standard", errors: bool = False) -> dict[str, float]:
    """The share of statements read right, a group each, and of all; and of those read where none is."""
    reader = Reader(model_of(model))
    read = too_many = 0
    counts: dict[str, tuple[int, int]] = {}
    for path in sorted(FOLDER.glob("*.txt")):
        hits = total = 0
        for text, statements in cases(path.stem):
            found = reader.read(text).attributions
            read += len(found)
            too_many += sum(marked_nowhere(one, statements.values()) for one in found)
            for statement in statements.values():
                ok = right(text, statement, found)
                hits += ok
                total += 1
                if errors and not ok:
                    print(f"{path.stem}: {text}\n   want {statement}")
                    for each in found:
                        print(
                            "   got",
                            [s.text for s in each.content],
                            each.source and each.source.text,
                            each.cue and each.cue.text,
                        )
        counts[path.stem] = (hits, total)
    counts["all"] = (sum(h for h, _ in counts.values()), sum(t for _, t in counts.values()))
    counts["too-many"] = (too_many, read)
    return {f"constructions.{group}": round(hits / total, 3) for group, (hits, total) in counts.items()}


def main() -> None:
    arguments = parser(__doc__)
    model_option(arguments)
    arguments.add_argument("--errors", action="store_true", help="print each statement read wrong")
    options = arguments.parse_args()
    for group, share in measure(options.model, options.errors).items():
        print(f"{group:34} {share:.2f}")


if __name__ == "__main__":
    main()
