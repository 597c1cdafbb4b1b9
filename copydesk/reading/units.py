"""The units of an input, as bytes: a file, a line of JSONL, a row of CSV or Parquet, a WARC record.

A unit is what a report's SHA-256 and `read_from` stand for. Units are read one at a time; no more than one is held.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import msgspec
from msgspec import Struct

from copydesk.model import Problem, UnreadableInput
from copydesk.reading.opening import READ_ERRORS, opened, said
from copydesk.reading.options import Kind, Limits, Source

Row = dict[str, Any]

_PAGE_TYPES = ("text/html", "application/xhtml+xml", "text/plain")


class Unit(Struct, kw_only=True):
    """One unit: a page, text or feed (`row` None) or a row of a table."""

    data: bytes
    kind: Kind
    read_from: str
    line: int | None = None
    row: Row | None = None
    url: str | None = None
    charset: str | None = None
    modified: float | None = None


def units(source: Source, limits: Limits) -> Iterator[Unit | Problem]:
    """The units of a source in order. What goes wrong in the middle comes as a Problem after the units that were read."""
    found = 0
    try:
        for unit in _READERS.get(source.kind, _whole)(source, limits):
            found += isinstance(unit, Unit)
            yield unit
    except READ_ERRORS as error:
        done = f"{found:,} read before it were kept" if found else "left out"
        yield Problem(source=source.shown, what=said(error), done=done)


def _whole(source: Source, limits: Limits) -> Iterator[Unit]:
    with opened(source, limits) as stream:
        data = stream.read(limits.page_bytes + 1)
    if len(data) > limits.page_bytes:
        size = source.size if source.packing != "gzip" else None
        has = f"has {size / 1e6:,.0f} MB" if size else "is too large"
        raise UnreadableInput(f"{has}; a page or text may have {limits.page_bytes / 1e6:,.0f} MB")
    modified = Path(source.path).stat().st_mtime if source.member is None and source.shown != "-" else None
    yield Unit(data=data, kind=source.kind, read_from=source.shown, modified=modified)


def _lines(stream: IO[bytes], source: Source, limits: Limits) -> Iterator[tuple[int, bytes | None]]:
    """Line number and bytes of each line of a piece; None for a line that is longer than a page may be."""
    at, number = source.start, source.first_line
    while source.stop is None or at < source.stop:
        line = stream.readline(limits.page_bytes + 1)
        if not line:
            return
        at += len(line)
        too_long = len(line) > limits.page_bytes
        yield number, None if too_long else line
        while too_long and line and not line.endswith(b"\n"):
            line = stream.readline(limits.page_bytes)
            at += len(line)
        number += 1


def _jsonl(source: Source, limits: Limits) -> Iterator[Unit | Problem]:
    with opened(source, limits) as stream:
        if source.start:
            stream.seek(source.start)
        for number, line in _lines(stream, source, limits):
            if line is None:
                what = f"is a line of more than {limits.page_bytes / 1e6:,.0f} MB"
                yield Problem(source=source.shown, line=number, what=what, done="line left out")
                continue
            data = line.strip(b"\xef\xbb\xbf\r\n\t ") if number == 1 else line.strip()
            if not data:
                continue
            row = _json_row(data)
            if isinstance(row, str):
                yield Problem(source=source.shown, line=number, what=row, done="line left out")
                continue
            yield Unit(data=data, kind="jsonl", read_from=f"{source.shown}:{number}", line=number, row=row)


def _json_row(data: bytes) -> Row | str:
    """The object of a line, or in words why there is none."""
    import json  # noqa: PLC0415

    try:
        row = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        try:  # the standard library also takes lone surrogates and NaN
            row = json.loads(data.decode("utf-8", "replace"))
        except (ValueError, RecursionError) as error:
            return f"is not valid JSON: {error}"
    if not isinstance(row, dict):
        return f"is a JSON {type(row).__name__}, not an object"
    return row


def _parquet(source: Source, limits: Limits) -> Iterator[Unit]:
    import io  # noqa: PLC0415

    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    encoder = msgspec.json.Encoder(order="deterministic", enc_hook=str)
    try:
        if source.packing:
            with opened(source, limits) as stream:
                table = pq.ParquetFile(io.BytesIO(stream.read()))
        else:
            table = pq.ParquetFile(source.path)
        last = table.num_row_groups if source.stop is None else source.stop
        number = sum(table.metadata.row_group(i).num_rows for i in range(source.start))
        for batch in table.iter_batches(batch_size=256, row_groups=list(range(source.start, last))):
            for row in batch.to_pylist():
                number += 1
                yield Unit(data=encoder.encode(row), kind="parquet", read_from=f"{source.shown}:{number}", line=number, row=row)
    except pa.ArrowException as error:
        raise UnreadableInput(f"is not a Parquet file that can be read ({str(error).splitlines()[0][:120]})") from error


def _warc(source: Source, limits: Limits) -> Iterator[Unit | Problem]:
    from fastwarc.warc import ArchiveIterator, WarcRecordType  # noqa: PLC0415

    wanted = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    seen = 0
    with _seekable(source, limits) as stream:
        if source.start:
            stream.seek(source.start)
        for record in ArchiveIterator(stream, record_types=WarcRecordType.any_type, parse_http=False):
            seen += 1
            at = record.stream_pos
            if source.stop is not None and at >= source.stop:
                return
            if record.record_type in (WarcRecordType.unknown, WarcRecordType.no_type):
                yield Problem(source=f"{source.shown}@{at}", what="is no WARC record", done="left out up to the next record")
            elif record.record_type & wanted:
                yield from _record(record, f"{source.shown}@{at}", limits)
    if not seen:
        raise UnreadableInput("is not a WARC file that can be read: no record in it")


@contextmanager
def _seekable(source: Source, limits: Limits) -> Iterator[IO[bytes]]:
    """A source's bytes as fastwarc needs them: a packed one is unpacked to a temporary file, as it cannot go back in a stream."""
    with opened(source, limits) as stream:
        if source.packing is None:
            yield stream
            return
        with tempfile.TemporaryFile() as spool:
            shutil.copyfileobj(stream, spool)
            spool.seek(0)
            yield spool


