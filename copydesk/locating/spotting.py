"""Which words of a text name a place: the longest names that the gazetteer has, judged by the words around them.

Every judgement is a sum of weights from `data/beliefs.toml`; a name whose sum is above 0 is a toponym. The same sums tell persons
("Jordan Smith"), groups ("Boston Globe") and words of everyday language ("Reading") from places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from functools import cache
from itertools import pairwise
from operator import attrgetter

from copydesk.locating.believing import belief_in
from copydesk.locating.folding import plain_key
from copydesk.locating.gazetteer.index import Entry, Gazetteer
from copydesk.locating.gazetteer.rows import FORM_MAIN
from copydesk.locating.page import Page, Spot
from copydesk.locating.peoples import demonyms, find_countries, short_names
from copydesk.locating.sections import tie_sections
from copydesk.locating.tables import settings, word_lists, word_set
from copydesk.locating.tokens import tokenise
from copydesk.locating.unlisted import unlisted

_LONGEST = 6
_TOWN = 20_000
_AREAS = ("country", "area1", "area2", "region")
_SHORTEST_BY_SOUND = 4
_SHORTEST_ALONE = 8  # ... in a text that names no country
_KNOWN = 100_000
_LONGEST_ACRONYM = 5
_TIE_REACHES = 60
_LISTED = ("", ",", "and", ", and")
_INSIDE = frozenset([" ", "-", "'", "’", " - ", "–"])  # what stands between the words of a name
_SHORTENED = ("st", "mt", "ft", "ste")
_COMPASS = ("NE", "NW", "SE", "SW")
_DATELINE = re.compile(r":\s|\s*(?:,[^.\n]{2,40}?)?\s*(?:\([^)]{1,40}\)\s*)?(?:--|—|–|- )")
_DASHES = ("-", "–", "—", " - ", " – ")


def spot(
    text: str,
    gazetteer: Gazetteer,
    closed: Sequence[tuple[int, int]] = (),
    home: frozenset[str] | None = None,
    named: Set[str] = frozenset(),
) -> Page:
    """The toponyms of a text; spans in `closed` (names of persons, outlets, groups) have none.

    Names that the gazetteer has only under another spelling are taken for places of the countries in `home`; where None, of the
    countries that the text speaks of.
    """
    page = Page(text, tokenise(text))
    if home is None:
        page.home, page.heart = find_countries(page, gazetteer)
    else:
        page.home = home
    letters = [t.text for t in page.tokens if len(t.text) > 3]
    page.shouting = len(letters) > 5 and sum(w.isupper() for w in letters) > 0.7 * len(letters)
    page.persons = _persons(page)
    page.small = frozenset(t.low for t in page.tokens if not t.capital)
    found = [
        s
        for s in _with_named_again(page, _names(page, gazetteer), named)
        if not any(a <= s.start and s.end <= b for a, b in closed)
    ]
    _contain(page, found)
    for candidate in found:
        candidate.belief = belief_in(page, candidate)
    sure = {plain_key(s.text) for s in found if s.belief > 1.5}
    page.spots = [s for s in found if s.belief > 0 or (s.belief > -1.2 and plain_key(s.text) in sure)]
    return page


def _persons(page: Page) -> set[str]:
    """Family names of the persons whom the text names in full or with a title."""
    given, titles = word_set("given_names.txt"), word_lists("words.toml")["head"]["titles"]
    places_after = word_lists("words.toml")["tail"]["place"]
    found = set()
    tokens, gaps = page.tokens, page.gaps
    for i, first in enumerate(tokens[:-1]):
        if not first.capital or gaps[i] not in (" ", ". "):
            continue
        second = tokens[i + 1]
        if not second.capital or second.low in places_after:
            continue
        if gaps[i] == " " and first.text.title() in given:
            last = i + 1
            while last + 1 < len(tokens) and tokens[last + 1].capital and gaps[last] in (" ", ". ") and last < i + 3:
                last += 1
            found |= {tokens[k].low for k in range(i + 1, last + 1)}
        elif first.low in titles:
            found.add(second.low)
    return found


def _names(page: Page, gazetteer: Gazetteer) -> list[Spot]:
    """The longest names from left to right, not overlapping."""
    found: list[Spot] = []
    free = 0
    for i in _starts(page):
        if i >= free and (spotted := _name_at(page, i, gazetteer, found)):
            spotted.sentence = page.sentences[i]
            found.append(spotted)
            free = spotted.last + 1
    return found


def _with_named_again(page: Page, found: list[Spot], named: Set[str]) -> list[Spot]:
    """The names with every other place where those that no gazetteer has, and `named` of the same kind, stand."""
    unknown = named | {s.text for s in found if s.kind == "unknown"}
    if not unknown:
        return found
    first, last = ({at(t): n for n, t in enumerate(page.tokens)} for at in (attrgetter("start"), attrgetter("end")))
    taken = {n for s in found for n in range(s.first, s.last + 1)}
    again = []
    for name in sorted(unknown):
        for hit in re.finditer(re.escape(name), page.text):
            a, b = first.get(hit.start()), last.get(hit.end())
            if a is None or b is None or taken.intersection(range(a, b + 1)):
                continue
            if not _torn(page, a, b, ()) and not _joined(page, a, b):
                again.append(Spot(hit.start(), hit.end(), name, a, b, "unknown", sentence=page.sentences[a]))
    return sorted([*found, *again], key=attrgetter("start"))


def _joined(page: Page, first: int, last: int) -> bool:
    """Whether capitalised words beside a name make it a part of a longer one ("Douris Medical Centre", "Ali Douris")."""
    behind = last + 1 < len(page.tokens) and page.gaps[last] == " " and page.tokens[last + 1].capital
    before = first and page.gaps[first - 1] == " " and page.tokens[first - 1].capital and not page.opens(first - 1)
    return bool(behind or before)


def _starts(page: Page) -> Iterator[int]:
    """The words with which a name may start: a capital letter, or an article tied to one ("al-Bab"); no currency ("US$")."""
    tokens, gaps, articles = page.tokens, page.gaps, word_lists("words.toml")["inside"]["articles"]
    for i, token in enumerate(tokens):
        if token.capital:
            if token.low != "the" and not page.text.startswith("$", token.end):
                yield i
        elif gaps[i] == "-" and token.low in articles and i + 1 < len(tokens) and tokens[i + 1].capital:
            yield i


def _name_at(page: Page, i: int, gazetteer: Gazetteer, found: Sequence[Spot]) -> Spot | None:
    """The name that starts at word i; a small place's name does not stand for a longer one that no gazetteer has ("Wadi" in "Wadi
    Sayidna airbase")."""
    known = _at(page, i, gazetteer)
    if known:
        meant = [e for e in known.entries if not page.home or e.country in page.home]
        if known.kind != "place" or any(e.kind in _AREAS or e.population > _TOWN for e in meant):
            return known
    other = unlisted(page, i, found, demonyms().keys())
    return other if known is None or (other and other.last > known.last) else known


