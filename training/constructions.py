"""Annotated articles made from templates, for what annotated news has too little of.

PolNeAR (training/data.py) is American political news. These articles bring other subjects, other Englishes, names from
everywhere, and constructions that are rare there: words that were not said or only asked for, asides between speaker
and verb, quotations alone in their paragraph, signed quotations, interviews, headlines, nominal cues. Between the
attributions stand sentences that attribute nothing.

A template (training/phrases.toml) is text with `<s1>source</s1>`, `<c1>cue</c1>` and `<q1>content</q1>` marked, names
as `<p>person</p>`, `<o>`rganization, `<l>`ocation and `<x>` other, and `{slots}` that are filled by chance; `{^slot}`
begins with a capital. Spans follow docs/record.md and PolNeAR's habits: "that" and "whether" belong to the content, the
last full stop of indirect words does not, a cue takes its auxiliaries but not the addressee, and who was asked is no
source.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from training.data import Document, Spans

Parts = tuple[str, ...]
Words = Mapping[str, Parts]
"""What a slot may be filled with."""

_TAG = re.compile(r"<(/?)([scqplox])(\d?)(?: in=(\d))?>")
_SLOT = re.compile(r"\{(\^?)([a-z_]+)(\d?)\}")
_SENTENCE = re.compile(r"((?:^|[.!?][”’]? )(?:<[^>]*>|[“‘])*)([^\W\d_])")
_NAME_KINDS = {tag: kind for kind, tag in enumerate("polx")}
"""The tags of names, in the order of `onrecord.reader.labels.NAMES`."""
_HOUSES = ('""', "‘’", "''", "«»")
"""Pairs of quotation marks that some articles have instead of “”."""
_FIRST_NAMES = ("{role} {full}", "{full}")
_LATER_NAMES = ("{last}", "{last}", "{title} {last}", "the {role}", "{he}", "{full}")
_FULL_SOURCES = (
    "{full}, {described}",
    "{full}, {described}",
    "the {role}, {full}",
    "{role} {full}",
    "{body}",
)
"""How the main speaker of an article is named."""
_QUOTED = re.compile(r"(?:[“\"]|'')([A-Z][^“”\"<>{}|\n]{15,180})[.,!](?:[”\"]|'')")
_REPORTED = re.compile(r"that ([^“”\"<>{}|\n]{20,180}[^\W_])")
_SCENE = re.compile(r"^[A-Z][^“”\":<>{}|\n]{40,300}\.$", re.MULTILINE)
"""The contents and paragraphs that may be borrowed: one piece, without quotation marks inside."""
_PHRASES = tomllib.loads(Path(__file__).with_name("phrases.toml").read_text(encoding="utf-8"))


def _parts(text: str) -> Parts:
    """The alternatives of a list: between bars or on lines of their own."""
    return tuple(part.strip() for part in re.split(r"[|\n]", text) if part.strip())


_SLOTS, _PARAGRAPHS = (
    {name: _parts(text) for name, text in _PHRASES[table].items()} for table in ("slots", "paragraphs")
)
_TOPICS = [{name: _parts(text) for name, text in topic.items()} for topic in _PHRASES["topics"]]
_NARRATIVE, _HEADLINES, _INNER, _WOMEN, _MEN, _FAMILIES, _PLACES = (
    _parts(_PHRASES[name])
    for name in ("narrative", "headlines", "inner", "women", "men", "families", "places")
)


def synthetic(count: int, seed: int, borrowed: Words | None = None) -> list[Document]:
    """`count` invented articles with their statements and names; the same ones for the same `seed`.

    Half of them, where `borrowed` is given (see `borrowed_from`), have its words in their quotations; names are then
    not annotated.
    """
    chance = random.Random(seed)
    return [_document(f"made-{seed}-{number}", chance, borrowed) for number in range(count)]


def borrowed_from(documents: Iterable[Document]) -> Words:
    """What is said in annotated articles, and what nobody says, to fill the slots "line", "fact" and "scene" with."""
    words: dict[str, list[str]] = {"line": [], "fact": [], "scene": []}
    for document in documents:
        marked = [span for one in document.statements or () for span in one["content"]]
        for start, end in marked:
            content = document.text[start:end]
            if match := _QUOTED.fullmatch(content):
                words["line"].append(match[1])
            elif match := _REPORTED.fullmatch(content):
                words["fact"].append(match[1])
        for match in _SCENE.finditer(document.text):
            if not any(start < match.end() and end > match.start() for start, end in marked):
                words["scene"].append(match.group())
    return {slot: tuple(found) for slot, found in words.items()}


def _document(identity: str, chance: random.Random, borrowed: Words | None) -> Document:
    borrows = borrowed is not None and chance.random() < 0.5
    story = _Story(chance, borrowed if borrows and borrowed else {})
    form = chance.choices((_article, _interview, _headlines, _fragment), (0.78, 0.08, 0.08, 0.06))[0]
    text, statements, names = parsed(form(story, chance))
    if chance.random() < 0.35:
        text = text.translate(str.maketrans("“”", chance.choice(_HOUSES)))
    return Document(identity, text, statements, None if borrows else names)


def parsed(marked: list[str]) -> tuple[str, list[dict[str, Any]], Spans]:
    """The text of marked paragraphs without the marks, its statements as in the gold JSON, and its names.

    A statement marked `in=N` has the number of the one it stands in, among all, as "inside".
    """
    text, statements, names = "", [], []
    for paragraph in marked:
        spans: dict[str, dict[str, list[list[int]]]] = defaultdict(lambda: defaultdict(list))
        opened: dict[str, int] = {}
        outer: dict[str, str] = {}
        taken = 0
        for tag in _TAG.finditer(paragraph):
            text += paragraph[taken : tag.start()]
            taken = tag.end()
            closing, role, number, inside = tag.groups()
            if inside:
                outer[number] = inside
            if not closing:
                opened[role + number] = len(text)
            elif role in _NAME_KINDS:
                names.append((opened[role], len(text), _NAME_KINDS[role]))
            else:
                spans[number][role].append([opened[role + number], len(text)])
        text += paragraph[taken:] + "\n\n"
        places = {number: place for place, number in enumerate(spans, len(statements))}
        for number, roles in spans.items():
            source, cue = (roles[role][0] if roles[role] else None for role in "sc")
            inside = places[outer[number]] if number in outer else None
            statements.append({"source": source, "cue": cue, "content": roles["q"], "inside": inside})
    return text.rstrip(), statements, names


def _article(story: _Story, chance: random.Random) -> list[str]:
    """A headline now and then; attributions of all constructions among sentences that attribute nothing."""
    paragraphs = [_headline(story, chance)] if chance.random() < 0.3 else []
    for _ in range(chance.randint(3, 8)):
        if chance.random() < 0.4:
            paragraphs.append(story.filled(" ".join(["{scene}"] * chance.randint(1, 3))))
        group = chance.choice(tuple(_PARAGRAPHS.values()))
        paragraphs.append(story.filled(chance.choice(group)).replace(" / ", "\n\n"))
    return paragraphs


def _interview(story: _Story, chance: random.Random) -> list[str]:
    """Questions and answers: each turn is a statement of the label it opens with."""
    labels = chance.choice(_PHRASES["interviews"])
    asker, answerer = story.filled(labels["asks"]), story.filled(labels["answers"])
    paragraphs = [story.filled("{full} is a {role} at {employer}. {scene}")]
    for _ in range(chance.randint(2, 5)):
        for label, words in ((asker, "{question}?"), (answerer, "{line}. {line}.")):
            paragraphs.append(story.filled(f"<s1>{label}</s1><c1>:</c1> <q1>{words}</q1>"))
    return paragraphs


def _headlines(story: _Story, chance: random.Random) -> list[str]:
    return [_headline(story, chance) for _ in range(chance.randint(1, 6))]


def _fragment(story: _Story, chance: random.Random) -> list[str]:
    """The words of a content, alone, as the reader sees them when it looks for inner statements."""
    words = story.filled(chance.choice(_INNER), sentence=False)
    quoted = not words.startswith("that") and chance.random() < 0.5
    return [_capitalized(f"“{words},”") if quoted else words]


def _headline(story: _Story, chance: random.Random) -> str:
    """Without articles; as a sentence, with Capitals or, rarely, all in capitals."""
    words = re.sub(r"\b(?:the|an?) ", "", story.filled(chance.choice(_HEADLINES)))
    case = chance.choices((str, _capitalized, str.upper), (0.6, 0.32, 0.08))[0]
    parts = re.split(r"(<[^>]*>|\s)", words)
    return _capitalized("".join(part if part.startswith("<") else case(part) for part in parts))


def _capitalized(words: str) -> str:
    """`words` with a capital wherever a sentence begins."""
    return _SENTENCE.sub(lambda match: match[1] + match[2].upper(), words)


class _Story:
    """What stays the same in an article, its subject and its people, and how slots are filled."""

    def __init__(self, chance: random.Random, borrowed: Words) -> None:
        self.chance = chance
        topic = chance.choice(_TOPICS)
        here, elsewhere = chance.sample(_PLACES, 2)
        employer = f"<o>{here} {chance.choice(topic['employers'])}</o>"
        woman = chance.random() < 0.5
        given, family = chance.choice(_WOMEN if woman else _MEN), chance.choice(_FAMILIES)
        other = f"{chance.choice(_WOMEN + _MEN)} {chance.choice(_FAMILIES)}"
        self.mentioned = False
        self.words = {
            **_SLOTS,
            **topic,
            "role": (chance.choice(topic["anyrole"]),),
            "employer": (employer,),
            "town": _PLACES,
            "here": (f"<l>{here}</l>",),
            "elsewhere": (f"<l>{elsewhere}</l>",),
            "full": (f"<p>{given} {family}</p>",),
            "last": (f"<p>{family}</p>",),
            "upper": (f"<p>{family.upper()}</p>",),
            "title": ("Ms", "Mrs", "Dr") if woman else ("Mr", "Mr.", "Dr"),
            "he": ("she" if woman else "he",),
            "his": ("her" if woman else "his",),
            "other": (f"<p>{other}</p>", "the {anyrole}"),
            "scene": _NARRATIVE,
            **borrowed,
        }

    def filled(self, template: str, sentence: bool = True) -> str:
        """`template` with all its slots filled, from the left; a `sentence` begins with a capital."""
        while slot := _SLOT.search(template):
            capital, name, number = slot.groups()
            words = self._source(name, number) if name in ("who", "by") else self._slot(name)
            words = self.filled(words) if capital else words
            template = template[: slot.start()] + words + template[slot.end() :]
        return _capitalized(template) if sentence else template

    def _slot(self, name: str) -> str:
        return self._name() if name == "name" else self.chance.choice(self.words[name])

    def _source(self, place: str, number: str) -> str:
        """The main speaker, marked as the source of statement `number` (1 unless given).

        With "who" a verb is to follow, so that an apposition is closed with a comma.
        """
        full = self.chance.random() < (0.25 if self.mentioned else 0.8)
        source = self.chance.choice(_FULL_SOURCES) if full else self._name()
        comma = "," if place == "who" and ", " in source else ""
        number = number or "1"
        self.mentioned = True
        return f"<s{number}>{source}</s{number}>{comma}"

    def _name(self) -> str:
        """The main speaker without an apposition; shorter once known."""
        return self.chance.choice(_LATER_NAMES if self.mentioned else _FIRST_NAMES)
