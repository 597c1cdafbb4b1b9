"""Full-text search: the events whose reports have some words."""

from __future__ import annotations

import re

from sqlalchemy import Connection, text

_SQLITE = text(
    "SELECT DISTINCT e.event_id FROM event_reports e JOIN report_words_keys k ON k.report_id = e.report_id "
    "WHERE k.word_key IN (SELECT rowid FROM report_words WHERE report_words MATCH :words)"
)
_POSTGRESQL = text(
    "SELECT DISTINCT e.event_id FROM event_reports e JOIN reports r ON r.report_id = e.report_id "
    "WHERE to_tsvector('simple', coalesce(r.title, '') || ' ' || coalesce(r.text, '')) @@ websearch_to_tsquery('simple', :words)"
)


def search(connection: Connection, words: str) -> set[str]:
    """Ids of the events of which a report has all of `words`; "in quotation marks" they must stand together.

    Whatever a person types is words, never a query language: no input is an error.
    """
    if connection.dialect.name == "postgresql":
        return set(connection.scalars(_POSTGRESQL, {"words": words}))
    plain = _quoted(words)
    return set(connection.scalars(_SQLITE, {"words": plain})) if plain else set()


def _quoted(words: str) -> str:
    """Every word or phrase in quotation marks of its own, so that FTS5 reads no operators; the last word may go on."""
    phrases = [a or b for a, b in re.findall(r'"([^"]+)"|([^\s"]+)', words.replace("\0", " "))]
    kept = [p for p in phrases if re.search(r"\w", p)]
    if not kept:
        return ""
    goes_on = "*" if not words.rstrip().endswith('"') else ""
    return " ".join(f'"{p}"' for p in kept) + goes_on
