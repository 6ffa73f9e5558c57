"""When each statement was said, and what it announces for when."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from onrecord.record import Attribution, Said, Span, TimeRange
from onrecord.times.sentences import sentence_ends
from onrecord.times.surroundings import dates_its_source, is_about_the_saying
from onrecord.times.tense import announces
from onrecord.times.timeline import TimeExpression, Timeline

Range = tuple[int, int]


def said_and_announced(
    text: str, attributions: Sequence[Attribution], published: str | None
) -> list[tuple[Said, TimeRange | None]]:
    """When each attribution was said or written, and the time of what it announces; one pair each, in order.

    `text` is the article's; spans are code points into it, half-open, and count as far as they lie in it.
    `published` is the article's date in ISO 8601; its time of day is left aside, and anything else counts as unknown.
    A time outside the content, in the sentence of source and cue, is when it was said. A time inside the content
    is about the content, and is what is announced when the words look ahead to it. Raises nothing.
    """
    page = _Page(text, attributions, _day_of(published))
    saids: list[Said | None] = [None] * len(attributions)
    for index in page.order:
        saids[index] = page.said(index, saids)
    return [(said, page.announced(index, said)) for index, said in enumerate(saids) if said is not None]


def _day_of(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None


_MOST_NEAR = 12
"""Expressions looked at on each side of a cue: bounds the work on hostile pages."""
_GOES_ON = re.compile(r"(?:he|she|they|it|we|i|who)\b", re.IGNORECASE)
_LEAST = re.compile(
    r"\b(?:recent|recently|earlier|previously|in the past|long ago|time ago|once|time)$", re.IGNORECASE
)


class _Page:
    """The statements of a page with the times around and in them."""

    def __init__(self, text: str, attributions: Sequence[Attribution], published: date | None) -> None:
        self.text = text
        self.published = published
        self.attributions = attributions
        self.timeline = Timeline(text, published)
        self.times = [time for time in self.timeline.all if time.clock is None]
        self.counted_from = self.timeline.anchor
        self._starts = [e.start for e in self.times]
        self._contents = [[c for c in map(self._clipped, a.content) if c] for a in attributions]
        self._cores = [self._core(a) for a in attributions]
        self._ends = list(sentence_ends(text))
        self._innermost = self._innermost_contents()
        self.order = sorted(range(len(attributions)), key=self._position)
        self._rank = {index: rank for rank, index in enumerate(self.order)}

    def _clipped(self, span: Span | None) -> Range | None:
        if span is None:
            return None
        start, end = max(0, span.start), min(len(self.text), span.end)
        return (start, end) if start < end else None

    def _core(self, attribution: Attribution) -> Range | None:
        """The cue, or the source where there is none."""
        return self._clipped(attribution.cue) or self._clipped(attribution.source)

    def _position(self, index: int) -> int:
        core, contents = self._cores[index], self._contents[index]
        return core[0] if core else contents[0][0] if contents else 0

    def _innermost_contents(self) -> dict[int, Range]:
        """For the start of each expression and each cue that stands in some content, the shortest content around it.

        A time and a cue go together only on one level: "Kos said on Monday that Lenz told her so" does not date
        what Lenz told.
        """
        points = sorted({*self._starts, *(core[0] for core in self._cores if core)})
        innermost: dict[int, Range] = {}
        for content in {c for contents in self._contents for c in contents}:
            for point in points[bisect_left(points, content[0]) : bisect_left(points, content[1])]:
                known = innermost.get(point)
                if known is None or (content[1] - content[0], content) < (known[1] - known[0], known):
                    innermost[point] = content
        return innermost

    def _within(self, span: Range) -> list[TimeExpression]:
        return self.times[bisect_left(self._starts, span[0]) : bisect_left(self._starts, span[1])]

    # When it was said

    def said(self, index: int, saids: Sequence[Said | None]) -> Said:
        """When attribution `index` was said, those before it in the text being known."""
        found = self._said_in_sentence(index)
        if found is not None:
            return found
        before = self._continues(index, saids) or self._scene(index)
        if before is not None:
            return before
        if self.published is None:
            return Said(from_=None, to=None, how="unknown")
        today = self.published.isoformat()
        return Said(from_=today, to=today, how="article")

    def _said_in_sentence(self, index: int) -> Said | None:
        core = self._cores[index]
        if core is None:
            return None
        sentence = self._sentence(core, self._contents[index])
        source = self._clipped(self.attributions[index].source)
        fitting: list[tuple[bool, int, TimeExpression]] = []
        for time in self._candidates(core, sentence):
            if self._innermost.get(time.start) != self._innermost.get(core[0]):
                continue
            words = (time.start, time.end)
            if (
                source
                and source[0] <= time.start < source[1]
                and not dates_its_source(self.text, words, source)
            ):
                continue
            if not is_about_the_saying(self.text, words, core, sentence):
                continue
            distance = self._distance(time, core, self._contents[index])
            fitting.append((_LEAST.search(time.text) is not None, distance, time))
        saids = (self._said_at(time) for _, _, time in sorted(fitting, key=lambda fit: fit[:2]))
        return next((said for said in saids if said is not None), None)

    def _candidates(self, core: Range, sentence: Range) -> Iterator[TimeExpression]:
        middle = bisect_left(self._starts, core[0])
        for time in self.times[max(0, middle - _MOST_NEAR) : middle + _MOST_NEAR]:
            if sentence[0] <= time.start and time.end <= sentence[1]:
                yield time

    def _sentence(self, core: Range, contents: Sequence[Range]) -> Range:
        """From the sentence's start to its end around the core; a quotation's own full stops do not end it."""

        def ends_here(position: int) -> bool:
            return not any(start < position < end for start, end in contents)

        left = bisect_right(self._ends, core[0]) - 1
        while left >= 0 and not ends_here(self._ends[left]):
            left -= 1
        right = bisect_left(self._ends, core[1])
        while right < len(self._ends) and not ends_here(self._ends[right]):
            right += 1
        return (
            self._ends[left] if left >= 0 else 0,
            self._ends[right] if right < len(self._ends) else len(self.text),
        )

    def _distance(self, time: TimeExpression, core: Range, contents: Sequence[Range]) -> int:
        """Characters between an expression and the cue, what was said not counted."""
        low, high = (time.end, core[0]) if time.start < core[0] else (core[1], time.start)
        said = sum(max(0, min(high, end) - max(low, start)) for start, end in contents)
        return max(0, high - low - said)

    def _said_at(self, time: TimeExpression) -> Said | None:
        read = self.timeline.read(time, self.counted_from, "past")
        since = (
            _preposition(self.text, time.start) == "since"
            and ", when " not in self.text[time.end : time.end + 40]
        )
        if read.relative_to is None:
            undated = time.relative_to is None and not _AFTER_EVENT.search(time.text)
            return Said(from_=None, to=None, text=read.text, how="unknown") if undated else None
        if self.counted_from and read.from_ and read.from_ > self.counted_from:
            return None
        last = self.counted_from if since else read.to
        return Said(
            from_=_iso(read.from_),
            to=_iso(last),
            text=read.text,
            how="expression",
            relative_to=read.relative_to,
            reference=Span.of(self.text, *read.reference) if read.reference else None,
        )

    def _continues(self, index: int, saids: Sequence[Said | None]) -> Said | None:
        """The time of the statement just before in the paragraph, when this one goes on with the same speaker."""
        attribution = self.attributions[index]
        rank = self._rank[index]
        if rank == 0 or attribution.inside is not None:
            return None
        before = self.order[rank - 1]
        said = saids[before]
        if said is None or said.how != "expression" or self.attributions[before].inside is not None:
            return None
        between = self.text[self._position(before) : self._position(index)]
        goes_on = attribution.source is None or _GOES_ON.match(attribution.source.text)
        return said if goes_on and "\n\n" not in between else None

    def _scene(self, index: int) -> Said | None:
        """A day of the past week that the sentence before names, in the same paragraph, for a plain past: "The court
        met on Friday. Kos said …". It applies to one statement in 150; judged by hand, four in five are right.
        """
        core, attribution = self._cores[index], self.attributions[index]
        if core is None or attribution.cue is None or not _PLAIN_PAST.search(attribution.cue.text):
            return None
        here = bisect_right(self._ends, self._sentence(core, self._contents[index])[0])
        end = self._ends[here - 1] if here else 0
        start = self._ends[here - 2] if here > 1 else 0
        if "\n\n" in self.text[max(start, end - 2) : core[0]]:
            return None
        for time in reversed(self._within((start, end))):
            if time.start not in self._innermost and is_about_the_saying(
                self.text, (time.start, time.end), (end, end), (start, end)
            ):
                said = self._said_at(time)
                return said if said and self._is_recent_day(said) else None
        return None

    def _is_recent_day(self, said: Said) -> bool:
        if said.from_ is None or said.from_ != said.to or self.counted_from is None:
            return False
        return (self.counted_from - date.fromisoformat(said.from_)).days <= 7

    # What it announces

    def announced(self, index: int, said: Said) -> TimeRange | None:
        """The first time in the content at which something will happen, by the statement's words."""
        for content in self._contents[index]:
            for time in self._within(content):
                found = self._announced_at(index, said, time, content)
                if found is not None:
                    return found
        return None

    def _announced_at(self, index: int, said: Said, time: TimeExpression, content: Range) -> TimeRange | None:
        attribution = self.attributions[index]
        verb = announces(self.text, time.start, time.end, *content)
        if verb is None:
            cue = attribution.cue.text if attribution.cue else ""
            verb = _COMMITS.search(cue) is not None or _AHEAD.match(time.text) is not None
        preposition = _preposition(self.text, time.start)
        if not verb or preposition == "since" or "centur" in time.text:
            return None
        spoken = self.counted_from
        if said.how == "expression" and said.from_ is not None and said.from_ == said.to:
            spoken = date.fromisoformat(said.from_)
        anchor = spoken if attribution.kind == "direct" else self.counted_from
        read = self.timeline.read(time, anchor, "future")
        first, last = read.from_, read.to
        joined = self._joined(time, anchor)
        if joined is not None:
            last, text = joined.to, self.text[time.start : joined.end]
        else:
            text = read.text
        if first is None and (last is None or preposition not in _UP_TO):
            return None
        if spoken is not None and (last or first or spoken) < spoken:
            return None
        if preposition in _UP_TO:
            if preposition == "before" and first is not None and "end" not in time.text:
                last = first - timedelta(days=1)
            first = spoken
        elif preposition in ("from", "starting", "beginning", "after") and joined is None:
            first, last = (last if preposition == "after" else first), None
        if spoken is not None and first is not None and first < spoken:
            first = spoken
        if first is not None and last is not None and first > last:
            return None
        return TimeRange(from_=_iso(first), to=_iso(last), text=text)

    def _joined(self, time: TimeExpression, anchor: date | None) -> TimeExpression | None:
        """The second time of "from Monday to Friday", "between May and July", "9 to 11 June"."""
        position = bisect_right(self._starts, time.start)
        if position >= len(self.times):
            return None
        other = self.times[position]
        between = self.text[time.end : other.start]
        opening = self.text[max(0, time.start - 8) : time.start].casefold().split()
        if not _TO.fullmatch(between) or (between.strip() == "and" and opening[-1:] != ["between"]):
            return None
        return self.timeline.read(other, anchor, "future")


