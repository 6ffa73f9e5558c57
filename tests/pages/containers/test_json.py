from __future__ import annotations

import gzip
import json
from typing import Any

import pytest

from onrecord.pages import Damaged, Found, Linked, RawPage, pages_from, to_article

TEXT = "The mayor of Varnholm said the ferries would return.\n\n“Not before May,” she added."
URL = "https://quay.example/ferries"


def read(data: str | bytes, limit: int = 1_000_000) -> list[Found]:
    return list(pages_from(data if isinstance(data, bytes) else data.encode(), "dump.jsonl", limit=limit))


def lines(*items: Any) -> str:
    return "".join(json.dumps(item) + "\n" for item in items)


def one(item: Any) -> RawPage:
    [page] = read(json.dumps(item))
    assert isinstance(page, RawPage)
    return page


KINDS = {
    "CC-NEWS": {
        "title": "Ferries",
        "text": TEXT,
        "date": "2026-03-03 10:00:00",
        "url": URL,
        "domain": "quay.example",
    },
    "news-please": {
        "title": "Ferries",
        "maintext": TEXT,
        "date_publish": "2026-03-03 10:00:00",
        "url": URL,
        "authors": ["Ann Lee", "Bo Nim"],
        "text": None,
        "description": "short",
    },
    "newspaper": {
        "title": "Ferries",
        "text": TEXT,
        "publish_date": "2026-03-03T10:00:00",
        "url": URL,
        "html": "",
    },
    "trafilatura": {
        "title": "Ferries",
        "text": TEXT,
        "raw_text": "flat",
        "date": "2026-03-03T10:00:00",
        "source": URL,
    },
    "schema.org": {
        "@type": "NewsArticle",
        "headline": "Ferries",
        "articleBody": TEXT,
        "datePublished": "2026-03-03T10:00:00",
        "url": URL,
    },
    "NewsAPI": {
        "source": {"id": "quay", "name": "The Quay"},
        "title": "Ferries",
        "content": TEXT,
        "publishedAt": "2026-03-03T10:00:00",
        "url": URL,
    },
}


@pytest.mark.parametrize("item", KINDS.values(), ids=KINDS)
def test_fields_by_their_many_names(item: dict[str, Any]) -> None:
    page = one(item)
    assert (page.title, page.published, page.url) == ("Ferries", "2026-03-03T10:00:00", URL)
    assert (page.form, page.data.decode()) == ("article", TEXT)


def test_an_article_is_read_as_it_is() -> None:
    _, article = to_article(one(KINDS["news-please"]))
    assert article.text == TEXT
    assert (article.title, article.byline, article.published) == (
        "Ferries",
        ("Ann Lee", "Bo Nim"),
        "2026-03-03",
    )


@pytest.mark.parametrize(
    ("fields", "byline", "outlet"),
    [
        ({"author": "Ann Lee; Bo Nim", "source-hostname": "The Quay"}, ("Ann Lee", "Bo Nim"), "The Quay"),
        (
            {"author": {"@type": "Person", "name": "Ann Lee"}, "publisher": {"name": "The Quay"}},
            ("Ann Lee",),
            "The Quay",
        ),
        ({"authors": [{"name": "Ann Lee"}, "Bo Nim"]}, ("Ann Lee", "Bo Nim"), None),
        ({"author": ["https://quay.example/ann"], "source": URL}, (), None),
        ({"author": 7, "publisher": []}, (), None),
    ],
)
def test_authors_and_outlets(fields: dict[str, Any], byline: tuple[str, ...], outlet: str | None) -> None:
    page = one({"text": TEXT, **fields})
    assert (page.byline, page.outlet) == (byline, outlet)


def test_html_is_preferred_to_a_text_drawn_from_it() -> None:
    html = "<html><body><p>The page itself.</p></body></html>"
    page = one({"html": html, "text": TEXT})
    assert (page.data.decode(), page.media_type, page.form) == (html, "text/html", "auto")
    fragment = one({"content": "<p>One paragraph.</p><p>Another.</p>"})
    assert fragment.media_type == "text/html" and fragment.data.startswith(b"<!doctype html>")


