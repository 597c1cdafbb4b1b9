"""Mentions and judgements for the tests, in one line each."""

from __future__ import annotations

from typing import Any

from copydesk.model import Judgement, Mention, Party, Place, Report

GOV = Party("regime forces", 0, 0, "Syrian government forces", "state")
REBELS = Party("rebels", 0, 0, "Rebels (Syria)", "rebel")
AHRAR = Party("Ahrar al-Sham", 0, 0, "Ahrar al-Sham", "rebel")
ISIS = Party("ISIS", 0, 0, "Islamic State", "rebel")
CIVILIANS = Party("civilians", 0, 0, None, "civilian")


def place(text: str, admin1: str | None = "Aleppo", precision: int = 2, **more: Any) -> Place:
    """A place in one line."""
    return Place(text, text, country="SY", country_name="Syria", admin1=admin1, precision=precision, **more)


def mention(name: str, **more: Any) -> Mention:
    """`name` is "report/number"; an air strike on civilians of Daret Izza on 15 July 2015 unless said otherwise."""
    given: dict[str, Any] = {
        "mention_id": name,
        "group": name,
        "report_id": name.split("/", maxsplit=1)[0],
        "start": 0,
        "end": 10,
        "quote": "warplanes struck the village",
        "event_type": "Explosions/Remote violence",
        "sub_event_type": "Air/drone strike",
        "date_from": "2015-07-15",
        "date_to": "2015-07-15",
        "date_precision": "day",
        "place": place("Daret Izza"),
        "actors": [GOV],
        "targets": [CIVILIANS],
    }
    given |= more
    if "date_from" in more and "date_to" not in more:
        given["date_to"] = more["date_from"]
    if "killed" in more:
        given["killed_low"] = given["killed_high"] = given.pop("killed")
    return Mention(**given)


def report(name: str, **more: Any) -> Report:
    """A report without text."""
    return Report(**({"report_id": name, "text": "", "origin_id": name} | more))


def said(left: str, right: str, verdict: str, by: str = "machine", at: str = "2026-01-01", score: float | None = None) -> Judgement:
    """A judgement."""
    return Judgement(left=left, right=right, verdict=verdict, by=by, at=at, score=score)  # type: ignore[arg-type]
