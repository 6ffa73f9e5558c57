"""The command line: `onrecord VERB …`, one module a verb.

Exit codes: 0 all well, 1 something could not be read, 2 wrong usage, 130 interrupted, 141 the output was closed.
"""

from __future__ import annotations

import os
import sys
import traceback
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from onrecord.cli import (
    add,
    batch,
    care,
    changes,
    compare,
    correct,
    demo,
    eval,
    export,
    import_,
    judge,
    line,
    new,
    people,
    problems,
    quote,
    read,
    reread,
    said,
    serve,
    statement,
    subjects,
    watch,
    who,
)
from onrecord.cli.terminal import complain, terminal, tolerant_streams
from onrecord.errors import OnrecordError
from onrecord.version import __version__


class Verbs(TyperGroup):
    """Runs a verb and turns whatever ends it into one line and an exit code."""

    def invoke(self, ctx: Any) -> Any:
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            _forget_stdout()
            raise typer.Exit(141) from None
        except KeyboardInterrupt:
            complain(terminal(stderr=True), "interrupted; what was done stands")
            raise typer.Exit(130) from None
        except OnrecordError as error:
            complain(terminal(stderr=True), str(error))
            raise typer.Exit(1) from None
        except OSError as error:
            complain(terminal(stderr=True), f"{error.filename or 'the system'}: {error.strerror or error}")
            raise typer.Exit(1) from None
        except Exception as error:
            if isinstance(error, typer.Exit | typer.Abort) or hasattr(error, "exit_code"):
                raise  # how Typer itself ends a verb
            if ctx.params.get("debug"):
                traceback.print_exc()
            complain(
                terminal(stderr=True),
                f"this is a bug: {type(error).__name__}: {error}. "
                "Please report it with what `onrecord --debug …` prints.",
            )
            raise typer.Exit(1) from None
        return result


app = typer.Typer(
    name="onrecord",
    cls=Verbs,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Start with:  onrecord demo   ·   onrecord read page.html   ·   onrecord read --help",
)
app.command()(read.read)
app.command()(demo.demo)
app.command()(add.add)
app.command()(watch.watch)
app.command()(said.said)
app.command()(serve.serve)
app.command()(who.who)
app.command()(line.line)
app.command()(quote.quote)
app.command()(subjects.subjects)
app.command()(compare.compare)
app.command()(new.new)
app.command()(judge.judge)
app.command()(statement.show)
app.command()(changes.changes)
app.command()(problems.problems)
app.command()(correct.correct)
app.command()(correct.undo)
app.command()(correct.corrections)
app.add_typer(people.people, name="people")
app.command()(reread.reread)
app.command()(export.export)
app.command("import")(import_.import_)
app.command()(batch.batch)
app.command("eval")(eval.evaluate)
app.command()(care.check)
app.command()(care.backup)
app.command()(care.stats)
app.command()(care.forget)


def _version(asked: bool) -> None:
    if asked:
        print(f"onrecord {__version__}")
        raise typer.Exit


@app.callback()
def options(
    ctx: typer.Context,
    debug: Annotated[
        bool, typer.Option("--debug", help="Show where in the code an error comes from.")
    ] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Who said what, when, and whether it is new: reads news pages and keeps the record."""
    ctx.obj = debug


def main() -> None:
    """The `onrecord` command."""
    tolerant_streams()
    app(prog_name="onrecord")


def _forget_stdout() -> None:
    """Nobody reads what is still buffered: keep Python from saying so at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
