"""The people a sentence counts: a number with its noun ("12 Islamist fighters"), or one person ("a soldier", "her husband").

Lists of nouns stand in `data/tolls.toml`. What a number counts that is nobody ("10 rockets", "3 km", "12 August") comes back as
`barred`, so that it takes its place in the order of the words without ever becoming a toll.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from copydesk.coding.inflection import plural
from copydesk.coding.lexicons import table
from copydesk.coding.numbers import Quantity, find_quantities
from copydesk.coding.tokens import Token
from copydesk.model.records import Bound

_LONGEST = 6  # words of a phrase for one person, its determiner aside
_QUOTES = frozenset("\"\u201c\u2018'")
_WINDOW = 9  # words between a number and its noun, at most


class People(Struct, frozen=True, kw_only=True):
    """People counted: `first`/`last` are token indexes, `start`/`end` offsets; `noun` is their noun in the singular, if any."""

    low: int | None
    high: int | None
    bound: Bound | None = None
    first: int
    last: int
    start: int
    end: int
    noun: str | None = None
    category: str | None = None  # field of TollOf
    part: bool = False  # "two of them"
    others: bool = False
    barred: bool = False


class _Nouns(Struct, frozen=True):
    singular: dict[str, str | None]  # noun -> category
    plural: dict[str, str]  # plural -> singular
    barred: frozenset[str]
    barred_plural: frozenset[str]
    fighter_marks: frozenset[str]
    civilian_marks: frozenset[str]
    closers: frozenset[str]
    determiners: frozenset[str]
    months: frozenset[str]
    before_bars: frozenset[str]
    further: frozenset[str]  # "another", "others": people beside those told of before
    leads: frozenset[str]  # nouns that may stand before the noun that counts ("police officers")
    told_before: frozenset[str]
    told_toll: frozenset[str]
    titles: frozenset[str]
    auxiliaries: frozenset[str]
    of_age: frozenset[str]
    clock: frozenset[str]
    the_told: frozenset[str]
    others: frozenset[str]
    comparing: frozenset[str]
    indefinite: frozenset[str]


@cache
def _nouns() -> _Nouns:
    data = table("tolls")
    victims = data["victims"]
    singular: dict[str, str | None] = {}
    for category in ("people", "civilians", "fighters", "women", "children"):
        singular |= dict.fromkeys(victims[category], None if category == "people" else category)
    plurals = {plural(noun): noun for noun in singular} | victims["irregular"]
    for whole in victims["wholes"]:
        singular.pop(whole, None)
    barred = frozenset(data["not_victims"]["nouns"])
    return _Nouns(
        singular={**singular},
        plural=plurals,
        barred=barred,
        barred_plural=frozenset(plural(noun) for noun in barred if len(noun) > 2),
        fighter_marks=frozenset(victims["fighter_marks"]),
        civilian_marks=frozenset(victims["civilian_marks"]),
        closers=frozenset(data["words"]["closers"]),
        determiners=frozenset(data["words"]["determiners"]),
        months=frozenset(data["not_victims"]["months"]),
        before_bars=frozenset(data["not_victims"]["after"]),
        further=frozenset(data["words"]["further"]),
        leads=frozenset(victims["leads"]),
        told_before=frozenset(data["words"]["told_before"]),
        titles=frozenset(data["words"]["titles"]),
        auxiliaries=frozenset(data["words"]["be"] + data["words"]["perfect"]),
        told_toll=frozenset(data["words"]["dead"] + data["words"]["hurt"]),
        of_age=frozenset(data["words"]["of_age"]),
        clock=frozenset(data["words"]["clock"]),
        the_told=frozenset(data["words"]["the_told"]),
        others=frozenset(data["words"]["others"]),
        comparing=frozenset(data["words"]["comparing"]),
        indefinite=frozenset(data["words"]["indefinite"]),
    )


def _category(tokens: Sequence[Token], first: int, last: int, noun: str) -> str | None:
    nouns = _nouns()
    found = _categories().get(noun)
    if found:
        return found
    marks = {piece for t in tokens[first:last] for piece in (t.lower, *t.lower.split("-"))}
    if marks & nouns.civilian_marks:
        return "civilians"
    return "fighters" if marks & nouns.fighter_marks else None


@cache
def _categories() -> dict[str, str]:
    victims = table("tolls")["victims"]
    return {noun: category for category in ("civilians", "fighters", "women", "children") for noun in victims[category]}


def find_people(text: str, tokens: Sequence[Token], taken: set[int]) -> list[People]:
    """The people of a sentence's `tokens`, in order; `taken` are the token indexes of predicates, which end a noun phrase."""
    if not tokens:
        return []
    starts = {t.start: i for i, t in enumerate(tokens)}
    found: list[People] = []
    for quantity in find_quantities(text, tokens[0].start, tokens[-1].end):
        first = starts.get(quantity.start)
        if first is None:
            continue
        number = first
        while number + 1 < len(tokens) and tokens[number + 1].end <= quantity.end:
            number += 1
        found.append(_counted(text, tokens, quantity, (first, number), taken))
    busy = {i for p in found for i in range(p.first, p.last + 1)}
    for index, token in enumerate(tokens):
        if token.lower in _nouns().determiners and index not in busy:
            one = _single(text, tokens, index, taken | busy) or _unnamed(tokens, index, taken)
            if one:
                found.append(one)
        elif token.lower == "both" and _counts_two(tokens, index):
            found.append(_both(tokens, index))
    found.sort(key=lambda p: p.first)
    return found


