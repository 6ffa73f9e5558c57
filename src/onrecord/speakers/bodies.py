"""Names of organisations across pages: a normal form, and what two of them tell of being one body's."""

from __future__ import annotations

import re

from rapidfuzz.distance import OSA

from onrecord.speakers import lexicon
from onrecord.speakers.forms import Evidence
from onrecord.speakers.spelling import fold, sound

SAME_NAME = 4.0
REORDERED = 3.4
SPELLED_OTHERWISE = 2.8
ACRONYM = 3.0
SHORT_ACRONYM = 1.5
SHORTER_FORM = 0.6
OTHER_NAME = -7.0

_WORD = re.compile(r"\w+(?:[.'’]\w+)*")
_POSSESSIVE = re.compile(r"['’]s\b")
_SMALL_WORDS = frozenset("the of and for in on at to a an de la du des di del & affairs".split())
_ONE_SPELLING = {
    "organisation": "organization", "centre": "center", "defence": "defense", "labour": "labor",
    "programme": "program", "int'l": "international", "intl": "international", "assn": "association",
    "univ": "university", "dept": "department", "govt": "government", "natl": "national", "bros": "brothers",
    "co": "company", "corp": "corporation", "inc": "incorporated", "ltd": "limited", "st": "saint",
    "united states": "us", "usa": "us", "american": "us", "america": "us", "uk": "britain", "british": "britain",
}  # fmt: skip
_GENERIC = frozenset(
    "group company corporation incorporated limited holdings holding plc ag sa nv gmbh llc international party "
    "newspaper online news agency fc afc".split()
)


def words_of(name: str) -> tuple[str, ...]:
    """The normal form: folded words in one spelling, small words and legal forms left out."""
    joined = fold(_POSSESSIVE.sub("", name.replace("United States", "US")).replace("-", " "))
    plain = [_ONE_SPELLING.get(word, word) for word in _WORD.findall(joined)]
    words = [w for w in plain if w not in _SMALL_WORDS]
    kept = [w for w in words if w not in _GENERIC and w not in lexicon.LEGAL_FORMS]
    return tuple(kept or words)


def compare(a: str, b: str) -> list[Evidence]:
    """What two names tell of being one body's; nothing when one of them is empty."""
    words_a, words_b = words_of(a), words_of(b)
    if not words_a or not words_b:
        return []
    if words_a == words_b:
        same = fold(a) == fold(b)
        return [Evidence(SAME_NAME, "the same name" if same else "the same name but for common words")]
    if "".join(words_a) == "".join(words_b):
        return [Evidence(SAME_NAME, "the same name but for spaces")]
    if len(words_a) == len(words_b) and _all_alike(words_a, words_b):
        return [Evidence(REORDERED, "the same words in another order or form")]
    if acronym := _acronym(a, b) or _acronym(b, a):
        return [
            Evidence(
                ACRONYM if len(acronym) > 2 else SHORT_ACRONYM, f"{acronym.upper()} stands for the other"
            )
        ]
    if sound("".join(words_a)) == sound("".join(words_b)) or _is_slip("".join(words_a), "".join(words_b)):
        return [Evidence(SPELLED_OTHERWISE, "the same name in another spelling")]
    short, long = sorted((words_a, words_b), key=len)
    if len(short) < len(long) and all(any(_alike(word, other) for other in long) for word in short):
        return [Evidence(SHORTER_FORM, "one name holds the other")]
    return [Evidence(OTHER_NAME, "different names")]


def keys(name: str) -> frozenset[str]:
    """Keys of which two forms of one name share at least one: its words' sounds, and its acronym."""
    words = words_of(name)
    return frozenset(sound(word) for word in {*words, *_acronyms(name)})


def _all_alike(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    rest = list(b)
    for word in a:
        found = next((other for other in rest if _alike(word, other)), None)
        if found is None:
            return False
        rest.remove(found)
    return True


def _alike(a: str, b: str) -> bool:
    """Whether two words are one, or a country and its adjective ("Ruritania", "Ruritanian")."""
    if a == b:
        return True
    short, long = sorted((a, b), key=len)
    return (
        len(short) >= 4
        and long.startswith(short[:-1])
        and long[len(short) - 1 :] in ("n", "an", "ian", "ese", "ish", "i")
    )


def _acronym(short: str, long: str) -> str | None:
    """The folded acronym `short`, when it is that of the longer name."""
    letters = fold(short).replace(" ", "")
    written = short.replace(".", "").replace(" ", "")
    if not (2 <= len(letters) <= 8 and written.isupper()):
        return None
    return letters if letters in _acronyms(long) else None


def _acronyms(name: str) -> set[str]:
    """The initials of all words, of all but the small ones, and of the normal form."""
    words = _WORD.findall(fold(name.replace("-", " ")))
    large = [word for word in words if word not in _SMALL_WORDS or word == "affairs"]
    found = {
        "".join(word[0] for word in chosen) for chosen in (words, large, words_of(name)) if len(chosen) > 1
    }
    return {letters for letters in found if len(letters) > 1}


def _is_slip(a: str, b: str) -> bool:
    return min(len(a), len(b)) >= 8 and a[0] == b[0] and OSA.distance(a, b, score_cutoff=1) <= 1
