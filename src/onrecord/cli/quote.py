"""`onrecord quote WORDS`: one utterance, in all its wordings."""

from __future__ import annotations

from typing import Annotated

import typer

from onrecord.cli.ledgers import DEFAULT, Json, LedgerPlace
from onrecord.cli.positions import positions, show_utterance


def quote(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="WORDS", help="Words of the quotation, about as they stand; or a statement's id."
        ),
    ],
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who said it.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=100, metavar="N", help="Show so many.")] = 3,
    json: Json = False,
    ledger: LedgerPlace = DEFAULT,
) -> None:
    """Find an utterance by its words, and show every wording of it, who printed it, and what was changed.

    Wordings that alter the meaning come first. Words that the first wording has and another lacks stand in [-brackets
    with a minus-], those that it puts in in {+braces with a plus+}. Reports with the same number are copies of one.

    [bold]Examples[/bold]

      onrecord quote we will not send pilots
      onrecord quote "a gift to Calvany" --by Bannick
    """
    import re

    from onrecord.cli.entries import print_json
    from onrecord.cli.terminal import complain, terminal

    with positions(ledger) as kept:
        by_id = len(words) == 1 and re.fullmatch(r"[0-9a-f]{8,16}", words[0])
        found = [kept.utterance(words[0])] if by_id else kept.quote(" ".join(words), by=by, limit=limit)
    if json:
        print_json(found)
    for utterance in () if json else found:
        show_utterance(terminal(), utterance)
    if not found:
        complain(terminal(stderr=True), "nobody with a name said that here")
