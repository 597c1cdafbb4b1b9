"""The agencies, outlets and organisations that reports name as their source (`data/outlets.tsv`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from msgspec import Struct

from copydesk.model.converting import converted
from copydesk.model.records import CreditKind

_APOSTROPHE = re.compile(r"['’]")
_NOT_WORD = re.compile(r"\W+")


class Outlet(Struct, frozen=True):
    """One row: `state_owned` also says run by an authority or a party to a conflict; `country` is ISO 3166-1 alpha-2 or None."""

    name: str
    aliases: list[str]
    kind: CreditKind
    country: str | None
    state_owned: bool


@dataclass(frozen=True)
class Registry:
    """The table by any of a row's names."""

    outlets: tuple[Outlet, ...]
    by_key: dict[str, Outlet]

    def find(self, name: str) -> Outlet | None:
        """The row that `name` is a name of, letter case and punctuation aside."""
        return self.by_key.get(_key(name))

    def key(self, name: str) -> str:
        """One spelling for all names of one outlet, known or not: two names mean one outlet where their keys are equal."""
        outlet = self.find(name)
        return outlet.name if outlet else _key(name)


@cache
def registry() -> Registry:
    """The table, read once."""
    outlets = []
    for line in files(__package__).joinpath("data/outlets.tsv").read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        name, aliases, kind, country, state = line.split("\t")
        row = {
            "name": name,
            "aliases": [] if aliases == "-" else aliases.split("|"),
            "kind": kind,
            "country": None if country == "-" else country,
            "state_owned": state == "yes",
        }
        outlets.append(converted(row, Outlet))
    by_key: dict[str, Outlet] = {}
    for outlet in outlets:
        for name in (outlet.name, *outlet.aliases):
            by_key.setdefault(_key(name), outlet)
    return Registry(tuple(outlets), by_key)


@lru_cache(maxsize=65536)
def _key(name: str) -> str:
    return _NOT_WORD.sub(" ", _APOSTROPHE.sub("", name.casefold())).strip().removeprefix("the ")
