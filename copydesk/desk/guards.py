"""What stands between the desk and the rest of the world: who may ask, from where, and what a page may load.

Reports are hostile text. Jinja escapes them; the content policy sees to it that nothing that slipped through could run or load.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import secrets
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.cookies import SimpleCookie
from pathlib import Path

from msgspec import Struct
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders, QueryParams
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from copydesk.desk import assets
from copydesk.model import WrongUse

COOKIE = "copydesk_session"
SAFE = ("GET", "HEAD", "OPTIONS")
SCRYPT = {"n": 2**14, "r": 8, "p": 1}


def policy(tile_host: str | None = None) -> str:
    """What a page may run and load: nothing inline, nothing from another host but the tiles of `tile_host`."""
    also = f" {tile_host}" if tile_host else ""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            f"img-src 'self' data: blob:{also}",
            "font-src 'self'",
            f"connect-src 'self'{also}",
            "worker-src 'self' blob:",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        )
    )


HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",  # no-referrer would make a browser send "Origin: null" with our own forms, and we refuse that
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


class Doors(Struct, frozen=True):
    """Who may come in: with the one-time `token` of the printed URL, by a name and password of `passwords` (name to salt:hash, by
    `password_line`), or by the `proxy_header` in which a reverse proxy names the person. `hosts`: names the desk answers to.
    """

    token: str
    hosts: tuple[str, ...]
    passwords: dict[str, str] = {}
    proxy_header: str | None = None


def doors(host: str, port: int, password_file: Path | None, proxy_header: str | None) -> Doors:
    """The doors of a desk that listens at `host`. Raises WrongUse for one that others can reach and that nothing guards."""
    open_to_others = not is_loopback(host)
    if open_to_others and password_file is None and proxy_header is None:
        raise WrongUse(
            f"--host {host}: others could reach the desk; give --password-file FILE (name:password-hash lines, see docs/desk.md) "
            "or --proxy-header NAME of a reverse proxy that says who is there"
        )
    names = ("localhost", "127.0.0.1", "[::1]") if not open_to_others else (host, "localhost", "127.0.0.1")
    hosts = tuple(f"{name}:{port}" for name in names) + (names if port in (80, 443) else ())
    return Doors(secrets.token_urlsafe(24), hosts, read_passwords(password_file) if password_file else {}, proxy_header)


@contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """A socket that listens at `host`; WrongUse where the port is taken or the address is not this machine's."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as made:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            made.bind((host.strip("[]"), port))
        except OSError as error:
            raise WrongUse(f"cannot listen at {host}:{port}: {error.strerror}; choose another with --port") from error
        yield made


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach `host`."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def read_passwords(path: Path) -> dict[str, str]:
    """Lines of `name:salt:hash`; WrongUse names the line that is otherwise."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise WrongUse(f"--password-file {path}: {error.strerror}") from error
    found = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        name, _, rest = line.partition(":")
        if rest.count(":") != 1:
            raise WrongUse(f"{path}, line {number}: write name:salt:hash, as `copydesk serve --make-password NAME` prints it")
        found[name.strip()] = rest.strip()
    return found


def password_line(name: str, password: str) -> str:
    """A line of the password file (scrypt, RFC 7914)."""
    salt = secrets.token_hex(16)
    return f"{name}:{salt}:{_hashed(password, salt)}"


def is_password(password: str, kept: str) -> bool:
    """Whether a password is the one kept as `salt:hash`."""
    salt, _, known = kept.partition(":")
    return hmac.compare_digest(_hashed(password, salt), known)


def _hashed(password: str, salt: str) -> str:
    return hashlib.scrypt(password.encode(), salt=bytes.fromhex(salt), **SCRYPT).hex()


class Sessions:
    """Who is in: random session names that live as long as the desk does."""

    def __init__(self) -> None:
        self._people: dict[str, str] = {}

    def open(self, person: str) -> str:
        """A session for a person."""
        name = secrets.token_urlsafe(32)
        self._people[name] = person
        return name

    def person(self, session: str | None) -> str | None:
        """Who a session belongs to."""
        return self._people.get(session or "")


class Entrance(Struct, frozen=True):
    """Who comes in by the one-time link, who is told of it, and the one other host that a page may ask (for map tiles)."""

    person: str
    arrived: Callable[[str], None]
    tile_host: str | None = None


class Guard:
    """Middleware before everything else: Host, Origin, session, headers."""

    def __init__(self, app: ASGIApp, doors: Doors, sessions: Sessions, entrance: Entrance) -> None:
        self.app = app
        self._headers = HEADERS | {"content-security-policy": policy(entrance.tile_host)}
        self.doors = doors
        self.sessions = sessions
        self.entrance = entrance
        self._token_used = False
        self._arrived: set[str] = set()  # those whom a proxy names, since the desk was opened

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refusal = self._refusal(scope["method"], headers)
        if refusal is not None:
            await refusal(scope, receive, self._with_headers(send))
            return
        path = scope["path"]
        given = QueryParams(scope["query_string"]).get("token")
        if path == "/" and given is not None and not self._token_used and hmac.compare_digest(given, self.doors.token):
            self._token_used = True  # a link that was used once is worth nothing to who finds it later
            await run_in_threadpool(self.entrance.arrived, self.entrance.person)
            response = RedirectResponse("/", status_code=303)
            response.set_cookie(COOKIE, self.sessions.open(self.entrance.person), httponly=True, samesite="strict")
            await response(scope, receive, self._with_headers(send))
            return
        scope.setdefault("state", {})["person"] = person = self._who(headers)
        if person is None and not path.startswith(("/static/", "/enter")):
            response = RedirectResponse("/enter", status_code=303)
            await response(scope, receive, self._with_headers(send))
            return
        if self.doors.proxy_header is not None and person is not None and person not in self._arrived:
            self._arrived.add(person)
            await run_in_threadpool(self.entrance.arrived, person)
        await self.app(scope, receive, self._with_headers(send, _kept(path)))

    def _refusal(self, method: str, headers: Headers) -> PlainTextResponse | None:
        host = headers.get("host", "")
        if host not in self.doors.hosts and self.doors.proxy_header is None:
            return PlainTextResponse(f"this desk does not answer to the name {host}", status_code=421)
        if method in SAFE:
            return None
        origin = headers.get("origin")
        if origin is None or origin.partition("://")[2] != host:
            return PlainTextResponse("this was not asked for from the desk's own page", status_code=403)
        return None

    def _who(self, headers: Headers) -> str | None:
        if self.doors.proxy_header is not None:
            return headers.get(self.doors.proxy_header)
        cookies: SimpleCookie = SimpleCookie(headers.get("cookie", ""))
        return self.sessions.person(cookies[COOKIE].value if COOKIE in cookies else None)

    def _with_headers(self, send: Send, kept: str | None = None) -> Send:
        async def sender(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers[name] = kept if kept and name == "cache-control" else value
            await send(message)

        return sender


def _kept(path: str) -> str | None:
    """How long a browser may keep what it was given: assets for good, outlines of areas for a day, pages never."""
    return "max-age=86400" if path == "/outlines" else assets.kept(path)
