"""A page's readable text as blocks in reading order, each with the role that the elements around it give."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from lxml.html import HtmlElement
from msgspec import Struct

from copydesk.model import UnreadableInput
from copydesk.model.records import PartRole
from copydesk.reading.repair import repaired
from copydesk.reading.rules import data

_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*?(/?)>")
_SPACE = re.compile(r"[ \t\r\n\f\xa0]+")


class Block(Struct):
    """One block of a page: its words, the role its surroundings give (None: they do not say), and the element's name."""

    role: PartRole | None
    tag: str
    text: str = ""
    pieces: list[str] = []  # of the text, while it is gathered
    links: list[str] = []
    writer: bool = False  # holds a commenter's name


class _Inside(Struct, frozen=True):
    role: PartRole
    tags: frozenset[str]
    words: re.Pattern[str]


class _Names(Struct, frozen=True):
    unread: frozenset[str]
    blocks: frozenset[str]
    inside: tuple[_Inside, ...]
    writer_tags: frozenset[str]
    writer_words: re.Pattern[str]


@cache
def _names() -> _Names:
    raw = data("pages")
    inside = tuple(_Inside(i["role"], frozenset(i.get("tags", ())), re.compile(i["words"])) for i in raw["inside"])
    writers = raw["writers"]
    return _Names(
        frozenset(raw["unread"]), frozenset(raw["blocks"]), inside, frozenset(writers["tags"]), re.compile(writers["words"])
    )


def refuse_deep(page: bytes, limit: int) -> None:
    """Raises UnreadableInput for HTML whose elements are nested deeper than `limit`, before anything parses it."""
    if page.count(b"<") <= limit:
        return
    unclosed = _unclosed()
    opened: list[bytes] = []
    for match in _TAG.finditer(page):
        name = match.group(2).lower()
        if name in unclosed or match.group(3):
            continue
        if not match.group(1):
            opened.append(name)
            if len(opened) > limit:
                raise UnreadableInput(f"is HTML nested more than {limit:,} elements deep")
        elif name in opened:
            while opened.pop() != name:
                pass


@cache
def _unclosed() -> frozenset[bytes]:
    return frozenset(n.encode() for n in data("pages")["unclosed"])


def blocks(tree: HtmlElement) -> list[Block]:
    """The blocks of a page in reading order, their text repaired and its white space collapsed; empty ones left out."""
    found = []
    for block in _walk(tree):
        text, _ = repaired(_SPACE.sub(" ", "".join(block.pieces)).strip())
        if text.strip():
            block.text = text.strip()
            found.append(block)
    return found


class _Frame(Struct):
    """An element on the way down, with what its surroundings say."""

    element: HtmlElement
    role: PartRole | None
    tag: str
    writer: bool


def _walk(tree: HtmlElement) -> Iterator[Block]:
    """A walk without recursion: the words of inline elements run together, a block element ends the block."""
    names = _names()
    block = Block(None, "body")
    frames = [_Frame(tree, None, "body", False)]
    for event, element in _events(tree, names.unread):
        frame = frames[-1]
        if event == "start":
            inner = _framed(element, frame, names)
            if element.tag in names.blocks or inner.role != frame.role or inner.writer != frame.writer:
                yield block
                block = Block(inner.role, inner.tag, writer=inner.writer)
            frames.append(inner)
            if element.tag == "br":
                block.pieces.append(" ")
            if element.tag == "a" and element.get("href"):
                block.links.append(str(element.get("href")))
            block.pieces.append(element.text or "")
        else:
            if event == "end":
                closed = frames.pop()
                outer = frames[-1]
                if element.tag in names.blocks or closed.role != outer.role or closed.writer != outer.writer:
                    yield block
                    block = Block(outer.role, outer.tag, writer=outer.writer)
            block.pieces.append(element.tail or "")
    yield block


def _events(tree: HtmlElement, unread: frozenset[str]) -> Iterator[tuple[str, HtmlElement]]:
    """Start and end of each element in document order; an unread one comes once, for the words that stand after it."""
    element, down = tree, True
    while True:
        if down:
            skipped = not isinstance(element.tag, str) or element.tag in unread or element.get("hidden") is not None
            if not skipped:
                yield "start", element
                if len(element):
                    element = element[0]
                    continue
                yield "end", element
            else:
                yield "unread", element
        if element is tree:
            return
        following = element.getnext()
        if following is not None:
            element, down = following, True
        else:
            parent = element.getparent()
            if parent is None:
                return
            element, down = parent, False
            yield "end", element


def _framed(element: HtmlElement, outer: _Frame, names: _Names) -> _Frame:
    tag = str(element.tag)
    role = outer.role
    said = " ".join(filter(None, (element.get("class"), element.get("id"), element.get("itemprop"), element.get("role"))))[:500]
    if outer.role != "comment" and tag not in ("html", "body", "article", "main"):
        for inside in names.inside:
            if tag in inside.tags or (said and inside.words.search(said)):
                role = inside.role
                break
    writer = outer.writer or (role == "comment" and (tag in names.writer_tags or bool(said and names.writer_words.search(said))))
    return _Frame(element, role, tag if tag in names.blocks else outer.tag, writer)
