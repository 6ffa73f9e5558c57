from __future__ import annotations

import gzip
import io
import random
import re
import sys
import tracemalloc
import zlib
from pathlib import Path

import brotli
import pytest
from fastwarc import ArchiveIterator as FastWarc
from fastwarc import WarcRecordType
from warcio.archiveiterator import ArchiveIterator as Warcio

from onrecord.pages import Damaged, Found, RawPage, Skipped, pages_from, pages_in

from ..papers import press_release
from .crawl import DATE, Crawl, stories, story, zstandard

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd


def read(data: bytes, limit: int = 1_000_000) -> list[Found]:
    return list(pages_from(data, "crawl.warc.gz", limit=limit))


def outline(found: list[Found]) -> list[str | int | None]:
    """URLs of the pages and offsets of what is damaged."""
    return [one.offset if isinstance(one, Damaged) else one.url for one in found]


def urls(*numbers: int) -> list[str]:
    return [f"http://outlet.example/{number}" for number in numbers]


@pytest.mark.parametrize("gzipped", [True, False])
def test_pages_come_with_where_they_lay_and_what_the_crawl_says(gzipped: bool) -> None:
    crawl = stories(3, gzipped=gzipped)
    found = read(crawl.data)

    assert [page.data for page in found if isinstance(page, RawPage)] == [
        story(number) for number in range(3)
    ]
    page = found[1]
    assert isinstance(page, RawPage)
    assert (page.name, page.url, page.retrieved) == ("crawl-2", "http://outlet.example/1", DATE)
    assert (page.media_type, page.charset) == ("text/html", "utf-8")
    assert (page.offset, page.length) == (crawl.offsets[1], crawl.offsets[2] - crawl.offsets[1])
    assert page.offset is not None and page.length is not None
    assert read(crawl.data[page.offset : page.offset + page.length])[0].url == page.url


@pytest.mark.parametrize("gzipped", [True, False])
def test_other_libraries_read_the_same(gzipped: bool) -> None:
    crawl = Crawl(gzipped=gzipped)
    crawl.record("warcinfo", "", b"software: a crawler\r\n")
    for number in range(20):
        body = story(number)
        if number % 3 == 1:
            crawl.page(f"http://outlet.example/{number}", gzip.compress(body), Content_Encoding="gzip")
        elif number % 3 == 2:
            chunks = b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body)
            crawl.page(f"http://outlet.example/{number}", chunks, Transfer_Encoding="chunked")
        else:
            crawl.page(f"http://outlet.example/{number}", body)
        crawl.record("request", f"http://outlet.example/{number}", b"GET / HTTP/1.1\r\n\r\n")

    ours = [(page.url, page.data, page.offset) for page in read(crawl.data) if isinstance(page, RawPage)]
    iterator = Warcio(io.BytesIO(crawl.data))
    warcio = [
        (record.rec_headers["WARC-Target-URI"], body, iterator.get_record_offset())
        for record in iterator
        if record.rec_type == "response" and (body := record.content_stream().read())
    ]
    fast = [
        (record.headers["WARC-Target-URI"], record.reader.read(), record.stream_pos)
        for record in FastWarc(
            io.BytesIO(crawl.data), record_types=WarcRecordType.response, auto_decode="all"
        )
    ]
    assert ours == warcio == fast
    assert len(ours) == len(read(crawl.data)) == 20


def test_conversion_records_are_plain_text() -> None:
    crawl = Crawl()
    crawl.record("warcinfo", "", b"robots: classic\r\n")
    crawl.record(
        "conversion", "http://outlet.example/a", "Premiér Dvořák řekl ne.".encode(), Content_Type="text/plain"
    )
    [page] = list(pages_from(crawl.data, "part.warc.wet.gz"))
    assert isinstance(page, RawPage)
    assert (page.media_type, page.name, page.data.decode()) == (
        "text/plain",
        "part-1",
        "Premiér Dvořák řekl ne.",
    )


