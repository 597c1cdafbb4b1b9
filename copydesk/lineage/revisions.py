"""Later versions of one page: which counts, what changed, and whether the later one takes the story back."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal
from urllib.parse import parse_qsl, urlencode, urlsplit

from rapidfuzz.distance import Levenshtein

from copydesk.model import LineageEdge, Report

_NOISE = re.compile(r"^(utm_\w+|fbclid|gclid|ref|share|amp)$")
_EDGE = 600  # characters at the head and the tail of a report in which it speaks of itself
_WORD = re.compile(r"\S+")


@dataclass(frozen=True)
class Change:
    """Words put in, taken out or replaced between two versions; `at` is the offset in the later one's `working`."""

    kind: Literal["insert", "delete", "replace"]
    before: str
    after: str
    at: int


@dataclass(frozen=True)
class Versions:
    """For each report that a later version replaces, the last version; and the reports that are withdrawn, last versions among
    them.
    """

    last: dict[str, str]
    withdrawn: frozenset[str]


@lru_cache(maxsize=65536)
def plain_url(url: str) -> str:
    """An address without scheme, www, tracking parameters, fragment and closing slash, for telling whether two are one page."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url
    host = parts.netloc.casefold().removeprefix("www.").removeprefix("m.")
    query = urlencode([(k, v) for k, v in sorted(parse_qsl(parts.query)) if not _NOISE.match(k)], errors="surrogatepass")
    return host + parts.path.rstrip("/") + (f"?{query}" if query else "")


def page_key(report: Report) -> int | None:
    """A key below zero that the versions of one page of one outlet share, whatever became of the text; None without an address."""
    if not report.url:
        return None
    page = f"{plain_url(report.url)}\n{report.outlet or ''}".encode("utf-8", "surrogatepass")
    return -1 - (int.from_bytes(hashlib.blake2b(page, digest_size=8).digest()) >> 1)


def is_revision(a: Report, b: Report) -> bool:
    """Whether the two are versions of one page of one outlet."""
    return a.report_id != b.report_id and page_key(a) is not None and page_key(a) == page_key(b)


def is_retraction(report: Report) -> bool:
    """Whether the report says of itself, at its head or tail, that its story is withdrawn."""
    text = f"{report.title or ''}\n{report.working[:_EDGE]}\n{report.working[-_EDGE:]}"
    return _withdrawals().search(text) is not None


def changes(earlier: Report, later: Report) -> list[Change]:
    """What the later version put in, took out or replaced, word by word."""
    before = list(_WORD.finditer(earlier.working))
    after = list(_WORD.finditer(later.working))
    tags: dict[str, Literal["insert", "delete", "replace"]] = {"insert": "insert", "delete": "delete", "replace": "replace"}
    steps = Levenshtein.opcodes([m.group() for m in before], [m.group() for m in after])
    found: list[Change] = []
    for step in steps:
        tag = tags.get(step.tag)
        if tag is None:  # the same in both
            continue
        at = after[step.dest_start].start() if step.dest_start < len(after) else len(later.working)
        old = _between(earlier.working, before[step.src_start : step.src_end])
        new = _between(later.working, after[step.dest_start : step.dest_end])
        found.append(Change(tag, old, new, at))
    return found


def versions(edges: Iterable[LineageEdge], reports: Iterable[Report]) -> Versions:
    """Which version of each page counts, by the revision edges among `reports`. A page whose last version is a retraction is
    withdrawn whole.
    """
    known = {r.report_id: r for r in reports}
    later: dict[str, set[str]] = {}
    for e in edges:
        if e.relation == "revision" and e.from_report_id in known and e.to_report_id in known:
            later.setdefault(e.from_report_id, set()).add(e.to_report_id)
    # Every two versions of a page have an edge, so the last one is the one that replaces most of the others.
    replaced = {i: sum(i in to for to in later.values()) for to in later.values() for i in to}
    last = {i: max(to, key=lambda t: (replaced[t], t)) for i, to in later.items()}
    gone = {i for i in set(last.values()) if is_retraction(known[i])}
    return Versions(last, frozenset(gone | {i for i, final in last.items() if final in gone}))


def _between(text: str, words: Sequence[re.Match[str]]) -> str:
    return text[words[0].start() : words[-1].end()] if words else ""


@cache
def _withdrawals() -> re.Pattern[str]:
    lines = files(__package__).joinpath("data/withdrawals.tsv").read_text("utf-8").splitlines()
    return re.compile("|".join(f"(?:{line})" for line in lines if line and not line.startswith("#")), re.IGNORECASE | re.MULTILINE)
