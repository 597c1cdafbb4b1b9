"""The ledger: the database that holds reports, mentions, lineage, events and what persons decided about them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

import pyarrow as pa
from msgspec import Struct
from sqlalchemy import Connection, Engine, func, insert, select, update
from sqlalchemy.exc import DBAPIError

from copydesk import __version__
from copydesk.ledger import deciding, eventing, history, judging, reading, searching, surveying, writing
from copydesk.ledger import tables as t
from copydesk.ledger.changes import EventChange, Input, LineageChange, ReportBatch
from copydesk.ledger.clock import now
from copydesk.ledger.deciding import Decision
from copydesk.ledger.dialect import as_person_reads, shown
from copydesk.ledger.history import Change
from copydesk.ledger.locking import advisory_lock, file_lock
from copydesk.ledger.names import names_of, resolve
from copydesk.ledger.opening import open_ledger
from copydesk.ledger.rows import table_of
from copydesk.ledger.surveying import Survey
from copydesk.model import CopydeskError, Event, Judgement, LineageEdge, Mention, Problem, Report, WrongUse
from copydesk.model.records import Verdict

R = TypeVar("R", bound=Struct)
ADMIRALTY = ("A", "B", "C", "D", "E", "F")  # completely reliable to unreliable, F cannot be judged

TABLES: Mapping[str, type[Struct]] = {
    "reports": Report,
    "mentions": Mention,
    "lineage": LineageEdge,
    "events": Event,
    "problems": Problem,
}


class Ledger:
    """A ledger that is open. Every method that writes is one transaction: killed at any moment, all of it is there or nothing."""

    def __init__(self, engine: Engine, where: str, *, read_only: bool = False) -> None:
        self._engine = engine
        self.where = where
        self.read_only = read_only

    @classmethod
    def open(cls, where: str | Path, *, create: bool = False) -> Ledger:
        """Open the ledger at a path or database URL, bringing an older schema up to date.

        Raises WrongUse where there is none (and `create` is false) or it is something else, CopydeskError where it is of a newer
        version. A file in a folder one may not write to is opened for reading alone.
        """
        engine, read_only = open_ledger(where, create=create)
        return cls(engine, shown(where), read_only=read_only)

    def close(self) -> None:
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection in one writing transaction."""
        if self.read_only:
            raise CopydeskError(f"{self.where}: is read-only; copy it to a folder you may write to")
        try:
            with self._engine.connect().execution_options(writing=True) as connection, connection.begin():
                yield connection
        except DBAPIError as error:
            raise as_person_reads(error, self.where) from error

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees the ledger as it is now, whatever is written meanwhile."""
        try:
            with self._engine.connect() as connection, connection.begin():
                yield connection
        except DBAPIError as error:
            raise as_person_reads(error, self.where) from error

    def build_lock(self, wait: float = -1, on_wait: Callable[[], None] | None = None) -> AbstractContextManager[None]:
        """Keep other builds out for the length of a `with` block, waiting up to `wait` seconds (-1: for ever) for one that runs.

        `on_wait` is called once if there is one. Let go by the system if the process dies.
        """
        if self._engine.dialect.name != "sqlite":
            return advisory_lock(self._engine, wait, on_wait)
        return file_lock(Path(self.where).resolve(), wait, on_wait)

    # builds

    def start_build(self, options: Mapping[str, Any], data_versions: Mapping[str, str]) -> int:
        """Write down that a build starts; the number it is known by."""
        row = {"started": now(), "version": __version__, "options": dict(options), "data_versions": dict(data_versions)}
        with self.writing() as c:
            return int(c.execute(insert(t.builds).values(row).returning(t.builds.c.build_id)).scalar_one())

    def finish_build(self, build_id: int) -> None:
        with self.writing() as c:
            c.execute(update(t.builds).where(t.builds.c.build_id == build_id).values(finished=now()))

    def builds(self) -> list[dict[str, Any]]:
        """All builds, oldest first; `finished` is None for one that was killed."""
        with self.reading() as c:
            return [dict(row) for row in c.execute(select(t.builds).order_by(t.builds.c.build_id)).mappings()]

    # writing

    def write_reports(self, batch: ReportBatch) -> None:
        """Whole reports with all that was derived from each alone. They are then `pending`."""
        with self.writing() as c:
            writing.write_reports(c, batch)

    def write_lineage(self, change: LineageChange) -> None:
        """Edges and origins of the reports just related."""
        with self.writing() as c:
            writing.write_lineage(c, change)

    def replace_events(self, change: EventChange) -> None:
        """The events of the mentions re-examined, in place of those they had; no other event is touched."""
        with self.writing() as c:
            eventing.replace_events(c, change)

    def write_problems(self, problems: Iterable[Problem], build_id: int | None = None) -> None:
        """What went wrong with inputs or reports."""
        self.write_reports(ReportBatch(version=__version__, problems=list(problems), build_id=build_id))

    def write_furniture(self, version: str, table: pa.Table) -> None:
        """What recurs, as lineage learned it; the newest version is what `furniture` gives."""
        with self.writing() as c:
            writing.write_furniture(c, version, table)

    # what a build asks

    def furniture(self) -> pa.Table | None:
        """The newest table of what recurs, or None where none was learned yet."""
        with self.reading() as c:
            return reading.furniture(c)

    def known_ids(self) -> set[str]:
        """The ids of all reports."""
        with self.reading() as c:
            return set(c.scalars(select(t.reports.c.report_id)))

    def known_inputs(self) -> set[tuple[str, str]]:
        """(sha256, read_from) of all inputs read so far."""
        with self.reading() as c:
            return {(s, f) for s, f in c.execute(select(t.inputs.c.sha256, t.inputs.c.read_from))}

    def pending(self) -> tuple[list[str], list[str]]:
        """Ids of the reports not yet related to others, and of those whose mentions are not yet in events."""
        ids = select(t.reports.c.report_id).order_by(t.reports.c.report_id)
        with self.reading() as c:
            unrelated = list(c.scalars(ids.where(t.reports.c.related.is_(False))))
            return unrelated, list(c.scalars(ids.where(t.reports.c.merged.is_(False))))

    def pending_events(self) -> list[str]:
        """Events to settle again, as mentions of theirs went away or a person judged them."""
        with self.reading() as c:
            return list(c.scalars(select(t.events.c.event_id).where(t.events.c.stale.is_(True)).order_by(t.events.c.event_id)))

    def reports_by_band(self, bands: Iterable[int]) -> dict[int, list[str]]:
        """For each band key the reports that have it."""
        with self.reading() as c:
            return reading.reports_by_band(c, bands)

    def mentions_by_block_key(self, keys: Iterable[str]) -> dict[str, list[str]]:
        """For each block key the mentions that have it."""
        with self.reading() as c:
            return reading.pairs_by(c, t.block_keys.c.key, t.block_keys.c.mention_id, keys)

    # reading

    def reports(self, ids: Iterable[str] | None = None) -> list[Report]:
        return self._records(Report, t.reports.c.report_id, ids)

    def family(self, origin_id: str) -> list[Report]:
        """The reports whose text an origin has."""
        return self._records(Report, t.reports.c.origin_id, [origin_id])

    def mentions(
        self, ids: Iterable[str] | None = None, *, reports: Iterable[str] | None = None, events: Iterable[str] | None = None
    ) -> list[Mention]:
        """Mentions by their own ids, those of reports, or those of events; all of them where nothing is given."""
        if reports is not None:
            return self._records(Mention, t.mentions.c.report_id, reports)
        if events is not None:
            return self._records(Mention, t.mentions.c.event_id, events)
        return self._records(Mention, t.mentions.c.mention_id, ids)

    def lineage(self, reports: Iterable[str] | None = None) -> list[LineageEdge]:
        """The edges from or to reports, or all."""
        if reports is None:
            return self._records(LineageEdge, t.lineage.c.from_report_id, None)
        ids = list(reports)
        found = self._records(LineageEdge, t.lineage.c.from_report_id, ids)
        found += self._records(LineageEdge, t.lineage.c.to_report_id, ids)
        edges = {(e.from_report_id, e.to_report_id): e for e in found}
        return [edges[k] for k in sorted(edges)]

    def events(self, ids: Iterable[str] | None = None) -> list[Event]:
        return self._records(Event, t.events.c.event_id, ids)

    def rejected(self) -> set[str]:
        """Ids of the events of which a person said that they are none."""
        with self.reading() as c:
            return set(c.scalars(select(t.events.c.event_id).where(t.events.c.rejected.is_(True))))

    def problems(self) -> list[Problem]:
        return self._records(Problem, t.problems.c.problem_id, None)

    def stream(self, table: str) -> Iterator[Any]:
        """The records of one of `TABLES` in their usual order, without holding them all."""
        with self.reading() as c:
            yield from reading.stream(c, TABLES[table], *reading.standing(TABLES[table]))

    def batches(self, table: str, size: int = 1000) -> Iterator[pa.RecordBatch]:
        """The same as Arrow batches."""
        with self.reading() as c:
            yield from reading.batches(c, TABLES[table], size)

    def count(self, table: str) -> int:
        with self.reading() as c:
            return int(
                c.execute(
                    select(func.count()).select_from(table_of(TABLES[table])).where(*reading.standing(TABLES[table]))
                ).scalar_one()
            )

    def inputs(self) -> list[Input]:
        """What was read, for `verify`; `kept` the packed bytes where they were kept."""
        joined = t.inputs.outerjoin(t.originals, t.inputs.c.sha256 == t.originals.c.sha256)
        columns = [t.inputs.c[n] for n in ("sha256", "read_from", "read_at", "size")]
        with self.reading() as c:
            rows = c.execute(select(*columns, t.originals.c.kept).select_from(joined).order_by(*t.inputs.primary_key.columns))
            return [Input(*tuple(row)) for row in rows]

    def resolve(self, event_id: str) -> str | None:
        """The living event that an id names or forwards to, or None."""
        with self.reading() as c:
            return resolve(c, event_id)

    def reliabilities(self) -> dict[str, str]:
        """Outlet, agency or informant to the Admiralty letter that a person gave it; empty until somebody does."""
        with self.reading() as c:
            return {row.name: row.letter for row in c.execute(select(t.reliabilities))}

    def rate(self, name: str, letter: str, by: str, note: str | None = None) -> None:
        """A person's word on how reliable an outlet, agency or informant is; every event is settled again."""
        if letter not in ADMIRALTY:
            raise WrongUse(f"{letter}: a source is graded {', '.join(ADMIRALTY)}")
        row = {"name": name, "letter": letter, "by": by, "at": now(), "note": note}
        with self.writing() as c:
            writing.put(c, t.reliabilities, [row])
            c.execute(update(t.events).values(stale=True))

    def previous(self, mention_ids: Iterable[str]) -> dict[str, str]:
        """The event_id each mention had, or that an undo asks for; what merging names its clusters by."""
        with self.reading() as c:
            return reading.previous(c, mention_ids)

    def judgements(self, mention_ids: Iterable[str] | None = None) -> list[Judgement]:
        """What the machine and persons say of pairs in which one of `mention_ids` stands (or of all), but what was taken back.

        Persons' judgements speak of the mentions that stand today where those stood that they spoke of.
        """
        with self.reading() as c:
            return judging.judgements(c, None if mention_ids is None else list(mention_ids))

    # what the desk asks

    def survey(self, before: Survey | None = None) -> Survey:
        """All events as columns, to filter and count over; quicker where an earlier survey is given."""
        with self.reading() as c:
            return surveying.survey(c, before)

    def unsure_pairs(self, most: int) -> list[Judgement]:
        """The likeliest pairs of mentions of different events that wait for a person's word."""
        with self.reading() as c:
            return surveying.unsure_pairs(c, most)

    def mark(self) -> int:
        """A number that grows with every change of an event."""
        with self.reading() as c:
            return surveying.mark(c)

    def search(self, words: str) -> set[str]:
        """Ids of the events of which a report has these words."""
        with self.reading() as c:
            return searching.search(c, words)

    # what persons decide

    def decide(self, decision: Decision) -> int:
        """Accept an event, correct a field of it, say that it is none, or note something; the decision's number."""
        with self.writing() as c:
            return self._refreshed(c, deciding.decide(c, decision))

    def judge(self, left: str, right: str, verdict: Verdict, decision: Decision) -> int:
        """A person's word on two mentions (`decision`: who, why); their events are then among `pending_events`."""
        with self.writing() as c:
            return deciding.judge(c, (left, right), verdict, decision)

    def merge(self, event_ids: Sequence[str], decision: Decision) -> int:
        """A person's word that events are one; they are then among `pending_events`."""
        with self.writing() as c:
            return deciding.merge(c, event_ids, decision)

    def split(self, mention_ids: Sequence[str], decision: Decision) -> int:
        """A person's word that these mentions of `decision.event_id` tell of another event; it is then among `pending_events`."""
        with self.writing() as c:
            return deciding.split(c, mention_ids, decision)

    def undo(self, decision_id: int, by: str, note: str | None = None) -> int:
        """Take a decision back (an undo too); what it changed is as before once `pending_events` are settled."""
        with self.writing() as c:
            return self._refreshed(c, deciding.undo(c, decision_id, by, note))

    def decisions(self, event_id: str | None = None) -> list[Decision]:
        """All decisions, or those on an event and on what has joined it, oldest first, with those that were taken back."""
        with self.reading() as c:
            return deciding.decisions_on(c, None if event_id is None else names_of(c, [event_id]))

    def history(self, event_id: str) -> list[Change]:
        """What became of an event, oldest first: every state it had and who or which build brought it about."""
        with self.reading() as c:
            return history.history(c, event_id)

    def _refreshed(self, c: Connection, decision_id: int) -> int:
        row = c.execute(select(t.decisions).where(t.decisions.c.decision_id == decision_id)).mappings().one()
        event_id = resolve(c, row["event_id"]) if row["event_id"] else None
        if event_id is not None:
            eventing.refresh(c, [event_id], {"at": row["at"], "by": row["by"], "decision_id": decision_id, "build_id": None})
        return decision_id

    def _records(self, record: type[R], column: Any, ids: Iterable[str] | None) -> list[R]:
        with self.reading() as c:
            return list(reading.stream(c, record)) if ids is None else reading.by_ids(c, record, column, ids)
