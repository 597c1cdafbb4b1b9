"""The anatomy of a report: which span of its text has which role.

Works on text that has lost its HTML. Lines are sorted first (whole-line furniture, captions, credits, where comments or the foot of
the page begin), then the head and the end of what is left are cut free of date lines, repeated headlines, sign-offs and share bars.
The patterns are data (data/furniture.toml); which paragraphs are reader comments is decided in `comments`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from copydesk.model import Part
from copydesk.model.records import PartRole
from copydesk.reading.comments import Line, first_comment
from copydesk.reading.headline import headline_end, is_headline_line, repeats
from copydesk.reading.rules import rules

_LINE = re.compile(r"\S[^\n]*")
_MARKUP = re.compile(r"^[#>*_\s\[\]|•·–—-]+|[*_#|\s]+$")
_LINK = re.compile(r"\[([^\]\n]{0,300})\]\([^()\s]{0,500}\)")
_HEAD_WINDOW = 600  # characters of a paragraph's beginning in which date lines and headlines are looked for
_MOST_CUTS = 12  # pieces taken off a paragraph's end; a text that is nothing else is no report
_FURNITURE_LINE = 400  # a longer line is prose, whatever it begins with


class Block(Struct):
    """A line of the text with the role found for it so far (None: not decided)."""

    start: int
    end: int
    text: str
    plain: str  # without Markdown signs
    gap: int  # empty lines before it
    role: PartRole | None = None


def parts_of(text: str, title: str | None = None) -> list[Part]:
    """The parts of a text without HTML: in order, not overlapping, covering all but white space.

    `title` is the headline as given beside the text, or None; a text without one may show its own (`headline_of`).
    """
    blocks = blocks_of(text)
    if not blocks:
        return []
    _sort_lines(blocks, title, len(text))
    spans = [span for block in blocks for span in _spans(block)]
    return joined(_trimmed(text, spans, title))


def parts_of_page(text: str, spans: Sequence[tuple[int, int, PartRole]], title: str | None) -> list[Part]:
    """The parts of a text laid out from HTML: what stands as body is looked through once more for furniture without marks.

    `spans` are start, end and role of the page's blocks, one line each, in order.
    """
    sorted_: list[Part] = []
    for start, end, role in spans:
        line = text[start:end]
        found = _line_role(Block(start, end, line, plain(line), 0)) if role == "body" else None
        sorted_.append(Part(found or role, start, end))
    return joined(_trimmed(text, sorted_, title))


def headline_of(text: str, parts: Sequence[Part]) -> str | None:
    """The headline that stands in the text, its Markdown signs taken off, or None."""
    for part in parts:
        if part.role == "headline":
            return plain(text[part.start : part.end]) or None
    return None


def blocks_of(text: str) -> list[Block]:
    """The lines of a text that hold more than white space."""
    found: list[Block] = []
    for match in _LINE.finditer(text):
        line = match.group().rstrip()
        gap = text.count("\n", found[-1].end, match.start()) - 1 if found else 0
        found.append(Block(match.start(), match.start() + len(line), line, plain(line), gap))
    return found


def plain(line: str) -> str:
    """A line without its Markdown signs: links give their words."""
    if line.isalnum():
        return line
    if "](" in line:
        line = _LINK.sub(r"\1", line)
    return _MARKUP.sub("", line)


def joined(spans: list[Part]) -> list[Part]:
    """Neighbouring spans of body or of boilerplate as one part; captions, comments and the rest stay single."""
    parts: list[Part] = []
    for span in spans:
        last = parts[-1] if parts else None
        if last and last.role == span.role and span.role in ("body", "boilerplate"):
            parts[-1] = Part(span.role, last.start, span.end)
        else:
            parts.append(span)
    return parts


def _sort_lines(blocks: list[Block], title: str | None, length: int) -> None:
    onward: PartRole | None = None
    for block in blocks:
        onward = _onward(block, length) or onward
        block.role = onward or _line_role(block)
    _find_headline(blocks, title)
    start = first_comment([Line(b.plain, b.role, b.gap) for b in blocks])
    if start is not None:
        for block in blocks[start:]:
            if block.role in (None, "headline"):
                block.role = "comment"


def _onward(block: Block, length: int) -> PartRole | None:
    for rule in rules("onward"):
        if block.start >= rule.after * length and block.start and rule.pattern.match(block.plain):
            return rule.role
    return None


def _line_role(block: Block) -> PartRole | None:
    if len(block.text) > _FURNITURE_LINE:
        return None
    if not block.plain:
        return "boilerplate"
    for rule in rules("line"):
        if rule.pattern.fullmatch(block.plain):
            return rule.role
    return None


def _find_headline(blocks: list[Block], title: str | None) -> None:
    """The first line that says the title is the headline; said again further down it stands under pictures."""
    seen: str | None = title
    found = False
    body = 0
    for i, block in enumerate(blocks[:400]):
        if block.role is not None or len(block.plain) > 2_000:
            body += block.role is None
            continue
        if seen and repeats(block.plain, seen):
            block.role = "caption" if found or body else "headline"
            found = True
        elif not found and not body and seen is None and is_headline_line(block.text, [b.plain for b in blocks[i + 1 : i + 12]]):
            block.role = "headline"
            seen, found = block.plain, True
        else:
            body += 1


def _spans(block: Block) -> Iterator[Part]:
    """The block as one part, or one a repetition where a caption line says one thing several times."""
    if block.role == "caption":
        times, unit = _repetition(block.text)
        if times > 1:
            at = block.start
            for _ in range(times):
                yield Part("caption", at, at + unit)
                at += unit + 1
            return
    yield Part(block.role or "body", block.start, block.end)


def _repetition(line: str) -> tuple[int, int]:
    """How often a line says the same words, with one space between, and the length of one saying."""
    for times in range(12, 1, -1):
        unit, rest = divmod(len(line) - (times - 1), times)
        if not rest and unit > 10 and line == " ".join([line[:unit]] * times):
            return times, unit
    return 1, len(line)


def _trimmed(text: str, spans: list[Part], title: str | None) -> list[Part]:
    """The spans with the first body paragraph's head and the last ones' ends cut free of furniture."""
    bodies = [i for i, span in enumerate(spans) if span.role == "body"]
    if not bodies:
        return spans
    for i in reversed(bodies):
        cut = list(_cut_end(text, spans[i], whole=i > bodies[0]))
        spans = spans[:i] + cut + spans[i + 1 :]
        if cut[0].role == "body":
            break
    first = bodies[0]
    return spans[:first] + list(_cut_head(text, spans[first], title)) + spans[first + 1 :]


def _cut_head(text: str, span: Part, title: str | None) -> Iterator[Part]:
    at = span.start
    head = text[at : min(span.end, at + _HEAD_WINDOW)]
    offset = 0
    told = False
    while offset < len(head):
        cut = None
        for rule in rules("head"):
            match = rule.pattern.match(head, offset)
            if match and match.end() > offset:
                cut = (rule.role, match.end())
                break
        if cut is None and title and not told:
            end = headline_end(head[: offset + 2 * len(title) + 40], offset, title)
            if end is not None:
                cut, told = ("headline", end), True
        if cut is None:
            break
        role, end = cut
        stop = offset + len(head[offset:end].rstrip())
        if at + stop >= span.end:
            break
        yield Part(role, at + offset, at + stop)
        offset = end + len(head[end:]) - len(head[end:].lstrip())
    if at + offset < span.end:
        yield Part("body", at + offset, span.end)


def _cut_end(text: str, span: Part, *, whole: bool) -> Iterator[Part]:
    """The span as body and what signs it off; with `whole` there may be nothing but the latter."""
    first = span.start if whole else span.start + 1
    end = span.end
    cuts: list[Part] = []
    third = (end - span.start) // 3
    for rule in rules("sweep"):
        match = rule.pattern.search(text, span.start + (third if whole else 2 * third + 1), end)
        if match:
            cuts.append(Part(rule.role, match.start(), end))
            end = len(text[: match.start()].rstrip())
    cut = True
    while cut and end > span.start and len(cuts) < _MOST_CUTS:
        cut = False
        for rule in rules("end"):
            window = max(first, end - rule.within)
            match = rule.pattern.search(text, window, end) if text.find(rule.needs, window, end) >= 0 else None
            if match:
                start = match.start()
                cuts.append(Part(rule.role, start, end))
                end = len(text[:start].rstrip())
                cut = True
                break
    if end > span.start:
        yield Part("body", span.start, end)
    yield from reversed(cuts)
