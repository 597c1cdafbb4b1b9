"""Merging and weighing over a ledger: mentions not yet in events, against those their keys reach; then the events touched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from threading import Event

from msgspec.structs import replace

from copydesk import __version__
from copydesk.ledger import EventChange, Ledger
from copydesk.lineage import versions
from copydesk.merging import Contradiction, cluster, judge, lookup_keys, reach
from copydesk.model import Judgement, Mention, Problem, Report
from copydesk.pipeline.relating import batched
from copydesk.pipeline.telling import Teller, beat_of, patiently
from copydesk.weighing import weigh

AT_ONCE = 2000  # reports merged in one transaction


def merge_pending(ledger: Ledger, build_id: int | None, tell: Teller) -> None:
    """Put the mentions of reports not yet merged into events, and settle again the events that lost mentions or were judged."""
    _, waiting = ledger.pending()
    for i, some in enumerate(batched(waiting, AT_ONCE)):
        tell.step("merging", i * AT_ONCE, len(waiting))

        def work(_: Event, some: list[str] = some) -> tuple[EventChange, list[Problem]]:
            return _merged(ledger, some, build_id)

        change, contradictions = patiently(work, beat_of(tell, "merging", i * AT_ONCE, len(waiting)))
        ledger.write_problems(contradictions, build_id)
        ledger.replace_events(change)
    tell.step("merging", len(waiting), len(waiting))
    stale = ledger.pending_events()
    if stale:
        settle_again(ledger, stale, build_id)


def settle_again(ledger: Ledger, event_ids: Sequence[str], build_id: int | None = None) -> None:
    """Cluster and weigh again the mentions of these events and whatever they are tied to."""
    ids = [m.mention_id for m in ledger.mentions(events=event_ids)]
    change, contradictions = _change(ledger, ids, [], touched=list(event_ids), build_id=build_id)
    ledger.write_problems(contradictions, build_id)
    ledger.replace_events(change)


def _merged(ledger: Ledger, report_ids: list[str], build_id: int | None) -> tuple[EventChange, list[Problem]]:
    reports = {r.report_id: r for r in ledger.reports(report_ids)}
    new = ledger.mentions(reports=report_ids)
    keys = {k for m in new for k in lookup_keys(m, reports[m.report_id])}
    hits = {i for found in ledger.mentions_by_block_key(keys).values() for i in found}
    known = _whole_groups(ledger, hits - {m.mention_id for m in new})
    reports |= _reports_of(ledger, known, reports)
    judgements = judge(new, known, reports)
    earlier = {e.from_report_id for e in ledger.lineage(report_ids) if e.relation == "revision"}
    start = [m.mention_id for m in new] + [m.mention_id for m in ledger.mentions(reports=earlier)]
    return _change(ledger, start, judgements, merged=report_ids, build_id=build_id)


def _change(
    ledger: Ledger,
    start: Iterable[str],
    fresh: list[Judgement],
    *,
    merged: Sequence[str] = (),
    touched: Sequence[str] = (),
    build_id: int | None,
) -> tuple[EventChange, list[Problem]]:
    """What becomes of the events, and where persons contradict each other; nothing is written."""

    def touching(ids: set[str]) -> list[Judgement]:
        return ledger.judgements(ids) + [j for j in fresh if j.left in ids or j.right in ids]

    mentions = _whole_groups(ledger, reach(start, touching))
    ids = {m.mention_id for m in mentions}
    reports = _reports_of(ledger, mentions, {})
    replaced = _replaced(ledger, reports)
    mentions = [m for m in mentions if m.report_id not in replaced]
    assignment = cluster(mentions, touching(ids), ledger.previous(ids), reports)
    told = [replace(m, event_id=assignment.event_of.get(m.mention_id)) for m in mentions]
    heads = ledger.reports({r.origin_id for r in reports.values() if r.origin_id} - set(reports))
    reports |= {r.report_id: r for r in heads}  # an origin's outlet and credit count, whether or not it tells the event
    events = weigh(told, reports, ledger.reliabilities(), assignment.part_of)
    change = EventChange(
        events=events,
        members={i: assignment.event_of.get(i) for i in sorted(ids)},
        touched=touched,
        judgements=fresh,
        merged=merged,
        version=__version__,
        build_id=build_id,
    )
    return change, [_contradiction(c) for c in assignment.contradictions]


def _contradiction(found: Contradiction) -> Problem:
    said = ", ".join(sorted({f"{j.by} says {j.verdict}" for j in found.judgements}))
    what = f"persons contradict each other on {found.left} and {found.right}: {said}"
    return Problem(source=found.left, what=what, done="neither joins anything; both judgements are kept", stage="merging")


def _replaced(ledger: Ledger, reports: dict[str, Report]) -> set[str]:
    """The reports that say nothing any more: a later version of their page counts, or the page was withdrawn."""
    edges = [e for e in ledger.lineage(reports) if e.relation == "revision"]
    beside = {i for e in edges for i in (e.from_report_id, e.to_report_id)}
    found = versions(edges, [*reports.values(), *ledger.reports(beside - set(reports))]) if edges else None
    return set(found.last) | found.withdrawn if found else set()


def _whole_groups(ledger: Ledger, mention_ids: Iterable[str]) -> list[Mention]:
    """The mentions with those ids and the others of their groups, so that a group is judged as a whole."""
    some = ledger.mentions(mention_ids)
    groups = {(m.report_id, m.group) for m in some}
    ids = {m.mention_id for m in some}
    beside = ledger.mentions(reports={m.report_id for m in some})
    return [m for m in beside if m.mention_id in ids or (m.group is not None and (m.report_id, m.group) in groups)]


def _reports_of(ledger: Ledger, mentions: Iterable[Mention], have: dict[str, Report]) -> dict[str, Report]:
    return {r.report_id: r for r in ledger.reports({m.report_id for m in mentions} - set(have))} | have
