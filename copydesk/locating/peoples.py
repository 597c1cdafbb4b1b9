"""Peoples and countries: the words that stand for them, and which countries a text speaks of."""

from __future__ import annotations

from collections import Counter
from functools import cache

from copydesk.locating.gazetteer.index import Gazetteer
from copydesk.locating.gazetteer.rows import FORM_MAIN
from copydesk.locating.page import Page
from copydesk.locating.tables import rows_of, word_lists

_GREAT_CITY = 300_000
_HEART = 3  # a country named a third as often as the one named most is what a report is about
_WORDS = 3  # of the longest name looked at
_SHORTEST = 4  # letters of a name that stands for no people


@cache
def demonyms() -> dict[str, tuple[str, ...]]:
    """Countries (ISO codes) by adjective or name of their people, in small letters, plurals included."""
    found: dict[str, tuple[str, ...]] = {}
    for row in rows_of("countries.tsv"):
        for name in filter(None, row["demonyms"].lower().split("|")):
            for form in (name, name + "s"):
                found[form] = (*found.get(form, ()), row["iso"])
    for row in rows_of("peoples.tsv"):
        for name in row["names"].lower().split("|"):
            for form in (name, name + "s"):
                found[form] = tuple(filter(None, row["countries"].split("|")))
    return found


@cache
def short_names() -> dict[str, str]:
    """Codes of areas by the short form that stands after a comma ("Tex.", "TX")."""
    return {name: row["code"] for row in rows_of("short_names.tsv") for name in row["names"].split("|")}


def find_countries(page: Page, gazetteer: Gazetteer) -> tuple[frozenset[str], frozenset[str]]:
    """The countries (ISO codes) that a text names, by themselves or their people, and those of them that it is about.

    Where none of them holds a great city that the text names, or it names none, also those of its great cities.
    """
    named: Counter[str] = Counter()
    cities: Counter[str] = Counter()
    sides = word_lists("words.toml")["sides"]["alone"]  # "North" is an area of Cameroon, too
    for (name, words), times in _runs(page).items():
        people = demonyms().get(name.lower()) if words < _WORDS else None
        if people is not None:
            for country in people:
                named[country] += times
        elif len(name) >= _SHORTEST and name.lower() not in sides:
            found = gazetteer.find(name)
            great = [e for e in found if e.population > _GREAT_CITY and e.kind != "country"]
            sure = {e.country for e in great if e.kind == "area1" and e.form == FORM_MAIN}
            for country in sure.union(e.country for e in found if e.kind == "country"):
                named[country] += times
            # an area's further name says less: "Al-Awsat" (the middle) is an area of Israel, too
            for country in {e.country for e in great if e.kind == "area1" or e.form == FORM_MAIN}:
                cities[country] += times
    if cities.keys().isdisjoint(named):
        named += cities
    most = max(named.values(), default=0)
    return frozenset(named), frozenset(c for c, n in named.items() if n * _HEART >= most)


def _runs(page: Page) -> Counter[tuple[str, int]]:
    """How often each run of capitalised words stands in a text, with its number of words.

    Left out is a country named only as somebody's leader or friend ("Saudi-led", "London-based").
    """
    counted: Counter[tuple[str, int]] = Counter()
    tokens, gaps, text = page.tokens, page.gaps, page.text
    leading = word_lists("settling.toml")["cues"]["based"]
    for i, token in enumerate(tokens):
        if not token.capital:
            continue
        for last in range(i, min(i + _WORDS, len(tokens))):
            if last > i and gaps[last - 1] not in (" ", "-"):
                break
            if tokens[last].capital and not (gaps[last] == "-" and last + 1 < len(tokens) and tokens[last + 1].low in leading):
                counted[text[token.start : tokens[last].end], last - i + 1] += 1
    return counted
