"""The two reports the project began with: what the ledger must hold of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from copydesk.ledger import Ledger
from copydesk.model import Event, Mention, Report
from copydesk.pipeline.build import BuildOptions, build
from copydesk.reading import Options
from tests.shared import SEEDS, needs_seeds

FIRST = "000_c97d84c2c779dc1b.txt"
SECOND = "001_06a1491493331212.txt"

pytestmark = needs_seeds


class Seeds:
    """What a ledger of the two reports holds."""

    def __init__(self, ledger: Ledger) -> None:
        self.reports = {Path(r.read_from).name: r for r in ledger.reports()}
        self.mentions = ledger.mentions()
        self.events = ledger.events()
        self.lineage = ledger.lineage()

    def mentions_of(self, name: str) -> list[Mention]:
        return [m for m in self.mentions if m.report_id == self.reports[name].report_id]

    def offensive(self) -> Event:
        clashes = [e for e in self.events if e.sub_event_type == "Armed clash" and e.outcome == "repelled"]
        assert len(clashes) == 1, [(e.sub_event_type, e.outcome, e.date_from, e.place) for e in self.events]
        return clashes[0]


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Seeds:
    where = tmp_path_factory.mktemp("seeds") / "war.ledger"
    build(where, [str(SEEDS)], BuildOptions(reading=Options(pseudonym_key=b"a key for tests")))
    with Ledger.open(where) as ledger:
        return Seeds(ledger)


def text_of(report: Report, role: str) -> list[str]:
    return [report.text[p.start : p.end] for p in report.parts if p.role == role]


def test_two_reports(seeds: Seeds) -> None:
    assert set(seeds.reports) == {FIRST, SECOND}


def test_the_second_report_names_south_front_as_its_source(seeds: Seeds) -> None:
    report = seeds.reports[SECOND]
    assert {c.name for c in report.credits} == {"South Front"}
    assert report.credited_origin == "South Front"
    assert report.outlet == "Global Research"
    assert (report.published, report.published_from) == ("2017-01-27", "text")
    boilerplate = report.text.index("The original source of this article")
    after = [p for p in report.parts if p.start >= boilerplate]
    assert after
    assert all(p.role in ("boilerplate", "credit") for p in after)


def test_the_first_report_names_no_outlet_and_shares_no_passage(seeds: Seeds) -> None:
    assert seeds.reports[FIRST].outlet is None
    assert seeds.lineage == []
    assert {r.origin_id for r in seeds.reports.values()} == {r.report_id for r in seeds.reports.values()}


def test_body_captions_and_comments_stand_apart(seeds: Seeds) -> None:
    report = seeds.reports[FIRST]
    comments = [p for p in report.parts if p.role == "comment"]
    first_comment = min(p.start for p in comments)
    assert report.text.index("A video from the Khanaser-Aleppo road:") < first_comment
    told = "\n".join(text_of(report, "body"))
    assert "launched an offensive south of Khanaser" in told
    assert "not to be naive" not in told
    assert sum(t.count("Govt Forces Repel") for t in text_of(report, "caption")) == 4
    paragraphs = [t for text in text_of(report, "comment") for t in text.split("\n") if t.strip()]
    assert len(paragraphs) >= 13


def test_commenters_have_pseudonyms(seeds: Seeds) -> None:
    text = seeds.reports[FIRST].text
    assert "Sergio González" not in text
    assert "John Smith" not in text
    assert "commenter-" in text


def test_nothing_is_drawn_from_comments(seeds: Seeds) -> None:
    report = seeds.reports[FIRST]
    comments = [p for p in report.parts if p.role == "comment"]
    for m in seeds.mentions_of(FIRST):
        if not m.in_title:
            assert not any(p.start < m.end and m.start < p.end for p in comments), m.quote
        assert m.killed_low is None


def test_one_event_for_the_offensive(seeds: Seeds) -> None:
    event = seeds.offensive()
    assert (event.event_type, event.sub_event_type) == ("Battles", "Armed clash")
    assert event.place is not None
    assert event.place.lat == pytest.approx(35.78, abs=0.1)
    assert event.place.lon == pytest.approx(37.50, abs=0.1)
    assert event.place.admin1 == "Aleppo"
    assert (event.date_from, event.date_to) == ("2017-01-26", "2017-01-26")
    assert event.actor1 is not None
    assert event.actor1.name == "Islamic State"
    assert event.actor2 is not None
    assert "Syria" in (event.actor2.name or "")
    assert any("Russia" in (p.name or p.text) for p in event.assoc_actor_1 + event.assoc_actor_2)
    assert (event.reports, event.origins, event.voices) == (2, 2, 2)


def test_a_report_without_a_date_gives_no_day_and_still_joins(seeds: Seeds) -> None:
    event = seeds.offensive()
    joined = [m for m in seeds.mentions_of(FIRST) if m.event_id == event.event_id]
    assert joined
    assert all(m.date_from is None for m in joined)


def test_informants_are_kept(seeds: Seeds) -> None:
    texts = " | ".join(m.informant.text for m in seeds.mentions if m.informant)
    for said in ("photos and videos", "social media page", "local sources"):
        assert said in texts


def test_the_villages_and_madiuna_are_mentions_of_their_own(seeds: Seeds) -> None:
    villages = [m for m in seeds.mentions_of(SECOND) if "few villages" in m.quote]
    assert any(m.sub_event_type == "Non-state actor overtakes territory" for m in villages)
    madiuna = [m for m in seeds.mentions_of(SECOND) if "Madiuna" in m.quote]
    assert [m.sub_event_type for m in madiuna] == ["Government regains territory"]
    place = madiuna[0].place
    assert place is not None
    assert place.precision == 2
    assert place.lat == pytest.approx(36.37, abs=0.3)
    assert place.lon == pytest.approx(37.52, abs=0.3)


def test_the_announced_counter_offensive_is_planned(seeds: Seeds) -> None:
    planned = [m for m in seeds.mentions if "counter" in m.quote]
    assert planned
    assert {m.status for m in planned} == {"planned"}
    assert all(m.event_id is None for m in planned)


def test_one_voice_where_the_user_names_the_outlet(tmp_path: Path) -> None:
    where = tmp_path / "war.ledger"
    options = BuildOptions(reading=Options(pseudonym_key=b"a key for tests", outlet="South Front"))
    build(where, [str(SEEDS / FIRST)], options)
    build(where, [str(SEEDS / SECOND)], BuildOptions(reading=Options(pseudonym_key=b"a key for tests")))
    with Ledger.open(where) as ledger:
        event = Seeds(ledger).offensive()
    assert (event.reports, event.origins, event.voices) == (2, 2, 1)
