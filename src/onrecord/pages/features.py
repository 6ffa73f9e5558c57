"""What can be seen of each line of a flattened page, as numbers: its words, its shape, its neighbours, its page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from onrecord.pages.furniture import Why, has_credit
from onrecord.pages.lines import Line

Matrix = NDArray[np.float64]

PENALTY: dict[Why, float] = {
    "advertising": 0.0, "sharing": 1.5, "newsletter": 2.0, "legal notice": 3.0, "comments": 6.0, "navigation": 1.5,
    "related": 3.0, "tags": 4.0, "copyright": 5.0, "form": 3.0, "date": 2.0,
}  # fmt: skip
"""How strongly a fixed phrase says that the article is not here: an advertisement may stand in its middle, comments
come when it is over."""
OWN = (
    "words", "characters a word", "sentence end", "colon", "cut off", "lower start", "digit start", "quote start",
    "lower", "title", "upper", "digits", "commas", "function words", "quotes", "sentences", "dated", "year", "clock",
    "address", "money", "said", "you", "byline", "author", "credit", "heading", "item", "linked", "any phrase",
    *PENALTY, "glued", "me", "alike", "repeated", "topic", "ahead", "prose", "likely",
)  # fmt: skip
"""What is seen of a line by itself, and of its words elsewhere on the page."""
NEAR = (
    "words",
    "sentence end",
    "lower",
    "dated",
    "item",
    "prose",
    "any phrase",
    "topic",
    "repeated",
    "linked",
    "credit",
    "alike",
)
"""What is seen of the lines next to it, one to three away."""
AROUND = ("prose", "any phrase", "words", "item", "dated", "topic", "linked", "alike", "likely")
"""What is averaged over the lines before it and after it."""
REACHES = (3, 8, 25)
SINCE: tuple[Why, ...] = ("comments", "related", "sharing", "date", "copyright", "tags", "newsletter")
"""Phrases whose last place above a line and first place below it are seen."""

FUNCTION_WORDS = frozenset(
    "a an the of to in on at by for from with and or but as that this these those it its he she his her they their we "
    "our i my you your is are was were be been has have had will would can could not no so if when who which what than "
    "then there after before over into about said de la le les des du et un une en el los las y que se por con para "
    "una il di che e per non der die das und den von zu ist mit im ein eine nicht do da o os as em um uma no na não "
    "het een van dan yang di dan ini itu dengan untuk и в на не что с он как это по но из за".split()
)
"""Words of sentences, in the languages most news on the web is in: lists and menus have few of them."""
DATE = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?\s\d{1,2}\b|"
    r"\b\d{1,2}(?:st|nd|rd|th)?\s(?:de\s)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|"
    r"\b\d{1,4}[./-]\d{1,2}[./-]\d{2,4}\b|\b\d+\s(?:minutes?|mins?|hours?|days?|weeks?|months?|years?)\sago\b"
)
NUMBER = re.compile(r"\d")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
CLOCK = re.compile(r"\b\d{1,2}:\d\d\b")
ADDRESS = re.compile(r"https?:|www\.|\S@\w|(?:^|\s)[@#]\w|\.(?:com|org|net|co)\b")
MONEY = re.compile(r"[$€£¥₩₽]\s?\d|\d\s?[$€£¥₩₽%]")
SAID = re.compile(r"\b(?:said|says|told|added|asked|wrote|according to)\b|[”\"]\s?,")
BYLINE = re.compile(r"(?:by|por|von|par|di|от|oleh|door)\s:?\s?\S", re.I)
AUTHOR = re.compile(
    r"(?:[A-Z][\w.'’-]* ){1,4}(?:is|was) (?:an?|the|our) (?:[\w-]+,? ){0,6}?(?:writer|reporter|editor|correspondent|"
    r"journalist|columnist|contributor|producer|author|blogger|freelancer)\b"
)
"""How the sentence about an article's author begins."""
MARKS = ".,:;!?\"'“”‘’()"
INNER_END = re.compile(r"[.!?。]['\"”’)]?\s")
GLUED_WORD = re.compile(r"[^\W\d_A-Z]{3}[A-ZÀ-Þ][^\W\d_A-Z]* [^\W\d_A-Z]")
"""A headline that its teaser was run together with."""
ME = frozenset("i i'm i’m i've i’ve i'd i’d my me myself je ich io yo eu я".split())
YOU = frozenset("you your yours we our us".split())
NUMBERS = re.compile(r"\d+")
NAMES = re.compile(r"\b[^\W\d_a-z]\w*(?:[ .'’-]+[^\W\d_a-z]\w*)*")
LONGEST_ALIKE = 15
"""Words of the longest line whose form is compared."""
MOST_ALIKE = 8
AHEAD = 40
"""Lines below a headline in which its words come again."""
HEADLINE_LIKE = 0.6
"""The share of them that makes a line look like the headline of what follows."""
FULL_PROSE = 40
"""Words from which on a line is as much prose as it can be."""


