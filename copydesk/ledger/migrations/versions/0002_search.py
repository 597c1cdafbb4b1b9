"""Full-text search over titles and texts of reports."""

from alembic import op

revision = "0002"
down_revision = "0001"

SQLITE = (
    "CREATE VIRTUAL TABLE report_words USING fts5(title, text, content='reports', content_rowid='rowid', "
    "tokenize='unicode61 remove_diacritics 2')",
    "INSERT INTO report_words(rowid, title, text) SELECT rowid, title, text FROM reports",
    "CREATE TRIGGER report_words_added AFTER INSERT ON reports BEGIN "
    "INSERT INTO report_words(rowid, title, text) VALUES (new.rowid, new.title, new.text); END",
    "CREATE TRIGGER report_words_gone AFTER DELETE ON reports BEGIN "
    "INSERT INTO report_words(report_words, rowid, title, text) VALUES ('delete', old.rowid, old.title, old.text); END",
    "CREATE TRIGGER report_words_changed AFTER UPDATE OF title, text ON reports BEGIN "
    "INSERT INTO report_words(report_words, rowid, title, text) VALUES ('delete', old.rowid, old.title, old.text); "
    "INSERT INTO report_words(rowid, title, text) VALUES (new.rowid, new.title, new.text); END",
)
POSTGRESQL = (
    "CREATE INDEX report_words ON reports USING gin (to_tsvector('simple', coalesce(title, '') || ' ' || coalesce(text, '')))",
)


def upgrade() -> None:
    """Words are indexed as reports are written, by the database itself."""
    for statement in POSTGRESQL if op.get_bind().dialect.name == "postgresql" else SQLITE:
        op.execute(statement)
