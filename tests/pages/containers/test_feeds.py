from __future__ import annotations

import time

import pytest

from onrecord.pages import Damaged, Found, Linked, RawPage, pages_from

BODY = "<p>The mayor of Varnholm said the ferries would return in May.</p>" * 12

RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Quay</title><link>https://quay.example/</link>
<item><title>Ferries &amp;amp; fares</title><link>/ferries</link><dc:creator>Ann Lee</dc:creator>
<pubDate>Tue, 03 Mar 2026 10:00:00 +0200</pubDate><description>Short.</description>
<content:encoded><![CDATA[{BODY}<script>alert(1)</script>]]></content:encoded></item>
<item><title>Only a link</title><link>https://quay.example/link</link><pubDate>Wed, 04 Mar 2026 10:00:00 GMT</pubDate>
<description>A teaser of it.</description></item>
<item><title>A teaser in full dress</title><link>https://quay.example/teaser</link>
<content:encoded><![CDATA[<p>The mayor said so. <a href="/teaser">Read more</a></p>]]></content:encoded></item>
<item><title>No link</title><guid isPermaLink="false">tag:4</guid><description>The council said no.</description></item>
<item><title>Nothing</title></item>
</channel></rss>"""

ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>The Quay</title>
<entry><title>Ferries</title><link href="https://quay.example/ferries"/><updated>2026-03-03T10:00:00Z</updated>
<author><name>Ann Lee</name></author><author><name>Bo Nim</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{BODY}</div></content></entry></feed>"""


def read(data: str, url: str | None = None) -> list[Found]:
    return list(pages_from(data.encode(), "feed.xml", url=url))


def test_full_texts_are_pages_and_the_others_links() -> None:
    full, link, teaser, unlinked, nothing = read(RSS)

    assert isinstance(full, RawPage)
    assert (full.name, full.url, full.title) == ("feed-1", "https://quay.example/ferries", "Ferries & fares")
    assert (full.published, full.byline, full.outlet) == (
        "2026-03-03T10:00:00+02:00",
        ("Ann Lee",),
        "The Quay",
    )
    assert BODY in full.data.decode()
    assert full.offset is not None and RSS.encode()[full.offset :].startswith(b"<item><title>Ferries")
    assert link == Linked("https://quay.example/link", "Only a link", "2026-03-04T10:00:00+00:00")
    assert teaser == Linked("https://quay.example/teaser", "A teaser in full dress")
    assert isinstance(unlinked, RawPage) and b"The council said no." in unlinked.data and unlinked.url is None
    assert isinstance(nothing, Damaged) and nothing.reason == "the entry holds neither a text nor a link"


def test_atom() -> None:
    [page] = read(ATOM)
    assert isinstance(page, RawPage)
    assert (page.title, page.published, page.byline) == (
        "Ferries",
        "2026-03-03T10:00:00+00:00",
        ("Ann Lee", "Bo Nim"),
    )
    assert b"ferries would return" in page.data


def test_links_are_completed_from_where_the_feed_was() -> None:
    relative = RSS.replace("<link>https://quay.example/</link>", "")
    [page, *_] = read(relative, url="https://www.quay.example/feed.xml")
    assert isinstance(page, RawPage) and page.url == "https://www.quay.example/ferries"


def test_a_feed_that_breaks_off_gives_its_whole_entries_and_a_row() -> None:
    cut = RSS[: RSS.index("alert(1)")]
    [row] = read(cut)
    assert isinstance(row, Damaged) and row.reason == "the feed breaks off before its end"
    page, row = read(RSS[: RSS.index("Only a link")])
    assert isinstance(page, RawPage) and isinstance(row, Damaged)


def test_entities_do_not_explode() -> None:
    bomb = "<!DOCTYPE rss [<!ENTITY a 'ha'>" + "".join(
        f"<!ENTITY {name} '{f'&{before};' * 50}'>" for before, name in zip("abcdefg", "bcdefgh", strict=True)
    )
    found = read(
        f"{bomb}]><rss version='2.0'><channel><item><title>&h;</title><link>https://quay.example/x</link></item></channel></rss>"
    )
    assert sum(len(str(one)) for one in found) < 100_000


def test_files_of_this_machine_are_not_drawn_in() -> None:
    found = read(
        "<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><rss version='2.0'><channel><item>"
        "<description>&x; is here</description></item></channel></rss>"
    )
    assert "root:" not in str(found)


@pytest.mark.parametrize("bytes_", [b"\xff", b"\xff\xff\0\0"])
def test_a_declaration_with_bytes_of_no_encoding(bytes_: bytes) -> None:
    declared = RSS.encode().replace(b'encoding="utf-8"', b'encoding="ut' + bytes_ + b'f-8"')
    [row] = pages_from(declared, "feed.xml")
    assert isinstance(row, Damaged) and row.reason == "it is damaged as a feed"


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 250_000,
        "<item/>" * 250_000,
        "<" * 250_000,
        "<item " + " ".join(f'a{number}=""' for number in range(20_000)) + ">",
        "<item " + " ".join(f"a{number} = '>'" for number in range(20_000)) + ">",
    ],
    ids=["nested", "items", "signs", "attributes", "attributes that hold signs"],
)
def test_feeds_that_are_slow_to_parse_are_refused(markup: str) -> None:
    started = time.process_time()
    [row] = read(f"<rss version='2.0'><channel>{markup}</channel></rss>")
    assert isinstance(row, Damaged) and "than any feed needs" in row.reason
    assert time.process_time() - started < 2


def test_the_tags_of_the_articles_in_a_feed_do_not_count() -> None:
    table = f"<table>{'<tr><td>said</td></tr>' * 60_000}</table>"
    [page, *_] = read(RSS.replace(BODY, BODY + table))
    assert isinstance(page, RawPage)
