"""Dates, places, numbers and names as a person writes them; the sentences themselves are in data/telling.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from rapidfuzz import fuzz
from rapidfuzz.utils import default_process

from copydesk.model import Event, Party, Place, Report

# English, whatever the locale
_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
_NEAR_A_PLACE = (2, 3)  # UCDP where_prec: near a known place, or in its district
_OTHER_SPELLING = 50  # of 100, from which two spellings are of one name ("Deir Ezzor", "Dayr az Zawr" have 55)


@cache
def words() -> Mapping[str, Any]:
    """The clauses and frames of data/telling.toml."""
    return tomllib.loads((files("copydesk.export") / "data" / "telling.toml").read_text("utf-8"))


def frame(name: str, **values: object) -> str:
    """A frame of [sentence] with values set in."""
    text: str = words()["sentence"][name]
    return text.format(**values)


def heading(name: str) -> str:
    """What a column of accounts is headed."""
    return str(words()["heading"].get(name, name))


def day(iso: str | None) -> str:
    """ "26 January 2017" of an ISO date or date-time; what is no date as it is."""
    try:
        d = date.fromisoformat((iso or "")[:10])
    except ValueError:
        return iso or ""
    return f"{d.day} {_MONTHS[d.month - 1]} {d.year}"


def when(event: Event) -> str:
    """When an event was, without a preposition: "26 January 2017", "3 to 5 March 2017", "March 2017"; "" where it is not known."""
    start, end, precision = event.date_from, event.date_to or event.date_from, event.date_precision
    if not start:
        return f"until {day(end)}" if end else ""
    if precision == "year":
        return start[:4]
    if precision == "month" and start[:7] == (end or start)[:7]:
        return " ".join(day(start).split()[1:])
    first, last = day(start), day(end)
    if first == last:
        return first
    a, b = first.split(), last.split()
    if a[1:] == b[1:]:
        return f"{a[0]} to {last}"
    return f"{' '.join(a[:2])} to {last}" if a[2:] == b[2:] else f"{first} to {last}"


def when_phrase(event: Event) -> str:
    """The same at the head of a sentence: "On 26 January 2017, "."""
    told = when(event)
    if not told:
        return ""
    start, end = event.date_from, event.date_to or event.date_from
    if start and start[:10] == (end or "")[:10]:
        return f"On {told}, "
    if event.date_precision in ("month", "year"):
        return f"In {told}, "
    return f"{told[0].upper()}{told[1:]}, " if not start else f"Between {told.replace(' to ', ' and ', 1)}, "


def where(place: Place | None) -> str:
    """ "Khanaser, Aleppo, Syria"; "" for none. Areas that repeat the name are said once.

    A place that no gazetteer has stands before the known one in or by which it lies: "al-Faid neighborhood, Aleppo, Syria".
    """
    if place is None:
        return ""
    parts = [_unlisted(place), place.name or place.text, place.admin1, place.country_name or place.country]
    return ", ".join(dict.fromkeys(p for p in parts if p))


def _unlisted(place: Place) -> str | None:
    """The place as the report names it, where the known place is another one; not where it is but another spelling."""
    if place.name is None or place.precision not in _NEAR_A_PLACE:
        return None
    return place.text if fuzz.WRatio(place.text, place.name, processor=default_process) < _OTHER_SPELLING else None


def where_phrase(place: Place | None) -> str:
    """The same with its preposition, after the precision: "near Khanaser, Aleppo, Syria, "."""
    if place is None:
        return ""
    return f"{'near' if place.precision == 2 else 'in'} {where(place)}, "


def name_of(party: Party | None) -> str | None:
    """The canonical name, else the words of the report."""
    return None if party is None else party.name or party.text


def in_sentence(party: Party | None) -> str | None:
    """The same as it stands inside a sentence: "a convoy" for "convoy", "gunmen" for "Gunmen".

    Where the canonical name is that of a class of people ("Civilians (Mali)") the report's words say more: "five teachers".
    """
    if party is None:
        return None
    named: Mapping[str, list[str]] = words()["party"]
    class_of = party.name.partition(" (")[0] if party.name else ""
    if party.name and class_of not in named["classes"]:
        return party.name
    first, *rest = party.text.split() or [""]
    several = party.text.endswith("s") or [first, *rest][-1].lower() in named["plurals"] or first[:1].isdigit()
    if class_of and party.kind in named["crowds"] and not several:
        return class_of.lower()
    if first.lower() in named["common"] or (class_of and not rest):
        first = first.lower()
    one = party.kind in named["things"] or bool(class_of)
    if one and first.islower() and first not in (*named["determiners"], *named["common"]) and not several:
        first = f"{'an' if first[0] in 'aeiou' else 'a'} {first}"
    return " ".join([first, *rest])


def counted(number_: int) -> str:
    """A small number as a word, as prose has it."""
    small: list[str] = words()["party"]["numbers"]
    return small[number_] if number_ < len(small) else str(number_)


def listed(items: Iterable[str]) -> str:
    """ "a, b and c"."""
    held = list(items)
    return held[0] if len(held) == 1 else f"{', '.join(held[:-1])} and {held[-1]}" if held else ""


def source_of(report: Report | None) -> str:
    """Who stands behind a report: its credited origin and who carries it, its outlet, or that it names none."""
    if report is None:
        return str(words()["unnamed"]["outlet"])
    outlet = report.outlet or (report.byline[0] if report.byline else None)
    if report.credited_origin and report.credited_origin != outlet:
        return f"{report.credited_origin} via {outlet}" if outlet else report.credited_origin
    return outlet or str(words()["unnamed"]["outlet"])


def number(low: int | None, high: int | None, bound: str | None = None) -> str:
    """A count in words and digits: "12", "10 to 15", "at least 10"."""
    if low is None:
        return frame("at_most", number=high)
    if high is None:
        return frame("at_least", number=low)
    if low != high:
        return frame("range", low=low, high=high)
    key = {"at least": "at_least", "at most": "at_most", "about": "about"}.get(bound or "")
    return frame(key, number=low) if key else str(low)


def harmed(what: str, low: int | None, high: int | None, bound: str | None = None) -> str:
    """ "12 people were killed", "no one was injured"."""
    if low == high == 0:
        return frame(f"{what}_none")
    if low == high == 1 and not bound:
        return frame(f"{what}_one")
    return frame(f"{what}_many", number=number(low, high, bound))


def several(number_: int, thing: str) -> str:
    """ "1 report", "1,204 reports": a number with what it counts; `thing` in the singular, its plural ends in s."""
    return f"{number_:,} {thing}{'' if number_ == 1 else 's'}"


def spoken(value: Any) -> str:
    """A value of an event's field in words: names of parties and places, counts with what they count, "none" for nothing."""
    if value is None or value in ([], {}):
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(spoken(v) for v in value)
    if not isinstance(value, dict):
        return str(value)
    if "lat" in value:
        return ", ".join(dict.fromkeys(p for p in (value["name"] or value["text"], value["admin1"], value["country_name"]) if p))
    if value.get("name") or value.get("text"):
        return str(value.get("name") or value["text"])
    if {"low", "high"} <= value.keys():
        low, high = value["low"], value["high"]
        return f"{low}" if low == high else f"{low} or more" if high is None else f"{low} to {high}"
    if {"by", "decision"} <= value.keys():
        return f"{value['decision']} by {value['by']}"
    told = [f"{name.replace('_', ' ')} {spoken(v)}" for name, v in value.items() if v not in (None, [], {})]
    return ", ".join(told) or "none"