def test_what_is_no_page_is_passed_over() -> None:
    crawl = Crawl()
    crawl.page("http://outlet.example/gone", b"<html>gone</html>", status="404 Not Found")
    crawl.page("http://outlet.example/moved", b"<html>moved</html>", status="301 Moved")
    crawl.page("http://outlet.example/logo.png", b"\x89PNG", media="image/png")
    crawl.page("http://outlet.example/data", b"{}", media="application/json")
    crawl.page("http://outlet.example/robots.txt", b"User-agent: *", media="text/plain")
    crawl.record("request", "http://outlet.example/0", b"GET / HTTP/1.1\r\nHost: outlet.example\r\n\r\n")
    crawl.record("metadata", "http://outlet.example/0", b"fetchTimeMs: 12")
    crawl.page("http://outlet.example/untold", b"<html>no type</html>", media="")
    crawl.page("http://outlet.example/blob", b"\x00\x01\x02", media="")
    crawl.page("http://outlet.example/bent", b"<html>bent</html>", media="texX/html")
    page, skipped = read(crawl.data)
    assert isinstance(page, RawPage) and page.url == "http://outlet.example/untold"
    assert isinstance(skipped, Skipped) and dict(skipped.reasons) == {
        "redirected or in error": 2,
        "image/png": 1,
        "application/json": 1,
        "robots.txt": 1,
        "without a type": 1,
        "texx/html": 1,
    }


def test_types_without_end_are_counted_together() -> None:
    crawl = Crawl()
    for number in range(80):
        crawl.page(f"http://outlet.example/{number}", b"x", media=f"image/x{number}" + "y" * 200)
    [skipped] = read(crawl.data)
    assert isinstance(skipped, Skipped) and skipped.reasons[0] == ("of other types", 30)
    assert all(len(reason) <= 80 for reason, _ in skipped.reasons)


@pytest.mark.parametrize("case", [str.lower, str.upper])
@pytest.mark.parametrize("gzipped", [True, False])
def test_header_names_in_any_case(case: object, gzipped: bool) -> None:
    data = re.sub(
        rb"(?m)^(?:WARC-(?!Block)[\w-]+|Content-Length|Content-Type)(?=:)",
        lambda match: case(match[0].decode()).encode(),  # type: ignore[operator]
        stories(3, gzipped=False).data.replace(b"WARC-Block-Digest", b"X-Digest"),
    )
    assert outline(read(gzip.compress(data) if gzipped else data)) == urls(0, 1, 2)


@pytest.mark.parametrize("pack", [gzip.compress, brotli.compress, zlib.compress])
def test_content_codings_are_undone(pack: object) -> None:
    coding = {gzip.compress: "gzip", brotli.compress: "br", zlib.compress: "deflate"}[pack]  # type: ignore[index]
    crawl = Crawl()
    crawl.page("http://outlet.example/0", pack(story(0)), Content_Encoding=coding)  # type: ignore[operator]
    crawl.page("http://outlet.example/1", story(1), Content_Encoding=coding, Transfer_Encoding="chunked")
    assert [page.data for page in read(crawl.data) if isinstance(page, RawPage)] == [story(0), story(1)]


