import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.positions.relation import changed_reasons


@pytest.mark.parametrize(
    ("earlier", "later", "reason"),
    [
        ("We will close the mill.", "We will not close the mill.", "negation"),
        ("Nobody will pay a toll.", "Everybody will pay a toll.", "negation"),
        ("We accept the offer.", "We refuse the offer.", "opposite words: accept/refuse"),
        ("We hire 40 people.", "We hire 60 people.", "number: 40 → 60"),
        ("It opens on 1 May.", "It opens on 1 June.", "date moved: 1 May → 1 June"),
        ("The plant closes by 2029.", "The plant closes by 2031.", "date moved: 2029 → 2031"),
        ("All clinics stay.", "Most clinics stay.", "quantifier: all → most"),
        ("We will appeal.", "We may appeal.", "modality: will → may"),
        ("She votes for it if the schools get money.", "She votes for it.", "condition dropped: if"),
        ("She votes for it.", "She votes for it unless the schools get nothing.", "condition: unless"),
        ("It holds if they leave.", "It holds even if they leave.", "condition: if → even if"),
        (
            "There are no talks with Meridian here.",
            "There are no talks with Veridian here.",
            "name: Meridian → Veridian",
        ),
    ],
)
def test_what_alters_a_meaning_is_named(earlier: str, later: str, reason: str) -> None:
    assert reason in changed_reasons(earlier, later)


@pytest.mark.parametrize(
    ("direct", "indirect"),
    [
        ("We will close it by the end of May.", "They would close it by the end of May."),
        ("We may sell it.", "They might sell it."),
        ("It takes 14 days.", "It takes two weeks."),
        ("A fifth of it is sold.", "20 percent of it is sold."),
        ("We won't sell it.", "They would not sell it."),
    ],
)
def test_indirect_speech_and_other_ways_to_count_change_nothing(direct: str, indirect: str) -> None:
    assert changed_reasons(direct, indirect) == ()


def test_the_cue_says_how_far_a_speaker_goes() -> None:
    assert changed_reasons("It will be built.", "It will be built.", "promised", "hoped") == (
        "commitment: promised → hoped",
    )
    assert changed_reasons("It will be built.", "It will be built.", "said", "said") == ()


def test_each_reason_is_given_once_and_the_weightiest_first() -> None:
    reasons = changed_reasons("We will not sell all 40 ships.", "We will sell most of 20 ships.")
    assert reasons[0] == "negation"
    assert len(set(reasons)) == len(reasons)


@given(st.text(max_size=200))
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert changed_reasons(text, text) == ()


@given(st.text(max_size=200), st.text(max_size=200))
def test_no_texts_break_it(one: str, other: str) -> None:
    assert all(changed_reasons(one, other))
