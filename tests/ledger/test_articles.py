"""An article with its statements and its versions, and what is asked for people to check."""

import hashlib

import pytest

from onrecord.errors import LedgerError
from onrecord.ledger import Ledger

from .made import HARBOUR, URL, made


def test_an_article_in_each_of_its_versions(ledger: Ledger) -> None:
    first, data = made(retrieved="2031-11-18T08:00:00Z")
    ledger.add(first, data)
    later = made([*HARBOUR[:2], "Ilse Marrow: It opens."], retrieved="2031-11-19T08:00:00Z")
    ledger.add(*later)

    leaf = ledger.article(URL)
    assert leaf.sha256 == later[0].page.sha256
    assert [entry.statement.content[0].text for entry in leaf.entries][-1] == "It opens."
    assert [version.time[:10] for version in leaf.versions] == ["2031-11-18", "2031-11-19"]

    ledger.correct(first.statements[2].id, who="dita", verdict="reject")
    leaf = ledger.article(URL, first.page.sha256[:12])
    assert leaf.article.text == first.article.text
    assert [entry.state for entry in leaf.entries] == ["repeated", "repeated"]


def test_an_article_that_is_not_there(ledger: Ledger) -> None:
    record, data = made(url=None)
    ledger.add(record, data)
    assert ledger.article(f"sha256:{hashlib.sha256(data).hexdigest()}").url is None
    for address, version in ((URL, None), (f"sha256:{record.page.sha256}", "00ff")):
        with pytest.raises(LedgerError, match="there is no"):
            ledger.article(address, version)


def test_the_least_sure_come_first_until_somebody_has_looked(ledger: Ledger) -> None:
    record, data = made()
    doubtful = record.statements[1].model_copy(update={"confidence": 0.3})
    ledger.add(record.model_copy(update={"statements": (record.statements[0], doubtful)}), data)

    found = ledger.unsure(limit=1)
    assert (found.entries[0].statement.id, found.more) == (doubtful.id, 1)
    assert ledger.unsure(after=found.after).entries[0].statement.id == record.statements[0].id

    ledger.correct(doubtful.id, who="dita", verdict="accept")
    assert ledger.unsure().entries[-1].statement.id == doubtful.id
    ledger.correct(doubtful.id, who="dita", verdict="reject")
    assert len(ledger.unsure().entries) == 1


def test_people_by_number(ledger: Ledger) -> None:
    ledger.add(*made())
    ((number, name),) = ledger.called("Marrow")
    assert name == "Ilse Marrow"
    assert ledger.who(f"#{number}")[0].name == name
    assert ledger.said(by=f"#{number}").by == (name,)
    assert ledger.called("#99999") == ()
