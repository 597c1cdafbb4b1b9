"""Digests of news agencies: a place alone heads a section ("Homs In the eastern countryside ...", "Hama The army ...") and governs
it up to the next head."""

from __future__ import annotations

from collections.abc import Sequence

from copydesk.locating.page import Page, Spot
from copydesk.locating.peoples import demonyms
from copydesk.locating.tables import word_lists

_TOWN = 20_000
_DIGEST = 2  # places that head sections, so that a text is a digest
_AREAS = ("area1", "area2")


def tie_sections(page: Page, found: Sequence[Spot]) -> None:
    """Mark the heads of a digest, and tie the names of each section that the text puts nowhere else to its head."""
    heads = [s for s in found if _heads(page, s)]
    if len({s.text for s in heads}) < _DIGEST:
        return
    for s in heads:
        s.heads = True
    head: Spot | None = None
    for s in found:
        if s.heads:
            head = s
        elif head is not None and s.kind in ("place", "unknown") and s.within is None and s.beside is None:
            s.beside = head


def _heads(page: Page, s: Spot) -> bool:
    """Whether a name stands by itself at the head of a sentence that begins behind it."""
    if s.kind != "place" or not page.opens(s.first) or page.gaps[s.last] != " " or s.last + 1 >= len(page.tokens):
        return False
    following = page.tokens[s.last + 1]
    if not following.capital or (
        following.low not in word_lists("words.toml")["sections"]["behind"] and following.low not in demonyms()
    ):
        return False
    return any(e.kind in _AREAS or e.population > _TOWN for e in s.entries)