def _at(page: Page, i: int, gazetteer: Gazetteer) -> Spot | None:
    tokens, words = page.tokens, word_lists("words.toml")
    streets, articles = words["streets"]["words"], words["inside"]["articles"]
    start = tokens[i].start
    for last in _ends(page, i):
        if last > i and tokens[last].low in articles:
            continue  # "Homs An army unit": no name ends with an article
        if tokens[last].low in streets and (spotted := _street(page, i, last, gazetteer)):
            return spotted
        end = tokens[last].end
        name = page.text[start:end]
        countries = demonyms().get(name.lower()) if last - i < 3 else None
        if countries is not None and not any(e.kind == "country" for e in gazetteer.find(name)):
            return Spot(start, end, name, i, last, "demonym", countries=countries)
        if i == last and i and page.gaps[i - 1].strip() == "," and (area := _short(page, i, gazetteer)):
            return Spot(start, end + (page.text[end : end + 1] == "." and "." not in name), name, i, last, "place", (area,))
        if len(name) < 3 and name not in ("US", "UK"):
            continue
        entries = _meanings(page, name, gazetteer) or (_of_dateline(page, i, last, gazetteer) if name.isupper() else ())
        if entries and not _torn(page, i, last, entries) and not _half(page, i, last, entries, gazetteer):
            return Spot(start, end, name, i, last, "place", entries)
    return None


