"""Care of a ledger: checking, copying, counting, and taking a page out for good."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, func, insert, or_, select, text

from onrecord.errors import LedgerError
from onrecord.ledger import meaning
from onrecord.ledger.anchoring import held_changes
from onrecord.ledger.compressed import unpack
from onrecord.ledger.derive import columns, corrected
from onrecord.ledger.derived import judgements, touched
from onrecord.ledger.names import Names, storable
from onrecord.ledger.results import Stats
from onrecord.ledger.schema import (
    anchors,
    corrections,
    decisions,
    doubts,
    mentions,
    metadata,
    name_keys,
    names,
    pages,
    people,
    problems,
    readings,
    statements,
    tombstones,
    vectors,
    versions,
)
from onrecord.ledger.store import Store
from onrecord.ledger.writing import digest, holds, now
from onrecord.record import Article, Statement


def check(store: Store) -> Iterator[str]:
    """One sentence for everything that is wrong: nothing, in a ledger that is whole.

    Looks at the database itself, the digests of the pages' bytes, that every span holds its text, that the columns
    statements are found by follow from what was read and corrected, and that the word index is in step.
    """
    with store.reading() as connection:
        if store.sqlite:
            yield from _sqlite_integrity(connection)
        yield from _bytes(connection)
        for reading in connection.execute(select(readings.c.id)).scalars().all():
            yield from _reading(connection, reading)
        if not store.sqlite:
            behind = text(
                "SELECT count(*) FROM statements WHERE search IS DISTINCT FROM to_tsvector('english', words)"
            )
            if connection.execute(behind).scalar():
                yield "the word index is not in step with the statements"
        if not meaning.signs_in_step(connection):
            yield "the signs of the meanings are not in step with them"
    if store.sqlite and store.writable:
        yield from _word_index(store)


def _sqlite_integrity(connection: Connection) -> Iterator[str]:
    for row in connection.execute(text("PRAGMA integrity_check")):
        if row[0] != "ok":
            yield f"the database is damaged: {row[0]}"
    for row in connection.execute(text("PRAGMA foreign_key_check")):
        yield f"row {row[1]} of {row[0]} points to nothing in {row[2]}"


def _word_index(store: Store) -> Iterator[str]:
    try:
        with store.writing() as connection:
            connection.execute(
                text("INSERT INTO statement_words(statement_words, rank) VALUES ('integrity-check', 1)")
            )
    except LedgerError:
        yield "the word index is not in step with the statements"


def _bytes(connection: Connection) -> Iterator[str]:
    kept = select(versions.c.id, versions.c.sha256).where(versions.c.data.is_not(None))
    for version, sha256 in connection.execute(kept).all():
        packed = connection.execute(select(versions.c.data).where(versions.c.id == version)).scalar_one()
        try:
            whole = hashlib.sha256(unpack(packed)).hexdigest() == sha256
        except Exception:  # whatever a decompressor raises on damage
            whole = False
        if not whole:
            yield f"the bytes of version {version} are not those that were added"


def _reading(connection: Connection, reading: int) -> Iterator[str]:
    packed = connection.execute(select(readings.c.article).where(readings.c.id == reading)).scalar_one()
    try:
        words = Article.model_validate_json(unpack(packed)).text
    except Exception:  # as above
        yield f"the article of reading {reading} is damaged"
        return
    names_ = _KnownNames(connection)
    rows = connection.execute(select(statements).where(statements.c.reading_id == reading)).all()
    held = held_changes(connection, select(statements.c.id).where(statements.c.reading_id == reading))
    for row in rows:
        try:
            read = Statement.model_validate_json(row.body)
        except ValueError:
            yield f"statement {row.statement} is damaged"
            continue
        spans = (read.source, read.cue, *read.content)
        if row.statement != read.id or any(not holds(span, words) for span in spans if span):
            yield f"statement {row.statement} does not hold the words of its article"
        wanted = columns(corrected(read, held[row.id], words), names_)
        wrong = [name for name, value in wanted.items() if getattr(row, name) != value]
        if wrong:
            yield f"statement {row.statement} is filed under another {', '.join(wrong)} than was read"


class _KnownNames(Names):
    """Looks names up without making any."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, None)

    def _new(self, name: str, normal: str, kind: str) -> int:
        return -1

    def _improve(self, number: int, name: str) -> None:
        pass


def backup(store: Store, file: Path) -> None:
    """Copies the ledger, as it is at one moment, into a new file that is a ledger itself; others may go on writing.

    Raises LedgerError when there is a file already, or no room.
    """
    if file.exists():
        raise LedgerError(f"{file} is there already; a backup does not overwrite")
    part = file.with_name(file.name + ".part")
    part.unlink(missing_ok=True)
    try:
        if store.sqlite:
            with store.alone() as connection:
                connection.execute(text("VACUUM INTO :file"), {"file": str(part)})
        else:
            _copy(store, part)
        part.rename(file)
    finally:
        for left in (part, part.with_name(part.name + "-wal"), part.with_name(part.name + "-shm")):
            left.unlink(missing_ok=True)


def _copy(store: Store, file: Path) -> None:
    copy = Store(file)
    try:
        with store.reading() as connection, copy.writing() as there:
            for table in sorted(metadata.sorted_tables, key=lambda table: table is touched):
                if table is touched:  # the copy's triggers took every statement for new
                    there.execute(delete(touched))
                rows = connection.execution_options(yield_per=500).execute(select(table)).mappings()
                for some in rows.partitions():
                    if table is vectors:
                        meaning.keep(there, [(row["statement_id"], row["vector"]) for row in some])
                    else:
                        there.execute(insert(table), [dict(row) for row in some])
    finally:
        copy.close()


