"""One sentence as roles are read in it: its phrases, put together where a comma or "and" joins them."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from copydesk.coding.leads import says_what
from copydesk.coding.owners import with_owners
from copydesk.coding.persons import Person
from copydesk.coding.phrases import THINGS, Phrase, find_phrases
from copydesk.coding.references import Memory
from copydesk.coding.rolewords import role_words
from copydesk.coding.setting import Setting
from copydesk.coding.tokens import Token
from copydesk.coding.triggers import Trigger

Group = tuple[Phrase, ...]


class Scene(Struct, frozen=True):
    """One sentence as roles are read in it; `groups` are its phrases with those that a comma or "and" joins put together."""

    text: str
    tokens: Sequence[Token]
    triggers: Sequence[Trigger]
    groups: Sequence[Group]
    persons: Sequence[Person]
    memory: Memory


def read_scene(text: str, tokens: Sequence[Token], triggers: Sequence[Trigger], setting: Setting, memory: Memory) -> Scene:
    """The scene of one sentence; `tokens` are the sentence's own, offsets count in `text`."""
    phrases, persons = find_phrases(text, tokens, setting, memory.persons)
    return Scene(text, tokens, triggers, _groups(tokens, with_owners(text, tokens, phrases)), persons, memory)


def _groups(tokens: Sequence[Token], phrases: Sequence[Phrase]) -> list[Group]:
    out: list[list[Phrase]] = []
    for phrase in phrases:
        if out and _joined(tokens, out[-1][-1], phrase):
            out[-1].append(phrase)
        else:
            out.append([phrase])
    return [tuple(group) for group in out]


def _joined(tokens: Sequence[Token], left: Phrase, right: Phrase) -> bool:
    between = [t.lower for t in tokens[left.last + 1 : _begin(tokens, left, right)]]
    if not between or len(between) > 5 or _locates(tokens, left, right):
        return False
    if between == ["("]:
        return True
    words = role_words()
    if all(w.isdigit() for w in between):
        return False
    again = between[0] == "and" and between[1:2] == [right.lead] and right.lead in words["prepositions"]
    if again and left.kind in THINGS and right.kind in THINGS:
        between = [w for n, w in enumerate(between) if n != 1]  # "damage to the embassy and to nearby houses"
    loose = words["joining"]
    fits = all(w in loose or w.isdigit() or w in words["determiners"] or w in words["adjectives"] for w in between)
    return fits and any(w in loose for w in between) and between != [")"] and "with" not in between[:1]


def _locates(tokens: Sequence[Token], left: Phrase, right: Phrase) -> bool:
    """Whether a country only says where it happened: "KANDAHAR, Afghanistan - Taliban insurgents", "In Kosovo, Serb forces"."""
    if left.role != "country" or right.role not in ("actor", "country"):
        return False
    mark = tokens[left.last + 1].text
    opening = all(t.is_capital or t.text in ",." for t in tokens[: left.last + 1])
    if mark in ("-", "--", "\u2013", "\u2014"):
        return opening and tokens[left.last + 1].start > tokens[left.last].end
    before = tokens[left.first - 1].lower if left.first else ""
    return mark == "," and right.role == "actor" and before in role_words()["elsewhere"] and before != "by"


def _begin(tokens: Sequence[Token], left: Phrase, right: Phrase) -> int:
    """Where a phrase begins; behind its like, words of a name or a post count in: "A and party leader B"."""
    first = right.first
    things = (left.thing or left.kind) in THINGS and (right.thing or right.kind) in THINGS
    if things or (left.role == "person" and right.role == "person"):
        while first - 1 > left.last and (_of_name(tokens[first - 1]) if things else says_what(tokens[first - 1])):
            first -= 1
    return first


def _of_name(token: Token) -> bool:
    return (token.is_capital and token.is_word) or token.lower == "'s"
