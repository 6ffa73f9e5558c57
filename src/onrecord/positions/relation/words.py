"""The words of a statement as relations compare them: in lower case, by their stems, with what negates them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

import Stemmer

TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|[%£$€]")
_STEMMER = Stemmer.Stemmer("english", 0)  # what it found is kept below

NEGATORS = frozenset(
    "no not never none nobody nothing nowhere neither nor cannot without hardly scarcely barely nay".split()
)
"""Words that negate what follows them."""

FUNCTION_WORDS = (
    frozenset(
        """
    a about after again all also although am an and any anyone anything are as at be because been before being both but
    by can could did do does doing done down during each either else even ever every everyone few for from further had
    has have having he her here hers herself him himself his how however i if in into is it its itself just let many may
    me might mine more most much must my myself now of off on once one only onto or other our ours ourselves out over
    own per shall she should since so some still such than that the their theirs them themselves then there these they
    this those though through to too under until up upon us very was we were what when where whether which while who
    whom whose why will with would yet you your yours yourself
    said say says told tell tells added adds according
    """.split()
    )
    | NEGATORS
)
"""Words that carry no subject matter; the commonest words of saying are among them, as every report has one."""

_REACH = 4
"""A negator reaches this many words ahead, or to the next mark between clauses."""
_CLAUSE = re.compile(r"[.;:!?…]|,\s+(?:but|and|or|as|while|because)\b")


class Word(NamedTuple):
    """A word where it stands: `start` and `end` are code points into the text, half-open."""

    text: str
    lower: str
    stem: str
    carries: bool
    """Whether it is about the matter at hand: not a function word, not a single letter."""
    negates: bool
    """Whether it negates what follows it: one of `NEGATORS`, or one that ends in n't."""
    start: int
    end: int
    negated: bool


@lru_cache(maxsize=500)
def words(text: str) -> tuple[Word, ...]:
    """The words and numbers of `text`, in order. Linear in its length; raises nothing."""
    found: list[Word] = []
    breaks = [match.start() for match in _CLAUSE.finditer(text)]
    left, next_break = 0, 0
    for match in TOKEN.finditer(text):
        start, end = match.span()
        while next_break < len(breaks) and breaks[next_break] < start:
            left, next_break = 0, next_break + 1
        lower, stemmed, carries, negates = _alone(match[0])
        found.append(Word(match[0], lower, stemmed, carries, negates, start, end, left > 0))
        reaches = negates and len(lower) == end - start  # "nobody's" negates only itself
        left = _REACH if reaches else left - 1
    return tuple(found)


@lru_cache(maxsize=50_000)
def _alone(text: str) -> tuple[str, str, bool, bool]:
    """What a word is wherever it stands: in lower case, its stem, whether it carries a matter, whether it negates."""
    plain = text.lower().replace("’", "'").removesuffix("'s").removesuffix("'")
    negates = plain in NEGATORS or plain.endswith("n't")
    return plain, stem(plain), len(plain) > 1 and plain not in FUNCTION_WORDS and not negates, negates


@lru_cache(maxsize=20_000)
def stem(lower: str) -> str:
    """The stem by the Snowball stemmer for English (Porter, 2001), but of irregular verbs the plain form."""
    lower = _IRREGULAR.get(lower, lower)
    return str(_STEMMER.stemWord(lower)) if len(lower) < 40 else lower


_IRREGULAR = {
    form: verb
    for verb, forms in (
        line.split(": ")
        for line in """
        become: became
        begin: began begun
        break: broke broken
        bring: brought
        build: built
        buy: bought
        choose: chose chosen
        come: came
        draw: drew drawn
        drive: drove driven
        fall: fell fallen
        fight: fought
        find: found
        freeze: froze frozen
        get: got gotten
        give: gave given
        go: went gone goes
        grow: grew grown
        hold: held
        keep: kept
        lead: led
        leave: left
        lose: lost
        make: made
        meet: met
        pay: paid
        rise: rose risen
        run: ran
        see: saw seen
        sell: sold
        send: sent
        sit: sat
        spend: spent
        stand: stood
        take: took taken
        think: thought
        win: won
        withdraw: withdrew withdrawn
        write: wrote written
        """.strip().splitlines()
    )
    for form in forms.split()
    for verb in (verb.strip(),)
}
