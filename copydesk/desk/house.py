"""What the desk's pages share while it runs: the ledger, the picture of its events, the build at work."""

from __future__ import annotations

import threading
from collections.abc import Callable

from copydesk.desk.filters import Filter
from copydesk.desk.ground import Shapes
from copydesk.desk.picture import Bools, Picture
from copydesk.desk.tiles import Tiles
from copydesk.ledger import Ledger
from copydesk.ledger.sharing import Sharing
from copydesk.model import Problem
from copydesk.reading import Options


class Work:
    """A build started from the desk: how far it is, and the wish that it stop. Fulfils `pipeline.telling.Teller`."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.stage = "starting"
        self.done = 0
        self.total: int | None = None
        self.problems: list[str] = []
        self.finished: str | None = None
        self._stop = threading.Event()

    def step(self, what: str, done: int, total: int | None = None) -> None:
        """Heard from the build; raises Stopped where a person wished it."""
        self.stage, self.done, self.total = what, done, total
        if self._stop.is_set():
            raise Stopped

    def problem(self, problem: Problem) -> None:
        """One input went wrong."""
        line = f", line {problem.line}" if problem.line is not None else ""
        self.problems.append(f"{problem.source}{line}: {problem.what}; {problem.done}")

    @property
    def stopping(self) -> bool:
        """Whether a person has asked it to stop."""
        return self._stop.is_set()

    def stop(self) -> None:
        """Stop within a second or so; what was written by then is kept."""
        self._stop.set()


class Stopped(Exception):
    """A person stopped the build."""


class House:
    """The desk's state; one a process."""

    def __init__(self, ledger: Ledger, reading: Options, tiles: Tiles | None = None) -> None:
        self.ledger = ledger
        self.sharing = Sharing(ledger)
        self.reading = reading
        self.tiles = tiles
        self.shapes = Shapes()
        self.work: Work | None = None
        self._picture: Picture | None = None
        self._lock = threading.Lock()

    @property
    def is_open(self) -> bool:
        """Whether the events have been read once; from then on a picture of them takes milliseconds."""
        return self._picture is not None

    def picture(self) -> Picture:
        """The events as they are now."""
        with self._lock:
            held = self._picture
            if held is None or held.survey.mark != self.ledger.mark():
                held = self._picture = Picture(self.ledger.survey(held.survey if held else None))
            return held

    def warm(self) -> None:
        """Get the picture ready while the first page is on its way; a ledger of 100,000 events takes some seconds."""

        def read() -> None:
            self.picture()
            self.shapes.coast((-180, -85, 180, 85))  # the coast and the borders are read from their files once

        threading.Thread(target=read, daemon=True, name="copydesk-picture").start()

    def selected(self, chosen: Filter, person: str) -> tuple[Picture, Bools | None, Bools]:
        """The picture, what the ledger alone can find in it (by words, or what is new to the person; None where the filter asks for
        neither), and the events the filter lets through.
        """
        picture = self.picture()
        found = picture.rows_of(self.ledger.search(chosen.q)) if chosen.q else None
        if chosen.new:
            new = picture.rows_of(self.sharing.new_since(person))
            found = new if found is None else found & new
        return picture, found, picture.select(chosen, found)

    def begin(self, what: str, job: Callable[[Work], str]) -> Work:
        """Start a build in a thread of its own; `job` returns the line that says what came of it. One at a time."""
        with self._lock:
            if self.work is not None and self.work.finished is None:
                return self.work
            work = self.work = Work(what)
        threading.Thread(target=_run, args=(work, job), daemon=True, name="copydesk-build").start()
        return work


def _run(work: Work, job: Callable[[Work], str]) -> None:
    try:
        work.finished = job(work)
    except Stopped:
        work.finished = "stopped; what was written before is in the ledger, bring the same in again for the rest"
    except Exception as error:  # the page must say that it ended, whatever ended it
        work.finished = f"stopped by an error: {error}"
