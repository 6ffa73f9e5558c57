"""The gold annotations of the sample pages, from text that a person can read and mend.

    python tests/samples/marking.py

writes gold/ID.json for every marked/ID.txt. A marked file is a header of `key: value` lines, a blank line, and the
article, one paragraph a line, with each statement's words in braces:

    {c1 “Not a drop,”} {s1:minister she} {q1@2024-03-05 told} reporters.

`s`, `q` and `c` are source, cue and content; the number is the statement's (`s3,4` where two share the words); a name
after a colon is a key of the header's `speakers`; a day, or FROM/TO, after `@` is when it was said, where the text
tells. Under `speakers`, `~` before a name says that the article does not name the speaker. `annotated: no` leaves
the statements out.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
MARK = re.compile(r"\{([sqc])([\d,]+)(?::(\w+))?(?:@([\d-]+)(?:/([\d-]+))?)? ([^{}]*)\}")
ROLES = {"s": "source", "q": "cue", "c": "content"}
CLOSING = {'"': '"', "“": "”", "‘": "’"}


def gold(name: str, marked: str) -> dict[str, Any]:
    """The gold annotation of one page: offsets are in code points into "text". Raises ValueError on a broken mark."""
    head, body = marked.split("\n\n", 1)
    fields, speakers = header(head)
    text = ""
    statements: dict[int, dict[str, Any]] = {}
    for paragraph in filter(None, body.split("\n")):
        text += "\n\n" if text else ""
        last = 0
        for mark in MARK.finditer(paragraph):
            text += paragraph[last : mark.start()]
            start, last = len(text), mark.end()
            role, numbers, speaker, since, until, words = mark.groups()
            text += words
            for number in map(int, numbers.split(",")):
                statement = statements.setdefault(number, {"source": None, "cue": None, "content": []})
                if role == "c":
                    statement["content"].append([start, len(text)])
                elif statement[ROLES[role]]:
                    raise ValueError(f"{name}: statement {number} has two of {ROLES[role]}")
                else:
                    statement[ROLES[role]] = [start, len(text)]
                if speaker:
                    statement |= speakers[speaker]
                if since:
                    statement["said"] = {"from": since, "to": until or since}
        text += paragraph[last:]
    if "{" in text or "}" in text:
        raise ValueError(f"{name}: a mark is not closed")
    page: dict[str, Any] = {"id": name, **fields, "text": text}
    if page.pop("annotated", "yes") == "yes":
        found = [finished(name, text, number, statement) for number, statement in statements.items()]
        page["statements"] = sorted(found, key=lambda statement: statement["content"][0])
    return page


def header(head: str) -> tuple[dict[str, str], dict[str, dict[str, Any]]]:
    """The header's fields, and the speakers by their keys."""
    plain, _, listed = head.partition("\nspeakers:\n")
    fields = dict(line.split(": ", 1) for line in plain.splitlines())
    speakers = {}
    for line in filter(None, listed.splitlines()):
        key, described = line.strip().split(": ", 1)
        who, kind = described.rsplit(", ", 1)
        speakers[key] = {
            "speaker": who.removeprefix("~"),
            "named": not who.startswith("~"),
            "speaker_kind": kind,
        }
    return fields, speakers


def finished(name: str, text: str, number: int, statement: dict[str, Any]) -> dict[str, Any]:
    """The statement with its kind, told from its quotation marks. Raises ValueError when a part is missing."""
    if not statement["content"] or "speaker" not in statement:
        raise ValueError(f"{name}: statement {number} has no content or no speaker")
    contents = [text[start:end] for start, end in statement["content"]]
    if all(quoted(content) for content in contents):
        kind = "direct"
    else:
        kind = "mixed" if re.search('["“‘]', "".join(contents)) else "indirect"
    order = ("source", "cue", "content", "kind", "speaker", "named", "speaker_kind", "said")
    statement["kind"] = kind
    return {key: statement[key] for key in order if key in statement}


def quoted(content: str) -> bool:
    """Whether the content is a quotation from end to end, or one that goes on in the next paragraph."""
    close = CLOSING.get(content[0])
    return bool(close) and not re.search(rf"{close}(?!\w)", content[1:-1])


def main() -> None:
    for path in sorted((HERE / "marked").glob("*.txt")):
        annotated = gold(path.stem, path.read_text(encoding="utf-8"))
        out = HERE / "gold" / f"{path.stem}.json"
        out.parent.mkdir(exist_ok=True)
        out.write_text(json.dumps(annotated, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
