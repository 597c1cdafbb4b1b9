"""The desk in a real browser, from the first look to the last decision. Each numbered section is a point of what a person must be
able to do: see the picture, read an event, decide by keyboard, bring in and take out, and all of it plain to see and to reach.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.desk.making import HOSTILE, PASSWORDS, OpenDesk, event_ids

Open = Callable[..., OpenDesk]
AXE = Path(__file__).parent.parent.parent / "node_modules" / "axe-core" / "axe.min.js"


def ready(page: Any, shown: str | None = None) -> None:
    page.wait_for_selector("body[data-ready]" if shown is None else f'body[data-ready="{shown}"]')


def without_map(page: Any) -> list[Any]:
    """The requests for the map's library, held back until they are let go."""
    held: list[Any] = []
    page.route("**/vendor/maplibre-gl.mjs", lambda route: held.append(route))  # noqa: PLW0108 Playwright marks what it is given
    return held


def until(page: Any, holds: str, seconds: float = 20) -> None:
    """Wait until an expression holds; Playwright's own wait evaluates strings in the page, which its content policy forbids."""
    end = time.monotonic() + seconds
    while not _holds(page, holds):
        assert time.monotonic() < end, f"{holds} did not come to hold: {page.url}"
        page.wait_for_timeout(50)


def _holds(page: Any, expression: str) -> bool:
    try:
        return bool(page.evaluate(expression))
    except Exception as error:  # the page is just being left for the next one, or the next one is not all there
        if "navigation" in str(error) or "of null" in str(error):
            return False
        raise


def drawn(page: Any) -> None:
    """Until the map, which comes after the list, shows events."""
    until(page, "Number(document.getElementById('map').dataset.drawn) > 0")


