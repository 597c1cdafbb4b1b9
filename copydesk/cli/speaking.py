"""What a command says while it works: a progress bar on a terminal, one plain line a minute elsewhere, JSON lines when asked."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from copydesk.cli.options import Speech
    from copydesk.model import Problem

LINE_EVERY = 60.0  # seconds between two plain lines
PROBLEMS_SHOWN = 20  # on the terminal; all of them are in the ledger


class Quiet:
    """Says nothing but problems."""

    def __init__(self) -> None:
        self.problems = 0

    def step(self, what: str, done: int, total: int | None = None) -> None:
        pass

    def problem(self, problem: Problem) -> None:
        self.problems += 1
        if self.problems <= PROBLEMS_SHOWN:
            click.echo(problem_line(problem), err=True)

    def say(self, line: str) -> None:
        pass

    def close(self) -> None:
        if self.problems > PROBLEMS_SHOWN:
            click.echo(f"… and {self.problems - PROBLEMS_SHOWN} more problems; `copydesk export LEDGER --table problems`", err=True)


class Plain(Quiet):
    """One line a minute with rate and, where the total is known, time left."""

    def __init__(self) -> None:
        super().__init__()
        self.started = self.last = time.monotonic()

    def step(self, what: str, done: int, total: int | None = None) -> None:
        now = time.monotonic()
        if now - self.last >= LINE_EVERY:
            self.last = now
            rate = done / max(now - self.started, 1e-9)
            left = f", about {(total - done) / rate:.0f} s left" if total and rate else ""
            click.echo(f"{what}: {done} reports, {rate:.0f} a second{left}", err=True)

    def say(self, line: str) -> None:
        click.echo(line)


class Json(Quiet):
    """Every step, problem and line as one JSON object on standard error."""

    def step(self, what: str, done: int, total: int | None = None) -> None:
        self._print({"step": what, "done": done, "total": total})

    def problem(self, problem: Problem) -> None:
        self.problems += 1
        self._print({"problem": problem.what, "source": problem.source, "line": problem.line, "done": problem.done})

    def say(self, line: str) -> None:
        self._print({"message": line})

    def close(self) -> None:
        pass

    def _print(self, what: dict[str, object]) -> None:
        click.echo(json.dumps({"at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), **what}, ensure_ascii=False), err=True)


class Bar(Plain):
    """A rich progress bar with rate and time left."""

    def __init__(self) -> None:
        super().__init__()
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

        columns = [TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}")]
        self.progress = Progress(*columns, TimeElapsedColumn(), TimeRemainingColumn(), console=Console(stderr=True), transient=True)
        self.progress.start()
        self.tasks: dict[str, tuple[int, float]] = {}

    def step(self, what: str, done: int, total: int | None = None) -> None:
        if what not in self.tasks:
            task = self.progress.add_task(what, total=total, rate="")
            self.tasks[what] = (int(task), time.monotonic())
        task_id, started = self.tasks[what]
        rate = done / max(time.monotonic() - started, 1e-9)
        from rich.progress import TaskID

        self.progress.update(TaskID(task_id), completed=done, total=total, rate=f"{rate:.0f} a second")

    def close(self) -> None:
        self.progress.stop()
        super().close()


@contextmanager
def speaking(speech: Speech) -> Iterator[Quiet]:
    """The teller that fits the terminal and the options; closed when the command ends."""
    teller: Quiet
    if speech.log_json:
        teller = Json()
    elif speech.quiet:
        teller = Quiet()
    elif sys.stderr.isatty():
        teller = Bar()
    else:
        teller = Plain()
    try:
        yield teller
    finally:
        teller.close()


def problem_line(problem: Problem) -> str:
    """One line: the file (and its line), what is wrong, what was done."""
    where = problem.source + (f", line {problem.line}" if problem.line is not None else "")
    return f"{where}: {problem.what}; {problem.done}"
