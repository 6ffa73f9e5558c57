"""`onrecord eval GOLD…`: how well onrecord reads articles whose statements somebody annotated."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.options import Encoder, Jobs, Model, ReadingModel


def evaluate(
    gold: Annotated[
        list[Path],
        typer.Argument(
            metavar="GOLD", exists=True, help="Annotated articles: JSON files, or folders of them."
        ),
    ],
    json: Annotated[
        bool, typer.Option("--json", help="Print the figures as one JSON object instead.")
    ] = False,
    jobs: Jobs = None,
    model: Model = ReadingModel.standard,
    encoder: Encoder = None,
) -> None:
    """Measure how well onrecord reads articles of your own whose statements are annotated.

    An annotated article is a JSON object with text and statements, as export --format gold writes it from corrected
    records; offsets are characters of the text. The figures are those of the documentation, each with what it means.

    [bold]Examples[/bold]

      onrecord export corrected --format gold
      onrecord eval corrected
      onrecord eval corrected --json | jq .who_said_what
    """
    import json as as_json

    from rich.progress import track
    from rich.text import Text

    from onrecord.cli.terminal import complain, lines, terminal
    from onrecord.errors import GoldError
    from onrecord.evaluation import DEFINITIONS, Evaluation, gold_article, gold_files
    from onrecord.pages import RawPage
    from onrecord.wording import language
    from onrecord.workers import Failed, outcomes

    files = gold_files(gold)
    articles = [gold_article(file) for file in files]
    pages = [
        RawPage(data=article.text.encode(), name=file.stem, path=str(file), charset="utf-8")
        for article, file in zip(articles, files, strict=True)
    ]
    errors, evaluation, failed = terminal(stderr=True), Evaluation(), 0
    read = outcomes(pages, "article", jobs=jobs, model=model.value, encoder=encoder)
    shown = track(read, "Reading", len(pages), console=errors, transient=True, disable=not errors.is_terminal)
    for article, outcome in zip(articles, shown, strict=True):
        try:
            if isinstance(outcome, Failed):
                raise GoldError(outcome.reason)
            if outcome.unread:
                raise GoldError(language(outcome.record.article.language))
            evaluation.add(article, outcome.record)
        except GoldError as error:
            failed += 1
            complain(errors, f"{outcome.page}: not counted: {error}")
    figures = evaluation.figures()
    if json:
        print(as_json.dumps(figures))
    else:
        console = terminal()
        for name, value in figures.items():
            written = f"{value:.3f}" if isinstance(value, float) else str(value)
            lines(console, Text(DEFINITIONS[name]), label=f"{name:<16}{written:>7}   ")
    if failed:
        raise typer.Exit(1)
