"""F1 of the shipped reader's name spans: people, organisations and places in GUM's news and interviews.

    python -m bench.gum_names [--model FOLDER] [--errors]

Gold names are the proper nouns that head GUM's entities, derived as for training. A name counts when its first and last
character and its kind are right. The reader was trained on the train documents: "held out" is dev and test alone.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from bench.shared import data, parser
from onrecord.reader import Model, Reader
from onrecord.reader.labels import NAMES
from training.data import gum

KINDS = ("person", "organization", "place")
PARTS = ("train", "dev", "test")
GENRES = ("news", "interview")


def counted(model: Path | None = None, errors: bool = False) -> Counter[tuple[str, str, str]]:
    """(part, kind, what) → how many gold names, read names and names that are both."""
    reader = Reader(Model(model) if model else None)
    counts: Counter[tuple[str, str, str]] = Counter()
    shared = data("data", "gum", "splits.md").parents[2]
    for part in PARTS:
        for document in gum(shared, part):
            if document.id.split("_")[1] not in GENRES:
                continue
            gold = {(start, end, NAMES[kind]) for start, end, kind in document.names or ()}
            read = {(name.start, name.end, name.kind) for name in reader.read(document.text).names}
            for kind in KINDS:
                ours, theirs = ({span for span in spans if span[2] == kind} for spans in (read, gold))
                counts[part, kind, "gold"] += len(theirs)
                counts[part, kind, "read"] += len(ours)
                counts[part, kind, "both"] += len(ours & theirs)
            if errors and part == "train":
                for label, spans in (("missed", gold - read), ("wrong", read - gold)):
                    for start, end, kind in sorted(spans):
                        if kind in KINDS:
                            print(f"{document.id} {label:6} {kind:12} {document.text[start:end]!r}")
    return counts


def f1(
    counts: Counter[tuple[str, str, str]], parts: tuple[str, ...], kinds: tuple[str, ...] = KINDS
) -> float:
    """F1 over the names of some parts and kinds together."""

    def total(what: str) -> int:
        return sum(counts[part, kind, what] for part in parts for kind in kinds)

    return round(2 * total("both") / max(1, total("gold") + total("read")), 4)


def measure(model: Path | None = None) -> dict[str, float]:
    """F1 over the three kinds in all documents, in each part, and in those that were not trained on."""
    counts = counted(model)
    figures = {"gum_names.f1": f1(counts, PARTS), "gum_names.f1.held_out": f1(counts, ("dev", "test"))}
    return figures | {f"gum_names.f1.{part}": f1(counts, (part,)) for part in PARTS}


def main() -> None:
    arguments = parser(__doc__)
    arguments.add_argument("--model", type=Path, help="folder of another model than the shipped one")
    arguments.add_argument(
        "--errors", action="store_true", help="print what differs, for the train documents"
    )
    options = arguments.parse_args()
    counts = counted(options.model, options.errors)
    print(f"{'':14}" + "".join(f"{kind:>14}" for kind in (*KINDS, "all")) + f"{'gold names':>14}")
    for words, parts in (*((part, (part,)) for part in PARTS), ("held out", ("dev", "test")), ("all", PARTS)):
        shares = (f1(counts, parts, kinds) for kinds in (*((kind,) for kind in KINDS), KINDS))
        gold = sum(counts[part, kind, "gold"] for part in parts for kind in KINDS)
        print(f"{words:14}" + "".join(f"{share:14.3f}" for share in shares) + f"{gold:14}")


if __name__ == "__main__":
    main()
