"""Sentences and paragraphs of a report, also where punctuation, spaces or line breaks were lost."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copydesk.coding.lexicons import words
from copydesk.model.records import Part, Report, Sentence

_READ = frozenset({"body", "headline", "caption"})
# A full stop with closing quotes and what follows; "killed.The army" has lost its space.
_STOP = re.compile(r"[.!?\u2026]+[\"'\u201d\u2019\u00bb)\]]*(?=\s|$)|(?<=[a-z]{2})[.!?](?=[A-Z][a-z])")
_LAST_WORD = re.compile(r"[\w.\-]{0,30}$")
_NEXT = re.compile(r"\s*[\"'\u201c\u2018\u00ab(\[*_#-]*\s*(\w*)")
_BREAK = re.compile(r"[ \t\r]*\n\s*")
LONGEST = 1500  # characters of one sentence; longer runs without a stop are cut at a space


def split_sentences(report: Report) -> list[Sentence]:
    """Sentences of the title (offsets in it, `in_title`), then of body, headlines and captions (offsets in `working`), in order."""
    out: list[Sentence] = []
    if report.title and report.title.strip():
        title = report.title
        lead = len(title) - len(title.lstrip())
        out.append(Sentence(lead, min(len(title.rstrip()), lead + LONGEST), "headline", 0, True))
    text = report.working
    parts = report.parts or [Part("body", 0, len(text))]
    paragraph = -1
    for part in parts:
        if part.role not in _READ:
            continue
        marks = _title_edges(text, part, report.title)
        for start, end in _paragraphs(text, part.start, part.end):
            paragraph += 1
            out.extend(Sentence(s, e, part.role, paragraph) for s, e in _sentences(text, start, end, marks))
    return out


def _title_edges(text: str, part: Part, title: str | None) -> tuple[int, ...]:
    """Where the title, repeated in the first lines of a text without its line breaks, starts and ends."""
    if not title or len(title) < 15:
        return ()
    wanted = title.strip().rstrip(".").lower()
    at = text[part.start : part.start + 600].lower().find(wanted)
    if at < 0:
        return ()
    end = part.start + at + len(wanted)
    return (part.start + at, end + (text[end : end + 1] in ".!?"))


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans between line breaks that end a paragraph; lines wrapped by width are joined."""
    at = line = start
    for match in _BREAK.finditer(text, start, end):
        before = text[line : match.start()].rstrip()
        after = text[match.end() : match.end() + 1]
        blank = match.group().count("\n") > 1
        closed = before[-1:] in '.!?:"\u201d' or len(before) > 100
        short = len(before) < 55 and (after.isupper() or after.isdigit() or after in '"\u201c-*#')
        if blank or closed or short:
            if text[at : match.start()].strip():
                yield at, match.start()
            at = match.end()
        line = match.end()
    if text[at:end].strip():
        yield at, end


def _sentences(text: str, start: int, end: int, marks: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    cuts = {m for m in marks if start < m < end}
    for match in _STOP.finditer(text, start, end):
        if _ends(text, match.start(), match.end(), end):
            cuts.add(match.end())
    at = start
    for cut in [*sorted(cuts), end]:
        yield from _trimmed(text, at, cut)
        at = cut


def _ends(text: str, stop: int, after: int, end: int) -> bool:
    """Whether the stop at `stop` ends a sentence and not an abbreviation, an initial or a number."""
    found = _NEXT.match(text, after, min(end, after + 60))
    following = found.group(1) if found else ""
    if following[:1].islower():
        return False
    if text[stop] != ".":
        return True
    tail = _LAST_WORD.search(text, max(0, stop - 30), stop)
    last = tail.group().lower() if tail else ""
    if f"~{last}" in words("abbreviations"):
        return following.lower() in words("sentence_starters")
    if last in words("abbreviations"):
        return False
    return not (len(last) == 1 and last.isalpha() and following[:1].isupper() and text[stop - 1].isupper())


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > LONGEST:
        cut = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = cut if cut > 0 else start + LONGEST
        yield start, cut
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if end > start:
        yield start, end
