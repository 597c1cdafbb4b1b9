"""The shapes of the basemap: which area a point lies in, and what of the ground lies in a box."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.desk.ground import MARGIN, Shapes
from copydesk.export.mapping import Box, draw
from copydesk.model import Event, Place

SHAPES = Shapes()
BOXES = st.tuples(st.floats(-180, 170), st.floats(-85, 75), st.floats(0.5, 10), st.floats(0.5, 10)).map(
    lambda b: (b[0], b[1], b[0] + b[2], b[1] + b[3])
)


def happened(lon: float, lat: float, precision: int) -> Event:
    place = Place("there", name="there", lon=lon, lat=lat, precision=precision)
    return Event(event_id="ev-1", event_type="Battles", sub_event_type="Armed clash", place=place)


@pytest.mark.parametrize(
    ("level", "lon", "lat", "name"),
    [
        ("country", 36.7, 36.2, "Syria"),
        ("country", -0.05, 16.27, "Mali"),
        ("country", 31.6, 4.85, "S. Sudan"),
        ("country", -175.0, 66.0, "Russia"),  # across 180 degrees
        ("area", 36.7, 36.2, "Idlib"),
        ("area", -0.05, 16.27, "Gao"),
        ("area", 31.6, 4.85, "S. Sudan"),  # whose states have no outlines
        ("area", 34.45, 31.5, "Palestine"),
    ],
)
def test_a_point_lies_in_its_area(level: str, lon: float, lat: float, name: str) -> None:
    key = SHAPES.at(level, lon, lat)
    assert key is not None
    outline = SHAPES.outline(key)
    assert outline is not None
    assert outline.name == name
    west, south, east, north = outline.box
    assert south <= lat <= north
    assert any(west <= lon + turn <= east for turn in (0, 360, -360))


def test_the_sea_is_no_area() -> None:
    assert SHAPES.at("country", -30.0, 0.0) is None
    assert SHAPES.at("area", -30.0, 0.0) is None


@pytest.mark.parametrize("key", ["", "area", "area:", "area:-1", "area:999999", "town:3", "area:1e3", "country:²"])
def test_what_is_no_key_has_no_outline(key: str) -> None:
    assert SHAPES.outline(key) is None
    assert SHAPES.polygons(key) == []


@settings(deadline=None, max_examples=60)
@given(BOXES)
def test_land_is_cut_at_the_box(box: Box) -> None:
    ground = SHAPES.ground(box)
    across, up = (box[2] - box[0]) * MARGIN + 1e-6, (box[3] - box[1]) * MARGIN + 1e-6
    for ring in ground.land:
        for lon, lat in ring:
            assert box[0] - across <= lon <= box[2] + across
            assert box[1] - up <= lat <= box[3] + up


def test_without_assets_nothing_is_known(tmp_path: Path) -> None:
    bare = Shapes(tmp_path)
    assert bare.at("area", 36.7, 36.2) is None
    ground = bare.ground((35.0, 33.0, 38.0, 37.0), None)
    assert (ground.land, ground.borders, ground.areas, ground.around, ground.towns) == ([], [], [], [], [])


def test_an_event_known_as_an_area_is_drawn_with_its_outline() -> None:
    event = happened(36.7, 36.2, 4)
    drawn = draw([event], backdrop=SHAPES.behind(event))
    assert drawn is not None
    assert drawn.around.startswith("M")
    assert [(m.vague, m.reach) for m in drawn.marks] == [(True, 0)]
    exact = happened(36.7, 36.2, 1)
    drawn = draw([exact], backdrop=SHAPES.behind(exact))
    assert drawn is not None
    assert drawn.around == ""
    assert drawn.land
    assert [m.vague for m in drawn.marks] == [False]


def test_a_country_is_drawn_only_where_its_outline_is_known() -> None:
    event = happened(36.7, 36.2, 6)
    assert draw([event]) is None
    assert draw([event], backdrop=SHAPES.behind(event)) is not None
