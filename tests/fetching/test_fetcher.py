from __future__ import annotations

import gzip
import re
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from email.utils import formatdate
from pathlib import Path

import brotli
import pytest

from onrecord.errors import FetchError
from onrecord.fetching import USER_AGENT, Fetcher
from onrecord.pages import Linked, RawPage
from onrecord.version import __version__

from .conftest import STORY, Answer, Site


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    with Fetcher(allow_private=True, delay=0, seconds=5) as fetcher:
        yield fetcher


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses made, in seconds, instead of making them."""
    made: list[float] = []
    monkeypatch.setattr("onrecord.fetching.transport.time.sleep", made.append)
    return made


def refusal(fetcher: Fetcher, url: str, *, named: bool = True) -> str:
    with pytest.raises(FetchError) as caught:
        fetcher.fetch(url, named=named)
    return str(caught.value)


def test_a_page_comes_with_what_its_transport_says(site: Site, fetcher: Fetcher) -> None:
    page = fetcher.fetch(f"{site.url}/harbour#comments", named=True)

    assert page.data.decode("latin-1") == STORY
    assert (page.name, page.url) == ("harbour", f"{site.url}/harbour")
    assert (page.media_type, page.charset) == ("text/html", "ISO-8859-1")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", page.retrieved or "")
    _, headers, _ = site.asked[0]
    assert headers["user-agent"] == USER_AGENT
    assert __version__ in USER_AGENT


@pytest.mark.parametrize(("coding", "packed"), [("gzip", gzip.compress), ("br", brotli.compress)])
def test_compressed_content_is_decompressed(
    site: Site, fetcher: Fetcher, coding: str, packed: Callable[[bytes], bytes]
) -> None:
    site.answers["/packed"] = Answer(packed(STORY.encode()), headers={"Content-Encoding": coding})
    assert fetcher.fetch(f"{site.url}/packed", named=True).data.decode() == STORY


def test_compressed_content_that_breaks_off_is_refused(site: Site, fetcher: Fetcher) -> None:
    site.answers["/packed"].body = site.answers["/packed"].body[:-20]
    assert refusal(fetcher, f"{site.url}/packed") == "its compressed content is cut off"


def test_redirects_are_followed_to_the_address_that_is_kept(site: Site, fetcher: Fetcher) -> None:
    site.answers["/old"] = Answer(status=301, headers={"Location": "/older?x=1"})
    site.answers["/older?x=1"] = Answer(status=302, headers={"Location": f"{site.url}/harbour"})
    assert fetcher.fetch(f"{site.url}/old", named=True).url == f"{site.url}/harbour"


def test_redirects_end(site: Site, fetcher: Fetcher) -> None:
    site.answers["/loop"] = Answer(status=302, headers={"Location": "/loop"})
    assert "redirects more than 10 times" in refusal(fetcher, f"{site.url}/loop")
    assert len(site.asked) == 11


@pytest.mark.parametrize(
    ("status", "headers", "words"),
    [
        (404, {}, "no such page (404)"),
        (403, {}, "refuses it (403)"),
        (429, {"Retry-After": "120"}, "try again in 120 seconds"),
        (500, {}, "has trouble (500)"),
        (418, {}, "answers 418"),
        (200, {"Content-Type": "image/png"}, "a file of type image/png"),
    ],
)
def test_what_is_no_page_is_named(
    site: Site, fetcher: Fetcher, status: int, headers: dict[str, str], words: str
) -> None:
    site.answers["/x"] = Answer(b"x", status, headers)
    assert words in refusal(fetcher, f"{site.url}/x")


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("outlet.example/story", "begins with https://"),
        ("ftp://outlet.example/story", "only http and https"),
        ("file:///etc/hostname", "only http and https"),
        ("http://", "not"),
        ("http://[::1/", "not an address"),
        ("http://nowhere.invalid/story", "no host called nowhere.invalid"),
    ],
)
def test_what_is_no_web_address_is_named(fetcher: Fetcher, url: str, words: str) -> None:
    assert words in refusal(fetcher, url)


def test_a_redirect_out_of_the_web_is_not_followed(site: Site, fetcher: Fetcher) -> None:
    site.answers["/out"] = Answer(status=302, headers={"Location": "file:///etc/hostname"})
    assert "only http and https" in refusal(fetcher, f"{site.url}/out")


def test_a_page_over_the_limit_is_stopped_packed_or_not(site: Site) -> None:
    site.answers["/big"] = Answer(b"x" * 100_000)
    site.answers["/bomb"] = Answer(gzip.compress(b"x" * 10_000_000), headers={"Content-Encoding": "gzip"})
    with Fetcher(allow_private=True, delay=0, limit=50_000) as fetcher:
        for path in ("/big", "/bomb"):
            assert "larger than 50 KB; --max-size allows more" in refusal(fetcher, site.url + path)


def test_a_page_that_trickles_in_is_given_up(site: Site) -> None:
    site.answers["/slow"] = Answer(b"x" * 1000, pause=0.1)
    with Fetcher(allow_private=True, delay=0, seconds=0.4) as fetcher:
        assert "did not deliver it within 0.4 seconds" in refusal(fetcher, f"{site.url}/slow")


def test_a_page_that_breaks_off_is_not_taken_for_whole(site: Site, fetcher: Fetcher) -> None:
    site.answers["/cut"] = Answer(b"<p>The first half", headers={"Content-Length": "400"})
    assert "broke off" in refusal(fetcher, f"{site.url}/cut")


def test_a_closed_port_is_named(fetcher: Fetcher) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    assert "connection refused" in refusal(fetcher, f"http://127.0.0.1:{port}/")


def test_something_that_does_not_speak_http_is_named(fetcher: Fetcher) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def greet() -> None:
            connection, _ = server.accept()
            with connection:
                connection.sendall(b"220 mail.example ready\r\n")

        thread = threading.Thread(target=greet)
        thread.start()
        assert "not HTTP" in refusal(fetcher, f"http://127.0.0.1:{server.getsockname()[1]}/")
        thread.join()


def test_an_untrusted_certificate_is_named(tmp_path: Path, fetcher: Fetcher) -> None:
    made = subprocess.run(
        "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -keyout key.pem -out cert.pem".split(),
        cwd=tmp_path,
        capture_output=True,
    )
    if made.returncode:
        pytest.skip("openssl is not installed")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    with socket.create_server(("127.0.0.1", 0)) as server:

        def shake() -> None:
            connection, _ = server.accept()
            with pytest.raises(ssl.SSLError), context.wrap_socket(connection, server_side=True):
                pass

        thread = threading.Thread(target=shake)
        thread.start()
        assert "certificate is not to be trusted" in refusal(
            fetcher, f"https://localhost:{server.getsockname()[1]}/"
        )
        thread.join()


class TestRobots:
    RULES = b"User-agent: onrecord\nDisallow: /private/\n\nUser-agent: *\nDisallow: /\n"

    def test_a_named_page_does_not_ask(self, site: Site, fetcher: Fetcher) -> None:
        site.answers["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /")
        fetcher.fetch(f"{site.url}/harbour", named=True)
        assert site.paths() == ["/harbour"]

    def test_other_pages_ask_once_a_site(self, site: Site, fetcher: Fetcher) -> None:
        site.answers["/robots.txt"] = Answer(self.RULES)
        site.answers["/private/memo"] = Answer(b"secret")
        fetcher.fetch(f"{site.url}/harbour")
        fetcher.fetch(f"{site.url}/packed")
        assert "robots.txt asks programs not to read it" in refusal(
            fetcher, f"{site.url}/private/memo", named=False
        )
        assert site.paths() == ["/robots.txt", "/harbour", "/packed"]

    def test_the_delay_a_site_asks_for_is_kept_within_reason(
        self, site: Site, fetcher: Fetcher, pauses: list[float]
    ) -> None:
        site.answers["/robots.txt"] = Answer(b"User-agent: *\nCrawl-delay: 7")
        fetcher.fetch(f"{site.url}/harbour")
        site.answers["/robots.txt"] = Answer(b"User-agent: *\nCrawl-delay: 86400")
        with Fetcher(allow_private=True, delay=0) as another:
            another.fetch(f"{site.url}/harbour")
        assert [round(pause) for pause in pauses] == [7, 30]

    def test_a_redirect_is_asked_for_too(self, site: Site, fetcher: Fetcher) -> None:
        site.answers["/robots.txt"] = Answer(self.RULES)
        site.answers["/to"] = Answer(status=302, headers={"Location": "/private/memo"})
        assert "robots.txt" in refusal(fetcher, f"{site.url}/to", named=False)
        assert "/private/memo" not in site.paths()

    def test_a_site_without_rules_is_open_and_one_in_trouble_is_not(self, site: Site) -> None:
        for status, allowed in ((404, True), (403, True), (503, False), (500, False)):
            site.answers["/robots.txt"] = Answer(b"", status)
            with Fetcher(allow_private=True, delay=0) as fetcher:
                if allowed:
                    fetcher.fetch(f"{site.url}/harbour")
                else:
                    assert "robots.txt cannot be read" in refusal(fetcher, f"{site.url}/harbour", named=False)


def test_one_host_is_asked_at_most_once_in_a_while(site: Site, pauses: list[float]) -> None:
    with Fetcher(allow_private=True, delay=20) as fetcher:
        for _ in range(3):
            fetcher.fetch(f"{site.url}/harbour", named=True)
    assert [round(pause) for pause in pauses] == [20, 20]


class TestCache:
    def test_a_fresh_page_is_not_asked_for_again(self, site: Site, tmp_path: Path) -> None:
        site.answers["/harbour"].headers["Cache-Control"] = "max-age=600"
        first, second = self._twice(site, tmp_path)
        assert site.paths() == ["/harbour"]
        assert first.data == second.data
        assert (first.charset, first.url) == (second.charset, second.url)

    def test_a_stale_page_is_asked_for_by_its_tag(self, site: Site, tmp_path: Path) -> None:
        site.answers["/harbour"].headers |= {"Cache-Control": "max-age=0", "ETag": '"v1"'}
        first, second = self._twice(site, tmp_path)
        assert [headers.get("if-none-match") for _, headers, _ in site.asked] == [None, '"v1"']
        assert first.data == second.data

    def test_compressed_pages_are_kept_as_they_came(self, site: Site, tmp_path: Path) -> None:
        site.answers["/harbour"] = site.answers["/packed"]
        site.answers["/harbour"].headers["Cache-Control"] = "max-age=600"
        first, second = self._twice(site, tmp_path)
        assert first.data == second.data == STORY.encode()
        assert len(site.asked) == 1

    def test_what_is_not_to_be_kept_is_not(self, site: Site, tmp_path: Path) -> None:
        site.answers["/harbour"].headers["Cache-Control"] = "no-store"
        self._twice(site, tmp_path)
        assert len(site.asked) == 2

    def test_half_a_page_is_not_kept(self, site: Site, tmp_path: Path) -> None:
        site.answers["/harbour"] = Answer(
            b"half", headers={"Content-Length": "400", "Cache-Control": "max-age=600"}
        )
        with Fetcher(allow_private=True, delay=0, cache=tmp_path) as fetcher:
            for _ in range(2):
                assert "broke off" in refusal(fetcher, f"{site.url}/harbour")
        assert len(site.asked) == 2

    def _twice(self, site: Site, cache: Path) -> tuple[RawPage, RawPage]:
        """The page, fetched in two sessions."""
        pages = []
        for _ in range(2):
            with Fetcher(allow_private=True, delay=0, cache=cache / "kept") as fetcher:
                pages.append(fetcher.fetch(f"{site.url}/harbour", named=True))
        return pages[0], pages[1]


def test_a_feed_gives_the_links_in_it(site: Site, fetcher: Fetcher) -> None:
    site.answers["/feed"] = Answer(
        b"<rss version='2.0'><channel><title>The Quay</title><item><title>Harbour</title><link>/harbour</link></item>"
        b"</channel></rss>",
        headers={"Content-Type": "application/rss+xml"},
    )
    assert list(fetcher.pages(f"{site.url}/feed")) == [Linked(f"{site.url}/harbour", "Harbour")]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/2026/03/harbour-closes.html", "harbour-closes"),
        ("/2026/03/harbour/", "harbour"),
        ("/%2e%2e%2fetc%2fpasswd", "passwd"),
        ("/", "127.0.0.1"),
        ("/" + "x" * 300, "x" * 100),
    ],
)
def test_a_page_is_named_for_its_address_in_a_way_fit_for_files(
    site: Site, fetcher: Fetcher, path: str, name: str
) -> None:
    site.answers[path] = site.answers["/harbour"]
    page = fetcher.fetch(site.url + path, named=True)
    assert page.name == name
    assert "/" not in page.name


@pytest.mark.parametrize(
    ("words", "seconds"),
    [
        ("90", 90),
        (formatdate(4_000_000_000, usegmt=True), 4_000_000_000 - time.time()),
        (formatdate(0), 0),
        ("soon", None),
        ("", None),
    ],
)
def test_until_when_a_site_asks_to_be_left_alone(site: Site, words: str, seconds: float | None) -> None:
    site.answers["/busy"] = Answer(status=429, headers={"Retry-After": words} if words else {})
    with Fetcher(allow_private=True, delay=0) as fetcher, pytest.raises(FetchError) as caught:
        fetcher.fetch(f"{site.url}/busy", named=True)
    assert caught.value.retry_after == (None if seconds is None else pytest.approx(seconds, rel=1e-4))
