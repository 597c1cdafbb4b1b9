"""An event told in two or three plain sentences, each with footnotes to the words it rests on.

What one voice alone says is told as what it says; where voices differ each is named with what it gives.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from copydesk.export.excerpts import Piece, quoted
from copydesk.export.wording import (
    counted,
    day,
    frame,
    harmed,
    in_sentence,
    listed,
    number,
    source_of,
    when_phrase,
    where_phrase,
    words,
)
from copydesk.model import Account, Event, Mention, Report, Statement

_NOTES_AT_MOST = 4  # to one sentence; the accounts below it give the rest
_TOLLS = ("killed", "injured")


@dataclass(frozen=True)
class Note:
    """A footnote: the words of a report that a sentence rests on."""

    number: int
    source: str
    report_id: str
    mention_id: str
    published: str | None
    url: str | None
    quote: list[Piece]


@dataclass(frozen=True)
class Sentence:
    """One sentence and the numbers of its footnotes."""

    text: str
    notes: list[int]


@dataclass(frozen=True)
class Told:
    """An event in words."""

    sentences: list[Sentence]
    notes: list[Note]


@dataclass
class _Sheet:
    """Sentences and footnotes as they are written."""

    event: Event
    mentions: Mapping[str, Mention]
    reports: Mapping[str, Report]
    sentences: list[Sentence] = field(default_factory=list)
    notes: dict[str, Note] = field(default_factory=dict)

    @property
    def telling(self) -> list[Account]:
        """The accounts that tell the event, those that only deny it left out (where nothing else is, they stand for it)."""
        told = [
            a for a in self.event.accounts if any(m in self.mentions and self.mentions[m].status != "denied" for m in a.mention_ids)
        ]
        return told or self.event.accounts

    @property
    def voices(self) -> list[Account]:
        """The first account of each voice that tells the event."""
        return list({a.voice or a.origin_id: a for a in reversed(self.telling)}.values())[::-1]

    def say(self, text: str, mention_ids: Iterable[str]) -> None:
        held = [m for m in dict.fromkeys(mention_ids) if m in self.mentions][:_NOTES_AT_MOST]
        self.sentences.append(Sentence(text[:1].upper() + text[1:], sorted({self._note(m) for m in held})))

    def rests_on(self, statement: Statement) -> list[str]:
        """The mention that a statement rests on: the first whose own clause has the words of the value, else the first."""
        held = [m for m in statement.mention_ids if m in self.mentions]
        return [m for m in held if _in_own_words(self.mentions[m], statement.field)][:1] or held[:1]

    def teller(self, account: Account, mention_ids: Sequence[str]) -> str:
        """Who says what stands in an account's mention: where the account cites several, the one cited there."""
        source = account_source(account, self.reports)
        informant = next((self.mentions[m].informant for m in mention_ids), None)
        if informant is None or len(account.informants) < 2:
            return source
        return f"{informant.name or informant.text} (cited by {source})"

    def _note(self, mention_id: str) -> int:
        if mention_id not in self.notes:
            mention = self.mentions[mention_id]
            report = self.reports.get(mention.report_id)
            self.notes[mention_id] = Note(
                number=len(self.notes) + 1,
                source=source_of(report),
                report_id=mention.report_id,
                mention_id=mention_id,
                published=day(report.published) if report and report.published else None,
                url=report.url if report else None,
                quote=quoted(mention),
            )
        return self.notes[mention_id].number


def _in_own_words(mention: Mention, name: str) -> bool:
    """Whether the words of a field stand in the mention's own clause, and were not lent by another clause of its group."""
    return any(mention.start <= start and end <= mention.end for start, end in getattr(mention.evidence, name, ()))


def tell(event: Event, mentions: Iterable[Mention], reports: Mapping[str, Report]) -> Told:
    """The event in sentences; `mentions`: all of the event, `reports`: theirs and those of their origins, by report_id."""
    sheet = _Sheet(event, {m.mention_id: m for m in mentions}, reports)
    _tell_what(sheet)
    for what in _TOLLS:
        _tell_toll(sheet, what)
    for name in event.disputed:
        if name not in _TOLLS:
            _tell_dispute(sheet, name)
    return Told(sheet.sentences, list(sheet.notes.values()))


def account_source(account: Account, reports: Mapping[str, Report]) -> str:
    """Who an account comes from: its informant as cited by the outlet where it rests on one, else the outlet."""
    told_in = [reports[r] for r in account.report_ids if r in reports]
    source = source_of(reports.get(account.origin_id) or (told_in[0] if told_in else None))
    if len(account.informants) == 1 and account.informants[0] not in source:
        return f"{account.informants[0]} (cited by {source})"
    return source


def said(account: Account, name: str) -> list[Statement]:
    """What an account says of a field, in order of time."""
    return [s for s in account.statements if s.field == name]


