"""What coding saw in a report, sentence by sentence, and which rule or weight decided: the data behind `copydesk explain`."""

from __future__ import annotations

from msgspec import Struct

from copydesk.coding.coder import judged, mention_of, text_of
from copydesk.coding.reading import Read
from copydesk.coding.relevance import Verdict
from copydesk.coding.sentences import split_sentences
from copydesk.coding.spotting import passes_gate, spot
from copydesk.model.records import Mention, Report, Sentence


class Seen(Struct, frozen=True):
    """One happening: the mention it makes (or would make), and why.

    `rules` are the rows of triggers.tsv that fired; `happening` is the class it was settled as; `status_because` names the cue that
    gave the status; `signs` are the points for and against, summing to `points`, against which `kept` was decided.
    """

    mention: Mention
    rules: list[str]
    happening: str
    status_because: str
    signs: list[tuple[str, float]]
    points: float
    kept: bool


class Explained(Struct, frozen=True):
    """One sentence: its words, whether it passed the gate, the negatives that fired, whom it cites, and the happenings seen."""

    sentence: Sentence
    text: str
    passed: bool
    negatives: list[str]
    informants: list[str]
    seen: list[Seen]


def explain(report: Report) -> list[Explained]:
    """Every sentence of a report in order, with what was seen in it; a report that is not coded is explained all the same."""
    sentences = split_sentences(report)
    reads = {(r.sentence.in_title, r.sentence.start): (r, verdicts) for r, verdicts in judged(report, sentences)}
    out: list[Explained] = []
    for sentence in sentences:
        words = text_of(report, sentence)[sentence.start : sentence.end]
        read, verdicts = reads.get((sentence.in_title, sentence.start), (None, []))
        spotted = spot(words)
        negatives = [] if spotted is None else [hit.rule.name for hit in spotted.denied]
        seen = [_seen(report, read, k, verdict) for k, verdict in enumerate(verdicts)] if read else []
        cited = [i.text for i in read.informants] if read else []
        out.append(Explained(sentence, words, passes_gate(words), negatives, cited, seen))
    return out


def _seen(report: Report, read: Read, k: int, verdict: Verdict) -> Seen:
    told = read.told[k]
    rules = [t.rule for t in told.triggers]
    mention = mention_of(report, read, k)
    return Seen(mention, rules, told.happening, told.standing.why, list(verdict.signs), verdict.points, verdict.kept)
