"""The situation report and the terminal views, on reports that mean harm too."""

from __future__ import annotations

import io
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from rich.console import Console

from copydesk.export import history, report_page, show, stats
from copydesk.export.mapping import draw
from copydesk.export.pages import html_page, plain, web_link
from copydesk.export.situation import situation
from copydesk.ledger import Decision, EventChange, Ledger, ReportBatch
from copydesk.model import Account, Event, Part, Party, Place, Report, WrongUse
from tests.ledger.making import add, event, mention

EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)> [x](javascript:alert(3)) \u202egnp.exe \x1b[31m | `"


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with Ledger.open(tmp_path_factory.mktemp("pages") / "war.ledger", create=True) as opened:
        add(opened, "a", "b", mentions=1)
        hostile = Report(
            report_id="evil",
            text=EVIL,
            title=EVIL,
            outlet=EVIL,
            url="javascript:alert(4)",
            parts=[Part("body", 0, len(EVIL))],
            credited_origin=EVIL,
        )
        told = mention("evil", start=0, end=len(EVIL), quote=EVIL, actors=[Party(EVIL, 0, 5)])
        opened.write_reports(ReportBatch(version="1", reports=[hostile], mentions=[told]))
        settled = [
            event("ev-1", ["a:0", "b:0"], voices=2, origins=2, killed_low=3, killed_best=3, killed_high=5, disputed=["killed"]),
            event(
                "ev-2",
                ["evil:0"],
                voices=1,
                accounts=[Account(origin_id="evil", report_ids=["evil"], mention_ids=["evil:0"], informants=[EVIL])],
                place=Place(text=EVIL, lat=15.0, lon=1.0, precision=4, country_name=EVIL),
                actor1=Party(EVIL, 0, 5),
                grade_why=EVIL,
                date_from="2024-03-17",
                date_to="2024-03-17",
            ),
        ]
        opened.replace_events(EventChange(events=settled, members={"a:0": "ev-1", "b:0": "ev-1", "evil:0": "ev-2"}))
        opened.decide(Decision(kind="accept", by=EVIL, event_id="ev-2", note=EVIL))
        yield opened


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.ids: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(k, v or "") for k, v in attrs]
        self.ids += [v or "" for k, v in attrs if k == "id"]
        self.links += [v or "" for k, v in attrs if k == "href"]


def tags(page: str) -> Tags:
    found = Tags()
    found.feed(page)
    return found


def test_a_hostile_report_stays_text(ledger: Ledger) -> None:
    page = report_page(ledger)
    found = tags(page)
    assert "script" not in found.tags
    assert "img" not in found.tags
    assert not [k for k, _ in found.attributes if k.startswith("on")]
    assert not [v for v in found.links if not v.startswith("#")]
    assert "&lt;script&gt;alert(1)" in page
    assert "\u202e" not in page
    assert "default-src 'none'" in page


def test_the_page_asks_for_nothing(ledger: Ledger) -> None:
    found = tags(report_page(ledger))
    assert not {"link", "iframe", "object", "embed", "script", "img"} & set(found.tags)
    assert [v for k, v in found.attributes if k in ("src", "srcset", "action")] == []


def test_every_link_leads_to_something_on_the_page(ledger: Ledger) -> None:
    found = tags(report_page(ledger))
    assert found.links
    assert {v[1:] for v in found.links} <= set(found.ids)
    assert len(found.ids) == len(set(found.ids))


def test_markdown_tells_the_same_and_lets_nothing_through(ledger: Ledger) -> None:
    text = report_page(ledger, "markdown")
    html = MarkdownIt("commonmark").enable("table").render(text)
    assert tags(html).tags.count("table") >= 1
    assert not {"script", "img", "a"} & set(tags(html).tags)
    assert "[^1-1]" in text
    assert "Two independent voices" in text


def test_the_same_ledger_gives_the_same_page(ledger: Ledger) -> None:
    assert report_page(ledger) == report_page(ledger)
    with pytest.raises(WrongUse, match="html or markdown"):
        report_page(ledger, "pdf")


def test_events_with_few_voices_may_stand_in_the_table_alone(ledger: Ledger) -> None:
    shown = situation(ledger, "The week", in_full=1)
    assert shown.brief == 1
    page = html_page(shown)
    assert "<h1>The week</h1>" in page
    assert page.count("<article") == 1
    assert "1 of these, with the fewest voices" in page


def test_an_empty_ledger_has_a_page(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "war.ledger", create=True) as opened:
        assert "no dates given" in report_page(opened)
        assert printed(stats(opened)).startswith("reports")


def test_only_web_addresses_become_links() -> None:
    assert web_link("https://a.example/1") == "https://a.example/1"
    assert web_link("javascript:alert(1)") is None
    assert web_link("data:text/html,x") is None
    assert web_link(None) is None
    assert plain("a *b*\n# c") == r"a \*b\* \# c"


def test_the_map_shows_how_roughly_a_place_is_known() -> None:
    def at(name: str, lat: float, lon: float, precision: int = 1, killed: int = 0) -> Event:
        return event(name, [], place=Place(text=name, lat=lat, lon=lon, precision=precision), killed_best=killed)

    drawn = draw(
        [at("x", 36.2, 37.1, killed=50), at("y", 36.2, 37.1), at("z", 35.0, 38.0, precision=4), at("country", 35, 38, precision=6)]
    )
    assert drawn is not None
    assert {(m.event_id, m.events) for m in drawn.marks} == {("x", 2), ("z", 1)}
    reach = {m.event_id: m.reach for m in drawn.marks}
    assert reach["x"] == 0 < reach["z"]
    assert all(0 <= m.x <= drawn.width and 0 <= m.y <= drawn.height for m in drawn.marks)
    assert drawn.parallels
    assert drawn.bar_km > 0
    assert draw([event("nowhere", [], place=None)]) is None


def printed(view: object) -> str:
    console = Console(file=io.StringIO(), width=160, force_terminal=False)
    console.print(view)
    out = console.file
    assert isinstance(out, io.StringIO)
    return out.getvalue()


def test_show_an_event_and_a_report(ledger: Ledger) -> None:
    told = printed(show(ledger, "ev-1"))
    assert "Armed clash" in told
    assert "disputed: killed" in told
    assert "a:0" in told
    assert "[body]" in printed(show(ledger, "a"))
    with pytest.raises(WrongUse, match="no such event or report"):
        show(ledger, "nothing")


def test_the_terminal_is_not_driven_by_a_report(ledger: Ledger) -> None:
    for wanted in ("ev-2", "evil"):
        told = printed(show(ledger, wanted))
        assert "\x1b" not in told
        assert "\u202e" not in told
        assert "<script>" in told
    assert "\x1b" not in printed(history(ledger, "ev-2"))


def test_history_and_stats_in_words(ledger: Ledger) -> None:
    assert "accept" in printed(history(ledger, "ev-2"))
    counts = printed(stats(ledger))
    assert "events" in counts
    assert "Armed clash" in counts
