"""A desk that listens on a free port, the people at it, and reports that mean it no good."""

from __future__ import annotations

import html
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import uvicorn

from copydesk.desk import House, create_app, doors, listening, password_line, tiles_of
from copydesk.ledger import Ledger
from copydesk.reading import Options

PASSWORDS = {"ada": "one two three", "ben": "four five six"}

HOSTILE = (
    "<script>document.title='owned'</script>",
    "<img src=x onerror=\"document.title='owned'\">",
    "<svg onload=\"document.title='owned'\"><circle r=9></svg>",
    "<style>body{display:none}</style>",
    "<a href=\"javascript:document.title='owned'\">go</a>",
    "\u202egnp.exe\u2066",
    "{{ 7 * 7 }}",
    "' onmouseover='document.title=1",
)


@dataclass
class OpenDesk:
    """A desk that is open: its address, its one-time link, and its house."""

    url: str
    link: str
    house: House

    def enter(self, name: str | None = None) -> httpx.Client:
        """Somebody at the desk: by the link, or by name and password."""
        client = httpx.Client(base_url=self.url, headers={"origin": self.url, "accept": "application/json"}, timeout=60)
        if name is None:
            answer = client.get(self.link)
        else:
            answer = client.post("/enter", data={"name": name, "password": PASSWORDS[name]})
        assert answer.status_code == 303, answer.text
        return client


@contextmanager
def opened(path: Path, tiles: str | None = None) -> Iterator[OpenDesk]:
    """A desk on the ledger at `path`, for whom the link lets in ("eve") and for those in PASSWORDS."""
    passwords = path.with_suffix(".passwords")
    passwords.write_text("# people\n" + "\n".join(password_line(n, p) for n, p in PASSWORDS.items()) + "\n")
    with Ledger.open(path) as ledger, listening("127.0.0.1", 0) as socket:
        port = socket.getsockname()[1]
        guarded = doors("127.0.0.1", port, passwords, None)
        house = House(ledger, Options(pseudonym_key=b"0" * 32), tiles_of(tiles) if tiles else None)
        server = uvicorn.Server(uvicorn.Config(create_app(house, guarded, "eve"), log_level="error", server_header=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [socket]}, daemon=True)
        thread.start()
        while not server.started:
            thread.join(0.01)
        yield OpenDesk(f"http://127.0.0.1:{port}", f"http://127.0.0.1:{port}/?token={guarded.token}", house)
        server.should_exit = True
        thread.join(20)


def event_ids(client: httpx.Client, query: str = "") -> list[str]:
    """The ids of the events that a filter lets through, in the list's order."""
    rows = client.get(f"/take?format=jsonl&{query}").text.splitlines()
    return [json.loads(row)["event_id"] for row in rows]


def told(client: httpx.Client, event_id: str) -> dict[str, Any]:
    """One event as it is taken out."""
    rows = client.get("/take?format=jsonl").text.splitlines()
    return next(row for row in map(json.loads, rows) if row["event_id"] == event_id)


def hostile_reports(folder: Path) -> None:
    """Two accounts of one attack, whose every field carries something that must stay text."""
    folder.mkdir()
    sting = " ".join(HOSTILE)
    rows = []
    for n, outlet in enumerate(("<b onclick=alert(1)>The Post</b>", "\u202eThe Courier <script>alert(2)</script>")):
        text = (
            f"Gunmen attacked the town of Ansongo in Mali on Friday, killing {12 + n} soldiers {sting}. "
            f"The army said {14 + n} soldiers were killed. {sting}"
        )
        rows.append(
            {
                "id": f'bad-{n}"><script>alert({n})</script>',
                "text": text,
                "title": f"Gunmen kill {12 + n} in Ansongo {sting}",
                "outlet": outlet,
                "url": "javascript:document.title='owned'",
                "published": "2024-03-16",
                "byline": [sting],
            }
        )
    page = "".join(f"<p>{html.escape(r['text'])}</p>" for r in rows)
    comment = f'<div class="comment"><span class="comment-author">mallory99</span><p>{html.escape(sting)} I saw it.</p></div>'
    (folder / "page.html").write_text(
        f"<html><head><title>{html.escape(sting)}</title></head><body><article><h1>{html.escape(sting)}</h1>{page * 3}</article>"
        f'<section id="comments"><h2>2 Comments</h2>{comment * 2}</section></body></html>',
        encoding="utf-8",
    )
    (folder / "<img src=x onerror=alert(1)>.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
