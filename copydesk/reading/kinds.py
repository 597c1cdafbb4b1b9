"""What kind of input a file is: by its name first, by its first bytes where the name does not say."""

from __future__ import annotations

import re
from functools import cache
from pathlib import PurePosixPath
from typing import get_args

from copydesk.reading.decoding import looks_binary
from copydesk.reading.options import Kind, Packing
from copydesk.reading.rules import data

HEAD = 4_096  # bytes that are enough to tell

_HTML = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article)\b", re.IGNORECASE | re.DOTALL
)
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)\b", re.IGNORECASE)


@cache
def _endings() -> dict[str, str]:
    return {ending: kind for kind, endings in data("kinds")["endings"].items() for ending in endings}


def by_name(name: str) -> tuple[Kind | None, Packing | None]:
    """Kind and packing as the endings of a file's name give them ("war.jsonl.gz" is jsonl, gzip); None where they say nothing."""
    endings = [s.lower() for s in PurePosixPath(name.replace("\\", "/")).suffixes]
    packing: Packing | None = None
    if endings and endings[-1] in (".gz", ".gzip"):
        packing = "gzip"
        endings.pop()
    elif endings and endings[-1] == ".zip":
        return None, "zip"
    found = _endings().get(endings[-1]) if endings else None
    kind = next((k for k in get_args(Kind) if k == found), None)
    return kind, packing


def packing_of(head: bytes) -> Packing | None:
    """How a file is packed, by its first bytes."""
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    return None


def by_head(head: bytes, named: Kind | None) -> Kind | None:
    """The kind by the first bytes of the unpacked file, where it shows; else what the name says; None for what is no text.

    The bytes overrule the name only between the kinds that people mix up: a page saved as .txt or .xml, a feed saved as .html.
    """
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"WARC/"):
        return "warc"
    if named in ("jsonl", "csv", "parquet", "warc", "markdown"):
        return named
    if _HTML.match(head):
        return "html"
    if named in (None, "feed", "html") and _FEED.search(head[:1_000]):
        return "feed"
    if named is not None:
        return named
    if looks_binary(head):
        return None
    return "jsonl" if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") else "text"
