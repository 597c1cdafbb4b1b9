"""Places of reports of any war: governments that say so, names that no gazetteer has, datelines, names by their sound alone."""

from __future__ import annotations

import pytest

from copydesk.locating import where
from copydesk.locating.gazetteer.index import Gazetteer
from copydesk.locating.gazetteer.store import open_gazetteer
from copydesk.locating.locate import locate_report
from copydesk.model import Mention, Report


@pytest.fixture(scope="module")
def shipped() -> Gazetteer:
    """The gazetteer as installed."""
    return open_gazetteer()


def _mention(text: str, clause: str) -> Mention:
    start = text.index(clause)
    end = start + len(clause)
    return Mention(
        mention_id="m",
        report_id="r",
        start=start,
        end=end,
        quote=clause,
        event_type="Battles",
        sub_event_type="Armed clash",
    )


def test_a_capital_that_says_so_is_not_where_it_happened(shipped: Gazetteer) -> None:
    text = (
        "The rebels took Goma in the east of DR Congo on Sunday.\n\n"
        "Three soldiers were killed when a mortar bomb fell on their base on Monday, Pretoria said."
    )
    report = Report(report_id="r", text=text)
    _, settled = locate_report(report, [], [], [_mention(text, "Three soldiers were killed")], shipped)
    assert settled[0].place is not None
    assert (settled[0].place.name, settled[0].place.country) == ("Goma", "CD")


@pytest.mark.parametrize(
    ("text", "country", "area"),
    [
        ("NICE, France (AFP) - A man drove into a crowd in the French Riviera city of Nice.", "FR", "Provence-Alpes-Côte-d’Azur"),
        ("Officers died in El Aguaje, a town in the municipality of Aguililla, Michoacan, on Monday.", "MX", "Michoacán de Ocampo"),
        ("Jets bombed Deir Ezzor on Monday, killing four civilians.", "SY", "Deir ez-Zor"),
        ("TANK: A soldier died when a device went off in Tank district on Friday.", "PK", "Khyber Pakhtunkhwa"),
        ("A strike hit a rescue post in Douris, near Baalbek in Lebanon.", "LB", "Baalbek-Hermel"),
    ],
)
def test_a_place_lies_where_the_words_around_it_put_it(text: str, country: str, area: str, shipped: Gazetteer) -> None:
    place = where(text, shipped).place
    assert place is not None
    assert (place.country, place.admin1) == (country, area)


def test_a_name_that_no_gazetteer_has_lies_in_one_place_in_the_whole_report(shipped: Gazetteer) -> None:
    text = "Medics were killed in Douris, near Baalbek in Lebanon. Rockets hit Haifa. Mourners met in Douris."
    report = Report(report_id="r", title="Strike on Douris kills medics", text=text)
    found = [t for t in locate_report(report, [], [], [], shipped)[0] if t.text == "Douris"]
    assert len(found) == 3
    assert {(t.name, t.country, t.admin1) for t in found} == {(None, "LB", "Baalbek-Hermel")}


def test_a_side_is_no_country_s_area(shipped: Gazetteer) -> None:
    text = "TANK: A soldier died in Tank district on Friday. An elder was shot in Mir Ali tehsil of North Waziristan."
    found = locate_report(Report(report_id="r", text=text), [], [], [], shipped)[0]
    assert {t.country for t in found} == {"PK"}  # "North" is an area of Cameroon
