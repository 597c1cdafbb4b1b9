"""What a sentence does with a day: gives it to a statement ("said on Tuesday") or a picture, looks ahead to it, goes on from it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from msgspec import Struct

from copydesk.dating.grammar import Expression, read_data, vocabulary

_LOOK_BACK = 70  # characters before a day in which a verb of saying is sought
_LOOK_ON = 40
_SINCE = 90  # characters from "since" to its day where a clause stands between
_COMPARED = 60  # characters before "since" in which a word compares
_TOLD = 6  # words before a day from which on a speaker named behind it ends a told sentence
_SPEAKER = 12  # words of a speaker named behind the verb
_COUNTED = 160  # characters before a day in which a toll changes
_ADDED = 60  # characters before a day in which a word adds a happening to another
_SUBJECT = 10  # words of a subject between a day that opens a sentence and its verb of saying
_CAPTION = 600  # characters of a sentence in which a picture's words are sought
_SPEECH = 600  # characters before a day in which its quotation begins
_TIMELESS = frozenset({"clock", "daypart", "span", "feast", "apart"})
_SPOKEN = frozenset({"weekday", "date", "numeric", "day"})
_FINITE = re.compile(r"\b(?:was|were|is|are|has|have|had|that|will|would)\b")
_BRACKET = re.compile(r"\([^)]{2,60}\)")
_LEADING = re.compile(r"\W*(?:(?:on|early|late|in|at)\s+)*")
_CREDITED = re.compile(r"[\s.]*(?:\(|(?:reuters|afp|ap|epa|getty)\b)")
_POSSESSED = re.compile(r"(?:day|today)[\x27’]?s$")


def _any(words: Sequence[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))


@cache
def _verbs() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Right before a day ("said on", "told AFP on"), right after one ("on Tuesday said"), and inverted ("on Tuesday said the")."""
    data = read_data("roles")
    by_the_way = rf"(?:\s+(?:{_any(data['manner'])})(?:\s+(?!that\b)[\w.-]+){{1,4}}?)?"
    addressed = r"(?:\s+(?!that\b|on\b)[\w.-]+){1,4}?"
    spoken = rf"(?:{_any(data['saying'])}){by_the_way}|(?:{_any(data['addressing'])}){addressed}{by_the_way}"
    acts = _any([*data["saying"], *data["addressing"], *data["diplomacy"]])
    return (
        re.compile(rf"(?<!were )(?<!was )(?<!are )(?<!be )\b(?:{spoken})\s+(?:(?:on|late|early|earlier|by|later)\s+)*$"),
        re.compile(rf"\s*,?\s*(?:(?:has|have|had|also|again)\s+)*(?:{acts})\b(?!\s+(?:dead|killed))"),
        re.compile(r"\s*,?\s*(?:said|says|added|reported|announced|confirmed)\s+(?=the\b|a\b|an\b|\w)"),
    )


def is_said(low: str, found: Expression, start: int, end: int) -> bool:
    """Whether an expression of the sentence `low[start:end]` gives the day of a statement."""
    before, after, inverted = _verbs()
    if found.limit or found.kind in _TIMELESS or _POSSESSED.search(low, found.start, found.end):
        return False
    if before.search(low[max(start, found.start - _LOOK_BACK) : found.start]):
        return not _is_attribute(low, found, end)
    if _opens_statement(low, found, start, end) or _is_counted(low, found, start):
        return True
    if not after.match(low, found.end, min(end, found.end + _LOOK_ON)):
        return False
    speaker = inverted.match(low, found.end, end)
    return not (speaker and _ends_told(low[start : found.start], low[speaker.end() : end]))


@cache
def _count() -> re.Pattern[str]:
    data = read_data("roles")
    between = r"(?:\s+(?!that\b|which\b|who\b)\S+){0,12}?"
    figure = (
        rf"(?:\s+(?:to|at|by|by at least|to at least|more than|above|at least))*\s+(?:[\d,]+|{_any(list(vocabulary().numbers))})"
    )
    return re.compile(
        rf"\b(?:{_any(data['tolls'])})\b{between}\s+(?:{_any(data['counting'])}){figure}\b(?:\s+\S+){{0,3}}?\s+(?:on\s+)?$"
    )


def _is_counted(low: str, found: Expression, start: int) -> bool:
    """ "The toll from Saturday's bombing rose to 300 on Monday": Monday is when they were counted."""
    return found.kind in _SPOKEN and bool(_count().search(low[max(start, found.start - _COUNTED) : found.start]))


