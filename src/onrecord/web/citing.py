"""How to cite a statement: in words, as BibTeX, as JSON-LD."""

from __future__ import annotations

import json
import re

from onrecord.ledger import Context, Entry
from onrecord.ledger.exports.linked import quotation
from onrecord.wording import day, days

_TEX = {char: f"\\{char}" for char in "#$%&_{}"} | {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


def words_of(entry: Entry) -> str:
    """What was said, its pieces joined."""
    return " […] ".join(" ".join(span.text.split()) for span in entry.statement.content)


def plain(entry: Entry, address: str) -> str:
    """One sentence: who, what, when, where it stands, and where it is kept."""
    speaker, said = _speaker(entry), entry.statement.said
    when = f" ({days(said, weekday=False)})" if said.how == "expression" and said.from_ else ""
    where = [entry.title and f"“{entry.title}”", entry.outlet]
    where += [entry.published and day(entry.published, weekday=False), entry.page.url or entry.page.path]
    standing = ", ".join(part for part in where if part) or f"page sha256:{entry.page.sha256}"
    return f"{speaker}{when}: {_quoted(words_of(entry))} In: {standing}. On record: {address}."


def bibtex(entry: Entry, address: str) -> str:
    """An entry @misc, which BibTeX and biblatex both know."""
    published = entry.published or ""
    fields = {
        "author": f"{{{_tex(_speaker(entry))}}}",
        "title": _tex(words_of(entry)),
        "howpublished": _tex(", ".join(part for part in (entry.title, entry.outlet) if part)),
        "year": published[:4],
        "month": published[5:7].lstrip("0"),
        "url": entry.page.url or "",
        "note": _tex(f"On record: {address}; page SHA-256 {entry.page.sha256}"),
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@misc{{onrecord-{entry.statement.id},\n{lines}\n}}\n"


def json_ld(context: Context, address: str) -> str:
    """A schema.org Quotation with its permanent address."""
    made = quotation(context.entry, context.article) | {"url": address}
    return json.dumps(made, ensure_ascii=False, indent=2)


def _speaker(entry: Entry) -> str:
    speaker = entry.statement.speaker
    return entry.person or (speaker.name if speaker else "") or "Speaker not given"


def _quoted(words: str) -> str:
    """`words` in quotation marks, where the page has not put them in some."""
    return words if re.match("[“\"‘«„']", words) else f"“{words}”"


def _tex(words: str) -> str:
    return "".join(_TEX.get(char, char) for char in words)
