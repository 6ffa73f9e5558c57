"""Crawl files for the tests, written by warcio so that they are not made by what is tested."""

from __future__ import annotations

import sys
from io import BytesIO
from itertools import pairwise

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

DATE = "2026-03-03T08:15:00Z"


class Crawl:
    """A WARC being written. `offsets` are those of the records, in order, and of the end."""

    def __init__(self, *, gzipped: bool = True) -> None:
        self._file = BytesIO()
        self._writer = WARCWriter(self._file, gzip=gzipped)
        self.offsets = [0]

    @property
    def data(self) -> bytes:
        return self._file.getvalue()

    def record(
        self, kind: str, url: str, body: bytes, *, http: StatusAndHeaders | None = None, **headers: str
    ) -> None:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        record = self._writer.create_warc_record(
            url,
            kind,
            payload=BytesIO(body),
            http_headers=http,
            warc_headers_dict={"WARC-Date": DATE, **named},
        )
        self._writer.write_record(record)
        self.offsets.append(self._file.tell())

    def page(
        self,
        url: str,
        body: bytes,
        *,
        status: str = "200 OK",
        media: str = "text/html; charset=utf-8",
        **http: str,
    ) -> None:
        fields = [("Content-Type", media)] if media else []
        fields += [(name.replace("_", "-"), value) for name, value in http.items()]
        self.record("response", url, body, http=StatusAndHeaders(status, fields, protocol="HTTP/1.1"))


def story(number: int) -> bytes:
    """A page that does not compress to nothing."""
    words = " ".join(f"{number * 7919 + step * 104729:x}" for step in range(200))
    return f"<html><body><p>Story {number}: the mayor of Varnholm said {words}.</p></body></html>".encode()


def stories(count: int, *, gzipped: bool = True) -> Crawl:
    """A crawl of that many pages, http://outlet.example/0 and so on."""
    crawl = Crawl(gzipped=gzipped)
    for number in range(count):
        crawl.page(f"http://outlet.example/{number}", story(number))
    return crawl


def zstandard(crawl: Crawl, dictionary: zstd.ZstdDict | None = None) -> list[bytes]:
    """The crawl's records, each a frame."""
    bounds = pairwise(crawl.offsets)
    return [zstd.compress(crawl.data[a:b], zstd_dict=dictionary) for a, b in bounds]
