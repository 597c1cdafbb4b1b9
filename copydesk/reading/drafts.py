"""From what a reader found in its bytes to a finished report."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime

from msgspec import Struct

from copydesk.model import Part, Problem, Report
from copydesk.model.offsets import to_text, to_working
from copydesk.model.records import PublishedFrom
from copydesk.reading import published
from copydesk.reading.anatomy import headline_of, parts_of
from copydesk.reading.language import language_of
from copydesk.reading.naming import byline_in, outlet_in, outlet_of_url, people
from copydesk.reading.options import Options
from copydesk.reading.pseudonyms import Hidden, hide_writers
from copydesk.reading.repair import clean, repaired, without_surrogates

_HEAD = 1_500  # characters at the beginning in which a date line or an outlet is looked for


class Draft(Struct, kw_only=True):
    """What a reader found: the text, and what the input itself says of it. `parts` None: found from the text.

    `given` are the fields of a row, which are "input"; the others come from a page's or a feed's metadata.
    """

    text: str
    data: bytes
    read_from: str
    line: int | None = None
    parts: list[Part] | None = None
    id: str | None = None
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    published: str | None = None
    published_from: PublishedFrom = "metadata"
    byline: list[str] = []
    links: list[str] = []
    writers: list[str] = []  # of reader comments, where the page marks them
    modified: float | None = None  # the file's time stamp


def finished(draft: Draft, options: Options) -> Iterator[Report | Problem]:
    """The report of a draft, preceded by a problem for each thing about it that could not be used."""
    text = without_surrogates(draft.text)
    if not text.strip():
        yield Problem(source=draft.read_from, line=draft.line, what="holds no text", done="left out")
        return
    if "\x00" in text:
        yield Problem(source=draft.read_from, line=draft.line, what="has NUL bytes in its text", done="kept; coded without them")
    too_long = len(text) > options.limits.text_chars
    title = clean(draft.title) or None if draft.title else None
    working, repairs = (text, []) if too_long else repaired(text)
    if too_long:
        parts = [Part("body", *_trimmed(text))]
    elif draft.parts is None:
        parts = parts_of(working, title)
    else:
        parts = [Part(p.role, *to_working(p.start, p.end, repairs)) for p in draft.parts]
    report_id = draft.id or _digest(
        _without_comments(draft.text, [to_text(p.start, p.end, repairs) for p in parts if p.role == "comment"])
    )
    hidden = hide_writers(Hidden(text, working, parts, repairs), draft.writers, options.pseudonym_key)
    today = _today(options)
    day, day_from = None, None
    for value, origin in _days(draft, hidden.working[:_HEAD], hidden.parts, options, today):
        try:
            day, day_from = published.normal(value, today), origin
            break
        except published.Unlikely as error:
            yield Problem(source=draft.read_from, line=draft.line, report_id=report_id, what=str(error), done="date left out")
    language = language_of(_body(hidden.working, hidden.parts))
    why = _not_coded(language, too_long, len(text))
    if too_long:
        yield Problem(source=draft.read_from, line=draft.line, report_id=report_id, what=str(why), done="kept, not coded")
    yield Report(
        report_id=report_id,
        text=hidden.text,
        title=title or (None if too_long else headline_of(hidden.working, hidden.parts)),
        url=draft.url,
        outlet=_outlet(draft, hidden.working, hidden.parts, options),
        published=day,
        published_from=day_from,
        language=language,
        coded=why is None,
        not_coded_why=why,
        byline=people(draft.byline) or byline_in(hidden.working, hidden.parts),
        parts=hidden.parts,
        links=draft.links,
        repaired=hidden.working if hidden.repairs else None,
        repairs=hidden.repairs,
        sha256=hashlib.sha256(draft.data).hexdigest(),
        read_at=options.read_at or datetime.now(UTC).isoformat(timespec="seconds"),
        read_from=draft.read_from,
    )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _without_comments(text: str, comments: list[tuple[int, int]]) -> str:
    for start, end in reversed(comments):
        text = text[:start] + text[end:]
    return text


def _trimmed(text: str) -> tuple[int, int]:
    return len(text) - len(text.lstrip()), len(text.rstrip())


def _body(text: str, parts: list[Part]) -> str:
    return next((text[p.start : p.start + 1_500] for p in parts if p.role == "body" and p.end - p.start > 40), text[:1_500])


def _today(options: Options) -> date:
    if options.read_at:
        return datetime.fromisoformat(options.read_at).date()
    return datetime.now(UTC).date()


def _days(draft: Draft, head: str, parts: list[Part], options: Options, today: date) -> Iterator[tuple[str, PublishedFrom]]:
    """Where a publication date may be found, best first."""
    if draft.published:
        yield draft.published, draft.published_from
    for part in parts:
        if part.role in ("boilerplate", "credit") and part.start < len(head):
            found = published.in_text(head[part.start : part.end], today)
            if found:
                yield found, "text"
                break
    if draft.url:
        found = published.in_url(draft.url, today)
        if found:
            yield found, "url"
    if options.use_file_dates and draft.modified is not None:
        yield published.of_timestamp(draft.modified), "file"


def _outlet(draft: Draft, text: str, parts: list[Part], options: Options) -> str | None:
    if draft.outlet and clean(draft.outlet):
        return clean(draft.outlet)
    found = outlet_in(text[:_HEAD], parts)
    return found or options.outlet or (outlet_of_url(draft.url) if draft.url else None)


def _not_coded(language: str | None, too_long: bool, length: int) -> str | None:
    if too_long:
        return f"too long: {length:,} characters"
    if language is None:
        return "not a text: no words in it"
    return None if language == "en" else f"another language than English: {language}"