def says(place: Any, words: str) -> None:
    """The words come to stand there, read as text: a row whose drawing the browser still puts off has no words as drawn."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (pip install -e '.[dev]')")
    playwright.expect(place).to_contain_text(words, timeout=20_000)


def total(page: Any) -> int:
    return int(page.evaluate("document.body.dataset.ready"))


# 1. the picture


def test_map_timeline_and_list_are_one_selection(open_desk: Open, mali: Path, page: Any) -> None:
    desk = open_desk(mali)
    page.goto(desk.link)
    ready(page)
    every = total(page)
    drawn(page)
    until(page, "deskMap.loaded() && deskMap.queryRenderedFeatures({layers: ['land']}).length > 0")
    assert page.locator("li.event").count() == min(every, 60)
    value = page.locator("details[data-facet=type] input").first.get_attribute("value")
    page.locator("details[data-facet=type] input").first.check()
    until(page, f"Number(document.body.dataset.ready) < {every}")
    chosen = total(page)
    assert page.locator("li.event").count() == chosen
    says(page.locator("li.event .what").first, value or "?")
    assert "type=" in page.url
    page.reload()  # the address is the state
    ready(page, str(chosen))
    page.get_by_role("button", name=f"Let go: {value}").click()
    ready(page, str(every))
    page.keyboard.press("/")
    page.keyboard.type("zzzz")
    ready(page, "0")
    page.fill("#q", "soldiers")
    until(page, "Number(document.body.dataset.ready) > 0")
    assert "q=soldiers" in page.url


def test_the_list_does_not_wait_for_the_map(open_desk: Open, mali: Path, page: Any) -> None:
    """Keys, filters and "only what the map shows" work while the map library is on its way; the map then shows that selection."""
    desk = open_desk(mali)
    desk.house.picture()
    held = without_map(page)
    page.goto(desk.link)
    ready(page)
    page.wait_for_selector("body[data-keys]")
    every = total(page)
    assert page.locator("li.event").count() == min(every, 60)
    assert page.locator("#bars .bar").count() > 0
    page.keyboard.press("j")
    assert page.locator("li.event.current").count() == 1
    page.locator("details[data-facet=type] input").first.check()
    until(page, f"Number(document.body.dataset.ready) < {every}")
    page.locator("#in-view").check()
    assert not page.evaluate("'deskMap' in globalThis")
    assert len(held) == 1
    held[0].continue_()
    drawn(page)
    until(page, "location.search.includes('box=') && location.search.includes('type=')")


def test_a_still_picture_stands_until_the_map_does(open_desk: Open, mali: Path, page: Any) -> None:
    """It comes with the page, follows the filters, keeps its marks' size in any window, and goes when the map is drawn."""
    desk = open_desk(mali)
    desk.house.picture()
    held = without_map(page)
    page.goto(desk.link)
    ready(page)
    every = total(page)
    assert int(page.get_attribute("#still", "data-drawn")) == every
    across = "document.querySelector('#still circle').getBoundingClientRect().width"
    before = page.evaluate(across)
    page.set_viewport_size({"width": 700, "height": 900})
    until(page, f"Math.abs({across} - {before}) < 1.5")
    page.set_viewport_size({"width": 1280, "height": 800})
    page.locator("details[data-facet=type] input").first.check()
    until(page, f"Number(document.body.dataset.ready) < {every}")
    assert int(page.get_attribute("#still", "data-drawn")) == total(page)
    page.locator("details[data-facet=type] input").first.uncheck()
    ready(page, str(every))
    until(page, f"document.querySelectorAll('#still circle').length > 0 && {across} > 0")
    marks = "[...document.querySelectorAll('#still g.exact, #still g.vague')].length"
    assert page.evaluate(marks) > 1
    middles = "e => e.map(c => c.getBoundingClientRect()).map(b => [b.x + b.width / 2, b.y + b.height / 2])"
    stood = page.locator("#still circle").evaluate_all(middles)
    assert held
    for route in held:
        route.continue_()
    drawn(page)
    # the map opens on the same view: each mark stands where it stood in the still picture
    stand = page.evaluate(
        """deskMap.getSource('events').getData().then(d => d.features.map(f => deskMap.project(f.geometry.coordinates)).map(p => {
        const b = document.getElementById('map').getBoundingClientRect(); return [p.x + b.x, p.y + b.y]; }))"""
    )
    assert all(min(abs(x - a) + abs(y - b) for a, b in stood) < 3 for x, y in stand), (stand, stood)
    until(page, "document.getElementById('still') === null")


def test_the_map_waits_while_a_person_types(open_desk: Open, mali: Path, page: Any) -> None:
    desk = open_desk(mali)
    desk.house.picture()
    held = without_map(page)
    page.goto(desk.link)
    ready(page)
    page.wait_for_timeout(1500)
    page.focus("#q")
    page.keyboard.press("s")
    for route in held:
        route.continue_()
    for letter in "oldiers in the north":
        page.keyboard.press("Space" if letter == " " else letter)
        page.wait_for_timeout(60)
    assert not page.evaluate("'deskMap' in globalThis")
    drawn(page)


def test_without_a_map_the_list_stays(open_desk: Open, mali: Path, page: Any) -> None:
    desk = open_desk(mali)
    page.route(
        "**/vendor/maplibre-gl.mjs", lambda route: route.fulfill(status=200, content_type="text/javascript", body="export {};")
    )
    page.goto(desk.link)
    ready(page)
    page.wait_for_selector("#map >> text=The list holds the same events")
    assert page.locator("li.event").count() > 0


def test_the_timeline_is_brushed(open_desk: Open, mali: Path, page: Any) -> None:
    desk = open_desk(mali)
    page.goto(desk.link)
    ready(page)
    every = total(page)
    box = page.locator("#bars").bounding_box()
    page.mouse.move(box["x"] + 2, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.4, box["y"] + 20, steps=4)
    page.mouse.up()
    until(page, "location.search.includes('to=')")
    until(page, f"Number(document.body.dataset.ready) < {every}")
    page.locator("#bars").dblclick()
    ready(page, str(every))


