"""Terms: what only one of two texts says, word by word and in twos."""

from hypothesis import given
from hypothesis import strategies as st

from onrecord.positions.relation.differences import Compared
from onrecord.positions.relation.terms import terms


def test_terms_are_the_stems_of_one_text_only_and_what_stands_beside_them() -> None:
    found = terms(Compared.of("The mill will close.", "The mill will never close"))
    assert found == {"+never", "+will never", "+never close"}
    found = terms(Compared.of("It stays", "It goes"))
    assert found == {"-stay", "-it stay", "-stay ", "+go", "+it go", "+go "}


@given(st.text(max_size=60), st.text(max_size=60))
def test_turned_around_the_signs_turn(a: str, b: str) -> None:
    turned = {term.translate({ord("+"): "-", ord("-"): "+"}) for term in terms(Compared.of(b, a))}
    assert terms(Compared.of(a, b)) == turned
    assert not terms(Compared.of(a, a))
