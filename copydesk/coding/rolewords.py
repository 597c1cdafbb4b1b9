"""The word sets of data/roles.toml."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from copydesk.coding.lexicons import table


@cache
def role_words() -> Mapping[str, frozenset[str]]:
    """The sets by name, and the unions of them that are asked for at every word; read only."""
    sets = {name: frozenset(words) for name, words in table("roles").items()}
    unions = {
        "prepositions": sets["elsewhere"] | sets["onto"],
        "premodifying": sets["determiners"] | sets["adjectives"],
        "closing": sets["determiners"] | sets["elsewhere"] | sets["onto"] | sets["verbs"] | sets["conjunctions"],
        "breaking": sets["relatives"] | sets["adverbial"],
        "definite": sets["definite_groups"] | sets["definite_machines"],
        "of_a_part": sets["ordinals"] | sets["formations"] | sets["adjectives"],
        "harmful": sets["done_to_people"] | sets["harming"],
        "describing": sets["adjectives"] | sets["modifiers"],
    }
    return {**sets, **unions}
