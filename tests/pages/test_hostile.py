"""Whatever the bytes: an article, or a sentence that says why there is none, in bounded time."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.errors import PageError
from onrecord.pages import RawPage, to_article
from onrecord.pages.blocks import html_blocks
from onrecord.pages.html import parse

MANY = 4_000
PROSE = "".join(
    f"<p>The harbour council said on Monday that quay number {i} would be closed to lorries for the winter.</p>"
    for i in range(5)
)
HOSTILE = {
    "deep blocks": "<div>" * MANY + PROSE,
    "deep inlines": "<p>" + "<b><i><span>" * MANY + "The council said so on Monday, and again on Friday.",
    "deep tables": "<table><tr><td>" * MANY + PROSE,
    "deep lists": "<ul><li>a" * MANY + PROSE,
    "never closed": "<p><b><a href=x>" * MANY + PROSE,
    "attributes": f"<div {' '.join(f'a{i}=x' for i in range(10 * MANY))}>{PROSE}</div>",
    "one huge attribute": f'<div class="{"x " * 100 * MANY}">{PROSE}</div>',
    "one huge word": f"{PROSE}<p>{'a' * 100 * MANY}</p>",
    "many links": "<a href=/x>Some link text</a> " * MANY + PROSE,
    "many teasers": PROSE + "<p><a href=/x>Some link text that is long enough</a></p>" * MANY + PROSE,
    "many breaks": PROSE + "<br>word word" * MANY,
    "many quotes": "".join(f"<blockquote>The council said so {i} times.</blockquote>" for i in range(MANY)),
    "many dates": f"{PROSE}<figure><figcaption>{'Monday, May 4, 2020 ' * MANY}</figcaption></figure>{PROSE}",
    "entities": f"<p>{'&amp;&lt;&#x41;&nosuch;&#99999999;' * MANY}</p>{PROSE}",
    "entity bomb": f'<!DOCTYPE html [<!ENTITY a "{"b" * MANY}"><!ENTITY c "&a;&a;&a;">]><p>&c;</p>{PROSE}',
    "signs": "<" * 10 * MANY + PROSE,
    "comments": "<!-- x -->" * MANY + PROSE,
    "deep json": f"<script type='application/ld+json'>{'[' * 50 * MANY}</script>{PROSE}",
    "wide json": "<script type=application/ld+json>["
    + '{"@type": "Article"},' * MANY
    + "{}]</script>"
    + PROSE,
    "graphics": f"<svg>{'<g>' * MANY}</svg>{PROSE}",
}


@pytest.mark.parametrize("html", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_pages_are_read_in_time(html: str) -> None:
    began = time.process_time()
    try:
        to_article(RawPage(f"<html><body>{html}</body></html>".encode(), "hostile"))
    except PageError as error:
        assert str(error).startswith("hostile: ")
    assert time.process_time() - began < 10


TAGS = st.sampled_from(
    "html body div p br a span b table tr td ul li h1 h2 article aside nav footer figure figcaption blockquote script "
    "style time header form amp-ad svg template".split()
)
PIECES = st.one_of(
    st.builds("<{}>".format, TAGS),
    st.builds("</{}>".format, TAGS),
    st.builds('<{} class="{}" datetime="{}">'.format, TAGS, st.text(max_size=20), st.text(max_size=12)),
    st.text(max_size=60),
    st.sampled_from(
        ("<!--", "-->", "<![CDATA[", "&#0;", "&#xD800;", "&bogus;", "\x00", "<", ">", '"', "\ufeff", "ﬁ")
    ),
    st.just(PROSE),
)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, max_size=25))
def test_any_markup_gives_an_article_or_a_reason(pieces: list[str]) -> None:
    page = "<html>" + "".join(pieces)
    try:
        article = to_article(RawPage(page.encode("utf-8", "surrogatepass"), "page"))[1]
    except PageError as error:
        assert str(error).startswith("page: ")
    else:
        assert article.text.strip()
        assert all(paragraph.strip() == paragraph != "" for paragraph in article.text.split("\n\n"))


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=400), st.sampled_from((None, "utf-8", "latin-1", "utf-16", "nonsense")))
def test_any_bytes_give_an_article_or_a_reason(data: bytes, charset: str | None) -> None:
    for page in (data, b"<html><body>" + data + PROSE.encode()):
        try:
            to_article(RawPage(page, "bytes", charset=charset))
        except PageError as error:
            assert str(error).startswith("bytes: ")


@settings(deadline=None, max_examples=60)
@given(st.lists(PIECES, max_size=25))
def test_blocks_are_single_lines_with_shares_that_are_shares(pieces: list[str]) -> None:
    for block in html_blocks(parse("<html><body>x" + "".join(pieces))):
        assert block.text == " ".join(block.text.split()) != ""
        assert 0 <= block.link_share <= 1
