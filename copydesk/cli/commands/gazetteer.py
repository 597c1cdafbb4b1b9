"""`copydesk gazetteer`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from copydesk.locating.gazetteer.store import Progress


@click.group("gazetteer", short_help="Build the gazetteer, or import places into it.")
def command() -> None:
    """The places that copydesk knows: build the index, import more, or see what there is."""


@command.command("build")
def build() -> None:
    """Compile the places that ship with copydesk into their index (once, under a minute)."""
    from copydesk.locating import build_gazetteer, gazetteer_home

    with _bar("compiling the gazetteer") as progress:
        name = build_gazetteer(progress=progress)
    click.echo(f"{gazetteer_home() / name} is ready")


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
def import_(file: Path) -> None:
    """Import FILE: a GeoNames dump (.zip, .txt), or a CSV of own places with name, lat, lon and kind, which win over all others."""
    from copydesk.locating import import_file

    with _bar(f"importing {file.name}") as progress:
        count = import_file(file, progress=progress)
    click.echo(f"{count:,} places imported from {file}")


@command.command("info")
def info() -> None:
    """Show the indexes of the gazetteer, the first of which wins."""
    from copydesk.locating import gazetteer_home, layers_of

    layers = layers_of()
    click.echo(f"{gazetteer_home()}")
    for layer in layers:
        click.echo(f"  {layer.name}: {layer.places:,} places from {layer.source}, {layer.size / 1e6:.0f} MB")
    if not any(layer.name.startswith("shipped-") for layer in layers):
        click.echo("  the places that ship are not compiled yet: `copydesk gazetteer build`")


@contextmanager
def _bar(what: str) -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