def _counted(text: str, tokens: Sequence[Token], quantity: Quantity, span: tuple[int, int], taken: set[int]) -> People:
    nouns = _nouns()
    first, number = span
    people = People(
        low=quantity.low,
        high=quantity.high,
        bound=quantity.bound,
        first=first,
        last=number,
        start=tokens[first].start,
        end=tokens[number].end,
        others=bool((nouns.further - nouns.comparing) & set(text[quantity.start : quantity.number_start].lower().split())),
    )
    before = tokens[first - 1].lower if first else ""
    day = before in nouns.months and tokens[first].text.isdecimal()
    aged = first > 1 and before in nouns.of_age and tokens[first - 2].lower in nouns.before_bars
    following = tokens[number + 1].lower if number + 1 < len(tokens) else ""
    clock = following in nouns.clock or (len(tokens[first].text) > 1 and tokens[first].text.startswith("0"))
    if day or aged or clock or _is_age(tokens, first, number) or before in nouns.before_bars:
        return replace(people, barred=True)
    at = number + 1
    if at + 1 < len(tokens) and tokens[at].lower == "of":
        last = _some_of(tokens, at)
        if last:
            return replace(people, last=last, end=tokens[last].end, part=True)
        at += 2 if tokens[at + 1].lower in nouns.determiners and tokens[at + 1].lower != "one" else 1
    phrase = _phrase(tokens, at, quantity.low == quantity.high == 1, taken)
    others = people.others or phrase.others
    if phrase.noun:
        category = _category(tokens, number + 1, phrase.last, phrase.noun)
        return replace(people, last=phrase.last, end=tokens[phrase.last].end, noun=phrase.noun, category=category, others=others)
    year = quantity.low is not None and 1900 <= quantity.low <= 2100 and text[quantity.start : quantity.end].isdecimal()
    return replace(people, barred=phrase.barred or year, others=others)


def _some_of(tokens: Sequence[Token], at: int) -> int | None:
    """The last token of "of them", "of the dead", None where what follows "of" is people of their own ("dozens of rebels")."""
    nouns = _nouns()
    if tokens[at + 1].lower in nouns.told_before:
        return at + 1
    if at + 2 < len(tokens) and tokens[at + 1].lower in nouns.the_told and tokens[at + 2].lower in nouns.told_toll:
        return at + 2
    return None


class _Phrase(Struct, frozen=True):
    """The noun phrase after a number: its noun in the singular and that noun's token, or that it counts nobody."""

    noun: str | None
    last: int
    others: bool
    barred: bool


def _phrase(tokens: Sequence[Token], at: int, one: bool, taken: set[int]) -> _Phrase:
    nouns = _nouns()
    noun: str | None = None
    last, others, barred = at, False, False
    for i in range(at, min(at + _WINDOW, len(tokens))):
        word = tokens[i].lower
        if word in nouns.further:
            others = True
            if noun is None and word in nouns.others:
                noun, last = "other", i
            continue
        if i == at and word in _QUOTES:
            continue  # 50 "terrorists"
        if i in taken or word in nouns.closers or not (token_is_word(tokens[i]) or word in ("-", "'s")):
            break
        if word in nouns.plural or (one and word in nouns.singular):
            noun, last = nouns.plural.get(word, word), i
            if word in nouns.plural and word not in nouns.leads:
                break
        elif noun not in (None, "other"):
            break
        elif word in nouns.barred_plural or word in nouns.months:
            return _Phrase(None, at, others, True)
        else:
            barred = barred or word in nouns.barred
    return _Phrase(noun, last, others, barred)


def _is_age(tokens: Sequence[Token], first: int, last: int) -> bool:
    """ "Buenaventura Martinez, 47, ..." """
    if first < 2 or first != last or tokens[first - 1].text != "," or not tokens[first].text.isdecimal():
        return False
    closed = last + 1 >= len(tokens) or tokens[last + 1].text in (",", ".", ";", ")")
    return closed and tokens[first - 2].is_capital and len(tokens[first].text) < 3


def token_is_word(token: Token) -> bool:
    return token.lower[:1].isalnum()


