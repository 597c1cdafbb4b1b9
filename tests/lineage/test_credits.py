"""Forms of credit, each in an invented report, and what is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from copydesk.lineage import credit_reports, credited, find_credits, registry
from copydesk.model import Credit, Report, batch_of, records_of

BODY = "Shells fell on the market of Velmar on Sunday, killing four people, a medic said."
SEED = Path(__file__).parents[2].parent / "shared" / "seeds" / "001_06a1491493331212.txt"


def names(text: str, **fields: object) -> list[str]:
    return [c.name for c in find_credits(Report(report_id="r", text=text, **fields))]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"BEIRUT (AFP) - {BODY}", ["AFP"]),
        (f"MOSCOW, 3 March (Interfax) {BODY}", ["Interfax"]),
        (f"Lima, 20 Aug 88 (EFE) -- {BODY}", ["EFE"]),
        (f"SAN RAFAEL, 14 JAN 90 (RADIO LA PAZ) -- {BODY}", ["RADIO LA PAZ"]),
        (f"MOSCOW, August 22. /ITAR-TASS/. {BODY}", ["ITAR-TASS"]),
        (f"Damascus, SANA – {BODY}", ["SANA"]),
        (f"Regional NNA - {BODY}", ["NNA"]),
        (f"Shells kill four in market\nAFP\n{BODY}", ["AFP"]),
        (f"Shells kill four in market\nBy Reuters\n{BODY}", ["Reuters"]),
        (f"Shells kill four in market Monitor AFP Monday 6 Jun 2016 {BODY}", ["AFP"]),
        (f"Shells kill four in market Monitor AFP {BODY}", ["AFP"]),
        (f"July 2 2015 Shells kill four Reuters Staff. {BODY}", ["Reuters"]),
        (f"{BODY} - REUTERS", ["REUTERS"]),
        (f"{BODY}-AFP", ["AFP"]),
        (f"{BODY} (Xinhua)", ["Xinhua"]),
        (f"{BODY} (With Reuters and AFP)", ["Reuters", "AFP"]),
        (f"{BODY}\nSource: Agencies", ["Agencies"]),
        (f"{BODY} Source TRTWorld and agencies Related News Four more stories", ["TRTWorld", "agencies"]),
        (f"{BODY} (Source: Coalition of the Northern Valleys)", ["Coalition of the Northern Valleys"]),
        (f"{BODY} Reporting by Ann Lee in Velmar; Editing by Bo Tam", ["Reuters"]),
        (f"{BODY}\nThe original source of this article is [South Front](#)", ["South Front"]),
        (f"{BODY}\nThis story was originally published by The Valley Post.", ["The Valley Post"]),
        (f"{BODY} Eleven more died overnight Anadolu Agency reports. 20", ["Anadolu Agency"]),
    ],
)
def test_forms(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "",
        "AFP",
        f"{BODY} The director of the group told AFP that the toll would rise.",
        f"{BODY} Two witnesses told Reuters on Monday that planes had been heard.",
        f"{BODY} According to SANA the army fired back.",
        "Smoke over Velmar on June 11, 2016. (AFP Photo) " + BODY,
        "Smoke over Velmar. (AFP) " + BODY + " The mayor called for calm and asked the four families to come to the town hall." * 8,
        f"By Ann Lee\n{BODY}",
        "The source said shells fell. Source of the fire was unknown.",
        "\ue000\ue001 private \ue00f use",
    ],
)
def test_what_is_no_credit(text: str) -> None:
    assert names(text) == []


def test_the_outlets_own_reporting() -> None:
    assert names(f"{BODY} NNA correspondent reported.", outlet="nna") == ["NNA"]
    assert names(f"{BODY} The blast hit a mill, NNA correspondent reported, and two shops.", outlet="Reuters") == []


def test_credits_give_their_place_and_kind() -> None:
    text = f"{BODY} (With Reuters and AFP)"
    first, second = find_credits(Report(report_id="r", text=text))
    assert (text[first.start : first.end], first.kind) == ("Reuters", "agency")
    assert (text[second.start : second.end], second.kind) == ("AFP", "agency")


def test_bylines_and_links_are_credits_without_a_place() -> None:
    report = Report(
        report_id="r",
        text=BODY,
        url="https://www.valley.example/a?utm_source=x",
        byline=["Ann Lee", "AFP"],
        links=["https://valley.example/a", "https://southfront.org/original"],
    )
    assert find_credits(report) == [Credit(name="AFP", kind="agency"), Credit(name="southfront.org", kind="outlet")]


def test_the_credited_origin_is_the_one_other_source() -> None:
    def origin(text: str, outlet: str | None = None) -> str | None:
        return credited(Report(report_id="r", text=text, outlet=outlet)).credited_origin

    assert origin(f"BEIRUT (Agence France-Presse) - {BODY}", "Valley Post") == "AFP"
    assert origin(f"{BODY} - REUTERS", "reuters") is None  # its own
    assert origin(f"{BODY} (With Reuters and AFP)") is None  # put together
    assert origin(f"{BODY}\nSource: Agencies") is None
    assert origin(BODY) is None


def test_credits_of_the_input_are_kept() -> None:
    report = credited(Report(report_id="r", text=f"BEIRUT (AFP) - {BODY}", credits=[Credit(name="Valley Wire")]))
    assert [c.name for c in report.credits] == ["AFP", "Valley Wire"]


def test_a_batch_gives_what_single_reports_give() -> None:
    import pyarrow as pa  # noqa: PLC0415

    reports = [Report(report_id="a", text=f"BEIRUT (AFP) - {BODY}"), Report(report_id="b", text=BODY)]
    batch = pa.RecordBatch.from_arrays([batch_of(reports, Report).to_struct_array()], names=["report"])
    out = records_of(pa.RecordBatch.from_struct_array(credit_reports(batch).column("report")), Report)
    assert out == [credited(r) for r in reports]


@pytest.mark.skipif(not SEED.exists(), reason="the seed reports lie outside the repository")
def test_the_seed_names_south_front() -> None:
    report = credited(Report(report_id="seed", text=SEED.read_text("utf-8"), outlet="Global Research"))
    assert [c.name for c in report.credits] == ["South Front"]
    assert report.credited_origin == "South Front"


def test_the_registry_is_whole() -> None:
    known = registry()
    assert len(known.outlets) >= 150
    assert len({o.name for o in known.outlets}) == len(known.outlets)
    assert all(o.country is None or len(o.country) == 2 for o in known.outlets)
    sana = known.find("Syrian Arab News Agency")
    assert sana is not None
    assert (sana.name, sana.kind, sana.country, sana.state_owned) == ("SANA", "agency", "SY", True)
    assert known.key("the associated press") == known.key("AP") == "AP"
    assert known.find("Nobody's Gazette") is None


def test_no_name_stands_for_two_outlets() -> None:
    seen: dict[str, str] = {}
    known = registry()
    for outlet in known.outlets:
        for name in (outlet.name, *outlet.aliases):
            assert known.key(name) == outlet.name, f"{name} is of {seen.get(name)} and {outlet.name}"
            seen[name] = outlet.name


def test_the_manner_of_one_agency_gives_way_to_a_name_in_the_text():
    tail = "(Reporting by our staff; editing by K. Aldous)"
    named = credited(Report(report_id="a", outlet="Meridian Wire", text=f"BAMAKO, March 14 (Meridian) - Nine died.\n\n{tail}"))
    assert [c.name for c in named.credits] == ["Meridian"]
    assert named.credited_origin is None
    unnamed = credited(Report(report_id="b", outlet="Daily Bank", text=f"BAMAKO - Nine died.\n\n{tail}"))
    assert unnamed.credited_origin == "Reuters"
