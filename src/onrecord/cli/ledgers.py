"""The ledger that a verb works on, and options that several verbs share."""

from __future__ import annotations

import getpass
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, cast

import typer

if TYPE_CHECKING:
    from onrecord.ledger import Ledger
    from onrecord.record import SpeakerKind
    from onrecord.speakers.matching import Outcome

DEFAULT = "onrecord.db"

LedgerPlace = Annotated[
    str,
    typer.Option(
        "--ledger",
        envvar="ONRECORD_LEDGER",
        metavar="PLACE",
        help="The ledger: a file, or a postgresql:// URL.",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON instead, an object a line.")]
Who = Annotated[
    str | None,
    typer.Option("--who", metavar="NAME", help="Who decides this.", show_default="your user name"),
]
Why = Annotated[str | None, typer.Option("--why", metavar="TEXT", help="The reason, kept with it.")]


def opened(place: str, *, create: bool = False, keep_bytes: bool = True) -> Ledger:
    """The ledger there; only made where there is none if `create`. Raises LedgerError."""
    from onrecord.ledger import Ledger, Matching

    matching = Matching(_outcome, _keys)
    return Ledger.open(place, create=create, keep_bytes=keep_bytes, matching=matching)


def _outcome(one: str, other: str, kind: str) -> Outcome:
    from onrecord.speakers.matching import match_names  # only verbs that add need it

    return match_names(one, other, cast("SpeakerKind", kind))


def _keys(name: str, kind: str) -> Iterable[str]:
    from onrecord.speakers.matching import Known, keys

    return keys(Known((name,), cast("SpeakerKind", kind)))


def decider(who: str | None) -> str:
    """The name a decision is kept under."""
    return who or getpass.getuser()
