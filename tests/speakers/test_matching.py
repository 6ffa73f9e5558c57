"""Names across pages: who is one, who is not, and what is left to a person."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.record import SpeakerKind
from onrecord.speakers import Known, Role, match, match_names, name_keys


def known(name: str, *roles: str, beside: tuple[str, ...] = ()) -> Known:
    return Known((name,), "person", tuple(Role(role) for role in roles), frozenset(beside))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Sergei Volodin", "Sergey Volodin"),
        ("Velt, Ana", "Ana Velt"),
        ("ANA VELT", "Ana Velt"),
        ("Dr. Ana Velt", "Ana Velt"),
        ("Katrín Jónsdóttir", "Katrin Jonsdottir"),
        ("Yun Seo-jin", "Seojin Yun"),
        ("Khalid al-Harbi", "Khaled Al Harbi"),
        ("Karim al-Harbi", "Karim Alharbi"),
        ("Abdel Rahman Velt", "Abdulrahman Velt"),
        ("Ali Abd al-Latif", "Ali Abdul Latif"),
        ("Nour al-Din Velt", "Noureddine Velt"),
        ("Pak Min-su", "Park Min-soo"),
        ("Serhiy Velt", "Sergei Velt"),
        ("Jörg Vöhler", "Joerg Voehler"),
        ("Thijs van der Meulen", "Thijs van der Meulen"),
        ("Michael Velt", "Mike Velt"),
        ("Ana Velt", "Ana B. Velt"),
        ("Hernán “Nano” Quispe Mamani", "Hernán Quispe Mamani"),
    ],
)
def test_one_person(a: str, b: str) -> None:
    assert match_names(a, b) == match_names(b, a) == "same"


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Ana Velt", "Ivo Velt"),
        ("Ana Velt", "Ana Lenz"),
        ("Ivan Velt", "Ivana Velt"),
        ("Ana B. Velt", "Ana C. Velt"),
        ("George Velt Jr.", "George Velt Sr."),
        ("Hassan Velt", "Hussein Velt"),
        ("Ana Velt", ""),
        ("Abdullah Velt", "Abdulkarim Velt"),
    ],
)
def test_two_people(a: str, b: str) -> None:
    assert match_names(a, b) == match_names(b, a) == "different"


@pytest.mark.parametrize(
    ("a", "b"),
    [("Velt", "Ana Velt"), ("John Smith", "John Smith"), ("Wang Wei", "Wang Wei"), ("A. Velt", "Ana Velt")],
)
def test_for_a_person_to_decide(a: str, b: str) -> None:
    assert match_names(a, b) == match_names(b, a) == "doubtful"


def test_roles_given_beside_names_settle_what_names_leave_open() -> None:
    one, other = ["foreign minister of Tarn"], ["Tarn's foreign minister"]
    assert match_names("A. Velt", "Ana Velt") == "doubtful"
    assert match_names("A. Velt", "Ana Velt", roles_a=one, roles_b=other) == "same"
    assert match_names("John Smith", "John Smith", roles_a=["footballer"], roles_b=["bishop"]) == "different"


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [
        ("Ana Velt", "VELT, Ana", "person"),
        ("Abdel Rahman Velt", "Abdulrahman Velt", "person"),
        ("Pak Min-su", "Park Min-soo", "person"),
        ("Union of Kolm Miners", "UKM", "organization"),
    ],
)
def test_names_of_one_share_a_key(a: str, b: str, kind: SpeakerKind) -> None:
    assert name_keys(a, kind) & name_keys(b, kind)


def test_roles_tell_namesakes_apart() -> None:
    minister = known("Sergei Volodin", "foreign minister of Ruritania")
    assert match(minister, known("Sergei Volodin", "goalkeeper for Marlow Rovers")).outcome != "same"
    assert match(minister, known("S. Volodin", "Ruritanian foreign minister")).outcome == "same"


def test_company_speaks_for_a_common_name() -> None:
    a = known("John Smith", beside=("Ana Velt", "Ivo Lenz"))
    b = known("John Smith", beside=("Ana Velt", "Ivo Lenz", "Bo Ek"))
    found = match(a, b)
    assert found.outcome == "same"
    assert any("beside" in reason for reason in found.reasons)


def test_times_tell_ancestors_apart() -> None:
    then = Known(("Ana Velt",), roles=(Role("mayor of Tarn", "1898", "1904"),))
    now = Known(("Ana Velt",), roles=(Role("mayor of Tarn", "2019", None),))
    assert match(then, now).outcome == "doubtful"


def test_a_person_is_no_body() -> None:
    assert match(Known(("Ana Velt",)), Known(("Ana Velt",), "organization")).outcome == "different"


@pytest.mark.parametrize(
    ("a", "b", "outcome"),
    [
        ("World Seed Council", "WSC", "same"),
        ("Foreign Ministry of Ruritania", "Ruritanian Foreign Ministry", "same"),
        ("Norvale Metals AG", "Norvale Metals", "same"),
        ("Centre for Ice Research", "Center for Ice Research", "same"),
        ("Norvale", "Norvale Metals", "doubtful"),
        ("Bank of Tarn", "Bank of Sund", "different"),
        ("Ministry of Finance", "Ministry of Health", "different"),
    ],
)
def test_bodies(a: str, b: str, outcome: str) -> None:
    assert match_names(a, b, "organization") == match_names(b, a, "organization") == outcome


TEXTS = st.one_of(
    st.text(max_size=30),
    st.lists(st.sampled_from("Ana Kos Jr. al- Dr , II 李 É von “B”".split())).map(" ".join),
)
PEOPLE = st.builds(
    Known,
    names=st.lists(TEXTS, max_size=3).map(tuple),
    kind=st.sampled_from(["person", "organization", "group", "document", "unknown"]),
    roles=st.lists(st.builds(Role, TEXTS), max_size=3).map(tuple),
    beside=st.frozensets(TEXTS, max_size=4),
)


@given(PEOPLE, PEOPLE)
def test_any_two(a: Known, b: Known) -> None:
    found = match(a, b)
    assert 0 <= found.score <= 1
    assert found.reasons
    assert found == match(a, b)
    assert found.outcome == match(b, a).outcome
