"""What each page shows, what it leads to, and that the words of pages stay words."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from lxml import etree, html
from starlette.testclient import TestClient

from ledger.made import HARBOUR, URL, made
from onrecord.ledger import Ledger
from onrecord.web.pages import articles, search, speakers

from .conftest import STRAIT

PAGES = (
    "/",
    "/search",
    "/search?words=xylophone",
    "/speakers",
    "/speakers?name=Nobody",
    "/speakers/1",
    "/review",
    "/review/names",
    "/review/done",
    "/changes",
    "/problems",
    "/how-good",
    "/api",
    "/add",
    "/session",
    "/lines",
    "/compare",
    f"/articles?url={quote(URL)}",
)


def seen(client: TestClient, address: str, status: int = 200) -> html.HtmlElement:
    answer = client.get(address)
    assert answer.status_code == status, answer.text
    return html.fromstring(answer.text)


def text(page: html.HtmlElement) -> str:
    return " ".join(page.text_content().split())


def test_every_page_that_links_lead_to_is_there_with_one_heading_and_a_title(client: TestClient) -> None:
    waiting, known = list(PAGES), set(PAGES)
    while waiting:
        address = waiting.pop()
        answer = client.get(address)
        if "location" in answer.headers:
            links = {answer.headers["location"]}
        else:
            assert answer.status_code == 200, address
            if not answer.headers["content-type"].startswith("text/html"):
                continue
            page = html.fromstring(answer.text)
            assert len(page.findall(".//h1")) == 1, address
            assert page.findtext(".//title").endswith("– onrecord")
            links = {link.partition("#")[0] for link in page.xpath("//@href") if link.startswith("/")}
            links = {link for link in links if not link.startswith("/api/") and link.count("&") < 2}
        waiting += sorted(links - known)
        known |= links
    assert len(known) > 60


def test_the_start_page_says_what_is_there_and_is_small(client: TestClient) -> None:
    answer = client.get("/", headers={"accept-encoding": "gzip"})
    page = html.fromstring(answer.text)
    assert "read 3 news pages and put 10 statements on record" in text(page)
    assert "Oda Fenn" in text(page)
    assert "Most quoted" in text(page)
    style = page.find(".//link[@rel='stylesheet']").get("href")
    assert answer.num_bytes_downloaded + client.get(style).num_bytes_downloaded < 60_000


def test_an_empty_ledger_says_what_to_do(client_for: Callable[..., TestClient], tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "empty.db") as empty:
        client = client_for(over=empty)
        for address in ("/", "/search", "/review", "/review/names", "/review/done", "/changes", "/problems"):
            page = seen(client, address)
            (nothing, *_) = page.find_class("nothing")
            assert nothing.find(".//a").get("href"), address


def test_a_search_finds_counts_and_can_be_shared(client: TestClient) -> None:
    page = seen(client, "/search?by=Marrow&words=channel&about=&since=&kind=")
    assert "“channel” by Marrow" in text(page)
    assert {entry.findtext(".//bdi") for entry in page.find_class("entry")} == {"Ilse Marrow"}
    assert [bar.get("aria-label") for bar in page.iterfind(".//svg/a")] == [
        "2 statements in 2031-11",
        "1 statement in 2031-12",
    ]
    assert seen(client, "/search?since=yesterday", 400).findtext(".//h1") == "Bad Request"
    assert "There is no word to look for in 'who was it'" in text(seen(client, "/search?words=who+was+it"))


def test_what_is_counted_of_many_statements_is_said(
    client: TestClient, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (search, speakers):
        monkeypatch.setattr(module, "COUNTED", 2)
    found = text(seen(client, "/search?by=Ilse+Marrow"))
    assert "more than 2 statements" in found
    assert "Of the 2 that were added last." in found
    ((number, _),) = ledger.called("Ilse Marrow")
    card = seen(client, f"/speakers/{number}")
    assert "Roles, subjects and outlets are those of the 2 statements said last." in text(card)
    assert sum(int(bar.get("aria-label").split()[0]) for bar in card.iterfind(".//svg/a")) > 2


def test_results_come_in_pages(client: TestClient, ledger: Ledger) -> None:
    ledger.add(*made([f"Ida Lorne: Number {n}." for n in range(45)], url="https://herald.example/45"))
    address, found = "/search?by=Lorne", []
    while address:
        page = seen(client, address)
        found += [words.text_content().strip() for words in page.find_class("words")]
        following = page.xpath("//a[@rel='next']/@href")
        address = following[0] if following else None
    assert len(found) == len(set(found)) == 45


def test_a_speaker_is_found_by_name(client: TestClient) -> None:
    assert re.fullmatch(r"/speakers/\d+", client.get("/speakers?name=Bannick").headers["location"])
    quoted = seen(client, "/speakers").xpath("//main//ol//a")
    assert "Ilse Marrow" in [link.text_content() for link in quoted]
    page = seen(client, "/speakers?name=Marrow")
    assert [link.text_content() for link in page.xpath("//main//ul[@class='list']//a")] == [
        "I. Marrow",
        "Ilse Marrow",
    ]
    card = seen(client, client.get("/speakers?name=Ilse Marrow").headers["location"])
    assert "direct 3 (100%)" in text(card)
    assert "Quoted by" in text(card)
    assert seen(client, "/speakers/999999", 404).find(".//main//a") is not None


def test_a_statement_has_a_permanent_address_and_its_provenance(client: TestClient, ledger: Ledger) -> None:
    entry = ledger.said("measured", by="Marrow", until="2031-11-30").entries[0]
    address = f"/statements/{entry.statement.id}"
    page = seen(client, address)
    assert entry.page.sha256 in text(page)
    assert f"testserver{address}" in text(page)
    assert page.find_class("content")[0].text_content() == entry.statement.content[0].text
    plain = client.get(f"{address}/cite.txt").text
    assert plain.startswith("Ilse Marrow: “We will send no pilots")
    assert plain.endswith(f"On record: http://testserver{address}.")
    assert client.get(f"{address}/cite.bib").text.startswith(f"@misc{{onrecord-{entry.statement.id},")
    linked = client.get(f"{address}/cite.jsonld").json()
    assert (linked["@type"], linked["url"]) == ("Quotation", f"http://testserver{address}")
    assert seen(client, "/statements/ffffffffffffffff", 404) is not None


def test_an_article_marks_its_statements_and_shows_its_versions(client: TestClient) -> None:
    page = seen(client, f"/articles?url={quote(URL)}")
    assert [mark.text_content() for mark in page.find_class("text")[0].find_class("source")] == [
        "Ilse Marrow",
        "Teo Bannick",
        "a port official",
    ]
    first = page.find_class("text")[0].find_class("content")[0]
    beside = page.get_element_by_id(first.get("href").removeprefix("#"))
    assert set(beside.classes) <= set(first.classes)
    assert [cut.text for cut in page.iterfind(".//del")] == ["not"]
    versions = page.xpath("//nav[@aria-label='Versions of the page']//a/@href")
    assert len(versions) == 2
    assert "will not send pilots" in text(seen(client, versions[0]).find_class("text")[0])
    styles = client.get(page.xpath("//link[contains(@href, 'marks.css')]/@href")[0]).text
    assert ".s2" in styles
    assert ".s3" not in styles


def test_of_many_silent_edits_of_a_page_some_are_listed(
    client_for: Callable[..., TestClient], ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(articles, "EACH", 2)
    for time in ("2031-11-20T08:00:00Z", "2031-11-21T08:00:00Z"):
        lines = [f"Ida Lorne: At {time[:10]}, {number}." for number in range(5)]
        ledger.add(*made(lines, url="https://herald.example/many", retrieved=time))
    page = seen(client_for(), "/changes")
    (link,) = page.xpath("//section//a[text()='3 more changes on this page']")
    assert "Silent edits" in text(seen(client_for(), link.get("href")))


def test_silent_edits_are_listed(client: TestClient) -> None:
    page = seen(client, "/changes")
    assert ([cut.text for cut in page.iterfind(".//del")], [put.text for put in page.iterfind(".//ins")]) == (
        ["not"],
        ["no"],
    )


def test_feeds_are_atom(client: TestClient) -> None:
    number = client.get("/speakers?name=Ilse Marrow").headers["location"]
    for address in ("/search.atom?words=channel", f"{number}/feed.atom"):
        answer = client.get(address)
        assert answer.headers["content-type"] == "application/atom+xml"
        feed = etree.fromstring(answer.content)
        atom = {"a": "http://www.w3.org/2005/Atom"}
        assert feed.xpath(
            "string(a:link[@rel='self']/@href)", namespaces=atom
        ) == f"http://testserver{address}".replace(" ", "%20")
        entries = feed.xpath("a:entry", namespaces=atom)
        assert len(entries) == 3
        assert all(entry.xpath("a:id and a:updated and a:title", namespaces=atom) for entry in entries)


def test_reviewing_accepts_rejects_corrects_and_undoes(client: TestClient, ledger: Ledger) -> None:
    page = seen(client, "/review")
    assert "Oda Fenn" in text(page.find_class("entry")[0])
    form = page.find_class("verdict")[0]
    answer = client.post(form.get("action"), data={"verdict": "accept", "then": "/review"})
    assert answer.headers["location"] == "/review?done=1"
    page = seen(client, "/review?done=1")
    assert "Correction 1 is kept." in text(page)
    assert "Oda Fenn" not in text(page.find_class("entry")[0])
    undo = page.find_class("done")[0].find(".//form")
    fields = {field.get("name"): field.get("value") for field in undo.iterfind(".//input")}
    assert client.post(undo.get("action"), data=fields).headers["location"] == "/review"
    assert ledger.corrections()[0].undone_by == "dita"

    statement = ledger.said("waited").entries[0].statement
    corrections = f"/statements/{statement.id}/corrections"
    asked = {"verdict": "correct", "speaker": "Ada Fenn", "said": "2031-11", "content": "waited long enough"}
    assert client.post(corrections, data=asked).status_code == 303
    corrected = ledger.show(statement.id).entry
    assert (corrected.person, corrected.statement.said.to) == ("Ada Fenn", "2031-11-30")
    assert corrected.statement.content[0].text == "waited long enough"
    client.post(corrections, data={"verdict": "reject"})
    assert ledger.said("waited").entries == ()
    assert len(seen(client, "/review/done").find_class("inline")) == 2
    assert seen(client, "/statements/none/corrections", 405) is not None


def test_doubtful_names_are_decided_and_undone(client: TestClient, ledger: Ledger) -> None:
    assert "I. Marrow" in text(seen(client, "/review/names"))
    pair = {"name": "Ilse Marrow", "other": "I. Marrow", "verdict": "same"}
    assert client.post("/review/names", data=pair).headers["location"] == "/review/names?done=1"
    assert ledger.said(by="I. Marrow").by == ("Ilse Marrow",)
    client.post("/review/undo", data={"what": "decision", "number": 1, "then": "https://elsewhere.example"})
    assert len(ledger.doubts()) == 1


@pytest.mark.usefixtures("read_lines")
def test_a_text_and_a_file_are_added_and_watched(client: TestClient, ledger: Ledger) -> None:
    words = "Ida Lorne: The tide table is wrong.\n\nTeo Bannick: It is."
    answer = client.post("/add", data={"text": words, "url": "https://herald.example/tide"})
    page = seen(client, answer.headers["location"])
    assert "1 page on record, with 2 new statements" in text(page)
    assert ledger.said(by="Lorne").entries[0].page.url == "https://herald.example/tide"
    files = {"file": ("../menu.html", b"<p>nothing to read</p>", "text/html")}
    page = seen(client, client.post("/add", files=files).headers["location"])
    assert "Nothing was added" in text(page)
    assert seen(client, "/add/unknown", 404) is not None
    assert client.post("/add", data={"url": ""}).status_code == 400


HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }} {% raw %}",
    "\u202egnp.exe\u202c and \u2066\u200bhidden\u2069",
    "\x1b[31m red \x07 \x00",
    "x" * 300_000,
    "\U000e0041\U000e0042 tags",
)


@pytest.mark.parametrize("words", HOSTILE)
def test_words_of_a_page_stay_words(client: TestClient, ledger: Ledger, words: str) -> None:
    record, data = made(
        [f"Eve {words[:60]}: Then {words} came."],
        url=f"https://x.example/{quote(words[:20])}",
        outlet=words[:200],
    )
    title = record.article.model_copy(
        update={"title": words[:500], "standfirst": words, "byline": (words[:100],)}
    )
    ledger.add(record.model_copy(update={"article": title}), data)
    statement = record.statements[0].id
    for address in (
        "/",
        "/search",
        f"/statements/{statement}",
        f"/articles?url={quote(record.page.url or '')}",
        "/search?" + "outlet=" + quote(words[:200]),
    ):
        page = seen(client, address)
        assert {script.get("src") is not None for script in page.iterfind(".//script")} <= {True}
        assert page.xpath("//@onerror | //img | //@style") == []
        assert not re.search(
            "[\u202a-\u202e\u2066-\u2069\x00-\x08\x1b\U000e0000-\U000e007f]", page.text_content()
        )
        assert "49 " not in text(page)
    etree.fromstring(client.get(f"/search.atom?by={quote('Eve')}").content)
    assert client.get(f"/statements/{statement}/cite.bib").status_code == 200


def test_a_page_cannot_lead_a_browser_to_a_script(client: TestClient, ledger: Ledger) -> None:
    record, data = made(url="javascript:alert(1)//example")
    ledger.add(record, data)
    for address in (f"/statements/{record.statements[0].id}", "/articles?url=javascript:alert(1)//example"):
        assert seen(client, address).xpath("//a[starts-with(@href, 'javascript')]") == []


def test_the_article_of_a_page_without_an_address(client: TestClient, ledger: Ledger) -> None:
    page = seen(client, "/search?words=sand")
    (link,) = page.xpath("//p[@class='place']/a/@href")
    assert link.startswith("/articles?url=sha256")
    assert "Sand is patient." in text(seen(client, link))
    assert HARBOUR[2].split(": ")[1] in text(seen(client, f"/articles?url={quote(URL)}"))
    assert "Port Lenna" in text(seen(client, f"/articles?url={quote(STRAIT)}"))
