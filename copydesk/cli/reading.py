"""From what a person said to what the pipeline takes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from copydesk.cli.options import ReadingWords
from copydesk.cli.settings import pseudonym_key
from copydesk.model.errors import WrongUse

if TYPE_CHECKING:
    from copydesk.pipeline.plan import Runner
    from copydesk.reading import Options


def options_of(words: ReadingWords) -> Options:
    """Reading's options from a command's words; WrongUse where --map cannot be understood."""
    from copydesk.reading import Options

    return Options(
        columns=_columns(words.columns),
        outlet=words.outlet,
        pseudonym_key=pseudonym_key(words.key_file),
        use_file_dates=words.file_dates,
        read_at=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def runner_of(words: ReadingWords) -> Runner:
    """Where the plan runs; WrongUse for an address without --runner ray."""
    from copydesk.pipeline.plan import Runner

    if words.address and words.runner != "ray":
        raise WrongUse("--address names a Ray cluster: add --runner ray")
    return Runner(name=words.runner, address=words.address)


def _columns(words: str) -> dict[str, str]:
    columns = {}
    for pair in filter(None, (w.strip() for w in words.split(","))):
        field, sep, column = pair.partition("=")
        if not sep or not field or not column:
            raise WrongUse(f"--map {pair}: write TO=FROM, for example --map text=body,published=date")
        columns[field.strip()] = column.strip()
    return columns
