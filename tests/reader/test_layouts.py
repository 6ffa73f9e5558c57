"""Dialogue and signed quotations, and what only looks like them."""

from onrecord.reader.layouts import by_layout, preferred
from onrecord.reader.linking import Found, Group

INTERVIEW = """The painter spoke to us in her studio.

Weekly: Why blue?

Ada Lisk: Because the sea was the first thing I saw.

It has never left me.

Weekly: And the new pictures?

Ada Lisk: They are red. You will have to ask the sea why.

The exhibition opens on Friday."""


def read(text: str) -> list[tuple[str | None, list[str]]]:
    """(source, contents) of every group, as text."""
    return [
        (
            text[group.source.start : group.source.end] if group.source else None,
            [text[found.start : found.end] for found in group.contents],
        )
        for group in by_layout(text)
    ]


def test_an_interview_is_read_turn_by_turn() -> None:
    assert read(INTERVIEW) == [
        ("Weekly", ["Why blue?"]),
        ("Ada Lisk", ["Because the sea was the first thing I saw.", "It has never left me."]),
        ("Weekly", ["And the new pictures?"]),
        ("Ada Lisk", ["They are red. You will have to ask the sea why."]),
    ]


def test_question_and_answer_letters() -> None:
    text = "Q: Is it safe to drink?\n\nA: It was yesterday.\n\nQ. And today, is it?\n\nA. Ask me in an hour."
    assert read(text)[1] == ("A", ["It was yesterday."])
    assert len(read(text)) == 4


def test_a_transcript_with_a_mark_before_each_label() -> None:
    text = '"WALSH: Will you be there?\n\n"PERL: I will, and early.\n\n"WALSH: Why is that?\n\n"PERL: To see it all.'
    assert [source for source, _ in read(text)] == ["WALSH", "PERL", "WALSH", "PERL"]


def test_labels_that_are_no_speakers() -> None:
    assert read("Correction: The name was misspelled here.\n\nUpdate: The match was moved to noon.") == []
    assert read("Doric: 547.\n\nHollis: 46.\n\nDoric: 2,316.\n\nHollis: 1,547.") == []


def test_a_signed_quotation() -> None:
    text = "“We are proud of this harbour.” – Hanna Moreau, Minister of Transport\n\nThe work begins in May."
    assert read(text) == [("Hanna Moreau, Minister of Transport", ["“We are proud of this harbour.”"])]
    assert read("“What a night.” — Joss Teller (@jossteller) March 4, 2024") == [
        ("Joss Teller", ["“What a night.”"])
    ]


def test_a_dash_within_a_sentence_signs_nothing() -> None:
    assert read("He called it “a gift” – Moreau would not – and left.") == []


def test_layout_goes_before_the_model_where_both_find_something() -> None:
    laid_out = [Group(None, None, [Found(10, 20, 1.0)])]
    overlapping, apart = Group(None, None, [Found(15, 30, 1.0)]), Group(None, None, [Found(40, 50, 1.0)])
    assert preferred([overlapping, apart], laid_out) == [laid_out[0], apart]