@cache
def _opening() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What may stand before the day that opens a sentence, the verbs of saying, and verbs that no subject holds."""
    data = read_data("roles")
    lookahead = rf"(?!(?:{_any(data['participles'])})\b)"
    return (
        re.compile(rf"\W*(?:(?:{_any(data['opening'])})\W+)*"),
        re.compile(rf"(?<![\w-])(?:{_any(data['speech'])})\b"),
        re.compile(rf"(?<![\w-])(?:{_any(data['past'])}|{lookahead}\w+ed)\b(?!-)"),
    )


def _opens_statement(low: str, found: Expression, start: int, end: int) -> bool:
    """ "On Sunday the leader of the rebel group said that ...": a day that opens a sentence, a subject, a verb of saying."""
    if found.kind not in _SPOKEN:
        return False
    opening, speech, past = _opening()
    if not opening.fullmatch(low, start, found.start):
        return False
    verb = speech.search(low, found.end, end)
    if not verb:
        return False
    subject = low[found.end : verb.start()]
    return 0 < len(subject.split()) <= _SUBJECT and not past.search(subject)


def _is_attribute(low: str, found: Expression, end: int) -> bool:
    """ "an October 2 bomb attack", "overnight raids": the day of what it is joined to."""
    ahead = low[found.end : min(end, found.end + _LOOK_ON)]
    if found.kind == "overnight":
        return bool(re.match(r"\s+(?!on\b|in\b|that\b|the\b|and\b)\w", ahead))
    return low[max(0, found.start - 4) : found.start].endswith((" a ", " an ", "the "))


def _ends_told(told: str, speaker: str) -> bool:
    """Whether what stands before a day is what was said ("five died on Monday said the governor") and not who said it."""
    return len(told.split()) >= _TOLD and len(speaker.split()) <= _SPEAKER and not _FINITE.search(speaker)


@cache
def _photo() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any(read_data('roles')['picture'])})\b")


@cache
def looks_ahead() -> re.Pattern[str]:
    """Words by which a sentence looks ahead ("will meet on Friday")."""
    words = "|".join(re.escape(w) for w in read_data("roles")["ahead"])
    return re.compile(rf"\b(?:{words})\b")


@cache
def _course() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = read_data("roles")
    return (
        re.compile(rf"\b(?:{_any(data['beginning'])})(?:\s+(?:on|in|at|late|early|earlier|again|there|from))*\s+$"),
        re.compile(rf"\b(?:{_any(data['going_on'])})\b"),
    )


def goes_on_since(low: str, found: Expression, start: int, end: int) -> bool:
    """Whether the sentence `low[start:end]` tells of what began on a day and goes on ("clashes that erupted Friday continue")."""
    began, on = _course()
    return bool(began.search(low[max(start, found.start - _LOOK_BACK) : found.start]) and on.search(low, start, end))


@cache
def _turns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = read_data("roles")
    return re.compile(rf"\W*(?:{_any(data['turning'])})\b"), re.compile(rf"\b(?:{_any(data['adding'])})\b")


def turns(low: str, found: Expression, start: int) -> bool:
    """Whether the sentence that begins at `start` tells a day of another happening than the sentences before it do."""
    turning, adding = _turns()
    if _POSSESSED.search(low, found.start, found.end):  # "also among Wednesday's dead": of what is told already
        return False
    return bool(turning.match(low, start, found.end) or adding.search(low, max(start, found.start - _ADDED), found.start))


def opens(low: str, found: Expression, start: int) -> bool:
    """Whether the sentence that begins at `start` begins with a day ("On Saturday rebels took"): it tells the next happening."""
    return not _POSSESSED.search(low, found.start, found.end) and bool(_LEADING.fullmatch(low, start, found.start))


def is_quoted(low: str, found: Expression, start: int) -> bool:
    """Whether an expression of the sentence that begins at `start` stands in direct speech."""
    start = max(start, found.start - _SPEECH)
    opened = low.count("“", start, found.start) - low.count("”", start, found.start)
    return opened > 0 or low.count('"', start, found.start) % 2 == 1


class Since(Struct, frozen=True):
    """What a "since" at `at` governs: the clause before it from `reach` on, with `opens` the one behind it.

    `opens`: "Since the truce ended on Monday 90 have died"; `compared`: "the worst since".
    """

    reach: int
    at: int
    compared: bool
    opens: bool = False


@cache
def _measures() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = read_data("roles")
    return re.compile(rf"\b(?:{_any(data['comparing'])})\b"), re.compile(rf"\b(?:{_any(data['parting'])})\b")


def since(low: str, found: Expression, start: int) -> Since | None:
    """The "since" that governs a day, with or without a clause between ("since the siege began on 31 May"); None without one."""
    at = found.start if found.limit == "since" else low.rfind("since ", start, found.start)
    if at < 0 or found.start - at > _SINCE or (at > start and low[at - 1].isalnum()):
        return None
    comparing, parting = _measures()
    reach = max((m.end() for m in parting.finditer(low, start, at)), default=start)
    compared = bool(comparing.search(low, max(start, at - _COMPARED), at))
    return Since(reach, at, compared, opens=found.limit != "since" and not low[start:at].strip("\"'“‘ "))


@cache
def told_by() -> frozenset[str]:
    """Kinds of periods that run up to the day of the statement that tells them."""
    return frozenset(read_data("roles")["told_by"])


def picture_end(low: str, start: int, end: int) -> int:
    """Up to where the sentence `low[start:end]` is a picture's caption: `start` where it is none.

    A caption ends with its credit in brackets ("(AP photo)"); where it has none it takes the whole sentence.
    """
    word = _photo().search(low, start, min(end, start + _CAPTION))
    if not word:
        return start
    return next((b.end() for b in _BRACKET.finditer(low, start, end) if b.end() > word.end()), end)


def is_stamp(low: str, found: Expression, year: int | None) -> bool:
    """Whether a date is written as captions and credits print it: whole, in the year of writing, which prose leaves out."""
    if found.kind not in ("date", "numeric") or found.fields.get("y") != str(year):
        return False
    if _CREDITED.match(low, found.end):
        return True
    return not low[max(0, found.start - 12) : found.start].rstrip().endswith((" on", " of", " since", " from", " until", " dated"))
