"""The same ledger on PostgreSQL; skipped where no server is installed."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from copydesk.ledger import Decision, Ledger, LineageChange
from copydesk.model import CopydeskError
from tests.ledger.making import add, edge, settle

SERVERS = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
pytest.importorskip("psycopg", reason="psycopg is not installed")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not SERVERS, reason="no PostgreSQL server is installed on this machine"),
]


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("pg")
    programs = SERVERS[-1].parent
    # a server does not run as root
    root = os.geteuid() == 0
    prefix = ["runuser", "-u", "postgres", "--"] if root and shutil.which("runuser") else []
    if root:
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
        for parent in folder.parents[:3]:
            parent.chmod(parent.stat().st_mode | 0o055)
    data, port = folder / "data", "54329"
    user = "postgres" if root else pwd.getpwuid(os.geteuid()).pw_name

    def run(*words: str) -> None:
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder)

    run(*prefix, str(programs / "initdb"), "-D", str(data), "-A", "trust", "-E", "UTF8")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
    pg_ctl = [*prefix, str(programs / "pg_ctl"), "-D", str(data), "-w"]
    run(*pg_ctl, "-o", options, "-l", str(folder / "log"), "start")
    try:
        yield f"postgresql+psycopg://{user}@127.0.0.1:{port}/postgres"
    finally:
        run(*pg_ctl, "-m", "immediate", "stop")


def test_the_same_reports_give_the_same_tables(url: str, tmp_path: Path) -> None:
    held = []
    for where in (url, tmp_path / "war.ledger"):
        with Ledger.open(where, create=True) as ledger:
            add(ledger, "a", "b")
            add(ledger, "a", "b")
            ledger.write_lineage(LineageChange(edges=[edge("a", "b")], related=["a", "b"]))
            settle(ledger)
            number = ledger.merge(["ev-a:0", "ev-b:0"], Decision(kind="merge", by="Ann"))
            settle(ledger)
            ledger.decide(Decision(kind="correct", by="Ann", event_id="ev-b:0", field="killed_best", value=7))
            assert ledger.resolve("ev-b:0") == "ev-a:0"
            ledger.undo(number, "Bob")
            settle(ledger)
            assert ledger.reports_by_band([1]) == {1: ["a", "b"]}
            held.append(
                [ledger.reports(), ledger.mentions(), ledger.lineage(), [replace(e, reviewed=None) for e in ledger.events()]]
            )
    assert held[0] == held[1]


def test_one_build_at_a_time(url: str) -> None:
    refused = pytest.raises(CopydeskError, match="another build")
    with Ledger.open(url, create=True) as ledger, Ledger.open(url) as other, ledger.build_lock(), refused, other.build_lock(wait=0):
        pass
    with Ledger.open(url) as ledger, ledger.build_lock(wait=0):
        pass
