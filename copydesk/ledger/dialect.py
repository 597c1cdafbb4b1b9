"""All that differs between SQLite and PostgreSQL: opening, upserts and what their errors mean to a person."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Engine,
    Insert,
    Table,
    create_engine,
    event,
    func,
    literal,
    make_url,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError

from copydesk.ledger.safe_text import storable_json
from copydesk.model import CopydeskError

BUSY_MS = 60_000


def is_url(where: str | Path) -> bool:
    return "://" in str(where)


def shown(where: str | Path) -> str:
    """A path or URL as it may be shown: without the password in it."""
    return make_url(str(where)).render_as_string(hide_password=True) if is_url(where) else str(where)


def open_engine(where: str | Path, *, read_only: bool = False) -> Engine:
    """An engine on a SQLite file or a database URL. With `read_only` a file is opened without a byte written beside it."""
    if is_url(where):
        return create_engine(str(where), json_serializer=_dumps, json_deserializer=msgspec.json.decode)
    path = Path(where).resolve()
    query = "?mode=ro&immutable=1&uri=true" if read_only else "?mode=rwc&uri=true"
    quoted = str(path).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    engine = create_engine(f"sqlite:///file:{quoted}{query}", json_serializer=_dumps, json_deserializer=msgspec.json.decode)
    event.listen(engine, "connect", _configure_read_only if read_only else _configure)
    event.listen(engine, "begin", _begin)
    return engine


def writable(path: Path) -> bool:
    """Whether a ledger at `path` can be written: SQLite needs its folder too."""
    return os.access(path.parent, os.W_OK) and (not path.exists() or os.access(path, os.W_OK))


def _dumps(value: Any) -> str:
    try:
        return msgspec.json.encode(value).decode()
    except UnicodeEncodeError:
        return msgspec.json.encode(storable_json(value)).decode()


def _configure(connection: Any, _record: Any) -> None:
    _configure_read_only(connection, _record)
    connection.execute("PRAGMA journal_mode=WAL")
    # WAL with NORMAL never corrupts; a power cut may lose the last batch, which the next build reads again
    connection.execute("PRAGMA synchronous=NORMAL")


def _configure_read_only(connection: Any, _record: Any) -> None:
    # the driver's own transactions begin too late for BEGIN IMMEDIATE
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout={BUSY_MS}")
    connection.execute("PRAGMA cache_size=-65536")


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def upsert(connection: Connection, table: Table, columns: Iterable[str]) -> Insert:
    """An insert that replaces the given `columns` of a row with the same key."""
    statement = _insert(connection, table)
    keys = [c.name for c in table.primary_key.columns]
    changed = {name: statement.excluded[name] for name in columns if name not in keys}
    if not changed:
        return statement.on_conflict_do_nothing(index_elements=keys)
    return statement.on_conflict_do_update(index_elements=keys, set_=changed)


def insert_new(connection: Connection, table: Table) -> Insert:
    """An insert that leaves a row with the same key as it is."""
    return _insert(connection, table).on_conflict_do_nothing(index_elements=[c.name for c in table.primary_key.columns])


def _insert(connection: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)


def among(connection: Connection, column: ColumnElement[Any], values: Iterable[Any]) -> ColumnElement[bool]:
    """Whether `column` is one of `values`, however many there are, as one bound value."""
    wanted = storable_json(list(values))
    if connection.dialect.name == "postgresql":
        return column == func.any(literal(wanted, postgresql.ARRAY(column.type)))
    each = func.json_each(_dumps(wanted)).table_valued("value")
    return column.in_(select(each.c.value))


def insert_each(connection: Connection, column: Column[Any], values: Iterable[int], beside: Mapping[str, Any]) -> Insert:
    """An insert of one row for each of `values` in `column`, the other columns `beside` it; rows that are there already stay."""
    wanted = list(values)
    others = [literal(value).label(name) for name, value in beside.items()]
    table = column.table
    assert isinstance(table, Table)
    if connection.dialect.name == "postgresql":
        each = func.unnest(literal(wanted, postgresql.ARRAY(column.type))).column_valued("each")
        rows = select(each, *others)
        return postgresql.insert(table).from_select([column.name, *beside], rows).on_conflict_do_nothing()
    many = func.json_each(_dumps(wanted)).table_valued("value")
    return sqlite.insert(table).prefix_with("OR IGNORE").from_select([column.name, *beside], select(many.c.value, *others))


def as_person_reads(error: DBAPIError, where: str) -> CopydeskError:
    """The driver's error as one line that says what is wrong and what to do."""
    words = str(error.orig).strip().splitlines()[0] if error.orig else str(error)
    low = words.lower()
    if "disk is full" in low or "disk i/o" in low or "no space" in low:
        return CopydeskError(
            f"{where}: the disk is full or broken ({words}); what was written before is kept, make room and build again"
        )
    if "not a database" in low or "malformed" in low:
        return CopydeskError(f"{where}: is not a ledger, or is damaged ({words}); nothing was changed")
    if "locked" in low or "busy" in low:
        return CopydeskError(f"{where}: another program has been writing to it for over {BUSY_MS // 1000} s; try again later")
    if "readonly" in low or "read-only" in low:
        return CopydeskError(f"{where}: is read-only; copy it to a folder you may write to")
    if "unable to open" in low:
        return CopydeskError(f"{where}: cannot be opened; see that the folder is there and that you may write to it")
    return CopydeskError(f"{where}: {words}")