def _of_dateline(page: Page, first: int, last: int, gazetteer: Gazetteer) -> tuple[Entry, ...]:
    """What a short word in capitals that opens the text as its dateline means ("NICE, France (AFP)", "TANK: ")."""
    if first or not _DATELINE.match(page.text[page.tokens[last].end :]):
        return ()
    found = gazetteer.find(page.text[page.tokens[0].start : page.tokens[last].end].title())
    return tuple(e for e in found if e.form == FORM_MAIN and e.population > _TOWN)


def _torn(page: Page, first: int, last: int, entries: Sequence[Entry]) -> bool:
    """Whether the words are but a piece of a longer name that an article ties to them ("Wadi" of "Wadi al-Qamar", "Sham" of
    "Ahrar al-Sham").

    A country or an area is never a piece.
    """
    if any(e.kind in ("country", "area1", "region") and e.form == FORM_MAIN for e in entries):
        return False
    tokens, words = page.tokens, word_lists("words.toml")
    articles = words["inside"]["articles"]
    goes_on = last + 2 < len(tokens) and tokens[last + 2].capital and tokens[last + 1].low in articles
    if goes_on and page.gaps[last] in (" ", "-") and page.gaps[last + 1] == "-":
        return True
    own = tokens[first].low in articles
    before = first - 1 if own else first - 2
    tied = page.gaps[first - 1] == " " if own else (first > 1 and tokens[first - 1].low in articles and page.gaps[first - 1] == "-")
    if not tied or before < 0 or not tokens[before].capital or page.gaps[before] != " ":
        return False
    known = tokens[before].low
    if page.opens(before) and known in word_set("common_words.txt"):
        return False
    return not (known in demonyms() or known in words["before"]["strong"] or known in words["kinds"]["place"])


def _half(page: Page, first: int, last: int, entries: Sequence[Entry], gazetteer: Gazetteer) -> bool:
    """Whether the words are one half of a hyphenated name whose other half is no place or people ("Wal-Mart")."""
    if any(e.kind in ("country", "area1", "region") and e.form == FORM_MAIN for e in entries):
        return False
    articles = word_lists("words.toml")["inside"]["articles"]
    others = [n for n, gap in ((first - 1, first - 1), (last + 1, last)) if 0 <= n < len(page.tokens) and page.gaps[gap] == "-"]
    halves = [t for t in (page.tokens[n] for n in others) if t.text.istitle() and len(t.text) > 2 and t.low not in articles]
    return any(not (t.low in demonyms() or gazetteer.find(t.text, True)) for t in halves)


def _meanings(page: Page, name: str, gazetteer: Gazetteer) -> tuple[Entry, ...]:
    """What a name may mean in a text, looked up once a text."""
    meant = page.meanings.get(name)
    if meant is None:
        meant = page.meanings[name] = _entries(page, name, gazetteer)
    return meant


