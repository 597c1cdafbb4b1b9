"""Bringing reports in: files, a folder, a pasted text, a saved page; and watching the build."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from msgspec.structs import replace
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from copydesk.desk.house import House, Work
from copydesk.desk.looking import house_of
from copydesk.desk.pages import page
from copydesk.export.wording import several
from copydesk.pipeline.build import BuildOptions, build

FILES = 2000  # at one time
TEXT_CHARS = 2_000_000
FILE_BYTES = 200_000_000


def bring_page(request: Request) -> Response:
    """The form, and the build that is at work or has just ended."""
    return page(request, "bring.html", work=house_of(request).work)


async def bring(request: Request) -> Response:
    """Keep what was sent in a folder of its own and start a build on it."""
    house = house_of(request)
    if house.work is not None and house.work.finished is None:
        words = f"a build is at work ({house.work.what}); wait until it has ended, or stop it"
        return JSONResponse({"problem": words}, status_code=409)
    async with request.form(max_files=FILES, max_fields=20, max_part_size=TEXT_CHARS * 4) as form:
        folder = Path(tempfile.mkdtemp(prefix="copydesk-brought-"))
        names = [await _kept(file, folder, n) for n, file in enumerate(_files(form))]
        pasted = str(form.get("text") or "").strip()
        if pasted:
            names.append(_pasted(pasted, folder))
        outlet = str(form.get("outlet") or "").strip() or None
    names = [n for n in names if n]
    if not names:
        return JSONResponse({"problem": "choose at least one file, or paste a text"}, status_code=400)
    house.begin(f"{len(names)} input{'s' if len(names) > 1 else ''}", lambda work: _built(house, folder, outlet, work))
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse(progress_of(house.work))
    return RedirectResponse("/bring", status_code=303)


def progress(request: Request) -> Response:
    """How far the build is."""
    return JSONResponse(progress_of(house_of(request).work))


async def stop(request: Request) -> Response:
    """Stop the build."""
    work = house_of(request).work
    if work is not None:
        work.stop()
    return JSONResponse(progress_of(work))


def progress_of(work: Work | None) -> dict[str, object]:
    """The state of a build as the page shows it."""
    if work is None:
        return {"working": False}
    return {
        "working": work.finished is None,
        "what": work.what,
        "stage": "stopping" if work.stopping and work.finished is None else work.stage,
        "done": work.done,
        "total": work.total,
        "problems": work.problems[-50:],
        "finished": work.finished,
    }


def _built(house: House, folder: Path, outlet: str | None, work: Work) -> str:
    at = datetime.now(UTC).isoformat(timespec="seconds")
    options = BuildOptions(reading=replace(house.reading, outlet=outlet, read_at=at))
    summary = build(house.ledger.where, [str(folder)], options, work)
    return f"{several(summary.read, 'report')} read, {summary.new:,} new, {several(summary.problems, 'problem')}"


def _files(form: FormData) -> Sequence[UploadFile]:
    return [f for f in form.getlist("files") if isinstance(f, UploadFile) and f.filename]


async def _kept(file: UploadFile, folder: Path, number: int) -> str:
    """Write a file under its own last name, which cannot lead out of the folder; "" where it is too large."""
    if file.size is not None and file.size > FILE_BYTES:
        return ""
    name = PurePosixPath((file.filename or "").replace("\\", "/")).name.replace("\0", "") or "unnamed"
    inner = folder / f"{number:04}"
    inner.mkdir()
    with (inner / name[-120:]).open("wb") as out:
        while block := await file.read(1 << 20):
            out.write(block)
    return name


def _pasted(text: str, folder: Path) -> str:
    kind = "html" if text.lstrip()[:200].lower().startswith(("<!doctype html", "<html")) else "txt"
    name = f"pasted.{kind}"
    (folder / name).write_text(text[:TEXT_CHARS], encoding="utf-8", errors="replace")
    return name
