"""English is told without the library's model; what is not surely English is left to it."""

import sys

import pytest

from onrecord.pages.language import language_of

ENGLISH = "The weir will hold through the winter, the engineer said on Monday."
OTHERS = {
    "de": "Das Wehr werde den Winter über halten, sagte die Ingenieurin am Montag vor Journalisten im Rathaus.",
    "fr": "Le barrage tiendra tout l'hiver, a déclaré lundi l'ingénieure devant des journalistes à la mairie.",
    "nl": "De stuw houdt het de hele winter, zei de ingenieur maandag tegen verslaggevers in het stadhuis.",
    "es": "La presa aguantará todo el invierno, dijo el lunes la ingeniera ante los periodistas en la alcaldía.",
}


def test_english_needs_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "py3langid", None)
    assert language_of(ENGLISH) == "en"


@pytest.mark.parametrize("language", OTHERS)
def test_other_languages_are_told(language: str) -> None:
    assert language_of(OTHERS[language]) == language


@pytest.mark.parametrize(
    "text",
    [
        "Die Autorin las am Montag im Rathaus aus ihrem neuen Roman „The Keeper of the Weir and the Mill“ vor.",
        "Am Montag sagte sie vor der Presse im Rathaus der Stadt: „This is the end of it.“ Danach ging sie wieder "
        "an ihre Arbeit am Wehr, das den Winter über halten soll, wie der Rat der Stadt schon im Herbst beschloss.",
    ],
)
def test_english_titles_and_words_make_no_text_english(text: str) -> None:
    assert language_of(text) == "de"


def test_english_that_has_few_small_words_is_told_by_the_model() -> None:
    assert (
        language_of("WEIR WILL HOLD THROUGH THE WINTER, THE ENGINEER TELLS REPORTERS IN THE TOWN HALL")
        == "en"
    )


def test_the_language_of_a_few_signs_is_not_known() -> None:
    assert language_of("24 : 31") is None
    assert language_of("") is None
