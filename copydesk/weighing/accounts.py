"""What each origin says of an event, field by field."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from copydesk.model import Account, Mention, Party, Statement
from copydesk.weighing.voices import Telling

FIELDS = ("event_type", "sub_event_type", "status", "outcome", "date", "place", "actor", "target", "killed", "injured")
Value = str | list[str] | list[int | None] | None


def account(told: Telling, voice: str) -> Account:
    """One origin's account; `voice`: the first origin of the voice it belongs to."""
    published = {r.report_id: r.published for r in told.reports}
    statements = [s for field in FIELDS for s in _statements(field, told.mentions, published)]
    return Account(
        origin_id=told.origin_id,
        report_ids=[r.report_id for r in told.reports] or list(dict.fromkeys(m.report_id for m in told.mentions)),
        mention_ids=[m.mention_id for m in told.mentions],
        informants=list(told.informants),
        values={s.field: s.value for s in statements},
        statements=statements,
        voice=voice,
    )


def value_of(mention: Mention, field: str) -> Value:
    """What a mention says of a field as plain JSON values; None where it says nothing."""
    if field == "date":
        return [d for d in (mention.date_from, mention.date_to) if d] or None
    if field == "place":
        return (mention.place.name or mention.place.text) if mention.place else None
    if field in ("actor", "target"):
        return _names(mention.actors if field == "actor" else mention.targets)
    if field in ("killed", "injured"):
        low, high = getattr(mention, f"{field}_low"), getattr(mention, f"{field}_high")
        return None if low is None and high is None else [low, high]
    value: str | None = getattr(mention, field)
    return value


def _names(parties: Sequence[Party]) -> list[str] | None:
    return list(dict.fromkeys(p.name or p.text for p in parties)) or None


def _statements(field: str, mentions: Sequence[Mention], published: Mapping[str, str | None]) -> list[Statement]:
    """Each value once a time of publication, in the order told; the last is what stands."""
    said: dict[tuple[str, str | None], list[Mention]] = {}
    for m in mentions:
        value = value_of(m, field)
        if value is not None:
            said.setdefault((json.dumps(value, ensure_ascii=False), published.get(m.report_id)), []).append(m)
    return [
        Statement(
            field=field,
            value=value,
            mention_ids=[m.mention_id for m in members],
            informants=list(dict.fromkeys(m.informant.name or m.informant.text for m in members if m.informant)),
            at=at,
        )
        for (value, at), members in said.items()
    ]
