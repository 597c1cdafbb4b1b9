"""Large tables of rows in pieces that can be read by themselves, so that no process holds more than one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from copydesk.model import Problem
from copydesk.reading.options import Limits, Source

_BLOCK = 1 << 20


def pieces(source: Source, limits: Limits) -> Iterator[Source | Problem]:
    """The pieces of a source, in order; the source itself where it is small, packed or of a kind that is read at once."""
    if source.packing or source.size is None or source.size <= limits.chunk_bytes:
        yield source
    elif source.kind in ("jsonl", "csv"):
        yield from _rows(source, limits.chunk_bytes, quoted=source.kind == "csv")
    elif source.kind == "parquet":
        yield from _row_groups(source, limits.chunk_bytes)
    elif source.kind == "warc":
        yield from _records(source, limits.chunk_bytes)
    else:
        yield source


def _rows(source: Source, size: int, *, quoted: bool) -> Iterator[Source]:
    """Pieces that end at a line's end; in CSV at one with an even number of quotes before it, as others stand inside a cell."""
    start = at = 0
    first_line = line = 1
    quotes = 0
    with Path(source.path).open("rb") as stream:
        while block := stream.read(_BLOCK):
            enough = start + size - at
            if enough >= len(block):
                at += len(block)
                line += block.count(b"\n")
                quotes += block.count(b'"') if quoted else 0
                continue
            seen = max(enough, 0)
            line += block.count(b"\n", 0, seen)
            quotes += block.count(b'"', 0, seen) if quoted else 0
            at += seen
            stream.seek(at)
            for row in stream:
                at += len(row)
                line += 1
                quotes += row.count(b'"') if quoted else 0
                if quotes % 2 == 0:
                    break
            yield replace(source, start=start, stop=at, first_line=first_line, size=at - start)
            start, first_line = at, line
    if at > start:
        yield replace(source, start=start, stop=at, first_line=first_line, size=at - start)


def _row_groups(source: Source, size: int) -> Iterator[Source]:
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    try:
        groups = pq.read_metadata(source.path)
    except (pa.ArrowException, OSError):  # said by the reader, in one place
        yield source
        return
    start, held = 0, 0
    for i in range(groups.num_row_groups):
        held += groups.row_group(i).total_byte_size
        if held >= size or i + 1 == groups.num_row_groups:
            yield replace(source, start=start, stop=i + 1, size=held)
            start, held = i + 1, 0


def _records(source: Source, size: int) -> Iterator[Source]:
    """Pieces that begin at a WARC record; a file gzipped as one member cannot be entered in the middle and stays whole."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType  # noqa: PLC0415

    start = 0
    with Path(source.path).open("rb") as stream:
        try:
            for record in ArchiveIterator(stream, record_types=WarcRecordType.any_type, parse_http=False):
                at = record.stream_pos
                if at - start >= size:
                    yield replace(source, start=start, stop=at, size=at - start)
                    start = at
        except (OSError, ValueError):  # said by the reader, which comes to the same place
            pass
    yield replace(source, start=start, stop=None, size=(source.size or 0) - start)
