"""The typed records that travel between the stages.

Field names are those of the published tables; see docs/tables/. Offsets are Python string offsets (code points), end exclusive.
Inside the stages they count in `Report.working`; `pipeline.offsets` maps them to `Report.text` before anything is stored.
Unknown is None, never "" or 0. All records are immutable: a stage returns new ones (`msgspec.structs.replace`).
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

PartRole = Literal["body", "headline", "caption", "credit", "boilerplate", "comment", "media"]
CreditKind = Literal["agency", "outlet", "organisation", "social", "state", "unknown"]
PublishedFrom = Literal["metadata", "text", "url", "input", "file"]
Status = Literal["occurred", "attempted", "planned", "denied", "alleged", "hypothetical", "negated"]
Outcome = Literal["succeeded", "repelled"]
DatePrecision = Literal["hour", "day", "week", "month", "year"]
Bound = Literal["at least", "at most", "about"]
Relation = Literal["copy", "partial", "revision"]
Verdict = Literal["same", "different", "unsure"]
PartyKind = Literal[
    "state",
    "rebel",
    "militia",
    "communal-militia",
    "foreign-state",
    "protesters",
    "rioters",
    "civilian",
    "person",
    "building",
    "vehicle",
    "infrastructure",
    "weapon",
    "unknown",
]


class Part(Struct, frozen=True):
    """A span of a report with one role."""

    role: PartRole
    start: int
    end: int


class Credit(Struct, frozen=True):
    """Whom a report names as where its text comes from; offsets are None where the credit is not in the text (metadata, a link)."""

    name: str
    kind: CreditKind = "unknown"
    start: int | None = None
    end: int | None = None


class Repair(Struct, frozen=True):
    """One place where the repaired copy differs from the text.

    `repaired[start:end]` stands for `text[text_start:text_end]`; between two repairs both run in step.
    """

    start: int
    end: int
    text_start: int
    text_end: int


class Report(Struct, frozen=True, kw_only=True):
    """One text that one outlet published."""

    report_id: str
    text: str
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    published: str | None = None
    published_from: PublishedFrom | None = None
    language: str | None = None
    coded: bool = True
    not_coded_why: str | None = None
    byline: list[str] = []
    credits: list[Credit] = []
    parts: list[Part] = []
    links: list[str] = []  # rel=canonical and "originally published at" addresses, for lineage
    repaired: str | None = None  # None where text needed no repair
    repairs: list[Repair] = []
    origin_id: str | None = None
    credited_origin: str | None = None
    sha256: str = ""
    read_at: str = ""
    read_from: str = ""

    @property
    def working(self) -> str:
        """The string every stage reads and counts its offsets in: the repaired copy where there is one."""
        return self.text if self.repaired is None else self.repaired


class Sentence(Struct, frozen=True):
    """A sentence of the body, a headline or a caption (or of the title); `paragraph` counts from 0 within the report."""

    start: int
    end: int
    role: PartRole
    paragraph: int = 0
    in_title: bool = False


class Entity(Struct, frozen=True):
    """A name that coding recognised (armed group, person, outlet, organisation), so that locating does not take it for a place."""

    start: int
    end: int
    text: str
    kind: Literal["actor", "person", "outlet", "organisation"]
    name: str | None = None
    in_title: bool = False


class Party(Struct, frozen=True):
    """An actor, target or weapon of a mention: its words, and its canonical name in the actor registry or None."""

    text: str
    start: int
    end: int
    name: str | None = None
    kind: PartyKind = "unknown"


class Informant(Struct, frozen=True):
    """Who is cited for a mention."""

    text: str
    start: int
    end: int
    name: str | None = None
    kind: str = "unknown"


class Place(Struct, frozen=True):
    """Where a mention is: `precision` is UCDP's where_prec, 1 exact to 7."""

    text: str
    name: str | None = None
    geonameid: int | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    country_name: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    precision: int = 1


class PlaceCandidate(Struct, frozen=True):
    """One place a toponym may mean, with the weight it got (0 to 1, summing to 1) and why, in words."""

    name: str
    geonameid: int | None
    lat: float
    lon: float
    country: str | None
    admin1: str | None
    weight: float
    why: str


class Toponym(Struct, frozen=True, kw_only=True):
    """A place name or demonym in the text, used by a mention or not."""

    start: int
    end: int
    text: str
    kind: Literal["place", "demonym"] = "place"
    in_title: bool = False
    name: str | None = None
    geonameid: int | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    admin1: str | None = None
    precision: int = 1
    candidates: list[PlaceCandidate] = []


class Time(Struct, frozen=True, rename={"from_": "from"}):
    """A temporal expression resolved to an interval of ISO dates or date-times; `from_`/`to` None where it cannot be told."""

    start: int
    end: int
    text: str
    from_: str | None = None
    to: str | None = None
    precision: DatePrecision | None = None
    in_title: bool = False


class Range(Struct, frozen=True):
    """A count given as lowest and highest; None where no number can be told."""

    low: int | None = None
    high: int | None = None


