"""A generated war: happenings that are known, and reports that tell of them as reports do. Times merging on it.

usage: generated_war.py [--reports N] [--seed N] [--json]

The country, its places, parties and wordings are invented here and stand in no data file of the project. Reports tell of one to
four happenings of their days; three in ten are copies of earlier reports; tolls grow with time, and one in five is another
side's; places are spelt in several ways, left out (2 in 100) or told as their province (5); days are left out (4), a day off
(3) or a span (6); parties are named, told by kind, or left out; one teller in 25 blames the other side. Merging gets one
mention for each happening of a report, as the stages before would leave it, and is timed on one core (processor time of this
process).
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import msgspec

from copydesk.merging import Assignment, block_keys, cluster, judge, lookup_keys
from copydesk.model import Judgement, Mention, Party, Place, Report

FIRST = date(2031, 3, 1)
DAYS = 120
PROVINCES = [
    "Ostrava Vale",
    "Merrin",
    "Tolgar",
    "Kessaly",
    "Dune Coast",
    "Harrow",
    "Isolde",
    "Lower Quill",
    "Pelagia",
    "Nordmark",
    "Sarn",
    "Umber",
]
HEADS = [
    "Bar",
    "Tel",
    "Kor",
    "Mar",
    "Sol",
    "Vin",
    "Gra",
    "Dol",
    "Fen",
    "Hal",
    "Jor",
    "Lem",
    "Nar",
    "Pol",
    "Rud",
    "Sab",
    "Tor",
    "Ul",
    "Zan",
    "Bel",
]
TAILS = [
    "adin",
    "oreth",
    "umbra",
    "eska",
    "ilov",
    "anda",
    "oran",
    "itsa",
    "enko",
    "uvar",
    "amir",
    "osta",
    "erra",
    "ibad",
    "azan",
    "olis",
]
SIDES = [
    ("Varnian government forces", "state"),
    ("Rebels (Varnia)", "rebel"),
    ("Northern Dawn", "rebel"),
    ("Free Quill Army", "rebel"),
    ("Ember Brotherhood", "militia"),
    ("Military Forces of Gelt", "foreign-state"),
]
KINDS = [  # event type, sub-event type, how often, wordings
    ("Battles", "Armed clash", 26, ["clashes broke out at {p}", "{a} fought {t} near {p}", "{a} attacked positions of {t} in {p}"]),
    (
        "Explosions/Remote violence",
        "Air/drone strike",
        24,
        ["warplanes of {a} struck {p}", "an air raid hit {p}", "{a} bombed {p} from the air"],
    ),
    (
        "Explosions/Remote violence",
        "Shelling/artillery/missile attack",
        20,
        ["{a} shelled {p}", "rockets fell on {p}", "mortar fire by {a} hit {p}"],
    ),
    (
        "Explosions/Remote violence",
        "Remote explosive/landmine/IED",
        9,
        ["a car bomb exploded in {p}", "a mine killed people at {p}"],
    ),
    ("Battles", "Government regains territory", 7, ["{a} retook {p}", "{t} were driven out of {p} by {a}"]),
    ("Violence against civilians", "Attack", 8, ["{a} shot residents of {p}", "gunmen killed villagers in {p}"]),
    ("Violence against civilians", "Abduction/forced disappearance", 4, ["{a} abducted people in {p}"]),
    ("Explosions/Remote violence", "Suicide bomb", 2, ["a suicide bomber struck {p}"]),
]
KINDRED = {"Armed clash": "Government regains territory", "Air/drone strike": "Shelling/artillery/missile attack"}
ENDS = [
    "on the eve of talks",
    "as rain fell",
    "after a week of calm",
    "residents said",
    "the third such day this month",
    "amid a fuel shortage",
    "",
]


@dataclass(frozen=True)
class Site:
    """A place of the invented country."""

    name: str
    province: str
    lat: float
    lon: float
    known: bool  # whether a gazetteer has it


@dataclass(frozen=True)
class Happening:
    """What happened once."""

    key: str
    kind: tuple[str, str, int, list[str]]
    day: date
    site: Site
    actor: int
    target: int
    killed: int
    injured: int


@dataclass
class War:
    """Reports in order of publication, their mentions, and which happening each mention tells of."""

    reports: dict[str, Report] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)
    truth: dict[str, str] = field(default_factory=dict)


def generate(reports: int, seed: int = 1) -> War:
    """A war told in so many reports; about one happening to 1.6 reports."""
    dice = random.Random(seed)
    sites = _sites(dice)
    happenings = _happenings(dice, sites, max(4, int(reports / 1.6)))
    by_day: dict[date, list[Happening]] = {}
    for h in happenings:
        by_day.setdefault(h.day, []).append(h)
    war = War()
    told: dict[str, list[str]] = {}  # happening to reports that lead with it
    weights = [1 / (1 + n % 50) for n in range(len(happenings))]
    leads = sorted(dice.choices(happenings, weights=weights, k=reports), key=lambda h: (h.day, h.key))
    for n, lead in enumerate(leads):
        rid = f"w{n:06d}"
        earlier = told.setdefault(lead.key, [])
        if earlier and dice.random() < 0.3:
            _copy(dice, war, rid, dice.choice(earlier))
        else:
            _write(dice, war, rid, lead, by_day)
            earlier.append(rid)
    return war


def _sites(dice: random.Random) -> list[Site]:
    names = [h + t for h in HEADS for t in TAILS]
    dice.shuffle(names)
    found = []
    for n, name in enumerate(names):
        where = n % len(PROVINCES)
        lat, lon = 40 + where // 4 * 1.2 + dice.random(), 20 + where % 4 * 1.4 + dice.random()
        found.append(Site(name, PROVINCES[where], round(lat, 4), round(lon, 4), dice.random() < 0.7))
    return found


def _happenings(dice: random.Random, sites: Sequence[Site], count: int) -> list[Happening]:
    found = []
    days = max(5, min(DAYS, count // 4))
    for n in range(count):
        kind = dice.choices(KINDS, weights=[k[2] for k in KINDS])[0]
        actor, target = dice.sample(range(len(SIDES)), 2)
        killed = int(dice.paretovariate(1.1)) if dice.random() < 0.7 else 0
        day = FIRST + timedelta(days=dice.randrange(days))
        found.append(Happening(f"h{n}", kind, day, dice.choice(sites), actor, target, killed, killed * dice.randrange(1, 4)))
    return found


def _write(dice: random.Random, war: War, rid: str, lead: Happening, by_day: Mapping[date, list[Happening]]) -> None:
    """One report of its own: the lead, and often others of the day."""
    lag = dice.choice([0, 0, 1, 1, 2])
    others = [h for h in by_day[lead.day] if h is not lead]
    chosen = [lead, *dice.sample(others, min(len(others), dice.choice([0, 0, 1, 2, 3])))]
    outlet = f"Outlet {dice.randrange(40)}"
    hour = dice.randrange(24)
    published = f"{lead.day + timedelta(days=lag)}T{hour:02d}:00:00Z"
    war.reports[rid] = Report(report_id=rid, text="", outlet=outlet, published=published, origin_id=rid)
    for n, h in enumerate(chosen):
        m = _tell(dice, h, f"{rid}-{n:02d}", rid, lag * 24 + hour)
        war.mentions.append(m)
        war.truth[m.mention_id] = h.key


def _copy(dice: random.Random, war: War, rid: str, source: str) -> None:
    """Another outlet's copy of a report, at times cut."""
    first = war.reports[source]
    war.reports[rid] = Report(
        report_id=rid, text="", outlet=f"Outlet {dice.randrange(40)}", published=first.published, origin_id=first.origin_id
    )
    carried = [m for m in war.mentions if m.report_id == source]
    for n, m in enumerate(carried[: dice.choice([1, len(carried), len(carried)])]):
        new = msgspec.structs.replace(m, mention_id=f"{rid}-{n:02d}", report_id=rid, group=f"{rid}-{n:02d}")
        war.mentions.append(new)
        war.truth[new.mention_id] = war.truth[m.mention_id]


