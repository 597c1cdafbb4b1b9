"""Who: the registry of armed actors, and every place in a sentence that names one.

`recognise` gives sightings: a name of the registry ("the FMLN", "ISIS militants"), words that compose one ("Turkish troops",
"Kenya's army"), words that name none ("gunmen") and bare countries ("Russia", "Israeli" before "air raid").
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from typing import Literal, cast

from msgspec import Struct
from msgspec.structs import replace

from copydesk.coding.composing import acts_next, links, past_bracket, without_torn_hyphen
from copydesk.coding.lexicons import cell, rows
from copydesk.coding.matching import Found, Names, pieces
from copydesk.coding.rolewords import role_words
from copydesk.coding.setting import Country, Setting, countries, spell
from copydesk.coding.tokens import Token, casing
from copydesk.model.records import PartyKind


class Actor(Struct, frozen=True):
    """One row of the registry. `since` and `until` are years or None; `parent` and `successor` are canonical names or None."""

    name: str
    aliases: tuple[str, ...]
    kind: PartyKind
    country: str | None
    since: int | None
    until: int | None
    successor: str | None
    parent: str | None
    source: str
    theatre: tuple[str, ...] = ()  # countries in a report on which an ambiguous name means this actor; its own first


class Generic(Struct, frozen=True):
    """Words of force that name no organisation; `use` as in data/actors_generic.tsv."""

    kind: PartyKind
    name: str | None
    use: str


class Sighting(Struct, frozen=True):
    """An actor's words: token indexes inclusive, offsets exclusive. `basis` tells how it was found.

    holder: only an adjective of control ("rebel-held", "ISIS-controlled"); country: a bare country or its adjective.
    """

    first: int
    last: int
    start: int
    end: int
    text: str
    name: str | None
    kind: PartyKind
    country: str | None
    basis: Literal["registry", "composed", "generic", "country", "holder"]
    owner_end: int | None = None  # where the organisation's own name ends, a word for its members behind it ("FMLN guerrillas")


@cache
def registry() -> dict[str, Actor]:
    """The actors by canonical name."""
    out: dict[str, Actor] = {}
    for row in rows("actors"):
        since, until = cell(row, 4), cell(row, 5)
        theatre = tuple((cell(row, 3) or "").split("|")) if cell(row, 3) else ()
        out[row[0]] = Actor(
            row[0],
            tuple(a.strip() for a in (cell(row, 1) or "").split("|") if a.strip()),
            cast(PartyKind, row[2]),
            theatre[0] if theatre else None,
            int(since) if since else None,
            int(until) if until else None,
            cell(row, 6),
            cell(row, 7),
            cell(row, 8) or "",
            theatre,
        )
    return out


@cache
def _names() -> Names[Actor | Generic | Country]:
    pairs: list[tuple[str, Actor | Generic | Country]] = []
    members = frozenset(word for row in rows("actors_generic") if row[1] == "rebel" for word in row[0].split("|"))
    for actor in registry().values():
        own = (actor.name, *actor.aliases)
        pairs.extend((alias, actor) for alias in own if not _of_members(alias, own, members))
    for row in rows("actors_countries"):
        others = (cell(row, 3) or "").split("|")
        pairs.extend((word, countries()[row[0]]) for word in (row[1], row[2], *others) if word)
    for row in rows("actors_generic"):
        generic = Generic(cast(PartyKind, row[1]), cell(row, 2), row[3])
        pairs.extend((word, generic) for word in row[0].split("|"))
    return Names(pairs)


def _of_members(alias: str, own: Collection[str], members: Collection[str]) -> bool:
    """Whether an alias is another with a word for members behind it, who are found as such: "FMLN guerrillas"."""
    return alias.rpartition(" ")[2] in members and alias.rpartition(" ")[0] in own


def recognise(text: str, tokens: Sequence[Token], setting: Setting) -> list[Sighting]:
    """The sightings of one sentence in order, not overlapping. `tokens` are those of a span of `text`."""
    upper = casing(tokens) == "upper"
    atoms = [_settle(found, tokens, setting) for found in _names().find(tokens, upper)]
    atoms = [a for a in atoms if a is not None]
    return _compose(text, tokens, [a for a in atoms if a is not None], setting)


class _Atom(Struct, frozen=True):
    first: int
    last: int
    whole: bool
    value: Actor | Generic | Country
    described: int | None = None  # where the words start that say what kind of party it is ("terrorist group ISIS")


def _settle(found: Found[Actor | Generic | Country], tokens: Sequence[Token], setting: Setting) -> _Atom | None:
    """The one meaning of an ambiguous name: of a country that the report names, active in its year, listed first."""
    words = role_words()
    word = tokens[found.first]
    value = found.entries[0]
    if len(found.entries) > 1:
        value = min(found.entries, key=lambda e: _distance(e, setting))
    if isinstance(value, Actor) and value.theatre and not set(value.theatre) & set(setting.countries):
        folded = " ".join(t.lower for t in tokens[found.first : found.last + 1])
        if (len(word.text.replace(".", "")) <= 3 and found.first == found.last) or folded in words["needs_country"]:
            return None
    if found.first == found.last and not isinstance(value, Generic):
        if not any(part[:1].isupper() for part in word.text.split("-")) and not any(c.isdigit() for c in word.text):
            return None
        if word.lower in words["ambiguous_names"]:
            return None
    return _Atom(found.first, found.last, found.whole, value)


def _distance(value: Actor | Generic | Country, setting: Setting) -> tuple[int, int]:
    if not isinstance(value, Actor):
        return (1, 0)
    near = min((setting.countries.index(c) for c in value.theatre if c in setting.countries), default=99)
    if setting.year is None:
        return (near, 0)
    off = max((value.since or setting.year) - setting.year, setting.year - (value.until or setting.year), 0)
    return (near + (off > 3), off)


def _compose(text: str, tokens: Sequence[Token], atoms: list[_Atom], setting: Setting) -> list[Sighting]:
    """Joins a country or an actor to the word of force after it, across modifiers ("Turkish special forces")."""
    modifiers = role_words()["modifiers"]
    out: list[Sighting] = []
    n = 0
    while n < len(atoms):
        atom = atoms[n]
        owner = atom.value
        last = atom.last
        force: Generic | None = None
        if isinstance(owner, Actor | Country) and atom.whole and not _is_place(tokens, atom):
            past = past_bracket(tokens, last) if isinstance(owner, Actor) else last
            gap = next((k for k in range(n + 1, len(atoms)) if atoms[k].first > past), len(atoms))
            while gap < len(atoms):
                following = atoms[gap]
                between = without_torn_hyphen(tokens[max(last, past) + 1 : following.first])
                if len(between) > 3 or not all(links(t, modifiers) or _names_a_part(t, owner) for t in between):
                    break
                if isinstance(following.value, Generic) and following.whole:
                    tells = following.value.kind != "unknown" and (following.value.name or not (force and force.name))
                    force = following.value if force is None or tells else force
                    last, n = following.last, gap
                    gap += 1
                    continue
                break
        behind = atoms[n + 1] if n + 1 < len(atoms) else None
        if behind is not None and _wields(atom, behind):
            out.extend(_sighting(text, tokens, (atom, None, behind.last), setting))
            n += 2
            continue
        if force is None and behind is not None and _describes(tokens, atom, behind):
            atoms[n + 1] = replace(behind, described=atom.first)
        else:
            out.extend(_sighting(text, tokens, (atom, force, last), setting))
        n += 1
    return out


def _wields(side: _Atom, force: _Atom) -> bool:
    """Whether words for a side stand right before words of force that name nobody: "regime snipers", "rebel gunmen"."""
    if not isinstance(side.value, Generic) or not isinstance(force.value, Generic) or not side.whole or not force.whole:
        return False
    named = side.value.name is not None and side.value.use in ("both", "state-media")
    return named and force.first == side.last + 1 and force.value.kind == "unknown" and force.value.use == "both"


def _describes(tokens: Sequence[Token], atom: _Atom, named: _Atom) -> bool:
    """Whether general words say what kind of party is named behind them: "the Takfiri group ISIL", "rebel faction Ahrar"."""
    words = role_words()
    if not isinstance(atom.value, Generic) or not isinstance(named.value, Actor) or not named.whole or not atom.whole:
        return False
    between = [t.lower for t in tokens[atom.last + 1 : named.first]]
    kind = tokens[atom.last].lower
    noun = kind in words["apposed"] and not between
    return noun or (kind in words["kinds"] and len(between) <= 1 and all(w in words["apposed"] for w in between))


def _is_place(tokens: Sequence[Token], atom: _Atom) -> bool:
    """A country's name after "in" is where, not whose: "in Syria rebels attacked", but "in Turkey's army"."""
    if not isinstance(atom.value, Country) or atom.first == 0:
        return False
    words = role_words()
    named = " ".join(t.text for t in tokens[atom.first : atom.last + 1]) == atom.value.name
    own = atom.last + 1 < len(tokens) and tokens[atom.last + 1].lower == "'s"
    return named and not own and tokens[atom.first - 1].lower in words["prepositions"]


