"""How long the desk makes people wait: `python -m benchmarks.desk [--browser] [--times N] [EVENTS ...]`.

For each size a ledger of generated events is served over HTTP on loopback, and every question is asked 50 times (--times N: N
times): the median and the worst are printed as a Markdown table. "First view" is the page, with list, facets and timeline in it;
"its marks" what the map then asks for; assets are not counted, as a browser keeps them; "opening" is the one time that the events
are read after a start.

With --browser in Chromium, from the key or the address to what is then seen. "First view" is when list, filters, timeline and the
map's still picture have been painted and a key `j` has been answered by the list: in a new page; and over an open map, which must
be put away first. "Live map" is when the map that moves shows its marks, too. "Processor" is the time that all processors together
spent on it, desk and browser, which other work on the machine does not lengthen. "Accept" is from the key `a` in the queue until
the next event with its words is shown and the decision is written.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from benchmarks.browsing import browser, open_desk, processor_ms
from benchmarks.generated_ledger import fill
from copydesk.desk import House

ASKED = 50
REST = 1500  # milliseconds in which a browser puts away what it had open
LIVE = "#map[data-drawn]:not([data-drawn='0'])"
PAINTED = "new Promise(done => requestAnimationFrame(() => setTimeout(done)))"
WORLD = "view=-180,-85,180,85"
WORDS = ["bridge", "market convoy", '"a school"', "damaged", "Varland", "clinic", "Town 12", "harb", "mosque camp", "residents"]
FILTERS = [
    "type=Armed+clash",
    "grade=F2&disputed=disputed",
    "area=Province+9",
    "from=2020-01-01&to=2020-12-31",
    "actor=River+Guard",
]


@contextmanager
def _desk(path: Path) -> Iterator[tuple[httpx.Client, House]]:
    with (
        open_desk(path) as (url, link, house),
        httpx.Client(base_url=url, headers={"origin": url, "accept": "application/json"}, timeout=120) as client,
    ):
        client.get(link)
        yield client, house


def _times(ask: Callable[[int], None], times: int) -> tuple[float, float]:
    """Median and worst, in milliseconds."""
    taken = []
    for n in range(times):
        started = time.perf_counter()
        ask(n)
        taken.append((time.perf_counter() - started) * 1000)
    return statistics.median(taken), max(taken)


def measure(path: Path, times: int) -> list[tuple[str, float, float]]:
    """(what, median, worst) of each question, in milliseconds."""
    with _desk(path) as (client, house):
        started = time.perf_counter()
        ids = house.picture().ids
        opening = (time.perf_counter() - started) * 1000

        def get(address: str) -> None:
            client.get(address).raise_for_status()

        def accept(n: int) -> None:
            client.post(f"/event/{ids[n * 7]}/accept").raise_for_status()

        def accept_and_look(n: int) -> None:
            client.post(f"/event/{ids[n * 7 + 1]}/accept").raise_for_status()
            get(f"/look?zoom=3&{WORLD}")

        return [
            ("opening, once", opening, opening),
            ("first view", *_times(lambda n: get("/"), times)),
            ("its marks", *_times(lambda n: get(f"/clusters?zoom=3&{WORLD}"), times)),
            ("search", *_times(lambda n: get(f"/look?zoom=3&{WORLD}&q={WORDS[n % len(WORDS)]}"), times)),
            ("filter", *_times(lambda n: get(f"/look?zoom=3&{WORLD}&{FILTERS[n % len(FILTERS)]}"), times)),
            ("map moved", *_times(lambda n: get(f"/clusters?zoom=8&view={20 + n % 5},10,{22 + n % 5},12"), times)),
            ("list goes on", *_times(lambda n: get(f"/more?after={60 * (n + 1)}"), times)),
            ("queue", *_times(lambda n: get("/queue"), times)),
            ("an event", *_times(lambda n: get(f"/event/{ids[n * 11]}"), times)),
            ("accept", *_times(accept, times)),
            ("accept, then the picture", *_times(accept_and_look, times)),
        ]


def measure_in_browser(path: Path, times: int) -> list[tuple[str, float, float]]:
    """(what, median, worst) of what a person sees, in milliseconds."""
    with open_desk(path) as (url, link, house), browser() as chromium:
        house.picture()
        context = chromium.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.goto(link)
        page.wait_for_selector(LIVE)
        spent: list[float] = []

        def first(page: Any) -> None:
            before = processor_ms()
            page.goto(url, wait_until="commit")
            page.wait_for_selector("body[data-ready][data-keys]")
            page.wait_for_selector("#still")
            page.keyboard.press("j")
            page.wait_for_selector("li.event.current")
            page.evaluate(PAINTED)
            spent.append(processor_ms() - before)

        def fresh() -> Any:
            made = context.new_page()
            made.set_default_timeout(60_000)
            made.wait_for_timeout(REST)
            return made

        in_new, with_map, over_map = [], [], []
        for _ in range(times):
            page.close()
            page = fresh()
            started = time.perf_counter()
            first(page)
            in_new.append((time.perf_counter() - started) * 1000)
            page.wait_for_selector(LIVE)
            with_map.append((time.perf_counter() - started) * 1000)
        processor = list(spent)
        for _ in range(times):
            page.wait_for_timeout(REST)
            started = time.perf_counter()
            first(page)
            over_map.append((time.perf_counter() - started) * 1000)
            page.wait_for_selector(LIVE)

        def event(n: int) -> None:
            page.goto(f"{url}/event/{house.picture().ids[n * 11]}")
            page.wait_for_selector("body[data-keys]")

        def accept(n: int) -> None:
            before = page.get_attribute("li.event.current", "data-event")
            page.keyboard.press("a")
            page.wait_for_selector(f"#pane[data-shown]:not([data-shown='{before}'])")
            page.wait_for_selector(f"li.event.decided[data-event='{before}']")

        measured = [
            ("first view, new page", statistics.median(in_new), max(in_new)),
            ("the same, processor", statistics.median(processor), max(processor)),
            ("first view, over an open map", statistics.median(over_map), max(over_map)),
            ("live map, new page", statistics.median(with_map), max(with_map)),
            ("an event", *_times(event, times)),
        ]
        page.goto(f"{url}/queue")
        page.wait_for_selector("#pane[data-shown]")
        median, worst = _times(accept, times)
        hourly = f"accept by key, next one shown ({3_600_000 / median:,.0f} an hour, reading aside)"
        return [*measured, (hourly, median, worst)]


def main(sizes: list[int], times: int, in_browser: bool) -> None:
    """Print a table for each size."""
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "generated.ledger"
            fill(path, size)
            print(f"\n| {size:,} events | median ms | worst of {times}, ms |\n| --- | ---: | ---: |")
            for what, median, worst in (measure_in_browser if in_browser else measure)(path, times):
                print(f"| {what} | {median:.0f} | {worst:.0f} |", flush=True)


if __name__ == "__main__":
    wanted = argparse.ArgumentParser(prog="python -m benchmarks.desk")
    wanted.add_argument("sizes", nargs="*", type=int, default=[10_000, 100_000], metavar="EVENTS")
    wanted.add_argument("--times", type=int, default=ASKED)
    wanted.add_argument("--browser", action="store_true")
    told = wanted.parse_args()
    main(told.sizes, told.times, told.browser)
