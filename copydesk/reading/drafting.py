"""From a unit's bytes to drafts: which words of it are the report's text, and what it says of itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from copydesk.model import Problem, UnreadableInput
from copydesk.reading.decoding import decoded
from copydesk.reading.drafts import Draft
from copydesk.reading.options import Options
from copydesk.reading.units import Row, Unit

FIELDS = ("id", "url", "outlet", "title", "published")


def drafts(unit: Unit, options: Options) -> Iterator[Draft | Problem]:
    """The reports a unit holds: one, or one an entry where it is a feed."""
    try:
        if unit.row is not None:
            yield from _of_row(unit, unit.row, options)
        elif unit.kind == "feed":
            from copydesk.reading.feeds import entries  # noqa: PLC0415

            yield from entries(unit)
        elif unit.kind == "html":
            from copydesk.reading.pages import page  # noqa: PLC0415

            yield page(unit, options.limits)
        else:
            yield Draft(
                text=decoded(unit.data, unit.charset),
                data=unit.data,
                read_from=unit.read_from,
                url=unit.url,
                modified=unit.modified,
            )
    except UnreadableInput as error:
        yield Problem(source=unit.read_from, line=unit.line, what=str(error), done="left out")


def _of_row(unit: Unit, row: Row, options: Options) -> Iterator[Draft | Problem]:
    column = options.columns.get
    text, html = row.get(column("text", "text")), row.get(column("html", "html"))
    if not isinstance(text, str) and not isinstance(html, str):
        raise UnreadableInput(
            f"has no column {column('text', 'text')!r}; it has {', '.join(map(str, row)) or 'none'} (--map text=COLUMN)"
        )
    if isinstance(text, str):
        draft = Draft(text=text, data=unit.data, read_from=unit.read_from, line=unit.line)
    else:
        from copydesk.reading.pages import page  # noqa: PLC0415

        given = Unit(data=str(html).encode("utf-8", "replace"), kind="html", read_from=unit.read_from, charset="utf-8")
        draft = page(given, options.limits)
        draft.data, draft.line = unit.data, unit.line
    for field in FIELDS:
        value = _word(row.get(column(field, field)))
        if value is not None:
            setattr(draft, field, value)
            if field == "published":
                draft.published_from = "input"
    draft.byline = _names(row.get(column("byline", "byline"))) or draft.byline
    yield draft


def _word(value: Any) -> str | None:
    """A cell as a word, or None where it is empty or no word."""
    if value is None or isinstance(value, (dict, list, bool, float)):
        return None
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    return str(value).strip() or None


def _names(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value] if value.strip() else []
    if isinstance(value, list):
        return [v for v in value if isinstance(v, str) and v.strip()]
    return []
