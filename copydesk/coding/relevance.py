"""Which of the happenings told become mentions: signs for and against are weighed; the weights stand in relevance.toml."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, partial
from itertools import pairwise

from msgspec import Struct

from copydesk.coding.forms import grammar
from copydesk.coding.inflection import inflect
from copydesk.coding.lexicons import table, terms
from copydesk.coding.ontology import happenings
from copydesk.coding.phrases import ARMED, THINGS
from copydesk.coding.reading import Read, Told
from copydesk.coding.rolewords import role_words
from copydesk.coding.statuses import TOLD
from copydesk.coding.tokens import Token
from copydesk.coding.triggers import Trigger
from copydesk.model.records import Sentence

_NEAR = 300  # characters: a sentence between, at most
_HELPED = 8  # tokens before "air strikes" in which "backed by" stands
_PLAIN = frozenset({"person", "building", "vehicle", "infrastructure"})
_ARMED = frozenset(ARMED)
_STATE = frozenset({"state", "foreign-state"})


class Verdict(Struct, frozen=True):
    """Whether a happening is kept, with the signs that were found and their points."""

    kept: bool
    recalled: bool  # not kept, but something that the report recalls: background
    points: float
    signs: tuple[tuple[str, float], ...]


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(table("relevance")["words"][name])


_set = partial(terms, "relevance")


def follows(one: Sentence, two: Sentence) -> bool:
    """Whether a sentence stands so close behind another that its toll may be that of what the other tells."""
    return one.in_title == two.in_title and 0 <= two.start - one.end <= _NEAR


def weigh(told: Told, read: Read, context: float, near: bool = False, disaster: bool = False) -> Verdict:
    """Weighs one happening; `context` is the report's own leaning, from -1 (ordinary life) to 1 (war).

    `near`: the sentences right before tell of one that was kept; a toll without a happening of its own is a toll of that one.
    `disaster`: the report has told of what kills without anybody's will; so may a toll that says not what took the lives.
    """
    signs = [s for s in _signs(told, read.tokens, read.sentence) if s[0] not in _set("of_peace") or context < 0]
    if disaster and context <= 0 and _bare(told) and not any(a.kind in _ARMED for a in told.roles.actors):
        signs.append(("disaster", 1.0))
    damage = near and _damages(told)
    if damage or (near and _goes_on(told, signs)):  # that the words are weak or point back only says of what the toll is
        signs = [*((name, amount) for name, amount in signs if name not in ("weak", "definite")), ("goes_on", 1.0)]
    signs += _clear(told, {name for name, _ in signs}, context)
    if read.figures and told.vague:
        signs.append(("figure", 1.0))
    if context < table("relevance")["ordinary"] and not any(a.kind in _ARMED for a in told.roles.actors):
        signs.append(("ordinary", 1.0))
    signs.append(("peace", -context) if context < 0 else ("war", context))
    data = table("relevance")
    weights = data["weights"]
    scored = tuple((name, round(weights[name] * amount, 3)) for name, amount in signs)
    points = round(sum(p for _, p in scored), 3)
    said = any(c.low is not None or c.high is not None for c in told.counts)
    lead = told.triggers[0]
    roles = told.roles
    said = said or bool(roles.actors and roles.targets and context >= 0) or any(t.kind == "person" for t in roles.targets)
    said = said or damage or (lead.happening in _set("blasts") and any(t.kind in THINGS for t in roles.targets) and context >= 0)
    empty = happenings()[lead.happening].result and lead.happening not in _set("enough") and not said
    floor = data["keep"] if told.standing.status in TOLD else data["keep_others"]
    kept = not empty and points >= floor
    return Verdict(kept, not kept and not empty and _recalled(told, scored), points, scored)


def _recalled(told: Told, scored: Sequence[tuple[str, float]]) -> bool:
    """Whether a happening that makes no event is still one that the report speaks of: "the murder of the two judges"."""
    data = table("relevance")
    if told.happening not in _set("recallable") or told.standing.status not in TOLD:
        return False
    names = {name for name, _ in scored}
    said = not names.isdisjoint(_set("told"))
    points = sum(p for name, p in scored if name not in _set("leanings"))
    floor = data["recall_named"] if "named" in names else data["recall"]
    return said and names.isdisjoint(_set("unfit")) and points >= floor


def _signs(told: Told, tokens: Sequence[Token], sentence: Sentence) -> list[tuple[str, float]]:
    lead = told.triggers[0]
    found: dict[str, float] = {}
    start, end = told.start, told.end
    lower = {t.lower for t in tokens}
    clause = [t for t in tokens if start <= t.start < end]
    found["toll"] = any(c.low is not None or c.high is not None for c in told.counts)
    found["actor"] = any(a.kind in _ARMED for a in told.roles.actors) or (0.5 if told.roles.actors else 0)
    found["target"] = bool(told.roles.targets)
    fell = any(t.kind in _ARMED for t in told.roles.targets)
    found["armed_target"] = bool(found["toll"]) and fell and not _bare(told)
    found["bomb"] = bool(found["toll"]) and told.happening in _set("bombs")
    found["named"] = any(t.kind == "person" for t in told.roles.targets)
    found["weapon"] = bool(told.roles.weapons)
    found["verb"] = any(
        t.form in ("active", "passive", "gerund") or _carried_out(t, tokens) or _done(t, tokens) for t in told.triggers
    )
    found["day"] = bool(lower & _words("days"))
    found["place"] = _placed(clause) or (told.happening in _set("ground") and _named(clause, told))
    found["heading"] = sentence.role == "headline"
    found["strong"] = told.weight >= 3
    found["weak"] = told.weight <= 1 and (told.vague or found["actor"] != 1)
    if lead.form == "noun":
        before = {t.lower for t in tokens[max(0, lead.first - 2) : lead.first]}
        told_anew = found["verb"] and found["day"] and found["place"]
        found["definite"] = bool(before & _words("definite")) and not found["named"] and not told_anew
        found["indefinite_plural"] = tokens[lead.last].lower.endswith("s") and not before & _words("definite")
    found["statecraft"] = min(2, len(lower & _words("statecraft")))
    found["quoted_we"] = bool({t.lower for t in clause} & _words("we"))
    found["generic"] = bool({t.lower for t in tokens[max(0, lead.first - 4) : lead.first]} & _words("generic"))
    found["support"] = told.happening in _set("flown") and not found["toll"] and _helps(lead, tokens)
    found["settled"] = not told.vague
    armed = found["actor"] == 1 or found["weapon"]
    found["accident"] = not armed and (bool(lower & _words("accident")) or _burns(tokens))
    found["traffic"] = not armed and bool(lower & _words("traffic")) and lower.isdisjoint(_words("violent"))
    outlaws = any(a.kind in _ARMED and a.kind not in _STATE for a in told.roles.actors)
    found["crime"] = not outlaws and bool(lower & _words("crime"))
    found["drill"] = not found["toll"] and bool(lower & _words("drill"))
    found["accused"] = told.standing.status == "alleged" and lead.form == "gerund" and not found["toll"] and not found["day"]
    found["present"] = sentence.role != "headline" and not found["toll"] and _is_present(lead, tokens)
    found["habitual"] = lead.form == "passive" and not found["toll"] and tokens[max(0, lead.first - 1)].lower in _words("habitual")
    return [(name, float(amount)) for name, amount in found.items() if amount]


def _goes_on(told: Told, signs: Sequence[tuple[str, float]]) -> bool:
    """Whether a toll is told, and with no word of force but what came of it or one that points back ("in the attack")."""
    if not any(c.low is not None and not c.cumulative for c in told.counts):
        return False
    names = {name for name, _ in signs}
    bare = all(happenings()[t.happening].result or t.happening == "kill" for t in told.triggers)
    return (bare or "definite" in names) and not names & _set("no_toll")


def _damages(told: Told) -> bool:
    """Whether no more is told than what an explosion or attack did to things: "the blast damaged 30 shops"."""
    kinds = {t.happening for t in told.triggers}
    only = bool(kinds & _set("damage")) and kinds <= _set("damage") | _set("damaging")
    return only and told.standing.status in TOLD and any(t.kind in THINGS for t in told.roles.targets)


def _clear(told: Told, found: set[str], context: float) -> list[tuple[str, float]]:
    """A verb of force with a plain target or weapon, and nothing that makes it a figure, a policy or a thing told before."""
    data = table("relevance")
    if "verb" not in found or found & _set("unclear") or told.happening in _set("everyday") or context < data["peaceful"]:
        return []
    targets = told.roles.targets
    plain = any(t.kind in _PLAIN for t in targets) or bool(targets and told.roles.actors)
    return [(name, 1.0) for name, holds in (("clear_target", plain), ("clear_weapon", told.roles.weapons)) if holds]


def _done(trigger: Trigger, tokens: Sequence[Token]) -> bool:
    """Whether an infinitive is what somebody succeeded in: "managed to foil the attack"."""
    return trigger.form == "infinitive" and bool(
        {t.lower for t in tokens[max(0, trigger.first - 6) : trigger.first]} & _words("done")
    )


def _helps(lead: Trigger, tokens: Sequence[Token]) -> bool:
    """Whether a noun is but what helps those who act: "backed by air strikes", "under the cover of heavy bombardment"."""
    before = [t.lower for t in tokens[max(0, lead.first - _HELPED) : lead.first]]
    return lead.form == "noun" and any(a in _words("support") and b in _words("supporters") for a, b in pairwise(before))


def _carried_out(trigger: Trigger, tokens: Sequence[Token]) -> bool:
    """Whether a noun is what a verb that says nothing by itself does: "launched an attack", "the bombing took place"."""
    before, behind = tokens[max(0, trigger.first - 5) : trigger.first], tokens[trigger.last + 1 : trigger.last + 6]
    return bool({t.lower for t in before} & _words("does")) or bool({t.lower for t in behind} & _words("happens"))


def _bare(told: Told) -> bool:
    """Whether only the outcome is told: that people died, were killed or hurt."""
    return all(t.happening in _set("outcomes") for t in told.triggers)


def _burns(tokens: Sequence[Token]) -> bool:
    """Whether a fire that nobody opened does harm: "fire destroyed the village", not "rocket fire killed two"."""
    return any(
        two.lower in _words("fires") and three.lower in _words("burns") and (one is None or _introduces(one))
        for one, two, three in zip([None, *tokens], tokens, tokens[1:], strict=False)
    )


def _introduces(token: Token) -> bool:
    """Whether a word before "fire" leaves it to be one that burns."""
    return not token.is_word or token.lower in grammar("determiners") or token.lower in _words("introduces")


def _is_present(lead: Trigger, tokens: Sequence[Token]) -> bool:
    """Whether a verb stands in the simple present, as what goes on does in running text ("the two factions fight each other")."""
    pattern = lead.rule.partition(": ")[2]
    word, before = tokens[lead.first].lower, tokens[lead.first - 1].lower if lead.first else ""
    noun = before in grammar("determiners") or before in grammar("prepositions") or before in role_words()["numbers"]
    if lead.form != "active" or "/v" not in pattern.split()[0] or noun or before.isdigit():
        return False  # no verb stands in the present behind "a", "of" or "two": "a bomb was thrown", "four dynamite attacks"
    forms = [inflect(verb) for verb in pattern.split("/v")[0].split("|")]
    return any(word in (f.base, f.third) and word not in f.past for f in forms)


def _named(clause: Sequence[Token], told: Told) -> bool:
    """Whether a clause of ground that changed hands names more than its parties: "troops recaptured Palmyra"."""
    parties = [(p.start, p.end) for p in (*told.roles.actors, *told.roles.targets)]
    names = [t for t in clause[1:] if t.is_capital and t.is_word and not t.text.isupper()]
    return any(not any(start <= t.start < end for start, end in parties) for t in names)


def _placed(clause: Sequence[Token]) -> bool:
    """Whether a capitalised word follows a word of place."""
    return any(a.lower in _words("before_place") and b.is_capital and b.is_word for a, b in pairwise(clause))