def test_lines_come_with_their_place_and_a_damaged_one_is_named() -> None:
    data = (
        lines({"text": "one"}, {"text": "two"}) + '{"text": "thr\n\n' + lines({"text": "four"}, [1], {"x": 1})
    )
    found = read(data)
    assert [type(row) for row in found] == [RawPage, RawPage, Damaged, RawPage, Damaged, Damaged]
    assert [row.name for row in found if not isinstance(row, Linked)] == [
        f"dump-{number}" for number in range(1, 7)
    ]
    _, second, cut, *_ = found
    assert isinstance(second, RawPage) and isinstance(cut, Damaged)
    assert (second.offset, second.length) == (len(lines({"text": "one"})),) * 2
    assert cut.offset == 2 * len(lines({"text": "one"}))
    assert isinstance(found[5], Damaged) and found[5].reason.endswith("its fields: x")


@pytest.mark.parametrize("start", ["\ufeff", "\n\n", '{"text": "cut\n', '{"text": "one"}\n\n'])
def test_lines_are_told_from_a_document(start: str) -> None:
    found = read(start + lines({"text": "two"}, {"text": "three"}))
    assert [page.data for page in found if isinstance(page, RawPage)][-2:] == [b"two", b"three"]


@pytest.mark.parametrize("indent", [None, 2])
def test_an_array_and_a_single_object(indent: int | None) -> None:
    many = read(json.dumps([{"text": "one"}, {"text": "two"}, 3], indent=indent))
    assert [(type(row), row.name) for row in many if not isinstance(row, Linked)] == [
        (RawPage, "dump-1"),
        (RawPage, "dump-2"),
        (Damaged, "dump-3"),
    ]
    [single] = read(json.dumps({"text": "one"}, indent=indent))
    assert isinstance(single, RawPage) and single.name == "dump"


def test_a_json_feed() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "The Quay",
        "items": [{"url": URL}, {"content_text": TEXT}],
    }
    link, page = read(json.dumps(feed, indent=1))
    assert link == Linked(URL)
    assert isinstance(page, RawPage) and page.outlet == "The Quay"


def test_an_address_alone_is_a_link() -> None:
    assert read(lines({"url": URL, "title": "Ferries", "date": "2026-03-03"})) == [
        Linked(URL, "Ferries", "2026-03-03")
    ]


def test_limits() -> None:
    found = read(lines({"text": "x" * 5000}, {"text": "y"}, {"text": "z" * 900}), limit=1000)
    assert [type(row) for row in found] == [Damaged, RawPage, RawPage]
    [row] = read(json.dumps([{"text": "x" * 900}] * 2, indent=1), limit=1000)
    assert isinstance(row, Damaged) and "--max-size" in row.reason


def test_a_dump_that_is_cut_off_in_its_compression() -> None:
    packed = gzip.compress(lines(*({"text": f"{number:x}" * 50} for number in range(3000))).encode())
    found = read(packed[:-20])
    assert len(found) > 100
    assert all(isinstance(row, RawPage) for row in found[:-2])
    assert isinstance(found[-1], Damaged) and found[-1].reason == "the gzip data is cut off"


@pytest.mark.parametrize(
    "data",
    [
        "[" * 100_000,
        '{"a":' * 100_000,
        '{"text": "\\ud800 half"}',
        '{"text": ' + "9" * 100_000 + "}",
        b'{"text": "\xff\xfe"}',
        '{"date": 1e400, "text": "x"}',
        '{"date": NaN, "text": "x"}',
        '{"date": -99999999999999, "text": "x"}',
        '{"date": "99999999999999999999", "text": "x"}',
    ],
)
def test_hostile_values(data: str | bytes) -> None:
    [row] = read(data)
    assert isinstance(row, (RawPage, Damaged))
