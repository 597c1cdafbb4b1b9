"""Whose a thing is: owners take no part of their own, and the name of an office or a residence holds its owner's."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from copydesk.coding.phrases import THINGS, Phrase
from copydesk.coding.rolewords import role_words
from copydesk.coding.tokens import Token

_LONGEST = 10  # tokens of an owner's name behind "of"


def with_owners(text: str, tokens: Sequence[Token], phrases: Sequence[Phrase]) -> list[Phrase]:
    """The phrases, each owner either left out or taken in.

    People who only own the thing that follows are left out ("the senator's home", "peasants' houses"); who stands behind what names
    nothing without its owner is taken in ("the offices of the workers' federation", "the residence of the mayor").
    """
    out: list[Phrase] = []
    taken = -1  # the last token of an owner taken in
    lead: str | None = None  # what leads the owner left out right before
    for n, each in enumerate(phrases):
        if each.first <= taken:
            continue
        if n + 1 < len(phrases) and _owns(tokens, each, phrases[n + 1]):
            lead = each.lead
            continue
        phrase, lead = each if lead is None else replace(each, lead=lead), None
        last = _owner_end(tokens, phrase)
        if last > phrase.last:
            taken = last
            out.append(replace(phrase, last=last, end=tokens[last].end, text=text[phrase.start : tokens[last].end]))
        else:
            out.append(phrase)
    return out


def _owns(tokens: Sequence[Token], owner: Phrase, thing: Phrase) -> bool:
    mark = tokens[owner.last + 1].text if owner.last + 1 < len(tokens) else ""
    own = owner.kind in ("person", "civilian") and owner.role in ("person", "target", "settlement")
    return own and thing.kind in THINGS and mark[:1] in ("'", "\u2019") and thing.first - owner.last <= 3


def _owner_end(tokens: Sequence[Token], phrase: Phrase) -> int:
    """The last token of the owner behind "of", the phrase's own last where none is named."""
    lists = role_words()
    of = phrase.last + 1
    if phrase.kind != "building" or of >= len(tokens) or tokens[of].lower != "of" or tokens[of - 1].lower not in lists["owned"]:
        return phrase.last
    last = of
    for n in range(of + 1, min(of + 1 + _LONGEST, len(tokens))):
        word = tokens[n].lower
        inside = tokens[n].is_word or word.isdigit() or word in ("'", "\u2019")
        if not inside or word in lists["owner_ends"] or (word in lists["closing"] and word not in lists["inside_owners"]):
            break
        last = n
    while last > of and tokens[last].lower in lists["closing"]:
        last -= 1
    return last if last > of else phrase.last
