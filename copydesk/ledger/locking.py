"""One build at a time on a ledger, across processes; the system lets go when a process dies, however it dies."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import Engine, text

from copydesk.model import CopydeskError

# Any fixed number serves as the key of PostgreSQL's advisory lock
_ADVISORY_KEY = 0x636F7079


@contextmanager
def file_lock(ledger: Path, wait: float, on_wait: Callable[[], None] | None) -> Iterator[None]:
    """Hold `<ledger>.lock` for the length of the block, waiting up to `wait` seconds for whoever holds it (-1: for ever)."""
    lock = FileLock(f"{ledger}.lock")
    try:
        try:
            lock.acquire(timeout=0)
        except Timeout:
            if on_wait is not None:
                on_wait()
            lock.acquire(timeout=wait)
    except Timeout:
        raise CopydeskError(f"{ledger}: another build is writing to this ledger; wait for it to end and build again") from None
    except OSError as error:
        raise CopydeskError(f"{ledger}: cannot be locked for a build ({error.strerror or error})") from None
    try:
        yield
    finally:
        lock.release()


@contextmanager
def advisory_lock(engine: Engine, wait: float, on_wait: Callable[[], None] | None) -> Iterator[None]:
    """The same on PostgreSQL, held by a connection of its own."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if not connection.scalar(text("SELECT pg_try_advisory_lock(:k)"), {"k": _ADVISORY_KEY}):
            if wait == 0:
                raise CopydeskError(f"{engine.url!r}: another build is writing to this ledger; wait for it to end and build again")
            if on_wait is not None:
                on_wait()
            connection.execute(text("SELECT pg_advisory_lock(:k)"), {"k": _ADVISORY_KEY})
        try:
            yield
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(:k)"), {"k": _ADVISORY_KEY})
