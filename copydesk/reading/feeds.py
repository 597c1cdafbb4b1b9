"""RSS and Atom files: a report an entry."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from copydesk.model import Problem, UnreadableInput
from copydesk.reading.drafts import Draft
from copydesk.reading.pages import fragment
from copydesk.reading.units import Unit


def entries(unit: Unit) -> Iterator[Draft | Problem]:
    """The entries of a feed as drafts. Raises UnreadableInput where the file is no feed."""
    import feedparser  # noqa: PLC0415  (takes a while to import)

    feed = feedparser.parse(unit.data)
    if not feed.entries:
        why = feed.get("bozo_exception")
        raise UnreadableInput(f"is a feed that cannot be read ({why})" if why else "is a feed without entries")
    outlet = feed.feed.get("title")
    for number, entry in enumerate(feed.entries, 1):
        read_from = f"{unit.read_from}#{number}"
        title = entry.get("title")
        text, parts = fragment(_content(entry), title)
        if not text.strip():
            yield Problem(source=read_from, what="is an entry without text", done="left out")
            continue
        yield Draft(
            text=text,
            data=unit.data,
            read_from=unit.read_from,
            parts=parts,
            url=entry.get("link"),
            outlet=outlet,
            title=title,
            published=entry.get("published") or entry.get("updated"),
            byline=[a["name"] for a in entry.get("authors", []) if a.get("name")],
            links=[link["href"] for link in entry.get("links", []) if link.get("rel") == "via" and link.get("href")],
        )
    if feed.bozo and not isinstance(feed.get("bozo_exception"), feedparser.CharacterEncodingOverride):
        yield Problem(
            source=unit.read_from, what=f"is a feed that breaks off ({feed.bozo_exception})", done="its entries were kept"
        )


def _content(entry: Any) -> str:
    pieces = [c.get("value", "") for c in entry.get("content", [])]
    return str(max([*pieces, entry.get("summary", "")], key=len))
