"""The stage: every toponym of a report, and the place of every mention."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from copydesk.locating.believing import stands_without
from copydesk.locating.gazetteer.index import Gazetteer
from copydesk.locating.gazetteer.store import open_gazetteer
from copydesk.locating.located import Located, locate_spots, toponym_of
from copydesk.locating.page import Spot
from copydesk.locating.resolving import Hints, resolve
from copydesk.locating.settling import Scene, settle
from copydesk.locating.spotting import spot
from copydesk.model import Entity, Mention, Report, Sentence, Toponym

if TYPE_CHECKING:
    import pyarrow as pa

_SENTENCE = re.compile(r"[^.!?\n]*(?:[.!?](?=\S)[^.!?\n]*)*[.!?\n]*")
_SEVERAL = 2
_NOT_A_COUNTRY = ("TV", "ME", "IO", "CO", "AI", "FM", "LY", "TO")  # domains that anybody uses


def locate_report(
    report: Report,
    sentences: Sequence[Sentence],
    entities: Sequence[Entity],
    mentions: Sequence[Mention],
    gazetteer: Gazetteer | None = None,
) -> tuple[list[Toponym], list[Mention]]:
    """Every toponym of the working text and the title, in order, and the mentions with `place` and `evidence.place` filled.

    Names in `entities` are no places there. Opens the user's gazetteer (and builds it at the first use) where none is given.
    """
    known = gazetteer or open_gazetteer()
    located = locate(report, entities, known)
    given = list(sentences) or rough_sentences(report)
    settled = settle(Scene(report, given, located, known), mentions) if mentions else []
    return [toponym_of(x, known) for x in located], settled


def locate_reports(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Batch form of `locate_report`: columns report, sentences, entities, mentions → places, mentions, one row a report."""
    import pyarrow as pa  # noqa: PLC0415 - heavy

    from copydesk.model.arrow import column_of, record_from  # noqa: PLC0415 - heavy

    gazetteer = open_gazetteer()
    rows = zip(*(batch.column(name).to_pylist() for name in ("report", "sentences", "entities", "mentions")), strict=True)
    done = []
    for report, sentences, entities, mentions in rows:
        told = [record_from(s, Sentence) for s in sentences or []], [record_from(e, Entity) for e in entities or []]
        done.append(locate_report(record_from(report, Report), *told, [record_from(m, Mention) for m in mentions or []], gazetteer))
    found = [column_of([places for places, _ in done], Toponym), column_of([settled for _, settled in done], Mention)]
    return pa.RecordBatch.from_arrays(found, names=["places", "mentions"])


def locate(report: Report, entities: Sequence[Entity], gazetteer: Gazetteer) -> list[Located]:
    """The toponyms of title and text with what each was taken for."""
    closed = [e for e in entities if closes(e)]
    spans = [(e.start, e.end) for e in closed if not e.in_title]
    body = spot(report.working, gazetteer, spans)
    if not body.home and (home := _home_of(body.spots)):
        body = spot(report.working, gazetteer, spans, home)
    head: list[Spot] = []
    if report.title:
        named = {s.text for s in body.spots if s.kind == "unknown"}
        head = spot(report.title, gazetteer, [(e.start, e.end) for e in closed if e.in_title], body.home or None, named).spots
    for s in head:
        s.in_title = True
    spots = [*head, *body.spots]
    outlet = home_countries(report)
    found = locate_spots(spots, resolve(spots, Hints(outlet)), gazetteer, body.home.union(outlet) if body.home else body.home)
    return [x for x in found if not x.near or stands_without(x.spot)]


def _home_of(spots: Sequence[Spot]) -> frozenset[str]:
    """The countries in which several names of a text lie that names no country by itself."""
    best = {s.text: choice.best for s, choice in ((spots[i], c) for i, c in resolve(spots).items())}
    counted = Counter(e.country for e in best.values() if e)
    return frozenset(c for c, n in counted.items() if c and n >= _SEVERAL)


def closes(entity: Entity) -> bool:
    """Whether a name that coding recognised holds no place."""
    return entity.kind in ("person", "outlet", "actor")


def home_countries(report: Report) -> tuple[str, ...]:
    """The country of the outlet, as far as its address tells."""
    host = urlsplit(report.url).hostname if report.url and "//" in report.url else None
    last = (host or "").rsplit(".", 1)[-1].upper()
    return ("GB" if last == "UK" else last,) if len(last) == 2 and last not in _NOT_A_COUNTRY else ()


def rough_sentences(report: Report) -> list[Sentence]:
    """Sentences by their full stops, for a caller that has none."""
    out = [Sentence(m.start(), m.end(), "body") for m in _SENTENCE.finditer(report.working) if m.group().strip()]
    return [*out, Sentence(0, len(report.title), "headline", in_title=True)] if report.title else out
