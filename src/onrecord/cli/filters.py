"""The options by which verbs choose statements: one for each of the ledger's filters."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import TYPE_CHECKING, Annotated, Any, cast, get_type_hints

import typer

if TYPE_CHECKING:
    from onrecord.ledger import Filters
    from onrecord.record import Act as RecordAct
    from onrecord.record import StatementKind


class Kind(StrEnum):
    direct = "direct"
    indirect = "indirect"
    mixed = "mixed"


class Act(StrEnum):
    speech = "speech"
    writing = "writing"
    thought = "thought"
    intention = "intention"
    finding = "finding"


def _filters(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="WORDS",
            help="Words of the statement, in any form; '\"a phrase\"' as it is; or between two takes either.",
        ),
    ] = None,
    like: Annotated[
        str | None,
        typer.Option("--like", metavar="TEXT", help="The nearest in meaning to this text come first."),
    ] = None,
    by: Annotated[
        str | None, typer.Option("--by", metavar="NAME", help="Who said it: a name, or part of one.")
    ] = None,
    about: Annotated[
        str | None, typer.Option("--about", metavar="NAME", help="Whom or what it is about.")
    ] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="DAY", help="Said on that day, month or year, or later.")
    ] = None,
    until: Annotated[
        str | None,
        typer.Option("--until", metavar="DAY", help="Said on that day, month or year, or earlier."),
    ] = None,
    outlet: Annotated[
        str | None, typer.Option("--outlet", metavar="NAME", help="In which outlet: its name or host.")
    ] = None,
    kind: Annotated[Kind | None, typer.Option("--kind", help="How it is reported.")] = None,
    act: Annotated[Act | None, typer.Option("--act", help="Whether it was said, written, thought, …")] = None,
    min_confidence: Annotated[
        float,
        typer.Option("--min-confidence", min=0, max=1, metavar="P", help="At least so likely to be right."),
    ] = 0.0,
) -> Filters:
    from onrecord.ledger import Filters

    return Filters(
        words=" ".join(words) if words else None,
        like=_meaning(like) if like is not None else None,
        by=by,
        about=about,
        since=since,
        until=until,
        outlet=outlet,
        kind=cast("StatementKind | None", kind),
        act=cast("RecordAct | None", act),
        min_confidence=min_confidence,
    )


def _meaning(text: str) -> bytes:
    from onrecord import LedgerError, meaning

    vector = meaning(text)
    if vector is None:
        words = (
            "has no words"
            if not text.strip()
            else "cannot be looked for: this reading model gives no meanings"
        )
        raise LedgerError(f"{text!r} {words}")
    return vector


_OPTIONS = inspect.signature(_filters).parameters


def filtered(verb: Callable[..., None]) -> Callable[..., None]:
    """Gives `verb` these arguments and options in place of its parameter `filters`, which is made of them."""
    hints: dict[str, Any] = {
        **get_type_hints(verb, include_extras=True, localns={"Filters": None}),
        **get_type_hints(_filters, include_extras=True, localns={"Filters": None}),
    }
    own = inspect.signature(verb).parameters.values()
    shown = [
        parameter.replace(annotation=hints[parameter.name])
        for given in own
        for parameter in (_OPTIONS.values() if given.name == "filters" else [given])
    ]

    @wraps(verb)
    def asked(**given: Any) -> None:
        verb(filters=_filters(**{name: given.pop(name) for name in _OPTIONS}), **given)

    asked.__signature__ = inspect.Signature(shown)  # type: ignore[attr-defined]
    asked.__annotations__ = {}
    return asked