def test_precision_is_drawn(open_desk: Open, mali: Path, page: Any) -> None:
    """A place known only as an area has that area shaded and a hollow mark; a town has a solid one and nothing shaded."""
    desk = open_desk(mali)
    client = desk.enter("ada")
    vague, exact = event_ids(client)[:2]
    client.post(
        f"/event/{vague}/correct", data={"place.name": "Kidal", "place.lat": "30", "place.lon": "30", "place.precision": "4"}
    )
    client.post(f"/event/{exact}/correct", data={"place.name": "Gao", "place.lat": "40", "place.lon": "40", "place.precision": "1"})
    page.goto(desk.link)
    ready(page)
    drawn(page)
    page.evaluate("deskMap.jumpTo({center: [35, 35], zoom: 4})")
    until(page, "document.getElementById('map').dataset.drawn === '2'")
    held = page.evaluate("deskMap.getSource('events').getData().then(d => d.features.map(f => f.properties))")
    by_id = {f["event_id"]: f for f in held if f["event_id"]}
    assert not by_id[vague]["exact"]
    assert by_id[vague]["radius_m"] == 0  # no circle where the outline is known
    until(page, "Number(document.getElementById('map').dataset.shaded) > 0")
    shaded = "deskMap.getSource('reach').getData().then(d => d.features.map(f => [f.properties.key, f.geometry.type]))"
    (area,) = page.evaluate(shaded)
    assert area[0].startswith("area:")
    assert area[1] == "MultiPolygon"
    assert by_id[exact]["exact"]
    assert by_id[exact]["radius_m"] == 0


def test_a_hundred_thousand_events_pan_and_filter(open_desk: Open, generated: Path, page: Any) -> None:
    desk = open_desk(generated, copy=False)
    desk.house.picture()
    page.goto(desk.link)
    ready(page)
    assert total(page) > 99_000
    drawn(page)
    before = total(page)
    page.locator("details[data-facet=type] input").first.check()
    until(page, f"Number(document.body.dataset.ready) < {before}")
    page.evaluate("deskMap.jumpTo({center: [22, 12], zoom: 7})")
    until(page, "deskMap.getZoom() === 7 && Number(document.getElementById('map').dataset.drawn) > 0")
    page.locator("#in-view").check()
    until(page, "location.search.includes('box=')")
    page.evaluate("document.getElementById('more').scrollIntoView()")
    until(page, "document.querySelectorAll('li.event').length > 60")


# 2. an event


def test_a_value_shows_its_words(open_desk: Open, mali: Path, page: Any) -> None:
    desk = open_desk(mali)
    page.goto(desk.link)
    event = max(desk.house.ledger.events(), key=lambda e: (e.origins, e.reports))
    page.goto(f"{desk.url}/event/{event.event_id}")
    for heading in ("Accounts", "What the reports say", "The texts", "History"):
        assert page.get_by_role("heading", name=heading).is_visible()
    assert page.locator("figure.where svg").is_visible()
    page.locator(".facts [data-field=place]").click()
    asked = page.locator("mark.asked")
    assert asked.count() > 0
    assert asked.first.is_visible()
    page.get_by_role("link", name="in its text").last.click()
    assert page.locator("details.text[open]").count() >= 1
    assert page.locator("table.accounts tbody tr").count() == len(event.accounts)


# 3. decisions by keyboard


