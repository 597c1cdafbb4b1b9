"""What a page says of itself in its head: date, outlet, title, writers, addresses.

Title and writers come from trafilatura; the date does not, as its search (htmldate) also guesses from text and address, and the
ledger has to say which of them gave it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement
from msgspec import Struct

from copydesk.reading.repair import clean
from copydesk.reading.rules import data

_SAVED = re.compile(rb"<!-- saved from url=\(\d+\)(\S{5,500}?) -->")
_TITLE_ENDS = re.compile(r"\s+[|–—·»:-]+\s+")


class Metadata(Struct):
    """What a page says of itself; None and empty lists where it does not."""

    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    byline: list[str] = []
    links: list[str] = []


def metadata_of(tree: HtmlElement, page: bytes, url: str | None) -> Metadata:
    """The metadata of a page; `url` is the address it was fetched from, where that is known."""
    from trafilatura.metadata import examine_meta, extract_author, extract_meta_json, extract_title  # noqa: PLC0415

    names = data("pages")
    meta = _meta(tree)
    linked = list(_json_ld(tree))
    document = examine_meta(tree)
    try:
        document = extract_meta_json(tree, document)
    except Exception:
        linked = []
    canonical = next(
        (str(e.get("href")) for e in tree.iter("link") if (e.get("rel") or "").lower() == "canonical" and e.get("href")), None
    )
    saved = _SAVED.search(page[:4_000])
    address = (
        url
        or _address(canonical)
        or _address(meta.get("og:url"))
        or (_address(saved.group(1).decode("ascii", "replace")) if saved else None)
    )
    author = document.author or extract_author(tree)
    outlet = _first(meta, names["outlet"]["meta"]) or _linked(linked, names["outlet"]["json"])
    return Metadata(
        title=clean(document.title or extract_title(tree) or "") or None,
        published=_first(meta, names["published"]["meta"]) or _linked(linked, names["published"]["json"]) or _marked(tree),
        outlet=clean(outlet).lstrip("@") or None if outlet else None,
        url=address,
        byline=[author] if author and not author.startswith("http") else [],
        links=[a for a in [_address(urljoin(address or "", canonical))] if a] if canonical else [],
    )


def _meta(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = (
            element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv") or ""
        ).lower()
        content = (element.get("content") or "").strip()
        if name and content:
            found.setdefault(name, content)
    return found


def _json_ld(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    for element in tree.iter("script"):
        if (element.get("type") or "").lower() != "application/ld+json":
            continue
        try:
            found = json.loads(element.text or "")
        except (ValueError, RecursionError):
            continue
        waiting = [found]
        while waiting:
            item = waiting.pop(0)
            if isinstance(item, list):
                waiting += item[:50]
            elif isinstance(item, dict):
                yield item
                waiting += [item["@graph"]] if "@graph" in item else []


def _first(meta: dict[str, str], names: Sequence[str]) -> str | None:
    return next((meta[n] for n in names if n in meta), None)


def _linked(items: Sequence[dict[str, Any]], names: Sequence[str]) -> str | None:
    for name in names:
        for item in items:
            value = item.get(name)
            if isinstance(value, dict):
                value = value.get("name")
            if isinstance(value, str) and value.strip():
                return value.strip()
    return None


def _marked(tree: HtmlElement) -> str | None:
    """The date of a <time> or other element marked as that of publication, else of the page's only <time>."""
    for element in tree.iter():
        if isinstance(element.tag, str) and (element.get("itemprop") == "datePublished" or element.get("pubdate") is not None):
            value = element.get("datetime") or element.get("content")
            if value:
                return str(value)
    times = {str(e.get("datetime")) for e in tree.iter("time") if e.get("datetime")}
    return times.pop() if len(times) == 1 else None


def _address(value: str | None) -> str | None:
    if not value:
        return None
    try:
        return value if urlsplit(value).scheme in ("http", "https") else None
    except ValueError:
        return None
