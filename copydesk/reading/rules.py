"""The patterns of page furniture, loaded from data/furniture.toml."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from msgspec import Struct

from copydesk.model.records import PartRole

Where = Literal["head", "line", "onward", "end", "sweep"]

_WORD = re.compile(r"\{([a-z]+)\}")


class Rule(Struct, frozen=True):
    """One pattern and the role it gives; `after`, `within` and `needs` as the data file says."""

    pattern: re.Pattern[str]
    role: PartRole
    after: float = 0.0
    within: int = 0
    needs: str = ""


@cache
def rules(where: Where) -> tuple[Rule, ...]:
    """The rules of one list, in the order of the file."""
    return tuple(
        Rule(_compiled(r["pattern"], where), r["role"], r.get("after", 0.0), r.get("within", 0), r.get("needs", ""))
        for r in data("furniture")[where]
    )


@cache
def data(name: str) -> dict[str, Any]:
    """One of the data files beside this module, as parsed."""
    return tomllib.loads((files("copydesk.reading") / "data" / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def worded(pattern: str) -> str:
    """The pattern with {date}, {name} and their like filled in from [words]."""
    words = data("furniture")["words"]
    while _WORD.search(pattern):
        pattern = _WORD.sub(lambda m: str(words[m.group(1)]), pattern)
    return pattern


def _compiled(pattern: str, where: Where) -> re.Pattern[str]:
    full = worded(pattern)
    if where == "end":
        full = rf"(?:{full})\s*\Z"
    return re.compile(full)
