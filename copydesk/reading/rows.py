"""Rows of CSV with the bytes and the line number each stands at."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import IO, Any

from copydesk.model import UnreadableInput
from copydesk.reading.decoding import decoded, encoding_of
from copydesk.reading.options import Limits, Source

_SAMPLE = 1 << 16
_DELIMITERS = ",;\t|"

CsvRow = tuple[int, bytes, dict[str, Any] | str]


class _Lines:
    """The decoded lines of a stream; keeps the bytes of those given out since they were last taken."""

    def __init__(self, stream: IO[bytes], encoding: str, limit: int) -> None:
        self._stream = stream
        self._encoding = encoding
        self._limit = limit
        self._held: list[bytes] = []
        self.read = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._stream.readline(self._limit)
        if not line:
            raise StopIteration
        self._held.append(line)
        self.read += len(line)
        if sum(map(len, self._held)) > self._limit:
            raise UnreadableInput(f"has a row of more than {self._limit / 1e6:,.0f} MB")
        return line.decode(self._encoding, "replace")

    def taken(self) -> tuple[bytes, int]:
        """The bytes of the lines since the last call, without the last line end, and how many lines they were."""
        held, self._held = self._held, []
        return b"".join(held).rstrip(b"\r\n"), len(held)


def csv_rows(stream: IO[bytes], source: Source, limits: Limits) -> Iterator[CsvRow]:
    """Line number (from 1), bytes, and the cells by column name, or in words what is wrong with the row.

    The first line names the columns, also where `source` is a piece from the middle. Raises UnreadableInput where it does not.
    """
    csv.field_size_limit(limits.page_bytes)
    head = stream.read(_SAMPLE)
    encoding = encoding_of(head)
    if encoding.startswith(("utf-16", "utf-32")):
        raise UnreadableInput(f"is a table in {encoding}: save it as UTF-8")
    stream.seek(0) if stream.seekable() else None
    delimiter = _delimiter(decoded(head.split(b"\n", 1)[0] + b"\n"))
    lines = _Lines(_joined(head, stream), encoding, limits.page_bytes)
    reader = csv.reader(lines, delimiter=delimiter)
    names = [n.strip().lstrip("\ufeff") for n in next(reader, [])]
    _, count = lines.taken()
    number = 1 + count
    if source.start:
        stream.seek(source.start)
        lines = _Lines(stream, encoding, limits.page_bytes)
        reader = csv.reader(lines, delimiter=delimiter)
        number = source.first_line
    size = None if source.stop is None else source.stop - source.start
    while size is None or lines.read < size:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            data, count = lines.taken()
            yield number, data, f"is not valid CSV: {error}"
            number += count
            continue
        data, count = lines.taken()
        if cells:
            yield number, data, dict(zip(names, cells, strict=False))
        number += count


def _joined(head: bytes, stream: IO[bytes]) -> IO[bytes]:
    """The stream from its beginning again; a gzip stream cannot go back cheaply, so its head is put before it."""
    import io  # noqa: PLC0415

    if stream.seekable():
        return stream
    rest = stream
    first = io.BytesIO(head)

    class _Chained(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            piece = first.read(len(buffer)) or rest.read(len(buffer))
            buffer[: len(piece)] = piece
            return len(piece)

    return io.BufferedReader(_Chained())


def _delimiter(header: str) -> str:
    counts = {d: header.count(d) for d in _DELIMITERS}
    return max(_DELIMITERS, key=lambda d: counts[d])