def test_a_queue_is_worked_through_by_keys_alone(open_desk: Open, mali: Path, page: Any) -> None:
    desk = open_desk(mali)
    page.goto(desk.link)
    page.goto(f"{desk.url}/queue")
    first = page.locator("li.event").first.get_attribute("data-event")
    page.wait_for_selector(f"#pane[data-shown='{first}']")  # the neediest is open beside the list
    assert page.locator("#pane mark").count() > 0
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    page.wait_for_selector("li.event.decided")
    assert [d.kind for d in desk.house.ledger.decisions(first)] == ["accept"]
    second = page.locator("li.event.current").get_attribute("data-event")
    assert second != first
    page.keyboard.press("Enter")
    page.wait_for_selector("article.one")
    page.keyboard.press("n")
    page.keyboard.type("seen by two")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    until(page, "document.querySelector('.history').textContent.includes('seen by two')")
    page.wait_for_selector("body[data-keys]")  # the words are there before the script that hears the keys
    page.keyboard.press("u")
    until(page, "document.querySelector('.history').textContent.includes('taken back')")
    assert not any(d.active for d in desk.house.ledger.decisions(second) if d.kind == "note")


def test_a_correction_keeps_the_words_marked(open_desk: Open, mali: Path, page: Any) -> None:
    desk = open_desk(mali)
    page.goto(desk.link)
    event = next(e for e in desk.house.ledger.events() if e.killed_best)
    page.goto(f"{desk.url}/event/{event.event_id}")
    words = page.evaluate(
        """() => { const part = document.querySelector('details[open] .part:not(.comment)');
        const range = document.createRange(); range.selectNodeContents(part.lastChild ?? part);
        getSelection().removeAllRanges(); getSelection().addRange(range); return range.toString(); }"""
    )
    page.keyboard.press("e")
    says(page.locator("#edit-evidence"), "Evidence")
    page.fill("#edit input[name=killed_best]", "321")
    page.fill("#edit input[name=killed_high]", "321")
    page.keyboard.press("Enter")
    until(page, "document.querySelector('.facts').textContent.includes('321')")
    (report, start, end) = desk.house.ledger.decisions(event.event_id)[0].evidence[0]
    text = desk.house.ledger.reports([report])[0].text
    assert text[start:end] == words
    assert page.locator(".differences").first.is_visible()


def test_merge_by_keys(open_desk: Open, mali: Path, page: Any) -> None:
    desk = open_desk(mali)
    page.goto(desk.link)
    ready(page)
    for key in ("j", "x", "j", "x", "m"):
        page.keyboard.press(key)
    page.wait_for_selector("article.one")
    assert [d.kind for d in desk.house.ledger.decisions()] == ["merge"]


def test_an_event_is_merged_with_one_near_it_and_taken_back(open_desk: Open, mali: Path, page: Any) -> None:
    """Nobody has to know an id: events of about the same day and place are offered; what came of it is said on the next page."""
    desk = open_desk(mali)
    page.goto(desk.link)
    events = desk.house.ledger.events()
    one = next(e for e in events if e.killed_best == 25)  # the fight that followed the bomb of that day
    page.goto(f"{desk.url}/event/{one.event_id}")
    page.wait_for_selector("body[data-keys]")
    page.keyboard.press("m")
    offered = page.locator("#merge input[name=with]")
    offered.first.wait_for()
    other = offered.first.get_attribute("value")
    assert other in {e.event_id for e in events}
    assert other != one.event_id
    offered.first.check()
    page.locator("#merge").get_by_role("button", name="Merge").click()
    page.wait_for_selector("#said.shown >> text=merge; u takes it back")
    assert desk.house.ledger.resolve(other or "") == desk.house.ledger.resolve(one.event_id)
    page.wait_for_selector("body[data-keys]")
    page.keyboard.press("u")
    page.wait_for_selector("#said.shown >> text=took back decision")
    assert len(desk.house.ledger.events()) == len(events)


def test_clauses_are_split_off_by_keys_alone(open_desk: Open, mali: Path, page: Any) -> None:
    desk = open_desk(mali)
    page.goto(desk.link)
    event = max(desk.house.ledger.events(), key=lambda e: e.origins)
    page.goto(f"{desk.url}/event/{event.event_id}")
    page.wait_for_selector("body[data-keys]")
    for key in ("j", "j", "k", "x", "s"):
        page.keyboard.press(key)
    until(page, "document.querySelector('.history').textContent.includes('split')")
    assert [d.kind for d in desk.house.ledger.decisions()] == ["split"]