def _entries(page: Page, name: str, gazetteer: Gazetteer) -> tuple[Entry, ...]:
    """What a name may mean: as spelt, else as it sounds, then only in countries that the report speaks of."""
    entries = gazetteer.find(name)
    if name in short_names() and len(name) > 2 and (area := gazetteer.area(short_names()[name])):
        return (area,)
    acronym = name.isupper() and len(name) <= _LONGEST_ACRONYM and not page.shouting
    if entries:
        main = tuple(e for e in entries if e.kind == "country" or (e.form == FORM_MAIN and len(name) == _LONGEST_ACRONYM))
        return main if acronym else entries
    words = name.lower().split()
    alone = not page.home
    if (
        acronym
        or name.split(maxsplit=1)[0] in _COMPASS
        or len(name) < (_SHORTEST_ALONE if alone else _SHORTEST_BY_SOUND)
        or words[0] == "the"
    ):
        return ()
    if not demonyms().keys().isdisjoint(words) or word_set("common_words.txt").issuperset(words):
        return ()
    if len(words) == 1 and words[0].endswith("s") and (owner := _owner(page, name[:-1], gazetteer)):
        return owner
    inside = word_lists("words.toml")["inside"]
    tied = words[0].partition("-")[0] in inside["articles"] and "-" in words[0]
    sounding = gazetteer.find(name, True)
    if alone:  # nothing says where the text is set: only a town that everybody knows
        known = tuple(e for e in sounding if e.population > _KNOWN)
        return known if len({e.country for e in known}) == 1 else ()
    return tuple(e for e in sounding if e.country in (page.heart or page.home) and (not tied or e.country in inside["articles_in"]))


def _owner(page: Page, name: str, gazetteer: Gazetteer) -> tuple[Entry, ...]:
    """What a name means that lost the apostrophe of its possessive ("Aleppos countryside"): a country, area or town that the report
    speaks of."""
    found = [e for e in gazetteer.find(name) if e.country in page.home and e.form == FORM_MAIN]
    return tuple(found) if any(e.kind in _AREAS or e.population > _TOWN for e in found) else ()


def _short(page: Page, i: int, gazetteer: Gazetteer) -> Entry | None:
    token = page.tokens[i]
    stop = page.text[token.end : token.end + 1] == "."
    code = short_names().get(token.text + "." if stop else token.text) or short_names().get(token.text)
    return gazetteer.area(code) if code else None


def _ends(page: Page, i: int) -> list[int]:
    """The last words of the names that may start at word i, longest first."""
    tokens, gaps, joins = page.tokens, page.gaps, word_lists("words.toml")["inside"]["joins"]
    ends = [i] if tokens[i].capital else []
    for j in range(i + 1, min(i + _LONGEST, len(tokens))):
        gap = gaps[j - 1]
        if gap != " " and gap not in _INSIDE and not (gap == ". " and tokens[j - 1].low in _SHORTENED):
            break
        if tokens[j].capital:
            ends.append(j)
        elif tokens[j].low not in joins:
            break
    return ends[::-1]


def _street(page: Page, i: int, last: int, gazetteer: Gazetteer) -> Spot | None:
    """The name that a word for a street ends, `last`."""
    words = word_lists("words.toml")
    streets = words["streets"]["words"]
    if last == i or last - i > 3 or page.tokens[last].low == "court":
        return None
    if any(page.tokens[k].low in streets for k in range(i + 1, last)):
        return None
    if page.tokens[i].low in words["before"]["strong"]:
        return None
    parts = [page.tokens[k] for k in range(i, last) if page.gaps[k] in _DASHES or (k > i and page.gaps[k - 1] in _DASHES)]
    if parts and all(_meanings(page, part.text, gazetteer) for part in parts):
        return None  # the road from one place to another: both are places
    end = page.tokens[last].end
    stop = page.text[end : end + 1] == "." and len(page.tokens[last].text) <= 4
    return Spot(page.tokens[i].start, end + stop, page.text[page.tokens[i].start : end + stop], i, last, "street")


