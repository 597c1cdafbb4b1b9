"""Every command on the example reports, as a person would type them."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from copydesk.cli.main import copydesk
from copydesk.cli.main import run as entry

ROOT = Path(__file__).resolve().parent.parent.parent
EXAMPLES = ROOT / "examples" / "mali"


def run(*words: object, exit_code: int = 0) -> Result:
    result = CliRunner().invoke(copydesk, [str(w) for w in words])
    assert result.exit_code == exit_code, f"{words}: {result.output}\n{result.exception}"
    return result


def rows(ledger: Path, table: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in run("export", ledger, "--table", table).stdout.splitlines()]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli")
    (folder / "key").write_text("a key for these tests")
    run("build", EXAMPLES, "-o", folder / "mali.ledger", "--key", folder / "key", "--quiet")
    return folder / "mali.ledger"


@pytest.fixture
def ledger(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made, tmp_path / "mali.ledger"))


def test_building_again_changes_nothing(ledger: Path, tmp_path: Path) -> None:
    before = {t: rows(ledger, t) for t in ("reports", "mentions", "lineage", "events", "problems")}
    (tmp_path / "key").write_text("a key for these tests")
    said = run("build", EXAMPLES, "-o", ledger, "--key", tmp_path / "key").stdout
    assert "0 new" in said
    assert {t: rows(ledger, t) for t in before} == before


def test_adding_a_report_keeps_the_names_of_events(ledger: Path, tmp_path: Path) -> None:
    before = {str(e["event_id"]) for e in rows(ledger, "events")}
    more = tmp_path / "more.txt"
    more.write_text("Gunmen killed four farmers near Mopti in central Mali on 12 March 2024, the mayor said.")
    run("build", more, "-o", ledger, "--quiet")
    after = {str(e["event_id"]) for e in rows(ledger, "events")}
    assert before <= after
    assert len(after) == len(before) + 1


def test_commenters_are_not_in_the_ledger(ledger: Path) -> None:
    stored = ledger.read_bytes()
    for name in ("Amadou Keita", "Riverboat77", "Moussa T.", "Aissata Diallo"):
        assert name.encode() not in stored


def test_the_copy_hangs_below_its_origin(ledger: Path) -> None:
    reports = {r["outlet"]: r for r in rows(ledger, "reports") if str(r["read_from"]).endswith((".html", ".txt"))}
    assert reports["Northern Dispatch"]["origin_id"] == reports["Sahel Courier"]["report_id"]
    shown = run("lineage", ledger, reports["Northern Dispatch"]["report_id"]).stdout
    assert shown.index("Sahel Courier") < shown.index("Northern Dispatch")


def test_french_is_kept_and_not_coded(ledger: Path) -> None:
    (french,) = [r for r in rows(ledger, "reports") if r["report_id"] == "wire-6"]
    assert french["coded"] is False
    assert "fr" in str(french["not_coded_why"]).lower()


def test_football_is_no_event(ledger: Path) -> None:
    assert not [m for m in rows(ledger, "mentions") if m["report_id"] == "wire-5" and m["event_id"]]


def test_every_event_can_be_traced_to_words(ledger: Path) -> None:
    texts = {r["report_id"]: (str(r["text"]), str(r["title"])) for r in rows(ledger, "reports")}
    mentions = rows(ledger, "mentions")
    for m in mentions:
        text, title = texts[m["report_id"]]
        start, end = int(str(m["start"])), int(str(m["end"]))
        assert (title if m["in_title"] else text)[start:end] == m["quote"]
    told = {m["event_id"] for m in mentions}
    assert {e["event_id"] for e in rows(ledger, "events")} <= told


@pytest.mark.parametrize("table", ["reports", "mentions", "lineage", "events", "problems"])
def test_every_table_in_every_format(ledger: Path, tmp_path: Path, table: str) -> None:
    count = len(rows(ledger, table))
    text = run("export", ledger, "--table", table, "--format", "csv").stdout
    assert len(list(csv.reader(io.StringIO(text)))) == count + 1
    run("export", ledger, "-t", table, "-f", "parquet", "-o", tmp_path / "t.parquet")
    assert pq.read_table(tmp_path / "t.parquet").num_rows == count


def test_annotate_needs_no_ledger(tmp_path: Path) -> None:
    run("annotate", EXAMPLES / "wire.jsonl", "-o", tmp_path / "a.jsonl", "--quiet")
    found = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text().splitlines()]
    assert {r["id"] for r in found} == {f"wire-{n}" for n in range(1, 7)}
    assert any(p["text"] == "Ansongo" for r in found for p in r["places"])


def test_show_report_stats_explain_when(ledger: Path, tmp_path: Path) -> None:
    event = str(rows(ledger, "events")[0]["event_id"])
    assert event in run("show", ledger, event).stdout
    assert "wire-1" in run("show", ledger, "wire-1").stdout
    assert "events" in run("stats", ledger).stdout
    run("report", ledger, "-o", tmp_path / "r.html")
    page = (tmp_path / "r.html").read_text()
    assert "<script" not in page
    assert "Ansongo" in page
    run("report", ledger, "-o", tmp_path / "r.md")
    assert (tmp_path / "r.md").read_text().startswith("# ")
    assert "kept" in run("explain", ledger, "wire-1").stdout
    assert "kept" in run("explain", EXAMPLES / "river-post.md").stdout
    assert "2024-03-13" in run("when", "It happened on Wednesday.", "--published", "2024-03-15").stdout


def test_compare(ledger: Path, tmp_path: Path) -> None:
    assert "One text" in run("compare", ledger, "wire-1", "wire-4").stdout
    run("compare", ledger, "wire-1", "wire-4", "-o", tmp_path / "c.html")
    assert "counter-attack" in (tmp_path / "c.html").read_text()


def test_merge_split_undo_history(ledger: Path) -> None:
    events = sorted(rows(ledger, "events"), key=lambda e: str(e["event_id"]))
    before = rows(ledger, "events")
    a, b = str(events[0]["event_id"]), str(events[1]["event_id"])
    assert "one event" in run("merge", ledger, a, b, "--by", "ana", "--note", "the same blast").stdout
    assert len(rows(ledger, "events")) == len(before) - 1
    assert "ana" in run("history", ledger, a).stdout
    run("show", ledger, b)  # a merged event's id leads to where it went
    run("undo", ledger, "--by", "ana")
    assert rows(ledger, "events") == before
    mentions = [m for m in rows(ledger, "mentions") if m["event_id"] == a]
    other = [m for m in rows(ledger, "mentions") if m["event_id"] == b]
    pair = (mentions[0]["mention_id"], other[0]["mention_id"])
    run("judge", ledger, *pair, "same", "--by", "ana")
    now = {m["mention_id"]: m["event_id"] for m in rows(ledger, "mentions")}
    assert now[pair[0]] == now[pair[1]]
    run("undo", ledger, "--by", "ana")
    assert rows(ledger, "events") == before


def test_split(ledger: Path) -> None:
    groups: dict[str, list[str]] = {}
    for m in rows(ledger, "mentions"):
        if m["event_id"]:
            groups.setdefault(str(m["event_id"]), []).append(str(m["mention_id"]))
    event, mentions = max(groups.items(), key=lambda g: len(g[1]))
    before = rows(ledger, "events")
    run("split", ledger, event, mentions[0], "--by", "ana")
    now = {str(m["mention_id"]): m["event_id"] for m in rows(ledger, "mentions")}
    assert now[mentions[0]] not in {now[m] for m in mentions[1:]}
    run("undo", ledger, "--by", "ana")
    assert rows(ledger, "events") == before


def test_verify(ledger: Path, tmp_path: Path) -> None:
    (tmp_path / "key").write_text("a key for these tests")
    assert "0 disagreements" in run("verify", ledger, EXAMPLES, "--key", tmp_path / "key").stdout
    changed = tmp_path / "changed"
    shutil.copytree(EXAMPLES, changed)
    (changed / "river-post.md").write_text("Nothing happened.")
    found = run("verify", ledger, changed, "--key", tmp_path / "key", exit_code=1).stdout
    assert "river-post.md" in found


def test_relearn(ledger: Path) -> None:
    before = rows(ledger, "lineage")
    run("relearn", ledger, "--quiet")
    assert rows(ledger, "lineage") == before


def test_bad_input_is_one_line_and_exit_code_1(tmp_path: Path) -> None:
    (tmp_path / "pile").mkdir()
    (tmp_path / "pile" / "broken.jsonl").write_text('{"text": "Two people were killed in Gao on 3 March 2024."}\n{"text": \n')
    result = run("build", tmp_path / "pile", "-o", tmp_path / "x.ledger", "--quiet", exit_code=1)
    (line,) = [at for at in result.output.splitlines() if at]
    assert "broken.jsonl, line 2" in line
    assert len(rows(tmp_path / "x.ledger", "reports")) == 1
    assert rows(tmp_path / "x.ledger", "problems")[0]["line"] == 2


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("stats", "no.ledger"), "no.ledger"),
        (("build", "x", "-o", "y.ledger", "--address", "h:1"), "--runner ray"),
        (("build", "x", "-o", "y.ledger", "--map", "text"), "TO=FROM"),
        (("export",), "LEDGER"),
        (("when", "today", "--published", "nonsense"), "ISO date"),
        (("nonsense",), "nonsense"),
    ],
)
def test_wrong_use_is_one_line_and_exit_code_2(
    words: tuple[str, ...], says: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", ["copydesk", *words])
    assert entry() == 2
    said = capsys.readouterr().err
    assert says in said
    assert "Traceback" not in said
