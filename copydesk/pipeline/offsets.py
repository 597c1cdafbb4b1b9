"""From the repaired copy that stages read back to the text that the ledger keeps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pyarrow as pa

from copydesk.model import Repair, Report
from copydesk.model.arrow import record_from
from copydesk.model.offsets import to_text

Span = tuple[int, int]
Mapping = Callable[[int, int], Span]


def in_text(rows: pa.StructArray) -> pa.StructArray:
    """Coded reports with every offset counting in `text` instead of the repaired copy; rows that needed no repair pass through."""
    needs = [bool(r["repairs"]) for r in rows.field("report").to_pylist()] if len(rows) else []
    if not any(needs):
        return rows
    return pa.array([_row(r) if n else r for r, n in zip(rows.to_pylist(), needs, strict=True)], type=rows.type)


def spans_in_text(report: Report) -> Mapping:
    """A function that maps one span of `report.working` to `report.text`."""
    repairs: list[Repair] = report.repairs
    return lambda start, end: to_text(start, end, repairs)


def _row(row: dict[str, Any]) -> dict[str, Any]:
    report = record_from(dict(row["report"]), Report)
    moved = spans_in_text(report)
    out = {name: _moved(value, moved) for name, value in row.items() if name != "report"}
    kept = {"repairs": row["report"]["repairs"]}
    out["report"] = {**_moved({k: v for k, v in row["report"].items() if k != "repairs"}, moved), **kept}
    for mention in out["mentions"]:
        if not mention["in_title"]:
            mention["quote"] = report.text[mention["start"] : mention["end"]]
    return out


def _moved(value: Any, moved: Mapping) -> Any:
    if isinstance(value, list):
        return [_moved(item, moved) for item in value]
    if not isinstance(value, dict) or value.get("in_title"):
        return value
    out: dict[str, Any] = {
        name: _evidence(item, moved) if name == "evidence" else _moved(item, moved) for name, item in value.items()
    }
    start, end = out.get("start"), out.get("end")
    if isinstance(start, int) and isinstance(end, int):
        out["start"], out["end"] = moved(start, end)
    return out


def _evidence(fields: dict[str, list[list[int]]] | None, moved: Mapping) -> dict[str, list[list[int]]] | None:
    if fields is None:
        return None
    return {name: [list(moved(start, end)) for start, end in spans] for name, spans in fields.items()}