_AFTER_EVENT = re.compile(r"\b(?:after|following)$", re.IGNORECASE)
"""Ends words like "a week after", which news say of what is new when the event has no date in the text."""
_PLAIN_PAST = re.compile(r"^(?:\w+ly )?(?:said|told|wrote|spoke|(?!need)[a-z]+ed)\b")
_COMMITS = re.compile(
    r"\b(?:plan|promis|vow|pledg|intend|expect|schedul|announc|aim|set\b|agree|decid)", re.IGNORECASE
)
_AHEAD = re.compile(
    r"(?:early |late )?(?:tomorrow|next|later this|this coming|the coming|the day after tomorrow|this \w{3,6}day)",
    re.I,
)
_UP_TO = ("by", "until", "before", "till")
_TO = re.compile(r"\s?(?:to|through|until|and|[-–—])\s?")
_PREPOSITIONS = re.compile(
    r"\b(since|by|until|till|before|from|starting|beginning|after|for|ahead of|prior to)\s+(?:the\s+)?(?:on\s+)?$",
    re.I,
)


def _preposition(text: str, start: int) -> str:
    """The word just before an expression that bounds it, or ""."""
    match = _PREPOSITIONS.search(text[max(0, start - 16) : start])
    return match[1].casefold() if match else ""


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
