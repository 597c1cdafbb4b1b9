"""The inputs behind what a person names: files, folders, globs, zip members, standard input; large tables in pieces."""

from __future__ import annotations

import atexit
import glob
import io
import os
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from copydesk.model import Problem
from copydesk.reading.kinds import HEAD, by_head, by_name, packing_of
from copydesk.reading.opening import READ_ERRORS, opened, said
from copydesk.reading.options import Kind, Limits, Options, Source
from copydesk.reading.pieces import pieces


def sources(paths: Sequence[str], options: Options) -> Iterator[Source | Problem]:
    """Every input behind `paths`, in order, folders and globs sorted by name; what cannot be used comes as a Problem.

    A path is a file, a folder, a glob pattern or "-" for standard input. Nothing but first bytes is read here, except of files
    larger than `Limits.chunk_bytes`, which are gone through once to find where their pieces begin.
    """
    seen: set[str] = set()
    for path in paths:
        if path == "-":
            yield from _file(_spooled(), "-", options.limits)
            continue
        for found in _files(path):
            if isinstance(found, Problem):
                yield found
            elif (real := os.path.realpath(found)) not in seen:
                seen.add(real)
                yield from _file(found, found, options.limits)


def _files(path: str) -> Iterator[str | Problem]:
    if Path(path).is_dir():
        yield from _folder(path)
    elif os.path.lexists(path) or not glob.has_magic(path):
        yield path
    else:
        matches = sorted(glob.glob(path, recursive=True))  # noqa: PTH207 (Path.glob takes no absolute pattern)
        if not matches:
            yield Problem(source=path, what="matches no file", done="left out")
        for match in matches:
            yield from _folder(match) if Path(match).is_dir() else [match]


def _folder(path: str) -> Iterator[str | Problem]:
    failed: list[OSError] = []
    for where, folders, names in os.walk(path, onerror=failed.append):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(names):
            if not name.startswith("."):
                yield os.path.join(where, name)  # noqa: PTH118 (names may hold lone surrogates and are passed on as they are)
        while failed:
            error = failed.pop()
            yield Problem(source=_printable(str(error.filename)), what=said(error), done="left out")
    for error in failed:
        yield Problem(source=_printable(str(error.filename)), what=said(error), done="left out")


def _file(path: str, shown: str, limits: Limits) -> Iterator[Source | Problem]:
    shown = _printable(shown)
    try:
        place = Path(path)
        if place.exists() and not place.is_file():
            yield Problem(source=shown, what="is not a regular file", done="left out")
            return
        size = place.stat().st_size
        with place.open("rb") as stream:
            head = stream.read(HEAD)
        if not size:
            yield Problem(source=shown, what="is empty", done="left out")
            return
        packing = packing_of(head)
        if packing == "zip":
            yield from _members(path, shown, limits)
            return
        named, by_ending = by_name(path)
        if by_ending == "zip":
            yield Problem(source=shown, what="is a broken zip file", done="left out")
            return
        if by_ending == "gzip" and packing is None:
            yield Problem(source=shown, what="is a broken gzip file (it does not begin as one)", done="left out")
            return
        whole = Source(path=path, kind="text", shown=shown, packing=packing, size=size)
        if packing:
            with opened(whole, limits) as unpacked:
                head = unpacked.read(HEAD)
        kind = by_head(head, named)
    except READ_ERRORS as error:
        yield Problem(source=shown, what=said(error), done="left out")
        return
    if kind is None:
        yield Problem(source=shown, what="is a binary file, not a text", done="left out")
        return
    yield from pieces(_of_kind(whole, kind), limits)


def _of_kind(source: Source, kind: Kind) -> Source:
    # fastwarc unpacks by itself and can then begin at any record
    packing = None if kind == "warc" and source.member is None else source.packing
    return Source(path=source.path, kind=kind, shown=source.shown, packing=packing, member=source.member, size=source.size)


def _members(path: str, shown: str, limits: Limits) -> Iterator[Source | Problem]:
    with zipfile.ZipFile(path) as archive:
        infos = [i for i in archive.infolist() if not i.is_dir() and not _hidden(i.filename)]
        for number, info in enumerate(infos):
            name = f"{shown}!{_printable(info.filename)}"
            if number >= limits.members:
                yield Problem(source=shown, what=f"has {len(infos):,} members", done=f"the first {limits.members:,} were read")
                return
            what = _refused(info, limits)
            if what:
                yield Problem(source=name, what=what, done="left out")
                continue
            whole = Source(path=path, kind="text", shown=name, packing="zip", member=info.filename, size=info.file_size)
            try:
                with archive.open(info) as member:
                    head = member.read(HEAD)
            except READ_ERRORS as error:
                yield Problem(source=name, what=said(error), done="left out")
                continue
            if packing_of(head):
                yield Problem(source=name, what="is an archive inside an archive", done="left out: unpack it first")
                continue
            kind = by_head(head, by_name(info.filename)[0])
            if kind is None:
                yield Problem(source=name, what="is a binary file, not a text", done="left out")
                continue
            yield _of_kind(whole, kind)


def _refused(info: zipfile.ZipInfo, limits: Limits) -> str | None:
    """Why a member is not even opened, or None."""
    if not info.file_size:
        return "is empty"
    if info.file_size > limits.packed_bytes:
        return f"unpacks to {info.file_size / 1e6:,.0f} MB, more than {limits.packed_bytes / 1e6:,.0f} MB"
    if info.file_size > limits.packed_ratio_from and info.file_size > max(info.compress_size, 1) * limits.packed_ratio:
        return f"unpacks to more than {limits.packed_ratio} times its size"
    return None


def _hidden(name: str) -> bool:
    return any(step.startswith((".", "__MACOSX")) for step in name.split("/"))


def _spooled() -> str:
    """Standard input as a file that other processes can read, gone when this process ends."""
    with tempfile.NamedTemporaryFile("wb", prefix="copydesk-stdin-", delete=False) as spool:
        shutil.copyfileobj(getattr(sys.stdin, "buffer", io.BytesIO()), spool)
    atexit.register(Path(spool.name).unlink, missing_ok=True)
    return spool.name


def _printable(name: str) -> str:
    """A name that can be stored as UTF-8, whatever bytes the file system has."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
