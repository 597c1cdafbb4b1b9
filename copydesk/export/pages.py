"""The situation report as one self-contained HTML file or as Markdown.

Reports are hostile text: HTML is escaped by Jinja wherever it is set in, Markdown by `plain`. Nothing is loaded from anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from copydesk.export.excerpts import Piece
from copydesk.export.situation import Situation, situation
from copydesk.export.wording import heading
from copydesk.ledger import Ledger
from copydesk.model import WrongUse

if TYPE_CHECKING:
    from jinja2 import Environment

_SIGNS = re.compile(r"([\\`*_{}\[\]()#+!|<>~&])")
# Marks that turn the direction of what follows; shown, not obeyed
_BIDI = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def report_page(ledger: Ledger, fmt: str = "html", title: str | None = None, only: Collection[str] | None = None) -> str:
    """The situation report of a ledger, or of the events with the ids in `only`: `fmt` "html" or "markdown".

    The same ledger gives the same text.
    """
    if fmt not in PAGES:
        raise WrongUse(f"{fmt}: a situation report is written as {' or '.join(PAGES)}")
    return PAGES[fmt](situation(ledger, title, only=only))


def html_page(shown: Situation) -> str:
    """One HTML file with its style and maps inside, and a policy that forbids scripts and requests."""
    return _environment(html=True).get_template("situation.html").render(s=shown)


def markdown_page(shown: Situation) -> str:
    """The same in CommonMark with footnotes, without the maps."""
    return _environment(html=False).get_template("situation.md").render(s=shown)


PAGES: Mapping[str, Callable[[Situation], str]] = {"html": html_page, "markdown": markdown_page}


def plain(text: object) -> str:
    """Text as text in Markdown: on one line, signs that would mean something escaped, marks of direction shown."""
    return _SIGNS.sub(r"\\\1", shown_marks(" ".join(str(text).split())))


def stretch(text: str) -> str:
    """The same for a stretch within a line, the white space at its ends kept."""
    held = plain(text)
    return f"{' ' if text[:1].isspace() else ''}{held}{' ' if held and text[-1:].isspace() else ''}"


def marked(quote: Iterable[Piece]) -> str:
    """A quote with what is evidence in bold; white space at the ends stays outside the bold, else it would not be."""
    said = []
    for evident, run in groupby(quote, key=lambda piece: bool(piece.fields)):
        text = "".join(piece.text for piece in run)
        held = stretch(text)
        said.append(held.replace(held.strip(), f"**{held.strip()}**", 1) if evident and held.strip() else held)
    return "".join(said)


def shown_marks(text: object) -> str:
    """Text whose marks of writing direction are replaced by a sign, so that no report can reorder the page."""
    return _BIDI.sub("\u2426", str(text))


def web_link(url: str | None) -> str | None:
    """A url that a page may link to: http and https alone, never one that runs something."""
    return url if url and re.match(r"https?://", url, re.IGNORECASE) else None


@cache
def _environment(*, html: bool) -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 - a tenth of a second other commands need not pay

    made = Environment(
        loader=PackageLoader("copydesk.export"),
        autoescape=html,
        undefined=StrictUndefined,
        finalize=lambda value: shown_marks(value) if type(value) is str else value,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters |= {"plain": plain, "marked": marked, "heading": heading, "web_link": web_link}
    return made
