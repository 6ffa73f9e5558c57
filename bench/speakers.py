"""Share of speakers resolved right, with the gold spans given.

    python -m bench.speakers [--names reader|silver|none] [--part all|seen|aside] [--swap] [--errors]
    python -m bench.speakers --pronouns [--names reader|gold|none] [--genres news,interview] [--errors]
    python -m bench.speakers --cost

Reads `data/polnear-speakers` with the names that the shipped reader tags, those of `data/polnear-silver`, or none;
scored by the functions of the shared scorer. `--swap` gives every person in the articles another name, from all over
the world, before they are read. `--pronouns` takes each "he" and "she" of the news and interviews in `data/gum` as a
source, and asks for whom it stands. `--cost` prints what speakers, dates and topics add to the reader's processor time.
"""

from __future__ import annotations

import gzip
import json
import re
import time
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from bench.shared import data, parser, scorer
from bench.times import running_text
from onrecord.reader import Reader
from onrecord.record import Attribution, NameSpan, Span, Speaker
from onrecord.speakers import resolve
from onrecord.speakers.lexicon import given_name_gender
from onrecord.times import said_and_announced
from onrecord.topics import about, key_phrases

GENRES = ("news", "interview")
KINDS = {"PERSON": "person", "ORGANIZATION": "organization", "LOCATION": "place", "MISC": "other"}
SURNAMES = """
Abubakar Achterberg Al-Rashid Anand Bjarnadóttir Bondarenko Castellanos Chatterjee Đorđević Eriksen Farrokhzad Gbadamosi
Haugland Ibarra Jayasuriya Kiplagat Kowalczyk Lê Mahlangu Mbeki Nakamura Okonjo Petrosyan Quiroga Rahmani Sandoval
Szabó Tshabalala Ugarte Venkataraman Wickremasinghe Xhaka Yılmaz Zaytsev Ouédraogo Papadakis Rasmussen Suleimenov
""".split()
WOMEN = "Aynur Birgitta Chiamaka Dilnoza Esperanza Farzana Guðrún Hyejin Ifeoma Jadwiga Kamala Lesya Mwajuma".split()
MEN = (
    "Aslanbek Bartholomäus Chukwuma Dieudonné Eskil Farrukh Gintaras Hyunwoo Iskander Kwabena Lubomir".split()
)


def names_of(kind: str) -> Callable[[str, str], list[NameSpan]]:
    """What finds the names in a document, given its id and text."""
    if kind == "reader":
        reader = Reader()
        return lambda _, text: list(reader.read(text).names)
    if kind == "none":
        return lambda _, text: []
    with gzip.open(data("data", "polnear-silver", "dev.jsonl.gz"), "rt", encoding="utf-8") as lines:
        silver = {row["id"]: row["sentences"] for row in map(json.loads, lines)}
    return lambda document, text: silver_names(text, silver.get(document, []))


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


class Swap:
    """Other names for the people of a document: one new word for each word of theirs, wherever it stands."""

    def __init__(self, document: dict[str, Any], number: int) -> None:
        people = [
            s["speaker"].split()
            for s in document["statements"]
            if s["named"] and s["speaker_kind"] == "person"
        ]
        text = document["text"]
        self.words: dict[str, str] = {}
        for index, words in enumerate(sorted({tuple(p) for p in people if len(p) > 1})):
            given = WOMEN if self._gender(document, words) == "f" else MEN
            self.words.setdefault(words[0], given[(index + 5 * number) % len(given)])
            self.words.setdefault(words[-1], SURNAMES[(index + 7 * number) % len(SURNAMES)])
        found = "|".join(map(re.escape, self.words)) or "(?!)"
        self._word = re.compile(rf"\b(?:{found})\b")
        self._ends = [match.end() for match in self._word.finditer(text)]
        shifts = [len(self.words[m.group()]) - len(m.group()) for m in self._word.finditer(text)]
        self._shifts = [sum(shifts[:n]) for n in range(len(shifts) + 1)]

    def _gender(self, document: dict[str, Any], words: tuple[str, ...]) -> str | None:
        """By the pronouns that gold refers to the person, else by the given name."""
        said = [s for s in document["statements"] if s["source"] and s["speaker"] == " ".join(words)]
        sources = {document["text"][slice(*s["source"])].lower() for s in said}
        by_pronoun = "f" if sources & {"she", "her"} else "m" if sources & {"he", "his"} else None
        return by_pronoun or given_name_gender(words[0])

    def text(self, text: str) -> str:
        return self._word.sub(lambda match: self.words[match.group()], text)

    def offset(self, offset: int) -> int:
        return offset + self._shifts[bisect_right(self._ends, offset)]

    def document(self, document: dict[str, Any]) -> dict[str, Any]:
        def moved(offsets: list[int] | None) -> list[int] | None:
            return offsets and [self.offset(o) for o in offsets]

        statements = [
            {
                **s,
                "source": moved(s["source"]),
                "cue": moved(s["cue"]),
                "content": [moved(c) for c in s["content"]],
                "speaker": self.text(s["speaker"]),
            }
            for s in document["statements"]
        ]
        return {**document, "text": self.text(document["text"]), "statements": statements}


