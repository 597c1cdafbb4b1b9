"""Scripts, styles and typefaces under addresses that change with their content, so that a browser keeps them for good."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

STATIC = Path(__file__).parent / "static"
FOR_GOOD = "max-age=31536000, immutable"


@cache
def stamp() -> str:
    """The name of the assets as they are: another one as soon as any of them is another."""
    found = hashlib.sha256()
    for path in sorted(p for p in STATIC.rglob("*") if p.is_file()):
        told = path.stat()
        found.update(f"{path.relative_to(STATIC)} {told.st_size} {told.st_mtime_ns}\n".encode())
    return found.hexdigest()[:16]


def address(name: str) -> str:
    """Where a page finds the asset of that name; scripts and styles find their neighbours beside them."""
    return f"/static/{stamp()}/{name}"


def kept(path: str) -> str | None:
    """How long a browser may keep what lies at an asset's address; None for what is no asset."""
    if not path.startswith("/static/"):
        return None
    return FOR_GOOD if path.startswith(f"/static/{stamp()}/") else "no-store"  # of a page from before a new version
