"""Two reports with shared passages: what each is to the other.

copy: most of one's own words (furniture aside) stand in the other, and they are more than a passage of it. partial: at least a
whole sentence or long clause carried over, the rest the writer's own. Definitions after the benchmark of text reuse that METER
set up (Clough, Gaizauskas, Piao and Wilks 2002: wholly, partially, not derived).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from copydesk.lineage.direction import Direction, direction_of
from copydesk.lineage.furniture import Furniture
from copydesk.lineage.keys import keys_of
from copydesk.lineage.passages import Body, Passage, align, bodies_of
from copydesk.lineage.revisions import is_revision
from copydesk.lineage.words import words_of
from copydesk.model import LineageEdge, Report
from copydesk.model.records import Relation

_PAIRS_AT_ONCE = 8192  # about 200 MB of bodies, were all reports different


@dataclass(frozen=True)
class Limits:
    """From when on shared words are a relation; shares are of words that are not furniture."""

    passage_words: int = 10  # a passage with fewer same words that are not furniture is a stock phrase
    short_words: int = 6  # between two reports that share a clause, shorter passages are carried too
    clause_words: int = 18  # in one passage: a long clause; the mean English news sentence has about twenty words
    copy_share: float = 0.55  # of the one of which more stands in the other
    copy_share_other: float = 0.15  # of the other: a brief lifted from a long report carries a passage, it is no copy of it


@dataclass(frozen=True)
class Shared:
    """What two bodies share: the passages that count, and the share of each one's own words in them."""

    passages: list[Passage]
    share_a: float
    share_b: float
    longest: int  # words of the longest that are the same in both and no furniture


def shared(a: Body, b: Body, limits: Limits | None = None) -> Shared:
    """Alignment of two bodies; the same whichever comes first, sides changed."""
    limits = limits or Limits()
    if len(a.hashes) == len(b.hashes) and bool((a.hashes == b.hashes).all()):
        n = len(a.hashes)
        whole = [Passage(0, n, 0, n, a.told)] if a.told else []
        return Shared(whole, float(bool(whole)), float(bool(whole)), a.told)
    passages = align(a, b, limits.short_words)
    longest = max((p.equal for p in passages), default=0)
    if longest < limits.clause_words:
        passages = [p for p in passages if p.equal >= limits.passage_words]
    share_a = sum(_told(a, p.a_start, p.a_end) for p in passages) / max(a.told, 1)
    share_b = sum(_told(b, p.b_start, p.b_end) for p in passages) / max(b.told, 1)
    return Shared(passages, share_a, share_b, longest)


def relation_of(found: Shared, limits: Limits | None = None) -> Relation | None:
    """What the shared passages make of the two reports; None where nothing but names and stock phrases is shared."""
    limits = limits or Limits()
    low, high = sorted((found.share_a, found.share_b))
    if high >= limits.copy_share and low >= limits.copy_share_other:
        return "copy"
    if found.longest >= limits.clause_words:
        return "partial"
    return None


def relate(pairs: Iterable[tuple[Report, Report]], furniture: Furniture, limits: Limits | None = None) -> list[LineageEdge]:
    """An edge for each pair that shares text, passages as [from_start, from_end, to_start, to_end] in `Report.working`.

    A pair given twice or the other way round gives the same edge. A report has an edge with itself (a copy) only where the pair
    is asked for.
    """
    limits = limits or Limits()
    pairs = list(pairs)
    found: list[LineageEdge] = []
    for block in (pairs[i : i + _PAIRS_AT_ONCE] for i in range(0, len(pairs), _PAIRS_AT_ONCE)):
        bodies = prepared({r.report_id: r for pair in block for r in pair}.values(), furniture)
        found += (edge for edge in (_edge(a, b, bodies, limits) for a, b in block) if edge is not None)
    return found


def prepared(reports: Iterable[Report], furniture: Furniture) -> dict[str, Body]:
    """Each report's words made ready for alignment, by report_id."""
    bodies: dict[str, Body] = {}
    for chunk, words in words_of(reports):
        covered = furniture.covers(words, keys_of(words))
        bodies.update(zip((r.report_id for r in chunk), bodies_of(words, covered), strict=True))
    return bodies


def _edge(a: Report, b: Report, bodies: Mapping[str, Body], limits: Limits) -> LineageEdge | None:
    if a.report_id > b.report_id:  # whichever was asked first, the same edge
        a, b = b, a
    found = shared(bodies[a.report_id], bodies[b.report_id], limits)
    relation: Relation | None = "revision" if a.report_id != b.report_id and is_revision(a, b) else relation_of(found, limits)
    if relation is None:
        return None
    direction = direction_of(a, b, found.share_a, found.share_b)
    return _directed(a, b, found, relation, direction, (bodies[a.report_id], bodies[b.report_id]))


def _directed(
    a: Report, b: Report, found: Shared, relation: Relation, direction: Direction, bodies: tuple[Body, Body]
) -> LineageEdge:
    spans = [(*_span(bodies[0], p.a_start, p.a_end), *_span(bodies[1], p.b_start, p.b_end)) for p in found.passages]
    basis = (["text"] if spans else []) + [b for b in ("credit", "link") if b in direction.evidence]
    if direction.a_first:
        passages = [list(s) for s in spans]
        source, carrier, share_from, share_to = a, b, found.share_a, found.share_b
    else:
        passages = sorted([s[2], s[3], s[0], s[1]] for s in spans)
        source, carrier, share_from, share_to = b, a, found.share_b, found.share_a
    return LineageEdge(
        from_report_id=source.report_id,
        to_report_id=carrier.report_id,
        relation=relation,
        share_of_to=round(min(share_to, 1.0), 4),
        share_of_from=round(min(share_from, 1.0), 4),
        basis=basis,
        direction_basis=direction.basis,
        passages=passages,
        conflicts=direction.conflicts,
    )


def _told(body: Body, start: int, end: int) -> int:
    return end - start - int(np.count_nonzero(body.furniture[start:end]))


def _span(body: Body, start: int, end: int) -> tuple[int, int]:
    return int(body.starts[start]), int(body.ends[end - 1])
