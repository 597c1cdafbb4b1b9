"""How the pipeline says how far it is; the command line and the desk each listen in their own way."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from threading import Event, Thread
from typing import Protocol, TypeVar, runtime_checkable

from copydesk.model import Problem

T = TypeVar("T")
BEAT = 0.5  # seconds


class Teller(Protocol):
    """Hears how far the work is."""

    def step(self, what: str, done: int, total: int | None = None) -> None:
        """`done` of `total` reports (None: not known) have gone through `what`."""

    def problem(self, problem: Problem) -> None:
        """One input or report went wrong."""


@runtime_checkable
class Stoppable(Protocol):
    """A teller by which a person can stop the work: its `step` raises once `stopping` holds."""

    @property
    def stopping(self) -> bool:
        """Whether a person has asked for it."""


class Silent:
    """A teller that nobody hears."""

    def step(self, what: str, done: int, total: int | None = None) -> None:
        pass

    def problem(self, problem: Problem) -> None:
        pass


def beat_of(tell: Teller, what: str, done: int, total: int) -> Callable[[], None] | None:
    """What tells a Stoppable teller again how far the work is, so that it can stop it; None for any other."""
    return partial(tell.step, what, done, total) if isinstance(tell, Stoppable) else None


def patiently(work: Callable[[Event], T], beat: Callable[[], None] | None) -> T:
    """What `work` gives or raises; where there is a `beat`, done in a thread of its own, the beat called every BEAT seconds.

    What `beat` raises ends the waiting at once: who stops a build need not sit out a step of it. The work hears of it by the event
    that it is given; as it only reads and computes, nothing comes of what it still does.
    """
    if beat is None:
        return work(Event())
    given_up = Event()
    given: list[T] = []
    raised: list[BaseException] = []

    def run() -> None:
        try:
            given.append(work(given_up))
        except BaseException as error:  # raised again where it is waited for
            raised.append(error)

    thread = Thread(target=run, daemon=True, name="copydesk-step")
    thread.start()
    try:
        while thread.is_alive():
            thread.join(BEAT)
            beat()
    except BaseException:
        given_up.set()
        raise
    if raised:
        raise raised[0]
    return given[0]
