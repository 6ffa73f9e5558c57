"""`onrecord subjects NAME`: what somebody keeps coming back to; and questions that are saved as subjects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.ledgers import DEFAULT, Json, LedgerPlace, Who, decider
from onrecord.cli.positions import positions

if TYPE_CHECKING:
    from onrecord.positions import Question


def subjects(
    name: Annotated[
        str | None,
        typer.Argument(metavar="NAME", help="A name, or a number like #12; without it, saved questions."),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, metavar="N", help="Show so many.")] = 20,
    save: Annotated[
        str | None, typer.Option("--save", metavar="TITLE", help="Save a question under this title.")
    ] = None,
    words: Annotated[
        list[str] | None,
        typer.Option("--words", metavar="WORDS", help="It is on these words, as for `said`."),
    ] = None,
    entity: Annotated[
        list[str] | None,
        typer.Option("--entity", metavar="NAME", help="It is on this person, body or place."),
    ] = None,
    meaning: Annotated[
        str | None, typer.Option("--meaning", metavar="TEXT", help="It is on what means something like this.")
    ] = None,
    who: Who = None,
    json: Json = False,
    ledger: LedgerPlace = DEFAULT,
) -> None:
    """List what somebody keeps coming back to, with the number of utterances; or save a question as a subject.

    A question finds what any of its parts finds, and stands wherever a subject does.

    [bold]Examples[/bold]

      onrecord subjects Marrow
      onrecord subjects --save "the channel" --words "channel or dredging" --entity "Port Lenna"
    """
    from onrecord.cli.entries import print_json
    from onrecord.cli.terminal import complain, safe, terminal
    from onrecord.wording import count, day

    with positions(ledger) as kept:
        if save is not None:
            kept.ask(save, words=words or (), entities=entity or (), meaning=meaning, who=decider(who))
            complain(terminal(stderr=True), f"saved; onrecord line NAME --about {save!r} asks it")
            return
        if name is None:
            questions = kept.questions()
            if json:
                print_json(questions)
            for question in () if json else questions:
                _show(question)
            return
        found = kept.subjects(name, limit=limit)
    if json:
        print_json(found)
        return
    for subject in found:
        days = [day(end, weekday=False) for end in (subject.first, subject.last) if end]
        span = " – ".join(dict.fromkeys(days))
        row = f"{count(subject.utterances, 'utterance'):>15}  {safe(subject.name)}  ({subject.kind}, {span})"
        terminal().print(row, soft_wrap=True)
    if not found:
        complain(terminal(stderr=True), "no subject comes in two utterances")


def _show(question: Question) -> None:
    from onrecord.cli.terminal import safe, terminal

    parts = [*question.words, *question.entities, *([f"“{question.meaning}”"] if question.meaning else [])]
    terminal().print(safe(f"{question.name}: {'; '.join(parts)} (by {question.who})"), soft_wrap=True)
