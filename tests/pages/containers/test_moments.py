from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.pages.containers.moments import iso


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2026-03-03", "2026-03-03"),
        ("2026-03-03 10:00:00", "2026-03-03T10:00:00"),
        ("2026-03-03T10:00:00Z", "2026-03-03T10:00:00+00:00"),
        ("20260303", "2026-03-03"),
        ("Tue, 03 Mar 2026 10:00:00 +0200", "2026-03-03T10:00:00+02:00"),
        ("Tue, 3 Mar 2026 10:00:00 GMT", "2026-03-03T10:00:00+00:00"),
        (1772532000, "2026-03-03T10:00:00+00:00"),
        (1772532000000, "2026-03-03T10:00:00+00:00"),
        ("1772532000", "2026-03-03T10:00:00+00:00"),
        ("03/04/2026", None),
        ("yesterday", None),
        ("", None),
        (None, None),
        (True, None),
        ("2026-13-03", None),
        ("0001-01-01", None),
        (float("inf"), None),
        (float("nan"), None),
    ],
)
def test_dates_as_containers_write_them(written: object, expected: str | None) -> None:
    assert iso(written) == expected


@given(
    st.text(max_size=40)
    | st.floats()
    | st.integers()
    | st.from_regex(r"[A-Z][a-z]{2}, \d+ [A-Z][a-z]{2} \d+ [\d:]+ \S*")
)
def test_anything_gives_a_date_or_none(written: object) -> None:
    found = iso(written)
    assert found is None or datetime.fromisoformat(found)
