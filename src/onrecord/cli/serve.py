"""`onrecord serve`: the ledger in a browser."""

from __future__ import annotations

from typing import Annotated

import typer

from onrecord.cli.ledgers import DEFAULT, LedgerPlace, decider, opened
from onrecord.cli.options import AllowPrivate, Encoder, MaxSize, Model, ReadingModel


def serve(
    ledger: LedgerPlace = DEFAULT,
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="Where to listen.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, metavar="N", help="At which port; 0: any.")] = 8765,
    host_name: Annotated[
        list[str] | None,
        typer.Option(
            "--host-name", metavar="NAME", help="A name under which others reach it; may be repeated."
        ),
    ] = None,
    token: Annotated[
        str | None,
        typer.Option(
            envvar="ONRECORD_TOKEN",
            metavar="TOKEN",
            help="What must be shown to add or correct; where others reach it and none is given, one is made.",
        ),
    ] = None,
    read_with_token: Annotated[
        bool, typer.Option("--read-with-token", help="Require the token for looking, too.")
    ] = False,
    allow_private: AllowPrivate = False,
    max_size: MaxSize = "20MB",
    model: Model = ReadingModel.standard,
    encoder: Encoder = None,
) -> None:
    """Open the ledger in a browser, with its API, until Ctrl-C.

    Only this machine reaches it, unless --host says otherwise; then a token is required to add and to correct.

    [bold]Examples[/bold]

      onrecord serve
      onrecord serve --ledger news.db --port 8080
      onrecord serve --host 0.0.0.0 --host-name desk.example.org --read-with-token
    """
    from onrecord.cli.inputs import size
    from onrecord.reading import reader_name
    from onrecord.web import Settings, is_loopback, run
    from onrecord.web.settings import LOOPBACK

    try:
        limit = size(max_size)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--max-size") from None
    settings = Settings(
        hosts=LOOPBACK | {host.strip("[]")} | {name.lower() for name in host_name or ()},
        token=token or None if is_loopback(host) else token or _made(),
        read_with_token=read_with_token,
        who=decider(None),
        allow_private=allow_private,
        page_limit=limit,
        model=model.value,
        encoder=encoder,
    )
    if read_with_token and settings.token is None:
        raise typer.BadParameter("there is no token to require: give one with --token")
    made = None if token else settings.token
    reader_name(settings.model, encoder)  # a model that is not there is told now, not when a page comes
    with opened(ledger, create=True) as kept:
        run(kept, settings, host=host, port=port, ready=lambda address: _told(address, kept.place, made))


def _told(address: str, place: str, token: str | None) -> None:
    from onrecord.cli.terminal import terminal

    console = terminal()
    console.print(f"onrecord is open at {address}  (the ledger is {place}; Ctrl-C closes it)", soft_wrap=True)
    if token:
        console.print(f"The token for adding and correcting is {token}", soft_wrap=True)


def _made() -> str:
    import secrets

    return secrets.token_urlsafe(18)
