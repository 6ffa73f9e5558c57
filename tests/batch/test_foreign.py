import pytest

from onrecord.batch.foreign import surely_foreign

from .crawls import GERMAN, REPRINT, html

ENGLISH = (
    *REPRINT,
    "The first buses left on Thursday before dawn, and they were full by the time that they came to the pass.",
    "“We have done this before, and we will do it again,” said a driver who asked that his name not be used.",
)
OTHERS = {
    "German": GERMAN,
    "French": (
        "Les bacs du lac ne circuleront pas cet hiver, a déclaré mardi la capitaine du port devant la presse.",
        "La glace est venue trois semaines trop tôt et les coques sont plus vieilles que moi, a-t-elle ajouté.",
        "Le conseil a annoncé qu'il paierait des autocars par la montagne jusqu'à la réouverture du lac.",
        "L'an dernier, les bateaux avaient navigué jusqu'en janvier, malgré des températures plus basses.",
    ),
    "Dutch": (
        "De veerboten op het meer varen deze winter niet, zei de havenmeester dinsdag tegen verslaggevers.",
        "Het ijs kwam drie weken te vroeg en de schepen zijn ouder dan ik, voegde zij daar met een lach aan toe.",
        "De raad liet weten dat de bussen over de berg worden betaald tot het meer weer open is voor verkeer.",
        "Vorig jaar voeren de boten nog tot in januari door, hoewel het toen een stuk kouder was dan nu het geval is.",
    ),
    "Norwegian": (
        "Fergene på innsjøen går ikke i vinter, sa havnesjefen til journalister på tirsdag etter et langt møte.",
        "Isen kom tre uker for tidlig, og skrogene er eldre enn jeg er, la hun til før hun gikk tilbake til kaia.",
        "Rådet opplyste at det vil betale for busser over fjellet til innsjøen igjen er åpen for trafikk.",
        "I fjor gikk båtene helt til januar, selv om det den gangen var atskillig kaldere enn det er nå.",
    ),
    "Chinese": ("港务长周二表示，今年冬天湖上的渡轮将不会航行。冰层提前三周出现，船体也已经十分老旧。" * 6,),
    "Russian": ("Паромы на озере этой зимой ходить не будут, сообщила во вторник начальница порта. " * 6,),
}


@pytest.mark.parametrize("language", OTHERS)
def test_other_languages_are_told_at_once(language: str) -> None:
    assert surely_foreign(html(OTHERS[language], 1, "Orrin"))
    assert surely_foreign("\n\n".join(OTHERS[language]).encode())  # text of a WET file


def test_english_is_never_given_up() -> None:
    assert not surely_foreign(html(ENGLISH, 1, "Ferries stay"))
    assert not surely_foreign(html((*OTHERS["German"], *ENGLISH, *ENGLISH), 1, "Ferries stay"))


@pytest.mark.parametrize(
    "page",
    [
        b"",
        b"\x00" * 5000 + b"<p>",
        "<p>Kurz.</p>".encode("utf-16"),
        html(GERMAN[:1], 1, "zu wenig"),
        b"<p" * 100_000,
        b"<p>" * 100_000,
    ],
)
def test_what_cannot_be_told_takes_the_whole_road(page: bytes) -> None:
    assert not surely_foreign(page)
