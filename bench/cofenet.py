"""Exact span F1 on the sentences of PolNeAR's dev part: the yardstick of the published figures.

    python -m bench.cofenet [--model MODEL]

As Wang et al. (CofeNet, COLING 2022) measure: every sentence read alone; a span counts when role, first and last token
are right; F1 per role, micro-averaged over all sentences. The tokens are joined to running text first, since onrecord
reads text.
"""

from __future__ import annotations

import json
from collections import Counter

from bench.shared import data, model_of, model_option, parser
from onrecord.reader import Reader
from onrecord.reader.labels import ROLES

PUBLISHED = {
    "BERT-base (110 M), test": (81.1, 74.0, 68.9),
    "BERT-base + CRF, test": (82.2, 74.9, 71.0),
    "BERT-base + CofeNet, test": (83.2, 75.3, 72.9),
}
BRACKETS = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "``": "“", "''": "”", "`": "‘", "'": "’"}
CLINGING = {",", ".", ":", ";", "?", "!", "”", "’", ")", "]", "%", "n't", "...", "’s"}
OPENING = {"“", "‘", "(", "[", "$"}

Span = tuple[str, int, int]


def text_of(tokens: list[str]) -> tuple[str, list[tuple[int, int]]]:
    """Tokens of the Penn Treebank as printed text, and where each stands in it."""
    text, places, close = "", [], True
    for token in (BRACKETS.get(token, token) for token in tokens):
        clings = token in CLINGING or (token[0] in "'’" and len(token) < 4)
        text += "" if close or clings else " "
        places.append((len(text), len(text) + len(token)))
        text += token
        close = token in OPENING
    return text, places


def gold_spans(labels: list[str]) -> set[Span]:
    """(role, first token, last token) of every span in BIO labels."""
    found: list[Span] = []
    for index, label in enumerate(labels):
        prefix, _, role = label.partition("-")
        if prefix == "I" and found and found[-1][0] == role and found[-1][2] == index - 1:
            found[-1] = (role, found[-1][1], index)
        elif prefix != "O":
            found.append((role, index, index))
    return set(found)


def read_spans(reader: Reader, text: str, places: list[tuple[int, int]]) -> set[Span]:
    """The labels the reader gives, as tokens."""
    found = set()
    for role, start, end in reader.labelled(text):
        inside = [index for index, (first, last) in enumerate(places) if first < end and last > start]
        if inside:
            found.add((role, inside[0], inside[-1]))
    return found


def measure(model: str = "standard") -> dict[str, float]:
    """Exact F1 per role, in per cent."""
    reader = Reader(model_of(model))
    counts: Counter[tuple[str, str]] = Counter()
    for line in data("data", "polnear-cofenet", "valid.jsonl").read_text(encoding="utf-8").splitlines():
        sentence = json.loads(line)
        gold = gold_spans(sentence["labels"])
        found = read_spans(reader, *text_of(sentence["tokens"]))
        for role in ROLES:
            g, p = {s for s in gold if s[0] == role}, {s for s in found if s[0] == role}
            counts[role, "both"] += len(g & p)
            counts[role, "all"] += len(g) + len(p)
    return {
        f"cofenet.{role}": round(200 * counts[role, "both"] / max(1, counts[role, "all"]), 2)
        for role in ROLES
    }


def main() -> None:
    arguments = parser(__doc__)
    model_option(arguments)
    figures = measure(arguments.parse_args().model)
    print(f"{'':28}" + "".join(f"{role:>9}" for role in ROLES))
    print(f"{'onrecord, dev':28}" + "".join(f"{value:9.1f}" for value in figures.values()))
    for name, published in PUBLISHED.items():
        print(f"{name:28}" + "".join(f"{value:9.1f}" for value in published))


if __name__ == "__main__":
    main()
