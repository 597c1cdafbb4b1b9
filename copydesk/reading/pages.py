"""HTML pages: the readable text with its roles.

Which blocks are the article and which are comments is trafilatura's word (https://trafilatura.readthedocs.io); what it leaves out
(captions, menus, notices) is taken from the page's elements, so that the text holds all that a reader of the page sees.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import lxml.etree
import lxml.html
from lxml.html import HtmlElement
from msgspec import Struct

from copydesk.model import Part, UnreadableInput
from copydesk.model.records import PartRole
from copydesk.reading.anatomy import parts_of_page
from copydesk.reading.decoding import decoded
from copydesk.reading.dom import Block, blocks, refuse_deep
from copydesk.reading.drafts import Draft
from copydesk.reading.headline import repeats
from copydesk.reading.metadata import metadata_of
from copydesk.reading.options import Limits
from copydesk.reading.rules import data
from copydesk.reading.units import Unit

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
_CHARSET_IN_XML = re.compile(rb"^\s*<\?xml[^>]{0,100}encoding=[\"']([\w-]{2,40})")
_NOT_WORDS = re.compile(r"[\W_]+")
_XML_HEAD = re.compile(r"^\s*<\?xml[^>]*\?>")
_BETWEEN = "\n\n"
_ELEMENTS = 30_000  # a page of more is judged by its elements alone: trafilatura's time grows faster than the page
_SEARCHED = 200_000  # characters in which a block is looked for as a part of a line; more would take minutes on a page of megabytes


def page(unit: Unit, limits: Limits) -> Draft:
    """The report on a page. Raises UnreadableInput where there is none."""
    refuse_deep(unit.data, limits.html_depth)
    tree = _tree(unit)
    found = blocks(tree)
    if not found:
        raise UnreadableInput("is an HTML page without readable text")
    meta = metadata_of(tree, unit.data, unit.url)
    _sort(found, tree, meta.title)
    text, spans = _laid_out(found)
    origin = re.compile(data("pages")["origin_link"]["words"])
    origins = [link for b in found if b.role != "comment" and origin.search(b.text) for link in b.links if link.startswith("http")]
    return Draft(
        text=text,
        data=unit.data,
        read_from=unit.read_from,
        parts=parts_of_page(text, spans, meta.title),
        url=meta.url,
        outlet=meta.outlet,
        title=meta.title,
        published=meta.published,
        byline=meta.byline,
        links=list(dict.fromkeys(meta.links + origins)),
        writers=[b.text for b in found if b.writer and len(b.text) <= 80],
        modified=unit.modified,
    )


def _tree(unit: Unit) -> HtmlElement:
    declared = _CHARSET_IN_XML.search(unit.data[:200]) or _CHARSET.search(unit.data[:4_000])
    text = decoded(unit.data, unit.charset or (declared.group(1).decode("ascii") if declared else None))
    text = _XML_HEAD.sub("", text).replace("\x00", "")
    try:
        tree = lxml.html.document_fromstring(text)
    except (lxml.etree.LxmlError, ValueError) as error:
        raise UnreadableInput(f"is HTML that cannot be parsed ({error})") from error
    return tree


def _sort(found: Sequence[Block], tree: HtmlElement, title: str | None) -> None:
    """Give every block a role: the article is body where no element says otherwise, the rest furniture."""
    body, comments = _extracted(tree)
    headed = False
    unmarked = [block for block in found if block.role is None]
    for block in found:
        key = _key(block.text)
        if block.role == "comment":
            continue
        if not headed and title and (block.tag == "h1" or repeats(block.text, title)) and block.role != "boilerplate":
            block.role, headed = "headline", True
        elif block.role in ("caption", "credit"):
            continue
        elif body.has(key):
            block.role = "body"
        elif comments.has(key):
            block.role = "comment"
        else:
            block.role = "boilerplate"
    if not any(b.role == "body" for b in found):
        for block in unmarked or found:
            if block.role == "boilerplate" and len(block.text.split()) >= 12:
                block.role = "body"


def _extracted(tree: HtmlElement) -> tuple[_Found, _Found]:
    """The keys of the article's lines and of the comments', as trafilatura finds them."""
    from trafilatura import bare_extraction  # noqa: PLC0415  (takes half a second to import)

    if sum(1 for _ in tree.iter()) > _ELEMENTS:
        return _found(None), _found(None)
    # a copy: trafilatura cleans the tree it is given
    copied = lxml.html.document_fromstring(lxml.html.tostring(tree, encoding="unicode"))
    document = bare_extraction(copied, include_comments=True, with_metadata=False)
    if document is None:
        return _found(None), _found(None)
    return _found(document.text), _found(document.comments)


def _found(text: str | None) -> _Found:
    lines = frozenset(_key(line) for line in (text or "").split("\n")) - {""}
    return _Found(lines, "\n".join(lines))


def _key(text: str) -> str:
    return _NOT_WORDS.sub("", text).casefold()


class _Found(Struct, frozen=True):
    """Lines that trafilatura found, by their keys; a block may be a line, or a part of one that it put together."""

    lines: frozenset[str]
    joined: str

    def has(self, key: str) -> bool:
        return key in self.lines or (len(key) >= 30 and len(self.joined) < _SEARCHED and key in self.joined)


def _laid_out(found: Sequence[Block]) -> tuple[str, list[tuple[int, int, PartRole]]]:
    """The blocks as one text, an empty line between two, and the span and role of each."""
    spans: list[tuple[int, int, PartRole]] = []
    at = 0
    for block in found:
        spans.append((at, at + len(block.text), block.role or "boilerplate"))
        at += len(block.text) + len(_BETWEEN)
    return _BETWEEN.join(b.text for b in found), spans


def fragment(html: str, title: str | None) -> tuple[str, list[Part]]:
    """Text and parts of a piece of HTML that is all article, such as a feed's entry."""
    refuse_deep(html.encode("utf-8", "replace"), Limits().html_depth)
    found = blocks(lxml.html.document_fromstring(f"<html><body>{html}</body></html>"))
    for block in found:
        block.role = block.role if block.role in ("caption", "credit") else "body"
    text, spans = _laid_out(found)
    return text, parts_of_page(text, spans, title)
