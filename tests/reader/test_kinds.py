"""Kind from the marks, act from the cue."""

import pytest

from onrecord.reader.kinds import act_of, kind_of, marks_of


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("“We will rebuild the bridge,”", "direct"),
        ("the bridge would be rebuilt", "indirect"),
        ("the bridge was “a disgrace” to the town", "mixed"),
    ],
)
def test_kind(content: str, kind: str) -> None:
    text = f"{content} the mayor of Ostrel said."
    assert kind_of(text, marks_of(text), [(0, len(content))]) == kind


def test_pieces_are_judged_together() -> None:
    text = "“We will,” she said, and rebuild it soon."
    assert kind_of(text, marks_of(text), [(0, 10), (25, 40)]) == "mixed"


@pytest.mark.parametrize(
    ("cue", "source", "act"),
    [
        ("has said", "the mayor", "speech"),
        ("according to", "the mayor", "speech"),
        ("wrote", "the mayor", "writing"),
        ("tweeted", "the mayor", "writing"),
        ("believes", "the mayor", "thought"),
        ("plans to", "the mayor", "intention"),
        ("found", "the study", "finding"),
        ("concluded", "auditors", "finding"),
        ("was denying", "the mayor", "speech"),
        ("’s letter", "the mayor", "writing"),
        (None, "the mayor", "speech"),
    ],
)
def test_act(cue: str | None, source: str, act: str) -> None:
    assert act_of(cue, source) == act


@pytest.mark.parametrize(
    ("cue", "source", "act"),
    [
        ("said", "the ferryman", "speech"),
        ("said", "the coroner’s report on the fire", "writing"),
        ("said", "a friend of the report’s author", "speech"),
        ("suggests", "a study of nine rivers", "finding"),
        ("suggested", "the guide", "speech"),
        ("said in a letter", "she", "writing"),
        ("found", "the report", "finding"),
        ("promised to", "the guild", "intention"),
        ("promised", "the guild", "speech"),
        ("would like", "the guild", "intention"),
        ("is", "their aim", "intention"),
        ("according to", "tests on the wells", "finding"),
    ],
)
def test_the_source_decides_with_the_cue(cue: str, source: str, act: str) -> None:
    assert act_of(cue, source) == act
