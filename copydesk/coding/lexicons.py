"""Word lists of this room: one term a line in `data/*.txt`, read once, never changed."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


def _lines(name: str) -> list[str]:
    text = files("copydesk.coding").joinpath("data", name).read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]


@cache
def words(name: str) -> frozenset[str]:
    """The terms of `data/<name>.txt`."""
    return frozenset(_lines(f"{name}.txt"))


@cache
def table(name: str) -> dict[str, Any]:
    """The content of `data/<name>.toml`; read only."""
    return tomllib.loads(files("copydesk.coding").joinpath("data", f"{name}.toml").read_text(encoding="utf-8"))


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of `data/<name>.tsv` as tuples of cells."""
    return tuple(tuple(cell.strip() for cell in line.split("\t")) for line in _lines(f"{name}.tsv"))
