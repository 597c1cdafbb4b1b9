"""Word lists and tables of this room: `data/`, and after it the files of the same names in a folder of the user's own.

The environment variable COPYDESK_CODING_DATA names that folder; what stands in it is added, never put in place of what is here.
Each file is read once and never changed.
"""

from __future__ import annotations

import os
import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

FOLDER = "COPYDESK_CODING_DATA"


def _texts(name: str) -> list[str]:
    """The text of a data file, and that of the user's file of the same name where there is one."""
    texts = [files("copydesk.coding").joinpath("data", name).read_text(encoding="utf-8")]
    own = os.environ.get(FOLDER)
    if own and (path := Path(own) / name).is_file():
        texts.append(path.read_text(encoding="utf-8"))
    return texts


def _lines(name: str) -> list[str]:
    lines = (line.strip() for text in _texts(name) for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("#")]


@cache
def words(name: str) -> frozenset[str]:
    """The terms of `data/<name>.txt`."""
    return frozenset(_lines(f"{name}.txt"))


@cache
def table(name: str) -> dict[str, Any]:
    """The content of `data/<name>.toml`; read only."""
    read: dict[str, Any] = {}
    for text in _texts(f"{name}.toml"):
        read = _added(read, tomllib.loads(text))
    return read


@cache
def terms(name: str, of: str) -> frozenset[str]:
    """The terms of the list `of` at the top of `data/<name>.toml`."""
    return frozenset(table(name)[of])


def _added(one: dict[str, Any], two: dict[str, Any]) -> dict[str, Any]:
    """Two tables as one: lists behind one another, tables by their keys, any other value the second's."""
    out = dict(one)
    for key, value in two.items():
        held = out.get(key)
        if isinstance(held, dict) and isinstance(value, dict):
            out[key] = _added(held, value)
        elif isinstance(held, list) and isinstance(value, list):
            out[key] = [*held, *value]
        else:
            out[key] = value
    return out


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of `data/<name>.tsv` as tuples of cells."""
    return tuple(tuple(cell.strip() for cell in line.split("\t")) for line in _lines(f"{name}.tsv"))


def cell(row: tuple[str, ...], n: int) -> str | None:
    """The cell `n` of a row, None where the row is shorter or the cell empty or "-"."""
    return row[n] if n < len(row) and row[n] not in ("", "-") else None
