"""`copydesk serve`."""

from __future__ import annotations

import getpass
import webbrowser
from pathlib import Path
from typing import Any

import click

from copydesk.cli.options import LEDGER
from copydesk.cli.settings import pseudonym_key


def _make_password(context: click.Context, option: click.Parameter, name: str | None) -> None:
    if name is None or context.resilient_parsing:
        return
    from copydesk.desk import password_line

    password = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    click.echo(password_line(name, password))
    context.exit()


@click.command("serve", short_help="Open the desk in the browser.")
@LEDGER
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at; another than loopback demands a guard.")
@click.option("--port", default=8420, show_default=True, type=click.IntRange(0, 65535), help="0 for any that is free.")
@click.option("--password-file", type=click.Path(path_type=Path, dir_okay=False), help="Lines that --make-password prints.")
@click.option(
    "--make-password",
    metavar="NAME",
    is_eager=True,
    expose_value=False,
    callback=_make_password,
    help="Ask for a password and print its line for the password file.",
)
@click.option("--proxy-header", metavar="NAME", help="The header in which a reverse proxy names the person.")
@click.option("--tiles", metavar="URL|FILE", help="Another basemap: a URL with {z}/{x}/{y}, or a PMTiles file.")
@click.option("--open/--no-open", "open_page", default=False, help="Open the page in the browser.")
def command(ledger: str, **options: Any) -> None:
    """Open the desk on LEDGER. The printed link works once; whoever has used it stays in until the desk is stopped."""
    import uvicorn

    from copydesk.desk import House, create_app, doors, listening, tiles_of
    from copydesk.ledger import Ledger
    from copydesk.reading import Options

    host: str = options["host"]
    tiles = tiles_of(options["tiles"]) if options["tiles"] else None
    with Ledger.open(ledger) as opened, listening(host, options["port"]) as socket:
        port = socket.getsockname()[1]
        guarded = doors(host, port, options["password_file"], options["proxy_header"])
        house = House(opened, Options(pseudonym_key=pseudonym_key(None)), tiles)
        house.warm()
        app = create_app(house, guarded, getpass.getuser())
        link = f"http://{host}:{port}/?token={guarded.token}"
        click.echo(f"the desk is open at {link}\n(the link works once; stop with Ctrl-C)")
        if options["open_page"]:
            webbrowser.open(link)
        uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False)).run(sockets=[socket])
