"""Where a mention is, as against the other places that its report names.

The places of the mention's own clause come first, then those of its sentence; where these name none, or but a country, those of the
sentences before it in its paragraph and report, the headline, the place the report is most about, its dateline, and last what
it names later. A side of the country that the mention's sentence tells ("in eastern Syria") rules out what lies on the other.
The figures are in `data/settling.toml`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter, itemgetter

import msgspec

from copydesk.locating.gazetteer.index import Gazetteer
from copydesk.locating.located import Located, area_name, precision_of
from copydesk.locating.lying import Lie, countryside, lie_of, lies_to, side_of
from copydesk.locating.tables import settings, word_lists
from copydesk.model import Mention, Place, Report, Sentence

_FINE = 4  # a first-level area or better
_COUNTRY = 6
_LETTERS = 6
_DATELINE = re.compile(r"\s*(?:,[^.\n]{0,30})?\s*(?:\([^)]{1,40}\))?\s*(?:--|—|–|- )")
_BARE_DATELINE = re.compile(r"(?=\s+[A-Z]\S* [a-z]|\s+[A-Z][a-z]|\s+An? )")
_DATELINE_REACHES = 90
_HEAD = 200  # characters in which a dateline stands that other matter precedes
_REACHES = 400  # characters back to the place of an earlier sentence
_SETTLEMENTS, _AREAS = range(1, 3), range(3, 5)


@dataclass(frozen=True)
class Scene:
    """A report's text with its sentences and places, in order, ready to be asked where a mention is."""

    report: Report
    sentences: list[Sentence]
    located: list[Located]
    gazetteer: Gazetteer

    def text(self, in_title: bool) -> str:
        return (self.report.title or "") if in_title else self.report.working

    def fine(self, x: Located) -> bool:
        """Whether a place is no larger than a first-level area."""
        return x.precision <= _FINE or (x.precision < _COUNTRY and x.entry is not None and bool(x.entry.admin1))

    @cached_property
    def titled(self) -> list[Located]:
        """The places of the title that an event may have."""
        return [x for x in self.located if x.spot.in_title and x.usable]

    @cached_property
    def told(self) -> list[Located]:
        """The places of the text that an event may have."""
        return [x for x in self.located if not x.spot.in_title and x.usable]

    @cached_property
    def holding(self) -> frozenset[int]:
        """The ids of the spots that others are tied to."""
        return frozenset(id(tied) for x in self.located for tied in (x.spot.within, x.spot.beside) if tied is not None)

    @cached_property
    def based(self) -> frozenset[int]:
        """The ids of the places where somebody only sits who says so ("London-based", "Pretoria said")."""
        return frozenset(id(x) for x in self.located if _said_from(self, x))

    def sentence_at(self, at: int, in_title: bool) -> Sentence | None:
        return next((s for s in self.sentences if s.start <= at < s.end and s.in_title == in_title), None)

    def within(self, start: int, end: int, in_title: bool) -> list[Located]:
        places = self.titled if in_title else self.told
        return places[bisect_left(places, start, key=_start) : bisect_right(places, end, key=_end)]


_start, _end = attrgetter("spot.start"), attrgetter("spot.end")


