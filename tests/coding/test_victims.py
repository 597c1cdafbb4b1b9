"""Victims by name: in the clause, in a list behind it, in a sentence that follows, and by the fullest of their names."""

from __future__ import annotations

import pytest

from copydesk.coding.coder import code_report
from copydesk.model.records import Mention, Report


def mentions(text: str) -> list[Mention]:
    report = Report(report_id="r", url=None, outlet=None, title=None, text=text, published="2003-05-02", published_from="input")
    return code_report(report).mentions


def victims(text: str) -> list[str]:
    """The persons among the targets, once each, in order."""
    return list(dict.fromkeys(t.text for m in mentions(text) for t in m.targets if t.kind == "person"))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Gunmen killed two reporters, Pedro Navas and Carlos Pineda, in Bogota on Friday.", ["Pedro Navas", "Carlos Pineda"]),
        (
            "Five farmers were shot dead near Cali on Monday by rebels. The victims were identified as Jose Rivera, Pedro Cortez, "
            "a teacher at the local school, and Luis Ordonez.",
            ["Jose Rivera", "Pedro Cortez", "Luis Ordonez"],
        ),
        (
            "A car bomb killed two people in Medellin on Monday. They are Elsa Prado and policeman Leon Gomez.",
            ["Elsa Prado", "Leon Gomez"],
        ),
        ("The rebels are blamed for the murder of political analyst Edgar Chacon in Cali on Friday.", ["Edgar Chacon"]),
        ("Municipal official Sergio Horna was seriously wounded in an explosion in Ambo.", ["Sergio Horna"]),
        (
            "The priest Ignacio Ellacuria, rector of the Central American University, five other priests and two women were "
            "murdered on Thursday by men in uniform.",
            ["Ignacio Ellacuria"],
        ),
        ("Gunmen shot dead Edgard Chacon outside his home in San Salvador on Friday.", ["Edgard Chacon"]),
        ("Rebels on Friday attacked San Miguel de Mercedes, killing five policemen.", []),
        ('"There was shelling on the town all day", said Mohamad Abu Rajab, a nurse.', []),
        ("Gunmen killed two reporters on Friday, Carlos Pineda said.", []),
        ("Five farmers were killed near Cali by rebels. Most of the dead were women, President Carlos Pineda said.", []),
    ],
)
def test_victims_are_named(text: str, names: list[str]) -> None:
    assert victims(text) == names


def test_one_person_has_one_name() -> None:
    text = (
        "Minister Antonio Rodriguez Porth was shot dead by gunmen in San Salvador on Friday. Rodriguez Porth was killed. "
        "The murder of Porth was condemned by the church."
    )
    assert victims(text) == ["Antonio Rodriguez Porth"]
    assert all(text[t.start : t.end] == t.text for m in mentions(text) for t in m.targets)


def test_two_of_one_last_name_stay_two() -> None:
    text = (
        "Jose Rivera was kidnapped by rebels in Cali on Friday. Pedro Rivera was kidnapped by rebels in Bogota on Friday. "
        "Rivera was killed by rebels on Sunday."
    )
    assert victims(text) == ["Jose Rivera", "Pedro Rivera", "Rivera"]


def test_a_thing_told_again_is_the_one_told_before() -> None:
    text = (
        "A powerful car bomb exploded in Bogota on Friday, killing 12 people. The bomb destroyed a bank. A bomb exploded in Cali."
    )
    assert [w.text for m in mentions(text) for w in m.weapons] == ["powerful car bomb", "powerful car bomb", "bomb"]


def test_a_murder_recalled_makes_no_event() -> None:
    found = mentions("The court heard again of the death of Orlando Letelier.")
    assert all(m.background for m in found)


