"""Key phrases by RAKE: runs of words between stop words, ranked by how much company their words keep.

Rose, Engel, Cramer, Cowley (2010), Automatic keyword extraction from individual documents. Own code, as the libraries
do not fit: yake is LGPL, rake-nltk downloads word lists at run time; the method is a page and needs no training.
"""

from __future__ import annotations

import re
from collections import Counter

_TOKEN = re.compile(r"[^\W_]+(?:[-'’.&][^\W_]+)*|[^\w\s]")
_LONGEST = 4
_STOP_WORDS = frozenset(
    """
    a about above according across actually added after again against ago all almost along already also
    although always am among an and announced another any anybody anyone anything april are aren't around
    as ask asked asking at august away back be became because become been before began begin behind being
    believe believed believes below best better between big bit both bring brought but by call called came
    can can't cannot certain certainly clear clearly come comes coming continued could couldn't day days
    december did didn't do does doesn't doing don't done down during each early either else end enough
    even ever every everybody everyone everything exactly explained far february feel felt few first for
    found friday from full further gave get gets getting give given gives giving go goes going gone good
    got great had hadn't half happen happened happens hard has hasn't have haven't having he he'd he'll
    he's hear heard her here hers herself him himself his hope how however i i'd i'll i'm i've if
    important in including indeed instead into is isn't it it'd it'll it's its itself january july june
    just keep kept kind knew know known knows last late later least leave left less let let's like likely
    little long longer look looked looking lot made mainly make makes making many march may maybe me mean
    means might mine monday month months more most mr mrs ms much must my myself near nearly need needed
    needs never new next no nobody none nor not noted nothing november now october of off often ok on once
    one only onto or other others our ours ourselves out over own part past perhaps place point possible
    put quite rather re really recent recently right said same saturday saw say saying says second see
    seem seemed seems seen september several shall she she'd she'll she's should shouldn't since small so
    some somebody someone something somewhat soon stated still such sunday sure take taken takes taking
    tell than thank thanks that that'll that's the their theirs them themselves then there there's
    therefore these they they'd they'll they're they've thing things think this those though thought three
    through thursday time times to today together told tomorrow too took toward towards tried tries true
    try trying tuesday two under until up upon us use used using very via want wanted wants was wasn't way
    ways we we'd we'll we're we've wednesday week weeks well went were weren't what what's whatever when
    where whether which while who who's whole whom whose why will with within without won't work would
    wouldn't yeah year years yes yesterday yet you you'd you'll you're you've your yours yourself
    yourselves
    """.split()
)


def key_phrases(content: str, most: int = 5) -> tuple[str, ...]:
    """The key phrases of a statement, best first, as they stand in it; at most `most`, none inside another.

    Plain and deterministic: the same content gives the same phrases. Raises nothing; takes time linear in the content.
    """
    candidates: list[tuple[str, ...]] = []
    places: dict[tuple[str, ...], tuple[int, int]] = {}
    run: list[re.Match[str]] = []

    def close() -> None:
        if 0 < len(run) <= _LONGEST and any(len(token[0]) > 2 for token in run):
            phrase = tuple(token[0].casefold() for token in run)
            candidates.append(phrase)
            places.setdefault(phrase, (run[0].start(), run[-1].end()))
        run.clear()

    for token in _TOKEN.finditer(content):
        word = token[0].casefold().replace("’", "'")
        if (
            word in _STOP_WORDS
            or word[0].isdecimal()
            or not word[0].isalnum()
            or "\n" in _gap(content, run, token)
        ):
            close()
        if word not in _STOP_WORDS and word[0].isalnum() and not word[0].isdecimal():
            run.append(token)
    close()
    frequency = Counter(word for phrase in candidates for word in phrase)
    company = Counter[str]()
    for phrase in candidates:
        for word in phrase:
            company[word] += len(phrase)
    scores = {p: sum(company[word] / frequency[word] for word in p) for p in places}
    kept: list[tuple[str, ...]] = []
    for phrase in sorted(places, key=lambda p: (-scores[p], places[p])):
        if len(kept) == most:
            break
        if not any(f" {' '.join(phrase)} " in f" {' '.join(other)} " for other in kept):
            kept.append(phrase)
    return tuple(" ".join(content[slice(*places[phrase])].split()) for phrase in kept)


def _gap(content: str, run: list[re.Match[str]], token: re.Match[str]) -> str:
    return content[run[-1].end() : token.start()] if run else ""
