"""The tables have exactly the names that other programs read, in every format."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from copydesk.export import FORMATS, TABLE_ROWS, annotation_row, export, mention_row
from copydesk.ledger import Decision, EventChange, Ledger, LineageChange
from copydesk.model import Account, Evidence, Mention, Party, Problem, Statement, Time, TollOf, Toponym, WrongUse
from copydesk.model.records import Range
from tests.ledger.making import add, edge, event, mention, report
from tests.shared import SHARED

TOPONYM = {"start", "end", "text", "kind", "name", "geonameid", "lat", "lon", "country", "admin1", "precision"}
CONTRACT = SHARED / "CONTRACT.md"
LISTED = {  # names that the contract gives in one line with words between
    "events": "event_type sub_event_type plover status outcome date_from date_to date_precision place actor1 actor2 assoc_actor_1 "
    "assoc_actor_2 killed_low killed_best killed_high injured_low injured_best injured_high killed_of reports origins voices "
    "accounts disputed part_of grade grade_why reviewed event_id",
    "mentions": "mention_id report_id event_id group start end quote event_type sub_event_type plover plover_mode status outcome "
    "background date_from date_to date_precision place actors targets weapons actor target killed_low killed_high killed_bound "
    "killed_text injured_low injured_high injured_bound injured_text killed_of informant evidence part",
    "lineage": "from_report_id to_report_id relation share_of_to share_of_from basis direction_basis passages",
    "reports": "report_id url outlet title text published published_from language coded not_coded_why byline credits parts "
    "origin_id credited_origin sha256 read_at read_from",
    "problems": "source what done",
}


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory):
    with Ledger.open(tmp_path_factory.mktemp("export") / "war.ledger", create=True) as opened:
        add(opened, "a", "b")
        opened.write_lineage(LineageChange(edges=[edge("a", "b")], related=["a", "b"]))
        told = Statement(field="killed", value="[3, 5]", mention_ids=["a:0"])
        accounts = [Account(origin_id="a", report_ids=["a"], mention_ids=["a:0"], values={"killed": "[3, 5]"}, statements=[told])]
        settled = [
            event("ev-1", ["a:0", "b:0"], accounts=accounts, killed_of=TollOf(civilians=Range(1, 2))),
            event("ev-2", ["a:1"]),
        ]
        members = {"a:0": "ev-1", "b:0": "ev-1", "a:1": "ev-2", "b:1": None}
        opened.replace_events(EventChange(events=settled, members=members, merged=["a", "b"]))
        opened.write_problems([Problem(source="x", what="=cmd()", done="left out")])
        yield opened


def written(ledger: Ledger, table: str, fmt: str) -> bytes:
    out = io.BytesIO()
    export(ledger, table, fmt, out)
    return out.getvalue()


@pytest.mark.parametrize("table", TABLE_ROWS)
def test_every_field_of_the_contract_is_there(ledger: Ledger, table: str) -> None:
    rows = [json.loads(line) for line in written(ledger, table, "jsonl").splitlines()]
    assert rows
    for row in rows:
        assert set(LISTED[table].split()) <= set(row)


@pytest.mark.skipif(not CONTRACT.is_file(), reason=f"the contract is not at {CONTRACT}")
@pytest.mark.parametrize("table", ["reports", "lineage", "mentions", "events"])
def test_the_names_are_those_of_the_contract(table: str) -> None:
    section = re.search(rf"^## {table}\b.*?(?=^## |\Z)", CONTRACT.read_text("utf-8"), re.M | re.S)
    assert section is not None
    cells = re.findall(r"^\| ([a-z_0-9, ]+) \|", section[0], re.M)
    names = {n.strip() for cell in cells for n in cell.split(",")} - {"field"}
    assert {n for n in names if " " not in n and "likewise" not in n} <= set(LISTED[table].split())


@pytest.mark.parametrize("table", TABLE_ROWS)
def test_the_formats_hold_the_same(ledger: Ledger, table: str) -> None:
    lines = [json.loads(line) for line in written(ledger, table, "jsonl").splitlines()]
    cells = list(csv.DictReader(io.StringIO(written(ledger, table, "csv").decode())))
    columns = pq.read_table(io.BytesIO(written(ledger, table, "parquet")))
    assert list(cells[0]) == list(lines[0]) == columns.schema.names
    assert len(cells) == len(lines) == columns.num_rows
    first = next(iter(lines[0]))
    assert [c[first] for c in cells] == [row[first] for row in lines] == columns[first].to_pylist()


@pytest.mark.parametrize("fmt", FORMATS)
def test_the_same_ledger_gives_the_same_bytes(ledger: Ledger, fmt: str) -> None:
    for table in TABLE_ROWS:
        assert written(ledger, table, fmt) == written(ledger, table, fmt)


def test_what_a_spreadsheet_would_run_is_text(ledger: Ledger) -> None:
    row = next(csv.DictReader(io.StringIO(written(ledger, "problems", "csv").decode())))
    assert row["what"] == "'=cmd()"


def test_values_of_accounts_are_values(ledger: Ledger) -> None:
    row = json.loads(written(ledger, "events", "jsonl").splitlines()[0])
    assert row["accounts"][0]["values"] == {"killed": [3, 5]}
    assert row["accounts"][0]["statements"][0]["value"] == [3, 5]
    assert row["killed_of"] == {"civilians": {"low": 1, "high": 2}}
    assert row["actor1"] == {"name": "Gunmen", "kind": "unknown"}


def test_a_mention_of_what_a_person_rejected_makes_no_event(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "war.ledger", create=True) as opened:
        add(opened, "a", mentions=1)
        opened.replace_events(EventChange(events=[event("ev-1", ["a:0"])], members={"a:0": "ev-1"}))
        opened.decide(Decision(kind="not an event", by="Ann", event_id="ev-1"))
        assert written(opened, "events", "jsonl") == b""
        assert json.loads(written(opened, "mentions", "jsonl"))["event_id"] is None


def test_unknown_tables_and_formats(ledger: Ledger) -> None:
    with pytest.raises(WrongUse, match="no such table"):
        written(ledger, "cooks", "jsonl")
    with pytest.raises(WrongUse, match="no such format"):
        written(ledger, "events", "xls")


def test_a_mention_carries_the_first_actor_and_only_what_is_known() -> None:
    row = mention_row(
        mention(
            "a", targets=[Party("a convoy", 5, 13), Party("a bus", 20, 25)], evidence=Evidence(type=[[0, 3]]), killed_of=TollOf()
        )
    )
    assert row["actor"]["text"] == "Gunmen"
    assert row["target"]["text"] == "a convoy"
    assert row["evidence"] == {"type": [[0, 3]]}
    assert row["killed_of"] is None
    assert mention_row(mention("a", actors=[]))["actor"] is None


def test_annotations_have_the_names_of_the_contract() -> None:
    mentions: list[Mention] = [mention("a")]
    row = annotation_row(report("a"), [Toponym(start=0, end=3, text="Gao")], [Time(0, 6, "Friday", "2024-03-15")], mentions)
    assert set(row) == {"id", "parts", "credits", "places", "times", "mentions"}
    assert set(row["places"][0]) == TOPONYM
    assert {"start", "end", "text", "from", "to", "precision"} <= set(row["times"][0])
    assert "event_id" not in row["mentions"][0]