def _record(record: Any, read_from: str, limits: Limits) -> Iterator[Unit | Problem]:
    """The page of a record, if it has one: redirects, errors and pictures are no reports and are passed over."""
    declared = record.content_length
    if declared > limits.page_bytes:
        what = f"has {declared / 1e6:,.0f} MB; a page may have {limits.page_bytes / 1e6:,.0f} MB"
        yield Problem(source=read_from, what=what, done="record left out")
        return
    record.freeze()  # reads it whole: shows whether it breaks off, before its page is unpacked
    if "Content-Length" not in record.headers or record.content_length < declared:
        yield Problem(source=read_from, what="is a WARC record that breaks off", done="record left out")
        return
    content_type = record.headers.get("Content-Type", "")
    if content_type.startswith("application/http"):
        record.parse_http(auto_decode="all")
        if record.http_headers is None or record.http_headers.status_code not in (200, 203, 206):
            return
        content_type = record.http_content_type or ""
    if not content_type.startswith(_PAGE_TYPES):
        return
    data = record.reader.read(limits.page_bytes + 1)
    if not data or len(data) > limits.page_bytes:
        what = f"unpacks to more than {limits.page_bytes / 1e6:,.0f} MB" if data else "is a record without content"
        yield Problem(source=read_from, what=what, done="record left out")
        return
    yield Unit(
        data=data,
        kind="text" if content_type.startswith("text/plain") else "html",
        read_from=read_from,
        url=record.headers.get("WARC-Target-URI"),
        charset=record.http_charset,
    )


def _csv(source: Source, limits: Limits) -> Iterator[Unit | Problem]:
    from copydesk.reading.rows import csv_rows  # noqa: PLC0415

    with opened(source, limits) as stream:
        for number, data, row in csv_rows(stream, source, limits):
            if isinstance(row, str):
                yield Problem(source=source.shown, line=number, what=row, done="row left out")
            else:
                yield Unit(data=data, kind="csv", read_from=f"{source.shown}:{number}", line=number, row=row)


_READERS = {"jsonl": _jsonl, "csv": _csv, "parquet": _parquet, "warc": _warc}
