"""Where a report is set: the countries, which of them it names most, whom its outlet speaks for, and its year."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from msgspec import Struct

from copydesk.coding.lexicons import cell, rows
from copydesk.coding.rolewords import role_words
from copydesk.model import Report

# What names of each kind say of the country that a report is about: nations act abroad, their towns do not, nor "in Mali".
_OF_TOWN, _OF_COUNTRY, _OF_NATION = 4, 2, 1
_EARLY = 2  # times as much in the title and the first sentences ...
_LEAD = 300  # ... which are so many characters
_BEFORE = 14  # characters in which the word before a name stands
_CAPITALISED = re.compile(r"(?:\b[A-Z][a-z]+ )?(?:U\.S\.|\b[A-Z][A-Za-z]+)")


class Country(Struct, frozen=True):
    """A country and its adjective; peoples without a state are actors of the registry."""

    code: str
    name: str
    adjective: str


class Setting(Struct, frozen=True):
    """What a report's words are read against: the countries it names, most often first, whom its outlet speaks for, its year."""

    countries: tuple[str, ...] = ()
    speaks_for: str | None = None
    year: int | None = None

    @property
    def home(self) -> str | None:
        return self.countries[0] if self.countries else self.speaks_for


def spell(name: str | None, country: Country | None) -> str | None:
    """A canonical name with its country put in; without one "Civilians" and "Rebels" stand alone and adjectives give None."""
    if name is None or country is not None:
        return name.format(adjective=country.adjective, country=country.name) if name and country else name
    bare = name.replace(" ({country})", "")
    return None if "{" in bare else bare


@cache
def countries() -> dict[str, Country]:
    """The countries by code."""
    return {row[0]: Country(row[0], row[1], row[2]) for row in rows("actors_countries")}


@cache
def _country_words() -> dict[str, str]:
    return {word: row[0] for row in rows("actors_countries") for word in (row[1], row[2], *(cell(row, 3) or "").split("|")) if word}


def country_of(word: str) -> str | None:
    """The code of the country that a word names, None where it names none or is its adjective."""
    return None if word in _adjectives() else _country_words().get(word)


@cache
def _adjectives() -> frozenset[str]:
    """The adjectives of the countries, their nouns of people among them ("Chinese", "Kyrgyz", "Malaysian")."""
    return frozenset(row[2] for row in rows("actors_countries"))


@cache
def _within() -> dict[str, str]:
    """The country of each city, region and area that says by its name what country a report is about."""
    return {name: row[0] for file in ("actors_regions", "actors_cities") for row in rows(file) for name in row[1].split("|")}


@cache
def _media() -> dict[str, str]:
    return {name: row[1] for row in rows("actors_media") for name in row[0].split("|")}


def setting_of(report: Report) -> Setting:
    """Countries, by their cities too, are counted in title and text; the outlet is looked up as written and by its letters."""
    counts: Counter[str] = Counter()
    words, within, adjectives, whereabouts = _country_words(), _within(), _adjectives(), role_words()["whereabouts"]
    title = report.title or ""
    text = f"{title}\n{report.working}"[:20000]
    for match in _CAPITALISED.finditer(text):
        found = match.group()
        before = text[max(0, match.start() - _BEFORE) : match.start()].lower().split()
        if text[match.end() : match.end() + 1] == "-" or "state" in before:
            continue  # "US-led", "Britain-based"; "Islamic State in Iraq"
        first, _, last = found.partition(" ")
        bare = (found, last, first, last.removesuffix("s"), first.removesuffix("s"))  # damaged text has "Syrias"
        name = next((n for n in bare if n in words), None)
        town = None if name else next((n for n in (found, last, first, found.title(), first.title()) if n in within), None)
        code = words[name] if name else within[town] if town else None
        if code:
            placed = town or (before and before[-1] in whereabouts)
            worth = _OF_NATION if name in adjectives else _OF_TOWN if placed else _OF_COUNTRY
            counts[code] += worth * (_EARLY if match.start() < len(title) + _LEAD else 1)
    ranked = tuple(code for code, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])))
    outlet = re.sub(r"[^a-z]+", " ", (report.outlet or "").lower()).strip()
    speaks_for = _media().get(outlet) or _media().get(outlet.replace(" ", ""))
    year = int(report.published[:4]) if report.published and report.published[:4].isdigit() else None
    return Setting(ranked, speaks_for, year)
