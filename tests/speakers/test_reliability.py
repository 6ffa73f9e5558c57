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


def test_the_line_says_how_many_such_statements_are_right() -> None:
    plain = Reliability({}, (0.0, 1.0, 0.0))
    assert plain.confidence(0.5, NAMED) == 0.5
    lined = Reliability({}, (0.0, 1.0, 0.0), (-1.0, 1.0), (0.2, 0.6))
    assert lined.confidence(0.5, NAMED) == 0.4
    assert (lined.confidence(0.0, NAMED), lined.confidence(1.0, NAMED)) == (0.2, 0.6)