def _names_a_part(token: Token, owner: Actor | Country) -> bool:
    """Whether a word after an organisation names a part of it: "FARC 12th Front members", "FMLN Antiaircraft units"."""
    words = role_words()
    if not isinstance(owner, Actor):
        return False
    proper = token.is_capital and token.is_word and token.lower not in words["not_names"]
    return proper or token.text[0].isdigit() or token.lower in words["of_a_part"]


def _sighting(text: str, tokens: Sequence[Token], what: tuple[_Atom, Generic | None, int], setting: Setting) -> list[Sighting]:
    atom, force, last = what
    owner = atom.value
    begin = atom.first if atom.described is None else atom.described
    start, end = tokens[begin].start, tokens[last].end
    base = Sighting(begin, last, start, end, text[start:end], None, "unknown", None, "generic")
    if not atom.whole:
        tail = pieces(tokens[atom.last].text)[-1:]
        if isinstance(owner, Country) or not tail or tail[0] not in role_words()["held"]:
            if isinstance(owner, Country) and tail and tail[0] not in role_words()["ties"]:
                return [
                    replace(base, name=_armed(owner, setting), kind=_state(owner, setting), country=owner.code, basis="country")
                ]
            return []
        name, kind, where = _named(owner, setting)
        return [replace(base, name=name, kind=kind, country=where, basis="holder")]
    if isinstance(owner, Actor):
        own = tokens[atom.last].end if last > atom.last else None
        return [replace(base, name=owner.name, kind=owner.kind, country=owner.country, basis="registry", owner_end=own)]
    if isinstance(owner, Country) and force is None:
        return [replace(base, name=_armed(owner, setting), kind=_state(owner, setting), country=owner.code, basis="country")]
    if isinstance(owner, Country):
        assert force is not None
        name, kind, where = _forces_of(owner, force, setting)
        return [replace(base, name=name, kind=kind, country=where, basis="composed")]
    if owner.use == "acting" and not acts_next(tokens, last):
        return []
    if owner.use == "after" or (
        owner.use == "definite" and (atom.first == 0 or tokens[atom.first - 1].lower not in role_words()["known"])
    ):
        return []
    name, kind, where = _named(owner, setting)
    if name and last > atom.last and name.endswith(" government"):
        name = f"{name} forces"
    return [replace(base, name=name, kind=kind, country=where)]