def test_the_second_of_two_is_told_on_the_page(open_desk: Open, mali: Path, page: Any) -> None:
    desk = open_desk(mali)
    page.goto(desk.link)
    event = desk.house.ledger.events()[0].event_id
    page.goto(f"{desk.url}/event/{event}")
    desk.enter("ada").post(f"/event/{event}/accept")
    page.keyboard.press("a")
    page.wait_for_selector("#said.problem")
    says(page.locator("#said"), "ada")
    page.wrong[:] = [w for w in page.wrong if "409" not in w]


def test_mentions_ticked_with_the_mouse_are_split_off_by_key(open_desk: Open, mali: Path, page: Any) -> None:
    desk = open_desk(mali)
    page.goto(desk.link)
    event = max(desk.house.ledger.events(), key=lambda e: e.origins)
    page.goto(f"{desk.url}/event/{event.event_id}")
    page.wait_for_selector("body[data-keys]")
    page.locator("input.mention").first.check()  # the box has the focus now, and keys are still heard
    page.keyboard.press("s")
    until(page, "document.querySelector('.history').textContent.includes('split')")
    assert [d.kind for d in desk.house.ledger.decisions()] == ["split"]


def test_a_mark_of_one_spot_shows_its_events(open_desk: Open, mali: Path, page: Any) -> None:
    """No zoom parts events of one town; a click on their mark lists them."""
    desk = open_desk(mali)
    client = desk.enter("ada")
    town = event_ids(client)[:3]
    for event in town:
        told = {"place.name": "Far Town", "place.lat": "-50", "place.lon": "-70", "place.precision": "1"}
        client.post(f"/event/{event}/correct", data=told)
    page.goto(desk.link)
    drawn(page)
    page.evaluate("deskMap.jumpTo({center: [-70, -50], zoom: 6})")
    until(page, "document.getElementById('map').dataset.drawn === '3' && deskMap.loaded()")
    box = page.locator("#map").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    ready(page, "3")
    assert sorted(page.locator("li.event").evaluate_all("rows => rows.map(r => r.dataset.event)")) == sorted(town)


def test_two_people_share_the_work(open_desk: Open, mali: Path, browser: Any) -> None:
    """Each comes in by the form; one asks, decides and saves a filter, the other finds all of it and confirms."""
    desk = open_desk(mali)
    contexts = [browser.new_context(reduced_motion="reduce") for _ in PASSWORDS]
    ada, ben = (context.new_page() for context in contexts)
    for page, name in zip((ada, ben), PASSWORDS, strict=True):
        page.set_default_timeout(20_000)
        page.goto(f"{desk.url}/enter")
        page.fill("input[name=name]", name)
        page.fill("input[name=password]", PASSWORDS[name])
        page.keyboard.press("Enter")
        ready(page)
    asked, decided = (e.event_id for e in desk.house.ledger.events()[:2])
    ada.goto(f"{desk.url}/event/{asked}")
    ada.fill(".assigned input[name=person]", "ben")
    ada.fill(".assigned input[name=note]", "look at the toll")
    ada.keyboard.press("Enter")
    ada.wait_for_selector(".assigned >> text=asked by ada")
    ben.goto(f"{desk.url}/queue?view=mine")
    assert ben.locator("li.event").evaluate_all("rows => rows.map(r => r.dataset.event)") == [asked]
    says(ben.locator("li.event"), "ada asks: look at the toll")
    ada.goto(f"{desk.url}/event/{decided}")
    ada.wait_for_selector("body[data-keys]")
    ada.keyboard.press("a")
    until(ada, "document.querySelector('.history').textContent.includes('accepted')")
    ben.goto(f"{desk.url}/queue?view=second")
    ben.wait_for_selector(f"#pane[data-shown='{decided}']")
    says(ben.locator("#pane .history"), "ada accepted it")
    ben.keyboard.press("a")
    ben.wait_for_selector("#said.shown")
    ben.goto(f"{desk.url}/queue?view=second")
    assert ben.locator("li.event").count() == 0
    ada.goto(f"{desk.url}/?status=occurred")
    ready(ada)
    ada.fill("#save-name", "What took place")
    ada.keyboard.press("Enter")
    ada.wait_for_selector(".saved >> text=by ada")
    ben.goto(desk.url)
    ben.get_by_role("link", name="What took place").click()
    ben.wait_for_selector(".chip")
    assert "status=occurred" in ben.url
    for context in contexts:
        context.close()


