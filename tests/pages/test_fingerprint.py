"""Reprints and rewordings are near, other articles far."""

from __future__ import annotations

import pytest

from onrecord.fingerprints import bands, similarity
from onrecord.pages.fingerprint import fingerprint

WIRE = (
    "The fisheries minister of Orsava Bay, Lena Marrow, said on Tuesday that boats under ten metres would keep their "
    "licences through the winter. “Nobody who lives from the sea will be sent home in January,” she told reporters at "
    "the harbour. The union of trawler owners called the promise empty and asked for figures by Friday. A spokesman "
    "for the ministry declined to say how many licences are at stake, but a report seen by this newspaper counts four "
    "hundred and twelve, most of them in villages north of the lighthouse. The vote in the assembly is expected next "
    "week, after the committee has heard the owners, the cooperatives and the coast guard."
)
REWORDED = (
    "Lena Marrow, the fisheries minister of Orsava Bay, stated on Tuesday that boats under ten metres would keep "
    "their permits through the winter. “Nobody who lives from the sea will be sent home in January,” she told "
    "journalists at the harbour. The union of trawler owners called the pledge empty and demanded figures by Friday. "
    "A spokesman for the ministry declined to say how many permits are at stake, but a document seen by this newspaper "
    "counts four hundred and twelve, most of them in hamlets north of the lighthouse. The vote in the assembly is "
    "expected next week, after the committee has heard the owners, the cooperatives and the coast guard."
)
OTHER = (
    "Prices of winter wheat rose for a fourth day on the exchange of Karlsund as traders waited for the figures "
    "of the harvest in the southern provinces. The agriculture minister, Oto Brandt, said the state would sell from "
    "its reserves if bread became dearer. Analysts said on Tuesday that the reserves would last until the spring, "
    "and that the ministry had bought less than in the year before. The union of bakers asked for a meeting next week."
)


def test_the_same_words_give_the_same_fingerprint() -> None:
    assert fingerprint(WIRE) == fingerprint(WIRE.upper().replace(" ", "\n"))
    assert similarity(fingerprint(WIRE), fingerprint(WIRE)) == 1.0


def test_a_reprint_with_another_lead_is_near() -> None:
    reprint = "KARLSUND — By our correspondent. " + WIRE.partition("The union")[2]
    assert similarity(fingerprint(WIRE), fingerprint(reprint)) > 0.5


def test_a_reworded_copy_is_near_and_another_article_far() -> None:
    copy, other = (
        similarity(fingerprint(WIRE), fingerprint(REWORDED)),
        similarity(fingerprint(WIRE), fingerprint(OTHER)),
    )
    assert copy > 0.5
    assert other < 0.15


def test_copies_share_a_band_and_other_articles_none() -> None:
    of_wire = set(bands(fingerprint(WIRE)))
    assert of_wire & set(bands(fingerprint(REWORDED)))
    assert not of_wire & set(bands(fingerprint(OTHER)))


@pytest.mark.parametrize("text", ["", "Word", "…"])
def test_texts_too_short_for_a_pair_have_a_fingerprint(text: str) -> None:
    assert len(fingerprint(text)) == 512


def test_what_is_no_fingerprint_is_refused() -> None:
    with pytest.raises(ValueError, match="512"):
        similarity(b"", fingerprint(WIRE))