class TollOf(Struct, frozen=True):
    """Of the killed, how many were ..."""

    civilians: Range | None = None
    children: Range | None = None
    women: Range | None = None
    fighters: Range | None = None


class Evidence(Struct, frozen=True):
    """For each field the spans [start, end] that give it, in the string the mention stands in (text, or title with `in_title`)."""

    type: list[list[int]] = []
    status: list[list[int]] = []
    date: list[list[int]] = []
    place: list[list[int]] = []
    actor: list[list[int]] = []
    target: list[list[int]] = []
    killed: list[list[int]] = []
    injured: list[list[int]] = []
    informant: list[list[int]] = []


class Mention(Struct, frozen=True, kw_only=True):
    """One place in one report where one happening is told.

    Coding makes it; locating fills `place`, dating `date_*` (and `background` where the date is old), merging `group`.
    """

    mention_id: str
    report_id: str
    start: int
    end: int
    quote: str
    event_type: str
    sub_event_type: str
    event_id: str | None = None
    group: str | None = None
    in_title: bool = False
    plover: str | None = None
    plover_mode: str | None = None
    status: Status = "occurred"
    outcome: Outcome | None = None
    background: bool = False
    date_from: str | None = None
    date_to: str | None = None
    date_precision: DatePrecision | None = None
    place: Place | None = None
    actors: list[Party] = []
    targets: list[Party] = []
    weapons: list[Party] = []
    killed_low: int | None = None
    killed_high: int | None = None
    killed_bound: Bound | None = None
    killed_text: str | None = None
    killed_of: TollOf | None = None
    killed_was: int | None = None  # the earlier toll that the report says this one replaces
    injured_low: int | None = None
    injured_high: int | None = None
    injured_bound: Bound | None = None
    injured_text: str | None = None
    informant: Informant | None = None
    evidence: Evidence = Evidence()
    part: PartRole = "body"

    @property
    def actor(self) -> Party | None:
        return self.actors[0] if self.actors else None

    @property
    def target(self) -> Party | None:
        return self.targets[0] if self.targets else None


class Coding(Struct, frozen=True):
    """What coding finds in one report."""

    sentences: list[Sentence] = []
    entities: list[Entity] = []
    mentions: list[Mention] = []


class LineageEdge(Struct, frozen=True, kw_only=True):
    """Two reports that share text; see docs/tables/lineage.md."""

    from_report_id: str
    to_report_id: str
    relation: Relation
    share_of_to: float
    share_of_from: float
    basis: list[str] = []
    direction_basis: str = "unknown"
    passages: list[list[int]] = []
    conflicts: list[str] = []  # what speaks against the direction, in words


class Judgement(Struct, frozen=True, kw_only=True):
    """Same, different or unsure, said of two mentions by the machine (`score`, 0 to 1) or by a person, whose word stands."""

    left: str
    right: str
    verdict: Verdict
    by: str  # "machine" or a person's name
    at: str
    score: float | None = None
    reasons: list[str] = []
    note: str | None = None


class Statement(Struct, frozen=True, kw_only=True):
    """One value that one or more reports of an origin give to one field of an event; `value` is JSON text, `at` the publication."""

    field: str
    value: str
    mention_ids: list[str]
    informants: list[str] = []
    at: str | None = None


class Account(Struct, frozen=True, kw_only=True):
    """What one origin says of one event; `values` maps a field's name to its value as JSON text, the latest where it changed."""

    origin_id: str
    report_ids: list[str]
    mention_ids: list[str]
    informants: list[str] = []
    values: dict[str, str] = {}
    statements: list[Statement] = []  # field by field, in order of publication
    voice: str = ""  # origin_id of the first origin of its voice


class Review(Struct, frozen=True):
    """A person's latest decision on an event."""

    by: str
    at: str
    decision: str


class Event(Struct, frozen=True, kw_only=True):
    """What happened once, in the world; see docs/tables/events.md."""

    event_id: str
    event_type: str
    sub_event_type: str
    plover: str | None = None
    plover_mode: str | None = None
    status: Status = "occurred"
    outcome: Outcome | None = None
    date_from: str | None = None
    date_to: str | None = None
    date_precision: DatePrecision | None = None
    place: Place | None = None
    actor1: Party | None = None
    actor2: Party | None = None
    assoc_actor_1: list[Party] = []
    assoc_actor_2: list[Party] = []
    killed_low: int | None = None
    killed_best: int | None = None
    killed_high: int | None = None
    injured_low: int | None = None
    injured_best: int | None = None
    injured_high: int | None = None
    killed_of: TollOf | None = None
    reports: int = 0
    origins: int = 0
    voices: int = 0
    accounts: list[Account] = []
    disputed: list[str] = []
    part_of: str | None = None
    grade: str = "F6"
    grade_why: str = ""
    reviewed: Review | None = None


class Problem(Struct, frozen=True, kw_only=True):
    """One thing that went wrong with one input or report: what it was, what is wrong, what was done."""

    source: str
    what: str
    done: str
    line: int | None = None
    report_id: str | None = None
    stage: str = "reading"
    at: str = ""
