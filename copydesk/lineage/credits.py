"""Whom a report names as the source of its text: bylines, datelines, sign-offs, source lines, republication notes and links.

The forms are data (`data/credits.toml`), the names a registry (`data/outlets.tsv`). Being quoted is no credit.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec

from copydesk.lineage.registry import Outlet, Registry, registry
from copydesk.lineage.revisions import plain_url
from copydesk.model import Credit, Report, batch_of, records_of

if TYPE_CHECKING:
    import pyarrow as pa

_HEAD, _TAIL = 700, 500  # characters
_FREE = r"(?P<free>[^\W\d_][^\n;:()\[\]|•]{1,60}?)(?=[\n;:()\[\]|•]|\. |\.?$|\.\n)"
_JOINED = r"(?:,? (?:and|with|&) |, ?| ?/ ?| ?\+ ?)"
_GENERIC = frozenset({"Agencies", "Agencias"})
_SPAN_NAME_WORDS = 6  # of a name that is in no registry; longer is a sentence


@dataclass(frozen=True)
class Form:
    """One form of credit; `name` where the form itself tells whose it is."""

    what: str
    where: str
    pattern: str
    name: str | None = None


def find_credits(report: Report) -> list[Credit]:
    """The credits of a report in the order they stand in `Report.working`, each source once; those from metadata and links last."""
    known = registry()
    found: dict[str, Credit] = {}
    placed = sorted(_in_text(report, known), key=lambda c: (c.start or 0, c.end or 0))
    for credit in [*placed, *_in_metadata(report, known)]:
        found.setdefault(known.key(credit.name), credit)
    return list(found.values())


def credited(report: Report) -> Report:
    """The report with `credits` and `credited_origin` filled; credits it already has (from its input) come first."""
    known = registry()
    credits = {known.key(c.name): c for c in [*find_credits(report), *report.credits]}
    return msgspec.structs.replace(
        report, credits=list(credits.values()), credited_origin=credited_origin(report, list(credits.values()))
    )


def credited_origin(report: Report, credits: list[Credit]) -> str | None:
    """The one source other than the report's own outlet that its credits name; None where they name none, several, or only
    "agencies".
    """
    known = registry()
    own = known.key(report.outlet) if report.outlet else None
    others = {known.key(c.name): c.name for c in credits}
    names = {key: (known.find(name) or Outlet(name, [], "unknown", None, False)).name for key, name in others.items() if key != own}
    named = [name for name in names.values() if name not in _GENERIC]
    return named[0] if len(named) == 1 else None


def credit_reports(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Batch form of `credited`: column `report` in, `report` out."""
    import pyarrow as pa  # noqa: PLC0415

    reports = [credited(r) for r in records_of(pa.RecordBatch.from_struct_array(batch.column("report")), Report)]
    return pa.RecordBatch.from_arrays([batch_of(reports, Report).to_struct_array()], names=["report"])


def _in_text(report: Report, known: Registry) -> Iterator[Credit]:
    text = report.working
    for form, pattern in _compiled(_own_names(report, known)):
        low = max(0, len(text) - _TAIL) if form.where == "tail" else 0
        high = _HEAD if form.where == "head" else len(text)
        for match in pattern.finditer(text, low, high):
            yield from _credits_of(form, match, known)


def _credits_of(form: Form, match: re.Match[str], known: Registry) -> Iterator[Credit]:
    groups = match.groupdict()
    if form.name:
        yield _credit(form.name, known, match.start(), match.end())
    elif groups.get("free"):
        yield from _free_credit(match, known)
    else:
        group = "names" if groups.get("names") else "own"
        for hit in _name_pattern().finditer(match.string, *match.span(group)):
            yield _credit(hit.group(), known, hit.start(), hit.end())


def _free_credit(match: re.Match[str], known: Registry) -> Iterator[Credit]:
    start, end = match.span("free")
    inside = list(_name_pattern().finditer(match.string, start, end))
    if inside and inside[0].start() == start:
        for hit in inside:
            yield _credit(hit.group(), known, hit.start(), hit.end())
        return
    name = match.string[start:end].rstrip(" .,-–—")
    if name[:1].isupper() and len(name.split()) <= _SPAN_NAME_WORDS:
        yield _credit(name, known, start, start + len(name))


def _in_metadata(report: Report, known: Registry) -> Iterator[Credit]:
    for name in report.byline:
        if known.find(name):
            yield _credit(name, known, None, None)
    own = _host(report.url or "")
    for link in report.links:
        host = _host(link)
        if host and host != own and plain_url(link) != plain_url(report.url or ""):
            yield _credit(host, known, None, None)


def _credit(name: str, known: Registry, start: int | None, end: int | None) -> Credit:
    outlet = known.find(name)
    return Credit(name=name, kind=outlet.kind if outlet else "unknown", start=start, end=end)


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc.casefold().removeprefix("www.")
    except ValueError:
        return ""


def _own_names(report: Report, known: Registry) -> tuple[str, ...]:
    outlet = known.find(report.outlet) if report.outlet else None
    return (outlet.name, *outlet.aliases) if outlet else ()


@lru_cache(maxsize=256)
def _compiled(own: tuple[str, ...]) -> tuple[tuple[Form, re.Pattern[str]], ...]:
    one = _name_pattern().pattern
    agencies = _alternatives(tuple(o for o in registry().outlets if o.kind == "agency"))
    parts = {
        "names": f"(?P<names>{one}(?:{_JOINED}{one})*)",
        "agencies": f"(?P<names>{agencies}(?:{_JOINED}{agencies})*)",
        "own": f"(?P<own>{_spelled(own)})" if own else "(?!)",
        "free": _FREE,
    }
    return tuple((form, re.compile(form.pattern.format(**parts))) for form in _forms())


@cache
def _forms() -> tuple[Form, ...]:
    table = tomllib.loads(files(__package__).joinpath("data/credits.toml").read_text("utf-8"))
    return tuple(msgspec.convert(table["form"], list[Form]))


@cache
def _name_pattern() -> re.Pattern[str]:
    return re.compile(_alternatives(registry().outlets))


def _alternatives(outlets: tuple[Outlet, ...]) -> str:
    return _spelled(tuple(name for o in outlets for name in (o.name, *o.aliases)))


def _spelled(names: tuple[str, ...]) -> str:
    """Names as written or all in capitals, longest first; a picture's credit is none for the text."""
    spellings = {s for name in names for s in (name, name.upper())}
    one = "|".join(re.escape(s) for s in sorted(spellings, key=lambda s: (-len(s), s)))
    return rf"(?<!\w)(?:{one})(?!\w)(?! ?(?i:photos?|pictures?|video|images?|file)\b)"