def stats(store: Store) -> Stats:
    """How much there is, and how much room it takes."""
    with store.reading() as connection:

        def count(query: Any) -> int:
            return connection.execute(select(func.count()).select_from(query)).scalar_one()

        first, last = connection.execute(
            select(func.min(readings.c.published), func.max(readings.c.published)).where(readings.c.current)
        ).one()
        named = select(names.c.person_id).distinct().subquery()
        current = select(statements.c.id).join(readings).where(readings.c.current).subquery()
        return Stats(
            pages=count(pages),
            versions=count(versions),
            statements=count(current),
            people=count(named),
            corrections=count(select(corrections.c.id).where(corrections.c.undone.is_(None)).subquery()),
            problems=count(problems),
            first=first,
            last=last,
            bytes=_size(connection, store),
        )


def _size(connection: Connection, store: Store) -> int:
    if store.file is None:
        tables = text(
            "SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE n.nspname = 'onrecord' AND c.relkind = 'r'"
        )
        return int(connection.execute(tables).scalar() or 0)
    log = store.file.with_name(store.file.name + "-wal")
    return sum(part.stat().st_size for part in (store.file, log) if part.exists())


def forget(store: Store, url: str, who: str, why: str) -> int:
    """Takes a page out for good, all its versions and what was read on them; the number of statements taken out.

    A tombstone with who, when and why stays, and keeps the page from being added again; it holds digests in place of
    words. Names that stand nowhere else go too. Then the file is rewritten, so that nothing is left of the words in it.
    Raises LedgerError when there is no such page.
    """
    with store.writing() as connection:
        page = connection.execute(select(pages).where(pages.c.address == storable(url))).first()
        gone = select(tombstones.c.digest).where(tombstones.c.digest == digest(storable(url)))
        if page is None and connection.execute(gone).first() is None:
            raise LedgerError(f"there is no page {url}")
        taken = _take_out(connection, page, who, why) if page else 0
    _rewrite(store)
    return taken


def _take_out(connection: Connection, page: Any, who: str, why: str) -> int:
    of_page = select(versions.c.id).where(versions.c.page_id == page.id)
    read = select(readings.c.id).where(readings.c.version_id.in_(of_page))
    found = select(statements.c.id).where(statements.c.reading_id.in_(read))
    bytes_ = (
        connection.execute(select(versions.c.sha256).where(versions.c.page_id == page.id)).scalars().all()
    )
    connection.execute(delete(anchors).where(anchors.c.statement_id.in_(found)))
    connection.execute(delete(corrections).where(corrections.c.page_id == page.id))
    connection.execute(delete(mentions).where(mentions.c.statement_id.in_(found)))
    meaning.drop(connection, found)
    identities = select(statements.c.statement).where(statements.c.reading_id.in_(read))
    judged = or_(judgements.c.earlier.in_(identities), judgements.c.later.in_(identities))
    connection.execute(delete(judgements).where(judged))
    taken = connection.execute(delete(statements).where(statements.c.reading_id.in_(read))).rowcount
    connection.execute(delete(readings).where(readings.c.version_id.in_(of_page)))
    connection.execute(delete(versions).where(versions.c.page_id == page.id))
    connection.execute(delete(pages).where(pages.c.id == page.id))
    if page.url:
        connection.execute(delete(problems).where(problems.c.page.contains(page.url, autoescape=True)))
    _forget_names(connection)
    digests = {digest(page.address): "address", **dict.fromkeys(bytes_, "bytes")}
    for key, of in digests.items():
        if connection.execute(select(tombstones.c.of).where(tombstones.c.digest == key)).first() is None:
            connection.execute(
                insert(tombstones).values(digest=key, of=of, forgotten=now(), who=who, why=why)
            )
    return int(taken)


def _forget_names(connection: Connection) -> None:
    """Takes out the names that stand nowhere any more, with decisions about people left without a name."""
    spoke = select(statements.c.name_id).where(statements.c.name_id.is_not(None))
    unused = select(names.c.id).where(names.c.id.not_in(spoke), names.c.id.not_in(select(mentions.c.name_id)))
    alone = set(connection.execute(unused).scalars())
    connection.execute(delete(doubts).where(or_(doubts.c.name_id.in_(alone), doubts.c.other_id.in_(alone))))
    connection.execute(delete(name_keys).where(name_keys.c.name_id.in_(alone)))
    connection.execute(delete(names).where(names.c.id.in_(alone)))
    nameless = set(
        connection.execute(select(people.c.id).where(people.c.id.not_in(select(names.c.person_id)))).scalars()
    )
    for row in connection.execute(select(decisions.c.id, decisions.c.changes)).all():
        about = json.loads(row.changes)
        if about.get("person") in nameless or alone & set(about.get("names", ())):
            connection.execute(delete(decisions).where(decisions.c.id == row.id))
    connection.execute(delete(people).where(people.c.id.in_(nameless)))


def _rewrite(store: Store) -> None:
    """Leaves nothing in the files of what was deleted."""
    with store.alone() as connection:
        if store.sqlite:
            connection.execute(text("INSERT INTO statement_words(statement_words) VALUES ('optimize')"))
            connection.execute(text("VACUUM"))
            connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
        else:
            for table in metadata.sorted_tables:
                connection.execute(text(f"VACUUM FULL {table.name}"))
