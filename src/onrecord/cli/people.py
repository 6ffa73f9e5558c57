"""`onrecord people …`: which names are one person's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.ledgers import DEFAULT, Json, LedgerPlace, Who, Why, decider, opened

if TYPE_CHECKING:
    from onrecord.ledger import Decision

people = typer.Typer(
    no_args_is_help=True,
    help="Decide which names are one person's. A person is a name, or a number as `who` shows it: #12.",
)

Person = Annotated[str, typer.Argument(metavar="PERSON", help="A name, or a number like #12.")]
Other = Annotated[str, typer.Argument(metavar="OTHER", help="Another.")]


@people.command()
def doubts(ledger: LedgerPlace = DEFAULT, json: Json = False) -> None:
    """List names that may be one person's, for you to merge or to keep apart."""
    from onrecord.cli.entries import print_json
    from onrecord.cli.terminal import safe, terminal

    with opened(ledger) as kept:
        found = kept.doubts()
    if json:
        print_json(found)
        return
    for doubt in found:
        terminal().print(f"{safe(doubt.name)}  ?  {safe(doubt.other)}  ({doubt.kind})", soft_wrap=True)


@people.command()
def merge(
    person: Person, other: Other, who: Who = None, why: Why = None, ledger: LedgerPlace = DEFAULT
) -> None:
    """Take two for the same: the other's names become the person's."""
    with opened(ledger) as kept:
        _kept(kept.merge(person, other, who=decider(who), why=why))


@people.command()
def differ(
    person: Person, other: Other, who: Who = None, why: Why = None, ledger: LedgerPlace = DEFAULT
) -> None:
    """Keep two apart that were in doubt."""
    with opened(ledger) as kept:
        _kept(kept.differ(person, other, who=decider(who), why=why))


@people.command()
def split(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The written name, as `who` lists it.")],
    who: Who = None,
    why: Why = None,
    ledger: LedgerPlace = DEFAULT,
) -> None:
    """Take a name away from the person it was taken for: it is somebody else's."""
    with opened(ledger) as kept:
        _kept(kept.split(name, who=decider(who), why=why))


@people.command()
def rename(
    person: Person,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What to call the person.")],
    who: Who = None,
    why: Why = None,
    ledger: LedgerPlace = DEFAULT,
) -> None:
    """Say what to call a person."""
    with opened(ledger) as kept:
        _kept(kept.rename(person, name, who=decider(who), why=why))


@people.command("set-id")
def set_id(
    person: Person,
    wikidata: Annotated[str, typer.Argument(metavar="Q…", help="The item of Wikidata.")],
    who: Who = None,
    why: Why = None,
    ledger: LedgerPlace = DEFAULT,
) -> None:
    """Say which item of Wikidata a person is."""
    with opened(ledger) as kept:
        _kept(kept.identify(person, wikidata, who=decider(who), why=why))


@people.command()
def decisions(ledger: LedgerPlace = DEFAULT, json: Json = False) -> None:
    """List what was decided, by whom, when and why."""
    from rich.text import Text

    from onrecord.cli.entries import decided, line, print_json
    from onrecord.cli.terminal import safe, terminal

    with opened(ledger) as kept:
        found = kept.decisions()
    if json:
        print_json(found)
        return
    for made in found:
        state = "; undone" if made.undone else ""
        words = f"{made.id}  {made.what}  {decided(made.who, made.made, made.why)}{state}"
        line(terminal(), Text(safe(words)))


@people.command()
def undo(
    number: Annotated[int, typer.Argument(metavar="N", help="The decision's number.")],
    who: Who = None,
    ledger: LedgerPlace = DEFAULT,
) -> None:
    """Take a decision back. It stays listed as undone."""
    from onrecord.cli.terminal import complain, terminal

    with opened(ledger) as kept:
        kept.undo_decision(number, who=decider(who))
    complain(terminal(stderr=True), f"decision {number} is undone")


def _kept(made: Decision) -> None:
    from onrecord.cli.terminal import complain, terminal

    complain(
        terminal(stderr=True), f"decision {made.id} is kept; onrecord people undo {made.id} takes it back"
    )