def _tell(dice: random.Random, h: Happening, mention_id: str, rid: str, hours: int) -> Mention:
    """One happening as one report tells it."""
    event_type, sub_event_type, _, wordings = h.kind
    if dice.random() < 0.08:
        sub_event_type = KINDRED.get(sub_event_type, sub_event_type)
    actors, targets = _party(dice, h.actor), _party(dice, h.target)
    if dice.random() < 0.04:  # the other side is blamed
        actors, targets = targets, actors
    written = _spelt(dice, h.site.name)
    quote = dice.choice(wordings).format(
        a=actors[0].text if actors else "unknown men", t=targets[0].text if targets else "their enemies", p=written
    )
    killed = _count(dice, h.killed, hours)
    first, last = _span(dice, h.day)
    return Mention(
        mention_id=mention_id,
        report_id=rid,
        group=mention_id,
        start=0,
        end=len(quote),
        quote=f"{quote} {dice.choice(ENDS)}".strip() + (f" killing {killed}" if killed else ""),
        event_type=event_type,
        sub_event_type=sub_event_type,
        date_from=first,
        date_to=last,
        date_precision="day" if first else None,
        place=_place(dice, h.site, written),
        actors=actors,
        targets=targets,
        killed_low=killed,
        killed_high=killed,
        injured_low=h.injured if killed and dice.random() < 0.4 else None,
        injured_high=h.injured if killed and dice.random() < 0.4 else None,
    )


def _count(dice: random.Random, killed: int, hours: int) -> int | None:
    """The toll as known so many hours later: it grows over the first day; one teller in five gives the figure of another side."""
    if killed == 0 or dice.random() < 0.25:
        return None
    known = max(1, round(killed * min(1.0, 0.5 + hours / 36)))
    return max(1, round(known * dice.choice([0.2, 0.5, 2.0, 3.0]))) if dice.random() < 0.2 else known


