"""Does the reader miss some people's statements more often? The same articles with other people's names in them.

    python -m bench.swapped_names [--model MODEL]

Every person in PolNeAR's dev articles (as the silver annotations mark them) gets another name, the same one throughout
an article; only names change, so every difference in what is found is due to them.
"""

from __future__ import annotations

import gzip
import json
import random
from typing import Any

from bench.shared import data, model_of, model_option, parser, scorer
from onrecord.reader import Reader

GIVEN = {
    "English, women": "Susan Karen Emily Margaret Laura Helen Rachel Joan",
    "English, men": "Peter Mark Steven Andrew Robert Thomas George Alan",
    "Slavic": "Oksana Dragan Milena Bogdan Zorica Piotr Ludmila Goran",
    "Arabic": "Fatima Yusuf Layla Khalid Nadia Omar Samira Tariq",
    "West African": "Ngozi Kwame Adaeze Olumide Abena Chidi Folake Kofi",
    "East Asian": "Wei Haruka Minjun Xiu Kenji Soojin Lan Hiroshi",
    "South Asian": "Priya Arjun Lakshmi Vikram Ananya Rajesh Deepa Sanjay",
    "Spanish": "Lucía Javier Carmen Diego Pilar Joaquín Inés Raúl",
}
FAMILY = {
    "English, women": "Fletcher Barlow Whitfield Harding Sutton Marsh Pryor Holt",
    "English, men": "Fletcher Barlow Whitfield Harding Sutton Marsh Pryor Holt",
    "Slavic": "Kovalenko Petrović Novák Wójcik Horvat Ivanova Sokolov Dragić",
    "Arabic": "al-Harrani Haddad Mansour Benali Khoury Saleh Nasser Rahmani",
    "West African": "Okonkwo Mensah Adeyemi Diallo Owusu Eze Traoré Balogun",
    "East Asian": "Zhang Tanaka Park Nguyen Watanabe Chen Kim Sato",
    "South Asian": "Chaudhary Krishnan Banerjee Gupta Reddy Iyer Patel Qureshi",
    "Spanish": "Quintero Villalobos Herrera Zapata Ibáñez Molina Rivas Ortega",
}

Spans = list[tuple[int, int]]


def people(sentences: list[list[list[Any]]]) -> Spans:
    """The stretches that the silver annotations mark as persons."""
    spans: Spans = []
    for sentence in sentences:
        last = None
        for start, end, kind, _ in sentence:
            if kind == "PERSON":
                if last == "PERSON":
                    spans[-1] = (spans[-1][0], end)
                else:
                    spans.append((start, end))
            last = kind
    return spans


def renamed(text: str, spans: Spans, group: str, chance: random.Random) -> tuple[str, list[int]]:
    """The text with other names, and for every old offset the new one."""
    given, family = GIVEN[group].split(), FAMILY[group].split()
    names: dict[str, str] = {}
    moved, out, taken = [0] * (len(text) + 1), "", 0
    for start, end in spans:
        words = text[start:end].split()
        new = [
            names.setdefault(word, chance.choice(family if word == words[-1] else given)) for word in words
        ]
        for offset in range(taken, start):
            moved[offset] = len(out) + offset - taken
        out += text[taken:start]
        for offset in range(start, end):
            moved[offset] = len(out)
        out += " ".join(new)
        taken = end
    for offset in range(taken, len(text) + 1):
        moved[offset] = len(out) + offset - taken
    return out + text[taken:], moved


def moved_statement(statement: dict[str, Any], moved: list[int]) -> dict[str, Any]:
    return statement | {
        "source": statement["source"] and [moved[offset] for offset in statement["source"]],
        "cue": statement["cue"] and [moved[offset] for offset in statement["cue"]],
        "content": [[moved[start], moved[end]] for start, end in statement["content"]],
    }


def measure(model: str = "standard") -> dict[str, float]:
    """`found` and `source` of the shared scorer for the articles as they are and with each group's names."""
    reader, score = Reader(model_of(model)), scorer()
    with gzip.open(data("data", "polnear-silver", "dev.jsonl.gz"), "rt", encoding="utf-8") as lines:
        spans = {row["id"]: people(row["sentences"]) for row in map(json.loads, lines)}
    figures = {}
    for group in ("as they are", *GIVEN):
        gold, read = {}, {}
        for name, document in score.load(data("data", "polnear", "dev")).items():
            chance = random.Random(f"{group} {name}")
            text, moved = document["text"], list(range(len(document["text"]) + 1))
            if group in GIVEN:
                text, moved = renamed(text, spans.get(document["id"], []), group, chance)
            statements = [moved_statement(statement, moved) for statement in document["statements"]]
            gold[name] = {"text": text, "statements": statements}
            found = [one.model_dump() for one in reader.read(text).attributions]
            read[name] = {"article": {"text": text}, "statements": found}
        result = score.statements(gold, read)
        figures |= {f"{group}: {figure}": result[figure] for figure in ("found", "source")}
    return figures


def main() -> None:
    arguments = parser(__doc__)
    model_option(arguments)
    for figure, value in measure(arguments.parse_args().model).items():
        print(f"{figure:28} {value:.3f}")


if __name__ == "__main__":
    main()
