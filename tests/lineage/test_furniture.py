"""What is learned to be furniture, and what is not."""

from __future__ import annotations

import pyarrow as pa

from copydesk.lineage import Furniture, furniture_version, learn_furniture, merge_furniture
from copydesk.lineage.keys import keys_of
from copydesk.lineage.words import words_of
from copydesk.model import Report
from tests.lineage.conftest import STORY

BACKGROUND = (
    "The monitoring group, which draws on a web of informants across the country, says that the war has cost more than ninety "
    "thousand lives and has driven half of the people from their homes."
)


def marked(furniture: Furniture, text: str) -> float:
    """Share of the words of `text` that are furniture."""
    ((_, words),) = words_of([Report(report_id="x", text=text)])
    return float(furniture.covers(words, keys_of(words)).mean())


def filler(number: int, words: int = 60) -> str:
    return " ".join(f"w{number}x{i}" for i in range(words))


def carried(count: int, *, day_step: int = 3, same_story: bool = False) -> list[Report]:
    reports = []
    for i in range(count):
        around = filler(0 if same_story else i)
        text = f"{filler(1000 + i, 8)} {around} {BACKGROUND} {around[::-1]} {filler(2000 + i, 50)}"
        day = 1 + i * day_step
        date = f"2020-{day // 28 + 1:02}-{day % 28 + 1:02}"
        reports.append(Report(report_id=f"r{i}", text=text, title=f"title {i}", outlet=f"outlet {i}", published=date))
    return reports


def test_background_that_stands_in_ever_new_settings_is_furniture() -> None:
    assert marked(Furniture(learn_furniture(carried(12))), BACKGROUND) > 0.9


def test_a_story_that_many_print_is_none_even_with_wrong_dates() -> None:
    assert marked(Furniture(learn_furniture(carried(12, same_story=True))), BACKGROUND) == 0


def test_what_few_carry_is_none() -> None:
    assert marked(Furniture(learn_furniture(carried(5))), BACKGROUND) == 0


def test_versions_of_one_story_are_no_page_furniture() -> None:
    reports = [
        Report(report_id=f"v{i}", text=STORY + filler(i, 5), title="Town falls", outlet="One", published=f"2020-01-0{i + 1}")
        for i in range(4)
    ]
    assert len(Furniture(learn_furniture(reports))) == 0


def test_page_furniture_shows_from_the_first_reports_without_dates_too() -> None:
    footer = "Subscribe to the morning letter of the Velmar Courier and never miss what matters in the five valleys."
    reports = [Report(report_id=f"r{i}", text=f"{filler(i)} {footer}", title=f"t{i}", outlet="Courier") for i in range(4)]
    assert marked(Furniture(learn_furniture(reports)), footer) > 0.9


def test_tables_of_two_piles_add_up_to_that_of_both() -> None:
    reports = carried(20)
    whole = learn_furniture(reports)
    halves = merge_furniture([learn_furniture(reports[:7]), learn_furniture(reports[7:])])
    assert halves.equals(whole)
    assert furniture_version(halves) == furniture_version(whole) != furniture_version(learn_furniture(reports[:7]))


def test_rare_keys_can_be_dropped_from_a_large_table() -> None:
    table = learn_furniture(carried(12))
    small = merge_furniture([table], at_least=2)
    assert small.num_rows < table.num_rows / 4
    assert marked(Furniture(small), BACKGROUND) > 0.9


def test_an_empty_pile_gives_an_empty_table() -> None:
    table = learn_furniture([])
    assert isinstance(table, pa.Table)
    assert table.num_rows == 0
    assert len(Furniture(table)) == len(Furniture()) == 0
    assert learn_furniture([Report(report_id="a", text="", published="not a date")]).num_rows == 1  # the outlet's own row
