"""The fields of an event that a person corrects, and how what they type becomes a value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, get_args

import msgspec
from msgspec import Struct

from copydesk.desk.tables import called, table
from copydesk.model import Event, Party, Place, WrongUse
from copydesk.model.records import DatePrecision, Outcome, PartyKind, Status

TOLLS = ("killed_low", "killed_best", "killed_high", "injured_low", "injured_best", "injured_high")
PRECISIONS = ("1", "2", "3", "4", "5", "6", "7")


@cache
def type_of() -> Mapping[str, str]:
    """ACLED's sub-event types, each with its event type."""
    return {sub: kind for kind, subs in table("acled")["event_types"].items() for sub in subs}


class Field(Struct, frozen=True):
    """One field in the form: what stands in it, and what it may be (empty: any words)."""

    name: str
    value: str
    choices: tuple[str, ...] = ()
    kind: str = "text"

    @property
    def label(self) -> str:
        """What people call it."""
        return called(self.name)


def editable(event: Event) -> list[Field]:
    """The fields of the correction form, filled with what stands in the event."""
    place = event.place or Place("")
    one, two = event.actor1 or Party("", 0, 0), event.actor2 or Party("", 0, 0)
    return [
        Field("sub_event_type", event.sub_event_type, tuple(type_of())),
        Field("status", event.status, get_args(Status)),
        Field("outcome", event.outcome or "", ("", *get_args(Outcome))),
        Field("date_from", event.date_from or "", kind="date"),
        Field("date_to", event.date_to or "", kind="date"),
        Field("date_precision", event.date_precision or "", ("", *get_args(DatePrecision))),
        Field("place.name", place.name or place.text),
        Field("place.admin1", place.admin1 or ""),
        Field("place.country", place.country or ""),
        Field("place.lat", _number(place.lat), kind="number"),
        Field("place.lon", _number(place.lon), kind="number"),
        Field("place.precision", str(place.precision), PRECISIONS),
        Field("actor1.name", one.name or one.text),
        Field("actor1.kind", one.kind, get_args(PartyKind)),
        Field("actor2.name", two.name or two.text),
        Field("actor2.kind", two.kind, get_args(PartyKind)),
        *(Field(name, _number(getattr(event, name)), kind="number") for name in TOLLS),
    ]


def corrections(event: Event, typed: Mapping[str, str]) -> dict[str, Any]:
    """Field to value for what a person typed that differs from what stands there. Raises WrongUse where it cannot be a value."""
    held = {f.name: f.value for f in editable(event)}
    changed = {name: value.strip() for name, value in typed.items() if name in held and value.strip() != held[name]}
    out: dict[str, Any] = {}
    for name, value in changed.items():
        whole, _, inner = name.partition(".")
        if not inner:
            out[whole] = _plain(name, value)
            if whole == "sub_event_type":
                out["event_type"] = type_of().get(value, event.event_type)
            continue
        record = out.get(whole) or msgspec.to_builtins(getattr(event, whole)) or _blank(whole)
        out[whole] = record | {inner: _plain(name, value)}
    for whole in ("place", "actor1", "actor2"):
        if whole in out:
            out[whole] = _settled(whole, out[whole], changed)
    return out


def _settled(whole: str, record: dict[str, Any], changed: Mapping[str, str]) -> dict[str, Any] | None:
    name = record.get("name")
    if not name:
        return None
    if whole == "place" and "place.name" in changed:
        record |= {"geonameid": None}  # the old place's number is not the new one's
    return record | {"text": record.get("text") or name}


def _blank(whole: str) -> dict[str, Any]:
    made = Place("") if whole == "place" else Party("", 0, 0)
    blank: dict[str, Any] = msgspec.to_builtins(made)
    return blank


def _plain(name: str, value: str) -> Any:
    if not value:
        return None
    convert: Callable[[str], Any] = str
    if name in TOLLS or name == "place.precision":
        convert = int
    elif name in ("place.lat", "place.lon"):
        convert = float
    try:
        return convert(value)
    except ValueError:
        raise WrongUse(f"{name}: {value} is not a number") from None


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}" if isinstance(value, int) else f"{value:.5f}".rstrip("0").rstrip(".")
