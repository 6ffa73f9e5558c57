"""The ledger that a verb works on, and options that several verbs share."""

from __future__ import annotations

import getpass
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from onrecord.ledger import Ledger

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
    from onrecord.ledger import Ledger

    return Ledger.open(place, create=create, keep_bytes=keep_bytes)


def decider(who: str | None) -> str:
    """The name a decision is kept under."""
    return who or getpass.getuser()
