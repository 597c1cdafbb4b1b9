"""Events in words: who says it, what is disputed, which words it rests on."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from copydesk.export.excerpts import pieces, quoted
from copydesk.export.telling import tell
from copydesk.export.wording import harmed, in_sentence, source_of, when, when_phrase, where, where_phrase
from copydesk.model import Account, Event, Evidence, Informant, Mention, Party, Place, Report, Statement
from copydesk.model.records import PartyKind
from tests.ledger.making import event, mention


def account(origin: str, voice: str | None = None, informants: tuple[str, ...] = (), **values: Any) -> Account:
    told = [
        Statement(field=name, value=json.dumps(v), mention_ids=[f"{origin}:0"], at=f"2024-03-1{n}")
        for name, held in values.items()
        for n, v in enumerate(held)
    ]
    return Account(
        origin_id=origin,
        report_ids=[origin],
        mention_ids=[f"{origin}:0"],
        informants=list(informants),
        statements=told,
        voice=voice or origin,
    )


def reports(**outlets: str | None) -> dict[str, Report]:
    return {key: Report(report_id=key, text="", outlet=outlet, published="2024-03-16") for key, outlet in outlets.items()}


def said(event_: Event, mentions: list[Mention], **outlets: str | None) -> str:
    return " ".join(s.text for s in tell(event_, mentions, reports(**outlets)).sentences)


def test_what_one_voice_says_is_told_as_its_word() -> None:
    held = event(
        "e",
        ["a:0"],
        accounts=[account("a", killed=[[3, 3]])],
        voices=1,
        killed_low=3,
        killed_high=3,
        actor2=Party("convoy", 0, 1, kind="vehicle"),
    )
    told = said(held, [mention("a")], a="The River Post")
    assert told == (
        "According to The River Post, on 15 March 2024, in Ansongo, Gao, ML, gunmen fought a convoy. "
        "According to the same source, 3 people were killed."
    )


def test_an_informant_is_named_with_who_cites_it() -> None:
    held = event("e", ["a:0"], accounts=[account("a", informants=("the army",))], voices=1)
    assert said(held, [mention("a")], a="Reuters").startswith("According to the army (cited by Reuters), ")


def test_a_toll_rests_on_the_clause_that_tells_it_and_on_who_is_cited_there() -> None:
    told = Account(
        origin_id="a",
        report_ids=["a"],
        mention_ids=["a:0", "a:1"],
        informants=["the official", "JNIM"],
        statements=[Statement(field="killed", value="[25, 25]", mention_ids=["a:0", "a:1"], at="2024-03-15")],
        voice="a",
    )
    lent = mention(
        "a", killed_low=25, killed_high=25, informant=Informant("the official", 0, 1), evidence=Evidence(killed=[[50, 61]])
    )
    own = replace(
        lent, mention_id="a:1", start=40, end=70, quote="JNIM said 25 soldiers had died", informant=Informant("JNIM", 0, 1)
    )
    held = event("e", ["a:0", "a:1"], accounts=[told], voices=1, killed_low=25, killed_high=25)
    shown = tell(held, [lent, own], reports(a="Sahel Courier"))
    toll = shown.sentences[-1]
    assert toll.text == "According to JNIM (cited by Sahel Courier), 25 people were killed."
    assert [n.mention_id for n in shown.notes if n.number in toll.notes] == ["a:1"]


def test_disputed_tolls_are_told_with_who_gives_which() -> None:
    accounts = [account("a", killed=[[8, 8]]), account("b", killed=[[50, 50]], informants=("the Observatory",))]
    held = event("e", ["a:0"], accounts=accounts, voices=2, killed_low=8, killed_best=8, killed_high=50, disputed=["killed"])
    told = said(held, [mention("a"), mention("b")], a="SANA", b="AFP")
    assert "Two independent voices tell of it: SANA; the Observatory (cited by AFP)." in told
    assert "Sources differ on how many were killed: SANA said 8 killed; the Observatory (cited by AFP) said 50 killed." in told


def test_a_toll_that_grew_is_growth_not_dispute() -> None:
    held = event(
        "e", ["a:0"], accounts=[account("a", killed=[[22, 22], [44, 44], [50, 50]])], voices=1, killed_low=50, killed_high=50
    )
    assert "The count of those killed that SANA gives went from 22 to 44 to 50." in said(held, [mention("a")], a="SANA")


def test_a_denial_leaves_one_voice_and_is_told() -> None:
    accounts = [account("a"), account("b", informants=("JNIM",))]
    held = event("e", ["a:0"], accounts=accounts, voices=2, disputed=["status"])
    denial = mention("b", status="denied", informant=Informant("JNIM", 0, 4))
    told = said(held, [mention("a"), denial], a="SANA", b="AFP")
    assert told.startswith("According to SANA, ")
    assert told.endswith("JNIM (cited by AFP) denies it.")


def test_other_disputes_name_the_field() -> None:
    accounts = [account("a", date=[["2024-03-15"]]), account("b", date=[["2024-03-16", "2024-03-17"]])]
    held = event("e", ["a:0"], accounts=accounts, voices=2, disputed=["date"])
    told = said(held, [mention("a"), mention("b")], a="SANA", b=None)
    assert "Sources differ on the day: SANA said 15 March 2024; an unnamed outlet said 16 March 2024 and 17 March 2024." in told


def test_status_and_outcome() -> None:
    alleged = event(
        "e",
        ["a:0"],
        accounts=[account("a")],
        voices=1,
        status="alleged",
        outcome="repelled",
        place=None,
        date_from=None,
        date_to=None,
    )
    assert said(alleged, [mention("a")], a="SANA") == (
        "According to SANA, it is alleged that gunmen took part in fighting; the attack was repelled."
    )
    other = event("e", ["a:0"], accounts=[account("a")], voices=1, sub_event_type="Other", place=None, date_from=None, date_to=None)
    assert "gunmen acted (Other)" in said(other, [mention("a")], a="SANA")


def test_every_footnote_is_used_and_quotes_its_mention() -> None:
    held = event("e", ["a:0"], accounts=[account("a", killed=[[8, 8]]), account("b")], voices=2, killed_low=8, killed_high=8)
    told = tell(held, [mention("a"), mention("b")], reports(a="SANA", b="AFP"))
    assert [n.number for n in told.notes] == [1, 2]
    assert {n for s in told.sentences for n in s.notes} == {1, 2}
    assert "".join(p.text for p in told.notes[0].quote) == mention("a").quote


def test_days_and_spans() -> None:
    def on(start: str | None, end: str | None, precision: str | None) -> Event:
        return event("e", [], date_from=start, date_to=end, date_precision=precision)

    assert when_phrase(on("2017-01-26", "2017-01-26", "day")) == "On 26 January 2017, "
    assert when_phrase(on("2017-01-26T10:00:00", "2017-01-26T10:00:00", "hour")) == "On 26 January 2017, "
    assert when_phrase(on("2017-03-03", "2017-03-05", "day")) == "Between 3 and 5 March 2017, "
    assert when_phrase(on("2017-02-27", "2017-03-05", "week")) == "Between 27 February and 5 March 2017, "
    assert when_phrase(on("2016-12-30", "2017-01-05", "week")) == "Between 30 December 2016 and 5 January 2017, "
    assert when_phrase(on("2017-03-01", "2017-03-31", "month")) == "In March 2017, "
    assert when_phrase(on("2017-01-01", "2017-12-31", "year")) == "In 2017, "
    assert when_phrase(on(None, "2017-12-31", "day")) == "Until 31 December 2017, "
    assert when_phrase(on(None, None, None)) == ""
    assert when(on("9999-99-99", None, "day")) == "9999-99-99"


def test_places_and_names() -> None:
    assert where_phrase(Place(text="Gao", admin1="Gao", country="ML", country_name="Mali", precision=2)) == "near Gao, Mali, "
    assert in_sentence(Party("Gunmen", 0, 1)) == "gunmen"
    assert in_sentence(Party("Houthi fighters", 0, 1)) == "Houthi fighters"
    assert in_sentence(Party("army outpost", 0, 1, kind="building")) == "an army outpost"
    assert in_sentence(Party("IS", 0, 1, name="Islamic State")) == "Islamic State"
    assert in_sentence(None) is None


@pytest.mark.parametrize(
    ("text", "name", "kind", "said"),
    [
        ("five teachers", "Civilians (Mali)", "civilian", "five teachers"),
        ("Five people", "Civilians (Mali)", "civilian", "five people"),
        ("market", "Civilians (Syria)", "building", "a market"),
        ("Residents", "Civilians (Mali)", "civilian", "residents"),
        ("hospital", "Health and aid workers (Syria)", "building", "a hospital"),
        ("Syrian rebels", "Rebels (Syria)", "rebel", "Syrian rebels"),
        ("rebel", "Rebels (Syria)", "rebel", "rebels"),
        ("army unit", "Malian government forces", "state", "Malian government forces"),
    ],
)
def test_a_class_of_people_is_told_in_the_words_of_the_report(text: str, name: str, kind: PartyKind, said: str) -> None:
    assert in_sentence(Party(text, 0, len(text), name, kind)) == said
    assert source_of(Report(report_id="a", text="", outlet="Daily", credited_origin="AFP")) == "AFP via Daily"
    assert source_of(Report(report_id="a", text="", byline=["J. Doe"])) == "J. Doe"
    assert source_of(None) == "an unnamed outlet"


def test_counts() -> None:
    assert harmed("killed", 0, 0) == "no one was killed"
    assert harmed("injured", 1, 1) == "one person was injured"
    assert harmed("killed", 10, 15) == "10 to 15 people were killed"
    assert harmed("killed", 24, None) == "at least 24 people were killed"
    assert harmed("killed", None, 5) == "at most 5 people were killed"
    assert harmed("killed", 10, 10, "about") == "about 10 people were killed"


def test_evidence_is_marked_in_the_quote() -> None:
    marked = quoted(mention("a", evidence=Evidence(type=[[0, 6]], actor=[[0, 3]])))
    assert [(p.text, p.fields) for p in marked] == [("Gun", ("type", "actor")), ("men", ("type",)), (" at", ())]


@given(
    st.text(max_size=40),
    st.dictionaries(st.sampled_from("abc"), st.lists(st.tuples(st.integers(-5, 50), st.integers(-5, 50))), max_size=3),
)
def test_pieces_together_are_the_text(text: str, spans: dict[str, list[tuple[int, int]]]) -> None:
    assert "".join(p.text for p in pieces(text, 0, len(text), spans)) == text


def test_a_quarter_that_no_gazetteer_has_stands_before_its_city_and_another_spelling_does_not() -> None:
    city = {"country": "SY", "country_name": "Syria", "admin1": "Aleppo", "precision": 2}
    assert where(Place("al-Faid neighborhood", name="Aleppo", **city)) == "al-Faid neighborhood, Aleppo, Syria"
    assert where(Place("Jisr al-Shughour", name="Jisr ash Shughūr", **city)) == "Jisr ash Shughūr, Aleppo, Syria"
    assert where(Place("northern Syria", name="Aleppo", **(city | {"precision": 6}))) == "Aleppo, Syria"