@dataclass
class Tally:
    """How many are right, by the form of the source."""

    right: Counter[str] = field(default_factory=Counter)
    total: Counter[str] = field(default_factory=Counter)
    documents: int = 0
    seconds: float = 0.0

    def add(self, form: str, ok: bool) -> None:
        for key in (form, "all"):
            self.total[key] += 1
            self.right[key] += ok

    def share(self, form: str) -> float:
        return round(self.right[form] / self.total[form], 4)

    def show(self) -> None:
        for key in sorted(self.total):
            print(f"{key:12} {self.right[key]:4} of {self.total[key]:4}  {self.share(key):.3f}")
        spent = 1000 * self.seconds / self.documents
        print(f"{self.documents} articles, {spent:.1f} ms of processor time an article in resolve")


def read(
    tally: Tally, text: str, found: list[Attribution], names: list[NameSpan]
) -> tuple[Speaker | None, ...]:
    """The speakers, with the time they took."""
    began = time.thread_time()
    speakers = resolve(text, found, names).speakers
    tally.seconds += time.thread_time() - began
    return speakers


def speakers(names: str, part: str = "all", swap: bool = False, errors: bool = False) -> Tally:
    """How many speakers of the gold statements are right."""
    score = scorer()
    find = names_of(names)
    paths = sorted(data("data", "polnear-speakers").glob("*.json"))
    # Ten articles were kept aside while the rules were written, and looked at as figures only.
    aside = {path for number, path in enumerate(paths) if number % 3 == 1 or number == 27}
    chosen = [path for path in paths if part == "all" or (path in aside) == (part == "aside")]
    tally = Tally(documents=len(chosen))
    for number, path in enumerate(chosen):
        document = json.loads(path.read_text(encoding="utf-8"))
        if swap:
            document = Swap(document, number).document(document)
        text = document["text"]
        found = read(tally, text, attributions(document), find(document["id"], text))
        for gold, speaker in zip(document["statements"], found, strict=True):
            source = score.text_of(text, gold["source"])
            form = score.source_form(source)
            ok = score.right_speaker(gold, {"speaker": speaker.model_dump() if speaker else None})
            tally.add(form, ok)
            if errors and not ok:
                got = f"{speaker.name!r} ({speaker.how})" if speaker else None
                wanted = f"{gold['speaker']!r} {gold['named']}"
                print(f"{path.stem[:28]:28} {form:11} {source[:60]!r} -> {got}; gold {wanted}")
    return tally


def gum_documents(genres: Sequence[str]) -> Iterator[tuple[str, str, list[tuple[int, int, str, str]]]]:
    """Name, text and entity mentions (start, end, cluster, type) of each document of some genres of GUM."""
    entity = re.compile(r"\(([\d,]+)-([a-z]+)[^()|]*|([\d,]+)?\)")
    for path in sorted(data("data", "gum", "dep").glob("*.conllu")):
        if path.stem.split("_")[1] not in genres:
            continue
        text, tokens = running_text(path)
        rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
        notes = (row[9] for row in rows if len(row) == 10 and row[0].isdigit())
        mentions, stack = [], []
        for (start, end), note in zip(tokens, notes, strict=True):
            for opened, kind, closed in entity.findall("".join(re.findall(r"Entity=([^|]*)", note))):
                if opened:
                    stack.append((start, opened, kind))
                else:
                    index = next(i for i in range(len(stack) - 1, -1, -1) if closed in ("", stack[i][1]))
                    begun, cluster, kind = stack.pop(index)
                    mentions.append((begun, end, cluster, kind))
        yield path.stem, text, mentions


def gum_names(text: str, mentions: list[tuple[int, int, str, str]]) -> list[NameSpan]:
    """The mentions whose words all have capitals, as names of the kinds that the reader tells apart."""
    kinds = {"person": "person", "organization": "organization", "place": "place"}
    return [
        NameSpan(start=start, end=end, text=text[start:end], kind=kinds[kind])
        for start, end, _, kind in mentions
        if kind in kinds and all(word[0].isupper() for word in text[start:end].split())
        if text[start:end].lower()
        not in ("i", "he", "she", "it", "we", "they", "you", "his", "her", "their", "its")
    ]


