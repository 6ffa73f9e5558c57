"""A list of known people and bodies, given by the user, that settles which names are one's.

A file of JSON Lines, an entry a line, or of CSV with a header:

    {"id": "Q1", "names": ["Ana Kos", "Ana Kos-Lenz"], "kind": "person",
     "roles": [{"text": "mayor of Tarn", "from": "2014", "to": "2019-05-01"}]}

    id,names,kind,roles
    Q1,Ana Kos|Ana Kos-Lenz,person,mayor of Tarn (2014/2019-05-01)|senator (2019/)

Only `id` and `names` are needed; `kind` is person or organization, person unless said. Dates are ISO, open ends empty.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from onrecord.errors import GazetteerError
from onrecord.speakers.careers import Role
from onrecord.speakers.matching import Known, Match, keys, match

_ROLE = re.compile(r"(?P<text>[^()]+?)\s*(?:\((?P<since>[\d-]*)/(?P<until>[\d-]*)\))?")
_DATE = r"^\d{4}(-\d\d(-\d\d)?)?$"


class _Role(BaseModel):
    model_config = ConfigDict(extra="forbid")
    text: str = Field(min_length=1)
    since: str | None = Field(None, alias="from", pattern=_DATE)
    until: str | None = Field(None, alias="to", pattern=_DATE)


class _Line(BaseModel):
    model_config = ConfigDict(extra="forbid")
    id: str = Field(min_length=1)
    names: list[str] = Field(min_length=1)
    kind: Literal["person", "organization"] = "person"
    roles: list[_Role] = []


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody or some body of the gazetteer."""

    id: str
    known: Known


class Gazetteer:
    """Entries to look names up in."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        self._by_key: dict[str, list[Entry]] = {}
        for entry in self.entries:
            for key in keys(entry.known):
                self._by_key.setdefault(key, []).append(entry)

    @classmethod
    def load(cls, path: str | Path) -> Gazetteer:
        """Read from a CSV file (name ending ".csv") or JSON Lines.

        Raises GazetteerError, which names file and line, when it cannot be read or an entry is not as it should be.
        """
        path = Path(path)
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise GazetteerError(f"{path}: cannot be read as UTF-8 text ({error})") from error
        lines = _csv_lines(text) if path.suffix.casefold() == ".csv" else enumerate(text.splitlines(), 1)
        return cls(_entry(path, number, line) for number, line in lines if line)

    def find(self, known: Known) -> Entry | None:
        """The one entry that is the same as `known`; None when there is none, or more than one."""
        candidates = {entry.id: entry for key in keys(known) for entry in self._by_key.get(key, ())}
        same = [entry for entry in candidates.values() if match(known, entry.known).outcome == "same"]
        return same[0] if len(same) == 1 else None

    def match(self, a: Known, b: Known) -> Match:
        """As `matching.match`, but settled where both are found among the entries."""
        found = self.find(a), self.find(b)
        if found[0] is None or found[1] is None:
            return match(a, b)
        if found[0].id == found[1].id:
            return Match("same", 1.0, (f"both are {found[0].id} in the gazetteer",))
        return Match("different", 0.0, (f"{found[0].id} and {found[1].id} in the gazetteer",))


def _entry(path: Path, number: int, line: str | dict[str, object]) -> Entry:
    """The entry on a line: of JSON, or as read from CSV."""
    try:
        read = _Line.model_validate_json(line) if isinstance(line, str) else _Line.model_validate(line)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "entry"
        raise GazetteerError(f"{path}, line {number}: {where}: {first['msg']}") from error
    given = tuple(Role(role.text, role.since, role.until) for role in read.roles)
    return Entry(read.id, Known(tuple(read.names), read.kind, given))


def _csv_lines(text: str) -> Iterator[tuple[int, dict[str, object]]]:
    reader = csv.DictReader(io.StringIO(text, newline=""))
    for row in reader:
        roles = [_csv_role(role) for role in _split(row.get("roles"))]
        line = {"id": row.get("id"), "names": _split(row.get("names")), "kind": row.get("kind") or "person"}
        yield reader.line_num, {**line, "roles": roles}


def _split(cell: str | None) -> list[str]:
    return [part.strip() for part in (cell or "").split("|") if part.strip()]


def _csv_role(cell: str) -> dict[str, str | None]:
    found = _ROLE.fullmatch(cell)
    if found is None:
        return {"text": cell}
    return {"text": found["text"], "from": found["since"] or None, "to": found["until"] or None}
