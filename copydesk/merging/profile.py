"""What the comparison looks at of a group of mentions, worked out once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from copydesk.merging.names import fold, name_words, shared_names
from copydesk.merging.settling import CARRIED, Values, settle, told_day, vagueness
from copydesk.merging.tables import ARMED, happenings, wording
from copydesk.model import Mention, Party, Place, Report

MAKES_EVENT = frozenset({"occurred", "attempted", "alleged", "denied"})  # a denial joins the event it denies
MANY = 5  # a toll so high is seldom the same by chance
_AREA = 4  # UCDP where_prec from which only a first-level area or more is known
_SUFFERS = frozenset({"civilian", "building", "vehicle", "infrastructure"})  # named as actors, they are misread targets


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """The parties on one side of a happening: canonical names, the words of those names, and kinds.

    The same parties make the same object (`_side_of`), so that what was answered of two sides is looked up by identity.
    """

    names: frozenset[str]
    words: frozenset[str]
    kinds: frozenset[str]
    loose: bool  # some armed party on this side has no name of its own: no canonical one, or one for all of its kind

    def __bool__(self) -> bool:
        return bool(self.kinds)


@dataclass(frozen=True, slots=True)
class Profile:
    """One group of mentions, ready to be compared. Days are ordinals of `datetime.date`."""

    key: str
    report_id: str
    origin: str
    kinds: frozenset[str]
    families: frozenset[str]
    rare: frozenset[str]
    taken_for: str | None  # the set of types that all its types are taken for
    first: int | None
    last: int | None
    told: int | None  # the day of publication
    carried: bool  # none of its mentions tells the day in its own words or beside them
    country: str
    area: str
    names: tuple[str, ...]
    around: tuple[str, ...]  # of a place that no gazetteer has: the naming words of the known one in which or by which it lies
    geonameid: int | None
    point: tuple[float, float] | None
    precision: int
    capital: bool  # the place bears the name of its first-level area: the city or the whole of it
    wide: bool  # no more is known than a first-level area, or the city it is called after
    actor: Side
    target: Side
    mutual: bool
    toll: tuple[int, int] | None
    toll_was: int | None  # the earlier one that a report says it replaces
    injured: tuple[int, int] | None
    outcome: str | None
    words: frozenset[str]
    gathered: bool
    apart: bool
    again: bool
    denied: bool
    at: tuple[int, int]  # where the first of its mentions stands; a title before the text


def may_tell(mention: Mention) -> bool:
    """Whether a mention may stand in a group: not background, and told as having happened, attempted, alleged or denied."""
    return not mention.background and mention.status in MAKES_EVENT


def makes_event(mention: Mention) -> bool:
    """Whether a mention stands in an event: it may, and its group was kept as one that the report tells (see `keeping`)."""
    return mention.group is not None and may_tell(mention)


def profile(mentions: Sequence[Mention], report: Report | None = None) -> Profile:
    """The profile of mentions of one report that tell of one happening. `report`: its outlet, origin and publication day."""
    values = settle(mentions)
    lead = min(mentions, key=lambda m: m.mention_id)
    place = values.place
    kinds = frozenset(m.sub_event_type for m in mentions)
    families, rare, taken_for = _nature(kinds)
    first, last = _days(values)
    text = " ".join(m.quote for m in mentions) if len(mentions) > 1 else lead.quote
    exact = _most_exact(mentions)
    names = _names(exact) if exact else ()
    around = _around(exact) if exact else ()
    capital = bool(names and place and shared_names(names, name_words(place.admin1)) == len(names))
    return Profile(
        key=lead.mention_id,
        report_id=lead.report_id,
        origin=(report.origin_id if report else None) or lead.report_id,
        kinds=kinds,
        families=families,
        rare=rare,
        taken_for=taken_for,
        first=first,
        last=last,
        told=_ordinal(report.published) if report else None,
        carried=_is_carried(mentions, first, _ordinal(report.published) if report else None),
        country=(place.country or "") if place else "",
        area=fold(place.admin1) if place else "",
        names=names,
        around=around,
        geonameid=place.geonameid if place else None,
        point=(place.lat, place.lon) if place and place.lat is not None and place.lon is not None else None,
        precision=place.precision if place else 7,
        capital=capital,
        wide=capital or not names or (place is not None and place.precision >= _AREA and not around),
        actor=_side([p for p in values.actors if p.kind not in _SUFFERS]),
        target=_side(values.targets),
        mutual="ground" in families,
        toll=_span(values.killed_low, values.killed_high),
        toll_was=max((m.killed_was for m in mentions if m.killed_was is not None), default=None),
        injured=_span(values.injured_low, values.injured_high),
        outcome=values.outcome,
        words=content_words(text),
        gathered=_says(text, "gathered"),
        apart=_says(lead.quote, "apart"),
        again=_says(lead.quote, "again"),
        denied=all(m.status == "denied" for m in mentions),
        at=min((0, 0) if m.in_title else (m.start, m.end) for m in mentions),
    )


def opens_item(mention: Mention) -> bool:
    """Whether a mention's words in the text open as news of its own ("Separately, gunmen shot dead an elder")."""
    return not mention.in_title and mention.quote.lstrip(" ;,:.-").lower().startswith(wording().openings)


