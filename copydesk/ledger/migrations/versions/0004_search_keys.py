"""The index of words points at reports by a number of its own.

SQLite renumbers the implicit rowid of a table with a key of words when the file is packed (VACUUM), and the index would then find
other reports.
"""

from alembic import op

revision = "0004"
down_revision = "0003"

SQLITE = (
    "DROP TRIGGER report_words_added",
    "DROP TRIGGER report_words_gone",
    "DROP TRIGGER report_words_changed",
    "DROP TABLE report_words",
    "CREATE TABLE report_words_keys (word_key INTEGER PRIMARY KEY, report_id TEXT NOT NULL UNIQUE)",
    "INSERT INTO report_words_keys (report_id) SELECT report_id FROM reports ORDER BY report_id",
    "CREATE VIEW report_words_source AS SELECT k.word_key, r.title, r.text "
    "FROM report_words_keys k JOIN reports r ON r.report_id = k.report_id",
    "CREATE VIRTUAL TABLE report_words USING fts5(title, text, content='report_words_source', content_rowid='word_key', "
    "tokenize='unicode61 remove_diacritics 2')",
    "INSERT INTO report_words(report_words) VALUES ('rebuild')",
    "CREATE TRIGGER report_words_added AFTER INSERT ON reports BEGIN "
    "INSERT INTO report_words_keys (report_id) VALUES (new.report_id); "
    "INSERT INTO report_words(rowid, title, text) SELECT word_key, new.title, new.text FROM report_words_keys "
    "WHERE report_id = new.report_id; END",
    "CREATE TRIGGER report_words_gone AFTER DELETE ON reports BEGIN "
    "INSERT INTO report_words(report_words, rowid, title, text) SELECT 'delete', word_key, old.title, old.text "
    "FROM report_words_keys WHERE report_id = old.report_id; "
    "DELETE FROM report_words_keys WHERE report_id = old.report_id; END",
    "CREATE TRIGGER report_words_changed AFTER UPDATE OF title, text ON reports BEGIN "
    "INSERT INTO report_words(report_words, rowid, title, text) SELECT 'delete', word_key, old.title, old.text "
    "FROM report_words_keys WHERE report_id = old.report_id; "
    "INSERT INTO report_words(rowid, title, text) SELECT word_key, new.title, new.text FROM report_words_keys "
    "WHERE report_id = new.report_id; END",
)


def upgrade() -> None:
    """Build the index anew on keys that stay."""
    if op.get_bind().dialect.name != "postgresql":
        for statement in SQLITE:
            op.get_bind().exec_driver_sql(statement)