# 4. bring in and take out


def test_a_pasted_text_is_built_and_taken_out(open_desk: Open, mali: Path, page: Any) -> None:
    desk = open_desk(mali)
    before = desk.house.ledger.count("reports")
    page.goto(desk.link)
    page.goto(f"{desk.url}/bring")
    text = "BAMAKO, 18 March 2024 - Gunmen attacked a market in Mopti on Sunday, killing nine civilians, officials said."
    page.fill("textarea[name=text]", text)
    page.get_by_role("button", name="Build").click()
    until(page, "/ read,|stopped/.test(document.getElementById('stage').textContent)", 60)
    says(page.locator("#stage"), "1 report read, 1 new")
    page.get_by_role("link", name="See what changed").click()
    ready(page)
    assert total(page) >= 1
    says(page.locator("li.event").first, "Mopti")
    assert desk.house.ledger.count("reports") == before + 1
    page.goto(f"{desk.url}/?q=market")
    ready(page)
    with page.expect_download() as held:
        page.get_by_role("link", name="CSV").click()
    assert held.value.path().read_text("utf-8").startswith("event_id,")
    page.get_by_role("link", name="Print").click()
    page.wait_for_selector(".printpage table")


def test_dropped_files_are_built(open_desk: Open, mali: Path, page: Any) -> None:
    desk = open_desk(mali)
    page.goto(desk.link)
    page.goto(f"{desk.url}/bring")
    told = "MOPTI, 18 March 2024 - Gunmen attacked market {0} in Mopti on Sunday, killing {0} civilians, officials said."
    rows = "\n".join(json.dumps({"id": f"x{n}", "text": told.format(n), "published": "2024-03-18"}) for n in range(2, 5))
    make = "rows => { const t = new DataTransfer(); t.items.add(new File([rows], 'some.jsonl')); return t; }"
    page.dispatch_event("#drop", "drop", {"dataTransfer": page.evaluate_handle(make, rows)})
    page.wait_for_selector("#dropped >> text=1 file chosen")
    page.get_by_role("button", name="Build").click()
    until(page, "/ read,|stopped/.test(document.getElementById('stage').textContent)", 90)
    says(page.locator("#stage"), "3 reports read, 3 new")


def test_a_build_is_watched_and_stopped(open_desk: Open, mali: Path, page: Any) -> None:
    desk = open_desk(mali, copy=False)

    def long(work: Any) -> str:
        for n in range(10_000):
            work.step("reading and coding", n, 10_000)
            time.sleep(0.02)
        return "never"

    page.goto(desk.link)
    desk.house.begin("many reports", long)
    page.goto(f"{desk.url}/bring")
    page.wait_for_selector("#stage >> text=reading and coding")
    assert desk.enter("ada").post("/bring", data={"text": "Another."}).status_code == 409  # told, instead of lost
    page.get_by_role("button", name="Stop").click()
    until(page, "document.getElementById('stop').hidden")
    says(page.locator("#stage"), "stopped")


# 5. plain and good to look at


