"""One party, one wording: who or what a report tells of again in fewer words is given by the fullest words it has for it.

"Porth" is the Antonio Rodriguez Porth named before, "the bomb" the car bomb of the sentence before. A party keeps its own name and
kind; only its words, and where they stand, are those of the fuller ones. Persons are looked for in the whole report, things and
weapons only from behind "the" or its like, and only in the few sentences before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from copydesk.coding.matching import pieces
from copydesk.coding.phrases import THINGS
from copydesk.coding.reading import Read
from copydesk.coding.rolewords import role_words
from copydesk.coding.tokens import Token
from copydesk.coding.weapons import weapon_class
from copydesk.model import Party

_CHARGES = ""  # key of all words for bombs
_REACH = 4  # sentences that passed the gate, back to the fuller words for a thing


class _Said(Struct, frozen=True):
    """Words for a party: the number of their sentence, the words folded, the party."""

    sentence: int
    words: tuple[str, ...]
    party: Party


def unify(reads: Sequence[Read]) -> list[Read]:
    """The sentences with the targets and weapons of their happenings in the fullest words of the string they stand in."""
    said = {in_title: _by_last_word(reads, in_title) for in_title in (False, True)}
    return [_unified(read, n, said[read.sentence.in_title]) for n, read in enumerate(reads)]


def _by_last_word(reads: Sequence[Read], in_title: bool) -> dict[str, list[_Said]]:
    """All words for persons, things and weapons of the text or of the title, in order, by their last word."""
    out: dict[str, list[_Said]] = defaultdict(list)
    for n, read in enumerate(reads):
        if read.sentence.in_title == in_title:
            for party in _parties(read):
                words = tuple(pieces(party.text))
                if words:
                    out[words[-1]].append(_Said(n, words, party))
                if party.kind == "weapon" and weapon_class(party.text) == "bomb":
                    out[_CHARGES].append(_Said(n, words, party))
    return out


def _parties(read: Read) -> Iterator[Party]:
    for person in read.scene.persons:
        yield Party(person.text, person.start, person.end, None, "person")
    for told in read.told:
        yield from (t for t in told.roles.targets if t.kind in THINGS or t.kind == "person")
        yield from told.roles.weapons


def _unified(read: Read, n: int, said: Mapping[str, Sequence[_Said]]) -> Read:
    pointed = _led_by(read.tokens, "pointing")
    new = _led_by(read.tokens, "introducing")
    charges = [s for s in said.get(_CHARGES, ()) if abs(s.sentence - n) <= 2]
    told = []
    for one in read.told:
        targets = _once(_fuller(t, n, pointed, said) for t in one.roles.targets)
        weapons = _once(w if w.start in new else _exact(_fuller(w, n, pointed, said), charges) for w in one.roles.weapons)
        told.append(replace(one, roles=replace(one.roles, targets=targets, weapons=weapons)))
    return replace(read, told=told)


def _led_by(tokens: Sequence[Token], name: str) -> frozenset[int]:
    """Where words stand that a word of that list of roles.toml leads: "the" and its like, or "a" and its like."""
    leading = role_words()[name]
    return frozenset(two.start for one, two in pairwise(tokens) if one.lower in leading)


def _fuller(party: Party, n: int, pointed: frozenset[int], said: Mapping[str, Sequence[_Said]]) -> Party:
    words = tuple(pieces(party.text))
    alike = [s for s in said.get(words[-1], ()) if s.party.kind == party.kind] if words else []
    if party.kind == "person":
        return _person(party, words, alike)
    if party.start not in pointed:
        return party
    fitting = [s for s in alike if 0 < n - s.sentence <= _REACH and set(words) < set(s.words)]
    return _worded(party, fitting[-1].party) if fitting else party


def _exact(weapon: Party, charges: Sequence[_Said]) -> Party:
    """A bare "bomb" or "explosives" in the words of the one kind of bomb that the sentences around tell of."""
    if not _bare(pieces(weapon.text)) or weapon_class(weapon.text) != "bomb":
        return weapon
    exact = [s for s in charges if not _bare(s.words)]
    one = len({s.words for s in exact}) == 1 and _number(exact[0].words[-1]) == _number(pieces(weapon.text)[-1])
    return _worded(weapon, exact[0].party) if one else weapon


def _number(word: str) -> str:
    """Whether a word for bombs tells of one, of many or of a stuff."""
    return "stuff" if word in role_words()["charge_stuff"] else "many" if word.endswith("s") else "one"


def _bare(words: Sequence[str]) -> bool:
    bare = role_words()["bare_weapons"]
    return all(w in bare or w.isdigit() for w in words)


def _person(party: Party, words: Sequence[str], alike: Sequence[_Said]) -> Party:
    """The person in the longest words that hold the party's own, the first time they are said; as it is where two fit it."""
    fitting = [s for s in alike if set(words) <= set(s.words)]
    if not fitting:
        return party
    longest = max(fitting, key=lambda s: len(s.words))
    return _worded(party, longest.party) if all(set(s.words) <= set(longest.words) for s in fitting) else party


def _worded(party: Party, fuller: Party) -> Party:
    return replace(party, text=fuller.text, start=fuller.start, end=fuller.end)


def _once(parties: Iterator[Party]) -> list[Party]:
    """Each span once, in order."""
    return list({(p.start, p.end, p.kind): p for p in parties}.values())
