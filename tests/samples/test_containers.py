"""The sample crawl and the sample feed are what their builder makes, and hold the pages they were made from."""

from __future__ import annotations

import io
import json
import zlib

import build_containers
import feedparser
from lxml import html
from warcio.archiveiterator import ArchiveIterator

from onrecord.samples import folder

CRAWL = (build_containers.CONTAINERS / "crawl.warc.gz").read_bytes()
FEED = (build_containers.CONTAINERS / "examiner.atom").read_text(encoding="utf-8")


def members(data: bytes) -> list[bytes]:
    """The gzip members, decompressed: compressed bytes may differ between versions of zlib."""
    found = []
    while data:
        member = zlib.decompressobj(wbits=31)
        found.append(member.decompress(data))
        data = member.unused_data
    return found


def test_the_crawl_is_what_the_builder_makes_with_a_member_for_each_record() -> None:
    assert members(CRAWL) == members(build_containers.crawl())
    assert len(members(CRAWL)) == 1 + len(build_containers.VISITS)


def test_the_crawl_holds_the_pages_byte_for_byte() -> None:
    answers = [record for record in ArchiveIterator(io.BytesIO(CRAWL)) if record.rec_type == "response"]
    assert [answer.http_headers.get_statuscode() for answer in answers] == ["200", "404", "200", "200"]
    held = {
        record.rec_headers.get_header("WARC-Target-URI"): record.content_stream().read()
        for record in ArchiveIterator(io.BytesIO(CRAWL), check_digests="raise")
        if record.rec_type == "response"
    }
    for visit in build_containers.VISITS:
        if visit.page:
            assert held[visit.url] == (folder() / f"{visit.page}.html").read_bytes()


def test_the_feed_is_what_the_builder_makes() -> None:
    assert build_containers.feed() == FEED


def test_the_feed_holds_some_articles_whole_and_links_to_others() -> None:
    entries = {entry.link: entry for entry in feedparser.parse(FEED).entries}
    for name, address, when in build_containers.FULL:
        gold = json.loads((build_containers.GOLD / f"{name}.json").read_text(encoding="utf-8"))
        text = html.fromstring(entries[address].content[0].value).text_content()
        assert all(paragraph in text for paragraph in gold["text"].split("\n\n"))
        assert when.startswith(gold["published"])
        assert address in (folder() / "rail" / f"{name}.html").read_text(encoding="utf-8")
    assert all("content" not in entries[address] for _, address, _, _ in build_containers.LINKED)
