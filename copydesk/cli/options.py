"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

LEDGER = click.argument("ledger", metavar="LEDGER")
INPUTS = click.argument("reports", nargs=-1, required=True, metavar="REPORTS...")


def reading_options(command: F) -> F:
    """The options of every command that reads reports."""
    for option in reversed(
        [
            click.option("--map", "columns", metavar="TO=FROM,...", default="", help="Rename columns: text=body,published=date."),
            click.option("--outlet", metavar="NAME", help="Outlet of reports that name none."),
            click.option("--file-dates", is_flag=True, help="Take a file's time stamp where a report has no date of its own."),
            click.option(
                "--key",
                "key_file",
                type=click.Path(path_type=Path, dir_okay=False),
                help="Key for commenters' pseudonyms (default: one in your settings folder).",
            ),
            click.option("--runner", type=click.Choice(["native", "ray"]), default="native", help="Who runs the plan (native)."),
            click.option("--address", metavar="HOST:PORT", help="Address of the Ray cluster, with --runner ray."),
        ]
    ):
        command = option(command)
    return command


def speaking_options(command: F) -> F:
    """How much a command says while it works."""
    command = click.option("--log-json", is_flag=True, help="Say what happens as JSON lines on standard error.")(command)
    return click.option("--quiet", "-q", is_flag=True, help="Say nothing but problems.")(command)
