"""What a page's markup says of its article."""

from __future__ import annotations

import json
from typing import Any

from onrecord.pages.html import parse
from onrecord.pages.metadata import Metadata, names_in, read_metadata


def read(head: str, body: str = "<p>Text.</p>", url: str | None = None) -> Metadata:
    return read_metadata(parse(f"<html><head>{head}</head><body>{body}</body></html>"), url)


def ld(*nodes: dict[str, Any]) -> str:
    value = nodes[0] if len(nodes) == 1 else {"@graph": list(nodes)}
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


ARTICLE = {
    "@type": "NewsArticle",
    "headline": "Quay closes",
    "description": "The council ends a dispute.",
    "datePublished": "2020-05-03T21:11:00-05:00",
    "dateModified": "2020-05-04T09:00:00-05:00",
    "author": [{"@type": "Person", "name": "Ida Lamb"}, {"name": "Tom Reed"}],
    "publisher": {"@type": "Organization", "name": "Tidewater Post"},
}


def test_json_ld_gives_all_fields() -> None:
    found = read(ld(ARTICLE))
    assert found.titles == ("Quay closes",)
    assert found.descriptions == ("The council ends a dispute.",)
    assert found.byline == ("Ida Lamb", "Tom Reed")
    assert found.outlet == "Tidewater Post"
    assert [(piece.how, piece.date, piece.about) for piece in found.dates] == [
        ("JSON-LD", "2020-05-03", "published"),
        ("JSON-LD", "2020-05-04", "updated"),
    ]


def test_of_several_articles_the_page_s_own_is_read() -> None:
    other = {"@type": "Article", "headline": "Ferry fares", "url": "https://tidewater.example/ferry"}
    own = ARTICLE | {"mainEntityOfPage": {"@id": "https://www.tidewater.example/quay/"}}
    assert read(ld(other, own), url="http://tidewater.example/quay?utm=1#top").titles == ("Quay closes",)


def test_json_ld_in_comments_or_broken() -> None:
    wrapped = ld(ARTICLE).replace('json">', 'json"><!--\n').replace("</script>", "\n--></script>")
    assert read(wrapped).titles == ("Quay closes",)
    assert read('<script type="application/ld+json">{"@type": "NewsArticle", </script>').titles == ()
    assert read(ld({"@type": "WebSite", "name": "Tidewater"})).titles == ()


def test_meta_elements_and_microdata() -> None:
    head = (
        '<title>Quay closes | Tidewater Post</title><meta property="og:title" content="Quay closes &amp; opens">'
        '<meta name="author" content="By Ida Lamb and Tom Reed"><meta property="og:site_name" content="Tidewater Post">'
        '<meta property="article:published_time" content="2020-05-03T21:11:00Z">'
        '<link rel="canonical" href="https://tidewater.example/2020/05/03/quay">'
    )
    found = read(head, '<span itemprop="datePublished" content="2020-05-03">3 May</span>')
    assert found.titles[0] == "Quay closes & opens"
    assert "Quay closes" in found.titles
    assert found.byline == ("Ida Lamb", "Tom Reed")
    assert found.outlet == "Tidewater Post"
    assert [(piece.how, piece.date) for piece in found.dates] == [
        ("meta in UTC", "2020-05-03"),
        ("microdata", "2020-05-03"),
        ("URL", "2020-05-03"),
    ]


def test_names_are_names() -> None:
    assert names_in(
        ["By Ida Lamb, Tom Reed & Ana Vale", "https://x.example/ida", "admin", "ida@x.example"]
    ) == (
        "Ida Lamb",
        "Tom Reed",
        "Ana Vale",
    )


def test_a_page_without_metadata() -> None:
    assert read("") == Metadata()
