"""The entities a statement mentions, under the fullest name the page gives them."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from onrecord.record import Attribution, Mention, NameSpan, Speaker

_FIRST_PERSON = frozenset("i me my mine myself we us our ours ourselves".split())
_THIRD_PERSON = frozenset(
    "he him his himself she her hers herself it its itself they them their theirs themselves".split()
)
_WORD = re.compile(r"[^\W_]+(?:[-'’.&][^\W_]+)*\.?")
_PARTICLES = ("al-", "el-", "ul-", "as-", "ad-")
_SMALL = frozenset("of the and for in on at to de la du des".split())
_MOST_NAMESAKES = 16
"""How many full names with one word in common are compared: bounds the work on hostile pages."""


def about(
    text: str,
    attributions: Sequence[Attribution],
    names: Sequence[NameSpan],
    speakers: Sequence[Speaker | None],
    mentions: Sequence[Mention] | None = None,
) -> list[tuple[Mention, ...]]:
    """What each attribution's content mentions, in order of first mention, each entity once.

    `names` are the proper names of the page and `speakers` who says each attribution. A part name stands under the
    fullest name on the page ("Assad" under "Bashar al-Assad"). `mentions`, where given, are taken instead of the names:
    all mentions of the page already under their full names, pronouns among them. A speaker's own "I" or "he" is not
    something the statement is about. Offsets are code points into `text`, half-open. Raises nothing.
    """
    known = sorted(
        linked(text, names) if mentions is None else mentions, key=lambda m: (m.start, m.end, m.name)
    )
    starts = [m.start for m in known]
    found: list[tuple[Mention, ...]] = []
    for attribution, speaker in zip(attributions, speakers, strict=True):
        entities: dict[tuple[str, str], Mention] = {}
        for span in attribution.content:
            for mention in known[bisect_left(starts, span.start) : bisect_left(starts, span.end)]:
                if mention.end <= span.end and not _is_own(text, mention, speaker):
                    entities.setdefault((mention.name, mention.kind), mention)
        found.append(tuple(entities.values()))
    return found


def _is_own(text: str, mention: Mention, speaker: Speaker | None) -> bool:
    """Whether a mention is a pronoun by which the speaker means themself."""
    word = text[max(0, mention.start) : max(0, mention.end)].casefold()
    own = speaker is not None and speaker.name == mention.name
    return word in _FIRST_PERSON or (own and word in _THIRD_PERSON)


def linked(text: str, names: Sequence[NameSpan]) -> list[Mention]:
    """Each name that lies in the text under the fullest form that the page gives, and that form's kind."""
    inside = [n for n in names if 0 <= n.start < n.end <= len(text)]
    words = [_words(text[n.start : n.end]) for n in inside]
    kinds: dict[tuple[str, ...], Counter[str]] = {}
    spelled: dict[tuple[str, ...], str] = {}
    longer: dict[str, list[tuple[str, ...]]] = {}
    for name, form in zip(inside, words, strict=True):
        if not form:
            continue
        kinds.setdefault(form, Counter())[name.kind] += 1
        if form in spelled:
            continue
        spelled[form] = _without_possessive(" ".join(text[name.start : name.end].split()))
        if len(form) > 1:
            for key in dict.fromkeys((form[0], form[-1], _acronym(form))):
                fitting = longer.setdefault(key, [])
                if len(fitting) < _MOST_NAMESAKES:
                    fitting.append(form)
    mentions: list[Mention] = []
    for name, form in zip(inside, words, strict=True):
        if form:
            full = _fullest(form, longer)
            kind = kinds[full].most_common(1)[0][0]
            mentions.append(Mention(name=spelled[full], kind=kind, start=name.start, end=name.end))
    return mentions


def _fullest(form: tuple[str, ...], longer: dict[str, list[tuple[str, ...]]]) -> tuple[str, ...]:
    """The longest name on the page that closes or opens with these words, or has them as initials.

    The name itself where none does, or where several that are not parts of one another do.
    """
    fitting = [
        other
        for other in dict.fromkeys(longer.get(form[-1], []) + longer.get(form[0], []))
        if len(other) > len(form)
        and (
            other[-len(form) :] == form
            or other[: len(form)] == form
            or (len(form) > 1 and other[0] == form[0] and other[-1] == form[-1])
            or (len(form) == 1 and _acronym(other) == form[0])
        )
    ]
    if not fitting:
        return form
    best = max(fitting, key=len)
    closing = [other for other in fitting if other[-1] == form[-1]]
    if len(form) == 1 and closing:
        best = max(closing, key=len)
        fitting = closing
    rivals = [other for other in fitting if not set(other) <= set(best)]
    return form if rivals else best


def _words(name: str) -> tuple[str, ...]:
    """The words of a name as they are compared: without case, diacritics, full stops, possessives and "al-"."""
    folded = unicodedata.normalize("NFKD", _without_possessive(name).casefold())
    folded = "".join(c for c in folded if not unicodedata.combining(c))
    words = [word.replace(".", "") for word in _WORD.findall(folded)]
    if words[:1] in (["the"], ["a"]) and len(words) > 1:
        words = words[1:]
    return tuple(w[3:] if w.startswith(_PARTICLES) and len(w) > 4 else w for w in words)


def _without_possessive(name: str) -> str:
    return re.sub(r"['’]s?$", "", name)


def _acronym(form: Sequence[str]) -> str:
    return "".join(word[0] for word in form if word not in _SMALL)
