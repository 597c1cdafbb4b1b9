"""The stages of lineage one after another, on small invented piles."""

from copydesk.lineage import Furniture, candidates, learn_furniture, origins, relate, signatures
from copydesk.model import Report

STORY = (
    "Fighters of the northern front took the town of Velmar on Sunday after two days of shelling, residents and a medic said. "
    "At least eleven people were killed when a rocket hit the bus station, the medic told reporters by telephone. "
    "The army said its units had withdrawn to the bridge to spare the old quarter, and promised to return before winter. "
    "Aid workers counted four hundred families on the road to the border, many of them on foot and without blankets."
)
OTHER = (
    "Farmers in the valley of Orrin blocked the main road with tractors to protest against the price of diesel. "
    "Police watched from a distance and made no arrests, according to a union leader who spoke at the barricade. "
    "The ministry of energy invited the union to talks next week and said that a new tariff was being drafted."
)


def _edges(reports: list[Report], furniture: Furniture | None = None):  # type: ignore[no-untyped-def]
    furniture = furniture or Furniture()
    pairs = candidates(signatures(reports, furniture))
    by_id = {r.report_id: r for r in reports}
    return relate(
        [(by_id[a], by_id[b]) for a, b in zip(pairs["left"].to_pylist(), pairs["right"].to_pylist(), strict=True)], furniture
    )


def test_a_copy_is_found_and_an_unrelated_report_is_not() -> None:
    reports = [
        Report(report_id="a", text=STORY, outlet="One", published="2020-01-01"),
        Report(report_id="b", text="Town falls. " + STORY.replace("residents", "locals"), outlet="Two", published="2020-01-02"),
        Report(report_id="c", text=OTHER, outlet="Three", published="2020-01-02"),
    ]
    (edge,) = _edges(reports)
    assert (edge.from_report_id, edge.to_report_id, edge.relation, edge.direction_basis) == ("a", "b", "copy", "published")
    assert edge.share_of_from > 0.9
    assert origins([edge], reports) == {"a": "a", "b": "a", "c": "c"}


def test_the_passages_are_the_same_words() -> None:
    reports = [Report(report_id="a", text=STORY), Report(report_id="b", text="Town falls. " + STORY)]
    (edge,) = _edges(reports)
    ((f0, f1, t0, t1),) = edge.passages
    by_id = {r.report_id: r for r in reports}
    assert by_id[edge.from_report_id].text[f0:f1] == by_id[edge.to_report_id].text[t0:t1] == STORY.rstrip(".")


def test_furniture_makes_no_relation() -> None:
    footer = (
        " The Daily Gazette of Tarn is read in forty countries and brings you the news before breakfast,"
        " free of charge and of fear, since 1911."
    )
    words = STORY.split() + OTHER.split()
    reports = [
        Report(
            report_id=f"r{i}", text=" ".join(words[i * 9 : i * 9 + 9]) + footer, outlet="Gazette", published=f"2020-01-{i + 1:02}"
        )
        for i in range(10)
    ]
    assert _edges(reports)
    assert not _edges(reports, Furniture(learn_furniture(reports)))
