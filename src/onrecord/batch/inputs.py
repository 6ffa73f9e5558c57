"""From what the user names to the files of a crawl: files, folders, patterns, addresses, lists of addresses."""

from __future__ import annotations

import gzip
import hashlib
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from onrecord.errors import BatchError
from onrecord.pages import files_in, name_of
from onrecord.pages.opening import printable

CRAWL = re.compile(r"\.(?:warc|wet)(?:\.gz)?$", re.I)
"""Files that are taken from a folder."""
LIST = re.compile(r"\.paths(?:\.gz)?$", re.I)
"""Files that hold one address or path a line, as Common Crawl's warc.paths.gz does."""
ADDRESS = re.compile(r"(?:https?|s3|s3a|gs|gcs|az|abfss?)://", re.I)
PATTERN = re.compile(r"[*?\[]")
GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Input:
    """One file to read."""

    place: str
    """A path or an address; stands in the rows as `path`."""
    size: int | None = None
    """Bytes, where known."""

    @property
    def key(self) -> str:
        """What its output files are called."""
        name = name_of(self.place.rstrip("/").rpartition("/")[2])
        digest = hashlib.sha256(self.place.encode(errors="surrogateescape")).hexdigest()[:8]
        return f"{re.sub(r'[^A-Za-z0-9.-]+', '_', name)[:80].strip('._')}-{digest}"


def expanded(arguments: Iterable[str], base: str | None = None) -> tuple[Input, ...]:
    """The files that the arguments name, each once, sorted. `base` is what entries of lists are relative to.

    Raises BatchError when one names nothing.
    """
    found = {one.place: one for argument in arguments for one in _expanded(argument, base)}
    return tuple(found[place] for place in sorted(found))


def _expanded(argument: str, base: str | None) -> Iterator[Input]:
    if LIST.search(argument):
        yield from (_one(place) for place in _listed(argument, base))
    elif ADDRESS.match(argument):
        yield from _remote(argument)
    elif Path(argument).is_dir():
        files = [str(path) for path in files_in(Path(argument)) if CRAWL.search(path.name)]
        if not files:
            raise BatchError(f"{argument}: there are no WARC files in this folder")
        yield from map(_one, files)
    elif PATTERN.search(argument) and not Path(argument).exists():
        pattern = Path(argument)
        matches = Path(pattern.anchor or ".").glob(str(pattern.relative_to(pattern.anchor)))
        files = sorted(str(path) for path in matches if path.is_file())
        if not files:
            raise BatchError(f"{argument}: no file matches")
        yield from map(_one, files)
    else:
        yield _one(argument)


def _one(place: str) -> Input:
    """A file that lies here is named by its whole path, so that it is the same from wherever it is named."""
    if ADDRESS.match(place):
        return Input(place)
    path = Path(place).absolute()
    try:
        str(path).encode()
        return Input(str(path), path.stat().st_size)
    except UnicodeEncodeError:
        raise BatchError(f"{printable(place)}: its name is not UTF-8, which tables need; rename it") from None
    except OSError as error:
        raise BatchError(f"{place}: it cannot be read: {(error.strerror or str(error)).lower()}") from None


def _remote(address: str) -> Iterator[Input]:
    """The address itself; for a pattern or a folder in an object store, what is there."""
    folder = address.endswith("/") and not address.lower().startswith("http")
    if not folder and not PATTERN.search(address):
        yield Input(address)
        return
    import daft

    try:
        found = daft.from_glob_path(address + "**" if folder else address).to_pydict()
    except Exception as error:  # the engine's own, one a service
        raise BatchError(f"{address}: it cannot be listed: {error}") from error
    files = [one for one in zip(found["path"], found["size"], strict=True) if CRAWL.search(one[0])]
    if not files:
        raise BatchError(f"{address}: there are no WARC files")
    yield from (Input(place, size) for place, size in files)


def _listed(name: str, base: str | None) -> Iterator[str]:
    try:
        data = _fetched(name) if ADDRESS.match(name) else Path(name).read_bytes()
        text = (gzip.decompress(data) if data.startswith(GZIP) else data).decode()
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise BatchError(f"{name}: the list cannot be read: {error}") from error
    if base is None and ADDRESS.match(name):
        parts = urlsplit(name)
        base = f"{parts.scheme}://{parts.netloc}/"  # Common Crawl's lists count from the root
    for line in filter(None, map(str.strip, text.splitlines())):
        if ADDRESS.match(line):
            yield line
        elif base and ADDRESS.match(base):
            scheme, _, rest = base.partition("://")  # urljoin knows no s3://
            yield f"{scheme}://" + urljoin(f"http://{rest}", line).removeprefix("http://")
        else:
            yield str(Path(base or Path(name).parent) / line)


def _fetched(address: str) -> bytes:
    import daft

    try:
        with daft.File(address).open() as file:
            return bytes(file.read())
    except Exception as error:  # the engine's own, one a service
        raise OSError(str(error)) from error
