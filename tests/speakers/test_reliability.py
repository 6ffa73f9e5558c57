"""How sure a statement is."""

from hypothesis import given
from hypothesis import strategies as st

from onrecord.record import Speaker
from onrecord.speakers import confidence
from onrecord.speakers.reliability import Reliability

NAMED = Speaker(name="Ana Lisk", named=True, kind="person", how="named in the source")


@given(st.floats(0, 1), st.floats(0, 1))
def test_surer_words_never_make_a_statement_less_sure(one: float, other: float) -> None:
    less, more = sorted((one, other))
    assert 0 <= confidence(less, NAMED) <= confidence(more, NAMED) <= 1


def test_even_odds_alone_leave_it_open() -> None:
    assert Reliability({}, (0.0, 1.0, 0.0)).confidence(0.5, NAMED) == 0.5


def test_speakers_found_in_a_way_that_is_mostly_right_are_surer() -> None:
    ways = {"named in the source": (98, 100), "pronoun": (50, 100)}
    fitted = Reliability(ways, (0.0, 1.0, 1.0))
    guessed = NAMED.model_copy(update={"how": "pronoun: last speaker"})
    assert fitted.confidence(0.5, NAMED) > fitted.confidence(0.5, guessed)
