"""Forms that count from another day: "yesterday", "last week", "ten days before", "in two weeks", "recently"."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

from onrecord.times.calendar import Days, Unit, day, moved, part, period
from onrecord.times.vocabulary import Context, Forms, Match, nearness, number, ordinal, part_of, unit

FORMS = Forms()


def _not_before(words: str) -> Callable[[Match], bool]:
    """Accepts a match that such words do not follow."""
    following = re.compile(words, re.IGNORECASE)
    return lambda match: following.match(match.string, match.end()) is None


def _is_period(match: Match) -> bool:
    """Not "the last week of the campaign", "his last day", "this year-long …", nor the title “This Week”."""
    words = f"{match['near'] or match['near2']} {match['unit']}".casefold()
    following = match.string[match.end() : match.end() + 14]
    if re.match(r"\s?(?:-|and a half\b|after next\b)", following) or words == "last day":
        return False
    if match.string[max(0, match.start() - 1)] in "“\"‘'" and match["unit"] and match["unit"][0].isupper():
        return False
    return not (words.startswith(("the last", "the same")) and re.match(r"\s(?:of|as)\b", following))


_DAY_WORDS = {
    "the day before yesterday": -2,
    "yesterday": -1,
    "last night": -1,
    "today": 0,
    "tonight": 0,
    "tomorrow": 1,
    "the day after tomorrow": 2,
}
_NAMED_TODAY = re.compile(r"\b(?:USA|Russia|[A-Z]\w+ology|the|The|India|Africa|History)\s$")


@FORMS.add(
    "(?:(?:early|earlier|late|later) )?(?P<word>the day before yesterday|the day after tomorrow|yesterday|last night"
    "|today|tonight|tomorrow)(?: @DAYPART)?",
    accept=lambda m: (
        m["word"][:1] != "T" or not _NAMED_TODAY.search(m.string[max(0, m.start() - 12) : m.start()])
    ),
)
def _day_word(match: Match, context: Context) -> Days | None:
    shift = _DAY_WORDS[" ".join(match["word"].casefold().split())]
    return day(context.anchor + timedelta(days=shift)) if context.anchor else None


@FORMS.add(
    "(?:(?:early|earlier|late|later) )?this (?:morning|afternoon|evening)|earlier in the day|later in the day"
)
def _this_morning(match: Match, context: Context) -> Days | None:
    return day(context.anchor) if context.anchor else None


@FORMS.add("overnight", accept=_not_before(r"\s(?:stay|success|bag|train|flight)"))
def _overnight(match: Match, context: Context) -> Days | None:
    return Days(context.anchor - timedelta(days=1), context.anchor) if context.anchor else None


@FORMS.add("(?P<side>earlier|later)(?: on)? (?:this|in the) (?P<unit>week|month|year|decade)")
def _earlier_this(match: Match, context: Context) -> Days | None:
    """ "Earlier this week" ends the day before, "later this week" starts the day after, where there is one."""
    if context.anchor is None:
        return None
    whole = period(unit(match["unit"]), context.anchor)
    if whole.first is None or whole.last is None:
        return None
    step = timedelta(days=1)
    if match["side"].casefold() == "earlier":
        return Days(whole.first, max(whole.first, context.anchor - step))
    return Days(min(whole.last, context.anchor + step), whole.last)


@FORMS.add(
    "(?P<part>@PART)?(?P<near>last|next|this(?: past| coming)?|the (?:coming|past|last|previous|following|next|same)"
    "|that(?: same)?) (?P<unit>@PERIOD)(?: @DAYPART)?"
    "|(?P<near2>the (?:previous|following|next|same)|that(?: same)?) (?:morning|afternoon|evening|night)",
    accept=_is_period,
)
def _near_period(match: Match, context: Context) -> Days | None:
    """ "Last week", "this year", "that month", "the following day"."""
    near = " ".join((match["near"] or match["near2"]).casefold().split())
    size = unit(match["unit"]) if match["unit"] else "day"
    if near in ("the next", "the coming") and size != "day" and context.direction == "future":
        return Days(context.anchor, moved(context.anchor, 1, size)) if context.anchor else None
    to_text = near.split()[-1] in ("previous", "following", "same") or near in ("that", "the next")
    if to_text:
        found = _beside(
            context.reference, size, {"previous": -1, "following": 1, "next": 1}.get(near.split()[-1], 0)
        )
    elif context.anchor is None:
        return None
    elif size == "weekend":
        found = _weekend(context, near)
    else:
        which = nearness(near)
        found = period(size, context.anchor, {"last": -1, "next": 1}.get(which or "", 0))
        if near in ("the past", "the last") and size not in ("day", "century"):
            found = Days(moved(context.anchor, -1, size), context.anchor)
    return part_of(match["part"], found)


def _beside(reference: Days | None, size: Unit, shift: int) -> Days | None:
    """The period `shift` after the one a known date lies in; None where that date is less exact than the period."""
    if reference is None or reference.first is None or reference.last is None:
        return None
    whole = period(size, reference.first)
    if whole.first is None or whole.last is None or not whole.first <= reference.last <= whole.last:
        return None
    return period(size, reference.first, shift)


def _weekend(context: Context, near: str) -> Days | None:
    anchor = context.anchor
    if anchor is None:
        return None
    here = period("weekend", anchor)
    within = here.first is not None and anchor >= here.first
    which = nearness(near)
    if which == "last" or (which == "this" and context.direction == "past" and not within):
        return period("weekend", anchor, -1)
    return period("weekend", anchor, 1 if which == "next" else 0)


@FORMS.add("(?:over|during|at|throughout) the weekend|the weekend")
def _the_weekend(match: Match, context: Context) -> Days | None:
    """The latest weekend, or with a future tense the coming one."""
    return _weekend(
        context, "this" if context.direction == "future" else "this past" if _weekday(context) else "this"
    )


def _weekday(context: Context) -> bool:
    return context.anchor is not None and context.anchor.weekday() < 5


@FORMS.add(
    "(?P<part>@PART)the (?P<unit>day|week|month|year|decade|century)|(?:the )?(?P<end>year|month)(?: |-|['’]s )end",
    accept=lambda m: not (m["unit"] and m["unit"].casefold() == "day" and _idiom(m)),
)
def _part_of_period(match: Match, context: Context) -> Days | None:
    if context.anchor is None:
        return None
    whole = period(unit(match["unit"] or match["end"]), context.anchor)
    return part(whole, "end") if match["end"] else part_of(match["part"], whole)


def _idiom(match: Match) -> bool:
    """ "At the end of the day" is seldom a time."""
    return not re.search(r"\bby\s$", match.string[max(0, match.start() - 4) : match.start()], re.I)


@FORMS.add(
    "@ABOUT?(?P<half>half an? (?P<whole>year|decade|century)|@HALVES) (?:ago|back|from now|from today|hence)"
)
def _halves_ago(match: Match, context: Context) -> Days | None:
    """ "Half a year ago", "a year and a half ago", "six and a half years ago": as exact as the smaller unit."""
    if context.anchor is None:
        return None
    sign = 1 if re.search(r"(?:now|today|hence)$", match[0], re.I) else -1
    if match["whole"]:
        count, size = {"year": (6, "month"), "decade": (5, "year"), "century": (50, "year")}[
            match["whole"].casefold()
        ]
    else:
        whole = number(match["n"]) if match["n"] else 1
        if whole is None:
            return None
        count, size = (12 * whole + 6, "month") if "year" in match[0].casefold() else (10 * whole + 5, "year")
    return period("month" if size == "month" else "year", context.anchor, sign * count)


@FORMS.add("@ABOUT?(?P<n>@NUMBER )?(?P<unit>@UNIT)s? (?:ago|back|from now|from today|hence)")
def _ago(match: Match, context: Context) -> Days | None:
    """As exact as its unit: two weeks ago is a week, two years ago a year. Vague numbers only bound it."""
    if context.anchor is None:
        return None
    sign = 1 if re.search(r"(?:now|today|hence)$", match[0], re.I) else -1
    count, size = _count(match), unit(match["unit"])
    if count is not None:
        if size in ("decade", "century"):
            return period("year", context.anchor, sign * count * (10 if size == "decade" else 100))
        return period(size, context.anchor, sign * count)
    bound = moved(context.anchor, sign, size)
    return Days(bound, None) if sign > 0 else Days(None, bound)


def _count(match: Match) -> int | None:
    """The number before a unit; without one a plural is vague and a singular one."""
    if match["n"]:
        return number(match["n"])
    return None if re.search(r"s\s+(?:ago|back|from|hence)", match[0]) else 1


@FORMS.add(
    "@ABOUT?(?:(?P<n>@NUMBER) (?P<unit>@UNIT)s?|(?P<some>@UNIT)s"
    "|the (?P<one>day|night|evening|morning|week|weekend|month|year)) "
    "(?P<side>before|earlier|beforehand|previously|prior(?: to)?|ahead of|in advance of|after(?:wards?)?|later"
    "|following)",
)
def _from_text(match: Match, context: Context) -> Days | None:
    """ "Ten days before", "a year later", "the day after": from the date referred to, as exact as the unit."""
    if match["some"]:
        return None
    word = (match["unit"] or match["one"]).casefold()
    size = "day" if word in ("night", "evening", "morning") else unit(word)
    sign = 1 if match["side"].casefold().startswith(("after", "later", "following")) else -1
    count = number(match["n"])
    if context.reference is None or count is None:
        return None
    if size == "hour":
        return _beside(context.reference, "day", sign * (count // 24))
    return _beside(context.reference, size, sign * count)


@FORMS.add("the eve of")
def _eve(match: Match, context: Context) -> Days | None:
    return _beside(context.reference, "day", -1)


@FORMS.add("the (?P<nth>@ORDINAL)(?: |-)(?:year )?anniversary of")
def _anniversary(match: Match, context: Context) -> Days | None:
    """The same day, month or year that many years after the date that follows."""
    of, years = context.reference, ordinal(match["nth"])
    if of is None or of.first is None or of.last is None:
        return None
    return Days(moved(of.first, years, "year"), moved(of.last, years, "year"))


@FORMS.add(
    "(?:(?:the|these|this) (?P<past>past) |(?:the )?(?P<side>last|next|coming|recent|previous|following) )"
    "(?P<n>@NUMBER )?(?P<unit>@UNIT)s",
)
def _stretch(match: Match, context: Context) -> Days | None:
    """ "The past 30 days", "in recent weeks", "the coming months": up to the day, or from it."""
    anchor, size = context.anchor, unit(match["unit"])
    if anchor is None:
        return None
    count = number(match["n"]) if match["n"] else None
    if match["past"] is None and match["side"].casefold() in ("next", "coming", "following"):
        if context.direction == "past":
            return None
        return Days(anchor, moved(anchor, count, size) if count else None)
    return Days(moved(anchor, -count, size) if count else None, anchor)


_TIME_AFTER = re.compile(r"['’]s? time\b")


@FORMS.add(
    "(?P<frame>in|within)(?: the next)? @ABOUT?(?P<n>@NUMBER) (?P<unit>@UNIT)s?(?:['’]s? time)?",
    accept=_not_before(r"\s?(?:of\b|['’]|-)"),
)
def _in_units(match: Match, context: Context) -> Days | None:
    """ "In two weeks" from now, when the sentence looks ahead; "within" reaches from the day to then."""
    count, size = number(match["n"]), unit(match["unit"])
    ahead = context.direction == "future" or _TIME_AFTER.search(match[0]) is not None
    if context.anchor is None or count is None or not ahead:
        return None
    if match["frame"].casefold() == "within":
        return Days(context.anchor, moved(context.anchor, count, size))
    return period(size, context.anchor, count)


@FORMS.add("@ABOUT?(?:a|one) week from (?P<day>today|tomorrow|@WEEKDAY)")
def _week_from(match: Match, context: Context) -> Days | None:
    if context.anchor is None:
        return None
    word = match["day"].casefold()
    start = context.anchor + timedelta(days=1 if word == "tomorrow" else 0)
    if word.endswith("day") and word != "today":
        weekday = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday").index(word)
        start += timedelta(days=(weekday - start.weekday()) % 7)
    return day(start + timedelta(weeks=1))


_EARLIER_AS_ADJECTIVE = re.compile(
    r"\b(?:an?|the|his|her|its|their|this|that|after|before|of|as|from|[\w’']+s)\s$", re.IGNORECASE
)


def _is_adverb(match: Match) -> bool:
    """Not "an earlier statement", "two earlier talks", "earlier in his career", "earlier than", "not long ago"."""
    before = match.string[max(0, match.start() - 12) : match.start()]
    if match[0].casefold() != "earlier":
        return not before.endswith("not ")
    if _EARLIER_AS_ADJECTIVE.search(before):
        return False
    return not re.match(
        r"\s(?:in (?:his|her|its|their|the)|than)\b", match.string[match.end() : match.end() + 10]
    )


@FORMS.add("(?:at|around) (?:the|that) time", accept=_not_before(r"\s(?:of|when|that)\b"))
def _at_the_time(match: Match, context: Context) -> Days | None:
    return context.reference


@FORMS.add(
    "recently|earlier|previously|in the past(?! @NUMBER| @UNIT)|(?:a )?long (?:time )?ago"
    "|(?:a|his|her|its|their) recent"
    "|once(?= (?:said|told|called|described|wrote|remarked|declared|claimed|argued|joked|suggested|promised|asked)\\b)",
    accept=_is_adverb,
)
def _before_now(match: Match, context: Context) -> Days | None:
    """Only that it was before: "previously", "earlier" alone, "in a recent interview", "once said"."""
    return Days(None, context.anchor) if context.anchor else None
