"""A statement at its permanent address, with its provenance and how to cite it; and its correction."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from onrecord.ledger import Context
from onrecord.record import SpeakerKind
from onrecord.web.citing import bibtex, json_ld, plain
from onrecord.web.marking import around
from onrecord.web.problem import or_not_found
from onrecord.web.requests import Kept, Number, decider
from onrecord.web.templating import article_address, link, page

router = APIRouter(include_in_schema=False)

CITED = {
    "txt": "text/plain; charset=utf-8",
    "bib": "application/x-bibtex; charset=utf-8",
    "jsonld": "application/ld+json",
}
Field = Annotated[str, Form(max_length=20_000)]


@router.get("/statements/{identity}")
def statement(request: Request, ledger: Kept, identity: str, done: Number = None) -> HTMLResponse:
    """A statement in its surroundings."""
    with or_not_found():
        context = ledger.show(identity)
    entry, address = context.entry, permanent(request, context)
    return page(
        request,
        "statement.html",
        context=context,
        entry=entry,
        paragraphs=around(context.article.text, entry.statement, 1),
        article=article_link(context),
        address=address,
        done=done,
        citations={
            "txt": plain(entry, address),
            "bib": bibtex(entry, address),
            "jsonld": json_ld(context, address),
        },
    )


@router.get("/statements/{identity}/cite.{style}")
def cite(request: Request, ledger: Kept, identity: str, style: Literal["txt", "bib", "jsonld"]) -> Response:
    """How to cite a statement: in words, as BibTeX, or as JSON-LD (schema.org)."""
    with or_not_found():
        context = ledger.show(identity)
    address = permanent(request, context)
    made = {"txt": plain, "bib": bibtex}
    text = json_ld(context, address) if style == "jsonld" else made[style](context.entry, address)
    return Response(text, media_type=CITED[style])


@router.post("/statements/{identity}/corrections")
def correct(
    request: Request,
    ledger: Kept,
    identity: str,
    verdict: Annotated[Literal["accept", "reject", "correct"], Form()],
    speaker: Field = "",
    nobody: Annotated[bool, Form()] = False,
    speaker_kind: Annotated[SpeakerKind | Literal[""], Form()] = "",
    said: Field = "",
    content: Annotated[list[str] | None, Form()] = None,
    why: Field = "",
    then: Field = "",
) -> Response:
    """Accepts, rejects or corrects a statement; what was left as it was read is no correction."""
    with or_not_found():
        entry = ledger.show(identity).entry
    pieces = [piece for piece in content or [] if piece.strip()]
    as_it_is = [span.text for span in entry.statement.content]
    known = entry.statement.speaker.name if entry.statement.speaker else ""
    correcting = verdict == "correct"
    name = "" if nobody else speaker.strip() or known
    made = ledger.correct(
        identity,
        who=decider(request),
        why=why.strip() or None,
        speaker=name if correcting and name != known else None,
        speaker_kind=speaker_kind or None,
        said=said.strip() or None if correcting else None,
        content=pieces if correcting and pieces and _words(pieces) != _words(as_it_is) else None,
        verdict=None if verdict == "correct" else verdict,
    )
    request.app.state.front.forget()
    here = then if then.startswith("/review") else f"/statements/{identity}"
    return RedirectResponse(link(here, done=made.id), 303)


def permanent(request: Request, context: Context) -> str:
    """The statement's address, to be cited."""
    return str(request.url.replace(path=f"/statements/{context.entry.statement.id}", query=""))


def article_link(context: Context) -> str:
    """Where the article stands, at the statement."""
    page = context.entry.page
    address = article_address(page.url, page.sha256)
    return link("/articles", url=address, version=page.sha256[:16]) + f"#s-{context.entry.statement.id}"


def _words(pieces: list[str]) -> list[list[str]]:
    return [piece.split() for piece in pieces]
