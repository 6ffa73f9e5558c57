"""Reprints and rewordings told from other articles by their fingerprints, at the similarity the ledger uses.

    python -m bench.copies

Among the pages of the sample stories are a reprint and a machine's rewording of one agency report. Besides these, each
of the articles is reprinted with another lead and its last paragraphs cut, and reworded by machine: one word in ten, in
five and in three replaced, sentences of a paragraph swapped. Every pair of texts that are not of one article counts
against precision; many of these report the same event. *Filed together*: the share of the copies that the bands find.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from itertools import combinations

from bench.shared import parser
from onrecord.fingerprints import COPIED, bands, similarity
from onrecord.pages import RawPage, to_article
from onrecord.pages.fingerprint import fingerprint
from onrecord.samples import STORIES

REPORT = ("dam-3-meridian", "dam-4-herald", "dam-5-worldbrief")
"""The agency's report as two outlets printed it, and reworded by machine."""
KEPT = 0.6
"""The share of its paragraphs that a reprint keeps."""
REPLACED = (0.1, 0.2, 0.33)
OTHER_WORDS = (
    "notes announced official city plan people money asked later early report still state local months figures "
    "quarter group meeting chief question answer road costs decision vote member public question board letter"
).split()
SENTENCE = re.compile(r"(?<=[.!?”])\s+")


def measure() -> dict[str, float]:
    """Precision and recall over all pairs of texts, recall of each kind of copy, the share that the bands find."""
    texts = dict(_articles())
    made = [copy for name, text in texts.items() for copy in _copies(name, text)]
    printed = [
        (_article_of(name), kind, fingerprint(text))
        for name, kind, text in [*((name, "sample", text) for name, text in texts.items()), *made]
    ]
    right = wrong = 0
    found: dict[str, list[bool]] = {}
    filed: list[bool] = []
    for (name, kind, one), (other_name, other_kind, other) in combinations(printed, 2):
        alike = similarity(one, other) >= COPIED
        if name != other_name:
            wrong += alike
        elif "sample" in (kind, other_kind):  # a copy and what it was made of; not two copies of one article
            right += alike
            found.setdefault(other_kind, []).append(alike)
            filed.append(bool(set(bands(one)) & set(bands(other))))
    figures = {f"copies.{kind}": sum(each) / len(each) for kind, each in found.items()}
    figures |= {
        "copies.precision": right / (right + wrong),
        "copies.recall": right / len(filed),
        "copies.filed_together": sum(filed) / len(filed),
    }
    return {name: round(value, 4) for name, value in figures.items()}


def _articles() -> Iterator[tuple[str, str]]:
    for story in STORIES:
        for path in sorted(story.folder.iterdir()):
            yield path.stem, to_article(RawPage(path.read_bytes(), path.stem))[1].text


def _article_of(name: str) -> str:
    return REPORT[0] if name in REPORT else name


def _copies(name: str, text: str) -> Iterator[tuple[str, str, str]]:
    chance = random.Random(name)
    paragraphs = text.split("\n\n")
    kept = paragraphs[: max(1, round(KEPT * len(paragraphs)))]
    yield name, "reprint", "\n\n".join(["From our correspondent, who was there on the day.", *kept[1:]])
    for share in REPLACED:
        yield name, f"reworded_{share:g}", "\n\n".join(_reworded(each, share, chance) for each in paragraphs)


def _reworded(paragraph: str, share: float, chance: random.Random) -> str:
    """The paragraph with that share of its words replaced, its first sentence moved to the end."""
    first, *rest = SENTENCE.split(paragraph)
    words = " ".join([*rest, first]).split()
    return " ".join(chance.choice(OTHER_WORDS) if chance.random() < share else word for word in words)


if __name__ == "__main__":
    parser(__doc__).parse_args()
    print(json.dumps(measure(), indent=1))
