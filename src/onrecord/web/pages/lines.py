"""Lines: what one said on a subject over time, one utterance and its wordings, two lines side by side, what is new."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Query, Request
from markupsafe import Markup
from starlette.responses import HTMLResponse, RedirectResponse, Response

from onrecord.positions import Subject
from onrecord.positions.picture import svg
from onrecord.web.feeds import MEDIA_TYPE, atom
from onrecord.web.pages.search import FED
from onrecord.web.problem import or_not_found
from onrecord.web.requests import Lines, decider
from onrecord.web.templating import link, page

router = APIRouter(include_in_schema=False)

Name = Annotated[str, Query(max_length=500)]
Day = Annotated[str, Query(pattern=r"^(\d{4}(-\d\d(-\d\d)?)?)?$")]
NEW = 30


@router.get("/lines")
def line(
    request: Request, lines: Lines, speaker: Name = "", about: Name = "", since: Day = "", until: Day = ""
) -> HTMLResponse:
    """What a speaker said on a subject, in the order of saying, each marked new or restated."""
    query = {"speaker": speaker, "about": about, "since": since, "until": until}
    picture, found, subjects = None, None, tuple[Subject, ...]()
    if speaker.strip():
        with or_not_found():
            found = lines.line(speaker, about or None, since=since or None, until=until or None)
            subjects = lines.subjects(f"#{found.person}", limit=12)
        picture = Markup(svg(found, href=lambda utterance: f"/utterances/{utterance.id}", styled=False))
    return page(request, "lines.html", found=found, subjects=subjects, query=query, picture=picture)


@router.get("/lines.atom")
def feed(
    request: Request, lines: Lines, speaker: Name, about: Name = "", only: Literal["", "new"] = ""
) -> Response:
    """The line's latest utterances, as Atom; only those that are new, if asked."""
    with or_not_found():
        found = lines.line(speaker, about or None, limit=FED)
    steps = [step for step in reversed(found.steps) if not only or step.mark.what == "new"]
    shown = str(request.url.replace(path="/lines"))
    title = f"{found.speaker} on {found.subject.name}" + (" (only what is new)" if only else "")
    entries = [step.utterance.main.entry for step in steps]
    return Response(atom(title, str(request.url), shown, entries), media_type=MEDIA_TYPE)


@router.get("/utterances/{identity}")
def utterance(request: Request, lines: Lines, identity: str) -> HTMLResponse:
    """One act of saying: all wordings of it, and who printed which."""
    with or_not_found():
        found = lines.utterance(identity)
    return page(request, "utterance.html", utterance=found)


@router.get("/compare")
def compare(
    request: Request, lines: Lines, one: Name = "", other: Name = "", about: Name = "", day: Day = ""
) -> HTMLResponse:
    """Two speakers on one subject; or one speaker before a day, and from it on."""
    query = {"one": one, "other": other, "about": about, "day": day}
    found = None
    with or_not_found():
        if one.strip() and other.strip():
            found = lines.compare(one, other, about or None)
        elif one.strip() and day:
            found = lines.periods(one, about or None, day)
    return page(request, "compare.html", found=found, query=query)


@router.get("/new")
def new(request: Request, lines: Lines, since: Day = "", about: Name = "") -> HTMLResponse:
    """What was said since a day that its speaker had not said before."""
    day = since or request.app.state.front.view().day
    steps = lines.new(day, about=about or None, limit=NEW) if day else ()
    return page(request, "new.html", steps=steps, day=day, about=about)


@router.post("/judgements")
def judge(
    request: Request,
    lines: Lines,
    change: Annotated[str, Form(max_length=200)],
    verdict: Annotated[Literal["confirmed", "dismissed"], Form()],
    speaker: Annotated[str, Form(max_length=500)],
    about: Annotated[str, Form(max_length=500)] = "",
) -> Response:
    """Confirms or dismisses a change worth a look."""
    made = lines.decide(change, verdict, who=decider(request))
    return RedirectResponse(link("/lines", speaker=speaker, about=about, judged=made.id) + "#changes", 303)


@router.post("/judgements/undo")
def undo(
    request: Request,
    lines: Lines,
    number: Annotated[int, Form(ge=0, le=10**18)],
    speaker: Annotated[str, Form(max_length=500)],
    about: Annotated[str, Form(max_length=500)] = "",
) -> Response:
    """Takes a judgement back."""
    lines.undo(number, who=decider(request))
    return RedirectResponse(link("/lines", speaker=speaker, about=about) + "#changes", 303)
