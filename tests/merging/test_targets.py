"""Which of a group's targets leads in all its mentions."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from copydesk.merging.tables import target_rules
from copydesk.merging.targets import at_home, candidates, led
from copydesk.model import Evidence, Party
from tests.merging.making import mention

IS = Party("14 IS fighters", 20, 34, "Islamic State", "rebel")
OTHERS = Party("several others", 45, 59, "Civilians (Syria)", "civilian")
CONVOY = Party("a convoy", 100, 108, None, "vehicle")
MILITANTS = Party("30 militants", 10, 22, None, "rebel")


def test_the_killed_lead_before_those_only_hurt_whatever_came_first() -> None:
    proof = Evidence(killed=[[20, 34]], injured=[[45, 59]])
    (only,) = led([mention("r/1", start=0, end=80, targets=[OTHERS, IS], evidence=proof)])
    assert only.target == IS
    assert only.targets == [IS, OTHERS]
    assert only.evidence.target == [[20, 34], [45, 59]]


def test_a_named_party_leads_in_the_mentions_that_tell_of_things_alone() -> None:
    first = mention("r/1", start=0, end=80, targets=[IS], quote="killed 14 IS fighters", evidence=Evidence(killed=[[20, 34]]))
    second = mention("r/2", start=90, end=120, targets=[CONVOY], quote="destroyed a convoy")
    one, two = led([second, first])
    assert one.targets == [IS, CONVOY]
    assert one.mention_id == "r/2"
    assert two.targets == [IS]


def test_words_are_never_lent_from_the_title_but_its_name_is() -> None:
    title = mention("r/t", in_title=True, start=0, end=40, targets=[Party("ISIL", 3, 7, "Islamic State", "rebel")])
    text = mention("r/1", start=0, end=40, targets=[MILITANTS])
    _, told = led([title, text])
    assert told.targets == [Party("30 militants", 10, 22, "Islamic State", "rebel")]


def test_a_mention_without_targets_gets_the_groups() -> None:
    empty, full = led([mention("r/1", targets=[]), mention("r/2", targets=[IS])])
    assert empty.targets == full.targets == [IS]
    assert led([mention("r/1", targets=[])])[0].targets == []


def test_people_are_of_the_country_where_it_happened_unless_their_words_say_otherwise() -> None:
    people = Party("Five children", 0, 13, "Civilians (Russia)", "civilian")
    abroad = Party("two American journalists", 20, 44, "Journalists (United States)", "civilian")
    rebels = Party("rebels", 50, 56, "Rebels (Iraq)", "rebel")
    names = [p.name for p in at_home(mention("r/1", targets=[people, abroad, rebels])).targets]
    assert names == ["Civilians (Syria)", "Journalists (United States)", "Rebels (Iraq)"]
    assert at_home(mention("r/1", place=None, targets=[people])).target == people


@given(st.permutations([OTHERS, IS, CONVOY, MILITANTS]), st.integers(0, 4))
def test_nothing_a_mention_says_is_lost_and_the_groups_order_does_not_matter(parties: list[Party], cut: int) -> None:
    group = [mention("r/1", targets=parties[:cut]), mention("r/2", start=70, targets=parties[cut:])]
    forth, back = led(group), led(group[::-1])
    assert forth == back[::-1]
    for before, after in zip(group, forth, strict=True):
        assert {p.text for p in before.targets} <= {p.text for p in after.targets}
        assert len({m.targets[0].start for m in forth}) == 1


def test_every_sign_has_a_weight_and_every_weight_a_sign() -> None:
    found = candidates([mention("r/1", targets=[IS, OTHERS, CONVOY, MILITANTS])])
    assert all(set(c.signs) == set(target_rules().weigh) for c in found.values())


def test_who_acts_in_a_mention_is_no_target_of_it() -> None:
    army = Party("the army", 0, 8, "Syrian government forces", "state")
    posts = Party("its posts", 50, 59, "Syrian government", "state")
    first = mention("r/1", start=0, end=80, actors=[army], targets=[posts, IS])
    second = mention("r/2", start=90, end=200, actors=[IS], targets=[IS, posts])
    one, two = led([first, second])
    assert one.targets == [IS]
    assert two.targets == [posts]
