"""The schema of a ledger, the same on SQLite and PostgreSQL.

Columns are named as the fields of the records in `copydesk.model`; a field that holds records or lists is JSON, except a place,
whose fields are columns because people filter by them. `migrations/` builds this schema and is compared with it by a test.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Float, Index, Integer, LargeBinary, MetaData, Table, false, true

from copydesk.ledger.types import Nested, Serial, Words

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)


def _text(*names: str, index: bool = False) -> list[Column[Any]]:
    return [Column(name, Words(), index=index) for name in names]


def _nested(*names: str) -> list[Column[Any]]:
    return [Column(name, Nested()) for name in names]


def _counts(*names: str) -> list[Column[Any]]:
    return [Column(name, BigInteger()) for name in names]


def _key(*names: str) -> list[Column[Any]]:
    return [Column(name, Words(), primary_key=True) for name in names]


def _serial(name: str) -> Column[Any]:
    return Column(name, Serial, primary_key=True, autoincrement=True)


def _flag(name: str, default: bool) -> Column[Any]:
    return Column(name, Boolean(), nullable=False, server_default=true() if default else false())


def _place() -> list[Column[Any]]:
    """A place of its own columns; there is none where `place_text` is NULL."""
    return [
        *_text("place_text", "place_name"),
        Column("geonameid", BigInteger()),
        Column("lat", Float()),
        Column("lon", Float()),
        *_text("country", "country_name", "admin1", "admin2"),
        Column("place_precision", Integer()),
    ]


meta = Table("meta", metadata, *_key("key"), *_text("value"))

builds = Table(
    "builds", metadata, _serial("build_id"), *_text("started", "finished", "version"), *_nested("options", "data_versions")
)

inputs = Table("inputs", metadata, *_key("sha256", "read_from"), *_text("read_at", "version"), *_counts("size", "build_id"))

originals = Table("originals", metadata, *_key("sha256"), Column("kept", LargeBinary(), nullable=False))

reports = Table(
    "reports",
    metadata,
    *_key("report_id"),
    *_text("text", "title", "published_from", "not_coded_why", "repaired", "read_at", "read_from", "version"),
    *_text("url", "outlet", "published", "language", "origin_id", "credited_origin", "sha256", index=True),
    Column("coded", Boolean(), nullable=False),
    *_nested("byline", "credits", "parts", "links", "repairs"),
    *_counts("build_id"),
    _flag("related", False),
    _flag("merged", False),
    Index("ix_reports_pending", "related", "merged"),
)

mentions = Table(
    "mentions",
    metadata,
    *_key("mention_id"),
    *_text("report_id", "event_id", index=True),
    *_text("former_event_id"),  # the event an undo asks for, until the mention is settled again
    Column("start", Integer(), nullable=False),
    Column("end", Integer(), nullable=False),
    *_text("quote", "event_type", "sub_event_type", "group", "plover", "plover_mode", "status", "outcome", "part", "version"),
    Column("in_title", Boolean(), nullable=False),
    Column("background", Boolean(), nullable=False),
    *_text("date_from", "date_to", "date_precision"),
    *_place(),
    *_nested("actors", "targets", "weapons", "killed_of", "informant", "evidence"),
    *_counts("killed_low", "killed_high", "killed_was", "injured_low", "injured_high"),
    *_text("killed_bound", "killed_text", "injured_bound", "injured_text"),
)

lineage = Table(
    "lineage",
    metadata,
    *_key("from_report_id", "to_report_id"),
    *_text("relation", "direction_basis"),
    Column("share_of_to", Float(), nullable=False),
    Column("share_of_from", Float(), nullable=False),
    *_nested("basis", "passages", "conflicts"),
    Index("ix_lineage_to_report_id", "to_report_id"),
)

events = Table(
    "events",
    metadata,
    *_key("event_id"),
    *_text("event_type", "sub_event_type", "status", "date_from", "date_to", "part_of", "grade", index=True),
    *_text("plover", "plover_mode", "outcome", "date_precision", "grade_why"),
    *_place(),
    *_nested("actor1", "actor2", "assoc_actor_1", "assoc_actor_2", "killed_of", "accounts", "disputed", "reviewed"),
    *_counts("killed_low", "killed_best", "killed_high", "injured_low", "injured_best", "injured_high"),
    *_counts("reports", "origins", "voices", "disputes"),
    *_text("review_decision", "reviewed_by", "reviewed_at", "changed_at"),
    _flag("rejected", False),
    _flag("stale", False),  # its mentions or a person's word on them changed since it was settled
    Column("machine", Nested()),  # the event as weighing gave it, where a person corrected a field
    Index("ix_events_country_admin1", "country", "admin1"),
    Index("ix_events_lat_lon", "lat", "lon"),
    Index("ix_events_changed_at", "changed_at"),
)

event_actors = Table(
    "event_actors",
    metadata,
    *_key("event_id", "role"),
    Column("position", Integer(), primary_key=True),
    *_text("name", "kind"),
    Index("ix_event_actors_name", "name"),
)

event_reports = Table("event_reports", metadata, *_key("event_id", "report_id"), Index("ix_event_reports_report_id", "report_id"))

event_names = Table("event_names", metadata, *_key("event_id"), _flag("living", True), *_text("forwards_to", index=True))

machine_judgements = Table(
    "machine_judgements",
    metadata,
    *_key("left", "right", "version"),
    *_text("verdict", "at"),
    Column("score", Float()),
    *_nested("reasons"),
    Index("ix_machine_judgements_right", "right"),
)

decisions = Table(
    "decisions",
    metadata,
    _serial("decision_id"),
    *_text("kind", "event_id", "field", "by", "at", "note"),
    *_nested("value", "evidence", "before"),
    *_counts("undoes"),
    _flag("active", True),
    Index("ix_decisions_event_id", "event_id"),
    Index("ix_decisions_by", "by"),
)

judgements = Table(
    "judgements",
    metadata,
    _serial("judgement_id"),
    *_counts("decision_id"),
    *_text("left", "right", index=True),
    *_text("verdict", "by", "at", "note"),
    _flag("active", True),
    Index("ix_judgements_decision_id", "decision_id"),
)

anchors = Table(
    "anchors",
    metadata,
    *_key("mention_id"),
    *_text("report_id", index=True),
    Column("start", Integer(), nullable=False),
    Column("end", Integer(), nullable=False),
    Column("in_title", Boolean(), nullable=False),
    *_text("event_type", "quote"),
    *_text("now", index=True),  # the mention that stands there today; NULL where no mention does
)

event_history = Table(
    "event_history",
    metadata,
    _serial("history_id"),
    *_text("event_id", "at", "change", "by"),
    *_counts("build_id", "decision_id"),
    *_nested("row", "mention_ids"),
    Index("ix_event_history_event_id", "event_id"),
    Index("ix_event_history_at", "at"),
)

superseded = Table(
    "superseded",
    metadata,
    _serial("row_id"),
    *_text("of", "key", "version", "replaced_at"),
    *_counts("build_id"),
    *_nested("row"),
    Index("ix_superseded_of_key", "of", "key"),
)

problems = Table(
    "problems",
    metadata,
    _serial("problem_id"),
    *_text("source", "what", "done", "report_id", "stage", "at"),
    Column("line", Integer()),
    *_counts("build_id"),
    Index("ix_problems_report_id", "report_id"),
)

# a report has some hundreds of bands, so they name it by a number
report_numbers = Table("report_numbers", metadata, _serial("number"), Column("report_id", Words(), unique=True))

bands = Table(
    "bands",
    metadata,
    Column("band_key", BigInteger(), primary_key=True, autoincrement=False),
    Column("number", Integer(), primary_key=True, autoincrement=False),
    Index("ix_bands_number", "number"),
    sqlite_with_rowid=False,
)

block_keys = Table(
    "block_keys", metadata, *_key("key", "mention_id"), Index("ix_block_keys_mention_id", "mention_id"), sqlite_with_rowid=False
)

furniture = Table(  # what recurs, as an Arrow table packed with zstd; the newest version is the one a build takes
    "furniture", metadata, *_key("version"), *_text("learned_at"), Column("packed", LargeBinary(), nullable=False)
)

reliabilities = Table("reliabilities", metadata, *_key("name"), *_text("letter", "by", "at", "note"))

assignments = Table(
    "assignments", metadata, *_key("event_id", "person"), *_text("by", "at", "note"), Index("ix_assignments_person", "person")
)

saved_filters = Table("saved_filters", metadata, *_key("name"), *_text("query", "by", "at"))

visits = Table("visits", metadata, *_key("person"), *_text("at"), *_counts("mark", "mark_before"))

blind_codings = Table("blind_codings", metadata, *_key("event_id", "person", "field"), *_text("at"), *_nested("value"))