class TestDamage:
    """Each damaged record comes out as a row with its offset, and the others come out."""

    @pytest.mark.parametrize("gzipped", [True, False])
    def test_cut_off(self, gzipped: bool) -> None:
        crawl = stories(4, gzipped=gzipped)
        for cut in (1, 20, 300, crawl.offsets[4] - crawl.offsets[3] - 1):
            found = read(crawl.data[: crawl.offsets[3] + cut])
            if gzipped or cut < 1000:
                assert outline(found) == [*urls(0, 1, 2), crawl.offsets[3]]
        assert outline(read(crawl.data[: crawl.offsets[3]])) == urls(0, 1, 2)

    @pytest.mark.parametrize("gzipped", [True, False])
    def test_flipped_bits(self, gzipped: bool) -> None:
        crawl = stories(4, gzipped=gzipped)
        head = 10 if gzipped else crawl.data[crawl.offsets[1] :].index(b"<html>")
        for at in range(crawl.offsets[1] + head, crawl.offsets[2] - 4, 97):
            data = bytearray(crawl.data)
            data[at] ^= 0x55
            found = read(bytes(data))
            assert outline(found) == [*urls(0), crawl.offsets[1], *urls(2, 3)], at

    @pytest.mark.parametrize("gzipped", [True, False])
    def test_a_hole(self, gzipped: bool) -> None:
        crawl = stories(4, gzipped=gzipped)
        start, end = crawl.offsets[1:3]
        for begin, finish in ((start + 100, end), (start + 400, end), (start, start + 200), (end - 20, end)):
            found = read(crawl.data[:begin] + crawl.data[finish:])
            assert outline(found) == [*urls(0), start, *urls(2, 3)], (begin, finish)

    @pytest.mark.parametrize("gzipped", [True, False])
    def test_a_hole_over_two_records(self, gzipped: bool) -> None:
        crawl = stories(4, gzipped=gzipped)
        found = read(crawl.data[: crawl.offsets[1] + 600] + crawl.data[crawl.offsets[2] + 600 :])
        assert outline(found) == [*urls(0), crawl.offsets[1], *urls(3)]

    @pytest.mark.parametrize("gzipped", [True, False])
    @pytest.mark.parametrize(
        "junk", [b"junk " * 50, b"\x1f\x8b\x08junk" * 20, b"WARC/1.0 is a format. " * 9, bytes(700)]
    )
    def test_bytes_that_belong_to_no_record(self, gzipped: bool, junk: bytes) -> None:
        crawl = stories(4, gzipped=gzipped)
        at = crawl.offsets[2]
        found = outline(read(crawl.data[:at] + junk + crawl.data[at:]))
        assert [one for one in found if isinstance(one, str)] == urls(0, 1, 2, 3)
        assert (gzipped and not junk.strip(b"\0")) or at in found  # gzip allows padding

    def test_one_gzip_member_for_all_records(self) -> None:
        data = gzip.compress(stories(200, gzipped=False).data)
        whole = read(data)
        assert outline(whole) == urls(*range(200))
        assert all(isinstance(page, RawPage) and page.offset == 0 for page in whole)
        cut = read(data[: len(data) // 2])
        assert outline(cut)[:-1] == urls(*range(len(cut) - 1))
        assert len(cut) > 80
        assert isinstance(cut[-1], Damaged) and cut[-1].reason == "the gzip data is cut off"

    def test_a_digest_that_does_not_match(self) -> None:
        crawl = stories(3, gzipped=False)
        data = crawl.data.replace(
            b"Story 1: the mayor of Varnholm said", b"Story 1: the mayor of Varnholm lied"
        )
        found = read(data)
        assert outline(found) == [*urls(0), crawl.offsets[1], *urls(2)]
        assert isinstance(found[1], Damaged)
        assert (found[1].reason, found[1].url) == ("its digest does not match its bytes", urls(1)[0])

    def test_an_answer_that_is_not_http(self) -> None:
        crawl = stories(3, gzipped=False)
        found = read(re.sub(rb"HTTP/1.1 200 OK(?=\r\n.*\r\n\r\n.*Story 1:)", b"HQTP/1.1 200 OK", crawl.data))
        assert outline(found) == [*urls(0), crawl.offsets[1], *urls(2)]

    def test_a_page_that_the_crawler_cut(self) -> None:
        crawl = Crawl()
        crawl.record(
            "resource", "http://outlet.example/0", story(0), Content_Type="text/html", WARC_Truncated="length"
        )
        [row] = read(crawl.data)
        assert isinstance(row, Damaged)
        assert row.reason.startswith("the crawler kept only the first")

    def test_content_that_breaks_off(self) -> None:
        crawl = Crawl()
        crawl.page("http://outlet.example/0", gzip.compress(story(0))[:-30], Content_Encoding="gzip")
        crawl.page("http://outlet.example/1", b"4\r\nhalf\r\n400\r\nnot all", Transfer_Encoding="chunked")
        crawl.page("http://outlet.example/2", story(2))
        assert outline(read(crawl.data)) == [crawl.offsets[0], crawl.offsets[1], *urls(2)]

    @pytest.mark.parametrize("length", [b"99999999999", b"1", b"-5", b"many", b""])
    def test_a_length_that_is_wrong(self, length: bytes) -> None:
        crawl = stories(3, gzipped=False)
        start, end = crawl.offsets[1:3]
        record = re.sub(rb"(?<=Content-Length: )\d+", length, crawl.data[start:end])
        found = read(crawl.data[:start] + record + crawl.data[end:])
        assert outline(found)[:2] == [*urls(0), start]
        assert outline(found)[-1] == urls(2)[0]


def test_pages_over_the_limit_are_named_and_the_others_read() -> None:
    for gzipped in (True, False):
        crawl = Crawl(gzipped=gzipped)
        crawl.page("http://outlet.example/0", story(0))
        crawl.page("http://outlet.example/1", b"<p>" + b"x" * 300_000)
        crawl.page(
            "http://outlet.example/2", gzip.compress(b"<p>" + b"x" * 3_000_000), Content_Encoding="gzip"
        )
        crawl.page("http://outlet.example/film", random.randbytes(500_000), media="video/mp4")
        crawl.page("http://outlet.example/3", story(3))
        *found, _ = read(crawl.data, limit=20_000)
        assert outline(found) == [*urls(0), crawl.offsets[1], crawl.offsets[2], *urls(3)]
        assert all(
            one.reason == "it is larger than 20 KB; --max-size allows more"
            for one in found
            if isinstance(one, Damaged)
        )


def framed(dictionary: bytes) -> bytes:
    return b"\x5d\x2a\x4d\x18" + len(dictionary).to_bytes(4, "little") + dictionary


class TestZstandard:
    crawl = stories(4, gzipped=False)
    dictionary = zstd.train_dict([story(number) for number in range(200)], 4_000)

    def test_frames_and_where_they_lie(self) -> None:
        frames = zstandard(self.crawl)
        found = list(pages_from(b"".join(frames), "crawl.warc.zst"))
        assert outline(found) == urls(0, 1, 2, 3)
        assert [one.offset for one in found if isinstance(one, RawPage)] == [
            sum(map(len, frames[:number])) for number in range(4)
        ]
        assert found[3].name == "crawl-4"

    @pytest.mark.parametrize("packed", [True, False])
    def test_a_dictionary_before_them(self, packed: bool) -> None:
        content = self.dictionary.dict_content
        data = framed(zstd.compress(content) if packed else content)
        data += b"".join(zstandard(self.crawl, self.dictionary))
        assert outline(read(data)) == urls(0, 1, 2, 3)
        assert outline(read(b"\x53" + framed(b"left out")[1:] + b"".join(zstandard(self.crawl)))) == urls(
            0, 1, 2, 3
        )

    @pytest.mark.parametrize(
        "content", [b"", b"not one", b"\x37\xa4\x30\xec" + bytes(60), zstd.compress(b"x")]
    )
    def test_a_damaged_dictionary(self, content: bytes) -> None:
        [row] = read(framed(content) + b"".join(zstandard(self.crawl, self.dictionary)))
        assert isinstance(row, Damaged) and row.reason == "its Zstandard dictionary is damaged"

    def test_damage_costs_a_frame(self) -> None:
        frames = zstandard(self.crawl)
        start = len(frames[0])
        cut = [frames[0], frames[1][:-400], *frames[2:]]
        flipped = [frames[0], frames[1][:300] + bytes(200) + frames[1][500:], *frames[2:]]
        for damaged in (cut, flipped):
            found = read(b"".join(damaged))
            assert outline(found) == [*urls(0), start, *urls(2, 3)]
        *found, row = read(b"".join(frames)[:-100])
        assert outline(found) == urls(0, 1, 2)
        assert isinstance(row, Damaged) and row.reason == "the Zstandard data is cut off"
        assert outline(read(b"".join(frames) + b"more")) == [*urls(0, 1, 2, 3), sum(map(len, frames))]

    def test_a_bomb_is_not_inflated(self) -> None:
        crawl = Crawl(gzipped=False)
        crawl.page("http://outlet.example/0", bytes(100_000_000), media="video/mp4")
        [row] = read(b"".join(zstandard(crawl)))
        assert isinstance(row, Damaged) and "as decompression bombs do" in row.reason


def test_press_releases_in_a_crawl() -> None:
    crawl = Crawl()
    paper = press_release()
    crawl.page("http://ministry.example/1.pdf", paper, media="application/pdf")
    [page] = read(crawl.data)
    assert isinstance(page, RawPage)
    assert (page.url, page.media_type, page.data) == (
        "http://ministry.example/1.pdf",
        "application/pdf",
        paper,
    )


def test_a_large_crawl_is_never_held_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "large.warc"
    with path.open("wb") as file:
        for number in range(2):
            crawl = Crawl(gzipped=False)
            crawl.page(f"http://outlet.example/film{number}", bytes(30_000_000), media="video/mp4")
            crawl.page(f"http://outlet.example/{number}", story(number))
            file.write(crawl.data)
    tracemalloc.start()
    found = [one.url for one in pages_in(path) if isinstance(one, RawPage)]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found == urls(0, 1)
    assert peak < 2_000_000
