"""Pages that somebody turned into plain text: the article's text against its gold, five ways of flattening.

python -m bench.flattened

The pages of `data/pages` are flattened as crawls do it (`FLATTENED`) and read back. onrecord's weights were trained on
these very pages, so each page is read with weights that were trained without it (bench/flattened-folds.json, written
by training/furniture.py). Beside it: the text as it is, and libraries that were made for HTML. trafilatura,
readability-lxml, newspaper4k and justext take no plain text, so each line is handed to them as a paragraph (<p>) of an
otherwise bare page. Cost: processor time a page of one process.
"""

from __future__ import annotations

import gzip
import hashlib
import html
import json
import re
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import lxml.html

from bench.shared import data, hardware, parser, scorer
from onrecord.pages.blocks import html_blocks
from onrecord.pages.decode import decode
from onrecord.pages.plain import from_text
from onrecord.pages.weights import Weights

FOLDS = Path(__file__).with_name("flattened-folds.json")


def text_nodes(page: str) -> str:
    """Every text node a line, scripts and styles left out."""
    nodes = _tree(page).xpath("//text()[not(ancestor::script or ancestor::style)]")
    return "\n".join(stripped for node in nodes if (stripped := node.strip()))


def html2text(page: str) -> str:
    """Markdown, wrapped at 78 columns."""
    from html2text import html2text as to_markdown

    return str(to_markdown(page))


def inscriptis(page: str) -> str:
    """Text laid out as a browser would."""
    from inscriptis import get_text

    return str(get_text(page))


def blocks(page: str) -> str:
    """Every block element a line, no blank lines."""
    return "\n".join(block.text for block in html_blocks(_tree(page)))


def one_line(page: str) -> str:
    """All text nodes, all white space squeezed."""
    return " ".join(text_nodes(page).split())


def fold_of(name: str) -> int:
    """Which of the five folds a page belongs to: told by its name, so that it never changes."""
    return int(hashlib.sha1(name.encode()).hexdigest(), 16) % 5


FLATTENED: dict[str, Callable[[str], str]] = {
    "text_nodes": text_nodes,
    "html2text": html2text,
    "inscriptis": inscriptis,
    "blocks": blocks,
    "one_line": one_line,
}


def _onrecord(text: str, name: str) -> str:
    return "\n\n".join(from_text(text, _weights()[fold_of(name)]).paragraphs)


@cache
def _weights() -> list[Weights]:
    """The weights trained without each fold of the pages."""
    return [Weights.from_json(stored) for stored in json.loads(FOLDS.read_text(encoding="utf-8"))]


def _untouched(text: str, name: str) -> str:
    return text


def _trafilatura(text: str, name: str) -> str:
    from trafilatura import extract

    return extract(_wrapped(text), include_comments=False) or ""


def _readability(text: str, name: str) -> str:
    from readability import Document

    return str(lxml.html.fromstring(Document(_wrapped(text)).summary()).text_content())


def _newspaper4k(text: str, name: str) -> str:
    from newspaper import Article

    article = Article("https://example.org/", language="en")
    article.download(input_html=_wrapped(text))
    article.parse()
    return str(article.text)


def _justext(text: str, name: str) -> str:
    from justext import get_stoplist, justext

    paragraphs = justext(_wrapped(text), get_stoplist("English"))
    return "\n\n".join(paragraph.text for paragraph in paragraphs if not paragraph.is_boilerplate)


READERS: dict[str, Callable[[str, str], str]] = {
    "onrecord": _onrecord,
    "untouched": _untouched,
    "trafilatura": _trafilatura,
    "readability": _readability,
    "newspaper4k": _newspaper4k,
    "justext": _justext,
}


def measure(readers: tuple[str, ...] = ("onrecord",)) -> dict[str, float]:
    """F1, precision, recall and exact share of each way and reader, their means, milliseconds a page."""
    gold = scorer().load(data("data", "pages", "gold"))
    pages = {}
    for name in gold:
        path = data("data", "pages", "html", f"{name}.html.gz")
        pages[name] = decode(gzip.decompress(path.read_bytes()))
    figures: dict[str, float] = {}
    for reader in readers:
        prefix = "flattened" if reader == "onrecord" else f"flattened.{reader}"
        scores = []
        spent = 0.0
        for way, flatten in FLATTENED.items():
            texts = {name: flatten(page) for name, page in pages.items()}
            began = time.process_time()
            read = {name: _article(READERS[reader], text, name) for name, text in texts.items()}
            spent += time.process_time() - began
            found = scorer().pages(gold, read)
            scores.append(found["f1"])
            figures |= {
                f"{prefix}.{way}.{figure}": found[figure] for figure in ("f1", "precision", "recall", "exact")
            }
        figures[f"{prefix}.f1"] = round(sum(scores) / len(scores), 4)
        figures[f"{prefix}.ms_a_page"] = round(1000 * spent / len(pages) / len(FLATTENED), 1)
    return figures


def _article(reader: Callable[[str, str], str], text: str, name: str) -> dict[str, Any]:
    return {"article": {"text": reader(text, name)}}


def _wrapped(text: str) -> str:
    lines = re.split(r"\n+", text)
    paragraphs = "\n".join(f"<p>{html.escape(line.strip())}</p>" for line in lines if line.strip())
    return f"<!doctype html><html><body>{paragraphs}</body></html>"


def _tree(page: str) -> Any:
    return lxml.html.document_fromstring(page.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))


if __name__ == "__main__":
    options = parser(__doc__)
    options.add_argument("--only", nargs="+", choices=tuple(READERS), default=tuple(READERS))
    print(hardware())
    print(json.dumps(measure(tuple(options.parse_args().only)), indent=1))
