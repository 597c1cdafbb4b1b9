"""The first schema."""

import sqlalchemy as sa
from alembic import op

from copydesk.ledger.types import Nested, Serial, Words

revision = "0001"
down_revision = None


def upgrade() -> None:  # noqa: PLR0915 - one statement a table and index
    op.create_table(
        "anchors",
        sa.Column("mention_id", Words(), nullable=False),
        sa.Column("report_id", Words()),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("in_title", sa.Boolean(), nullable=False),
        sa.Column("event_type", Words()),
        sa.Column("quote", Words()),
        sa.Column("now", Words()),
        sa.PrimaryKeyConstraint("mention_id", name=op.f("pk_anchors")),
    )
    op.create_index("ix_anchors_now", "anchors", ["now"])
    op.create_index("ix_anchors_report_id", "anchors", ["report_id"])

    op.create_table(
        "bands",
        sa.Column("band_key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("band_key", "number", name=op.f("pk_bands")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_bands_number", "bands", ["number"])

    op.create_table(
        "block_keys",
        sa.Column("key", Words(), nullable=False),
        sa.Column("mention_id", Words(), nullable=False),
        sa.PrimaryKeyConstraint("key", "mention_id", name=op.f("pk_block_keys")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_block_keys_mention_id", "block_keys", ["mention_id"])

    op.create_table(
        "builds",
        sa.Column("build_id", Serial, autoincrement=True, nullable=False),
        sa.Column("started", Words()),
        sa.Column("finished", Words()),
        sa.Column("version", Words()),
        sa.Column("options", Nested()),
        sa.Column("data_versions", Nested()),
        sa.PrimaryKeyConstraint("build_id", name=op.f("pk_builds")),
    )
    op.create_table(
        "decisions",
        sa.Column("decision_id", Serial, autoincrement=True, nullable=False),
        sa.Column("kind", Words()),
        sa.Column("event_id", Words()),
        sa.Column("field", Words()),
        sa.Column("by", Words()),
        sa.Column("at", Words()),
        sa.Column("note", Words()),
        sa.Column("value", Nested()),
        sa.Column("evidence", Nested()),
        sa.Column("before", Nested()),
        sa.Column("undoes", sa.BigInteger()),
        sa.Column("active", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.PrimaryKeyConstraint("decision_id", name=op.f("pk_decisions")),
    )
    op.create_index("ix_decisions_by", "decisions", ["by"])
    op.create_index("ix_decisions_event_id", "decisions", ["event_id"])

    op.create_table(
        "event_actors",
        sa.Column("event_id", Words(), nullable=False),
        sa.Column("role", Words(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", Words()),
        sa.Column("kind", Words()),
        sa.PrimaryKeyConstraint("event_id", "role", "position", name=op.f("pk_event_actors")),
    )
    op.create_index("ix_event_actors_name", "event_actors", ["name"])

    op.create_table(
        "event_history",
        sa.Column("history_id", Serial, autoincrement=True, nullable=False),
        sa.Column("event_id", Words()),
        sa.Column("at", Words()),
        sa.Column("change", Words()),
        sa.Column("by", Words()),
        sa.Column("build_id", sa.BigInteger()),
        sa.Column("decision_id", sa.BigInteger()),
        sa.Column("row", Nested()),
        sa.Column("mention_ids", Nested()),
        sa.PrimaryKeyConstraint("history_id", name=op.f("pk_event_history")),
    )
    op.create_index("ix_event_history_at", "event_history", ["at"])
    op.create_index("ix_event_history_event_id", "event_history", ["event_id"])

    op.create_table(
        "event_names",
        sa.Column("event_id", Words(), nullable=False),
        sa.Column("living", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("forwards_to", Words()),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_event_names")),
    )
    op.create_index("ix_event_names_forwards_to", "event_names", ["forwards_to"])

    op.create_table(
        "event_reports",
        sa.Column("event_id", Words(), nullable=False),
        sa.Column("report_id", Words(), nullable=False),
        sa.PrimaryKeyConstraint("event_id", "report_id", name=op.f("pk_event_reports")),
    )
    op.create_index("ix_event_reports_report_id", "event_reports", ["report_id"])

    op.create_table(
        "events",
        sa.Column("event_id", Words(), nullable=False),
        sa.Column("event_type", Words()),
        sa.Column("sub_event_type", Words()),
        sa.Column("status", Words()),
        sa.Column("date_from", Words()),
        sa.Column("date_to", Words()),
        sa.Column("part_of", Words()),
        sa.Column("grade", Words()),
        sa.Column("plover", Words()),
        sa.Column("plover_mode", Words()),
        sa.Column("outcome", Words()),
        sa.Column("date_precision", Words()),
        sa.Column("grade_why", Words()),
        sa.Column("place_text", Words()),
        sa.Column("place_name", Words()),
        sa.Column("geonameid", sa.BigInteger()),
        sa.Column("lat", sa.Float()),
        sa.Column("lon", sa.Float()),
        sa.Column("country", Words()),
        sa.Column("country_name", Words()),
        sa.Column("admin1", Words()),
        sa.Column("admin2", Words()),
        sa.Column("place_precision", sa.Integer()),
        sa.Column("actor1", Nested()),
        sa.Column("actor2", Nested()),
        sa.Column("assoc_actor_1", Nested()),
        sa.Column("assoc_actor_2", Nested()),
        sa.Column("killed_of", Nested()),
        sa.Column("accounts", Nested()),
        sa.Column("disputed", Nested()),
        sa.Column("reviewed", Nested()),
        sa.Column("killed_low", sa.BigInteger()),
        sa.Column("killed_best", sa.BigInteger()),
        sa.Column("killed_high", sa.BigInteger()),
        sa.Column("injured_low", sa.BigInteger()),
        sa.Column("injured_best", sa.BigInteger()),
        sa.Column("injured_high", sa.BigInteger()),
        sa.Column("reports", sa.BigInteger()),
        sa.Column("origins", sa.BigInteger()),
        sa.Column("voices", sa.BigInteger()),
        sa.Column("disputes", sa.BigInteger()),
        sa.Column("review_decision", Words()),
        sa.Column("reviewed_by", Words()),
        sa.Column("reviewed_at", Words()),
        sa.Column("changed_at", Words()),
        sa.Column("rejected", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("stale", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("machine", Nested()),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_events")),
    )
    op.create_index("ix_events_changed_at", "events", ["changed_at"])
    op.create_index("ix_events_country_admin1", "events", ["country", "admin1"])
    op.create_index("ix_events_date_from", "events", ["date_from"])
    op.create_index("ix_events_date_to", "events", ["date_to"])
    op.create_index("ix_events_event_type", "events", ["event_type"])
    op.create_index("ix_events_grade", "events", ["grade"])
    op.create_index("ix_events_lat_lon", "events", ["lat", "lon"])
    op.create_index("ix_events_part_of", "events", ["part_of"])
    op.create_index("ix_events_status", "events", ["status"])
    op.create_index("ix_events_sub_event_type", "events", ["sub_event_type"])

    op.create_table(
        "furniture",
        sa.Column("version", Words(), nullable=False),
        sa.Column("learned_at", Words()),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_furniture")),
    )
    op.create_table(
        "inputs",
        sa.Column("sha256", Words(), nullable=False),
        sa.Column("read_from", Words(), nullable=False),
        sa.Column("read_at", Words()),
        sa.Column("version", Words()),
        sa.Column("size", sa.BigInteger()),
        sa.Column("build_id", sa.BigInteger()),
        sa.PrimaryKeyConstraint("sha256", "read_from", name=op.f("pk_inputs")),
    )
    op.create_table(
        "judgements",
        sa.Column("judgement_id", Serial, autoincrement=True, nullable=False),
        sa.Column("decision_id", sa.BigInteger()),
        sa.Column("left", Words()),
        sa.Column("right", Words()),
        sa.Column("verdict", Words()),
        sa.Column("by", Words()),
        sa.Column("at", Words()),
        sa.Column("note", Words()),
        sa.Column("active", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.PrimaryKeyConstraint("judgement_id", name=op.f("pk_judgements")),
    )
    op.create_index("ix_judgements_decision_id", "judgements", ["decision_id"])
    op.create_index("ix_judgements_left", "judgements", ["left"])
    op.create_index("ix_judgements_right", "judgements", ["right"])

    op.create_table(
        "lineage",
        sa.Column("from_report_id", Words(), nullable=False),
        sa.Column("to_report_id", Words(), nullable=False),
        sa.Column("relation", Words()),
        sa.Column("direction_basis", Words()),
        sa.Column("share_of_to", sa.Float(), nullable=False),
        sa.Column("share_of_from", sa.Float(), nullable=False),
        sa.Column("basis", Nested()),
        sa.Column("passages", Nested()),
        sa.Column("conflicts", Nested()),
        sa.PrimaryKeyConstraint("from_report_id", "to_report_id", name=op.f("pk_lineage")),
    )
    op.create_index("ix_lineage_to_report_id", "lineage", ["to_report_id"])

    op.create_table(
        "machine_judgements",
        sa.Column("left", Words(), nullable=False),
        sa.Column("right", Words(), nullable=False),
        sa.Column("version", Words(), nullable=False),
        sa.Column("verdict", Words()),
        sa.Column("at", Words()),
        sa.Column("score", sa.Float()),
        sa.Column("reasons", Nested()),
        sa.PrimaryKeyConstraint("left", "right", "version", name=op.f("pk_machine_judgements")),
    )
    op.create_index("ix_machine_judgements_right", "machine_judgements", ["right"])

    op.create_table(
        "mentions",
        sa.Column("mention_id", Words(), nullable=False),
        sa.Column("report_id", Words()),
        sa.Column("event_id", Words()),
        sa.Column("former_event_id", Words()),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("quote", Words()),
        sa.Column("event_type", Words()),
        sa.Column("sub_event_type", Words()),
        sa.Column("group", Words()),
        sa.Column("plover", Words()),
        sa.Column("plover_mode", Words()),
        sa.Column("status", Words()),
        sa.Column("outcome", Words()),
        sa.Column("part", Words()),
        sa.Column("version", Words()),
        sa.Column("in_title", sa.Boolean(), nullable=False),
        sa.Column("background", sa.Boolean(), nullable=False),
        sa.Column("date_from", Words()),
        sa.Column("date_to", Words()),
        sa.Column("date_precision", Words()),
        sa.Column("place_text", Words()),
        sa.Column("place_name", Words()),
        sa.Column("geonameid", sa.BigInteger()),
        sa.Column("lat", sa.Float()),
        sa.Column("lon", sa.Float()),
        sa.Column("country", Words()),
        sa.Column("country_name", Words()),
        sa.Column("admin1", Words()),
        sa.Column("admin2", Words()),
        sa.Column("place_precision", sa.Integer()),
        sa.Column("actors", Nested()),
        sa.Column("targets", Nested()),
        sa.Column("weapons", Nested()),
        sa.Column("killed_of", Nested()),
        sa.Column("informant", Nested()),
        sa.Column("evidence", Nested()),
        sa.Column("killed_low", sa.BigInteger()),
        sa.Column("killed_high", sa.BigInteger()),
        sa.Column("injured_low", sa.BigInteger()),
        sa.Column("injured_high", sa.BigInteger()),
        sa.Column("killed_bound", Words()),
        sa.Column("killed_text", Words()),
        sa.Column("injured_bound", Words()),
        sa.Column("injured_text", Words()),
        sa.PrimaryKeyConstraint("mention_id", name=op.f("pk_mentions")),
    )
    op.create_index("ix_mentions_event_id", "mentions", ["event_id"])
    op.create_index("ix_mentions_report_id", "mentions", ["report_id"])

    op.create_table(
        "meta",
        sa.Column("key", Words(), nullable=False),
        sa.Column("value", Words()),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_meta")),
    )
    op.create_table(
        "originals",
        sa.Column("sha256", Words(), nullable=False),
        sa.Column("kept", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_originals")),
    )
    op.create_table(
        "problems",
        sa.Column("problem_id", Serial, autoincrement=True, nullable=False),
        sa.Column("source", Words()),
        sa.Column("what", Words()),
        sa.Column("done", Words()),
        sa.Column("report_id", Words()),
        sa.Column("stage", Words()),
        sa.Column("at", Words()),
        sa.Column("line", sa.Integer()),
        sa.Column("build_id", sa.BigInteger()),
        sa.PrimaryKeyConstraint("problem_id", name=op.f("pk_problems")),
    )
    op.create_index("ix_problems_report_id", "problems", ["report_id"])

    op.create_table(
        "reliabilities",
        sa.Column("name", Words(), nullable=False),
        sa.Column("letter", Words()),
        sa.Column("by", Words()),
        sa.Column("at", Words()),
        sa.Column("note", Words()),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_reliabilities")),
    )
    op.create_table(
        "report_numbers",
        sa.Column("number", Serial, autoincrement=True, nullable=False),
        sa.Column("report_id", Words()),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_report_numbers")),
        sa.UniqueConstraint("report_id", name=op.f("uq_report_numbers_report_id")),
    )
    op.create_table(
        "reports",
        sa.Column("report_id", Words(), nullable=False),
        sa.Column("text", Words()),
        sa.Column("title", Words()),
        sa.Column("published_from", Words()),
        sa.Column("not_coded_why", Words()),
        sa.Column("repaired", Words()),
        sa.Column("read_at", Words()),
        sa.Column("read_from", Words()),
        sa.Column("version", Words()),
        sa.Column("url", Words()),
        sa.Column("outlet", Words()),
        sa.Column("published", Words()),
        sa.Column("language", Words()),
        sa.Column("origin_id", Words()),
        sa.Column("credited_origin", Words()),
        sa.Column("sha256", Words()),
        sa.Column("coded", sa.Boolean(), nullable=False),
        sa.Column("byline", Nested()),
        sa.Column("credits", Nested()),
        sa.Column("parts", Nested()),
        sa.Column("links", Nested()),
        sa.Column("repairs", Nested()),
        sa.Column("build_id", sa.BigInteger()),
        sa.Column("related", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("merged", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("report_id", name=op.f("pk_reports")),
    )
    op.create_index("ix_reports_credited_origin", "reports", ["credited_origin"])
    op.create_index("ix_reports_language", "reports", ["language"])
    op.create_index("ix_reports_origin_id", "reports", ["origin_id"])
    op.create_index("ix_reports_outlet", "reports", ["outlet"])
    op.create_index("ix_reports_pending", "reports", ["related", "merged"])
    op.create_index("ix_reports_published", "reports", ["published"])
    op.create_index("ix_reports_sha256", "reports", ["sha256"])
    op.create_index("ix_reports_url", "reports", ["url"])

    op.create_table(
        "superseded",
        sa.Column("row_id", Serial, autoincrement=True, nullable=False),
        sa.Column("of", Words()),
        sa.Column("key", Words()),
        sa.Column("version", Words()),
        sa.Column("replaced_at", Words()),
        sa.Column("build_id", sa.BigInteger()),
        sa.Column("row", Nested()),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_superseded")),
    )
    op.create_index("ix_superseded_of_key", "superseded", ["of", "key"])
