"""`onrecord problems`: the pages that could not be added."""

from __future__ import annotations

from onrecord.cli.ledgers import DEFAULT, Json, LedgerPlace, opened


def problems(ledger: LedgerPlace = DEFAULT, json: Json = False) -> None:
    """List the pages that could not be added, with the reason, the latest first.

    A page leaves the list when it is added after all.
    """
    from rich.text import Text

    from onrecord.cli.entries import print_json
    from onrecord.cli.terminal import safe, terminal
    from onrecord.wording import count, day

    with opened(ledger) as kept:
        found = kept.problems()
    if json:
        print_json(found)
        return
    console = terminal()
    for problem in found:
        times = f", {count(problem.times, 'time')}" if problem.times > 1 else ""
        console.print(
            Text(safe(problem.page)).append(f"  {day(problem.last[:10])}{times}", "aside"), soft_wrap=True
        )
        console.print(Text(f"  {safe(problem.reason)}", "doubt"))
    if not found:
        console.print(Text("Every page could be added.", "aside"))
