"""Takes the pictures of the desk's views for docs/img out of the example reports: `python -m scripts.desk_pictures [NAME ...]`.

The same tree gives the same pictures: the ledger is built anew with a fixed time of reading, at a fixed size, without motion.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.browsing import browser, open_desk
from copydesk.ledger import Decision, Ledger
from copydesk.pipeline.build import BuildOptions, build
from copydesk.reading import Options

ROOT = Path(__file__).parent.parent
SIZE = {"width": 1440, "height": 900}
VIEWS = {"picture": "/", "event": "/event/{event}", "queue": "/queue", "bring": "/bring", "blind": "/blind"}
DARK = {"picture": "/"}
PHONE = {"picture": "/", "event": "/event/{event}"}


def main(wanted: list[str]) -> None:
    """Take all pictures, or those that are named."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mali.ledger"
        build(path, [str(ROOT / "examples" / "mali")], BuildOptions(reading=Options(read_at="2024-04-01T00:00:00Z")))
        _decide(path)
        with open_desk(path) as (url, link, house), browser() as chromium:
            told = max(house.ledger.events(), key=lambda e: (len(e.disputed), e.origins, e.reports, e.event_id))
            state = _entered(chromium, link)
            takes = [("desk", VIEWS, SIZE, "light"), ("desk-dark", DARK, SIZE, "dark"), ("desk-phone", PHONE, _PHONE, "light")]
            for prefix, views, size, scheme in takes:
                page = chromium.new_context(
                    viewport=size, color_scheme=scheme, reduced_motion="reduce", storage_state=state, locale="en-GB"
                ).new_page()
                for name, address in views.items():
                    if not wanted or f"{prefix}-{name}" in wanted:
                        page.goto(url + address.format(event=told.event_id))
                        _wait(page, name)
                        page.screenshot(path=ROOT / "docs" / "img" / f"{prefix}-{name}.png")


_PHONE = {"width": 360, "height": 740}


def _decide(path: Path) -> None:
    """Some decisions of a second person, so that history and reviews are seen."""
    with Ledger.open(path) as ledger:
        for event in ledger.events()[:2]:
            ledger.decide(Decision(kind="accept", by="ben", event_id=event.event_id))


def _entered(chromium: Any, link: str) -> Any:
    context = chromium.new_context()
    context.new_page().goto(link)
    return context.storage_state()


def _wait(page: Any, name: str) -> None:
    """Until all that belongs to a view is drawn."""
    if name == "picture":
        page.wait_for_selector("#map[data-drawn]:not([data-drawn='0'])")
        for _ in range(60):
            page.wait_for_timeout(250)
            if page.evaluate("deskMap.loaded() && deskMap.areTilesLoaded() && document.fonts.status === 'loaded'"):
                break
    if name == "queue":
        page.wait_for_selector("#pane[data-shown]")
    page.wait_for_timeout(400)


if __name__ == "__main__":
    main(sys.argv[1:])
