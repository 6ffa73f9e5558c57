"""What a page's markup says about its article: title, standfirst, byline, outlet, and when it came out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from html import unescape

from lxml.html import HtmlElement

from onrecord.pages.blocks import squeeze
from onrecord.pages.dates import About, dates_in, evidence
from onrecord.pages.structured import Node, article_node, texts, without_scheme
from onrecord.record import DateEvidence

PUBLISHED = frozenset(
    "article:published_time og:article:published_time og:published_time article:published article.published "
    "datepublished dc.date dc.date.issued dc.date.created dcterms.issued dcterms.created dcterms.date dc.created "
    "dc:created dc:date pubdate publishdate publish-date publish_date published published_time publicationdate "
    "publication_date publication-date parsely-pub-date sailthru.date cxenseparse:recs:publishtime "
    "cxenseparse:publishtime rnews:datepublished article.created article:created datecreated originalpublicationdate "
    "date date_published displaydate dateposted eomportal-firstpub article_date_original ptime gentime".split()
)
"""Names under which publishing systems write the date of publication."""
MODIFIED = frozenset(
    "article:modified_time og:article:modified_time og:updated_time article:modified datemodified dc.date.modified "
    "dcterms.modified dc.modified lastmod last-modified lastmodified moddate modified_time article.updated revised "
    "cxenseparse:recs:modifiedtime dateupdated updated_time article:updated_time updated".split()
)
TITLES = (
    "og:title",
    "twitter:title",
    "dc.title",
    "dcterms.title",
    "parsely-title",
    "sailthru.title",
    "headline",
)
OUTLETS = ("og:site_name", "application-name", "dc.publisher", "cre", "publisher")
AUTHORS = (
    "author",
    "article:author_name",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "byl",
    "byline",
)
DESCRIPTIONS = ("og:description", "description", "twitter:description", "sailthru.description")

IN_ADDRESS = re.compile(
    r"[/_-](?P<year>(?:19|20)\d\d)(?P<sign>[/_.-]?)(?P<month>0?[1-9]|1[0-2]|[a-z]{3})(?P=sign)(?P<day>[0-3]?\d)(?!\d)"
)
MONTH_IN_ADDRESS = re.compile(r"/(?P<year>(?:19|20)\d\d)[/-](?P<month>0[1-9]|1[0-2])/")
SHORT_MONTHS = dict(zip("jan feb mar apr may jun jul aug sep oct nov dec".split(), range(1, 13), strict=True))
ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d:?\d\d(?::?\d\d)?)?(?:[.,]\d+)?\s?(Z|[+-]00:?00)?)?")
PACKED = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?\d{4,6}Z?)?")
EPOCH = re.compile(r"(1\d{9})(?:\d{3})?")
TITLE_PARTS = re.compile(r"\s+(?:[|·•»—–-]|::)\s+")
BY = re.compile(r"^\s*(?:written |posted |story |text )?(?:by|par|por|von|di|door|oleh)\b[:\s]+", re.I)
NAMES_APART = re.compile(r"\s*(?:[,;|&/]|\band\b|\bund\b|\bet\b|\by\b|\be\b)\s+")
NO_NAME = re.compile(
    r"https?:|www\.|@|\d{3}|^(?:admin|administrator|editor|staff|guest|unknown|none|null|author)$", re.I
)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the markup says; None and empty where it says nothing."""

    titles: tuple[str, ...] = ()
    """The headline in the forms it is given in, the most reliable first."""
    descriptions: tuple[str, ...] = ()
    byline: tuple[str, ...] = ()
    outlet: str | None = None
    dates: tuple[DateEvidence, ...] = ()
    body: str | None = None
    """The article's text where JSON-LD gives it (`articleBody`)."""


def read_metadata(tree: HtmlElement, url: str | None = None) -> Metadata:
    """The metadata of a page, from JSON-LD, meta elements, microdata and the address. Never raises."""
    meta = _meta(tree)
    address = url or _canonical(tree) or meta.get("og:url")
    node = article_node(tree, without_scheme(address) if address else None)
    outlet = next(
        iter(texts(node.get("publisher")) or [meta[name] for name in OUTLETS if meta.get(name)]), None
    )
    plain_title = squeeze(tree.findtext(".//head/title") or tree.findtext(".//title") or "")
    titles = texts(node.get("headline")) + [meta[name] for name in TITLES if meta.get(name)]
    if plain_title:
        parts = TITLE_PARTS.split(plain_title)
        titles += [plain_title, max(parts, key=len), plain_title.removesuffix(parts[-1]).rstrip(" |·•»—–-:")]
    body = node.get("articleBody")
    return Metadata(
        titles=_distinct(squeeze(_unescaped(title)) for title in titles),
        descriptions=_distinct(
            squeeze(_unescaped(text))
            for text in texts(node.get("description"))
            + [meta[name] for name in DESCRIPTIONS if meta.get(name)]
        ),
        byline=names_in(
            texts(node.get("author")) or _marked_authors(tree) or [meta[n] for n in AUTHORS if meta.get(n)]
        ),
        outlet=squeeze(_unescaped(outlet)) if outlet else None,
        dates=tuple(_dates(tree, node, meta, address)),
        body=body if isinstance(body, str) else None,
    )


