"""One report's sentences, entities and mentions: the typed form of this stage."""

from __future__ import annotations

from collections.abc import Sequence

from copydesk.coding.folding import fold
from copydesk.coding.ontology import happenings
from copydesk.coding.sentences import split_sentences
from copydesk.coding.settle import Circumstances, find_means, settle
from copydesk.coding.spotting import moved, spot, trigger_of
from copydesk.coding.tolls import combine, find_counts
from copydesk.coding.triggers import Trigger
from copydesk.model.records import Coding, Evidence, Mention, Report, Sentence


def code_report(report: Report) -> Coding:
    """Sentences, entities and mentions of one report; a report that is not to be coded gives its sentences alone."""
    sentences = split_sentences(report)
    mentions: list[Mention] = []
    if report.coded:
        for sentence in sentences:
            mentions.extend(_mentions_of(report, sentence))
    return Coding(sentences, [], mentions)


def _mentions_of(report: Report, sentence: Sentence) -> list[Mention]:
    text = (report.title or "") if sentence.in_title else report.working
    seen = spot(text[sentence.start : sentence.end])
    if seen is None:
        return []
    tokens = moved(seen.tokens, sentence.start)
    triggers = [trigger_of(hit, seen, tokens) for hit in seen.hits]
    settled = [_settled(text, sentence, t) for t in triggers]
    groups = fold(triggers, settled, tokens)
    return [_mention(report, sentence, [triggers[i] for i in g], settled[g[0]], k) for k, g in enumerate(groups) if settled[g[0]]]


def _settled(text: str, sentence: Sentence, trigger: Trigger) -> str:
    means = tuple(m for m, _, _ in find_means(text, trigger.clause_start, trigger.clause_end))
    means = means or tuple(m for m, _, _ in find_means(text, sentence.start, sentence.end))
    return settle(trigger.happening, Circumstances(means))


def _mention(report: Report, sentence: Sentence, triggers: Sequence[Trigger], settled: str, k: int) -> Mention:
    text = (report.title or "") if sentence.in_title else report.working
    kind = happenings()[settled]
    start, end = min(t.clause_start for t in triggers), max(t.clause_end for t in triggers)
    counts = [c for c in find_counts(text, sentence.start, sentence.end) if start <= c.predicate_start < end]
    killed = [c for c in counts if c.kind == "killed"]
    injured = [c for c in counts if c.kind == "injured"]
    low, high, bound, told, of = combine(killed)
    hurt_low, hurt_high, hurt_bound, hurt_told, _ = combine(injured)
    where = "t" if sentence.in_title else ""
    return Mention(
        mention_id=f"{report.report_id}:{where}{start}-{end}:{k}",
        report_id=report.report_id,
        start=start,
        end=end,
        quote=text[start:end],
        event_type=kind.event_type,
        sub_event_type=kind.sub_event_type,
        plover=kind.plover or None,
        plover_mode=kind.plover_mode,
        in_title=sentence.in_title,
        killed_low=low,
        killed_high=high,
        killed_bound=bound,
        killed_text=told,
        killed_of=of,
        injured_low=hurt_low,
        injured_high=hurt_high,
        injured_bound=hurt_bound,
        injured_text=hurt_told,
        part=sentence.role,
        evidence=Evidence(
            type=[[t.start, t.end] for t in triggers],
            killed=[[c.start, c.end] for c in killed],
            injured=[[c.start, c.end] for c in injured],
        ),
    )
