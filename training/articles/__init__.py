"""Articles written and annotated for training, of worlds that annotated news lacks; see README.md beside them."""

from __future__ import annotations

import re
from pathlib import Path

from training.constructions import parsed
from training.data import Document

_HEAD = re.compile(r"^# (\S.*)$", re.MULTILINE)


def written() -> list[Document]:
    """All of them, with their statements and names."""
    return [document for path in sorted(Path(__file__).parent.glob("*.txt")) for document in _documents(path)]


def _documents(path: Path) -> list[Document]:
    _, *parts = _HEAD.split(path.read_text(encoding="utf-8"))
    found = []
    for name, body in zip(parts[::2], parts[1::2], strict=True):
        text, statements, names = parsed([p.strip() for p in body.split("\n\n") if p.strip()])
        found.append(Document(f"{path.stem}/{name}", text, statements, names))
    return found
