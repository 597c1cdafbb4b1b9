"""Who may come in, from where, and what a page may load."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from copydesk.cli.commands.serve import command
from copydesk.desk import assets, guards
from copydesk.desk.guards import Doors, doors, is_loopback, is_password, password_line, read_passwords
from copydesk.model import WrongUse
from tests.desk.making import OpenDesk

Open = Callable[..., OpenDesk]


def test_the_link_lets_in_once(open_desk: Open, mali: Path) -> None:
    desk = open_desk(mali)
    assert desk.enter().get("/queue").status_code == 200
    second = httpx.get(desk.link)
    assert second.status_code == 303
    assert second.headers["location"] == "/enter"
    assert "set-cookie" not in second.headers


@pytest.mark.parametrize("path", ["/", "/queue", "/look", "/take", "/bring", "/event/x", "/tiles/0/0/0"])
def test_nobody_reads_without_a_session(open_desk: Open, mali: Path, path: str) -> None:
    answer = httpx.get(open_desk(mali).url + path)
    assert (answer.status_code, answer.headers["location"]) == (303, "/enter")


def test_a_password_lets_in_and_a_wrong_one_does_not(open_desk: Open, mali: Path) -> None:
    desk = open_desk(mali)
    assert desk.enter("ada").get("/").status_code == 200
    wrong = httpx.post(f"{desk.url}/enter", data={"name": "ada", "password": "no"}, headers={"origin": desk.url})
    assert wrong.status_code == 403
    assert "do not go together" in wrong.text
    assert "set-cookie" not in wrong.headers
    assert httpx.post(f"{desk.url}/enter", data={"name": "zoe", "password": ""}, headers={"origin": desk.url}).status_code == 403
    assert 'name="password"' in httpx.get(f"{desk.url}/enter").text


def test_another_host_name_is_refused(open_desk: Open, mali: Path) -> None:
    """DNS rebinding: a page of evil.test whose name now leads to this machine asks under its own name."""
    desk = open_desk(mali)
    answer = desk.enter().get("/", headers={"host": "evil.test"})
    assert answer.status_code == 421
    assert "evil.test" in answer.text


@pytest.mark.parametrize("origin", [None, "http://evil.test", "null", "http://127.0.0.1:1"])
def test_a_decision_from_another_page_is_refused(open_desk: Open, mali: Path, origin: str | None) -> None:
    client = open_desk(mali).enter()
    del client.headers["origin"]
    answer = client.post("/undo", headers={"origin": origin} if origin else {})
    assert answer.status_code == 403
    assert client.cookies  # the person is in; the page that asked is not


def test_headers_forbid_what_is_inline_and_other_hosts(open_desk: Open, mali: Path) -> None:
    client = open_desk(mali).enter()
    for path in ("/", "/queue", "/nowhere", assets.address("desk.css")):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self';" in policy
        assert "style-src 'self';" in policy
        assert "unsafe" not in policy
        assert "http" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
    kept = client.get(assets.address("vendor/maplibre-gl.css"))
    assert (kept.status_code, kept.headers["cache-control"]) == (200, "max-age=31536000, immutable")
    assert client.get("/static/of-an-older-desk/desk.css").headers["cache-control"] == "no-store"
    assert client.get("/").headers["cache-control"] == "no-store"
    cookie = httpx.get(open_desk(mali).link).headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie


def test_only_the_tiles_host_is_added(open_desk: Open, mali: Path) -> None:
    client = open_desk(mali, tiles="https://tiles.test/{z}/{x}/{y}.png").enter()
    policy = client.get("/").headers["content-security-policy"]
    assert "connect-src 'self' https://tiles.test;" in policy
    assert policy.count("http") == 2


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "desk.example.org"])
def test_an_open_address_needs_a_guard(host: str, tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="password-file"):
        doors(host, 8420, None, None)
    file = tmp_path / "people"
    file.write_text(password_line("ada", "secret"))
    assert "ada" in doors(host, 8420, file, None).passwords
    assert doors(host, 8420, None, "x-user").proxy_header == "x-user"


def test_the_command_refuses_an_open_address(mali: Path) -> None:
    answer = CliRunner().invoke(command, [str(mali), "--host", "0.0.0.0", "--port", "0"])
    assert answer.exit_code != 0
    assert "password-file" in answer.output + str(answer.exception)


def test_a_password_line_is_made_and_read(tmp_path: Path) -> None:
    made = CliRunner().invoke(command, ["--make-password", "ada"], input="secret\nsecret\n")
    assert made.exit_code == 0, made.output
    line = made.stdout.splitlines()[-1]
    file = tmp_path / "people"
    file.write_text(line + "\n")
    kept = read_passwords(file)["ada"]
    assert is_password("secret", kept)
    assert not is_password("Secret", kept)
    assert "secret" not in line


def test_a_broken_password_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / "people"
    file.write_text("\n# people\nada secret\n")
    with pytest.raises(WrongUse, match="line 3"):
        read_passwords(file)
    with pytest.raises(WrongUse, match="nothing"):
        read_passwords(tmp_path / "nothing")


def test_loopback() -> None:
    assert all(map(is_loopback, ("127.0.0.1", "127.9.9.9", "::1", "[::1]", "localhost")))
    assert not any(map(is_loopback, ("0.0.0.0", "::", "10.0.0.1", "localhost.evil.test")))


def test_a_taken_port_is_told() -> None:
    with guards.listening("127.0.0.1", 0) as held:
        held.listen()
        with pytest.raises(WrongUse, match="--port"), guards.listening("127.0.0.1", held.getsockname()[1]):
            pass


def test_a_proxy_names_the_person() -> None:
    async def app(scope: dict, receive: object, send: object) -> None:
        seen.append(scope["state"]["person"])

    seen: list[str] = []
    guard = guards.Guard(app, Doors("t", (), {}, "x-user"), guards.Sessions(), guards.Entrance("me", lambda _: None))
    for headers in ([(b"x-user", b"ada"), (b"host", b"desk.example.org")],):
        scope = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": headers}
        with ThreadPoolExecutor(1) as aside:  # the browser tests leave a loop running in this thread
            aside.submit(asyncio.run, guard(scope, None, None)).result()  # type: ignore[arg-type]
    assert seen == ["ada"]