def _named(owner: Actor | Generic | Country, setting: Setting) -> tuple[str | None, PartyKind, str | None]:
    """Canonical name, kind and country of an actor, or of generic words read against the report's own country."""
    if isinstance(owner, Actor):
        return owner.name, owner.kind, owner.country
    if isinstance(owner, Country):
        return _armed(owner, setting), _state(owner, setting), owner.code
    home = countries().get((_blamed_by(setting) if owner.use == "state-media" else setting.home) or "")
    name = spell(owner.name, home) if home is not None or owner.use != "state-media" else None
    return name, owner.kind, home.code if home and name else None


def _blamed_by(setting: Setting) -> str | None:
    """The country whose rebels a state medium calls terrorists: the one it speaks for, where the report is about that country."""
    return setting.speaks_for if setting.speaks_for in setting.countries[:2] else None


def _forces_of(country: Country, force: Generic, setting: Setting) -> tuple[str | None, PartyKind, str | None]:
    if force.use == "definite":
        return None, "unknown", country.code  # "a Syrian group" is nobody's army
    if force.kind in ("state", "unknown"):
        if country.code == setting.home and force.name:
            return force.name.format(adjective=country.adjective, country=country.name), "state", country.code
        if country.code == setting.home:
            return f"{country.adjective} government forces", "state", country.code
        return _armed(country, setting), _state(country, setting), country.code
    name = (
        force.name.format(adjective=country.adjective, country=country.name) if force.name and force.use != "state-media" else None
    )
    return name, force.kind, country.code


def _armed(country: Country, setting: Setting) -> str:
    """A state's forces at home are its government forces, abroad its armed forces."""
    return f"{country.adjective} {'government' if country.code == setting.home else 'armed'} forces"


def _state(country: Country, setting: Setting) -> PartyKind:
    return "state" if country.code == setting.home or setting.home is None else "foreign-state"
