"""From bytes to characters: the encoding of a page, whatever it claims, and whether it is a page at all."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from onrecord.errors import UnreadablePage

SIGNATURES = {
    b"\x1f\x8b": "a gzip archive",
    b"PK\x03\x04": "a zip archive",
    b"\x89PNG": "an image",
    b"GIF8": "an image",
    b"\xff\xd8\xff": "an image",
    b"RIFF": "a media file",
    b"\x7fELF": "a program",
    b"\x00\x00\x01\x00": "an image",
    b"SQLite format 3": "a database",
    b"\xd0\xcf\x11\xe0": "an office document",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ": "an xz archive",
    b"\x28\xb5\x2f\xfd": "a zstd archive",
}
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
DECLARED = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I
)
WIDER = {
    "ascii": "windows-1252",
    "iso8859-1": "windows-1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "iso8859-9": "windows-1254",
    "tis-620": "windows-874",
}
"""What browsers read instead of what is declared: the superset that pages are really written in (WHATWG Encoding)."""
CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\ufffd]")
"""Characters no page prints; ESC is left out, ISO-2022 uses it."""
SAMPLE = 30_000
"""Bytes that are enough to recognise an undeclared encoding."""


def decode(data: bytes, charset: str | None = None) -> str:
    """The characters of a page.

    The order of belief: a byte order mark, UTF-8 where the bytes are valid UTF-8 (other encodings almost never
    are), what the transport and the page declare, then charset-normalizer's guess.

    Raises `UnreadablePage` for nothing, for a binary file and for bytes in no known encoding.
    """
    if not data.strip(b"\x00\t\n\r\f "):
        raise UnreadablePage("there is nothing in it")
    for signature, what in SIGNATURES.items():
        if data.startswith(signature):
            raise UnreadablePage(f"it is {what}, not a page")
    text = _marked(data) or _declared(data, charset) or _guessed(data)
    if text is None:
        raise UnreadablePage("it is binary, or text in no known encoding")
    if len(CONTROLS.findall(text[:SAMPLE])) > len(text[:SAMPLE]) / 20:
        raise UnreadablePage("it is binary, not a page")
    return text.replace("\x00", "").removeprefix("\ufeff")


def _marked(data: bytes) -> str | None:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    return None


def _declared(data: bytes, charset: str | None) -> str | None:
    found = DECLARED.search(data[:4096])
    named = [_codec(charset), _codec(found[1].decode("ascii")) if found else None]
    if b"\x1b" not in data:  # else it may be ISO-2022, which is valid ASCII
        named.insert(0, "utf-8")
    for encoding in filter(None, named):
        try:
            text = data.decode(encoding)
        except (UnicodeError, ValueError):
            continue
        if "\x00" not in text[:SAMPLE]:
            return text
    # A few broken bytes do not make a page unreadable: a cut in the middle of a character, a foreign snippet.
    for encoding in dict.fromkeys(filter(None, (*named, "utf-8"))):
        text = data.decode(encoding, "replace")
        if text.count("\ufffd") < len(text) / 500 and "\x00" not in text[:SAMPLE]:
            return text
    return None


def _guessed(data: bytes) -> str | None:
    best = from_bytes(data[:SAMPLE]).best()
    if best is None:
        return None
    return data.decode(best.encoding, "replace")


def _codec(name: str | None) -> str | None:
    """The Python codec of a declared encoding, widened as browsers do; None when there is no such text encoding."""
    if not name:
        return None
    try:
        codec = codecs.lookup(name.strip().strip("\"'"))
    except (LookupError, ValueError):
        return None
    if not codec._is_text_encoding or codec.name.startswith(("utf-16", "utf-32")):
        return None  # a page that could be searched for its declaration is not in UTF-16
    return WIDER.get(codec.name, codec.name)
