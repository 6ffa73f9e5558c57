"""Builds the sample crawl and the sample feed from sample pages; the same pages give the same bytes.

python tests/samples/build_containers.py
"""

from __future__ import annotations

import io
import json
import uuid
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from onrecord.samples import folder

CONTAINERS = folder() / "containers"
GOLD = Path(__file__).parent / "gold"


@dataclass(frozen=True, slots=True)
class Visit:
    """One answer that the crawler got."""

    url: str
    date: str
    media_type: str
    page: str | None
    """A sample page, "story/name"; None where the server had none."""


VISITS = (
    Visit(
        "http://nahalpost.example/story.php?id=51077", "2024-06-16T04:11:09Z", "text/html", "dam/dam-6-post"
    ),
    Visit("http://nahalpost.example/story.php?id=51078", "2024-06-16T04:11:12Z", "text/html", None),
    Visit(
        "https://compassreview.example/essays/the-minister-and-the-river",
        "2024-09-14T22:40:31Z",
        "text/html; charset=utf-8",
        "dam/dam-7-compass",
    ),
    Visit(
        "http://www.litoralobserver.example/archive/2025/0124a.htm",
        "2025-02-02T13:05:54Z",
        "text/html; charset=windows-1252",
        "bank/bank-2-observer",
    ),
)
SITE = "https://www.tallowmereexaminer.example"
FULL = (
    ("rail-6-examiner", f"{SITE}/2025/07/01/lantern-hill-line-opens/", "2025-07-01T07:15:00-05:00"),
    ("rail-1-examiner", f"{SITE}/2023/10/18/transit-chief-stands-by-date/", "2023-10-18T18:05:00-05:00"),
)
LINKED = (
    (
        "The 14 bus makes its last crossing",
        f"{SITE}/the-14-bus-makes-its-last-crossing/",
        "2025-06-30T09:00:00-05:00",
        "Four drivers, one accordion and a cake in the shape of a timetable. Continue reading …",
    ),
    (
        "North Bank merchants ask who will sweep the new stations",
        f"{SITE}/north-bank-merchants-ask-who-will-sweep-the-new-stations/",
        "2023-10-12T11:30:00-05:00",
        "“Not us,” says the president of their association. Read more",
    ),
)


def crawl() -> bytes:
    """A WARC file (ISO 28500), each record a gzip member of its own."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    info = writer.create_warcinfo_record("crawl.warc.gz", {"software": "sample crawler"})
    writer.write_record(dated(info, VISITS[0].date, "urn:samples:warcinfo"))
    for visit in VISITS:
        payload = b"<html><body>Not found</body></html>"
        if visit.page:
            payload = (folder() / f"{visit.page}.html").read_bytes()
        http = StatusAndHeaders(
            "200 OK" if visit.page else "404 Not Found",
            [("Content-Type", visit.media_type), ("Content-Length", str(len(payload)))],
            protocol="HTTP/1.1",
        )
        record = writer.create_warc_record(visit.url, "response", io.BytesIO(payload), http_headers=http)
        writer.write_record(dated(record, visit.date, visit.url))
    return out.getvalue()


def dated(record: Any, date: str, name: str) -> Any:
    """The record with a date and an identifier that do not change from one run to the next."""
    record.rec_headers.replace_header("WARC-Date", date)
    record.rec_headers.replace_header("WARC-Record-ID", f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}>")
    return record


def feed() -> str:
    """An Atom feed (RFC 4287) on one topic: some entries hold the article, the others a line and a link to it."""
    entries = [
        (when, title, address, f"<summary>{escape(summary)}</summary>")
        for title, address, when, summary in LINKED
    ]
    for name, address, when in FULL:
        gold = json.loads((GOLD / f"{name}.json").read_text(encoding="utf-8"))
        content = "\n".join(f"<p>{escape(line, quote=False)}</p>" for line in gold["text"].split("\n\n"))
        content += f'\n<p>The post appeared first on <a href="{SITE}/">Tallowmere Examiner</a>.</p>'
        body = f"""<author><name>Teddy Marsh</name></author>
    <content type="html">{escape(content, quote=False)}</content>"""
        entries.append((when, gold["title"], address, body))
    entries.sort(reverse=True)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-US">
  <title>Tallowmere Examiner</title>
  <subtitle>Lantern Hill line</subtitle>
  <id>{SITE}/tag/lantern-hill/feed/atom/</id>
  <link rel="self" href="{SITE}/tag/lantern-hill/feed/atom/"/>
  <updated>{entries[0][0]}</updated>
{"".join(entry(*parts) for parts in entries)}</feed>
"""


def entry(when: str, title: str, address: str, body: str) -> str:
    return f"""  <entry>
    <title>{escape(title, quote=False)}</title>
    <id>{address}</id>
    <link href="{address}"/>
    <published>{when}</published>
    <updated>{when}</updated>
    {body}
  </entry>
"""


def main() -> None:
    CONTAINERS.mkdir(exist_ok=True)
    (CONTAINERS / "crawl.warc.gz").write_bytes(crawl())
    (CONTAINERS / "examiner.atom").write_text(feed(), encoding="utf-8")


if __name__ == "__main__":
    main()