@cache
def _ties() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands between a place and the one that holds it ("Salamiyah, Hama", "Talaf in southern Homs"), or that it lies by."""
    way = "|".join(settings("words.toml")["lie"])
    kinds = "|".join(word for words in settings("words.toml")["kinds"].values() for word in words)
    parts = "|".join(settings("words.toml")["sides"]["parts"])
    side = rf"(?:(?:(?:{way})(?:ern)?|central|rural|eastern|western)\s)?"
    of = rf"(?:(?:the )?{side}(?:{kinds}|{parts}) of )?(?:the )?{side}"
    aside = rf",\san?\s(?:[\w-]+\s){{0,2}}(?:{kinds}|community|settlement|commune)\s(?:in|of)"
    holds = re.compile(rf"(?:\s(?:{kinds}))?\s*(?:{aside}|,|,? in|\(|of)\s(?:the )?{side}{of}|, ?|\s\(", re.IGNORECASE)
    lies = re.compile(
        rf"(?:\s(?:{kinds}|farms))?,?\s(?:just )?(?:(?:to the )?(?:{way}) of|near|outside|close to)\s{of}", re.IGNORECASE
    )
    return holds, lies


def _contain(page: Page, found: list[Spot]) -> None:
    """Tie "Salamiyah" to "Hama" in "Salamiyah, Hama" and "Salamiyah in Hama", and names to the words for the kind of area
    beside them."""
    holds, lies = _ties()
    for left, right in reversed(list(pairwise(found))):
        between = page.text[left.end : right.start]
        holder = right if right.kind == "place" else right.within if right.kind == "unknown" else None
        if holder is None or len(between) > _TIE_REACHES:
            continue
        if holds.fullmatch(between):
            left.within = holder
        elif lies.fullmatch(between):
            left.beside = holder
    for candidate in found:
        candidate.asks = _asked(page, candidate)
    _join_quarters(page, found)
    tie_sections(page, found)


def _join_quarters(page: Page, found: Sequence[Spot]) -> None:
    """Mark the parts of a town ("the neighborhoods of Salhiya and Midan") and tie each to the town its sentence puts it in."""
    words = word_lists("words.toml")["quarters"]
    for s in found:
        s.quarter = s.kind in ("place", "unknown") and not _is_town(s) and _is_quarter(page, s, words)
    for pairs in (list(pairwise(found)), [(b, a) for a, b in pairwise(found)][::-1]):
        for known, other in pairs:  # the lists that they open or end
            gap = page.text[min(known.end, other.end) : max(known.start, other.start)]
            if known.quarter and other.kind in ("place", "unknown") and gap.strip() in _LISTED and not _is_town(other):
                other.quarter = True
    for s in found:
        if s.quarter and s.within is None and s.beside is None:
            towns = [o for o in found if o.sentence == s.sentence and not o.quarter and _holds_quarters(page, o, words["ties"])]
            s.beside = min(towns, key=lambda o: abs(o.first - s.first), default=None)


def _is_town(s: Spot) -> bool:
    return s.kind == "place" and any(e.population > _TOWN and e.kind == "place" for e in s.entries)


def _is_quarter(page: Page, s: Spot, words: dict[str, frozenset[str]]) -> bool:
    after = page.tokens[s.last + 1].low if s.last + 1 < len(page.tokens) and page.gaps[s.last] == " " else ""
    led = s.first > 1 and page.tokens[s.first - 1].low == "of" and page.tokens[s.first - 2].low in words["before"]
    return after in words["behind"] or after in words["within"] or led


def _holds_quarters(page: Page, s: Spot, ties: frozenset[str]) -> bool:
    """Whether a name is a town's that something is said to be in."""
    return _is_town(s) and s.first > 0 and page.tokens[s.first - 1].low in ties


def _asked(page: Page, s: Spot) -> str | None:
    tokens, kinds = page.tokens, _kinds()
    after = tokens[s.last + 1].low if s.last + 1 < len(tokens) and page.gaps[s.last] in (" ", "'s ", "’s ") else ""
    if after == "countryside":
        return "area1"
    before = ""
    if s.first > 1 and tokens[s.first - 1].low == "of" and page.gaps[s.first - 1] == " ":
        before = tokens[s.first - 2].low
    asked = [kinds[word] for word in (after, before) if word in kinds]
    return min(asked)[1] if asked else None


@cache
def _kinds() -> dict[str, tuple[int, str]]:
    """The kind of area that each word for one asks for, with its rank: the first wins."""
    kinds = settings("words.toml")["kinds"]
    return {word: (rank, kind) for rank, kind in reversed(list(enumerate(kinds))) for word in kinds[kind]}
