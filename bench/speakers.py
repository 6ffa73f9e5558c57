"""Share of speakers resolved right, with the gold spans given.

    python bench/speakers.py [--errors] [--names silver|none] [--part all|seen|aside]

Needs the annotated data beside the checkout (or ONRECORD_SHARED): `data/polnear-speakers`, with the names of
`data/polnear-silver` standing in for the reader's. Uses the scoring functions of the shared `bench/score.py`.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import os
import time
from collections import Counter
from pathlib import Path
from typing import Any

from onrecord.record import Attribution, NameSpan, Span
from onrecord.speakers import resolve

SHARED = Path(os.environ.get("ONRECORD_SHARED", Path(__file__).resolve().parents[1].parent / "shared"))
KINDS = {"PERSON": "person", "ORGANIZATION": "organization", "LOCATION": "place", "MISC": "other"}


def scorer() -> Any:
    spec = importlib.util.spec_from_file_location("score", SHARED / "bench" / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def silver_names(text: str, sentences: list[list[list[Any]]]) -> list[NameSpan]:
    """Neighbouring tokens of one class as one name."""
    names: list[list[Any]] = []
    for sentence in sentences:
        open_kind = None
        for start, end, entity, _ in sentence:
            kind = KINDS.get(entity)
            if kind and kind == open_kind:
                names[-1][1] = end
            elif kind:
                names.append([start, end, kind])
            open_kind = kind
    return [NameSpan(start=s, end=e, text=text[s:e], kind=k) for s, e, k in names]


def attributions(document: dict[str, Any]) -> list[Attribution]:
    """The gold spans of a document as the reader would hand them over."""

    def span(offsets: list[int] | None) -> Span | None:
        return Span.of(document["text"], *offsets) if offsets else None

    return [
        Attribution(
            source=span(s["source"]),
            cue=span(s["cue"]),
            content=tuple(Span.of(document["text"], *c) for c in s["content"]),
            kind=s["kind"],
            act="speech",
            confidence=1.0,
        )
        for s in document["statements"]
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--names", choices=("silver", "none"), default="silver")
    parser.add_argument("--errors", action="store_true", help="print each wrong speaker")
    parser.add_argument("--part", choices=("all", "seen", "aside"), default="all")
    args = parser.parse_args()
    score = scorer()
    silver = {}
    with gzip.open(SHARED / "data" / "polnear-silver" / "dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            silver[row["id"]] = row["sentences"]
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    seconds = 0.0
    paths = sorted((SHARED / "data" / "polnear-speakers").glob("*.json"))
    # Ten articles were kept aside while the rules were written, and looked at as figures only.
    aside = {path for number, path in enumerate(paths) if number % 3 == 1 or number == 27}
    for path in paths:
        if args.part != "all" and (path in aside) != (args.part == "aside"):
            continue
        document = json.loads(path.read_text(encoding="utf-8"))
        text = document["text"]
        names = silver_names(text, silver.get(document["id"], [])) if args.names == "silver" else []
        began = time.perf_counter()
        speakers = resolve(text, attributions(document), names)
        seconds += time.perf_counter() - began
        for gold, speaker in zip(document["statements"], speakers, strict=True):
            source = score.text_of(text, gold["source"])
            form = score.source_form(source)
            ok = score.right_speaker(gold, {"speaker": speaker.model_dump() if speaker else None})
            for key in (form, "all"):
                total[key] += 1
                right[key] += ok
            if args.errors and not ok:
                got = f"{speaker.name!r} ({speaker.how})" if speaker else None
                wanted = f"{gold['speaker']!r} {gold['named']}"
                print(f"{path.stem[:28]:28} {form:11} {source[:60]!r} -> {got}; gold {wanted}")
    for key in sorted(total):
        print(f"{key:12} {right[key]:4} of {total[key]:4}  {right[key] / total[key]:.3f}")
    print(f"{len(paths)} articles, {seconds:.2f} s in resolve")


if __name__ == "__main__":
    main()
