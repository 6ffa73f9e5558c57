"""Spellings of words brought together: case, diacritics, and the usual variants of transliteration."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d"}
)
_UNSAID = str.maketrans("", "", ".'’‘`´ʼʻʿʾ")

_VARIANTS = {
    "tsch": "ch", "tch": "ch", "cz": "ch", "tj": "ch", "zh": "j", "dj": "j", "dzh": "j",
    "kh": "h", "gh": "g", "dh": "d", "ph": "f", "ck": "k", "q": "k", "c": "k", "ch": "ch", "sch": "sh", "x": "ks",
    "iy": "i", "yi": "i", "ij": "i", "yy": "i", "y": "i", "ye": "e", "yo": "o", "io": "o", "ie": "i", "je": "e",
    "oe": "o", "eo": "o", "ue": "u", "eu": "u",
    "ei": "e", "ey": "e", "ej": "e", "ai": "a", "ay": "a", "aa": "a",
    "ou": "u", "oo": "u", "ew": "ev", "ow": "ov", "w": "v", "ee": "i",
}  # fmt: skip
_VARIANT = re.compile("|".join(sorted(_VARIANTS, key=len, reverse=True)))
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=16384)
def fold(word: str) -> str:
    """The word without case, diacritics, full stops and apostrophes."""
    if word.isascii():
        return word.lower().translate(_UNSAID)
    plain = unicodedata.normalize("NFKD", word.casefold().translate(_LETTERS))
    return "".join(c for c in plain if not unicodedata.combining(c)).translate(_UNSAID)


@lru_cache(maxsize=16384)
def sound(word: str) -> str:
    """A folded word with the usual variants of transliteration brought together ("Sergei", "Sergey")."""
    common = _VARIANT.sub(lambda match: _VARIANTS[match.group()], fold(word))
    return _DOUBLED.sub(r"\1", common)
