"""Desks that are open: on the example reports, on reports written to do harm, on 100,000 generated events; and a browser."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import hatch_build
from benchmarks.generated_ledger import fill
from copydesk.pipeline.build import BuildOptions, build
from copydesk.reading import Options
from tests.desk.making import HOSTILE, OpenDesk, hostile_reports, opened

EXAMPLES = Path(__file__).parent.parent.parent / "examples" / "mali"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
DRAWING = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader"]


@pytest.fixture(scope="session", autouse=True)
def assets() -> None:
    """The pages are tested with the assets of this source tree, not with those of an earlier one."""
    root = Path(hatch_build.__file__).parent
    assert hatch_build.are_current(root), "the desk's assets are of another version; run `make test` or hatch_build.py"


def _options() -> BuildOptions:
    return BuildOptions(reading=Options(pseudonym_key=b"0" * 32, read_at="2024-04-01T00:00:00Z"))


@pytest.fixture(scope="session")
def mali(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of the example reports."""
    path = tmp_path_factory.mktemp("mali") / "mali.ledger"
    build(path, [str(EXAMPLES)], _options())
    return path


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of reports whose title, outlet, text, comments and file names try to run, load or reorder something."""
    folder = tmp_path_factory.mktemp("hostile")
    hostile_reports(folder / "in")
    build(folder / "hostile.ledger", [str(folder / "in")], _options())
    assert HOSTILE
    return folder / "hostile.ledger"


@pytest.fixture(scope="session")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of 100,000 events."""
    path = tmp_path_factory.mktemp("generated") / "generated.ledger"
    fill(path, 100_000)
    return path


@pytest.fixture
def open_desk(tmp_path: Path) -> Iterator[Callable[..., OpenDesk]]:
    """Opens desks, each on a copy of a ledger, and closes them after the test."""
    held: list[Any] = []

    def go(ledger: Path, *, copy: bool = True, **more: Any) -> OpenDesk:
        path = tmp_path / f"{len(held)}-{ledger.name}" if copy else ledger
        if copy:
            shutil.copy(ledger, path)
        manager = opened(path, **more)
        held.append(manager)
        return manager.__enter__()

    yield go
    for manager in reversed(held):
        manager.__exit__(None, None, None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium; tests that need it are skipped where there is none."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (pip install -e '.[dev]')")
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine (apt-get install chromium)")
    with playwright.sync_playwright() as p:
        made = p.chromium.launch(executable_path=CHROMIUM, args=[*ARGUMENTS, *DRAWING])
        yield made
        made.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A page in a context of its own; what goes wrong in its scripts fails the test, as does a request to any other host."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    made = context.new_page()
    made.set_default_timeout(20_000)
    wrong: list[str] = []
    made.on("pageerror", lambda error: wrong.append(f"script: {error}"))
    made.on("console", lambda m: wrong.append(f"console: {m.text}") if m.type == "error" else None)
    made.on(
        "request",
        lambda r: wrong.append(f"asked {r.url}") if not r.url.startswith(("http://127.0.0.1:", "data:", "blob:")) else None,
    )
    made.wrong = wrong
    yield made
    context.close()
    assert not wrong, wrong