def value_words(name: str, value: Any) -> str:
    """A value of an account as it is read: "26 January 2017", "8 killed"."""
    if name in _TOLLS and isinstance(value, list):
        return f"{number(value[0], value[1])} {name}"
    if name == "date" and isinstance(value, list):
        return listed(dict.fromkeys(day(d) for d in value))
    if isinstance(value, list):
        return listed(str(v) for v in value)
    return str(value)


def _tell_what(sheet: _Sheet) -> None:
    event = sheet.event
    clauses: Mapping[str, str] = words()["happened"].get(event.sub_event_type) or words()["happened"]["other"]
    actor, target = in_sentence(event.actor1), in_sentence(event.actor2)
    key = "both" if actor and target else "actor" if actor else "target" if target else "none"
    what = clauses[key].format(actor=actor, target=target, kind=event.sub_event_type)
    if event.status in ("attempted", "alleged", "denied"):
        what = frame(event.status, what=what)
    outcome = frame("repelled_plain") if event.outcome == "repelled" else ""
    values = {"where": where_phrase(event.place), "what": what, "outcome": outcome}
    firsts = [a.mention_ids[0] for a in sheet.telling if a.mention_ids]
    when = when_phrase(event)
    heads = [account_source(a, sheet.reports) for a in sheet.voices]
    if len(heads) == 1:
        sheet.say(frame("one_side", source=heads[0], when_low=when[:1].lower() + when[1:], **values), firsts)
    else:
        sheet.say(frame("sure", when=when, **values), firsts)
    if len(heads) > 1:
        sheet.say(frame("told_by", count=counted(len(heads)), sources=_shortened(heads)), [])


def _shortened(names: Sequence[str], most: int = 4) -> str:
    """The first few names, and how many more there are; a name that stands for several is counted."""
    held = list(dict.fromkeys(names))
    told = [n if names.count(n) == 1 else f"{n} ({names.count(n)} reports)" for n in held]
    return "; ".join(told) if len(told) <= most else f"{'; '.join(told[:most])}; and {len(told) - most} more"


def _tell_toll(sheet: _Sheet, what: str) -> None:
    event = sheet.event
    low, high = getattr(event, f"{what}_low"), getattr(event, f"{what}_high")
    if low is None and high is None:
        return
    by_source = {account_source(a, sheet.reports): said(a, what) for a in sheet.telling if said(a, what)}
    rests_on = [m for held in by_source.values() for s in held[-1:] for m in sheet.rests_on(s)]
    if what in event.disputed and len(by_source) > 1:
        last = {source: held[-1] for source, held in by_source.items()}
        says = "; ".join(frame("says", source=s, value=_toll_value(v, what)) for s, v in last.items())
        sheet.say(frame("toll_differs", harm=what, says=says), rests_on)
    else:
        bounds = {getattr(sheet.mentions[m], f"{what}_bound") for m in rests_on if m in sheet.mentions}
        bound = bounds.pop() if len(bounds) == 1 else None
        toll = harmed(what, low, high, bound)
        if len(sheet.voices) == 1:
            source = sheet.teller(sheet.voices[0], rests_on)
            known = source == account_source(sheet.voices[0], sheet.reports)
            sheet.say(frame("toll_one_side", toll=toll) if known else frame("toll_cited", source=source, toll=toll), rests_on)
        else:
            sheet.say(frame("toll", toll=toll), rests_on)
    for source, held in by_source.items():
        steps = list(dict.fromkeys(_toll_value(s, what).rsplit(" ", 1)[0] for s in held))
        if len(steps) > 1:
            ids = [m for s in held for m in sheet.rests_on(s)]
            sheet.say(frame("toll_grew", harm=what, source=source, steps=" to ".join(steps)), ids)


def _toll_value(statement: Statement, what: str) -> str:
    return value_words(what, msgspec.json.decode(statement.value))


def _tell_dispute(sheet: _Sheet, name: str) -> None:
    event = sheet.event
    if name == "status":
        for account in event.accounts:
            denials = [m for m in account.mention_ids if m in sheet.mentions and sheet.mentions[m].status == "denied"]
            if denials:
                sheet.say(frame("denies", source=sheet.teller(account, denials)), denials)
        return
    says: dict[str, list[str]] = {}
    ids = []
    for account in event.accounts:
        for statement in said(account, name)[-1:]:
            source = account_source(account, sheet.reports)
            says.setdefault(value_words(name, msgspec.json.decode(statement.value)), []).append(source)
            ids += sheet.rests_on(statement)
    if len(says) > 1:
        told = "; ".join(frame("says", source=_shortened(sources), value=value) for value, sources in says.items())
        sheet.say(frame("differs", field=words()["field"].get(name, name), says=told), ids)
