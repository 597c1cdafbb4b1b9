"""How far the words around a name speak for a place: a sum of weights, by which persons, groups and everyday words are told
from places."""

from __future__ import annotations

from copydesk.locating.gazetteer.index import Entry
from copydesk.locating.gazetteer.rows import FORM_OTHER, FORM_SOUND
from copydesk.locating.page import Page, Spot
from copydesk.locating.tables import settings, word_lists, word_set

_LONGEST_ACRONYM = 5
_SIZES = (("million", 1_000_000), ("hundred_thousand", 100_000), ("ten_thousand", 10_000))


def belief_in(page: Page, s: Spot) -> float:
    """How far a name is believed to be a place: above 0 where it is one. The figures are in `data/beliefs.toml`."""
    if s.kind == "demonym":
        return 3.0
    if s.kind == "unknown":
        return 1.0
    worth = settings("beliefs.toml")
    if s.kind == "street":
        return float(worth["street"])
    words = word_lists("words.toml")
    total = worth["start"] + _weight_of_best(page, s, worth)
    total += _around(page, s, words, worth)
    total += _in_run(page, s, words, worth)
    single = s.first == s.last
    low = page.tokens[s.first].low
    common = word_set("common_words.txt").issuperset([t.low for t in page.tokens[s.first : s.last + 1]])
    if (common or (single and low in page.small)) and not s.text.isupper():
        total += worth["common_word"] + (worth["common_word_opening"] if page.opens(s.first) else 0)
    if single and low in words["sides"]["alone"] and s.asks is None:
        total += worth["organisation"]  # "the Eastern part", though some area bears that name
    if not single:
        total += worth["several_words"]
    if single and s.text.title() in word_set("given_names.txt"):
        total += worth["given_name"]
    if single and s.text.title() in word_set("family_names.txt"):
        total += worth["family_name"]
    if single and low in page.persons:
        total += worth["known_person"]
    if s.within is not None and any(_inside(e, c) for e in s.entries for c in s.within.entries):
        total += worth["contained"]
    if page.shouting:
        total += worth["shouting"]
    return float(total)


def _weight_of_best(page: Page, s: Spot, worth: dict[str, float]) -> float:
    best = worth["other_form"]
    for e in s.entries:
        if e.form == FORM_SOUND:
            best = max(best, 0.0)
        elif e.kind in ("country", "area1", "region", "water", "former"):
            best = max(best, worth["area"])
        elif e.kind == "area2":
            best = max(best, worth["several_words"])
        else:
            size = next((worth[step] for step, least in _SIZES if e.population > least), 0.0)
            abroad = e.form == FORM_OTHER and e.country not in page.home
            best = max(best, size + (worth["other_form"] if abroad else 0.0))
    return best


def stands_without(s: Spot) -> bool:
    """Whether a name is still believed to be a place's when no place of the gazetteer fits: its words alone must speak for it."""
    worth = settings("beliefs.toml")
    single = s.first == s.last
    person = single and (s.text.title() in word_set("given_names.txt") or s.text.title() in word_set("family_names.txt"))
    return s.kind != "place" or s.belief > worth["misfit"] + (worth["misfit_person"] if person else 0.0)


def _around(page: Page, s: Spot, words: dict[str, dict[str, frozenset[str]]], worth: dict[str, float]) -> float:
    total = 0.0
    if s.first:
        before, gap = page.tokens[s.first - 1], page.gaps[s.first - 1]
        if before.low == "the" and s.first > 1 and gap == " ":
            before = page.tokens[s.first - 2]
        if gap in (" ", "-", "\n") or gap.strip() == "":
            if before.low in words["before"]["strong"]:
                total += worth["strong_before"]
            elif before.low in words["before"]["medium"]:
                total += worth["medium_before"]
            elif before.low in words["before"]["person"] and not before.capital:
                total += worth["person_before"]
    if s.first > 1 and page.tokens[s.first - 1].low == "of" and page.gaps[s.first - 2] in (" ", ". "):
        head = page.tokens[s.first - 2]
        if head.capital and head.low in words["head"]["of"]:
            total += worth["organisation"]
        elif not head.capital and any(head.low in kind for kind in words["kinds"].values()):
            total += worth["kind_before"]
    return total + _behind(page, s, words, worth)


def _behind(page: Page, s: Spot, words: dict[str, dict[str, frozenset[str]]], worth: dict[str, float]) -> float:
    total = 0.0
    if s.last + 1 < len(page.tokens):
        after, gap = page.tokens[s.last + 1], page.gaps[s.last]
        if gap == " " and after.low in words["after"]["thing"]:
            total += worth["organisation"]
        if gap in (" ", "'s ", "’s ", "-"):
            if after.low in words["after"]["place"]:
                total += worth["place_after"]
            elif gap == " " and after.low in words["after"]["person"]:
                total += worth["person_after"]
    return total


def _in_run(page: Page, s: Spot, words: dict[str, dict[str, frozenset[str]]], worth: dict[str, float]) -> float:
    """What capitalised neighbours say: a person's names, a title, or the rest of an institution's name."""
    return _run_before(page, s, words, worth) + _run_behind(page, s, words, worth)


def _run_before(page: Page, s: Spot, words: dict[str, dict[str, frozenset[str]]], worth: dict[str, float]) -> float:
    if not s.first or page.gaps[s.first - 1] not in (" ", ". ") or not page.tokens[s.first - 1].capital:
        return 0.0
    left = page.tokens[s.first - 1]
    initial = len(left.text) == 1 and page.gaps[s.first - 1] == ". "
    ended = page.gaps[s.first - 1] == ". " and not initial and left.low not in words["head"]["titles"]
    if ended or (page.opens(s.first - 1) and left.low in word_set("common_words.txt")):
        return 0.0
    if left.text.title() in word_set("given_names.txt") or initial:
        return worth["given_before"]
    if left.low in words["head"]["titles"]:
        return worth["title_before"]
    if left.low in words["head"]["outlets"]:
        return worth["organisation"]
    plain = left.low in words["before"]["strong"] or left.low in words["before"]["medium"]
    return 0.0 if plain else worth["capital_before"]


def _run_behind(page: Page, s: Spot, words: dict[str, dict[str, frozenset[str]]], worth: dict[str, float]) -> float:
    if s.last + 1 >= len(page.tokens) or page.gaps[s.last] != " " or not page.tokens[s.last + 1].capital:
        return 0.0
    right = page.tokens[s.last + 1]
    if right.text.isupper() and 1 < len(right.text) <= _LONGEST_ACRONYM and not page.shouting:
        return 0.0  # "in Hassakeh ISIS fighters"
    for kind, weight in (("organisation", "organisation"), ("place", "institution_after"), ("other", "other_after")):
        if right.low in words["tail"][kind]:
            return worth[weight]
    if right.text.title() in word_set("family_names.txt") or right.low in page.persons:
        given = s.first == s.last and s.text.title() in word_set("given_names.txt")
        return worth["family_after"] + (worth["given_and_family"] if given else 0.0)
    return worth["capital_after"]


def _inside(e: Entry, container: Entry) -> bool:
    if container.kind == "country":
        return e.country == container.country and e.kind != "country"
    return bool(container.code) and container.code in (e.admin1, e.admin2) and e.code != container.code
