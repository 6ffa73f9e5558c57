"""Templates, and what they say things with. Whatever is put into one is text: it cannot become HTML or script."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from onrecord.ledger import Entry
from onrecord.record import TimeRange
from onrecord.version import __version__
from onrecord.wording import count, day, days, language, listed, safe, shorten

HERE = Path(__file__).parent
STATIC = HERE / "static"
STATES = {
    "gone": "no longer on the page",
    "repeated": "a newer version of the page has it too",
    "superseded": "from an earlier reading",
    "rejected": "rejected",
}


def page(request: Request, template: str, **values: Any) -> HTMLResponse:
    """The template as an answer, with what every page shows."""
    settings = request.app.state.settings
    common = {
        "request": request,
        "path": request.url.path,
        "may_write": getattr(request.state, "may_write", True),
        "guarded": settings.token is not None,
    }
    return HTMLResponse(_environment().get_template(template).render(common | values))


def render(template: str, **values: Any) -> str:
    """A template that is not a whole page."""
    return _environment().get_template(template).render(values)


def link(path: str, values: Mapping[str, Any] | None = None, **more: Any) -> str:
    """`path` with those of the values that say something as its query."""
    query = {
        key: value for key, value in {**(values or {}), **more}.items() if value not in (None, "", False)
    }
    return f"{path}?{urlencode(query)}" if query else path


def article_address(url: str | None, sha256: str) -> str:
    """Under what an article is known here: the page's URL, or what stands for it."""
    return url or f"sha256:{sha256}"


def web_address(url: str | None) -> str | None:
    """`url` where a browser may be led there: a page can claim any address, `javascript:` among them."""
    return url if url and url.lower().startswith(("https://", "http://")) else None


def who(entry: Entry) -> str:
    """The speaker by the ledger's name, or the words that stand for one without a name; "" for nobody."""
    speaker = entry.statement.speaker
    return entry.person or (speaker.name if speaker else "")


def when(span: TimeRange) -> str:
    """The days, or that none are known."""
    return days(span) or "undated"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_harmless,
        auto_reload=False,
    )
    environment.filters |= {
        "day": day,
        "days": when,
        "shorten": shorten,
        "listed": listed,
        "language": language,
    }
    environment.globals |= {
        "article_address": article_address,
        "count": count,
        "link": link,
        "states": STATES,
        "static": _static,
        "version": __version__,
        "web_address": web_address,
        "who": who,
    }
    return environment


def _harmless(value: Any) -> Any:
    """Page text with nothing in it that would reorder or hide the text around it."""
    return safe(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def _static(name: str) -> str:
    """A static file's address, another one whenever its content is."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?{digest}"
