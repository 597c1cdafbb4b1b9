"""A new event type given by data files alone is coded: the worked example of docs/coding.md, as it stands there."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "coding.md"
TEXT = "NIAMEY - Militiamen poisoned three wells near Tillaberi on Monday, villagers said. They cut off the water bills of nobody."


def _example() -> dict[str, str]:
    """The files of the worked example by name."""
    page = PAGE.read_text("utf-8")
    part = page[page.index("## A new event type") : page.index("## Another language")]
    found = re.findall(r"in `(\w+\.\w+)`[^`]*:\n   ```\w+\n(.*?)   ```", part, re.DOTALL)
    return {name: textwrap.dedent(block) for name, block in found}


def _mentions(folder: Path, own: Path | None) -> list[dict[str, Any]]:
    """The mentions of the text, coded by a process of its own, as data files are read once."""
    source, out = folder / "in.jsonl", folder / "out.jsonl"
    source.write_text(json.dumps({"id": "r1", "published": "2024-05-07", "text": TEXT}) + "\n", "utf-8")
    env = {k: v for k, v in os.environ.items() if k != "COPYDESK_CODING_DATA"} | ({"COPYDESK_CODING_DATA": str(own)} if own else {})
    command = [sys.executable, "-m", "copydesk", "annotate", str(source), "-o", str(out), "--quiet"]
    subprocess.run(command, check=True, env=env, cwd=PAGE.parents[1])
    mentions: list[dict[str, Any]] = json.loads(out.read_text("utf-8"))["mentions"]
    return mentions


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "my-types"
    folder.mkdir()
    for name, text in _example().items():
        (folder / name).write_text(text, "utf-8")
    return folder


def test_the_page_gives_three_files() -> None:
    assert sorted(_example()) == ["negatives.tsv", "ontology.toml", "triggers.tsv"]


def test_a_new_type_is_coded_and_what_looks_like_it_is_not(tmp_path: Path, own: Path) -> None:
    assert _mentions(tmp_path, None) == []
    told = _mentions(tmp_path, own)
    assert [(m["sub_event_type"], m["plover_mode"], m["background"]) for m in told] == [
        ("Looting/property destruction", "destroy", False)
    ]
    assert "poisoned three wells" in told[0]["quote"]
    assert told[0]["group"] is not None
