"""The data files of this room, read once: tables of tab-separated values with `#` headers, and settings in TOML."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

_DATA = resources.files("copydesk.locating") / "data"


def data_files() -> list[Traversable]:
    """Every data file of the room, the war places' included, in a fixed order."""
    files = [*_DATA.iterdir(), *(_DATA / "war_places").iterdir()]
    return sorted((f for f in files if f.is_file()), key=lambda f: f.name)


def rows_of(name: str) -> Iterator[dict[str, str]]:
    """The rows of a table by column name."""
    text = (_DATA / name).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def war_place_tables() -> list[str]:
    """The names of the tables of places of recent wars."""
    return sorted(f"war_places/{f.name}" for f in (_DATA / "war_places").iterdir() if f.name.endswith(".tsv"))


@cache
def settings(name: str) -> dict[str, Any]:
    """A TOML file as it stands; not to be changed by the caller."""
    return tomllib.loads((_DATA / name).read_text(encoding="utf-8"))


@cache
def word_lists(name: str) -> dict[str, dict[str, frozenset[str]]]:
    """The lists of words of a TOML file by table and name, to be asked what is in them."""
    tables = {table: rows.items() for table, rows in settings(name).items() if isinstance(rows, dict)}
    return {
        table: {key: frozenset(value) for key, value in rows if isinstance(value, list) and all(isinstance(v, str) for v in value)}
        for table, rows in tables.items()
    }


@cache
def word_set(name: str) -> frozenset[str]:
    """The words of a plain list, one or more a line."""
    text = (_DATA / name).read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())