def settle(scene: Scene, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions with `place` and `evidence.place` filled as far as the report gives a place."""
    datelines = _datelines(scene)
    main = main_place(scene, datelines)
    out = []
    for mention in mentions:
        found = _find(scene, mention, main, datelines)
        if found is None:
            out.append(mention)
            continue
        place, spans = place_of(scene, *found)
        evidence = msgspec.structs.replace(mention.evidence, place=spans if found[0].spot.in_title == mention.in_title else [])
        out.append(msgspec.structs.replace(mention, place=place, evidence=evidence))
    return out


def _find(scene: Scene, m: Mention, main: Located | None, datelines: set[int]) -> tuple[Located, bool] | None:
    """The place of a mention and whether it stands in the mention's own sentence."""
    sentence = scene.sentence_at(m.start, m.in_title)
    start, end = (sentence.start, max(sentence.end, m.end)) if sentence else (m.start, m.end)
    own = [x for x in scene.within(start, end, m.in_title) if x.start not in datelines or m.in_title]
    worth, best = max(((_worth(scene, x, m), x) for x in own), key=itemgetter(0), default=(0.0, None))
    if best is not None and (worth < 0 or _foreign(scene, best, main)):
        best = None
    if best is not None and scene.fine(best):
        return best, True
    side = side_of(scene.text(m.in_title), best) if best is not None else None
    for other in _elsewhere(scene, m, start, main, datelines):
        if side and best is not None and other.entry and best.entry and not lies_to(other.entry, best.entry, side):
            continue
        if best is None or best.entry is None or (other.entry and other.entry.country == best.entry.country):
            return other, False
    return (best, True) if best is not None else None


def _foreign(scene: Scene, x: Located, main: Located | None) -> bool:
    """Whether a country or place is named only as somebody who acts ("Russia said") or writes, in a report that is about another
    country."""
    if x.entry is None or main is None or main.entry is None or x.entry.country == main.entry.country:
        return False
    if _acts(scene, x):
        return True
    before = re.findall(r"\w+", scene.text(x.spot.in_title)[max(0, x.start - 40) : x.start])
    if x.precision < _COUNTRY:
        cues = word_lists("settling.toml")["cues"]
        return not any(word.lower() in cues["at"] or word.lower() in cues["away"] for word in before[-4:])
    return not any(word.lower() in word_lists("settling.toml")["cues"]["inside"] for word in before[-2:])


def _acts(scene: Scene, x: Located) -> bool:
    """Whether the letters of a country stand for its people or things ("US air strikes")."""
    after = re.match(r"[-\s]([a-z]+)", scene.text(x.spot.in_title)[x.end : x.end + 20])
    free = word_lists("settling.toml")["cues"]["free"]
    return (
        x.spot.text.replace(".", "").isupper() and len(x.spot.text) < _LETTERS and bool(after) and after[1] not in free
        if after
        else False
    )


def _only_speaks(scene: Scene, x: Located) -> bool:
    """Whether a country is named only as who says something ("Russia says") or as what something is near ("near Lebanon", "the
    Turkey border")."""
    if x.precision < _COUNTRY or not x.usable:
        return False
    text, cues = scene.text(x.spot.in_title), word_lists("settling.toml")["cues"]
    before = re.findall(r"\w+", text[max(0, x.start - 20) : x.start].lower())
    after = re.match(r"(?:['’]?s)?\s([a-z]+)", text[x.end : x.end + 20])
    return bool(before and before[-1] in cues["near"]) or bool(
        after and (after[1] in cues["speaks"] or after[1] in cues["borders"])
    )


def _elsewhere(scene: Scene, m: Mention, start: int, main: Located | None, datelines: set[int]) -> Iterator[Located]:
    """Places to fall back on, likeliest first, all of the country that the report is most about."""
    country = main.entry.country if main and main.entry else None
    for x in _in_order(scene, m, start, main, datelines):
        if country is None or (x.entry and x.entry.country == country):
            yield x


def _in_order(scene: Scene, m: Mention, start: int, main: Located | None, datelines: set[int]) -> Iterator[Located]:
    if not m.in_title and (before := _last_before(scene, m, start, datelines)):
        yield before
    if not m.in_title:
        yield from [x for x in scene.told if x.spot.heads and x.end <= start][-1:]
    yield from filter(scene.fine, scene.titled)
    if main:
        yield main
    yield from (x for x in scene.told if x.start in datelines)
    if not m.in_title:
        yield from (x for x in scene.told if x.start >= start and scene.fine(x))


def _last_before(scene: Scene, m: Mention, start: int, datelines: set[int]) -> Located | None:
    """The place named last before a mention's sentence, not too far back; the last of the kind that the mention refers back to, if
    there is one."""
    known = scene.told[: bisect_right(scene.told, start, key=_end)]
    fit = [x for x in known if scene.fine(x) and x.start not in datelines and id(x) not in scene.based]
    if (meant := _referred(scene, m)) and (same := [x for x in fit if x.precision in meant]):
        fit = same
    return fit[-1] if fit and start - fit[-1].end < _REACHES else None


def _referred(scene: Scene, m: Mention) -> range | None:
    """The precisions of the place that "the town" or "the province" in a mention's words refers back to."""
    back = word_lists("settling.toml")["back"]
    found = re.findall(r"\b(?:the|this|that) (?:[\w-]+ )?(\w+)\b(?! of\b)", scene.text(m.in_title)[m.start : m.end].lower())
    for word in reversed(found):
        if word in back["settlement"]:
            return _SETTLEMENTS
        if word in back["area"]:
            return _AREAS
    return None


def _worth(scene: Scene, x: Located, m: Mention) -> float:
    w, cues = settings("settling.toml")["worth"], word_lists("settling.toml")["cues"]
    text = scene.text(m.in_title)
    total = w["precision"][str(min(x.precision, _SETTLEMENTS[-1]) if x.near else x.precision)]
    total += w["in_clause"] if m.start <= x.start and x.end <= m.end else w["in_sentence"]
    told = m.evidence.type[0] if m.evidence.type else [m.start, m.end]
    apart = max(0, x.start - told[1], told[0] - x.end)
    total += w["apart"] * apart + (w["before"] if x.end <= told[0] else 0)
    before = re.findall(r"[\w'-]+", text[max(0, x.start - 40) : x.start])
    words = [b.lower() for b in before[-4:]]
    if words and (words[-1] in cues["away"]):
        total += w["weak_cue"]
    elif any(b in cues["at"] for b in words[-3:]):
        total += w["cue"]
    if id(x) in scene.based:
        total += w["based"]
    if m.informant and m.informant.start <= x.start and x.end <= m.informant.end:
        total += w["speaker"]
    if any(p.start <= x.start and x.end <= p.end for p in (*m.actors, *m.targets) if p.kind not in ("building", "infrastructure")):
        total += w["party"]
    if id(x.spot) in scene.holding:
        total += w["held"]
    return float(total)


def _said_from(scene: Scene, x: Located) -> bool:
    """Whether a place is only where somebody sits who says so ("London-based"), or stands for a government ("Pretoria said")."""
    text, cues = scene.text(x.spot.in_title), word_lists("settling.toml")["cues"]
    after = re.match(r"[-\s](?:also\s)?([a-z]+)", text[x.end : x.end + 20])
    if after is None:
        return False
    return after[1] in cues["based"] or (after[1] in cues["speaks"] and _subject(text[max(0, x.start - 12) : x.start], cues))


def _subject(before: str, cues: Mapping[str, frozenset[str]]) -> bool:
    """Whether the words before a name leave it to be the subject of the verb behind: a new clause begins with it."""
    before = before.rstrip(" ")
    return not before or not before[-1].isalnum() or before.rpartition(" ")[2].lower() in cues["clauses"]


def _datelines(scene: Scene) -> set[int]:
    """Starts of the names in the dateline ("BEIRUT (Reuters) - ")."""
    text = scene.report.working
    heads = [x for x in scene.told if x.start < 1500]
    out = set()
    for x in heads:
        opening = x.start == 0 or text[x.start - 1] in "\n" or x.start < 3
        ends = _DATELINE.match(text[x.end : x.end + _DATELINE_REACHES])
        capitals = x.spot.text.isupper() and len(x.spot.text) > _LETTERS - 2
        if not ends and (opening or _stands_free(text, x)) and (capitals or _is_abroad(scene, x)):
            ends = _BARE_DATELINE.match(text[x.end : x.end + _DATELINE_REACHES])  # the dash was lost
            opening = opening or bool(ends)
        if ends and (opening or (x.spot.text.isupper() and len(x.spot.text) > 3)):
            out |= {y.start for y in heads if x.start <= y.start < x.end + ends.end()}
    return out


def _is_abroad(scene: Scene, x: Located) -> bool:
    """Whether a town lies in a country of which the report names no other town: writers sit in the next safe capital."""
    if not x.entry or not x.usable or not scene.fine(x):
        return False
    towns = [o for o in scene.located if o.usable and scene.fine(o) and id(o) not in scene.based]
    places = {(o.entry.name, o.entry.country) for o in towns if o.entry}
    return len(places) > 1 and [country for _, country in places].count(x.entry.country) == 1


def _stands_free(text: str, x: Located) -> bool:
    """Whether a name near the head of a text stands behind no word that could govern it ("Last updated at Aug 14, 2016 BEIRUT")."""
    before = text[: x.start].rstrip()
    return len(before) < _HEAD and not text.isupper() and bool(before) and (before[-1].isdigit() or before[-1] in ".!?|")


def main_country(scene: Scene, datelines: set[int]) -> str | None:
    """The country that the report is most about: its places, people and things named most often, early ones counting more."""
    counted: Counter[str] = Counter()
    size = max(1, len(scene.report.working))
    for x in scene.located:
        if (
            x.entry
            and x.entry.country
            and (x.spot.in_title or x.start not in datelines)
            and id(x) not in scene.based
            and not _acts(scene, x)
            and not _only_speaks(scene, x)
        ):
            worth = 4 if x.spot.in_title else round(2 * (1.5 - x.start / size))
            counted[x.entry.country] += worth * (2 if x.usable and scene.fine(x) else 1)  # nations act abroad, their towns do not
    return counted.most_common(1)[0][0] if counted else None


def main_place(scene: Scene, datelines: set[int]) -> Located | None:
    """The place that the report is most about: of its country the settlement or area named most often, early ones counting more."""
    country = main_country(scene, datelines)
    counted: Counter[tuple[str, float, float]] = Counter()
    first: dict[tuple[str, float, float], Located] = {}
    size = max(1, len(scene.report.working))
    for x in (*scene.titled, *scene.told):
        dated = not x.spot.in_title and x.start in datelines
        if x.entry and x.entry.country == country and scene.fine(x) and not dated and id(x) not in scene.based:
            key = (x.entry.name, x.entry.lat, x.entry.lon)
            counted[key] += 3 if x.spot.in_title else round(2 * (1.5 - x.start / size))
            first.setdefault(key, x)
    if counted:
        return first[counted.most_common(1)[0][0]]
    return next((x for x in (*scene.titled, *scene.told) if x.entry and x.entry.country == country), None)


def place_of(scene: Scene, x: Located, own: bool) -> tuple[Place, list[list[int]]]:
    """The record of a place and the spans that give it; what the words around it say counts only in the mention's own sentence."""
    e, text = x.entry, scene.text(x.spot.in_title)
    assert e is not None
    wide = countryside(text, x, scene.gazetteer)
    lie: Lie | None = None if wide else lie_of(text, x, scene.located, scene.report.working)
    if wide:
        e = wide
    country = scene.gazetteer.area(e.country) if e.country else None
    precision = precision_of(e) if wide else x.precision
    start, end = (lie.start, lie.end) if lie else (x.start, x.end)
    place = Place(
        text=text[start:end] if lie and lie.precision == 5 else x.spot.text,
        name=e.name,
        geonameid=e.geonameid,
        lat=round(lie.lat, 5) if lie else e.lat,
        lon=round(lie.lon, 5) if lie else e.lon,
        country=e.country or None,
        country_name=country.name if country else None,
        admin1=area_name(e.admin1, scene.gazetteer),
        admin2=area_name(e.admin2, scene.gazetteer),
        precision=max(precision, lie.precision) if lie else precision,
    )
    return place, [[start, end]]
