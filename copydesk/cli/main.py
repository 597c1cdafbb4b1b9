"""The `copydesk` command: finds a command's module when it is called, so that `--help` loads nothing heavy."""

from __future__ import annotations

import importlib
import os

import click

from copydesk import __version__
from copydesk.cli.leaving import leave
from copydesk.model.errors import CopydeskError

COMMANDS = {  # name -> one line of help, in the order a newcomer needs them
    "build": "Read reports and keep a ledger of what they tell.",
    "show": "Show an event or a report, its evidence highlighted.",
    "report": "Write the situation report (HTML or Markdown).",
    "stats": "Count what a ledger holds.",
    "serve": "Open the desk in the browser.",
    "export": "Print a table of the ledger (jsonl, csv, parquet).",
    "annotate": "Code reports without a ledger, one JSON object a report.",
    "explain": "Show sentence by sentence what was seen in a report, and why.",
    "lineage": "Show who copied whom around a report.",
    "compare": "Show two reports side by side, shared passages marked.",
    "relearn": "Learn again what recurs (furniture) and re-examine what it touches.",
    "merge": "Say that two events are one.",
    "split": "Say that mentions of one event tell of another.",
    "judge": "Say of two mentions: same, different or unsure.",
    "undo": "Take back a decision.",
    "history": "Show all that was decided on an event.",
    "where": "Find the places in a text, and why these.",
    "when": "Find the times in a text, against a publication date.",
    "gazetteer": "Build the gazetteer, or import places into it.",
    "verify": "Check a ledger against its originals, and derive it again.",
}


class LazyGroup(click.Group):
    """A group whose commands live one a module in `copydesk.cli.commands`, imported when first needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"copydesk.cli.commands.{cmd_name}")
        command = module.command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="copydesk")
def copydesk() -> None:
    """A ledger of what happened, from a pile of published reports.

    One row an event, every value traceable to the words that give it.
    """


def main() -> None:
    """The console script: runs the command of `sys.argv` and ends the process."""
    os.environ["DO_NOT_TRACK"] = "1"  # before daft is imported: it calls home otherwise
    leave(run())


def run() -> int:
    """Run the command of `sys.argv`: exit code 0 done, 1 some inputs could not be read, 2 wrong use, what went wrong being told."""
    try:
        copydesk(standalone_mode=False)
    except SystemExit as stop:
        if isinstance(stop.code, str):
            click.echo(stop.code, err=True)
            return 1
        return int(stop.code or 0)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.Abort:
        click.echo("copydesk: stopped; what was already read is in the ledger", err=True)
        return 130
    except click.ClickException as wrong:
        wrong.show()
        return 2
    except CopydeskError as problem:
        click.echo(f"copydesk: {problem}", err=True)
        return 2
    except BrokenPipeError:  # whom we wrote to has gone, and wants no more
        return 0
    except OSError as error:  # an output that cannot be written, a folder that is not there
        click.echo(
            f"copydesk: {error.filename or 'input or output'}: {error.strerror or error}; nothing was written there", err=True
        )
        return 2
    return 0
