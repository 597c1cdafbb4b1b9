"""`copydesk where` and `copydesk gazetteer`, with a gazetteer of a few places."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from copydesk.cli.main import copydesk
from tests.locating.conftest import ROWS

HEADING = "name,lat,lon,kind,country\n"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("copydesk.locating.gazetteer.shipped.shipped_rows", lambda *_: iter(ROWS))
    monkeypatch.setenv("COPYDESK_GAZETTEER", str(tmp_path / "gazetteer"))
    monkeypatch.setenv("COLUMNS", "200")
    return tmp_path / "gazetteer"


def said(*words: object) -> str:
    result = CliRunner().invoke(copydesk, [str(w) for w in words])
    assert result.exit_code == 0, f"{result.output}\n{result.exception}"
    return result.output


def refused(*words: object) -> str:
    result = CliRunner().invoke(copydesk, [str(w) for w in words])
    assert result.exit_code != 0, result.output
    return str(result.exception) if result.exception and not isinstance(result.exception, SystemExit) else result.output


def test_where_tells_the_place_its_candidates_and_why() -> None:
    told = said("where", "Shells fell in Aleppo, Syria")
    first, *table = told.splitlines()
    assert first.startswith("Aleppo, Syria (36.2, 37.16; precision 1, exact): 'Aleppo': ")
    assert "the text says what it lies in" in first
    assert sum("40.80, -79.00" in line for line in table) == 1  # the namesake in Pennsylvania, with its weight
    assert any(line.startswith("Syria") for line in table)


def test_where_tells_a_computed_point_and_a_name_that_no_gazetteer_has() -> None:
    assert "reckoned from the words around 'Raqqa'" in said("where", "A convoy was hit 20 km south of Raqqa in Syria")
    told = said("where", "Troops took the village of Zugmaq in Homs province in Syria")
    assert "'Zugmaq' is not in the gazetteer" in told
    assert "precision 4, first-level area" in told


def test_where_says_when_no_place_can_be_told() -> None:
    assert said("where", "Nothing here").startswith("no place can be told: the text names no place")
    assert "no name in the text tells where it was" in said("where", "Syrian troops advanced [today]")


def test_gazetteer_is_built_imported_into_and_told(home: Path, tmp_path: Path) -> None:
    assert "not compiled yet" in said("gazetteer", "info")
    assert "is ready" in said("gazetteer", "build")
    assert f"{len(ROWS)} places from shipped" in said("gazetteer", "info")
    own = tmp_path / "mine.csv"
    own.write_text(HEADING + "Zugmaq,35.1,37.2,place,SY\n")
    assert "1 places imported" in said("gazetteer", "import", own)
    first, second, third = said("gazetteer", "info").splitlines()
    assert first == str(home)
    assert "1 places from mine.csv" in second
    assert "shipped" in third
    assert said("where", "Troops took Zugmaq in Syria").startswith("Zugmaq, Syria (35.1, 37.2; precision 1, exact)")


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        ("bad.csv", HEADING + "A,1,2,place,SY\nB,900,2,place,SY\n", "line 3"),
        ("bad.txt", "1\t2\n", "line 1"),
        ("half.zip", "PK", "damaged"),
    ],
)
def test_a_bad_file_is_one_error_with_its_line(name: str, content: str, line: str, tmp_path: Path) -> None:
    said("gazetteer", "build")
    before = said("gazetteer", "info")
    (tmp_path / name).write_text(content)
    told = refused("gazetteer", "import", tmp_path / name)
    assert line in told
    assert "nothing was imported" in told
    assert said("gazetteer", "info") == before


def test_a_zip_with_more_than_a_table_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as archive:
        archive.writestr("SY.txt", "")
        archive.writestr("IQ.txt", "")
    assert "holds one table" in refused("gazetteer", "import", tmp_path / "two.zip")
