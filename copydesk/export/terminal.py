"""What a terminal shows: an event or report with its evidence in place, the counts of a ledger, the history of an event."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from copydesk.export.excerpts import Piece, evidence_of, pieces
from copydesk.export.situation import EventView, view
from copydesk.export.wording import heading, several, source_of, spoken
from copydesk.ledger import Ledger, differences
from copydesk.model import Event, Mention, Report, WrongUse

_AROUND = 240  # characters of the report shown before and after a clause
_EVIDENCE = "bold black on yellow"
_ROLES: Mapping[str, str] = {
    "headline": "bold",
    "body": "",
    "caption": "italic",
    "credit": "cyan",
    "boilerplate": "dim",
    "comment": "dim italic",
    "media": "dim cyan",
}


def show(ledger: Ledger, wanted: str) -> RenderableType:
    """An event or a report by its id; WrongUse where there is neither."""
    event_id = ledger.resolve(wanted)
    if event_id is not None:
        found = show_event(ledger, ledger.events([event_id])[0])
        return found if event_id == wanted else Group(Text(f"{wanted} is now {event_id}", style="dim"), found)
    reports = ledger.reports([wanted])
    if reports:
        return show_report(reports[0], ledger.mentions(reports=[wanted]))
    raise WrongUse(f"{wanted}: there is no such event or report; `copydesk export {ledger.where}` lists the events")


def show_event(ledger: Ledger, event: Event) -> RenderableType:
    """An event told in sentences, its accounts side by side, and each mention where it stands in its report."""
    mentions = ledger.mentions(events=[event.event_id])
    ids = {m.mention_id: m.report_id for m in mentions}
    reports = {r.report_id: r for r in ledger.reports({*ids.values(), *(a.origin_id for a in event.accounts)})}
    shown = view(event, mentions, reports)
    parts: list[RenderableType] = [_heading(shown), Padding(_told(shown), (1, 2))]
    if shown.accounts:
        parts.append(_accounts(shown))
    for mention in mentions:
        parts.append(Padding(_in_place(mention, reports.get(mention.report_id)), (1, 0, 0, 0)))
    return Group(*parts)


def show_report(report: Report, mentions: Sequence[Mention]) -> RenderableType:
    """A report's text with the role of each part, and the evidence of every mention marked where it stands."""
    head = Text.assemble((_visible(report.title or report.report_id), "bold"), "\n", (_origin_line(report), "dim"))
    spans: dict[str, list[Sequence[int]]] = {}
    for mention in mentions:
        if not mention.in_title:
            for name, held in evidence_of(mention).items():
                spans.setdefault(name, []).extend(held)
    body = Text()
    for part in report.parts:
        body.append(f"\n[{part.role}]\n", style="dim")
        body.append_text(_marked(pieces(report.text, part.start, part.end, spans), _ROLES[part.role]))
        body.append("\n")
    if not report.parts:
        body.append(_visible(report.text))
    found = Table("mention", "what", "status", "event", box=None, padding=(0, 2, 0, 0))
    for mention in mentions:
        ends = Text(_visible(mention.mention_id)), Text(mention.event_id or "makes none")
        found.add_row(ends[0], mention.sub_event_type, mention.status, ends[1])
    return Group(head, body, found) if mentions else Group(head, body)


def stats(ledger: Ledger) -> RenderableType:
    """What a ledger holds, counted."""
    reports = [(r.coded, r.language, r.origin_id in (None, r.report_id), r.credited_origin) for r in ledger.stream("reports")]
    events: list[Event] = list(ledger.stream("events"))
    mentions = Counter(m.event_id is not None for m in ledger.stream("mentions"))
    table = Table(box=None, show_header=False, padding=(0, 3, 0, 0))
    table.add_column()
    table.add_column(justify="right")
    rows: list[tuple[str, object]] = [
        ("reports", len(reports)),
        ("  copies of others", sum(not own for _, _, own, _ in reports)),
        ("  that credit an origin not seen", sum(credited is not None for *_, credited in reports)),
        ("  kept but not coded", sum(not coded for coded, *_ in reports)),
        ("pairs that share text", ledger.count("lineage")),
        ("mentions", sum(mentions.values())),
        ("  in events", mentions[True]),
        ("events", len(events)),
        ("  told by two voices or more", sum(e.voices > 1 for e in events)),
        ("  disputed", sum(bool(e.disputed) for e in events)),
        ("  accepted or corrected by a person", sum(e.reviewed is not None for e in events)),
        ("decisions of persons", sum(d.active and d.kind != "undo" for d in ledger.decisions())),
        ("problems", ledger.count("problems")),
    ]
    for name, value in rows:
        table.add_row(name, f"{value:,}")
    kinds = Table("event type", "events", "killed", box=None, padding=(0, 3, 0, 0), title_justify="left")
    for name, n in Counter(e.sub_event_type for e in events).most_common():
        killed = sum(e.killed_best or 0 for e in events if e.sub_event_type == name)
        kinds.add_row(name, f"{n:,}", f"{killed:,}")
    return Group(table, Text(), kinds) if events else table


