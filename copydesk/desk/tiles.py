"""Another basemap than the packed one: the tiles of a server by URL, or of a PMTiles file."""

from __future__ import annotations

import json
import mmap
from functools import partial
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from msgspec import Struct
from pmtiles.reader import Reader
from pmtiles.tile import Compression, TileType
from starlette.requests import Request
from starlette.responses import Response

from copydesk.model import WrongUse

MEDIA = {
    TileType.MVT: "application/vnd.mapbox-vector-tile",
    TileType.PNG: "image/png",
    TileType.JPEG: "image/jpeg",
    TileType.WEBP: "image/webp",
    TileType.AVIF: "image/avif",
}
ENCODINGS = {Compression.GZIP: "gzip", Compression.BROTLI: "br", Compression.ZSTD: "zstd"}


class Tiles(Struct, frozen=True):
    """Where tiles come from: `url` with {z}, {x}, {y}; `file` the PMTiles file that the desk serves them out of, else None.

    `layers` are those of vector tiles; they are drawn plainly, water filled and all else as lines.
    """

    url: str
    kind: Literal["raster", "vector"] = "raster"
    max_zoom: int = 19
    layers: tuple[str, ...] = ()
    attribution: str = ""
    file: Any = None

    @property
    def host(self) -> str | None:
        """The one other host that the map may ask, as the content policy names it; None for a file."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}" if parts.netloc else None

    def told(self) -> str:
        """What the map's script must know, as JSON."""
        shown = {"url": self.url, "kind": self.kind, "max_zoom": self.max_zoom, "layers": self.layers}
        return json.dumps(shown | {"attribution": self.attribution})


def tiles_of(given: str) -> Tiles:
    """Tiles from what a person gives: a URL with {z}/{x}/{y} of a server of images, or the path of a PMTiles file (specification
    version 3). Raises WrongUse for anything else.
    """
    if given.startswith(("http://", "https://")):
        netloc = urlsplit(given).netloc
        if not all(name in given for name in ("{z}", "{x}", "{y}")) or any(c in netloc for c in "{};,' \""):
            raise WrongUse(f"--tiles {given}: write a URL with {{z}}, {{x}} and {{y}} in its path")
        return Tiles(given, attribution=netloc)
    try:
        with Path(given).open("rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        if mapped[:7] != b"PMTiles":
            raise WrongUse(f"--tiles {given}: is no PMTiles file")
        reader: Any = Reader(partial(_stretch, mapped))  # type: ignore[no-untyped-call]
        header, told = reader.header(), reader.metadata()
    except (OSError, ValueError) as error:
        raise WrongUse(f"--tiles {given}: {error}") from error
    return Tiles(
        url="/tiles/{z}/{x}/{y}",
        kind="vector" if header["tile_type"] == TileType.MVT else "raster",
        max_zoom=header["max_zoom"],
        layers=tuple(layer["id"] for layer in told.get("vector_layers", [])),
        attribution=str(told.get("attribution", "")) if "<" not in str(told.get("attribution", "")) else Path(given).name,
        file=reader,
    )


def tile(request: Request) -> Response:
    """One tile of the PMTiles file; 204 where it has none."""
    tiles = request.app.state.house.tiles
    z, x, y = (request.path_params[name] for name in "zxy")
    found = tiles.file.get(z, x, y) if tiles and tiles.file and z < 30 and max(x, y) < 2**z else None
    if found is None:
        return Response(status_code=204)
    header = tiles.file.header()
    encoding = ENCODINGS.get(header["tile_compression"])
    headers = {"content-encoding": encoding} if encoding else {}
    return Response(found, media_type=MEDIA.get(header["tile_type"], "application/octet-stream"), headers=headers)


def _stretch(mapped: mmap.mmap, offset: int, length: int) -> bytes:
    return mapped[offset : offset + length]
