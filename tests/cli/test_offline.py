"""A build opens no socket to another host: an audit hook in every Python process it starts sees each connect and look-up."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent

WATCH = """
import ipaddress, os, sys
def watch(event, args):
    if event in ("socket.connect", "socket.sendto") and isinstance(args[1], tuple):
        host = args[1][0]
        try:
            outside = not ipaddress.ip_address(host).is_loopback
        except ValueError:
            outside = host != "localhost"
    elif event == "socket.getaddrinfo":
        outside = args[0] not in (None, "", "localhost", "127.0.0.1", "::1")
    else:
        return
    if outside:
        with open(os.environ["SEEN_SOCKETS"], "a") as file:
            file.write(f"{event} {args[1:]}\\n")
sys.addaudithook(watch)
"""


def test_a_build_opens_no_outside_socket(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(WATCH)
    seen = tmp_path / "seen"
    env = {k: v for k, v in os.environ.items() if k != "DO_NOT_TRACK"}
    env |= {"PYTHONPATH": str(tmp_path), "SEEN_SOCKETS": str(seen)}
    reports = str(ROOT / "examples" / "mali")
    command = [sys.executable, "-m", "copydesk", "build", reports, "-o", str(tmp_path / "x.ledger"), "--quiet"]
    done = subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert not seen.exists(), seen.read_text()


def test_the_watcher_sees_an_outside_socket(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(WATCH)
    seen = tmp_path / "seen"
    code = "import socket\ns = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\ns.connect(('192.0.2.1', 9))"
    subprocess.run(
        [sys.executable, "-c", code], env=os.environ | {"PYTHONPATH": str(tmp_path), "SEEN_SOCKETS": str(seen)}, check=False
    )
    assert "192.0.2.1" in seen.read_text()
