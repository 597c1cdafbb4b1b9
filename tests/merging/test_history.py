"""No sequence of merges, splits, re-runs and added reports loses a judgement."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from copydesk.merging import cluster, judge
from tests.merging.making import mention, place, report, said

PLACES = ("Salihin", "Hamdaniya", "Daret Izza")


class Desk(RuleBasedStateMachine):
    """Reports come in, persons judge, the machine runs again."""

    mentions = Bundle("mentions")

    def __init__(self) -> None:
        super().__init__()
        self.told: list = []
        self.machine: list = []
        self.persons: list = []
        self.assigned: dict[str, str] = {}
        self.forwarding: dict[str, str] = {}
        self.ever: set[str] = set()
        self.clock = 0

    @rule(target=mentions, where=st.sampled_from(PLACES), day=st.integers(14, 16), killed=st.sampled_from([None, 3, 18]))
    def add(self, where, day, killed):
        new = mention(f"r{len(self.told):03d}/1", place=place(where), date_from=f"2015-07-{day}", killed=killed)
        self.machine += judge([new], self.told, {new.report_id: report(new.report_id)})
        self.told.append(new)
        self.run()
        return new.mention_id

    @rule(a=mentions, b=mentions, verdict=st.sampled_from(["same", "different", "unsure"]), who=st.sampled_from(["Ana", "Ben"]))
    def decide(self, a, b, verdict, who):
        if a != b:
            self.clock += 1
            self.persons.append(said(a, b, verdict, who, f"2026-01-01T{self.clock:06d}"))
            self.run()

    @rule()
    def relearn(self):
        self.machine = judge(self.told, [], {})
        self.run()

    @rule()
    def undo(self):
        if self.persons:
            self.persons.pop()
            self.run()

    def run(self):
        result = cluster(self.told, [*self.machine, *self.persons], self.assigned)
        self.forwarding = {k: v for k, v in self.forwarding.items() if k not in result.event_of.values()} | result.forwarding
        self.assigned = result.event_of
        self.ever |= set(result.event_of.values())
        self.result = result

    @invariant()
    def every_mention_has_one_event(self):
        assert set(self.assigned) == {m.mention_id for m in self.told}

    @invariant()
    def what_persons_say_stands_or_is_shown(self):
        latest = {}
        for j in self.persons:
            latest[(frozenset((j.left, j.right)), j.by)] = j
        shown = {
            (frozenset((j.left, j.right)), j.by) for c in (self.result.contradictions if self.told else ()) for j in c.judgements
        }
        for key, j in latest.items():
            together = self.assigned[j.left] == self.assigned[j.right]
            if j.verdict == "same":
                assert together or key in shown
            elif j.verdict == "different":
                assert not together

    @invariant()
    def every_name_ever_given_leads_somewhere(self):
        now = set(self.assigned.values())
        for name in self.ever:
            seen = set()
            while name not in now:
                assert name in self.forwarding
                assert name not in seen
                seen.add(name)
                name = self.forwarding[name]  # noqa: PLW2901


Desk.TestCase.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
TestDesk = Desk.TestCase
