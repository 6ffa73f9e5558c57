from __future__ import annotations

import ipaddress
import socket
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import FetchError
from onrecord.fetching import Fetcher
from onrecord.fetching.connection import is_public

from .conftest import Answer, Site

PRIVATE = [
    "127.0.0.1",
    "127.8.8.8",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::127.0.0.1",
    "64:ff9b::10.0.0.1",
    "2002:7f00:1::",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_addresses_that_are_not_on_the_public_internet(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07::1", "64:ff9b::93.184.215.14"])
def test_addresses_that_are(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses(v=4))
def test_an_address_embedded_in_another_is_judged_as_itself(address: ipaddress.IPv4Address) -> None:
    for form in (f"::ffff:{address}", f"64:ff9b::{address}"):
        assert is_public(form) == is_public(str(address))


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1", "127.1", "[::ffff:7f00:1]"]
)
def test_this_machine_is_refused_however_it_is_written(site: Site, host: str) -> None:
    port = site.url.rpartition(":")[2]
    with Fetcher(delay=0) as fetcher, pytest.raises(FetchError, match=r"not on the public internet|no host"):
        fetcher.fetch(f"http://{host}:{port}/harbour", named=True)
    assert site.asked == []


class Names:
    """Stands in for the name service."""

    def __init__(self, **names: list[str]) -> None:
        self.names = {name.replace("_", "."): addresses for name, addresses in names.items()}
        self.asked: list[str] = []

    def __call__(self, host: str, port: int, *args: Any, **kwargs: Any) -> list[Any]:
        self.asked.append(host)
        addresses = self.names.get(host, [host])
        return [
            (socket.AF_INET6 if ":" in ip else socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port))
            for ip in addresses
        ]


def test_one_private_address_among_public_ones_is_enough_to_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", Names(outlet_example=["93.184.215.14", "10.0.0.7"]))
    with Fetcher(delay=0) as fetcher, pytest.raises(FetchError, match=r"outlet\.example is 10\.0\.0\.7"):
        fetcher.fetch("http://outlet.example/", named=True)


def test_a_redirect_to_a_private_address_is_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    port = site.url.rpartition(":")[2]
    site.answers["/go"] = Answer(status=302, headers={"Location": f"http://inside.example:{port}/harbour"})
    monkeypatch.setattr("onrecord.fetching.connection.is_public", lambda address: address == "127.0.0.1")
    monkeypatch.setattr(socket, "getaddrinfo", Names(inside_example=["127.0.0.2"]))
    with Fetcher(delay=0) as fetcher, pytest.raises(FetchError, match=r"inside\.example is 127\.0\.0\.2"):
        fetcher.fetch(f"{site.url}/go", named=True)
    assert site.paths() == ["/go"]


def test_the_connection_goes_to_the_address_that_was_checked(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = site.url.rpartition(":")[2]
    names = Names(outlet_example=["127.0.0.1"])
    monkeypatch.setattr(socket, "getaddrinfo", names)
    with Fetcher(delay=0, allow_private=True) as fetcher:
        page = fetcher.fetch(f"http://outlet.example:{port}/harbour", named=True)
    assert page.url == f"http://outlet.example:{port}/harbour"
    assert names.asked.count("outlet.example") == 1  # then only the address itself is looked up
    assert site.asked[0][1]["host"] == f"outlet.example:{port}"


def test_the_next_address_is_tried_where_one_does_not_answer(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = site.url.rpartition(":")[2]
    monkeypatch.setattr(socket, "getaddrinfo", Names(outlet_example=["127.0.0.9", "127.0.0.1"]))
    with Fetcher(delay=0, allow_private=True) as fetcher:
        assert fetcher.fetch(f"http://outlet.example:{port}/harbour", named=True).data


def test_proxies_of_the_environment_are_not_used(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", site.url)
    with Fetcher(delay=0) as fetcher, pytest.raises(FetchError, match="no host called"):
        fetcher.fetch("http://nowhere.invalid/", named=True)
    assert site.asked == []
