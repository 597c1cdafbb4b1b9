"""A ledger of as many events as one likes, written straight into its tables: for measuring and testing the desk alone.

Nothing here is read from texts; the values are drawn by lot, so that a desk has something to filter, count and draw.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import Connection, Table, insert

from copydesk.ledger import Ledger
from copydesk.ledger import tables as t
from copydesk.ledger.clock import now
from copydesk.ledger.rows import actor_rows, event_row, row_of
from copydesk.model import Account, Event, Mention, Part, Party, Place, Report, Statement

TYPES = [
    ("Battles", "Armed clash"),
    ("Explosions/Remote violence", "Air/drone strike"),
    ("Explosions/Remote violence", "Shelling/artillery/missile attack"),
    ("Explosions/Remote violence", "Remote explosive/landmine/IED"),
    ("Violence against civilians", "Attack"),
    ("Violence against civilians", "Abduction/forced disappearance"),
    ("Protests", "Peaceful protest"),
    ("Riots", "Mob violence"),
]
SIDES = ["Northern Front", "River Guard", "Army of Varland", "Hill Militia", "League of Towns", "Border Police", "Dust Riders"]
AREAS = [f"Province {n}" for n in range(1, 31)]
OUTLETS = [f"Outlet {n}" for n in range(1, 61)]
WORDS = ["market", "bridge", "school", "convoy", "checkpoint", "harbour", "clinic", "village", "road", "mosque", "church", "camp"]
FIRST = date(2015, 1, 1)
DAYS = 3650
DRAWN = 10_000  # events drawn by lot; beyond them copies on other days and at other spots, made by the database


def fill(path: Path, events: int, seed: int = 7) -> None:
    """Write a new ledger of `events` events, each told by one to three reports; beyond DRAWN a multiple of it."""
    made = list(_events(random.Random(seed), range(min(events, DRAWN))))
    at = now()
    with Ledger.open(path, create=True) as ledger, ledger.writing() as c:
        stamp = {"version": "generated", "build_id": None}
        c.execute(insert(t.reports), [row_of(r) | stamp | {"related": True, "merged": True} for _, rs, _ in made for r in rs])
        c.execute(insert(t.mentions), [row_of(m) | {"version": "generated"} for _, _, ms in made for m in ms])
        c.execute(insert(t.events), [event_row(e) | {"changed_at": at} for e, _, _ in made])
        c.execute(insert(t.event_actors), [row for e, _, _ in made for row in actor_rows(e)])
        told_in = [{"event_id": e.event_id, "report_id": r.report_id} for e, rs, _ in made for r in rs]
        c.execute(insert(t.event_reports), told_in)
        c.execute(insert(t.event_names), [{"event_id": e.event_id, "living": True} for e, _, _ in made])
        c.execute(insert(t.event_history), [{"event_id": e.event_id, "at": at, "change": "made"} for e, _, _ in made])
        for n in range(1, events // DRAWN):
            for table in (t.reports, t.mentions, t.events, t.event_actors, t.event_reports, t.event_names, t.event_history):
                _copy(c, table, n)


def _copy(connection: Connection, table: Table, n: int) -> None:
    """Copy the rows drawn by lot under ids of their own, on other days and at other spots."""
    other = {name: f"{name} || '-{n}'" for name in ("event_id", "report_id", "mention_id", "origin_id")}
    other |= {name: f"date({name}, '{n} days')" for name in ("date_from", "date_to")}
    other |= {name: f"{name} + (abs(random()) % 2000 - 1000) / 2000.0" for name in ("lat", "lon")}
    names = [c.name for c in table.columns if c.name != "history_id"]
    into = ", ".join(f'"{name}"' for name in names)
    values = ", ".join(other.get(name, f'"{name}"') for name in names)
    drawn = "event_id NOT LIKE '%-%-%'" if "event_id" in names else "report_id NOT LIKE '%-%'"
    connection.exec_driver_sql(f"INSERT INTO {table.name} ({into}) SELECT {values} FROM {table.name} WHERE {drawn}")


def _events(lot: random.Random, numbers: range) -> Iterator[tuple[Event, list[Report], list[Mention]]]:
    for n in numbers:
        kind, sub = lot.choice(TYPES)
        day = (FIRST + timedelta(int(lot.betavariate(2, 1.3) * DAYS))).isoformat()
        area = int(lot.triangular(0, len(AREAS) - 1, 8))
        precision = lot.choices([1, 2, 3, 4, 6], [60, 15, 10, 10, 5])[0]
        place = Place(
            text=f"Town {n % 997}",
            name=f"Town {n % 997}",
            lat=round(10 + area // 6 + lot.gauss(0, 0.4), 4),
            lon=round(20 + area % 6 + lot.gauss(0, 0.4), 4),
            country="TD",
            country_name="Chad",
            admin1=AREAS[area],
            precision=precision,
        )
        one, two = (Party(name, 0, len(name), name=name, kind="rebel") for name in lot.sample(SIDES, 2))
        killed = [max(0, int(lot.expovariate(0.2)) - 1) for _ in range(lot.choices([1, 2, 3], [85, 10, 5])[0])]
        reports, mentions, accounts = [], [], []
        for i, toll in enumerate(killed):
            report, mention = _told(lot, f"r{n:06}{i}", f"ev-{n:08}", (kind, sub, day, place, one, two, toll))
            reports.append(report)
            mentions.append(mention)
            said = Statement(field="killed", value=str(toll), mention_ids=[mention.mention_id], at=report.published)
            values = {"killed": str(toll), "place": f'"{place.name}"'}
            ids = {"origin_id": report.report_id, "report_ids": [report.report_id], "mention_ids": [mention.mention_id]}
            accounts.append(Account(**ids, values=values, statements=[said], voice=report.report_id))
        yield (
            Event(
                event_id=f"ev-{n:08}",
                event_type=kind,
                sub_event_type=sub,
                status=lot.choices(["occurred", "attempted", "alleged"], [90, 5, 5])[0],
                date_from=day,
                date_to=day,
                date_precision="day",
                place=place,
                actor1=one,
                actor2=two,
                killed_low=min(killed),
                killed_best=sorted(killed)[len(killed) // 2],
                killed_high=max(killed),
                reports=len(killed),
                origins=len(killed),
                voices=len(killed),
                accounts=accounts,
                disputed=["killed"] if len(set(killed)) > 1 else [],
                grade=lot.choice(["F1", "F2", "F3", "F6"]),
                grade_why=f"{len(killed)} tell it.",
            ),
            reports,
            mentions,
        )


def _told(
    lot: random.Random, report_id: str, event_id: str, told: tuple[str, str, str, Place, Party, Party, int]
) -> tuple[Report, Mention]:
    kind, sub, day, place, one, two, toll = told
    clause = f"{one.name} struck a {lot.choice(WORDS)} held by {two.name} in {place.name}, killing {toll} people"
    text = f"{clause} on {day}. A {lot.choice(WORDS)} and a {lot.choice(WORDS)} nearby were damaged, residents said."
    report = Report(
        report_id=report_id,
        text=text,
        title=f"{sub} in {place.name}",
        outlet=lot.choice(OUTLETS),
        published=(date.fromisoformat(day) + timedelta(lot.choice([0, 1, 1, 2]))).isoformat(),
        origin_id=report_id,
        parts=[Part("body", 0, len(text))],
        sha256="00" * 32,
        read_at="2024-01-01T00:00:00Z",
        read_from=f"{report_id}.txt",
    )
    mention = Mention(
        mention_id=f"{report_id}:0",
        report_id=report_id,
        event_id=event_id,
        start=0,
        end=len(clause),
        quote=clause,
        event_type=kind,
        sub_event_type=sub,
        date_from=day,
        date_to=day,
        date_precision="day",
        place=place,
        actors=[one],
        targets=[two],
        killed_low=toll,
        killed_high=toll,
    )
    return report, mention
