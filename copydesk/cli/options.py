"""Options that several commands share; each set reaches the command as one value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

import click

Command = Callable[..., Any]

LEDGER = click.argument("ledger", metavar="LEDGER")
INPUTS = click.argument("reports", nargs=-1, required=True, metavar="REPORTS...")


@dataclass(frozen=True)
class ReadingWords:
    """What a person said about how to read, as click hands it over."""

    columns: str
    outlet: str | None
    file_dates: bool
    key_file: Path | None
    runner: str
    address: str | None


@dataclass(frozen=True)
class Speech:
    """How much a command is to say while it works."""

    quiet: bool
    log_json: bool


_READING = (
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
)

_SPEAKING = (
    click.option("--quiet", "-q", is_flag=True, help="Say nothing but problems."),
    click.option("--log-json", is_flag=True, help="Say what happens as JSON lines on standard error."),
)


def reading_options(command: Command) -> Command:
    """The options of every command that reads reports; the command takes them as `reading`."""

    @wraps(command)
    def packed(**words: Any) -> Any:
        fields = {name: words.pop(name) for name in ReadingWords.__dataclass_fields__}
        return command(reading=ReadingWords(**fields), **words)

    return _with(packed, _READING)


def speaking_options(command: Command) -> Command:
    """--quiet and --log-json; the command takes them as `speech`."""

    @wraps(command)
    def packed(**words: Any) -> Any:
        return command(speech=Speech(words.pop("quiet"), words.pop("log_json")), **words)

    return _with(packed, _SPEAKING)


def _with(command: Command, options: tuple[Callable[[Command], Command], ...]) -> Command:
    for option in reversed(options):
        command = option(command)
    return command
