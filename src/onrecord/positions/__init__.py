"""Answers over the ledger: one utterance and its reports, what is new and what restated, how a line moved."""

from onrecord.positions.positions import Positions
from onrecord.positions.results import (
    Change,
    Comparison,
    Judgement,
    Line,
    Mark,
    Question,
    Report,
    Step,
    Subject,
    Utterance,
    Wording,
)

__all__ = [
    "Change",
    "Comparison",
    "Judgement",
    "Line",
    "Mark",
    "Positions",
    "Question",
    "Report",
    "Step",
    "Subject",
    "Utterance",
    "Wording",
]
