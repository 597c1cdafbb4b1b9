"""What part of the ledger a person looks at. Every state of the picture is a filter, and every filter is a URL."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from msgspec import Struct
from msgspec.structs import asdict

FACETS = ("type", "status", "actor", "area", "origins", "grade", "disputed", "reviewed", "outlet", "country")


class Filter(Struct, frozen=True, kw_only=True):
    """One value or several of each facet (any of them fits), a span of days, a box on the map, words.

    `new` ("yes") asks for what changed since the person's last visit. `box` is (west, south, east, north) in degrees. An empty
    facet lets everything through.
    """

    type: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    area: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    grade: tuple[str, ...] = ()
    disputed: tuple[str, ...] = ()
    reviewed: tuple[str, ...] = ()
    outlet: tuple[str, ...] = ()
    q: str = ""
    from_: str = ""
    to: str = ""
    new: str = ""
    box: tuple[float, float, float, float] | None = None

    def without(self, facet: str) -> Filter:
        """The same filter with one facet let go."""
        return Filter(**{**asdict(self), facet: ()})

    def query(self) -> str:
        """The filter as the query of a URL; `parse` reads it back."""
        pairs: list[tuple[str, str]] = [(facet, value) for facet in FACETS for value in getattr(self, facet)]
        pairs += [
            (name, value) for name, value in (("q", self.q), ("from", self.from_), ("to", self.to), ("new", self.new)) if value
        ]
        if self.box is not None:
            pairs.append(("box", ",".join(f"{x:.4f}" for x in self.box)))
        return urlencode(pairs)


def parse(pairs: Iterable[tuple[str, str]]) -> Filter:
    """A filter from the pairs of a query; what cannot be understood is passed over, as a mailed link may be of an older desk."""
    facets: dict[str, list[str]] = {name: [] for name in FACETS}
    words = {"q": "", "from": "", "to": "", "new": ""}
    box = None
    for name, value in pairs:
        if name in facets and value:
            facets[name].append(value)
        elif name in words:
            words[name] = value.strip()
        elif name == "box":
            box = _box(value)
    chosen = {name: tuple(dict.fromkeys(values)) for name, values in facets.items()}
    return Filter(
        **chosen, q=words["q"], from_=_day(words["from"]), to=_day(words["to"]), new="yes" if words["new"] == "yes" else "", box=box
    )


def _box(value: str) -> tuple[float, float, float, float] | None:
    try:
        west, south, east, north = (float(x) for x in value.split(","))
    except ValueError:
        return None
    return (west, south, east, north) if -90 <= south <= north <= 90 and abs(west) <= 720 and abs(east) <= 720 else None


def _day(value: str) -> str:
    return value if len(value) == 10 and value[4] == value[7] == "-" and value.replace("-", "").isdigit() else ""
