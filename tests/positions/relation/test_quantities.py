import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.positions.relation.quantities import quantities
from onrecord.positions.relation.words import words


def found(text: str) -> list[tuple[float, str]]:
    return [(quantity.value, quantity.unit) for quantity in quantities(words(text))]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("1,140 workers", 1140, "worker"),
        ("twenty-one workers", 21, "worker"),
        ("2.5 million euros", 2_500_000, "euro"),
        ("three hundred thousand barrels", 300_000, "barrel"),
        ("40 percent", 40, "percent"),
        ("40 per cent", 40, "percent"),
        ("a fifth of it", 20, "percent"),
        ("three quarters of it", 75, "percent"),
        ("half of it", 50, "percent"),
        ("£240,000 a year", 240_000, "money"),
        ("two weeks", 14, "days"),
        ("fourteen days", 14, "days"),
        ("by 2027", 2027, "year"),
        ("on 3 October", 1003, "date"),
        ("on October 3", 1003, "date"),
    ],
)
def test_a_number_and_what_it_counts(text: str, value: float, unit: str) -> None:
    assert found(text) == [(pytest.approx(value), unit)]


def test_a_fortnight_is_fourteen_days_and_a_fifth_twenty_percent() -> None:
    (one,), (other,) = quantities(words("14 days")), quantities(words("two weeks"))
    assert one.matches(other)
    (one,), (other,) = quantities(words("a fifth")), quantities(words("20%"))
    assert one.matches(other)
    (one,), (other,) = quantities(words("by 2025")), quantities(words("by 2026"))
    assert not one.matches(other)


def test_feasts_and_seasons_are_dates_that_differ() -> None:
    (easter,), (autumn,) = found("by Easter"), found("by autumn")
    assert easter[1] == autumn[1] == "date"
    assert easter != autumn


def test_may_as_a_verb_is_no_month() -> None:
    assert found("They may go.") == []


@given(st.text(alphabet="0123456789.,:% abMay€", max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    assert all(quantity.text for quantity in quantities(words(text)))
