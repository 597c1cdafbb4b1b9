"""Toponyms, what they mean, and where the event is."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from copydesk.locating import where
from copydesk.locating.folding import plain_key
from copydesk.locating.gazetteer.index import Gazetteer, flat_km
from copydesk.locating.locate import home_countries, locate_report, locate_reports
from copydesk.model import Mention, Place, Report, Toponym
from copydesk.model.arrow import column_of


def place(text: str, gazetteer: Gazetteer) -> Place:
    found = where(text, gazetteer).place
    assert found is not None, text
    return found


def names(text: str, gazetteer: Gazetteer) -> list[tuple[str, str | None]]:
    return [(t.text, t.country) for t in where(text, gazetteer).toponyms if t.kind == "place"]


@pytest.mark.parametrize("name", ["Khanaser", "Khanasir", "Khanasser", "Khanāşir", "Al-Bab", "el-Bab", "Halab"])
def test_one_place_however_it_is_written(name: str, gazetteer: Gazetteer) -> None:
    assert place(f"Rebels shelled the town of {name} in Syria on Tuesday", gazetteer).admin1 == "Aleppo"


def test_a_town_is_meant_where_no_word_asks_for_its_area(gazetteer: Gazetteer) -> None:
    assert place("Shells fell in Aleppo, Syria", gazetteer).precision == 1
    assert place("Shells fell in Aleppo province in Syria", gazetteer).precision == 4
    assert place("Shells fell in the northern Homs countryside in Syria", gazetteer).precision == 4


def test_distance_and_direction_give_a_reckoned_point(gazetteer: Gazetteer) -> None:
    found = place("A convoy was hit 20 km south of Raqqa in Syria", gazetteer)
    assert found.precision == 2
    assert found.lat == pytest.approx(35.95 - 20 / 111.2, abs=0.01)
    assert found.lon == pytest.approx(39.01, abs=0.01)


@pytest.mark.parametrize("words", ["near Homs", "outside Homs", "north of Homs"])
def test_near_a_town_is_not_in_it(words: str, gazetteer: Gazetteer) -> None:
    found = place(f"Clashes broke out {words}, Syria", gazetteer)
    assert (found.name, found.precision) == ("Homs", 2)


@pytest.mark.parametrize("words", ["between Khanaser and Aleppo", "on the Khanaser-Aleppo road"])
def test_between_two_places_is_their_middle(words: str, gazetteer: Gazetteer) -> None:
    found = place(f"Syrian troops were ambushed {words}", gazetteer)
    assert found.lat == pytest.approx((35.78 + 36.2) / 2, abs=0.01)


def test_an_unknown_village_gets_its_surroundings(gazetteer: Gazetteer) -> None:
    found = place("Troops in Syria took the village of Zugmaq near al-Bab", gazetteer)
    assert (found.lat, found.precision) == (36.37, 2)


@pytest.mark.parametrize(
    "text",
    [
        "In Homs in Syria mortars hit Khanasir neighborhood",
        "Mortars hit the neighborhoods of Sinjar and Khanasir in Homs city in Syria",
        "In Syria troops took the Khanasir farms near the central city of Homs",
    ],
)
def test_a_part_of_a_town_lies_in_that_town(text: str, gazetteer: Gazetteer) -> None:
    assert flat_km(place(text, gazetteer).lat, place(text, gazetteer).lon, 34.73, 36.72) < 5


def test_a_town_is_no_part_of_another(gazetteer: Gazetteer) -> None:
    assert {t.name for t in where("Tanks left Homs in Syria for the districts of Aleppo", gazetteer).toponyms} >= {"Homs", "Aleppo"}


def test_no_namesake_in_a_country_the_text_never_speaks_of(gazetteer: Gazetteer) -> None:
    assert ("Adra", "ES") not in names("Syrian troops entered Homs and then Adra on Monday", gazetteer)
    assert ("Adra", "ES") in names("Fishermen of Adra stayed in the port of Adra", gazetteer)


def test_a_demonym_is_no_place_of_an_event(gazetteer: Gazetteer) -> None:
    answer = where("Syrian troops advanced", gazetteer)
    assert [t.kind for t in answer.toponyms] == ["demonym"]
    assert answer.place is None


@pytest.mark.parametrize("text", ["Michael Jordan said so", "He was Reading a book", "Aleppo University said so"])
def test_persons_words_and_organisations_are_no_places(text: str, gazetteer: Gazetteer) -> None:
    assert names(text, gazetteer) == []


def test_a_speaker_s_seat_and_an_acting_country_are_no_places_of_events(gazetteer: Gazetteer) -> None:
    assert place("The Beirut-based monitor said shells hit Homs in Syria", gazetteer).name == "Homs"
    text = "Shells fell in Homs, Syria. Homs burned. Six people were killed in US air strikes on the stronghold."
    asked = Mention(
        mention_id="m", report_id="", start=text.index("Six"), end=len(text), quote="", event_type="", sub_event_type=""
    )
    _, settled = locate_report(Report(report_id="", text=text), [], [], [asked], gazetteer)
    assert settled[0].place is not None
    assert settled[0].place.country == "SY"


def test_a_dateline_is_the_last_resort(gazetteer: Gazetteer) -> None:
    text = "BEIRUT (Reuters) - Shells hit Homs in Syria on Monday. Ten people died."
    asked = Mention(
        mention_id="m", report_id="", start=text.index("Ten"), end=len(text), quote="", event_type="", sub_event_type=""
    )
    _, settled = locate_report(Report(report_id="", text=text), [], [], [asked], gazetteer)
    assert settled[0].place is not None
    assert settled[0].place.name == "Homs"


def test_a_dateline_that_lost_its_dash_is_no_place_of_an_event(gazetteer: Gazetteer) -> None:
    text = "Last updated at Aug 14, 2016 BEIRUT Syrian warplanes have killed dozens in areas around Homs in Syria. Homs burned."
    assert place(text, gazetteer).name == "Homs"


@pytest.mark.parametrize("opening", ["BEIRUT A coalition raid", "Beirut Syrian government raids"])
def test_a_dateline_before_an_article_or_of_a_town_abroad_is_no_place_of_an_event(gazetteer: Gazetteer, opening: str) -> None:
    text = f"{opening} killed at least 18 people in areas around Homs in Syria. Homs burned, and Aleppo too."
    assert place(text, gazetteer).name == "Homs"


def test_an_event_needs_a_word_that_puts_it_abroad(gazetteer: Gazetteer) -> None:
    about = " Shells hit Homs in Syria. Homs burned, Syrian doctors in Homs said."
    for text, country in (("Ten people were killed, Beirut said." + about, "SY"), ("Ten died in Beirut." + about, "LB")):
        asked = Mention(mention_id="m", report_id="", start=0, end=text.index("."), quote="", event_type="", sub_event_type="")
        _, settled = locate_report(Report(report_id="", text=text), [], [], [asked], gazetteer)
        assert settled[0].place is not None
        assert settled[0].place.country == country


def test_a_told_side_of_a_country_rules_out_what_lies_on_the_other(gazetteer: Gazetteer) -> None:
    text = "Shells hit Raqqa in Syria. Ten people were killed in a town in western Syria. The raid on Homs was heavy."
    start = text.index("Ten")
    asked = Mention(mention_id="m", report_id="", start=start, end=text.index(" The"), quote="", event_type="", sub_event_type="")
    _, settled = locate_report(Report(report_id="", text=text), [], [], [asked], gazetteer)
    assert settled[0].place is not None
    assert settled[0].place.name == "Homs"


def test_an_answer_shows_candidates_with_weights_that_sum_to_one(gazetteer: Gazetteer) -> None:
    answer = where("Shells fell in Aleppo, Syria", gazetteer)
    candidates = next(t.candidates for t in answer.toponyms if t.text == "Aleppo")
    assert len(candidates) == 3
    assert sum(c.weight for c in candidates) == pytest.approx(1, abs=0.001)
    assert candidates[0].country == "SY"
    assert all(c.why for c in candidates)
    assert where("Nothing here", gazetteer).place is None


def test_the_outlet_s_home_counts(gazetteer: Gazetteer) -> None:
    assert home_countries(Report(report_id="", text="", url="https://example.co.uk/a")) == ("GB",)
    assert home_countries(Report(report_id="", text="", url="https://example.com/a")) == ()


def test_batches_give_what_single_reports_give(gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("copydesk.locating.locate.open_gazetteer", lambda: gazetteer)
    report = Report(report_id="r", text="Shells fell in Homs, Syria.", title="Shells in Homs, Syria")
    one = column_of([[report]], Report).flatten()
    rows = pa.RecordBatch.from_arrays([one, *[pa.array([[]])] * 3], names=["report", "sentences", "entities", "mentions"])
    done = locate_reports(rows)
    single, _ = locate_report(report, [], [], [], gazetteer)
    assert [p["text"] for p in done.column("places").to_pylist()[0]] == [t.text for t in single]
    assert any(t.in_title for t in single)
    assert isinstance(single[0], Toponym)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.one_of(st.text(max_size=12), st.sampled_from(["Homs", "Al-", "Bab", "near", "Aleppo Road", "20 km south of", "US"]))
    )
)
def test_any_text_gives_spans_that_are_in_it(gazetteer: Gazetteer, pieces: list[str]) -> None:
    text = " ".join(pieces)
    last = 0
    for t in where(text, gazetteer).toponyms:
        assert text[t.start : t.end] == t.text
        assert t.start >= last
        last = t.end
        assert t.lat is None or -90 <= t.lat <= 90


def test_distances() -> None:
    assert flat_km(0, 179.5, 0, -179.5) == pytest.approx(111.2, abs=1)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("shelled al-Faid neighborhood in Homs", "al-Faid"),
        ("took the village of Zugmaq in Homs", "Zugmaq"),
        ("shelled Salhiya District in Homs", "Salhiya"),
        ("took the towns of Khanaser, Aqrasba and Homs", "Aqrasba"),
        ("entered Harbiyat and Anbaj villages in Homs", "Harbiyat"),
        ("stormed Tal al-Zaq checkpoint in Homs", "Tal al-Zaq"),
    ],
)
def test_the_kind_of_a_place_tells_a_name_that_no_gazetteer_has(words: str, name: str, gazetteer: Gazetteer) -> None:
    toponyms = where(f"Troops of Syria {words}.", gazetteer).toponyms
    found = next(t for t in toponyms if t.text == name)
    assert (found.name, found.geonameid) == (None, None)
    assert found.country == "SY"


@pytest.mark.parametrize(
    "text",
    [
        "The School District of Homs",
        "The Development District met in Homs",
        "Police of County Sheriff Steve Sheldon came",
        "The Syrian village was burned",
        "On Monday market traders left Homs",
    ],
)
def test_a_kind_of_place_beside_another_word_makes_no_name(text: str, gazetteer: Gazetteer) -> None:
    assert {t.text for t in where(text, gazetteer).toponyms} <= {"Homs", "Syrian"}


def test_a_name_without_a_place_lies_by_what_its_sentence_names(gazetteer: Gazetteer) -> None:
    text = "BEIRUT Shells hit Aleppo in Syria. Troops took the village of Zugmaq in the countryside of Homs."
    asked = Mention(
        mention_id="m", report_id="", start=text.index("Troops"), end=len(text), quote="", event_type="", sub_event_type=""
    )
    _, settled = locate_report(Report(report_id="", text=text), [], [], [asked], gazetteer)
    assert settled[0].place is not None
    assert (settled[0].place.text, settled[0].place.admin1) == ("Zugmaq", "Homs")
    away = where("BEIRUT Helicopters of Syria hit the village of Zugmaq. Homs was quiet.", gazetteer).toponyms
    assert [t.admin1 for t in away if t.text == "Zugmaq"] == ["Homs"]


@pytest.mark.parametrize(("words", "name"), [("the besieged town", "Al Bāb"), ("the province", "Homs"), ("a hospital", "Homs")])
def test_a_word_for_a_kind_of_place_refers_back(words: str, name: str, gazetteer: Gazetteer) -> None:
    text = f"Shells hit al-Bab in Syria. They also fell in Homs province. Ten people died in {words}."
    asked = Mention(
        mention_id="m", report_id="", start=text.index("Ten"), end=len(text), quote="", event_type="", sub_event_type=""
    )
    _, settled = locate_report(Report(report_id="", text=text), [], [], [asked], gazetteer)
    assert settled[0].place is not None
    assert settled[0].place.name == name


def test_a_side_of_the_compass_is_no_place_by_itself(gazetteer: Gazetteer) -> None:
    assert names("Clashes in the Eastern part of Homs in Syria", gazetteer) == [("Homs", "SY"), ("Syria", "SY")]


def test_who_leads_a_coalition_says_nothing_of_where(gazetteer: Gazetteer) -> None:
    found = names("US-led jets bombed Al-Bab, Khanaser and Hmos. Adra was quiet.", gazetteer)
    assert ("Adra", "ES") not in found


def test_a_great_city_brings_its_country(gazetteer: Gazetteer) -> None:
    assert place("Lebanese fighters shelled the town of Khanasser after a battle in Aleppo", gazetteer).country == "SY"


def test_of_inside_a_name_may_be_written_either_way() -> None:
    assert plain_key("San Vicente del Chucuri") == plain_key("San Vicente de Chucurí")
    assert plain_key("Deir ez-Zor") == "deir ez zor"
    assert plain_key("La Paz") == "la paz"


def test_the_first_part_of_a_longer_name_does_not_stand_for_it(gazetteer: Gazetteer) -> None:
    toponyms = where("Jets hit Sinjar Sayidna airbase in Aleppo, Syria", gazetteer).toponyms
    assert [t.text for t in toponyms] == ["Sinjar Sayidna", "Aleppo", "Syria"]


def test_half_of_a_hyphenated_name_is_no_place(gazetteer: Gazetteer) -> None:
    assert names("The Reading-Mertz store and Raqqa-Zugrat bank in Syria", gazetteer) == [("Syria", "SY")]
    assert ("Homs", "SY") in names("on the Homs-Aleppo road in Syria", gazetteer)


def test_a_namesake_elsewhere_needs_more_than_its_name(gazetteer: Gazetteer) -> None:
    assert names("Syrian troops took Homs. The aides of Adra met.", gazetteer) == [("Homs", "SY"), ("Adra", "SY")]
    assert names("Syrian troops took Homs. Once Adra laughed.", gazetteer) == [("Homs", "SY")]


def test_a_small_namesake_far_from_all_that_a_report_names_is_none(gazetteer: Gazetteer) -> None:
    text = "Raqqa was hit in Syria, Raqqa officials said. Jets bombed al-Husseiniyeh village. Mourners left Raqqa."
    village = next(t for t in where(text, gazetteer).toponyms if t.text == "al-Husseiniyeh")
    assert (village.name, village.lat) == (None, 35.95)  # by Raqqa, not the village of that sound 370 km away
    alone = where("Jets bombed al-Husseiniyeh village in Syria.", gazetteer)
    assert alone.place is not None
    assert alone.place.name == "Husayniyah"


def test_a_name_with_an_article_sounds_like_none_where_no_name_has_one(gazetteer: Gazetteer) -> None:
    text = "US jets hit Aleppo in Syria, the US said. People died in al-Haal market, the US said."
    assert ("al-Haal", "US") not in names(text, gazetteer)


def test_a_further_name_of_an_area_brings_no_country(gazetteer: Gazetteer) -> None:
    text = "By Al-Awsat. Syrian jets hit a Damascan suburb. Zugrat village near Aleppo burnt."
    assert [t.text for t in where(text, gazetteer).toponyms if t.kind == "demonym"] == ["Syrian", "Damascan"]
    assert ("Zugrat", "SY") in names(text, gazetteer)


@pytest.mark.parametrize("name", ["Syrias", "Aleppos", "Homss"])
def test_a_possessive_may_have_lost_its_apostrophe(name: str, gazetteer: Gazetteer) -> None:
    assert (name, "SY") in names(f"Shells hit Syria, rebels said, and {name} old markets burnt in Syria", gazetteer)
    assert names(f"The {name} played and Beirut won", gazetteer) == [("Beirut", "LB")]


@pytest.mark.parametrize(
    "head", ["Syria troops kill 50 near Lebanon", "Lebanon says troops killed 50", "50 dead at the Lebanon border"]
)
def test_a_country_that_speaks_or_lies_near_is_not_the_reports(head: str, gazetteer: Gazetteer) -> None:
    asked = Mention(
        mention_id="m", report_id="", start=0, end=len(head), quote=head, event_type="", sub_event_type="", in_title=True
    )
    report = Report(report_id="", title=head, text="Troops killed 50 men in Homs in Syria on Friday, Lebanon said.")
    _, settled = locate_report(report, [], [], [asked], gazetteer)
    assert settled[0].place is not None
    assert settled[0].place.country == "SY"


def test_a_building_that_bears_a_towns_name_is_not_in_that_town(gazetteer: Gazetteer) -> None:
    text = "Raqqa shook. Shells hit the Sinjar {} in Raqqa in Syria. Raqqa is calm."
    assert "Sinjar" not in [t.name for t in where(text.format("hotel"), gazetteer).toponyms]
    assert "Sinjar" in [t.name for t in where(text.format("refugees"), gazetteer).toponyms]


def test_a_place_that_heads_a_section_of_a_digest_governs_it(gazetteer: Gazetteer) -> None:
    text = (
        "Syrian units went on. Aleppo The army hit camps. They were burnt. Homs In the countryside jets hit Zugrat village. "
        "Husayniyah village was shelled, too. " + "The units held their posts all day long there. " * 10 + "Ten men were killed."
    )
    start = text.index("Ten men")
    asked = Mention(mention_id="m", report_id="", start=start, end=len(text), quote="", event_type="", sub_event_type="")
    found, settled = locate_report(Report(report_id="", text=text), [], [], [asked], gazetteer)
    assert settled[0].place is not None
    assert settled[0].place.name == "Homs"
    assert {t.lat for t in found if t.text == "Zugrat"} == {34.73}


def test_no_name_of_a_place_ends_with_an_article(gazetteer: Gazetteer) -> None:
    assert names("Syria is at war. Homs An army unit fired.", gazetteer) == [("Syria", "SY"), ("Homs", "SY")]
