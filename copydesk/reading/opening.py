"""Opening inputs: plain, gzip or member of a zip, with a bound on what they unpack to."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from copydesk.model import UnreadableInput
from copydesk.reading.options import Limits, Source

# What opening or reading an input may raise: all of it is said in one line and stops nothing else.
READ_ERRORS = (
    OSError,
    EOFError,
    zlib.error,
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    RuntimeError,
    NotImplementedError,
    UnreadableInput,
)


class _Bounded(io.RawIOBase):
    """A stream of unpacked bytes that raises UnreadableInput once it grows beyond size or ratio: a bomb costs no more than that."""

    def __init__(self, inner: IO[bytes], packed: int, limits: Limits) -> None:
        self._inner = inner
        self._packed = max(packed, 1)
        self._limits = limits
        self._read = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        piece = self._inner.read(len(buffer))
        buffer[: len(piece)] = piece
        self._read += len(piece)
        limits = self._limits
        if self._read > limits.packed_bytes:
            raise UnreadableInput(f"unpacks to more than {limits.packed_bytes / 1e6:,.0f} MB")
        if self._read > limits.packed_ratio_from and self._read > self._packed * limits.packed_ratio:
            raise UnreadableInput(f"unpacks to more than {limits.packed_ratio} times its size")
        return len(piece)


@contextmanager
def opened(source: Source, limits: Limits) -> Iterator[IO[bytes]]:
    """The unpacked bytes of a source, from its beginning. Raises one of READ_ERRORS."""
    if source.member is not None:
        with zipfile.ZipFile(source.path) as archive, archive.open(source.member) as member:
            packed = archive.getinfo(source.member).compress_size
            yield _buffered(member, packed, limits)
    elif source.packing == "gzip":
        with gzip.open(source.path) as stream:
            yield _buffered(cast("IO[bytes]", stream), Path(source.path).stat().st_size, limits)
    else:
        with Path(source.path).open("rb") as plain:
            yield plain


def _buffered(inner: IO[bytes], packed: int, limits: Limits) -> IO[bytes]:
    return io.BufferedReader(_Bounded(inner, packed, limits), 1 << 16)


def said(error: BaseException) -> str:
    """An error as one line that a person can use."""
    if isinstance(error, UnreadableInput):
        return str(error)
    if isinstance(error, FileNotFoundError):
        return "is not there"
    if isinstance(error, PermissionError):
        return "may not be read: no permission"
    if isinstance(error, IsADirectoryError):
        return "is a folder"
    if isinstance(error, (EOFError, zlib.error, gzip.BadGzipFile)):
        return f"is a broken gzip file ({error})"
    if isinstance(error, zipfile.BadZipFile):
        return f"is a broken zip file ({error})"
    if isinstance(error, RuntimeError) and "password" in str(error):
        return "is encrypted"
    if isinstance(error, OSError) and error.strerror:
        return f"cannot be read: {error.strerror}"
    return f"cannot be read: {type(error).__name__}: {error}"
