"""Opening a ledger: is it one, is it of this version, and bring an older one up to date."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, select, text
from sqlalchemy.exc import DBAPIError

from copydesk import __version__
from copydesk.ledger.dialect import as_person_reads, is_url, open_engine, shown, writable
from copydesk.ledger.migrations import HEAD
from copydesk.ledger.tables import meta
from copydesk.ledger.writing import put
from copydesk.model import CopydeskError, WrongUse

_SQLITE_MAGIC = b"SQLite format 3\x00"


def open_ledger(where: str | Path, *, create: bool) -> tuple[Engine, bool]:
    """The engine of a ledger with the current schema, and whether it may only be read."""
    read_only = False
    if not is_url(where):
        read_only = _check_file(Path(where), create)
    engine = open_engine(where, read_only=read_only)
    try:
        with engine.connect().execution_options(writing=not read_only) as connection, connection.begin():
            _bring_up(connection, shown(where), create=create, read_only=read_only)
    except DBAPIError as error:
        engine.dispose()
        raise as_person_reads(error, shown(where)) from None
    except CopydeskError:
        engine.dispose()
        raise
    return engine, read_only


def _check_file(path: Path, create: bool) -> bool:
    if path.is_dir():
        raise WrongUse(f"{path}: is a folder; a ledger is one file")
    if not path.exists():
        if not create:
            raise WrongUse(f"{path}: there is no such ledger; `copydesk build` makes one")
        if not path.parent.is_dir():
            raise WrongUse(f"{path}: its folder does not exist")
        if not writable(path):
            raise WrongUse(f"{path}: you may not write to its folder")
        return False
    try:
        with path.open("rb") as file:
            start = file.read(len(_SQLITE_MAGIC))
    except OSError as error:
        raise WrongUse(f"{path}: cannot be read ({error.strerror})") from None
    if start and start != _SQLITE_MAGIC:
        raise WrongUse(f"{path}: is not a ledger; nothing was changed")
    if not start and not create:
        raise WrongUse(f"{path}: is an empty file, not a ledger; nothing was changed")
    if writable(path):
        return False
    if create:
        raise WrongUse(f"{path}: is read-only; copy it to a folder you may write to")
    return True


def _bring_up(connection: Connection, where: str, *, create: bool, read_only: bool) -> None:
    names = set(inspect(connection).get_table_names())
    if names and not {"alembic_version", "meta"} <= names:
        raise WrongUse(f"{where}: is a database, but not a ledger; nothing was changed")
    if not names and not create:
        raise WrongUse(f"{where}: is an empty database, not a ledger; nothing was changed")
    version = connection.scalar(text("SELECT version_num FROM alembic_version")) if names else None
    if version == HEAD:
        return
    if version is not None and version > HEAD:
        written = connection.scalar(select(meta.c.value).where(meta.c.key == "copydesk"))
        raise CopydeskError(f"{where}: was written by a newer copydesk ({written}; this is {__version__}); upgrade to read it")
    if read_only:
        raise CopydeskError(f"{where}: is of an older version and read-only; copy it to a folder you may write to")
    _upgrade(connection)
    put(connection, meta, [{"key": "copydesk", "value": __version__}])


def _upgrade(connection: Connection) -> None:
    # a fifth of a second that a current ledger need not pay
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    command.upgrade(config, "head")