def pronouns(names: str, genres: Sequence[str] = GENRES, errors: bool = False) -> Tally:
    """How many pronouns for people that are named in their document stand for the right one."""
    tally = Tally()
    find = names_of("none" if names == "gold" else names)
    for name, text, mentions in gum_documents(genres):
        tally.documents += 1
        people = {(s, e): c for s, e, c, kind in mentions if kind == "person"}
        named = {c for s, e, c, kind in mentions if kind == "person" and text[s].isupper() and e - s > 5}
        asked = [
            (span, cluster)
            for span, cluster in sorted(people.items())
            if text[slice(*span)].lower() in ("he", "she", "his", "her", "him") and cluster in named
        ]
        tagged = gum_names(text, mentions) if names == "gold" else find(name, text)
        for span, cluster in asked:
            source = Span.of(text, *span)
            alone = Attribution(
                source=source, cue=None, content=(), kind="indirect", act="speech", confidence=1
            )
            speaker = read(tally, text, [alone], tagged)[0]
            mention = speaker.mention if speaker else None
            around = [m for m in mentions if mention and m[0] <= mention.start and mention.end <= m[1]]
            ok = bool(around) and min(around, key=lambda m: m[1] - m[0])[2] == cluster
            tally.add(text[slice(*span)].lower(), ok)
            if errors and not ok:
                print(f"{name:22} {text[span[0] - 60 : span[1] + 20]!r} -> {speaker and speaker.name!r}")
    return tally


def cost() -> dict[str, float]:
    """Processor time of speakers, dates and topics, each as a share of the reader's, over the same articles."""
    texts = [
        json.loads(p.read_text("utf-8"))["text"] for p in data("data", "polnear-speakers").glob("*.json")
    ]
    reader = Reader()
    reader.read(texts[0])
    spent: dict[str, float] = dict.fromkeys(("reader", "speakers", "dates", "topics"), 0.0)

    def timed(part: str, began: float) -> None:
        spent[part] += time.process_time() - began

    for text in texts:
        began = time.process_time()
        reading = reader.read(text)
        timed("reader", began)
        began = time.process_time()
        who = resolve(text, reading.attributions, reading.names)
        timed("speakers", began)
        began = time.process_time()
        said_and_announced(text, reading.attributions, "2016-09-20")
        timed("dates", began)
        began = time.process_time()
        about(text, reading.attributions, who.speakers, who.mentions)
        for attribution in reading.attributions:
            key_phrases(" ".join(span.text for span in attribution.content))
        timed("topics", began)
    return {part: round(spent[part] / spent["reader"], 4) for part in ("speakers", "dates", "topics")}


def measure() -> dict[str, float]:
    """Shares of right speakers in all articles, by the form of the source, and of right pronouns in GUM, by genre."""
    tally = speakers("reader")
    figures = {
        f"speakers.gold_spans.{form}": tally.share(form) for form in ("all", "name", "description", "pronoun")
    }
    for genre in GENRES:
        figures[f"speakers.gum_pronouns.{genre}"] = pronouns("reader", [genre]).share("all")
    return figures


def main() -> None:
    arguments = parser(__doc__)
    arguments.add_argument("--names", choices=("reader", "silver", "gold", "none"), default="reader")
    arguments.add_argument("--part", choices=("all", "seen", "aside"), default="all")
    arguments.add_argument("--swap", action="store_true", help="give the people other names")
    arguments.add_argument("--pronouns", action="store_true", help="measure pronouns on GUM")
    arguments.add_argument("--genres", default=",".join(GENRES), help="of GUM")
    arguments.add_argument("--errors", action="store_true", help="print each wrong speaker")
    arguments.add_argument("--cost", action="store_true", help="measure the time taken, beside the reader's")
    options = arguments.parse_args()
    if options.cost:
        shares = cost()
        for part, share in {**shares, "all three": sum(shares.values())}.items():
            print(f"{part:12} {share:.1%} of the reader's processor time")
        return
    if (options.names == "silver" and (options.swap or options.pronouns)) or (
        options.names == "gold" and not options.pronouns
    ):
        arguments.error("there are no such names for these articles")
    if options.pronouns:
        tally = pronouns(options.names, options.genres.split(","), options.errors)
    else:
        tally = speakers(options.names, options.part, options.swap, options.errors)
    tally.show()


if __name__ == "__main__":
    main()
