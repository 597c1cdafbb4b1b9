"""The word sets of data/roles.toml."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from copydesk.coding.lexicons import table


@cache
def role_words() -> Mapping[str, frozenset[str]]:
    """The sets by name; read only."""
    return {name: frozenset(words) for name, words in table("roles").items()}
