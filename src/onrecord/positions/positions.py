"""What the ledger's statements amount to: utterances, lines, and changes worth a look."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from onrecord.ledger import Ledger
from onrecord.positions.results import (
    Change,
    Comparison,
    Judgement,
    Line,
    Question,
    Step,
    Subject,
    Utterance,
    Verdict,
)


class Positions:
    """Answers over a ledger. Threads may share it.

    What was added to the ledger or corrected in it since the last answer is taken in first (`catch_up`). A `speaker`
    is a name, or a number as on the card ("#12"). `about` is the name of a saved question, an entity's name, or words
    as for `Ledger.said`; None is everything. Days are ISO; a month or a year stands for all its days. Every method
    raises LedgerError with a reason a user can act on.
    """

    def __init__(self, ledger: Ledger, *, meaning: Callable[[str], bytes | None] | None = None) -> None:
        """`meaning` gives vectors of words (`onrecord.meaning`), for questions that have one."""
        self._ledger = ledger
        self._meaning = meaning

    def catch_up(self, progress: Callable[[int, int], Any] | None = None) -> int:
        """Takes in what is new in the ledger, by batches that are kept; the number of statements that were.

        `progress` is called with how many are done and how many there are.
        """
        raise NotImplementedError

    def line(
        self,
        speaker: str,
        about: str | None = None,
        *,
        since: str | None = None,
        until: str | None = None,
        limit: int = 100,
    ) -> Line:
        """What the speaker said on the subject, in the order of saying: the latest `limit` utterances."""
        raise NotImplementedError

    def utterance(self, identity: str) -> Utterance:
        """The utterance that the statement with that id (or the only one that begins so) reports."""
        raise NotImplementedError

    def quote(self, words: str, *, by: str | None = None, limit: int = 5) -> tuple[Utterance, ...]:
        """The utterances with these words, or words close to them; the closest first."""
        raise NotImplementedError

    def subjects(self, speaker: str, *, limit: int = 20) -> tuple[Subject, ...]:
        """What the speaker keeps coming back to, with the number of utterances: the most frequent first."""
        raise NotImplementedError

    def compare(
        self,
        one: str,
        other: str,
        about: str | None = None,
        *,
        since: str | None = None,
        until: str | None = None,
    ) -> Comparison:
        """Two speakers on one subject."""
        raise NotImplementedError

    def periods(self, speaker: str, about: str | None, day: str) -> Comparison:
        """One speaker on a subject before a day, and from it on."""
        raise NotImplementedError

    def new(
        self,
        since: str,
        *,
        until: str | None = None,
        speaker: str | None = None,
        about: str | None = None,
        limit: int = 50,
    ) -> tuple[Step, ...]:
        """What was said since that day that its speaker had not said before, the latest first."""
        raise NotImplementedError

    def changes(
        self, speaker: str, about: str | None = None, *, dismissed: bool = False, limit: int = 50
    ) -> tuple[Change, ...]:
        """Pairs of the speaker's utterances on the same point that differ, those most worth a look first."""
        raise NotImplementedError

    def decide(self, change: str, verdict: Verdict, *, who: str, why: str | None = None) -> Judgement:
        """Confirms or dismisses a change (its id); kept, and can be undone."""
        raise NotImplementedError

    def undo(self, judgement: int, *, who: str) -> Judgement:
        """Takes a judgement back; its row stays."""
        raise NotImplementedError

    def judgements(self) -> tuple[Judgement, ...]:
        """All that were made, the oldest first, those undone too."""
        raise NotImplementedError

    def ask(
        self,
        name: str,
        *,
        words: Sequence[str] = (),
        entities: Sequence[str] = (),
        meaning: str | None = None,
        who: str,
    ) -> Question:
        """Saves a question under a name, in place of the one there was."""
        raise NotImplementedError

    def questions(self) -> tuple[Question, ...]:
        """The saved questions, by name."""
        raise NotImplementedError

    def check(self) -> tuple[str, ...]:
        """What is wrong, a sentence each: nothing where all utterances are as they would be computed anew."""
        raise NotImplementedError
