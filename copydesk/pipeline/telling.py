"""How the pipeline says how far it is; the command line and the desk each listen in their own way."""

from __future__ import annotations

from typing import Protocol

from copydesk.model import Problem


class Teller(Protocol):
    """Hears how far the work is."""

    def step(self, what: str, done: int, total: int | None = None) -> None:
        """`done` of `total` reports (None: not known) have gone through `what`."""

    def problem(self, problem: Problem) -> None:
        """One input or report went wrong."""


class Silent:
    """A teller that nobody hears."""

    def step(self, what: str, done: int, total: int | None = None) -> None:
        pass

    def problem(self, problem: Problem) -> None:
        pass