@pytest.mark.parametrize("path", ["/", "/queue", "/queue?view=pairs", "/bring", "/blind", "/event", "/print"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(open_desk: Open, mali: Path, page: Any, path: str, scheme: str) -> None:
    if not AXE.exists():
        pytest.skip("axe-core is not in node_modules (npm ci)")
    desk = open_desk(mali, copy=False)
    page.emulate_media(color_scheme=scheme)
    page.goto(desk.link)
    address = f"/event/{desk.house.ledger.events()[0].event_id}" if path == "/event" else path
    page.goto(desk.url + address)
    if path == "/":
        ready(page)
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
    grave = [(v["id"], [n["html"][:120] for n in v["nodes"][:3]]) for v in found if v["impact"] in ("serious", "critical")]
    assert not grave


@pytest.mark.parametrize(("width", "height"), [(360, 740), (820, 1180), (3840, 2160)])
@pytest.mark.parametrize("path", ["/", "/queue", "/bring", "/event"])
def test_no_page_is_wider_than_its_window(open_desk: Open, mali: Path, page: Any, path: str, width: int, height: int) -> None:
    desk = open_desk(mali, copy=False)
    page.set_viewport_size({"width": width, "height": height})
    page.goto(desk.link)
    address = f"/event/{desk.house.ledger.events()[0].event_id}" if path == "/event" else path
    page.goto(desk.url + address)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_paper_a_view_says_what_it_is(open_desk: Open, mali: Path, page: Any) -> None:
    """The title and what is filtered are printed, buttons and ways to elsewhere are not, and the map keeps its shape."""
    desk = open_desk(mali, copy=False)
    page.goto(desk.link)
    page.goto(f"{desk.url}/?status=occurred")
    drawn(page)
    until(page, "document.getElementById('still') === null", 40)
    live = page.locator("#map canvas").bounding_box()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")  # a browser tells of it before it lays the page out for paper
    until(page, "document.querySelector('.printed-map').naturalWidth > 0")
    page.emulate_media(media="print")
    assert page.locator("h1").bounding_box()["height"] > 10
    assert page.get_by_role("button", name="Let go: occurred").is_visible()
    for hidden in (".filters", ".out", ".top", ".event .mark"):
        assert not page.locator(hidden).first.is_visible()
    box = page.locator(".printed-map").bounding_box()
    assert box["width"] / box["height"] == pytest.approx(live["width"] / live["height"], rel=0.02)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.goto(f"{desk.url}/event/{desk.house.ledger.events()[0].event_id}")
    assert not page.locator(".way").first.is_visible()
    assert not page.locator(".actions").is_visible()


# hostile reports


def test_hostile_reports_stay_text(open_desk: Open, hostile: Path, page: Any) -> None:
    """Every page on which a report's words stand; the page fixture fails on any script error, refused script or outside request."""
    desk = open_desk(hostile, copy=False)
    assert desk.house.ledger.count("reports") == 3
    page.goto(desk.link)
    ready(page)
    reports = desk.house.ledger.reports()
    events = desk.house.ledger.events()
    assert events
    report = reports[0].report_id.replace('"', "%22").replace("<", "%3C").replace(">", "%3E")
    saved = next(r for r in reports if r.read_from.endswith("page.html"))
    assert "mallory99" not in saved.text
    last = (f"/report/{saved.report_id}", f"/event/{events[0].event_id}", f"/report/{report}")
    for path in ("/", "/queue", "/queue?view=pairs", "/blind", "/print", *last):
        page.goto(desk.url + path)
        page.wait_for_load_state("networkidle")
        assert page.title() != "owned"
        assert (
            page.evaluate(
                "[...document.querySelectorAll('main script, main style, main img, main [onclick], main [onload]')].length"
            )
            == 0
        )
        assert page.evaluate("[...document.querySelectorAll('a')].every(a => /^(https?:|#)/.test(a.href.baseVal ?? a.href))")
        assert "\u202e" not in page.content()
        assert "\u2066" not in page.content()
    says(page.locator("main"), HOSTILE[0])
