"""Key phrases by RAKE: runs of words between stop words, ranked by how much company their words keep.

Rose, Engel, Cramer, Cowley (2010), Automatic keyword extraction from individual documents. Own code, as the libraries
do not fit: yake is LGPL, rake-nltk downloads word lists at run time; the method is a page and needs no training.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:[-'’.&][^\W_]+)*|[^\w\s]|\n")
_POSSESSIVE = re.compile(r"['’]s?$")
_LONGEST = 5
_STOP_WORDS = frozenset(
    """
    a about above according across actually added after again against ago all almost along already also
    although always am among an and announced another any anybody anyone anything april are aren't
    around as ask asked asking at august away back be became because become been before began begin
    behind being believe believed believes below best better between big bit both bring brought but by
    call called came can can't cannot certain certainly clear clearly come comes coming continued could
    couldn't day days december did didn't do does doesn't doing don't done down during each early
    either else end enough even ever every everybody everyone everything exactly explained far february
    feel felt few first following for found friday from full further gave get gets getting give given
    gives giving go goes going gone good got great had hadn't half happen happened happens hard has
    hasn't have haven't having he he'd he'll he's hear heard held her here hers herself him himself his
    hold holding holds hope how however i i'd i'll i'm i've if important in including indeed instead
    into is isn't it it'd it'll it's its itself january july june just keep kept kind knew know known
    knows last late later least leave left less let let's like likely little long longer look looked
    looking lot made mainly make makes making many march may maybe me mean means might mine monday
    month months more most mr mrs ms much must my myself near nearly need needed needs never new next
    no nobody none nor not noted nothing november now october of off often ok on once one only onto or
    other others our ours ourselves out over own part past perhaps place point possible put quite
    rather re really recent recently right said same saturday saw say saying says second see seem
    seemed seems seen september several shall she she'd she'll she's should shouldn't since small so
    some somebody someone something somewhat soon stand standing stands start started starting starts
    stated stay stayed staying stays still stood such sunday sure take taken takes taking tell than
    thank thanks that that'll that's the their theirs them themselves then there there's therefore
    these they they'd they'll they're they've thing things think this those though thought three
    through thursday time times to today together told tomorrow too took toward towards tried tries
    true try trying tuesday two under until up upon us use used using very via want wanted wants was
    wasn't way ways we we'd we'll we're we've wednesday week weeks well went were weren't what what's
    whatever when where whether which while who who's whole whom whose why will with within without
    won't work would wouldn't yeah year years yes yesterday yet you you'd you'll you're you've your
    yours yourself yourselves
    """.split()
)


_VERB_OR_ADVERB = re.compile(
    r"(?!(?:family|ally|supply|reply|rally|assembly|monopoly|anomaly|speed|seed|bed|feed)$)[a-z]+(?:ed|ly)"
)
"""Words in lower case that part phrases by their ending ("avoided", "apparently"), but for the nouns listed."""


def key_phrases(content: str, most: int = 5) -> tuple[str, ...]:
    """The key phrases of a statement, best first, as they stand in it; at most `most`, none inside another.

    Plain and deterministic: the same content gives the same phrases. Raises nothing; takes time linear in the content.
    """
    runs = list(_runs(content))
    candidates = [_words(run) for run in runs]
    places: dict[tuple[str, ...], tuple[int, int]] = {}
    for words, run in zip(candidates, runs, strict=True):
        places.setdefault(words, (run[0].start(), run[-1].end()))
    frequency = Counter(word for words in candidates for word in words)
    company = Counter[str]()
    for words in candidates:
        for word in words:
            company[word] += len(words)
    scores = {words: sum(company[word] / frequency[word] for word in words) for words in places}
    kept: list[tuple[str, ...]] = []
    for words in sorted(places, key=lambda w: (-scores[w], places[w])):
        if len(kept) == most:
            break
        if not any(f" {' '.join(words)} " in f" {' '.join(other)} " for other in kept):
            kept.append(words)
    phrases = (content[slice(*places[words])] for words in kept)
    return tuple(_POSSESSIVE.sub("", " ".join(phrase.split())) for phrase in phrases)


def _runs(content: str) -> Iterator[list[re.Match[str]]]:
    """Runs of words between stop words, numbers, punctuation and line breaks; the last words of a long one."""
    run: list[re.Match[str]] = []
    for token in _TOKEN.finditer(content + "\n"):
        word = token[0].casefold().replace("’", "'")
        if word[0].isalpha() and word not in _STOP_WORDS and not _VERB_OR_ADVERB.fullmatch(token[0]):
            run.append(token)
            continue
        if any(len(part[0]) > 2 for part in run):
            yield run[-_LONGEST:]
        run = []


def _words(run: list[re.Match[str]]) -> tuple[str, ...]:
    return tuple(_POSSESSIVE.sub("", token[0].casefold()) for token in run)
