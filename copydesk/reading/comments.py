"""Reader comments in a text that has lost its HTML: where they begin, and who wrote them.

Comments stand after the article. From each place where the article may be over, the paragraphs that follow are weighed by cues of
conversation and of reporting (data/comments.toml); the first place from which they sum to the threshold is where comments begin.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate

from msgspec import Struct

from copydesk.model import Part
from copydesk.model.records import PartRole
from copydesk.reading.rules import data

_PROSE = 11  # spaces from which a line is prose: an article has at least one such line before its comments
_LONGEST = 1_500  # characters of a paragraph that are looked at


class Line(Struct, frozen=True):
    """A line as the comment finder sees it: without Markdown signs, with the role found so far and the empty lines before it."""

    plain: str
    role: PartRole | None
    gap: int


class _Cues(Struct, frozen=True):
    threshold: float
    ends: re.Pattern[str]
    names: tuple[re.Pattern[str], ...]
    not_name: re.Pattern[str]
    signs: tuple[re.Pattern[str], ...]
    weights: tuple[tuple[re.Pattern[str], float], ...]


@cache
def _cues() -> _Cues:
    raw = data("comments")
    return _Cues(
        raw["threshold"],
        re.compile(raw["ends"]),
        (re.compile(raw["name_line"]), re.compile(raw["said_line"])),
        re.compile(raw["not_name"]),
        tuple(re.compile(c["pattern"]) for c in raw["cue"] if c.get("sign")),
        tuple((re.compile(c["pattern"]), c["weight"]) for c in raw["cue"]),
    )


def first_comment(lines: Sequence[Line]) -> int | None:
    """The index of the first line that is a reader comment, or None where there is none."""
    if len(lines) < 4:
        return None
    told = next((i for i, line in enumerate(lines) if line.role is None and line.plain.count(" ") >= _PROSE), len(lines))
    last_sign = max((i for i, line in enumerate(lines) if i > told and line.role is None and _is_sign(line.plain)), default=-1)
    weights = [_weight(line) for line in lines[: len(lines) if last_sign > 0 else 0]]
    tails = list(accumulate(reversed(weights)))[::-1]
    for i in range(told + 1, last_sign + 1):
        if _may_begin(lines, i) and weights[i] > 0 and tails[i] >= _cues().threshold:
            return i
    return None


def author_spans(text: str, parts: Sequence[Part]) -> Iterator[tuple[int, int]]:
    """Where the comment parts of a text name their writers, in order."""
    for part in parts:
        if part.role != "comment" or part.end - part.start > 200:
            continue
        found = author_in(text[part.start : part.end])
        if found:
            yield part.start + found[0], part.start + found[1]


def author_in(line: str) -> tuple[int, int] | None:
    """The span of the commenter's name in a line that gives one and little else."""
    if len(line) > 200:
        return None
    for pattern in _cues().names:
        match = pattern.match(line)
        if match and not _cues().not_name.search(match.group("name")):
            return match.span("name")
    return None


def _is_sign(said: str) -> bool:
    """Whether a line shows by itself that readers talk: without one, the first person may be a columnist's or a witness's."""
    return author_in(said) is not None or any(c.search(said[:_LONGEST]) for c in _cues().signs)


def _weight(line: Line) -> float:
    if line.role not in (None, "headline"):
        return 0.0
    if author_in(line.plain):
        return 1.0
    said = line.plain[:_LONGEST]
    return sum(weight for pattern, weight in _cues().weights if pattern.search(said))


def _may_begin(lines: Sequence[Line], i: int) -> bool:
    """Whether the article may end before line `i`: after a lead-in to media, furniture, a caption, a wide gap, or at a name."""
    before = lines[i - 1]
    if before.role not in (None, "headline") or _cues().ends.match(before.plain):
        return True
    return i >= 3 and (lines[i].gap >= 2 or author_in(lines[i].plain) is not None)