def _single(text: str, tokens: Sequence[Token], index: int, taken: set[int]) -> People | None:
    """One person behind a determiner: "a soldier", "the group's military commander", "her husband"."""
    nouns = _nouns()
    found = None
    for i in range(index + 1, min(index + _LONGEST + 1, len(tokens))):
        word = tokens[i].lower
        if found is not None and found == i - 1 and word in nouns.plural:
            return None  # "the terrorist commanders"
        if (
            i in taken
            or word in nouns.closers
            or word in nouns.plural
            or not (token_is_word(tokens[i]) or word == "'s" or _is_hyphen(tokens, i))
        ):
            break
        if word == "of" and found is not None:
            break
        if word in nouns.singular:
            found = i
        elif found is not None and found == i - 1 and (tokens[i].is_capital or word.endswith(("ed", "ing"))):
            if tokens[i].is_capital and tokens[found].is_capital and tokens[found].lower not in nouns.titles:
                return None  # "the Local Coordination Committees"
            following = tokens[i + 1].lower if i + 1 < len(tokens) else ""
            if following in nouns.barred or following in nouns.barred_plural:
                return None  # "a terrorist shelling attack"
            break
        elif found is not None:
            found = None if word not in nouns.singular else found
    if found is None or (found == index + _LONGEST and _goes_on(tokens, found + 1, taken)):
        return None
    noun = tokens[found].lower
    return People(
        low=1,
        high=1,
        first=index,
        last=found,
        start=tokens[index].start,
        end=tokens[found].end,
        noun=noun,
        category=_category(tokens, index + 1, found, noun),
        others=tokens[index].lower == "another",
    )


def _is_hyphen(tokens: Sequence[Token], at: int) -> bool:
    """Whether a dash stands inside a word ("al -Iraqi") and not between two phrases."""
    return tokens[at].text == "-" and (
        tokens[at].start == tokens[at - 1].end or (at + 1 < len(tokens) and tokens[at].end == tokens[at + 1].start)
    )


def _goes_on(tokens: Sequence[Token], at: int, taken: set[int]) -> bool:
    """Whether the noun phrase goes on at `at`: "rebel" in "a key rebel supply route" is nobody."""
    return at < len(tokens) and at not in taken and tokens[at].is_word and tokens[at].lower not in _nouns().closers


def _unnamed(tokens: Sequence[Token], index: int, taken: set[int]) -> People | None:
    """ "One soldier was killed and another wounded", "a Palestinian was killed": one person with no noun of our lists."""
    nouns = _nouns()
    another = tokens[index].lower == "another"
    last = index if another else index + 1
    if last + 1 >= len(tokens) or not (another or (tokens[index].lower in nouns.indefinite and tokens[last].is_capital)):
        return None
    following = tokens[last + 1].lower
    if last in taken or not (
        following in nouns.auxiliaries or (last + 1 in taken and another) or (following == "and" and not another)
    ):
        return None
    return People(low=1, high=1, first=index, last=last, start=tokens[index].start, end=tokens[last].end, others=another)


def _counts_two(tokens: Sequence[Token], index: int) -> bool:
    """Whether "both" stands for two people ("both men"), and does not join two kinds of them ("both militants and civilians")."""
    following = [t.lower for t in tokens[index + 1 : index + 7]]
    return bool(following) and following[0] in _nouns().plural and "and" not in following


def _both(tokens: Sequence[Token], index: int) -> People:
    """ "Both men"."""
    noun = _nouns().plural[tokens[index + 1].lower]
    start, end = tokens[index].start, tokens[index + 1].end
    return People(low=2, high=2, first=index, last=index + 1, start=start, end=end, noun=noun, category=_categories().get(noun))


def is_one_person(token: Token) -> bool:
    """Whether the token is a noun for one person ("commander"), as headlines name one without an article."""
    return token.lower in _nouns().singular


def named_person(tokens: Sequence[Token], at: int, words: Mapping[str, frozenset[str]]) -> int | None:
    """The index of the last token of a person named or meant at `at` ("him", "Col. Ahmad Saleh"), None where no person is."""
    if at >= len(tokens):
        return None
    if tokens[at].lower in words["pronouns_one"]:
        return at
    nouns, last = _nouns(), at - 1
    title = tokens[at].lower in words["titles"]
    for i in range(at, min(at + 8, len(tokens))):
        token = tokens[i]
        if token.text == "." and tokens[i - 1].lower in words["titles"]:
            continue
        small = token.lower in words["titles"] or token.lower.split("-")[0] in words["particles"] or token.text == "-"
        if not (token.is_capital or small) or token.lower in words["not_names"] or token.lower in nouns.plural:
            break
        last = i
    if last + 1 < len(tokens) and (tokens[last + 1].lower in nouns.plural or tokens[last + 1].lower in nouns.barred_plural):
        return None
    named = last - at + 1 >= 2 and sum(t.is_capital or t.text.split("-")[-1][:1].isupper() for t in tokens[at : last + 1]) >= (
        1 if title else 2
    )
    return last if named and not any(a.lower in nouns.fighter_marks for a, _ in pairwise(tokens[at : last + 2])) else None
