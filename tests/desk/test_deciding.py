"""What people decide over HTTP: every decision with its name, nothing lost when two decide at once, everything taken back."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from tests.desk.making import OpenDesk, event_ids, told

Open = Callable[..., OpenDesk]


def seen_of(client: httpx.Client, event_id: str) -> str:
    """The newest decision that the event's page shows, as its forms send it back."""
    found = re.search(r'data-seen="(\d+)"', client.get(f"/event/{event_id}").text)
    assert found
    return found[1]


def test_accept_note_reject_and_undo(open_desk: Open, mali: Path) -> None:
    client = open_desk(mali).enter()
    event, other = event_ids(client)[:2]
    before = told(client, event)
    assert client.post(f"/event/{event}/accept").json()["done"]["event"] == event
    assert told(client, event)["reviewed"]["by"] == "eve"
    assert client.post(f"/event/{event}/note", data={"note": "ask the mayor"}).status_code == 200
    page = client.get(f"/event/{event}").text
    assert "ask the mayor" in page
    assert client.post(f"/event/{event}/note", data={"note": " "}).status_code == 400
    rejected = client.post(f"/event/{other}/not-an-event").json()["done"]["decision"]
    assert other not in event_ids(client)
    assert client.post("/undo", data={"decision": str(rejected)}).json()["done"]["undid"] == rejected
    assert other in event_ids(client)
    client.post("/undo")  # the note
    client.post("/undo")  # the accept
    assert told(client, event) == before
    assert "nothing of yours" in client.post("/undo").json()["problem"]


def test_correct_with_the_words_that_give_it(open_desk: Open, mali: Path) -> None:
    desk = open_desk(mali)
    client = desk.enter()
    event = event_ids(client)[0]
    report = told(client, event)["accounts"][0]["report_ids"][0]
    typed = {"killed_best": "99", "killed_high": "99", "place.name": "Elsewhere", "status": "alleged", "note": "the mayor says so"}
    answer = client.post(f"/event/{event}/correct", data=typed | {"evidence": f"{report}:3-9"})
    assert answer.status_code == 200, answer.text
    now = told(client, event)
    assert (now["killed_best"], now["place"]["name"], now["status"]) == (99, "Elsewhere", "alleged")
    kept = [d for d in desk.house.ledger.decisions(event) if d.field == "killed_best"]
    assert kept[0].evidence == [(report, 3, 9)]
    assert kept[0].by == "eve"
    page = client.get(f"/event/{event}").text
    assert re.search(r"Killed, best: <del>[^<]*</del> <ins>99</ins>", page)
    for _ in answer.json()["done"]["decisions"]:
        client.post("/undo")
    assert told(client, event)["killed_best"] != 99


@pytest.mark.parametrize(
    ("typed", "words"),
    [({}, "nothing was changed"), ({"killed_best": "many"}, "not a number"), ({"status": "perhaps"}, "status")],
)
def test_what_makes_no_sense_is_refused(open_desk: Open, mali: Path, typed: dict[str, str], words: str) -> None:
    client = open_desk(mali).enter()
    answer = client.post(f"/event/{event_ids(client)[0]}/correct", data=typed)
    assert answer.status_code == 400
    assert words in answer.json()["problem"]


def test_two_at_one_event_the_second_is_told(open_desk: Open, mali: Path) -> None:
    desk = open_desk(mali)
    ada, ben = desk.enter("ada"), desk.enter("ben")
    event = event_ids(ada)[0]
    seen = seen_of(ada, event)
    assert seen_of(ben, event) == seen
    assert ada.post(f"/event/{event}/correct", data={"killed_best": "77", "seen": seen}).status_code == 200
    second = ben.post(f"/event/{event}/accept", data={"seen": seen})
    assert second.status_code == 409
    assert second.json()["meanwhile"]
    assert "ada" in second.json()["problem"]
    assert told(ben, event)["killed_best"] == 77
    assert ben.post(f"/event/{event}/accept", data={"seen": seen_of(ben, event)}).status_code == 200
    assert {d.by for d in desk.house.ledger.decisions(event)} == {"ada", "ben"}


def test_merge_split_and_undo_restore(open_desk: Open, mali: Path) -> None:
    client = open_desk(mali).enter()
    before = {row: told(client, row) for row in event_ids(client)}
    one, two = list(before)[:2]
    merged = client.post(f"/event/{one}/merge", data={"with": [two], "note": "one and the same"})
    assert merged.status_code == 200, merged.text
    assert len(event_ids(client)) == len(before) - 1
    gone = next(e for e in (one, two) if e not in event_ids(client))
    assert client.get(f"/event/{gone}").status_code == 303  # its old address leads on
    client.post("/undo")
    assert {row: told(client, row) for row in event_ids(client)} == before

    many = next(e for e in before.values() if sum(len(a["mention_ids"]) for a in e["accounts"]) > 1)
    off = many["accounts"][-1]["mention_ids"][:1]
    split = client.post(f"/event/{many['event_id']}/split", data={"mention": off})
    assert split.status_code == 200, split.text
    assert {row: told(client, row) for row in event_ids(client)} != before
    client.post("/undo")
    assert {row: told(client, row) for row in event_ids(client)} == before
    assert client.post(f"/event/{one}/merge", data={"with": [one]}).status_code == 400
    assert client.post(f"/event/{one}/split").status_code == 400


def test_a_pair_is_judged(open_desk: Open, mali: Path) -> None:
    desk = open_desk(mali)
    client = desk.enter()
    left, right = (desk.house.ledger.mentions(events=[e])[0].mention_id for e in event_ids(client)[:2])
    assert client.post("/judge", data={"left": left, "right": right, "verdict": "same"}).status_code == 200
    assert [(j.verdict, j.by) for j in desk.house.ledger.judgements([left]) if j.by != "machine"] == [("same", "eve")]
    client.post("/undo")
    assert not [j for j in desk.house.ledger.judgements([left]) if j.by != "machine"]
    assert client.post("/judge", data={"left": left, "right": right, "verdict": "maybe"}).status_code == 400


def test_without_script_a_form_leads_back(open_desk: Open, mali: Path) -> None:
    client = open_desk(mali).enter()
    event = event_ids(client)[0]
    answer = client.post(f"/event/{event}/accept", headers={"accept": "text/html", "referer": f"{client.base_url}/event/{event}"})
    assert (answer.status_code, answer.headers["location"]) == (303, f"{client.base_url}/event/{event}")
    elsewhere = client.post(f"/event/{event}/accept", headers={"accept": "text/html", "referer": "http://evil.test/"})
    assert elsewhere.headers["location"] == "/"


def test_one_decision_after_the_other_on_many_events(open_desk: Open, generated: Path) -> None:
    """Of 100,000 events, too, each decision is kept and the list behind it whole; `python -m benchmarks.desk` says how soon."""
    desk = open_desk(generated, copy=False)
    client = desk.enter()
    events = [e for e in desk.house.picture().ids if desk.house.ledger.resolve(e)][:20]
    for event in events:
        assert client.post(f"/event/{event}/accept").status_code == 200
        assert client.get("/look").json()["total"] == desk.house.picture().size
    assert [[d.kind for d in desk.house.ledger.decisions(e)] for e in events] == [["accept"]] * len(events)
