"""`copydesk serve`."""

from __future__ import annotations

import getpass
import webbrowser
from pathlib import Path

import click

from copydesk.cli.options import LEDGER
from copydesk.cli.settings import pseudonym_key


@click.command("serve", short_help="Open the desk in the browser.")
@LEDGER
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at; another than loopback demands a guard.")
@click.option("--port", default=8420, show_default=True, type=click.IntRange(0, 65535), help="0 for any that is free.")
@click.option("--password-file", type=click.Path(path_type=Path, dir_okay=False), help="Lines of name:salt:hash; see docs/desk.md.")
@click.option("--proxy-header", metavar="NAME", help="The header in which a reverse proxy names the person.")
@click.option("--open/--no-open", "open_page", default=False, help="Open the page in the browser.")
def command(ledger: str, host: str, port: int, password_file: Path | None, proxy_header: str | None, open_page: bool) -> None:
    """Open the desk on LEDGER. The printed link works once; whoever has used it stays in until the desk is stopped."""
    import uvicorn

    from copydesk.desk import House, create_app, doors, listening
    from copydesk.ledger import Ledger
    from copydesk.reading import Options

    with Ledger.open(ledger) as opened, listening(host, port) as socket:
        port = socket.getsockname()[1]
        guarded = doors(host, port, password_file, proxy_header)
        app = create_app(House(opened, Options(pseudonym_key=pseudonym_key(None))), guarded, getpass.getuser())
        link = f"http://{host}:{port}/?token={guarded.token}"
        click.echo(f"the desk is open at {link}\n(the link works once; stop with Ctrl-C)")
        if open_page:
            webbrowser.open(link)
        uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False)).run(sockets=[socket])
