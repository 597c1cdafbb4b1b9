"""`build`: reports into a ledger, chunk by chunk, each step a transaction; a build killed anywhere is finished by the next."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from pathlib import Path

import zstandard
from msgspec import Struct, to_builtins
from msgspec.structs import replace

from copydesk import __version__
from copydesk.ledger import Input, Ledger, ReportBatch
from copydesk.merging import block_keys
from copydesk.model import Mention, Problem, Report, WrongUse
from copydesk.pipeline.identity import Known, digest
from copydesk.pipeline.merging import merge_pending
from copydesk.pipeline.plan import Runner
from copydesk.pipeline.relating import bands_of, relate_pending
from copydesk.pipeline.run import Chunk, chunks
from copydesk.pipeline.telling import Silent, Stoppable, Teller
from copydesk.reading import Options, Source, originals


class BuildOptions(Struct, frozen=True):
    """How to read, where the plan runs, whether the bytes read are kept, how long to wait for another build."""

    reading: Options = Options()
    runner: Runner = Runner()
    keep_originals: bool = False
    wait: float = -1  # seconds; -1 for as long as it takes


class BuildSummary(Struct, frozen=True):
    """What a build did, in reports, and how many problems it wrote down."""

    read: int = 0
    new: int = 0
    problems: int = 0


def build(where: str | Path, paths: Sequence[str], options: BuildOptions, tell: Teller | None = None) -> BuildSummary:
    """Read the reports at `paths` into the ledger at `where`, making it if there is none.

    Reports already there are not worked on again. Raises WrongUse for a file that is no ledger, CopydeskError where writing fails.
    """
    tell = tell or Silent()
    if not paths:
        raise WrongUse("name at least one file, folder or glob of reports, or - for standard input")
    with (
        Ledger.open(where, create=True) as ledger,
        ledger.build_lock(options.wait, lambda: tell.step("waiting for another build", 0)),
    ):
        build_id = ledger.start_build({"paths": list(paths), "runner": to_builtins(options.runner)}, {"copydesk": __version__})
        summary = _read_in(ledger, paths, options, build_id, tell)
        finish(ledger, build_id, tell)
        ledger.finish_build(build_id)
    return summary


def finish(ledger: Ledger, build_id: int | None, tell: Teller) -> None:
    """Relate and merge whatever is in the ledger and has not been yet."""
    relate_pending(ledger, build_id, tell)
    merge_pending(ledger, build_id, tell)


def _read_in(ledger: Ledger, paths: Sequence[str], options: BuildOptions, build_id: int, tell: Teller) -> BuildSummary:
    summary = BuildSummary()
    told = {(p.source, p.line, p.what) for p in ledger.problems()}

    def tick(done: int) -> None:
        tell.step("reading and coding", summary.read + done)

    listened = tick if isinstance(tell, Stoppable) else None
    for chunk in chunks(paths, options.reading, options.runner, lambda ids: _known(ledger, ids), listened):
        ledger.write_reports(_batch(chunk, told, options, build_id))
        for problem in chunk.problems:
            tell.problem(problem)
        summary = replace(
            summary,
            read=summary.read + chunk.read,
            new=summary.new + len(chunk.coded),
            problems=summary.problems + len(chunk.problems),
        )
        tell.step("reading and coding", summary.read)
    return summary


def _known(ledger: Ledger, ids: list[str]) -> Known:
    return {r.report_id: digest(r.text) for r in ledger.reports(ids)}


def report_batch(reports: Sequence[Report], mentions: Sequence[Mention]) -> ReportBatch:
    """Reports and their mentions with the keys under which lineage and merging find them."""
    by_id = {r.report_id: r for r in reports}
    return ReportBatch(
        version=__version__,
        reports=reports,
        mentions=mentions,
        bands=bands_of(reports),
        block_keys=[(k, m.mention_id) for m in mentions for k in block_keys(m, by_id[m.report_id])],
    )


def _batch(chunk: Chunk, told: set[tuple[str, int | None, str]], options: BuildOptions, build_id: int) -> ReportBatch:
    reports = [c.report for c in chunk.coded]
    return dataclasses.replace(
        report_batch(reports, [m for c in chunk.coded for m in c.mentions]),
        inputs=list(_inputs(chunk.sources, reports, options)),
        problems=[p for p in chunk.problems if (p.source, p.line, p.what) not in told],
        build_id=build_id,
    )


def _inputs(sources: Sequence[Source], reports: Sequence[Report], options: BuildOptions) -> Iterator[Input]:
    """The inputs that reports came from; with `keep_originals` their bytes too."""
    read_at = options.reading.read_at
    if not options.keep_originals:
        seen = {(r.sha256, r.read_from) for r in reports}
        yield from (Input(sha256, read_from, read_at) for sha256, read_from in sorted(seen))
        return
    wanted = {r.read_from for r in reports}
    pack = zstandard.ZstdCompressor(level=9).compress
    for source in sources:
        for original in originals(source, options.reading):
            if isinstance(original, Problem):
                continue
            if original.read_from in wanted:
                yield Input(original.sha256, original.read_from, read_at, len(original.data), pack(original.data))
