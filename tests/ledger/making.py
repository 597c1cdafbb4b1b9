"""Ledgers for tests: small reports whose mentions stand in events by a rule simple enough to foresee."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from copydesk.ledger import EventChange, Input, Ledger, LineageChange, ReportBatch
from copydesk.model import Account, Event, LineageEdge, Mention, Part, Party, Place, Report

VERSION = "1"
TEXT = "Gunmen attacked the town of Ansongo on Friday. Nobody was killed."


def report(report_id: str, text: str = TEXT, **fields: object) -> Report:
    return Report(
        report_id=report_id,
        text=text,
        parts=[Part("body", 0, len(text))],
        outlet="The River Post",
        published="2024-03-16",
        sha256="ab" * 32,
        read_at="2024-03-17T00:00:00Z",
        read_from=f"{report_id}.txt",
        **fields,  # type: ignore[arg-type]
    )


def mention(report_id: str, number: int = 0, **fields: object) -> Mention:
    base = {
        "mention_id": f"{report_id}:{number}",
        "start": number * 10,
        "end": number * 10 + 9,
        "quote": TEXT[number * 10 : number * 10 + 9],
        "event_type": "Battles",
        "sub_event_type": "Armed clash",
        "place": Place(text="Ansongo", lat=15.66, lon=0.5, country="ML", admin1="Gao"),
        "actors": [Party("Gunmen", 0, 6)],
        "date_from": "2024-03-15",
        "date_to": "2024-03-15",
        "date_precision": "day",
    }
    return Mention(report_id=report_id, **(base | fields))  # type: ignore[arg-type]


def event(event_id: str, mention_ids: Sequence[str], **fields: object) -> Event:
    base = {
        "event_type": "Battles",
        "sub_event_type": "Armed clash",
        "date_from": "2024-03-15",
        "date_to": "2024-03-15",
        "date_precision": "day",
        "place": Place(text="Ansongo", lat=15.66, lon=0.5, country="ML", admin1="Gao"),
        "actor1": Party("Gunmen", 0, 6),
        "reports": len({m.split(":")[0] for m in mention_ids}),
        "accounts": [Account(origin_id=m.split(":")[0], report_ids=[m.split(":")[0]], mention_ids=[m]) for m in mention_ids],
    }
    return Event(event_id=event_id, **(base | fields))  # type: ignore[arg-type]


def add(ledger: Ledger, *report_ids: str, mentions: int = 2, version: str = VERSION) -> None:
    """Write reports with so many mentions each, related to nothing."""
    ledger.write_reports(
        ReportBatch(
            version=version,
            reports=[report(r) for r in report_ids],
            mentions=[mention(r, n) for r in report_ids for n in range(mentions)],
            inputs=[Input("ab" * 32, f"{r}.txt", "2024-03-17T00:00:00Z", len(TEXT)) for r in report_ids],
            bands=[(n, r) for r in report_ids for n in range(3)],
            block_keys=[("ansongo", f"{r}:{n}") for r in report_ids for n in range(mentions)],
        )
    )
    ledger.write_lineage(LineageChange(related=report_ids, origins={r: r for r in report_ids}))


def edge(left: str, right: str) -> LineageEdge:
    return LineageEdge(from_report_id=left, to_report_id=right, relation="copy", share_of_to=1.0, share_of_from=0.5, basis=["text"])


def settle(ledger: Ledger) -> None:
    """The simplest merging there is: mentions are one event where persons say so, else each is its own; names stay as the
    ledger's `previous` asks.
    """
    mentions = [m.mention_id for m in ledger.mentions()]
    same: dict[str, str] = {m: m for m in mentions}

    def head(m: str) -> str:
        while same[m] != m:
            m = same[m]
        return m

    said = ledger.judgements()
    apart = {frozenset((j.left, j.right)) for j in said if j.verdict == "different"}
    for j in said:
        if j.verdict == "same" and frozenset((j.left, j.right)) not in apart:
            a, b = sorted((head(j.left), head(j.right)))
            same[b] = a
    clusters: dict[str, list[str]] = defaultdict(list)
    for m in mentions:
        clusters[head(m)].append(m)
    previous = ledger.previous(mentions)
    taken: set[str] = set()
    members: dict[str, str] = {}
    events = []
    for first, held in sorted(clusters.items()):
        wanted = [previous[m] for m in held if m in previous and previous[m] not in taken]
        own = (f"ev-{first}{'+' * turn}" for turn in range(len(taken) + 1))  # another event may bear its first name by now
        fresh = next(name for name in own if name not in taken)
        name = min(wanted, key=lambda e: (-wanted.count(e), e)) if wanted else fresh
        taken.add(name)
        members |= dict.fromkeys(held, name)
        events.append(event(name, held))
    _, waiting = ledger.pending()
    ledger.replace_events(
        EventChange(events=events, members=members, touched=ledger.pending_events(), merged=waiting, version=VERSION)
    )
