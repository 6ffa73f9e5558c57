"""Records of invented pages, in any number, the same ones every time: for measuring the ledger without a model."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from functools import cache
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from onrecord.pages import RawPage, pages_in, to_article
from onrecord.record import Article, Mention, Page, Record, Said, Span, Speaker, Statement
from onrecord.samples import folder

STATEMENTS = 30
"""On each page."""
RARE = 40_000
"""Invented words beside those of the sample pages, for the long tail that real text has."""
SPEAKERS = 20_000
TOPICS = 2_000
"""Places around which the vectors of statements lie."""
DIMENSIONS = 384


@cache
def sentences() -> tuple[str, ...]:
    """Those of the sample pages' articles."""
    found: list[str] = []
    for path in sorted(folder().rglob("*.html")):
        for raw in pages_in(path):
            if isinstance(raw, RawPage):
                found += to_article(raw)[1].text.replace("\n\n", ". ").split(". ")
    return tuple(sentence for sentence in found if 5 < len(sentence.split()) < 40)


@cache
def _tail(number: int) -> list[float]:
    """Cumulative weights of ranks, the first the most frequent (Zipf, 1935)."""
    return list(accumulate(1 / (rank + 10) for rank in range(number)))


def words(chance: random.Random) -> str:
    """The beginning of a sentence of the samples and the end of another, every second word replaced by one of the tail.

    Real speakers have more than these few hundred sentences: whole ones, or with fewer words replaced, run together
    into utterances of a dozen wordings where one speaker says thirty things a day.
    """
    ranks = chance.choices(range(RARE), cum_weights=_tail(RARE), k=40)
    begun, ended = (chance.choice(sentences()).split() for _ in range(2))
    kept = begun[: len(begun) // 2] + ended[len(ended) // 2 :]
    return " ".join(word(rank) if chance.random() < 0.5 else w for w, rank in zip(kept, ranks, strict=False))


_SYLLABLES = tuple(f"{consonant}{vowel}" for vowel in "aeiou" for consonant in "bcdfgklmnprstvz")


def word(rank: int) -> str:
    """An invented word for each number, without digits, which would be read as quantities."""
    more, last = divmod(rank, len(_SYLLABLES))
    return word(more) + _SYLLABLES[last] if more else "o" + _SYLLABLES[last]


def speaker(chance: random.Random) -> str:
    (rank,) = chance.choices(range(SPEAKERS), cum_weights=_tail(SPEAKERS))
    return f"{'Ada Ben Cleo Dan Eva Finn Gus Hana'.split()[rank % 8]} Sp{rank:x}r"


@cache
def _topics() -> NDArray[np.float32]:
    return np.random.default_rng(0).standard_normal((TOPICS, DIMENSIONS), dtype=np.float32)


def vectors(seed: int, count: int) -> list[bytes]:
    """Vectors of statements on random topics, as `Statement.vector` has them."""
    chance = np.random.default_rng(seed)
    around = _topics()[chance.integers(0, TOPICS, count)]
    near = around + chance.standard_normal((count, DIMENSIONS), dtype=np.float32)
    near /= np.linalg.norm(near, axis=1, keepdims=True)
    return [vector.tobytes() for vector in np.rint(near * 127).astype(np.int8)]


def pages(count: int) -> Iterator[tuple[Record, bytes]]:
    """Pages and their bytes, every third page in two versions."""
    for number in range(count):
        chance = random.Random(number)
        for version in range(1 + (number % 3 == 0)):
            yield _page(chance, f"https://outlet{number % 90}.example/{number}", version)


def _page(chance: random.Random, url: str, version: int) -> tuple[Record, bytes]:
    lines, found, start = [], [], 0
    for _ in range(STATEMENTS):
        who, what = speaker(chance), words(chance)
        lines.append(f"{who} said {what}.")
        content = Span(start=start + len(who) + 6, end=start + len(who) + 6 + len(what), text=what)
        found.append((who, Span(start=start, end=start + len(who), text=who), content))
        start += len(lines[-1]) + 2
    text = "\n\n".join(lines)
    data = f"<p>{text}</p>".encode()
    day = f"{chance.randrange(2010, 2032)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
    page = Page(
        url=url,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type="text/html",
        retrieved=f"{day}T{version:02}:00:00Z",
    )
    said = Said.model_validate({"from": day, "to": day, "how": "article"})
    meant = vectors(chance.randrange(2**32), len(found))
    read = tuple(
        Statement(
            id=hashlib.sha256(f"{url}{page.sha256}{content.start}".encode()).hexdigest()[:16],
            source=source,
            cue=None,
            content=(content,),
            kind="indirect",
            act="speech",
            speaker=Speaker(name=who, named=True, kind="person", how="named in the source"),
            said=said,
            about=(Mention(name=speaker(chance), kind="person", start=content.start, end=content.end),),
            confidence=round(chance.random(), 3),
            vector=vector,
        )
        for (who, source, content), vector in zip(found, meant, strict=True)
    )
    article = Article(title=text[:50], outlet=url.split("/")[2], language="en", published=day, text=text)
    return Record(page=page, article=article, statements=read), data
