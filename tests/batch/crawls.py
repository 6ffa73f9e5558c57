"""Small crawls: pages with a few sentences, reprints, another language, and damage where a test wants it."""

from __future__ import annotations

from pathlib import Path

from pages.containers.crawl import Crawl

FILES = 4
PAGES = 6
REPRINT = (
    "The ferries of Lake Orrin will not sail this winter, Harbour Master Ilse Brandt said on Tuesday.",
    "“The ice came three weeks early and the hulls are older than I am,” Brandt told reporters.",
    "The council of Varnholm said it would pay for buses over the mountain until the lake is open again.",
)
GERMAN = (
    "Die Fähren auf dem Orrinsee werden in diesem Winter nicht fahren, sagte die Hafenmeisterin am Dienstag.",
    "Das Eis sei drei Wochen zu früh gekommen, und die Schiffe seien älter als sie selbst, erklärte Brandt.",
    "Der Rat von Varnholm kündigte an, die Busse über den Berg zu bezahlen, bis der See wieder offen ist.",
    "Im vergangenen Jahr hatten die Fähren noch bis in den Januar hinein verkehrt, obwohl es kälter war.",
)


def html(paragraphs: tuple[str, ...], day: int, headline: str) -> bytes:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    date = f"2025-{10 + day % 3}-{day + 1:02}"
    return (
        f"<html><head><title>{headline}</title>"
        f'<meta property="article:published_time" content="{date}T08:00:00Z"></head>'
        f"<body><article><h1>{headline}</h1>{body}</article></body></html>"
    ).encode()


def story(number: int) -> bytes:
    paragraphs = (
        f"Bridge {number} over the Senn will be closed for {number + 2} months, engineer Paul Reyes said Monday.",
        f"“We found {number + 3} cracks in the second pier,” said Reyes, who has inspected it since spring.",
        f"A spokeswoman for the province, Dana Weil, said that traffic would be led over bridge {number + 1}.",
    )
    return html(paragraphs, number % 9, f"Bridge {number} to close")


def write_crawls(folder: Path) -> list[Path]:
    """Files of six records: four stories, a reprint under another headline, and a page in German.

    In the second file the first page is damaged, the third file is cut off in its last.
    """
    paths = []
    for place in range(FILES):
        crawl = Crawl()
        for number in range(place * PAGES, place * PAGES + PAGES - 2):
            crawl.page(f"http://outlet{place}.example/{number}", story(number))
        crawl.page(f"http://outlet{place}.example/ferries", html(REPRINT, place, f"Ferries stay, {place}"))
        crawl.page(f"http://outlet{place}.example/de", html(GERMAN, place, "Keine Fähren"))
        data = bytearray(crawl.data)
        if place == 1:
            data[crawl.offsets[0] + 200] ^= 0xFF
        if place == 2:
            del data[crawl.offsets[PAGES - 1] + 100 :]
        path = folder / f"crawl-{place}.warc.gz"
        path.write_bytes(data)
        paths.append(path)
    return paths
