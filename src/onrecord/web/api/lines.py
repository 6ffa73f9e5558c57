"""Lines, utterances, what is new, and changes worth a look."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from onrecord.positions import Change, Comparison, Judgement, Line, Question, Step, Subject, Utterance
from onrecord.web.api.answers import WRITES, json, routes
from onrecord.web.api.review import Number, Who
from onrecord.web.problem import Problem, or_not_found
from onrecord.web.requests import Limit, Lines, decider

router = routes("lines")

Speaker = Annotated[
    str, Query(min_length=1, max_length=500, description="A name, or a number like #12", examples=["Dragan"])
]
About = Annotated[
    str | None,
    Query(
        max_length=500,
        description="A saved question, a name, or words; nothing is everything",
        examples=["reservoir"],
    ),
]
DAY = r"^\d{4}(-\d\d(-\d\d)?)?$"
Day = Annotated[str | None, Query(pattern=DAY, examples=["2024-03"])]


class Judging(BaseModel):
    """Whether two utterances differ as they seem to."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"verdict": "confirmed", "who": "dita"}]}
    )

    verdict: Literal["confirmed", "dismissed"]
    who: Annotated[str | None, Field(max_length=100)] = None
    why: Annotated[str | None, Field(max_length=20_000)] = None


class Asking(BaseModel):
    """A subject described: what any of its parts finds is on it."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(min_length=1, max_length=200, examples=["the harbour's opening"])]
    words: Annotated[list[str], Field(max_length=50, examples=[["harbour open"]])] = []
    entities: Annotated[list[str], Field(max_length=50)] = []
    meaning: Annotated[str | None, Field(max_length=2000)] = None
    who: Annotated[str | None, Field(max_length=100)] = None


@router.get("/lines", response_model=Line)
def line(
    lines: Lines,
    speaker: Speaker,
    about: About = None,
    since: Day = None,
    until: Day = None,
    limit: Limit = 100,
) -> Response:
    """Show what a speaker said on a subject, in the order of saying, each marked new or restated."""
    with or_not_found():
        return json(lines.line(speaker, about or None, since=since, until=until, limit=limit), Line)


@router.get("/subjects", response_model=tuple[Subject, ...])
def subjects(lines: Lines, speaker: Speaker, limit: Limit = 20) -> Response:
    """List what a speaker keeps coming back to."""
    with or_not_found():
        return json(lines.subjects(speaker, limit=limit), tuple[Subject, ...])


@router.get("/utterances/{identity}", response_model=Utterance)
def utterance(lines: Lines, identity: str) -> Response:
    """Show the utterance that a statement reports: all wordings, and who printed which."""
    with or_not_found():
        return json(lines.utterance(identity), Utterance)


@router.get("/quotes", response_model=tuple[Utterance, ...])
def quotes(
    lines: Lines,
    words: Annotated[str, Query(min_length=1, max_length=2000, examples=["not a drop will be held back"])],
    by: Annotated[str | None, Query(max_length=500)] = None,
    limit: Annotated[int, Query(ge=1, le=50)] = 5,
) -> Response:
    """Find the utterances with these words, or words close to them."""
    return json(lines.quote(words, by=by or None, limit=limit), tuple[Utterance, ...])


@router.get("/comparisons", response_model=Comparison)
def comparison(
    lines: Lines,
    one: Speaker,
    other: Annotated[str | None, Query(max_length=500, description="Another speaker")] = None,
    day: Annotated[str | None, Query(pattern=DAY, description="Or: before and from this day")] = None,
    about: About = None,
) -> Response:
    """Put two speakers' lines side by side, or one speaker's before and after a day."""
    with or_not_found():
        if other:
            return json(lines.compare(one, other, about or None), Comparison)
        if day:
            return json(lines.periods(one, about or None, day), Comparison)
    raise Problem(422, "compare with whom or what? give other, or day")


@router.get("/new", response_model=tuple[Step, ...])
def new(
    lines: Lines,
    since: Annotated[str, Query(pattern=DAY, examples=["2024-03-05"])],
    about: About = None,
    limit: Limit = 50,
) -> Response:
    """List what was said since a day that its speaker had not said before, the latest first."""
    return json(lines.new(since, about=about or None, limit=limit), tuple[Step, ...])


@router.get("/differences", response_model=tuple[Change, ...])
def differences(
    lines: Lines,
    speaker: Speaker,
    about: About = None,
    dismissed: Annotated[bool, Query(description="Those dismissed, too")] = False,
) -> Response:
    """List pairs of a speaker's utterances that differ, those most worth a look first."""
    with or_not_found():
        return json(lines.changes(speaker, about or None, dismissed=dismissed), tuple[Change, ...])


@router.get("/judgements", response_model=tuple[Judgement, ...])
def judgements(lines: Lines) -> Response:
    """List what was judged about differences, the oldest first."""
    return json(lines.judgements(), tuple[Judgement, ...])


@router.post(
    "/differences/{change}/judgements", status_code=201, response_model=Judgement, dependencies=WRITES
)
def judge(request: Request, lines: Lines, change: str, asked: Judging) -> Response:
    """Confirm or dismiss a difference."""
    with or_not_found():
        made = lines.decide(change, asked.verdict, who=asked.who or decider(request), why=asked.why)
    return json(made, Judgement, status=201)


@router.post("/judgements/{number}/undo", response_model=Judgement, dependencies=WRITES)
def undo(request: Request, lines: Lines, number: Number, who: Who = None) -> Response:
    """Take a judgement back; it stays listed."""
    return json(lines.undo(number, who=who or decider(request)), Judgement)


@router.get("/questions", response_model=tuple[Question, ...])
def questions(lines: Lines) -> Response:
    """List the saved questions."""
    return json(lines.questions(), tuple[Question, ...])


@router.post("/questions", status_code=201, response_model=Question, dependencies=WRITES)
def ask(request: Request, lines: Lines, asked: Asking) -> Response:
    """Save a question under a name."""
    made = lines.ask(
        asked.name,
        words=asked.words,
        entities=asked.entities,
        meaning=asked.meaning,
        who=asked.who or decider(request),
    )
    return json(made, Question, status=201)
