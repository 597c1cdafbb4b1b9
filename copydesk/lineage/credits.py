"""Whom a report names as the source of its text: bylines, datelines, sign-offs, source lines, republication notes and links.

The forms are data (`data/credits.toml`), the names a registry (`data/outlets.tsv`). Being quoted is no credit.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import TYPE_CHECKING, get_args
from urllib.parse import urlsplit

import msgspec

from copydesk.lineage.registry import Outlet, Registry, registry
from copydesk.lineage.revisions import plain_url
from copydesk.model import Credit, Report, batch_of, records_of
from copydesk.model.converting import converted
from copydesk.model.records import CreditKind

if TYPE_CHECKING:
    import pyarrow as pa

_HEAD, _TAIL = 700, 500  # characters
_FREE = r"(?P<free>(?:[^\W\d_]|[{marks}])[^\n;:()\[\]|•]{{1,60}}?)(?=[\n;:()\[\]|•]|\. |\.?$|\.\n)"
_JOINED = r"(?:,? (?:and|with|&) |, ?| ?/ ?| ?\+ ?)"
_GENERIC = frozenset({"Agencies", "Agencias"})
_FREE_WORDS = 6  # of a name that is in no registry; longer is a sentence
# Characters of the private use area stand for names; those that a text has itself are blanked first.
_MARKS = {kind: chr(0xE000 + i) for i, kind in enumerate(get_args(CreditKind))}
_FILLER = chr(0xE000 + 2 * len(_MARKS))
_PRIVATE = re.compile(f"[{chr(0xE000)}-{_FILLER}]")
_UNMARKED = dict.fromkeys(range(57344, ord(_FILLER) + 1), " ")


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
    told = list(_in_text(report, known))
    named = [c for form, c in told if form.name is None]
    # the manner of one agency is others' too: it speaks only where the text names no source itself
    placed = sorted(named or [c for _, c in told], key=lambda c: (c.start or 0, c.end or 0))
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
    others = {known.key(c.name): c.name for c in credits}
    foreign = {key: name for key, name in others.items() if not _is_own(name, report.outlet, known)}
    names = {key: (known.find(name) or Outlet(name, [], "unknown", None, False)).name for key, name in foreign.items()}
    named = [name for name in names.values() if name not in _GENERIC]
    return named[0] if len(named) == 1 else None


def _is_own(name: str, outlet: str | None, known: Registry) -> bool:
    """Whether a credit names the report's own outlet, in full or by some of its words ("Meridian" of the Meridian Wire)."""
    if outlet is None:
        return False
    if known.key(name) == known.key(outlet):
        return True
    return known.find(name) is None and set(name.casefold().split()) < set(outlet.casefold().split())


def credit_reports(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Batch form of `credited`: column `report` in, `report` out."""
    import pyarrow as pa  # noqa: PLC0415

    reports = [credited(r) for r in records_of(pa.RecordBatch.from_struct_array(batch.column("report")), Report)]
    return pa.RecordBatch.from_arrays([batch_of(reports, Report).to_struct_array()], names=["report"])


def _in_text(report: Report, known: Registry) -> Iterator[tuple[Form, Credit]]:
    text = report.working
    marked = _marked(text, report.outlet, known)
    for form, pattern in _compiled():
        low = max(0, len(text) - _TAIL) if form.where == "tail" else 0
        high = _HEAD if form.where == "head" else len(text)
        for match in pattern.finditer(marked, low, high):
            yield from ((form, credit) for credit in _credits_of(form, match, text, known))


def _marked(text: str, outlet: str | None, known: Registry) -> str:
    """`text` with every name of the registry written as one mark for its kind and as many fillers as it has more letters.

    The forms can then be short patterns over marks, and the many names are looked for once.
    """
    own = known.key(outlet) if outlet else None
    pieces, at = [], 0
    plain = text.translate(_UNMARKED) if _PRIVATE.search(text) else text
    for name in _name_pattern().finditer(text):
        found = known.find(name.group())
        mark = _MARKS[found.kind if found else "unknown"]
        if found and found.name == own:
            mark = chr(ord(mark) + len(_MARKS))
        pieces += [plain[at : name.start()], mark, _FILLER * (len(name.group()) - 1)]
        at = name.end()
    return "".join([*pieces, plain[at:]])


def _credits_of(form: Form, match: re.Match[str], text: str, known: Registry) -> Iterator[Credit]:
    groups = match.groupdict()
    if form.name:
        yield _credit(form.name, known, match.start(), match.end())
    elif groups.get("free"):
        start, end = match.span("free")
        inside = list(_name_pattern().finditer(text, start, end))
        if inside and inside[0].start() == start:
            yield from (_credit(n.group(), known, n.start(), n.end()) for n in inside)
            return
        name = text[start:end].rstrip(" .,-–—")
        if name[:1].isupper() and len(name.split()) <= _FREE_WORDS:
            yield _credit(name, known, start, start + len(name))
    else:
        yield from (_credit(n.group(), known, n.start(), n.end()) for n in _name_pattern().finditer(text, *match.span("names")))


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


@cache
def _compiled() -> tuple[tuple[Form, re.Pattern[str]], ...]:
    foreign = "".join(_MARKS.values())
    own = "".join(chr(ord(m) + len(_MARKS)) for m in _MARKS.values())
    kinds = {"names": set(_MARKS), "press": {"agency", "outlet", "state"}, "agencies": {"agency"}}
    parts = {"free": _FREE.format(marks=foreign + own), "own": f"(?P<names>[{own}]{_FILLER}*)"}
    for part, wanted in kinds.items():
        marks = "".join(m + chr(ord(m) + len(_MARKS)) for kind, m in _MARKS.items() if kind in wanted)
        one = f"[{marks}]{_FILLER}*"
        parts[part] = f"(?P<names>{one}(?:{_JOINED}{one})*)"
    return tuple((form, re.compile(form.pattern.format(**parts))) for form in _forms())


@cache
def _forms() -> tuple[Form, ...]:
    table = tomllib.loads(files(__package__).joinpath("data/credits.toml").read_text("utf-8"))
    return tuple(converted(table["form"], list[Form]))


@cache
def _name_pattern() -> re.Pattern[str]:
    return re.compile(_spelled(tuple(name for o in registry().outlets for name in (o.name, *o.aliases))))


def _spelled(names: tuple[str, ...]) -> str:
    """Names as written or all in capitals; a picture's credit is none for the text."""
    spellings = {s for name in names for s in (name, name.upper())}
    one = _trie(sorted(spellings))
    return rf"(?<!\w){one}(?!\w)(?! ?(?i:photos?|pictures?|video|images?|file)\b)"


def _trie(spellings: list[str]) -> str:
    """A pattern for any of the sorted `spellings`, the longest that fits; most places fail at their first letter."""
    whole = "" in spellings
    groups = [(letter, [s[1:] for s in rest]) for letter, rest in groupby((s for s in spellings if s), key=lambda s: s[0])]
    if not groups:
        return ""
    inner = "|".join(re.escape(letter) + _trie(rest) for letter, rest in groups)
    if len(groups) == 1 and not whole:
        return inner
    first = "".join(re.escape(letter) for letter, _ in groups)
    return f"(?:(?=[{first}])(?:{inner}))" + ("?" if whole else "")