def history(ledger: Ledger, event_id: str) -> RenderableType:
    """Every state an event had and what changed, who or which build brought it about, and what was decided on it."""
    lines: list[RenderableType] = []
    before: Event | None = None
    for change in ledger.history(event_id):
        who = change.by or (f"build {change.build_id}" if change.build_id is not None else "copydesk")
        line = Text.assemble((change.at[:19].replace("T", " "), "dim"), "  ", (_visible(who), "bold"), "  ")
        decision = change.decision
        settled = (
            "put together again" if not change.by and change.build_id is None and change.change == "changed" else change.change
        )
        line.append(settled if decision is None else f"decision {decision.decision_id}: {decision.kind}")
        if decision is not None and decision.undoes is not None:
            line.append(f" of decision {decision.undoes}")
        if decision is not None and not decision.active:
            line.append(" (taken back)", style="dim")
        if decision is not None and decision.note:
            line.append(f" — {_visible(decision.note)}", style="italic")
        if change.event is not None:
            for name, old, new in differences(before, change.event) if before is not None else ():
                if name not in ("accounts", "grade_why"):
                    line.append(f"\n    {name.replace('_', ' ')}: {_short(old)} → {_short(new)}")
            before = change.event
        lines.append(line)
    return Group(*lines)


def _heading(shown: EventView) -> Text:
    event = shown.event
    status = "" if event.status == "occurred" else f" ({event.status})"
    return Text.assemble(
        (f"{event.sub_event_type}{status} · {_visible(shown.where)} · {shown.when}", "bold"),
        "\n",
        (f"{event.event_id} · {_told_by(event)} · ", "dim"),
        (event.grade, "bold cyan"),
        (f": {_visible(event.grade_why)}", "dim"),
        (f"\ndisputed: {', '.join(event.disputed)}" if event.disputed else "", "bold red"),
    )


def _told_by(event: Event) -> str:
    return ", ".join(
        several(n, thing) for n, thing in ((event.reports, "report"), (event.origins, "origin"), (event.voices, "voice"))
    )


def _told(shown: EventView) -> Text:
    return Text(" ".join(_visible(sentence.text) for sentence in shown.told.sentences))


def _accounts(shown: EventView) -> Table:
    table = Table("account", "reports", *map(heading, shown.fields), box=None, padding=(0, 2, 0, 0))
    for account in shown.accounts:
        cells = [Text(_visible(c.text), style="bold red" if c.disputed else "") for c in account.cells]
        table.add_row(Text(_visible(account.source)), str(account.carried_by), *cells)
    return table


def _in_place(mention: Mention, report: Report | None) -> Text:
    """The clause in its surroundings, its evidence marked."""
    text = mention.quote
    start, end, spans = 0, len(text), {}
    if report is not None:
        text = (report.title or "") if mention.in_title else report.text
        start, end, spans = mention.start, mention.end, evidence_of(mention)
    line = Text.assemble((_origin_line(report) if report else mention.report_id, "dim"), ("  " + mention.mention_id, "dim"), "\n")
    line.append_text(_marked(pieces(text, max(0, start - _AROUND), start, {}), "dim"))
    line.append_text(_marked(pieces(text, start, end, spans), ""))
    return line.append_text(_marked(pieces(text, end, min(len(text), end + _AROUND), {}), "dim"))


def _origin_line(report: Report) -> str:
    published = (report.published or "no date")[:10]
    return _visible(f"{source_of(report)}, {published}, {report.report_id}{' · ' + report.url if report.url else ''}")


def _marked(stretch: Iterable[Piece], style: str) -> Text:
    text = Text()
    for piece in stretch:
        text.append(_visible(piece.text), style=_EVIDENCE if piece.fields else style)
    return text


def _visible(text: str) -> str:
    """Text whose control characters are shown, so that no report can drive the terminal."""
    return "".join(c if c.isprintable() or c == "\n" else "\ufffd" if c not in "\t\r" else " " for c in text)


def _short(value: object) -> str:
    words = spoken(value)
    return _visible(words if len(words) <= 80 else words[:79] + "…")
