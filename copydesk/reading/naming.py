"""Who published a report and who wrote it, as its text and its address say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from urllib.parse import urlsplit

from copydesk.model import Part
from copydesk.reading.anatomy import plain
from copydesk.reading.repair import clean
from copydesk.reading.rules import worded

_BY = re.compile(r"^(?:by|written by|story by|reported by|author:)\s+(.{2,80})$", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:,|;|\band\b|&|\|)\s*")
_COMMON_HOST = re.compile(r"^(?:www\d?|m|mobile|amp|en|english)\.")


def outlet_in(head: str, parts: Sequence[Part]) -> str | None:
    """The outlet of a line such as "Global Research, January 27, 2017" near the head, or None."""
    for part in parts:
        if part.role == "boilerplate" and part.start < len(head):
            for line in head[part.start : part.end].splitlines():
                match = _outlet_line().fullmatch(plain(line.strip()))
                if match:
                    return match.group("outlet").strip()
    return None


def byline_in(text: str, parts: Sequence[Part]) -> list[str]:
    """The names of a line such as "By Jane Doe and Max Power", or an empty list."""
    for part in parts:
        if part.role == "credit" and part.end - part.start < 200:
            match = _BY.match(plain(text[part.start : part.end]))
            if match:
                return people([match.group(1)])
    return []


def people(names: Sequence[str]) -> list[str]:
    """The single names in bylines that may hold several; "By" and empty ones taken away."""
    found: list[str] = []
    for given in names:
        said = re.sub(r"^by\s+", "", clean(given), flags=re.IGNORECASE)
        found += [n for n in _BETWEEN.split(said) if n and n not in found]
    return found


def outlet_of_url(url: str) -> str | None:
    """The host of an address without "www." and its like, or None where it has none."""
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return _COMMON_HOST.sub("", host) or None if host else None


@cache
def _outlet_line() -> re.Pattern[str]:
    return re.compile(
        r"(?P<outlet>[A-Z][\w.&'’ -]{1,60}?)(?:,| [|–—-]|) +(?i:published |posted |updated )?" + worded("{date}") + r".{0,30}"
    )
