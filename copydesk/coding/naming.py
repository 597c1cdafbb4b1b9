"""Victims whose names stand behind the people told of: "two reporters, A and B", "the victims were identified as A and B"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, partial

from copydesk.coding.lexicons import table, terms
from copydesk.coding.persons import find_persons
from copydesk.coding.phrases import THINGS, Phrase
from copydesk.coding.rolewords import role_words
from copydesk.coding.scenes import Group, Scene
from copydesk.coding.tokens import Token, tokenise
from copydesk.coding.triggers import Trigger
from copydesk.model import Party

REACH = 3  # sentences behind the happening in which its victims may be named
_LIST = 7  # tokens between two names of a list


@cache
def _cue() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(table('naming')['cues'])})\b", re.IGNORECASE)


_words = partial(terms, "naming")


def named_behind(scene: Scene, group: Group) -> Group:
    """The persons by whose names a list behind `group` says who its people are; empty where none follows at once."""
    if not group or group[-1].kind in THINGS or group[-1].role in ("country", "holder", "settlement"):
        return ()
    return _list_of(scene, group[-1].last, group[-1].role == "person")


def listed_behind(scene: Scene, trigger: Trigger) -> Group:
    """The persons that a list names behind what was done to them: "these were killed: A and B", "killed six, among them A"."""
    later = min((t.first for t in scene.triggers if t.first > trigger.last), default=len(scene.tokens))
    for n in range(trigger.last + 1, later):
        word = scene.tokens[n].lower
        if word in _words("list_openers") or (
            word in _words("among") and scene.tokens[n + 1 : n + 2] and _whom(scene.tokens[n + 1])
        ):
            return _list_of(scene, n + (word in _words("among")), False)
    return ()


def _whom(token: Token) -> bool:
    return token.lower in _words("whom")


def _list_of(scene: Scene, last: int, listing: bool) -> Group:
    """The persons of a list that starts behind token `last`; `listing` where a name of it stands there already."""
    found: list[Phrase] = []
    for other in scene.groups:
        if other[0].first <= last:
            continue
        people = [p for p in other if p.role == "person"]
        if not people:
            if found and other[0].first - last <= _LIST:
                continue  # "A, a student; B, a teacher"
            break
        between = scene.tokens[last + 1 : people[0].first]
        if not (_links(between, bool(found) or listing) or ((found or listing) and _aside(between))):
            break
        found.extend(people)
        last = other[-1].last
    following = scene.tokens[last + 1].lower if last + 1 < len(scene.tokens) else "."
    return tuple(found) if following in _words("behind_list") else ()


def _links(between: Sequence[Token], listing: bool) -> bool:
    """Whether tokens only lead from people to their names, or (`listing`) from one name to the next."""
    marks = _words("list_marks") if listing else _words("opening_marks")
    words = [t.lower for t in between]
    known = all(_of_name(t) or t.lower in _words("list_marks") or (t.lower == "of" and not listing) for t in between)
    opened = not words or bool(marks.intersection(words)) or (not listing and words[-1] in role_words()["posts"])
    return len(between) <= _LIST and known and opened


def names_victims(sentence: str) -> bool:
    """Whether a sentence says by name who the people told of are."""
    return _cue().search(sentence) is not None


def victims_named(text: str, start: int, end: int, known: Mapping[str, str]) -> list[Party]:
    """The persons that `text[start:end]` lists right behind such words; an aside may stand behind each of them."""
    cue = _cue().search(text, start, end)
    if cue is None:
        return []
    tokens = tokenise(text, start, end)
    last = next((n - 1 for n, t in enumerate(tokens) if t.start >= cue.end()), len(tokens))
    found: list[Party] = []
    for person in find_persons(text, tokens, known, frozenset()):
        if person.first <= last:
            continue
        between = tokens[last + 1 : person.title]
        if not (_aside(between) if found else _leads(between)):
            break
        found.append(Party(person.text, person.start, person.end, None, "person"))
        last = person.last
    return found


def _leads(between: Sequence[Token]) -> bool:
    """Whether tokens between such words and a name only say what the person is."""
    return len(between) <= _LIST and all(_of_name(t) or t.lower in _words("opening_marks") for t in between)


def _aside(between: Sequence[Token]) -> bool:
    """Whether tokens between two names of a list say no more than who the first one was."""
    words = [t.lower for t in between]
    opens = not words or words[0] in _words("list_marks") or words[0] in _words("aside")
    closes = opens and any(w in _words("list_marks") for w in words[-1 - _LIST // 2 :])
    return closes and len(words) <= 2 * _LIST and not (_words("closing") | role_words()["verbs"]).intersection(words)


def _of_name(token: Token) -> bool:
    lists = role_words()
    known = (lists["posts"], lists["describing"], lists["determiners"], _words("saying"))
    return token.is_capital or token.lower.isdigit() or any(token.lower in words for words in known)


def joined(targets: Sequence[Party], named: Sequence[Party]) -> list[Party]:
    """The targets with those named behind them, each span once."""
    spans = {(t.start, t.end) for t in targets}
    return [*targets, *(p for p in named if (p.start, p.end) not in spans)]
