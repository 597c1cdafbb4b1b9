"""The documentation names every command, option, table and dependency, and its pages hold together."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import click
import pytest

from copydesk.cli.main import COMMANDS, copydesk
from copydesk.export.tables import TABLE_ROWS

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
LINK = re.compile(r"\]\(([^)#\s]+?\.(?:md|png|py|toml))(?:#[^)]*)?\)|\]\((LICENSE)\)")
EXAMPLE = re.compile(r"^\$ copydesk ([a-z]+)", re.M)


def command(name: str) -> click.Command:
    found = copydesk.get_command(click.Context(copydesk), name)
    assert found is not None
    return found


def options_of(found: click.Command) -> list[str]:
    inner = [o for c in found.commands.values() for o in options_of(c)] if isinstance(found, click.Group) else []
    own = [o for p in found.params if isinstance(p, click.Option) for o in [*p.opts, *p.secondary_opts]]
    return [*own, *inner]


def page(name: str) -> str:
    return (DOCS / "commands" / f"{name}.md").read_text(encoding="utf-8")


def nav_of(part: Any) -> list[str]:
    if isinstance(part, str):
        return [part]
    return [leaf for inner in (part.values() if isinstance(part, dict) else part) for leaf in nav_of(inner)]


def test_no_page_tells_of_a_command_that_is_not_there() -> None:
    assert {p.stem for p in (DOCS / "commands").glob("*.md")} == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_has_a_page_with_every_option_an_example_and_its_exit_codes(name: str) -> None:
    text = page(name)
    assert text.startswith(f"# copydesk {name}\n")
    missing = [o for o in options_of(command(name)) if f"`{o}" not in text]
    assert not missing
    assert f"$ copydesk {name}" in text
    assert "| 0 |" in text
    assert "| 2 |" in text


@pytest.mark.parametrize("name", COMMANDS)
def test_a_page_names_no_option_that_is_not_there(name: str) -> None:
    table = page(name).split("## Options")[1].split("## ")[0]
    named = re.findall(r"`(--?[a-z-]+)", "\n".join(row.split("|")[1] for row in table.splitlines() if row.startswith("| `")))
    assert set(named) <= {*options_of(command(name)), "-h", "--help"}


@pytest.mark.parametrize("name", [*TABLE_ROWS, "annotate"])
def test_a_table_has_a_page(name: str) -> None:
    assert (DOCS / "tables" / f"{name}.md").read_text(encoding="utf-8").startswith(f"# {name}")


def test_every_page_is_in_the_navigation_once() -> None:
    import yaml  # noqa: PLC0415 - comes with mkdocs

    pages = nav_of(yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["nav"])
    assert sorted(pages) == sorted(str(p.relative_to(DOCS)) for p in DOCS.rglob("*.md"))


@pytest.mark.parametrize("file", [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))], ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere_and_examples_name_commands(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    dead = [link for link in ((a or b) for a, b in LINK.findall(text)) if "://" not in link and not (file.parent / link).exists()]
    assert not dead
    assert set(EXAMPLE.findall(text)) <= set(COMMANDS)
    assert not re.search(r"(?<![\w.])/(work|root|home)/", text), "a path of one machine"


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = [*project["dependencies"], *(d for extra in project["optional-dependencies"].values() for d in extra)]
    decisions = (DOCS / "decisions.md").read_text(encoding="utf-8").split("## Dependencies")[1].split("### Looked at")[0]
    reasons = {name for row in re.findall(r"^\| ([\w ,.-]+) \|", decisions, re.M) for name in row.split(", ")}
    assert {re.split(r"[\[<>=]", d)[0] for d in named} <= reasons


def test_the_readme_opens_with_the_two_commands() -> None:
    lines = [line.strip() for line in (ROOT / "README.md").read_text(encoding="utf-8").splitlines() if line.strip()]
    assert [line.split("  ")[0] for line in lines[1:3]] == ["make demo", "make test"]


@pytest.mark.slow
def test_the_site_builds_without_a_warning(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path / "site")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "site" / "tutorial" / "index.html").exists()
