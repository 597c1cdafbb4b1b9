"""Who: the registry of armed actors, and every place in a sentence that names one.

`recognise` gives sightings: a name of the registry ("the FMLN", "ISIS militants"), words that compose one ("Turkish troops",
"Kenya's army"), words that name none ("gunmen") and bare countries ("Russia", "Israeli" before "air raid").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from functools import cache
from typing import Literal, cast

from msgspec import Struct
from msgspec.structs import replace

from copydesk.coding.composing import acts_next, links, past_bracket, without_torn_hyphen
from copydesk.coding.lexicons import rows
from copydesk.coding.matching import Found, Names, pieces
from copydesk.coding.rolewords import role_words
from copydesk.coding.tokens import Token, casing
from copydesk.model import Report
from copydesk.model.records import PartyKind

# What names of each kind say of the country that a report is about: nations act abroad, their towns do not, nor "in Mali".
_OF_TOWN, _OF_COUNTRY, _OF_NATION = 4, 2, 1
_EARLY = 2  # times as much in the title and the first sentences ...
_LEAD = 300  # ... which are so many characters
_BEFORE = 14  # characters in which the word before a name stands
_CAPITALISED = re.compile(r"(?:\b[A-Z][a-z]+ )?(?:U\.S\.|\b[A-Z][A-Za-z]+)")


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


class Country(Struct, frozen=True):
    """A country and its adjective; peoples without a state are actors of the registry."""

    code: str
    name: str
    adjective: str


class Setting(Struct, frozen=True):
    """What a report's words are read against: the countries it names, most often first, whom its outlet speaks for, its year."""

    countries: tuple[str, ...] = ()
    speaks_for: str | None = None
    year: int | None = None

    @property
    def home(self) -> str | None:
        return self.countries[0] if self.countries else self.speaks_for


def spell(name: str | None, country: Country | None) -> str | None:
    """A canonical name with its country put in; without one "Civilians" and "Rebels" stand alone and adjectives give None."""
    if name is None or country is not None:
        return name.format(adjective=country.adjective, country=country.name) if name and country else name
    bare = name.replace(" ({country})", "")
    return None if "{" in bare else bare


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


def _cell(row: tuple[str, ...], n: int) -> str | None:
    return row[n] if n < len(row) and row[n] not in ("", "-") else None


@cache
def registry() -> dict[str, Actor]:
    """The actors by canonical name."""
    out: dict[str, Actor] = {}
    for row in rows("actors"):
        since, until = _cell(row, 4), _cell(row, 5)
        theatre = tuple((_cell(row, 3) or "").split("|")) if _cell(row, 3) else ()
        out[row[0]] = Actor(
            row[0],
            tuple(a.strip() for a in (_cell(row, 1) or "").split("|") if a.strip()),
            cast(PartyKind, row[2]),
            theatre[0] if theatre else None,
            int(since) if since else None,
            int(until) if until else None,
            _cell(row, 6),
            _cell(row, 7),
            _cell(row, 8) or "",
            theatre,
        )
    return out


@cache
def countries() -> dict[str, Country]:
    """The countries by code."""
    return {row[0]: Country(row[0], row[1], row[2]) for row in rows("actors_countries")}


@cache
def _names() -> Names[Actor | Generic | Country]:
    pairs: list[tuple[str, Actor | Generic | Country]] = []
    members = frozenset(word for row in rows("actors_generic") if row[1] == "rebel" for word in row[0].split("|"))
    for actor in registry().values():
        own = (actor.name, *actor.aliases)
        pairs.extend((alias, actor) for alias in own if not _of_members(alias, own, members))
    for row in rows("actors_countries"):
        others = (_cell(row, 3) or "").split("|")
        pairs.extend((word, countries()[row[0]]) for word in (row[1], row[2], *others) if word)
    for row in rows("actors_generic"):
        generic = Generic(cast(PartyKind, row[1]), _cell(row, 2), row[3])
        pairs.extend((word, generic) for word in row[0].split("|"))
    return Names(pairs)


def _of_members(alias: str, own: Collection[str], members: Collection[str]) -> bool:
    """Whether an alias is another with a word for members behind it, who are found as such: "FMLN guerrillas"."""
    return alias.rpartition(" ")[2] in members and alias.rpartition(" ")[0] in own


@cache
def _country_words() -> dict[str, str]:
    return {
        word: row[0] for row in rows("actors_countries") for word in (row[1], row[2], *(_cell(row, 3) or "").split("|")) if word
    }


def country_of(word: str) -> str | None:
    """The code of the country that a word names, None where it names none or is its adjective."""
    return None if word in _adjectives() else _country_words().get(word)


@cache
def _adjectives() -> frozenset[str]:
    """The adjectives of the countries, their nouns of people among them ("Chinese", "Kyrgyz", "Malaysian")."""
    return frozenset(row[2] for row in rows("actors_countries"))


@cache
def _within() -> dict[str, str]:
    """The country of each city, region and area that says by its name what country a report is about."""
    return {name: row[0] for file in ("actors_regions", "actors_cities") for row in rows(file) for name in row[1].split("|")}


@cache
def _media() -> dict[str, str]:
    return {name: row[1] for row in rows("actors_media") for name in row[0].split("|")}


def setting_of(report: Report) -> Setting:
    """Countries, by their cities too, are counted in title and text; the outlet is looked up as written and by its letters."""
    counts: Counter[str] = Counter()
    words, within, adjectives, whereabouts = _country_words(), _within(), _adjectives(), role_words()["whereabouts"]
    title = report.title or ""
    text = f"{title}\n{report.working}"[:20000]
    for match in _CAPITALISED.finditer(text):
        found = match.group()
        before = text[max(0, match.start() - _BEFORE) : match.start()].lower().split()
        if text[match.end() : match.end() + 1] == "-" or "state" in before:
            continue  # "US-led", "Britain-based"; "Islamic State in Iraq"
        first, _, last = found.partition(" ")
        bare = (found, last, first, last.removesuffix("s"), first.removesuffix("s"))  # damaged text has "Syrias"
        name = next((n for n in bare if n in words), None)
        town = None if name else next((n for n in (found, last, first, found.title(), first.title()) if n in within), None)
        code = words[name] if name else within[town] if town else None
        if code:
            placed = town or (before and before[-1] in whereabouts)
            worth = _OF_NATION if name in adjectives else _OF_TOWN if placed else _OF_COUNTRY
            counts[code] += worth * (_EARLY if match.start() < len(title) + _LEAD else 1)
    ranked = tuple(code for code, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])))
    outlet = re.sub(r"[^a-z]+", " ", (report.outlet or "").lower()).strip()
    speaks_for = _media().get(outlet) or _media().get(outlet.replace(" ", ""))
    year = int(report.published[:4]) if report.published and report.published[:4].isdigit() else None
    return Setting(ranked, speaks_for, year)


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
