"""Review: what is least sure, corrections, decisions about people; and taking them back."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Path, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from onrecord.ledger import Correction, Decision, Found
from onrecord.record import SpeakerKind
from onrecord.web.api import examples
from onrecord.web.api.answers import WRITES, json, json_of, routes, shown
from onrecord.web.problem import Problem, or_not_found
from onrecord.web.requests import After, Kept, Limit, decider

router = routes("review")

Number = Annotated[int, Path(ge=1, le=10**17)]
Text = Annotated[str, Field(max_length=20_000)]
Who = Annotated[str | None, Query(max_length=100, description="Who decides; the server's user unless given")]


class Asked(BaseModel):
    """Base of what is sent: unknown fields are refused, so that a slip is not taken for nothing."""

    model_config = ConfigDict(extra="forbid")

    who: Annotated[
        str | None, Field(max_length=100, description="Who decides; the server's user unless given")
    ] = None
    why: Text | None = None


class Correcting(Asked):
    """What is right instead of what was read; what is not given is left."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"verdict": "accept", "who": "dita"}]})

    verdict: Literal["accept", "reject"] | None = None
    speaker: Annotated[Text | None, Field(description="A name; empty for nobody")] = None
    speaker_kind: SpeakerKind | None = None
    said: Annotated[
        Text | None, Field(description="A day, a month, a year, two with / between, or unknown")
    ] = None
    content: Annotated[list[Text] | None, Field(description="The words, piece by piece, as they stand")] = (
        None
    )


class Deciding(Asked):
    """What is decided about people: each a name, or a number like #12."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"what": "merge", "one": "#12", "other": "I. Marrow", "who": "dita"}]}
    )

    what: Literal["merge", "differ", "split", "rename", "identify"]
    one: Text
    other: Annotated[Text | None, Field(description="The other one; the new name; the item of Wikidata")] = (
        None
    )


@router.get("/unsure", response_model=Found, responses=shown(examples.FOUND))
def unsure(ledger: Kept, limit: Limit = 20, after: After = None) -> Response:
    """List the statements that are least likely to be right first."""
    return json(ledger.unsure(limit=limit, after=after), Found)


@router.get(
    "/corrections",
    response_model=tuple[Correction, ...],
    responses=shown([json_of(examples.CORRECTION, Correction)]),
)
def corrections(
    ledger: Kept, lost: Annotated[bool, Query(description="Only those that hold nowhere")] = False
) -> Response:
    """List what was corrected, the oldest first."""
    return json(ledger.corrections(lost=lost), tuple[Correction, ...])


@router.post(
    "/statements/{identity}/corrections",
    status_code=201,
    response_model=Correction,
    responses=shown(examples.CORRECTION, 201),
    dependencies=WRITES,
)
def correct(request: Request, ledger: Kept, identity: str, asked: Correcting) -> Response:
    """Accept, reject or correct a statement."""
    with or_not_found():
        ledger.show(identity)
    given = asked.model_dump(exclude={"who"})
    made = ledger.correct(identity, who=asked.who or decider(request), **given)
    request.app.state.front.forget()
    return json(made, Correction, status=201)


@router.post(
    "/corrections/{number}/undo",
    response_model=Correction,
    responses=shown(examples.CORRECTION),
    dependencies=WRITES,
)
def undo(request: Request, ledger: Kept, number: Number, who: Who = None) -> Response:
    """Take a correction back; it stays listed."""
    made = ledger.undo(number, who=who or decider(request))
    request.app.state.front.forget()
    return json(made, Correction)


@router.get(
    "/decisions", response_model=tuple[Decision, ...], responses=shown([json_of(examples.DECISION, Decision)])
)
def decisions(ledger: Kept) -> Response:
    """List what was decided about people, the oldest first."""
    return json(ledger.decisions(), tuple[Decision, ...])


@router.post(
    "/decisions",
    status_code=201,
    response_model=Decision,
    responses=shown(examples.DECISION, 201),
    dependencies=WRITES,
)
def decide(request: Request, ledger: Kept, asked: Deciding) -> Response:
    """Merge two people, keep them apart, split a name off, rename or identify one."""
    who = asked.who or decider(request)
    if asked.what == "split":
        made = ledger.split(asked.one, who=who, why=asked.why)
    elif asked.other is None:
        raise Problem(422, f"other: what {asked.one!r} is to be {asked.what}d with is missing")
    else:
        decided = {
            "merge": ledger.merge,
            "differ": ledger.differ,
            "rename": ledger.rename,
            "identify": ledger.identify,
        }[asked.what]
        made = decided(asked.one, asked.other, who=who, why=asked.why)
    request.app.state.front.forget()
    return json(made, Decision, status=201)


@router.post(
    "/decisions/{number}/undo",
    response_model=Decision,
    responses=shown(examples.DECISION),
    dependencies=WRITES,
)
def undo_decision(request: Request, ledger: Kept, number: Number, who: Who = None) -> Response:
    """Take a decision about people back; it stays listed."""
    made = ledger.undo_decision(number, who=who or decider(request))
    request.app.state.front.forget()
    return json(made, Decision)
