"""The desk's data files, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> Mapping[str, Any]:
    """data/`name`.toml."""
    return tomllib.loads((files("copydesk.desk") / "data" / f"{name}.toml").read_text(encoding="utf-8"))


def called(name: str, of: str = "field") -> str:
    """What people call a field ("facet", "part", "decision"); its own name where words.toml has none."""
    found: str = table("words")[of].get(name, name.replace("_", " "))
    return found
