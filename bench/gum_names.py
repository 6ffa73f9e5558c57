"""F1 of the names found in GUM's news and interviews: people, organisations and places, exact to the character.

    python -m bench.gum_names [--model MODEL] [--errors]

Gold names come from GUM's entities by its own syntax (training/gum.py): the outermost, without titles; names
inside others, peoples and bare roles count neither way. "reader" is what the model tags, "record" what stands in the
record after its mending. "either" takes a name that GUM calls a place in some sentences and an organisation in others
(a country that plays football) for right as either.

The reader was trained on the train documents, and the mending tried on those and on other genres: "held out" is dev and
test, looked at as figures only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from bench.shared import data, model_of, model_option, parser
from onrecord.reader import Reader
from onrecord.record import NameSpan
from onrecord.speakers import resolve
from onrecord.speakers.lexicon import PRONOUN_GENDER
from training.gum import KINDS, Name, Names, documents, names

PARTS = ("train", "dev", "test")
HELD_OUT = ("dev", "test")
GENRES = ("news", "interview")
WAYS = ("reader", "record", "either")


@dataclass
class Counts:
    """(part, kind, what) → how many gold names, found names, and found ones that are right."""

    number: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    def add(self, part: str, gold: Names, found: set[Name]) -> None:
        hits: set[Name] = set()
        for name in found:
            hit = next((wanted for wanted, forms in gold.wanted.items() if name in forms), None)
            if hit:
                hits.add(hit)
            elif name in gold.allowed:
                continue
            self.number[part, name[2], "found"] += 1
        for wanted in gold.wanted:
            self.number[part, wanted[2], "gold"] += 1
            self.number[part, wanted[2], "right"] += wanted in hits

    def f1(self, parts: tuple[str, ...], kinds: tuple[str, ...] = KINDS) -> float:
        """Over the names of some parts and kinds together."""

        def total(what: str) -> int:
            return sum(self.number[part, kind, what] for part in parts for kind in kinds)

        return round(2 * total("right") / max(1, total("gold") + total("found")), 4)


def counted(model: str = "standard", errors: bool = False) -> dict[str, Counts]:
    """The counts of each of WAYS."""
    reader = Reader(model_of(model))
    counts = {way: Counts() for way in WAYS}
    metonyms = _metonyms()
    shared = data("data", "gum", "splits.md").parents[2]
    for part in PARTS:
        for document in documents(shared, part):
            if document.id.split("_")[1] not in GENRES:
                continue
            text, gold = names(data("data", "gum", "dep", f"{document.id}.conllu"))
            assert text == document.text, document.id
            tagged = reader.read(text).names
            read: set[Name] = {(name.start, name.end, name.kind) for name in tagged if name.kind in KINDS}
            recorded = set(_recorded(text, tagged))
            counts["reader"].add(part, gold, read)
            counts["record"].add(part, gold, recorded)
            counts["either"].add(part, gold, {_as_gold(text, name, gold, metonyms) for name in recorded})
            if errors and part == "train":
                _show(document.id, text, gold, recorded)
    return counts


def _recorded(text: str, tagged: tuple[NameSpan, ...]) -> Iterator[Name]:
    """The names that are mentioned, when read without attributions."""
    for mention in resolve(text, (), tagged).mentions:
        if mention.kind in KINDS and text[mention.start : mention.end].casefold() not in PRONOUN_GENDER:
            yield mention.start, mention.end, mention.kind


def _metonyms() -> frozenset[str]:
    """The names that GUM calls both places and organisations, over all its documents."""
    kinds: dict[str, set[str]] = {}
    for path in sorted(data("data", "gum", "dep").glob("*.conllu")):
        text, gold = names(path)
        for start, end, kind in (*gold.wanted, *gold.allowed):
            kinds.setdefault(text[start:end], set()).add(kind)
    return frozenset(name for name, found in kinds.items() if {"place", "organization"} <= found)


def _as_gold(text: str, name: Name, gold: Names, metonyms: frozenset[str]) -> Name:
    """The name with the kind it has in gold, where both kinds are right of such a name."""
    start, end, kind = name
    other = (start, end, {"place": "organization", "organization": "place"}.get(kind, kind))
    return other if text[start:end] in metonyms and other in gold.wanted else name


def _show(document: str, text: str, gold: Names, found: set[Name]) -> None:
    right = {name for forms in gold.wanted.values() for name in forms} | gold.allowed
    missed = {name for name, forms in gold.wanted.items() if name[2] in KINDS and not found & set(forms)}
    for label, spans in (("missed", missed), ("wrong", found - right)):
        for start, end, kind in sorted(spans):
            print(f"{document} {label:6} {kind:12} {text[start:end]!r}")


def measure(model: str = "standard") -> dict[str, float]:
    """F1 over the three kinds in all documents, and in those that were not trained on."""
    counts = counted(model)
    figures: dict[str, float] = {}
    for way in WAYS:
        name = f"gum_names.{way.replace(' ', '_')}.f1"
        figures |= {name: counts[way].f1(PARTS), f"{name}.held_out": counts[way].f1(HELD_OUT)}
    return figures


def main() -> None:
    arguments = parser(__doc__)
    model_option(arguments)
    arguments.add_argument(
        "--errors", action="store_true", help="print what the record has wrong, for the train documents"
    )
    options = arguments.parse_args()
    counts = counted(options.model, options.errors)
    print(f"{'':22}" + "".join(f"{kind:>14}" for kind in (*KINDS, "all")) + f"{'gold names':>14}")
    for way in WAYS:
        for words, parts in (("trained on", ("train",)), ("held out", HELD_OUT), ("all", PARTS)):
            shares = (counts[way].f1(parts, kinds) for kinds in (*((kind,) for kind in KINDS), KINDS))
            gold = sum(counts[way].number[part, kind, "gold"] for part in parts for kind in KINDS)
            print(f"{way:10} {words:11}" + "".join(f"{share:14.3f}" for share in shares) + f"{gold:14}")


if __name__ == "__main__":
    main()
