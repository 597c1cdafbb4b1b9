"""Which organisation nameless armed men are of, and each organisation once.

"Guerrillas" in a report that names one armed organisation and no other are that one's, where the report tells of a deed of that
organisation, unless it is told to deny something ("rebels" and "militants" need not be: where many groups fight, they are said of
any). In a fight the sides are organisations:
their members are no second party beside them. Where the deed is no fight, both stand: who did it, and for whom.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from msgspec.structs import replace

from copydesk.coding.actors import Actor, recognise, registry
from copydesk.coding.ontology import happenings
from copydesk.coding.reading import Read, Told
from copydesk.coding.rolewords import role_words
from copydesk.coding.setting import Setting
from copydesk.coding.tokens import Token, tokenise
from copydesk.model import Party

_FIRST = 20_000  # characters of a report in which its organisations are looked for
_DENIES = 4  # tokens behind its name in which one is told to deny


def with_organisations(reads: Sequence[Read], kept: Collection[tuple[int, int]], text: str, setting: Setting) -> list[Read]:
    """The sentences with the organisations of the nameless armed men in the happenings of `kept` (sentence, number in it)."""
    needed = any(_nameless(a) for n, k in kept for a in reads[n].told[k].roles.actors)
    sole = _sole(text[:_FIRST], setting) if needed else None
    own = {in_title: _own_words(reads, kept, in_title) for in_title in (False, True)}
    if sole is not None and not any(sole.name in words for words in own.values()):
        sole = None  # named, but not as one who acts: whose men they were is not told
    out: list[Read] = []
    for n, read in enumerate(reads):
        in_title = read.sentence.in_title
        of = None if in_title else sole
        told = [_named(t, of, own[in_title]) if (n, k) in kept else t for k, t in enumerate(read.told)]
        out.append(replace(read, told=told))
    return out


def _own_words(reads: Sequence[Read], kept: Collection[tuple[int, int]], in_title: bool) -> dict[str, Party]:
    """The fewest words by which the text, or the title, names each organisation that acts in it."""
    out: dict[str, Party] = {}
    for n, k in sorted(kept):
        for party in reads[n].told[k].roles.actors if reads[n].sentence.in_title == in_title else ():
            known = registry().get(party.name or "")
            if known is not None:
                best = out.get(known.name)
                out[known.name] = party if best is None or _fitter(party, known) > _fitter(best, known) else best
    return out


def _fitter(party: Party, known: Actor) -> tuple[bool, int]:
    """How well words name an organisation: its full name first, then the fewest words."""
    words = party.text.casefold()
    names = [alias.casefold() for alias in (known.name, *known.aliases)]
    full = words in names and not any(words.startswith(f"{name} ") for name in names)  # "FARC guerrillas" are its members
    return full, len(words) if full else -len(words)


def _nameless(party: Party) -> bool:
    words = party.text.lower().split()
    return party.kind == "rebel" and party.name is None and not role_words()["irregulars"].isdisjoint(words)


def _sole(text: str, setting: Setting) -> Party | None:
    """The one armed organisation that a text names, where it first does; None where there are none or several, or it denies."""
    tokens = tokenise(text, 0, len(text))
    found: dict[str, Party] = {}
    for seen in recognise(text, tokens, setting):
        if seen.basis == "registry" and seen.kind == "rebel" and seen.name in registry():
            if _denies(tokens, seen.last):
                return None
            end = seen.owner_end or seen.end
            found.setdefault(seen.name or "", Party(text[seen.start : end], seen.start, end, seen.name, seen.kind))
    return next(iter(found.values())) if len(found) == 1 else None


def _denies(tokens: Sequence[Token], last: int) -> bool:
    """Whether an organisation whose name ends at token `last` is told right behind it to deny something."""
    return not role_words()["denying"].isdisjoint(t.lower for t in tokens[last + 1 : last + 1 + _DENIES])


def _named(told: Told, sole: Party | None, own: Mapping[str, Party]) -> Told:
    actors = list(told.roles.actors)
    if sole is not None and any(_nameless(a) for a in actors) and all(a.name != sole.name for a in actors):
        actors.append(sole)
    if happenings()[told.happening].event_type == "Battles" or told.happening in role_words()["crewed"]:
        actors = list(dict.fromkeys(own.get(a.name or "", a) for a in actors))
    return told if actors == told.roles.actors else replace(told, roles=replace(told.roles, actors=actors))
