"""Sample pages, written for onrecord: running stories as invented outlets of invented countries reported them.

Each story is a folder of pages; within it a page's name begins with the story and its place in the order of reporting.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Story:
    """One running story and the folder its pages lie in."""

    name: str
    about: str

    @property
    def folder(self) -> Path:
        return folder() / self.name


STORIES = (
    Story("dam", "Karsovia dams the river that Qasira lives on"),
    Story("rail", "Tallowmere waits for a railway line, and pays for it"),
    Story("bank", "Litoral, a bank in Valdoria, fails its depositors"),
)


SPEAKER, SUBJECT, QUOTATION = "Milena Dragan", "reservoir or drop", "not a drop"
"""What shows, in the first story, how a line moves and a quotation changes."""


def folder() -> Path:
    """Where the sample pages are installed."""
    return Path(str(files(__package__)))
