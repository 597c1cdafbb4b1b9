"""The picture's figures against counting one by one, and filters as URLs."""

from __future__ import annotations

import html
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.generated_ledger import fill
from copydesk.desk.filters import FACETS, Filter, parse
from copydesk.desk.picture import Picture
from copydesk.ledger import Decision, Ledger
from tests.desk.making import OpenDesk, event_ids, told

DAYS = st.dates().map(lambda d: d.isoformat())
BOXES = st.tuples(st.floats(-180, 0), st.floats(-80, 0), st.floats(0, 180), st.floats(0, 80))
FILTERS = st.builds(
    Filter,
    **{name: st.lists(st.text(min_size=1), max_size=3, unique=True).map(tuple) for name in FACETS},
    q=st.text().map(str.strip),
    from_=st.just("") | DAYS,
    to=st.just("") | DAYS,
    new=st.sampled_from(["", "yes"]),
    box=st.none() | BOXES.map(lambda b: tuple(round(x, 4) for x in b)),
)


@settings(deadline=None)
@given(FILTERS)
def test_a_filter_is_its_url(chosen: Filter) -> None:
    assert parse(parse_qsl(chosen.query())) == chosen


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from([*FACETS, "q", "from", "to", "box", "x"]), st.text())))
def test_any_query_is_a_filter(pairs: list[tuple[str, str]]) -> None:
    assert parse(parse_qsl(parse(pairs).query())) == parse(pairs)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("small") / "small.ledger"
    fill(path, 400)
    return path


def test_facets_timeline_and_clusters_count_every_event(small: Path) -> None:
    with Ledger.open(small) as ledger:
        picture, events = Picture(ledger.survey()), {e.event_id: e for e in ledger.events()}
    every = picture.select(Filter())
    assert every.all()
    assert set(picture.ids) == set(events)
    facets = picture.facets(Filter())
    assert {c.value: c.count for c in facets["type"]} == Counter(e.sub_event_type for e in events.values())
    assert {c.value: c.count for c in facets["disputed"]} == Counter(
        "disputed" if e.disputed else "not disputed" for e in events.values()
    )
    actors = Counter(name for e in events.values() for name in {e.actor1.name, e.actor2.name})  # type: ignore[union-attr]
    assert {c.value: c.count for c in facets["actor"]} == actors
    chosen = Filter(type=("Attack", "Mob violence"), grade=("F2",), from_="2018-01-01", to="2020-12-31", box=(20, 9, 23, 12))
    wanted = {
        e.event_id
        for e in events.values()
        if e.sub_event_type in chosen.type
        and e.grade == "F2"
        and "2018-01-01" <= (e.date_from or "") <= "2020-12-31"
        and e.place is not None
        and 20 <= (e.place.lon or 0) <= 23
        and 9 <= (e.place.lat or 0) <= 12
    }
    mask = picture.select(chosen)
    assert {picture.ids[i] for i in np.flatnonzero(mask)} == wanted
    bars = picture.timeline(every)
    assert sum(n for _, n, _ in bars) == len(events)
    assert sum(k for *_, k in bars) == sum(e.killed_best or 0 for e in events.values())
    assert len(bars) <= 120
    for zoom in (0, 5, 12):
        clusters = picture.clusters(every, zoom)
        assert sum(c.count for c in clusters) == len(events)
        for c in clusters:
            if c.count == 1:
                place = events[c.event_id or ""].place
                assert place is not None
                assert (c.lat, c.lon) == pytest.approx((place.lat, place.lon))
                assert c.exact == (place.precision <= 2)
                assert c.precision == (place.precision if place.precision > 1 else 0)
    nothing = picture.select(Filter(type=("no such",)))
    assert picture.clusters(nothing, 3) == []
    assert picture.timeline(nothing) == []


def test_a_picture_renewed_is_one_read_anew(small: Path) -> None:
    with Ledger.open(small) as ledger:
        before = ledger.survey()
        assert ledger.survey(before) is before
        ids = before.events.column("event_id").to_pylist()
        ledger.decide(Decision(kind="not an event", by="ada", event_id=ids[3]))
        ledger.decide(Decision(kind="correct", by="ada", event_id=ids[5], field="date_from", value="1999-01-01"))
        ledger.decide(Decision(kind="accept", by="ada", event_id=ids[9]))
        renewed, anew = ledger.survey(before), ledger.survey()
        assert renewed.mark == anew.mark
        for name in ("events", "actors", "outlets"):
            assert getattr(renewed, name).equals(getattr(anew, name)), name


def test_the_page_brings_what_its_filter_shows(open_desk: Callable[..., OpenDesk], mali: Path) -> None:
    """As soon as the events have been read, list, facets, figures and timeline are in the page itself, the same as `look` tells."""
    desk = open_desk(mali)
    client = desk.enter()
    empty = client.get("/").text
    assert "Counting the events" in empty
    assert 'class="event"' not in empty
    desk.house.picture()
    kind = told(client, event_ids(client)[0])["sub_event_type"]
    for query in ("", urlencode({"type": kind}), "q=zzzz", "box=0,0,5,5", "from=2024-03-01"):
        page, seen = client.get(f"/?{query}").text, client.get(f"/look?{query}").json()
        assert f'data-total="{seen["total"]}"' in page
        assert "clusters" not in seen
        for piece in ("sum", "facets", "list"):
            assert seen[piece].strip() in page, piece
        assert f'data-bars="{json.dumps(seen["timeline"])}"' in html.unescape(page)
    assert 'data-bounds="[0.0, 0.0, 5.0, 5.0]"' in client.get("/?box=0,0,5,5").text


def test_taking_out_gives_what_is_filtered(open_desk: Callable[..., OpenDesk], mali: Path) -> None:
    client = open_desk(mali).enter()
    every = event_ids(client)
    kind = told(client, every[0])["sub_event_type"]
    query = urlencode({"type": kind})
    attacks = event_ids(client, query)
    assert 0 < len(attacks) < len(every)
    assert client.get(f"/take?format=csv&{query}").text.count("\nev-") == len(attacks)
    assert client.get("/take?format=parquet").content[:4] == b"PAR1"
    assert client.get("/take?format=xls").status_code == 400
    report = client.get(f"/take?format=markdown&{query}")
    assert report.headers["content-disposition"] == 'attachment; filename="situation-report.md"'
    assert f"What: {kind}".replace("/", "/") in report.text.splitlines()[0]
    assert {i for i in every if i in report.text} == set(attacks)
    assert client.get(f"/take?format=html&{query}").text.lstrip().startswith("<!doctype html>")
    assert client.get(f"/print?{query}").text.count("<tr>") == len(attacks) + 1
    assert client.get("/more?after=x").status_code == 200
    assert client.get("/clusters?zoom=far").status_code == 200
    assert client.get("/event/nothing").status_code == 404
    assert client.get("/report/nothing", headers={"accept": "text/html"}).status_code == 404