def _span(dice: random.Random, day: date) -> tuple[str | None, str | None]:
    roll = dice.random()
    if roll < 0.04:
        return None, None
    if roll < 0.10:
        return str(day - timedelta(days=1)), str(day)
    if roll < 0.13:
        day += timedelta(days=dice.choice([-1, 1]))
    return str(day), str(day)


def _party(dice: random.Random, side: int) -> list[Party]:
    name, kind = SIDES[side]
    roll = dice.random()
    if roll < 0.2:
        return []
    if roll < 0.4:
        return [Party("fighters", 0, 0, None, kind)]  # type: ignore[arg-type]
    return [Party(name, 0, 0, name, kind)]  # type: ignore[arg-type]


def _spelt(dice: random.Random, name: str) -> str:
    roll = dice.random()
    if roll < 0.1:
        return name.replace("a", "e", 1)
    if roll < 0.2:
        return "al-" + name
    return name.replace("z", "zz").replace("o", "ou", 1) if roll < 0.3 else name


def _place(dice: random.Random, site: Site, written: str) -> Place | None:
    roll = dice.random()
    if roll < 0.02:
        return None
    if roll < 0.07:
        return Place(f"{site.province} province", site.province, country="VX", admin1=site.province, precision=4)
    if site.known:
        number = sum(ord(c) * 31**n for n, c in enumerate(site.name)) % 10**8
        return Place(written, site.name, number, site.lat, site.lon, "VX", "Varnia", site.province, precision=1)
    return Place(written, written, None, site.lat, site.lon, "VX", "Varnia", site.province, precision=2)


@dataclass(frozen=True)
class Run:
    """One timed run of merging."""

    seconds: float
    judgements: Sequence[Judgement]
    result: Assignment


def merged(war: War) -> Run:
    """All of a war merged at once."""
    begun = time.process_time()
    judgements = judge(war.mentions, [], war.reports)
    result = cluster(war.mentions, judgements, {}, war.reports)
    return Run(time.process_time() - begun, judgements, result)


def one_more(war: War, run: Run, rid: str) -> float:
    """Seconds that one report takes once all others are merged: keys looked up, judged, the events touched clustered again."""
    new = [m for m in war.mentions if m.report_id == rid]
    rest = {m.mention_id: m for m in war.mentions if m.report_id != rid}
    index: dict[str, set[str]] = {}
    for m in rest.values():
        for key in block_keys(m, war.reports[m.report_id]):
            index.setdefault(key, set()).add(m.mention_id)
    ties: dict[str, list[Judgement]] = {}
    for j in run.judgements:
        if j.left in rest and j.right in rest:
            ties.setdefault(j.left, []).append(j)
            ties.setdefault(j.right, []).append(j)
    begun = time.process_time()
    near = {i for m in new for key in lookup_keys(m, war.reports[rid]) for i in index.get(key, ())}
    found = judge(new, [rest[i] for i in sorted(near)], war.reports)
    touched = {j.left if j.left in rest else j.right for j in found}
    edge = set(touched)
    while edge:
        ends = {m for i in edge for j in ties.get(i, ()) for m in (j.left, j.right)}
        edge = ends - touched
        touched |= edge
    among = {id(j): j for i in touched for j in ties.get(i, ())}
    cluster([*new, *(rest[i] for i in sorted(touched))], [*found, *among.values()], run.result.event_of, war.reports)
    return time.process_time() - begun


def score(war: War, result: Assignment) -> dict[str, float]:
    """Number of events against the truth, and pairwise precision and recall over mentions."""

    def pairs(of: Mapping[str, str]) -> set[tuple[str, str]]:
        members: dict[str, list[str]] = {}
        for m, e in of.items():
            members.setdefault(e, []).append(m)
        return {(a, b) for ms in members.values() for i, a in enumerate(sorted(ms)) for b in sorted(ms)[i + 1 :]}

    want, got = pairs(war.truth), pairs(result.event_of)
    true, found = len(set(war.truth.values())), len(set(result.event_of.values()))
    return {
        "events_true": true,
        "events_found": found,
        "off_by": round(abs(found - true) / true, 4),
        "pair_precision": round(len(want & got) / max(1, len(got)), 4),
        "pair_recall": round(len(want & got) / max(1, len(want)), 4),
    }


def main() -> int:
    """Generate, merge, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    war = generate(asked.reports, asked.seed)
    run = merged(war)
    ids = sorted(war.reports)
    tried = [one_more(war, run, ids[n]) for n in (len(ids) // 3, len(ids) // 2, len(ids) - 1)]
    figures = {
        "reports": len(war.reports),
        "mentions": len(war.mentions),
        **score(war, run.result),
        "seconds": round(run.seconds, 2),
        "mentions_per_second": round(len(war.mentions) / run.seconds),
        "one_report_ms": round(max(tried) * 1000, 1),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    print(json.dumps(figures) if asked.json else "\n".join(f"{k:20} {v}" for k, v in figures.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