def features(lines: Sequence[Line], whys: Sequence[Why | None]) -> Matrix:
    """A row a line, a column a feature. Linear in the text."""
    own = np.array([_own(line, why) for line, why in zip(lines, whys, strict=True)], dtype=np.float64)
    own = own.reshape(len(lines), len(OWN))
    column = {name: own[:, i] for i, name in enumerate(OWN)}
    _fill_repeated(column["repeated"], lines)
    _fill_alike(column["alike"], lines)
    _fill_topic(column["topic"], column["prose"], lines)
    _fill_ahead(column["ahead"], column["prose"], lines)
    _fill_likely(column, lines, whys)
    parts = [own]
    for distance in (-3, -2, -1, 1, 2, 3):
        parts += [_shifted(column[name], distance) for name in NEAR]
    for reach in REACHES:
        parts += [_before(column[name], reach) for name in AROUND]
        parts += [_after(column[name], reach) for name in AROUND]
    for why in SINCE:
        parts += _between(column[why] > 0)
    parts += [*_between(column["prose"] >= 0.5), *_between(column["ahead"] >= HEADLINE_LIKE)]
    parts += [_headline(lines), *_in_best_run(column["likely"]), *_stretches(column, lines)]
    parts += [*_places(column, lines), *_form(lines)]
    return np.column_stack(parts)


def best_run(scores: Sequence[float] | Matrix) -> tuple[int, int]:
    """The run with the highest sum (Kadane's algorithm), half-open; empty where no score is above zero."""
    best = total = 0.0
    start = end = since = 0
    for index, score in enumerate(scores):
        if total <= 0:
            total, since = 0.0, index
        total += score
        if total > best:
            best, start, end = total, since, index + 1
    return start, end


def _own(line: Line, why: Why | None) -> list[float]:
    text = line.text
    words = text.split(" ")
    count = len(words)
    lowered = text.lower()
    low = lowered.split(" ")
    number = bool(NUMBER.search(text))
    upper = sum(word.isupper() and len(word) > 1 for word in words)
    return [
        np.log1p(count),
        min(len(text) / count, 40.0),
        line.ends_sentence,
        text.endswith(":"),
        text.endswith(("…", "...", "[...]", "[…]")),
        text[0].islower(),
        text[0].isdigit(),
        text[0] in "“\"‘'«„",
        sum(word[0].islower() for word in words) / count,
        (sum(word[0].isupper() for word in words) - upper) / count,
        upper / count,
        sum(word[0].isdigit() for word in words) / count,
        text.count(",") / count,
        sum(word in FUNCTION_WORDS for word in low) / count,
        any(mark in text for mark in '“”"«»„'),
        min(len(INNER_END.findall(text)), 10),
        number and bool(DATE.search(lowered)),
        number and bool(YEAR.search(text)),
        number and bool(CLOCK.search(text)),
        bool(ADDRESS.search(text)),
        number and bool(MONEY.search(text)),
        bool(SAID.search(text)),
        sum(word in YOU for word in low) / count,
        bool(BYLINE.match(text)),
        bool(AUTHOR.match(text)),
        len(text) < 500 and has_credit(text),
        line.heading,
        line.item,
        line.linked / len(text),
        why is not None,
        *(why == reason for reason in PENALTY),
        bool(GLUED_WORD.search(text)),
        sum(word in ME for word in low) / count,
        0.0,  # alike: filled in when all lines are known
        0.0,  # repeated: likewise
        0.0,  # topic: likewise
        0.0,  # ahead: likewise
        _prose(line, why),
        0.0,  # likely: likewise
    ]