def date_of(value: str) -> tuple[date, bool] | None:
    """The day of a timestamp as metadata writes it, and whether it is a time in UTC; None where it is no date."""
    value = value.strip()[:60]
    iso = ISO.match(value)
    if iso:
        midnight = not iso[4] or set(iso[4]) <= set("0:")
        return _checked(int(iso[1]), int(iso[2]), int(iso[3]), bool(iso[5]) and not midnight)
    packed = PACKED.fullmatch(value)
    if packed:
        return _checked(int(packed[1]), int(packed[2]), int(packed[3]), False)
    epoch = EPOCH.fullmatch(value)
    if epoch:
        return datetime.fromtimestamp(int(epoch[1]), UTC).date(), True
    written = next(dates_in(value), None)
    return (written.day, value.endswith(("GMT", "UTC", "+0000"))) if written else None


def dates_in_address(address: str) -> list[DateEvidence]:
    """The date that the path of an address spells: "/2019/nov/18/", "/2019-11-18-", "/20191118", or its month."""
    path = re.sub(r"^\w+://[^/]*|[?#].*$", "", address)[:500].lower()
    for found in IN_ADDRESS.finditer(path):
        packed = not found["sign"]
        if packed and not (found[0][1:].isdecimal() and len(found[0]) == 9):
            continue
        month = int(found["month"]) if found["month"].isdecimal() else SHORT_MONTHS.get(found["month"], 0)
        day = _checked(int(found["year"]), month, int(found["day"]), False)
        if day:
            return [evidence("URL", address, day[0])]
    month_only = MONTH_IN_ADDRESS.search(path)
    if month_only:
        piece = evidence("URL", address, date(int(month_only["year"]), int(month_only["month"]), 1))
        return [piece.model_copy(update={"date": piece.date[:7]})]
    return []


def _dates(
    tree: HtmlElement, node: Node, meta: dict[str, str], address: str | None
) -> Iterator[DateEvidence]:
    for value in texts(node.get("datePublished")) or texts(node.get("dateCreated")):
        yield from _piece("JSON-LD", f"datePublished: {value}", value, "published")
    for value in texts(node.get("dateModified")):
        yield from _piece("JSON-LD", f"dateModified: {value}", value, "updated")
    for name, value in meta.items():
        if name in PUBLISHED:
            yield from _piece("meta", f"{name}: {value}", value, "published")
        elif name in MODIFIED:
            yield from _piece("meta", f"{name}: {value}", value, "updated")
    for element in tree.xpath("//body//*[@itemprop='datePublished' or @itemprop='dateModified']")[:4]:
        value = element.get("content") or element.get("datetime") or squeeze(element.text_content()[:80])
        about: About = "published" if element.get("itemprop") == "datePublished" else "updated"
        yield from _piece("microdata", f"{element.get('itemprop')}: {value}", value, about)
    if address:
        yield from dates_in_address(address)


def _piece(how: str, text: str, value: str, about: About) -> list[DateEvidence]:
    day = date_of(value)
    return [evidence(how, text[:200], day[0], about, utc=day[1])] if day else []


def _meta(tree: HtmlElement) -> dict[str, str]:
    """The first value of each named `meta` element, by its lower-case name."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        value = element.get("content")
        if name and value and value.strip():
            found.setdefault(name.strip().lower()[:80], value.strip())
    return found


def _canonical(tree: HtmlElement) -> str | None:
    for link in tree.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and link.get("href"):
            return str(link.get("href"))
    return None


def _marked_authors(tree: HtmlElement) -> tuple[str, ...]:
    marked = tree.xpath("//body//*[@itemprop='author' or @rel='author' or contains(@class,'byline__name')]")[
        :6
    ]
    return _distinct(squeeze(element.text_content()[:120]) for element in marked)


def names_in(values: Iterable[str]) -> tuple[str, ...]:
    """Names out of "By Jane Doe and John Roe, Outlet"; what cannot be a name is left out."""
    names = []
    for value in values:
        for name in NAMES_APART.split(BY.sub("", squeeze(_unescaped(value)))):
            if 3 <= len(name) <= 60 and not NO_NAME.search(name) and name.count(" ") <= 5:
                names.append(name)
    return _distinct(names)[:12]


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


def _unescaped(text: str) -> str:
    return unescape(text) if "&" in text else text


def _checked(year: int, month: int, day: int, utc: bool) -> tuple[date, bool] | None:
    try:
        return (date(year, month, day), utc) if 1850 <= year <= 2099 else None
    except ValueError:
        return None
