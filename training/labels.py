"""Annotated articles of one's own, to train with beside PolNeAR: what `onrecord export --format gold` writes."""

from __future__ import annotations

from pathlib import Path

from onrecord.evaluation import gold_article, gold_files
from training.data import Document


def labelled(folder: Path) -> list[Document]:
    """The annotated articles in `folder`, without names. Raises GoldError, which names the file that is wrong."""
    documents = []
    for file in gold_files([folder]):
        gold = gold_article(file)
        statements = [one.model_dump(include={"source", "cue", "content"}) for one in gold.statements]
        documents.append(Document(gold.id or file.stem, gold.text, statements, None))
    return documents
