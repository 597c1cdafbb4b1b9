"""Tables of a ledger written out for other programs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import IO, Any

from copydesk.export.formats import FORMATS
from copydesk.export.rows import event_row, lineage_row, mention_row, problem_row, report_row
from copydesk.ledger import Ledger
from copydesk.model import WrongUse

Row = dict[str, Any]

TABLE_ROWS: Mapping[str, Callable[[Any], Row]] = {
    "reports": report_row,
    "mentions": mention_row,
    "lineage": lineage_row,
    "events": event_row,
    "problems": problem_row,
}


def rows(ledger: Ledger, table: str) -> Iterator[Row]:
    """The rows of a table in their usual order."""
    if table not in TABLE_ROWS:
        raise WrongUse(f"{table}: there is no such table; there are {', '.join(TABLE_ROWS)}")
    made = map(TABLE_ROWS[table], ledger.stream(table))
    return _of_events(made, ledger.rejected()) if table == "mentions" else made


def _of_events(mentions: Iterator[Row], rejected: set[str]) -> Iterator[Row]:
    """Mentions of what a person said is no event make none."""
    for row in mentions:
        yield row | {"event_id": None} if row["event_id"] in rejected else row


def export(ledger: Ledger, table: str, fmt: str, out: IO[bytes]) -> None:
    """Write a table ("reports", "mentions", "lineage", "events", "problems") to `out` in a format of `FORMATS`.

    The same ledger gives the same bytes. Raises WrongUse for a table or format that is not there.
    """
    if fmt not in FORMATS:
        raise WrongUse(f"{fmt}: there is no such format; there are {', '.join(FORMATS)}")
    FORMATS[fmt](table, rows(ledger, table), out)
