"""Opening, migrating, locking, and what a person reads when it cannot be done."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import OperationalError

import copydesk.ledger as room
from copydesk.ledger import Ledger, ReportBatch
from copydesk.ledger.dialect import as_person_reads
from copydesk.ledger.migrations import HEAD
from copydesk.ledger.tables import metadata
from copydesk.model import CopydeskError, WrongUse
from tests.ledger.making import add, mention, report, settle

MIGRATIONS = Path(room.__file__).parent / "migrations"


def test_migrations_make_the_schema_that_the_code_uses(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "war.ledger", create=True) as ledger, ledger.reading() as connection:
        options = {
            "include_name": lambda name, kind, _: not (kind == "table" and name.startswith("report_words"))
        }  # full-text search
        assert compare_metadata(MigrationContext.configure(connection, opts=options), metadata) == []


def test_head_is_the_last_migration() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_current_head() == HEAD


def test_one_file_is_left_when_it_is_closed(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "war.ledger", create=True) as ledger:
        add(ledger, "a")
    assert [p.name for p in tmp_path.iterdir()] == ["war.ledger"]
    with Ledger.open(tmp_path / "war.ledger") as ledger:
        assert ledger.known_ids() == {"a"}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"hello, I am a text", "is not a ledger"),
        (b"", "is an empty file"),
        (b"SQLite format 3\x00rubbish", "not a ledger, or is damaged"),
    ],
)
def test_what_is_no_ledger_is_refused_and_left_alone(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "war.ledger"
    path.write_bytes(content)
    with pytest.raises(CopydeskError, match=words):
        Ledger.open(path)
    assert path.read_bytes() == content


def test_another_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE cooks (name TEXT)")
    other.close()
    with pytest.raises(WrongUse, match="not a ledger"):
        Ledger.open(path, create=True)


def test_paths_that_lead_nowhere(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="no such ledger"):
        Ledger.open(tmp_path / "war.ledger")
    with pytest.raises(WrongUse, match="folder does not exist"):
        Ledger.open(tmp_path / "no" / "war.ledger", create=True)
    with pytest.raises(WrongUse, match="is a folder"):
        Ledger.open(tmp_path)


def test_a_newer_ledger_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "war.ledger"
    Ledger.open(path, create=True).close()
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
        raw.execute("UPDATE meta SET value = '99.0' WHERE key = 'copydesk'")
    raw.close()
    with pytest.raises(CopydeskError, match=r"written by a newer copydesk \(99\.0"):
        Ledger.open(path)


def test_a_ledger_one_may_not_write_to_is_still_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "war.ledger"
    with Ledger.open(path, create=True) as ledger:
        add(ledger, "a")
    monkeypatch.setattr("copydesk.ledger.opening.writable", lambda _: False)
    with Ledger.open(path) as ledger:
        assert ledger.read_only
        assert ledger.known_ids() == {"a"}
        with pytest.raises(CopydeskError, match="is read-only"):
            add(ledger, "b")
    assert [p.name for p in tmp_path.iterdir()] == ["war.ledger"]
    with pytest.raises(WrongUse, match="is read-only"):
        Ledger.open(path, create=True)
    with pytest.raises(WrongUse, match="may not write"):
        Ledger.open(tmp_path / "new.ledger", create=True)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("database or disk is full", "make room"),
        ("database is locked", "another program"),
        ("attempt to write a readonly database", "is read-only"),
        ("unable to open database file", "cannot be opened"),
        ("file is not a database", "is not a ledger"),
        ("something else", "something else"),
    ],
)
def test_errors_of_the_database_in_one_line(words: str, told: str) -> None:
    error = as_person_reads(OperationalError("SELECT 1", {}, Exception(words)), "war.ledger")
    assert told in str(error)
    assert "\n" not in str(error)


def test_an_error_while_writing_leaves_nothing_of_the_batch(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "war.ledger", create=True) as ledger:
        add(ledger, "a")
        with pytest.raises(CopydeskError, match="NOT NULL"):
            ledger.write_reports(ReportBatch(version="1", reports=[report("b")], block_keys=[(None, "b:0")]))  # type: ignore[list-item]
        assert ledger.known_ids() == {"a"}


HOLDER = """
import sys, time
from copydesk.ledger import Ledger
with Ledger.open(sys.argv[1], create=True) as ledger, ledger.build_lock():
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_build_waits_and_a_killed_one_lets_go(tmp_path: Path) -> None:
    path = tmp_path / "war.ledger"
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, str(path)], stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    waited: list[bool] = []
    with Ledger.open(path) as ledger:
        with pytest.raises(CopydeskError, match="another build"), ledger.build_lock(wait=0):
            pass
        os.kill(holder.pid, signal.SIGKILL)
        with ledger.build_lock(wait=30, on_wait=lambda: waited.append(True)):
            pass
    holder.wait()
    holder.stdout.close()


WRITER = """
import sys
from copydesk.ledger import Ledger
from tests.ledger.making import add, settle
with Ledger.open(sys.argv[1], create=True) as ledger:
    print("open", flush=True)
    for n in range(100000):
        add(ledger, f"r{n}", mentions=4)
        settle(ledger) if n % 5 == 0 else None
"""


def test_killed_at_any_moment_it_holds_only_whole_reports(tmp_path: Path) -> None:
    path = tmp_path / "war.ledger"
    root = Path(__file__).parents[2]
    for round_ in range(3):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True, cwd=root)
        assert writer.stdout is not None
        assert writer.stdout.readline() == "open\n"
        time.sleep(0.11 + 0.07 * round_)
        os.kill(writer.pid, signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        with Ledger.open(path) as ledger:
            for held in ledger.reports():
                assert len(ledger.mentions(reports=[held.report_id])) == 4
            settle(ledger)
            assert ledger.pending()[1] == []
            assert {m.event_id for m in ledger.mentions()} == {e.event_id for e in ledger.events()}


def test_readers_are_not_kept_waiting_by_a_writer(tmp_path: Path) -> None:
    path = tmp_path / "war.ledger"
    with Ledger.open(path, create=True) as ledger, Ledger.open(path) as other:
        add(ledger, "a")
        with ledger.writing() as connection:
            room.ledger.writing.write_reports(connection, ReportBatch(version="1", reports=[report("b")], mentions=[mention("b")]))
            assert other.known_ids() == {"a"}
        assert other.known_ids() == {"a", "b"}


def test_words_are_found_after_the_file_was_packed(tmp_path: Path) -> None:
    """VACUUM renumbers rows that have no number of their own; the index of words must not point at other reports then."""
    path = tmp_path / "war.ledger"
    texts = {"a": "Shells fell on the harbour.", "b": "Rebels took the bridge.", "c": "A mine killed nine on the road."}
    with Ledger.open(path, create=True) as ledger:
        mentions = [mention(r, quote=text[:9]) for r, text in texts.items()]
        ledger.write_reports(ReportBatch(version="1", reports=[report(r, text) for r, text in texts.items()], mentions=mentions))
        settle(ledger)
        found = ledger.search("mine")
        assert len(found) == 1
    with closing(sqlite3.connect(path)) as plain:
        plain.execute("DELETE FROM reports WHERE report_id = 'a'")
        plain.commit()
        plain.execute("VACUUM")
    with Ledger.open(path) as ledger:
        assert ledger.search("mine") == found
        assert ledger.search("harbour") == set()
