"""Bringing reports in over HTTP, and other basemaps."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

from copydesk.desk import bringing, tiles_of
from copydesk.desk.house import Stopped, Work
from copydesk.model import Problem, WrongUse
from tests.desk.making import OpenDesk

Open = Callable[..., OpenDesk]
STORY = b"GAO, 20 March 2024 - Gunmen killed four herders near Gao on Tuesday, residents said."


def finished(client: httpx.Client) -> str:
    for _ in range(600):
        told = client.get("/bring/progress").json()
        if told.get("finished"):
            return str(told["finished"])
        time.sleep(0.1)
    raise AssertionError("the build did not end")


def test_files_are_built_whatever_they_are_called(open_desk: Open, mali: Path) -> None:
    desk = open_desk(mali)
    client = desk.enter()
    assert client.get("/bring/progress").json() == {"working": False}
    files = [("files", ("../../etc/evil.txt", STORY)), ("files", ("a\\b.txt", STORY + b" Two fled."))]
    assert client.post("/bring", files=files, data={"outlet": "The Gao Gazette"}).json()["what"] == "2 inputs"
    assert "2 reports read, 2 new" in finished(client)
    assert "The Gao Gazette" in {r.outlet for r in desk.house.ledger.reports()}
    assert client.post("/bring", data={"text": " "}).status_code == 400
    page = "<!doctype html><html><body><article><p>" + STORY.decode() + " Three cars burned.</p></article></body></html>"
    answer = client.post("/bring", data={"text": page}, headers={"accept": "text/html"})
    assert answer.headers["location"] == "/bring"
    assert "1 report read" in finished(client)


def test_a_file_too_large_is_not_kept(open_desk: Open, mali: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bringing, "FILE_BYTES", 10)
    client = open_desk(mali).enter()
    assert client.post("/bring", files=[("files", ("big.txt", STORY))]).status_code == 400


def test_a_build_is_stopped(open_desk: Open, mali: Path) -> None:
    desk = open_desk(mali)
    client = desk.enter()

    def job(work: Work) -> str:
        while True:
            work.step("coding", 1, 2)
            time.sleep(0.01)

    work = desk.house.begin("something long", job)
    assert desk.house.begin("another", job) is work  # one at a time
    work.problem(Problem(source="a.txt", what="is empty", done="passed over", line=3))
    assert client.get("/bring/progress").json()["problems"] == ["a.txt, line 3: is empty; passed over"]
    client.post("/bring/stop")
    assert "stopped" in finished(client)
    with pytest.raises(Stopped):
        work.step("more", 1)
    desk.house.begin("broken", lambda work: str(1 / 0))
    assert "stopped by an error" in finished(client)


def test_a_real_build_stops_midway_and_leaves_the_ledger(open_desk: Open, mali: Path) -> None:
    """A step of many reports takes long; who stops it need not sit it out, and what was there is as it was."""
    desk = open_desk(mali)
    client = desk.enter()
    before = [e.event_id for e in desk.house.ledger.events()], desk.house.ledger.count("reports")
    story = STORY.decode()
    rows = [{"id": f"long-{n}", "text": f"{story} " * 60 + f"Number {n}.", "published": "2024-03-20"} for n in range(200)]
    client.post("/bring", files=[("files", ("many.jsonl", "\n".join(map(json.dumps, rows)).encode()))])
    while client.get("/bring/progress").json()["stage"] != "reading and coding":
        time.sleep(0.05)
    client.post("/bring/stop")
    assert "stopped" in finished(client)
    assert ([e.event_id for e in desk.house.ledger.events()], desk.house.ledger.count("reports")) == before
    client.post("/bring", files=[("files", ("one.txt", STORY))])  # nothing holds the ledger any more
    assert "1 report read, 1 new" in finished(client)


def test_tiles_of_a_file_are_served(open_desk: Open, mali: Path, tmp_path: Path) -> None:
    path = tmp_path / "map.pmtiles"
    with path.open("wb") as file:
        writer = Writer(file)
        writer.write_tile(zxy_to_tileid(0, 0, 0), gzip.compress(b"a tile"))
        header = {
            "tile_type": TileType.MVT,
            "tile_compression": Compression.GZIP,
            **dict.fromkeys(
                ("min_zoom", "max_zoom", "min_lon_e7", "min_lat_e7", "center_zoom", "center_lon_e7", "center_lat_e7"), 0
            ),
            "max_lon_e7": 1800000000,
            "max_lat_e7": 850000000,
        }
        writer.finalize(header, {"vector_layers": [{"id": "water"}, {"id": "roads"}], "attribution": "us"})
    client = open_desk(mali, tiles=str(path)).enter()
    answer = client.get("/tiles/0/0/0")
    assert (answer.status_code, answer.content) == (200, b"a tile")
    assert answer.headers["content-type"] == "application/vnd.mapbox-vector-tile"
    assert client.get("/tiles/1/0/0").status_code == 204
    assert client.get("/tiles/0/9/0").status_code == 204
    told = json.loads(tiles_of(str(path)).told())
    assert (told["kind"], told["layers"]) == ("vector", ["water", "roads"])
    assert "roads" in client.get("/").text
    assert "http" not in client.get("/").headers["content-security-policy"]


@pytest.mark.parametrize("given", ["https://tiles.test/a.png", "https://x;y/{z}/{x}/{y}", "nothing.pmtiles", __file__])
def test_what_is_no_basemap_is_named(given: str) -> None:
    with pytest.raises(WrongUse, match="--tiles"):
        tiles_of(given)
