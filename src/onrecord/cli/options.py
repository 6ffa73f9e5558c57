"""Arguments and options that more than one verb takes: which pages, and how they are opened and read."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Form(StrEnum):
    auto = "auto"
    page = "page"
    article = "article"


class ReadingModel(StrEnum):
    standard = "standard"
    fast = "fast"


Pages = Annotated[
    list[str],
    typer.Argument(
        metavar="PAGE",
        help="A file (HTML, plain text, WARC, feed, JSON Lines; gzipped or not), a folder of them, "
        "a URL, or - for standard input.",
    ),
]
As = Annotated[
    Form,
    typer.Option(
        "--as",
        metavar="auto|page|article",
        help="What the input is: a page with its menus and teasers, or an article's text as it is.",
    ),
]
Url = Annotated[
    str | None, typer.Option(metavar="URL", help="Where the page came from, when it is a single one.")
]
Follow = Annotated[bool, typer.Option("--follow", help="Fetch the pages that a feed only links to.")]
AllowPrivate = Annotated[
    bool,
    typer.Option("--allow-private", help="Fetch also from addresses that are not on the public internet."),
]
NoCache = Annotated[
    bool,
    typer.Option(
        "--no-cache", help="Fetch anew what was fetched before, and keep nothing of it for the next time."
    ),
]
MaxSize = Annotated[
    str, typer.Option(metavar="SIZE", help="Refuse pages larger than this, like 500k or 50MB.")
]
Jobs = Annotated[
    int | None,
    typer.Option(min=1, metavar="N", help="Processes that read at the same time.", show_default="one a core"),
]
TimeLimit = Annotated[
    float,
    typer.Option(min=0.1, metavar="SECONDS", help="Give up a page after this long, when reading several."),
]
Model = Annotated[
    ReadingModel,
    typer.Option(
        metavar="standard|fast",
        help="The model that reads: the most accurate one, or one of fewer layers in less time.",
    ),
]
Encoder = Annotated[
    Path | None,
    typer.Option(
        metavar="FOLDER",
        exists=True,
        file_okay=False,
        help="Take the models from this folder, as training writes it (reader.onnx and reader.json, fast.onnx and "
        "fast.json, tokenizer.json), not those that come with onrecord: for example over a larger BERT encoder.",
        show_default="those of onrecord",
    ),
]