@pytest.mark.parametrize(
    ("text", "things"),
    [
        (
            "A bomb exploded on Friday outside the offices of the National Workers' Federation in Lima.",
            ["offices of the National Workers' Federation"],
        ),
        ("Rebels attacked the residence of Arthur McNamara on Friday with grenades.", ["residence of Arthur McNamara"]),
        ("Gunmen on Friday attacked the senator's home in Cali with grenades.", ["home"]),
        ("Militants struck an aid convoy on the road between Gao and Ansongo on Monday, killing three.", ["aid convoy"]),
        ("A car bomb exploded in Lima on Friday, causing damage to the embassy building.", ["embassy building"]),
    ],
)
def test_things_are_told_by_whose_they_are(text: str, things: list[str]) -> None:
    found = dict.fromkeys(t.text for m in mentions(text) for t in m.targets if t.kind in ("building", "vehicle", "infrastructure"))
    assert list(found) == things


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Rebels on Monday killed Maria Ortiz, 42; Pilar Ortiz, 19; and a minor in Cali.", ["Maria Ortiz", "Pilar Ortiz"]),
        ("The agency said that the guerrillas also killed attorney general Roberto Garcia in Cali on Monday.", ["Roberto Garcia"]),
        (
            "Gunmen fired at the deserter Miguel Herrera and Francisco Perez, both of whom were writers, and fled.",
            ["Miguel Herrera", "Francisco Perez"],
        ),
        (
            "Two were murdered on 3 March, and Senator Valdes Ortega, a moderate from the left, was seriously injured by rebels.",
            ["Valdes Ortega"],
        ),
        (
            "Gunmen attacked Senator Ernesto Valdes and patriotic Union leader Jose Alvarado in Cali on Monday.",
            ["Ernesto Valdes", "Jose Alvarado"],
        ),
        ("Gunmen burst into the home of mayor Jose Ramirez on Monday and killed him.", ["Jose Ramirez"]),
        ("Gunmen met mayor Jose Ramirez on Monday and killed her husband.", []),
        ("Rebels kidnapped the director of the school, Pedro Gomez, in Cali on Monday.", ["Pedro Gomez"]),
        ("Soldiers captured and tortured union leader Pedro Gomez on Monday in Cali.", ["Pedro Gomez"]),
        ("The army killed six priests on Monday, among them Ignacio Lopez and Segundo Perez.", ["Ignacio Lopez", "Segundo Perez"]),
        (
            "Rebels attacked Cali on Monday and killed the following: Juan Lopez, a student; Pedro Gomez, a teacher.",
            ["Juan Lopez", "Pedro Gomez"],
        ),
        ("Judge Maria Diaz was the victim of an attack by rebels on Monday in Cali.", ["Maria Diaz"]),
        ("There was an attempt on Monday against the life of Governor Antonio Salas in Cali.", ["Antonio Salas"]),
        ("Kornel Vastrow, a reporter from a Dutch channel, was killed by soldiers on Monday.", ["Kornel Vastrow"]),
    ],
)
def test_victims_stand_in_lists_and_behind_asides(text: str, names: list[str]) -> None:
    assert victims(text) == names


def things(text: str) -> list[str]:
    """The buildings, vehicles and infrastructure among the targets, once each, in order."""
    kinds = ("building", "vehicle", "infrastructure")
    return list(dict.fromkeys(t.text for m in mentions(text) for t in m.targets if t.kind in kinds))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Rebels killed a peasant in Flores on Monday and burned a tank truck.", ["tank truck"]),
        ("A bomb damaged the windows of the Norte Bank in Cali on Monday.", ["Norte Bank"]),
        (
            "Ten people were injured by a bomb on Monday in Lima and two cars that were in the area were badly damaged.",
            ["two cars"],
        ),
        ("Shots were fired at a bus on Monday near Cali, and a nun was wounded by rebels.", ["bus"]),
        ("A passenger plane blew up in midair on Monday over Bogota, killing all 107 passengers.", ["passenger plane"]),
        ("Rebels used explosives against the town hall and a bank on Monday in Huanuco.", ["town hall", "bank"]),
        ("The rebels blew up the Kirkuk-Ceyhan pipeline on Monday.", ["Kirkuk-Ceyhan pipeline"]),
        ("Rebels destroyed the town's telephone office on Monday in Jucuapa.", ["telephone office"]),
        (
            "Rebels bombed the embassy and two shops on Monday in Lima. The blast damaged 30 houses.",
            ["embassy", "two shops", "30 houses"],
        ),
        ("The target of the attack by rebels on Monday in Lima was the home of a judge.", ["home of a judge"]),
        ("Five buses have been burned by rebels since Monday in Lima.", ["Five buses"]),
        ("Gunmen opened fire on the minister's car on Monday in Lima.", ["car"]),
        ("The car in which the minister was travelling was hit by rebels on Monday.", ["car"]),
        ("Rebels stole food from a farm and burned the facilities on Monday.", ["facilities"]),
        ("Gunmen on Monday murdered the secretary of the embassy in Cali.", []),
        ("A bomb placed at the door of the Ministry of Defense exploded on Monday in Bogota.", []),
    ],
)
def test_things_hit(text: str, names: list[str]) -> None:
    assert sorted(things(text)) == sorted(names)
    assert not any(a.kind == "state" for m in mentions(text) for a in m.actors)


def test_named_soldiers_are_of_the_forces() -> None:
    text = "Lieutenant Jaime Flores and soldiers Nelson Rojas and Dario Serrano were killed by rebels in Mali on Monday."
    (mention,) = [m for m in mentions(text) if not m.background]
    assert [(t.text, t.kind) for t in mention.targets] == [("Jaime Flores", "state")]  # one party: the forces
    assert victims("Retired Sergeant Jaime Flores was killed by rebels in Mali on Monday.") == ["Jaime Flores"]


@pytest.mark.parametrize("beside", ["and teacher Ana Diaz", "and Ana Diaz"])
def test_who_falls_beside_a_soldier_is_none(beside: str) -> None:
    assert victims(f"Rebels killed Sergeant Luis Ruiz {beside} in Mali on Monday.") == ["Ana Diaz"]