@cache
def _nature(kinds: frozenset[str]) -> tuple[frozenset[str], frozenset[str], str | None]:
    """The families of some types, those of them that are seldom reported, and the set of types that all are taken for."""
    known = happenings()
    families: frozenset[str] = frozenset().union(*(known[k].families for k in kinds if k in known))
    sets = {known[k].taken_for if k in known else None for k in kinds}
    rare = frozenset(k for k in kinds if k in known and known[k].rare)
    return families or frozenset({"other"}), rare, sets.pop() if len(sets) == 1 else None


def _is_carried(mentions: Sequence[Mention], first: int | None, told: int | None) -> bool:
    """Whether the day stands elsewhere in the text, or is but that of publication."""
    if any(told_day(m) < CARRIED for m in mentions):
        return False
    return any(m.evidence.date for m in mentions) or (first is not None and first == told)


def profiles(mentions: Sequence[Mention], reports: Mapping[str, Report]) -> list[Profile]:
    """One profile for each group of mentions that make events."""
    groups: dict[str, list[Mention]] = {}
    for m in mentions:
        if makes_event(m):
            groups.setdefault(m.group or "", []).append(m)
    return [profile(members, reports.get(members[0].report_id)) for members in groups.values()]


@lru_cache(maxsize=16384)
def content_words(text: str) -> frozenset[str]:
    """The words of a text that say something: not the plain ones, cut to six letters so that endings do not matter."""
    plain = wording().plain
    return frozenset(w[:6] for w in fold(text).split() if w not in plain and (len(w) > 2 or w.isdigit()))


@lru_cache(maxsize=16384)
def _says(text: str, what: str) -> bool:
    """Whether a text holds one of the phrases of that list of `wording.toml`."""
    plain, phrases = fold(text), _phrases(what)
    told = phrases.keys() & plain.split()
    padded = f" {plain} "
    return any(phrase in padded for word in told for phrase in phrases[word])


@cache
def _phrases(what: str) -> dict[str, tuple[str, ...]]:
    """The phrases of a list by their first word."""
    phrases: dict[str, tuple[str, ...]] = {}
    for phrase in getattr(wording(), what):
        plain = fold(phrase)
        first = plain.split()[0]
        phrases[first] = (*phrases.get(first, ()), f" {plain} ")
    return phrases


def _most_exact(mentions: Sequence[Mention]) -> Place | None:
    return min((m.place for m in mentions if m.place), key=lambda p: (vagueness(p), -len(name_words(p.text))), default=None)


def _names(exact: Place) -> tuple[str, ...]:
    """The naming words of a place: as written, and of its canonical name where that is the place itself."""
    written, known = name_words(exact.text), name_words(exact.name)
    return tuple(dict.fromkeys((*written, *known))) if exact.precision == 1 else written or known


def _around(exact: Place) -> tuple[str, ...]:
    """The naming words of the known place that stands for one that no gazetteer has, () for a place that is itself known."""
    written, known = name_words(exact.text), name_words(exact.name)
    return known if exact.precision > 1 and written and not shared_names(written, known) else ()


def _side(parties: Sequence[Party]) -> Side:
    return _side_of(tuple((p.name, p.kind) for p in parties))


@lru_cache(maxsize=16384)
def _side_of(parties: tuple[tuple[str | None, str], ...]) -> Side:
    names = frozenset(name for name, _ in parties if name)
    return Side(
        names,
        frozenset(w for n in names for w in fold(n).split()) - wording().forces,
        frozenset(kind for _, kind in parties if kind != "unknown"),
        any(kind in ARMED and (name is None or name.endswith(")")) for name, kind in parties),  # "Rebels (Syria)": any of them
    )


def _span(low: int | None, high: int | None) -> tuple[int, int] | None:
    if low is None and high is None:
        return None
    return (low if low is not None else 0, high if high is not None else max(low or 0, 10 * (low or 0)))


def _days(values: Values) -> tuple[int | None, int | None]:
    first = _ordinal(values.date_from)
    last = _ordinal(values.date_to)
    return (first if first is not None else last), (last if last is not None else first)


@lru_cache(maxsize=16384)
def _ordinal(day: str | None) -> int | None:
    if not day:
        return None
    try:
        return date.fromisoformat(day[:10]).toordinal()
    except ValueError:
        return None
