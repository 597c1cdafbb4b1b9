"""Several people at one ledger: assignments, second reading, saved filters, what is new, and coding blind."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from copydesk.desk.agreement import alpha
from tests.desk.making import OpenDesk, event_ids

Open = Callable[..., OpenDesk]


def test_an_assignment_comes_first_in_the_queue_until_it_is_done(open_desk: Open, mali: Path) -> None:
    desk = open_desk(mali)
    ada, ben = desk.enter("ada"), desk.enter("ben")
    event = event_ids(ada)[-1]
    assert ada.post(f"/event/{event}/assign", data={"person": "ben", "note": "check the toll"}).status_code == 303
    assert "assigned to you" in ben.get("/queue").text
    assert "assigned to you" not in ada.get("/queue").text
    page = ben.get(f"/event/{event}").text
    assert "check the toll" in page
    assert "asked by ada" in page
    ben.post(f"/event/{event}/assign", data={"done": "ben"})
    assert "assigned to you" not in ben.get("/queue").text
    assert ada.post(f"/event/{event}/assign", data={"person": " "}).status_code == 400


def test_second_reading_is_anothers(open_desk: Open, mali: Path) -> None:
    desk = open_desk(mali)
    ada, ben = desk.enter("ada"), desk.enter("ben")
    event = event_ids(ada)[0]
    ada.post(f"/event/{event}/accept")
    assert "decided by ada" in ben.get("/queue?view=second").text
    assert "decided by ada" not in ada.get("/queue?view=second").text
    ben.post(f"/event/{event}/accept")
    assert "decided by ada" not in ben.get("/queue?view=second").text


def test_filters_are_saved_for_all_and_forgotten(open_desk: Open, mali: Path) -> None:
    desk = open_desk(mali)
    ada, ben = desk.enter("ada"), desk.enter("ben")
    saved = ada.post("/filters", data={"name": "Gao <b>", "query": "area=Gao&q=soldiers&nonsense=1"})
    assert saved.headers["location"] == "/?area=Gao&q=soldiers"
    page = ben.get("/").text
    assert "Gao &lt;b&gt;" in page
    assert "/?area=Gao&amp;q=soldiers" in page
    assert ada.post("/filters", data={"name": " ", "query": "area=Gao"}).status_code == 400
    ben.post("/filters/forget", data={"name": "Gao <b>"})
    assert "Gao &lt;b&gt;" not in ada.get("/").text


def test_what_others_changed_since_the_last_visit_is_new(open_desk: Open, mali: Path) -> None:
    desk = open_desk(mali)
    ben = desk.enter("ben")
    desk.enter("ben")  # comes a second time: nothing has changed between
    assert "new since your last visit" not in ben.get("/queue").text
    event = event_ids(ben)[0]
    desk.enter("ada").post(f"/event/{event}/correct", data={"killed_best": "55"})
    ben = desk.enter("ben")
    assert desk.house.sharing.new_since("ben") == {event}
    assert desk.house.sharing.new_since("ada") != {event}
    # the picture can be narrowed to it
    assert event_ids(ben, "new=yes") == [event]


def test_blind_coding_hides_values_and_measures_agreement(open_desk: Open, mali: Path) -> None:
    desk = open_desk(mali)
    ada, ben = desk.enter("ada"), desk.enter("ben")
    sample = {e.event_id: e for e in desk.house.ledger.events(event_ids(ada))}
    page = ada.get("/blind").text
    assert "<mark" not in page
    text = re.search(r'href="(/report/[^"]+blind=1)"', page)
    assert text
    assert "<mark" not in ada.get(text[1]).text
    assert "Events it tells" not in ada.get(text[1]).text
    for n, event in enumerate(sample):
        ada.post("/blind", data={"event": event, "status": "occurred" if n % 2 else "alleged", "killed_best": str(n)})
        ben.post("/blind", data={"event": event, "status": "occurred" if n % 2 else "alleged", "killed_best": str(n + 1)})
    page = ada.get("/blind").text
    assert "You have coded the whole sample" in page
    assert "1.00" in page  # status
    assert "100%" in page
    assert "0%" in page  # killed


def test_a_blind_coding_is_looked_at_changed_and_taken_back(open_desk: Open, mali: Path) -> None:
    desk = open_desk(mali)
    ada = desk.enter("ada")
    event = re.search(r'name="event" value="([^"]+)"', ada.get("/blind").text)
    assert event is not None
    mine = {"event": event[1], "killed_best": "4711"}
    ada.post("/blind", data=mine)
    page = ada.get(f"/blind?event={event[1]}").text
    assert 'value="4711"' in page
    assert "4711" not in desk.enter("ben").get(f"/blind?event={event[1]}").text  # nobody sees another's
    ada.post("/blind", data=mine | {"killed_best": "12"})
    assert {c.value for c in desk.house.sharing.blind_codings() if c.field == "killed_best"} == {"12"}
    ada.post("/blind/undo", data={"event": event[1]})
    assert desk.house.sharing.blind_codings() == []
    assert f'name="event" value="{event[1]}"' in ada.get("/blind").text


# Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability"; None: not coded


@pytest.mark.parametrize(
    ("coders", "expected"),
    [
        # section A: binary data, two observers
        (["0100000001", "1100100100"], 0.095),
        # section B: nominal data, two observers
        (
            [
                ["a", "a", "b", "b", "d", "c", "c", "c", "e", "d", "d", "a"],
                ["b", "a", "b", "b", "b", "c", "c", "c", "e", "d", "d", "d"],
            ],
            0.692,
        ),
        # section C: nominal data, four observers, values missing
        (
            [
                ["1", "2", "3", "3", "2", "1", "4", "1", "2", ".", ".", "."],
                ["1", "2", "3", "3", "2", "2", "4", "1", "2", "5", ".", "3"],
                [".", "3", "3", "3", "2", "3", "4", "2", "2", "5", "1", "."],
                ["1", "2", "3", "3", "2", "4", "4", "1", "2", "5", "1", "."],
            ],
            0.743,
        ),
    ],
)
def test_alpha_gives_the_published_values(coders: list[list[str]], expected: float) -> None:
    codings = [(c, unit, value) for c, values in enumerate(coders) for unit, value in enumerate(values) if value != "."]
    assert alpha(codings) == pytest.approx(expected, abs=0.0005)


def test_alpha_where_there_is_nothing_to_compare() -> None:
    assert alpha([]) is None
    assert alpha([("a", 1, "x"), ("b", 2, "x")]) is None
    assert alpha([("a", 1, "x"), ("b", 1, "x")]) is None
    assert alpha([("a", 1, "x"), ("b", 1, "x"), ("a", 2, "y"), ("b", 2, "y")]) == 1