def _prose(line: Line, why: Why | None) -> float:
    """How much of a paragraph of sentences a line is, 0 to 1, by its length."""
    if why or not line.ends_sentence or line.linked > 0.7 * len(line.text):
        return 0.0
    words = max(line.words, len(line.text) // 8)  # some scripts set no spaces
    return min(words, FULL_PROSE) / FULL_PROSE if words >= 6 else 0.0


def _fill_repeated(column: Matrix, lines: Sequence[Line]) -> None:
    times = Counter(line.text.casefold() for line in lines)
    column[:] = [min(times[line.text.casefold()] - 1, 3) for line in lines]


def _fill_alike(column: Matrix, lines: Sequence[Line]) -> None:
    """How many other short lines are set the same but for numbers and names, as the marks of comments and teasers."""
    forms = [_form_of(line) for line in lines]
    times = Counter(forms)
    column[:] = [min(times[form] - 1, MOST_ALIKE) if form else 0 for form in forms]


def _form_of(line: Line) -> str:
    if line.words > LONGEST_ALIKE:
        return ""
    form = NAMES.sub("A", NUMBERS.sub("0", line.text[:80]))
    return "" if form == "A" else form


def _fill_ahead(column: Matrix, prose: Matrix, lines: Sequence[Line]) -> None:
    """The share of a short line's longer words that the prose right below it uses: what a headline has."""
    bags = [
        {word.strip(MARKS) for word in line.text.casefold().split(" ") if len(word) >= 4} for line in lines
    ]
    ahead: Counter[str] = Counter()
    for index in range(len(lines) - 1, -1, -1):
        bag = bags[index]
        if lines[index].words <= 30 and len(bag) >= 2:
            column[index] = sum(ahead[word] > 0 for word in bag) / len(bag)
        if prose[index] >= 0.3:
            ahead.update(bag)
        if index + AHEAD < len(lines) and prose[index + AHEAD] >= 0.3:
            ahead.subtract(bags[index + AHEAD])


def _fill_topic(column: Matrix, prose: Matrix, lines: Sequence[Line]) -> None:
    """The share of a line's longer words that the page's prose uses elsewhere: an article keeps to its words."""
    bags = [{word for word in line.text.casefold().split(" ") if len(word) >= 5} for line in lines]
    used = Counter(word for bag, much in zip(bags, prose, strict=True) if much >= 0.3 for word in bag)
    for index, bag in enumerate(bags):
        own = prose[index] >= 0.3
        column[index] = sum(used[word] > own for word in bag) / len(bag) if bag else 0.0


def _fill_likely(column: dict[str, Matrix], lines: Sequence[Line], whys: Sequence[Why | None]) -> None:
    """The rule: prose speaks for the article, more so beside prose; phrases, dated lines, fragments against."""
    prose = column["prose"]
    solid = [i for i, why in enumerate(whys) if why != "advertising"]
    beside = np.zeros(len(lines), dtype=int)
    for place, index in enumerate(solid):
        neighbours = solid[max(0, place - 1) : place] + solid[place + 1 : place + 2]
        beside[index] = sum(prose[near] > 0 for near in neighbours)
    for index, (line, why) in enumerate(zip(lines, whys, strict=True)):
        if why:
            score = -PENALTY.get(why, 0.0)
        elif column["author"][index]:
            score = -1.0
        elif prose[index] > 0:
            score = 6 * prose[index] * (0.4, 0.8, 1.0)[beside[index]]
            score = 0.0 if column["credit"][index] else score / (1 + (column["repeated"][index] > 0))
        elif column["dated"][index] and line.words < 20:
            score = -2.5
        elif column["credit"][index]:
            score = -0.3
        elif line.words >= 3 and column["sentence end"][index]:
            score = 0.3
        else:
            score = -0.8 if len(line.text) < 200 else 1.0
        column["likely"][index] = score


def _shifted(column: Matrix, distance: int) -> Matrix:
    """What `column` says of the line `distance` lines above; -1 off the page."""
    out = np.full_like(column, -1.0)
    if abs(distance) < len(column):
        if distance > 0:
            out[distance:] = column[:-distance]
        else:
            out[:distance] = column[-distance:]
    return out


def _before(column: Matrix, reach: int) -> Matrix:
    """The average over the `reach` lines before each line; lines off the page count as zero."""
    total = np.concatenate([np.zeros(reach + 1), np.cumsum(column)])
    average: Matrix = (total[reach : reach + len(column)] - total[: len(column)]) / reach
    return average


def _after(column: Matrix, reach: int) -> Matrix:
    return _before(column[::-1], reach)[::-1]


def _since(marked: NDArray[np.bool_]) -> Matrix:
    """How many lines below the last marked one each line stands, in logarithm."""
    index = np.arange(len(marked))
    last = np.maximum.accumulate(np.where(marked, index, -1000))
    below: Matrix = np.log1p(np.minimum(index - last, 1000))
    return below


def _between(marked: NDArray[np.bool_]) -> list[Matrix]:
    """How far below the last marked line, and how far above the next, each line stands."""
    return [_since(marked), _since(marked[::-1])[::-1]]


def _places(column: dict[str, Matrix], lines: Sequence[Line]) -> list[Matrix]:
    """Where on the page each line stands: the share of lines and of prose before it, and how much there is of them."""
    count = max(len(lines), 1)
    words = np.array([line.words for line in lines], dtype=np.float64) * (column["likely"] > 0)
    before = np.cumsum(words) - words
    total = max(float(words.sum()), 1.0)
    sizes = [np.full(len(lines), np.log1p(size)) for size in (total, count)]
    return [np.arange(len(lines)) / count, before / total, *sizes]


def _headline(lines: Sequence[Line]) -> Matrix:
    """How many lines below the headline each stands: a heading, or the words of the page's first line again."""
    title = {word for word in lines[0].text.casefold().split(" ") if len(word) > 3} if lines else set()
    marked = np.zeros(len(lines), dtype=bool)
    for index, line in enumerate(lines):
        words = (
            {word for word in line.text.casefold().split(" ") if len(word) > 3} if line.words < 40 else set()
        )
        shared = len(words & title)
        marked[index] = (
            index > 0 and shared >= 2 and shared >= 0.75 * len(words) and shared >= 0.5 * len(title)
        )
        marked[index] |= line.heading and 4 <= line.words < 30 and not line.linked
    return _since(marked)


def _in_best_run(scores: Matrix) -> list[Matrix]:
    """Where each line stands against the best run by rule: lines from its start, from its end, and within."""
    index = np.arange(len(scores))
    start, end = best_run(scores)
    return [
        np.clip(index - start, -30.0, 30.0),
        np.clip(index - end, -30.0, 30.0),
        ((index >= start) & (index < end)).astype(np.float64),
    ]


def _stretches(column: dict[str, Matrix], lines: Sequence[Line]) -> list[Matrix]:
    """How many words of prose stand together where each line stands, and whether its neighbours are of its length."""
    together = np.zeros(len(lines))
    begin, words, last = 0, 0, -10
    for index, line in enumerate(lines):
        if column["likely"][index] > 0:
            if index - last > 2:
                together[begin : last + 1] = words
                begin, words = index, 0
            words, last = words + line.words, index
    together[begin : max(last + 1, 0)] = words
    even = np.zeros(len(lines))
    even[1:] = np.abs(np.diff(column["words"])) < 0.4
    return [np.log1p(together), _before(even, 4), _after(even, 4)]


def _form(lines: Sequence[Line]) -> list[Matrix]:
    """What way of flattening it looks like, the same for every line of a page."""
    count = max(len(lines), 1)
    seen = (
        float(any(line.linked or line.heading for line in lines)),
        sum(line.spaced for line in lines) / count,
        float(any(line.piece for line in lines)),
    )
    return [np.full(len(lines), value) for value in seen]
