"""One report's sentences, entities and mentions: the typed form of this stage."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from msgspec.structs import replace

from copydesk.coding.adopting import adopt
from copydesk.coding.attributing import Attribution, attributes, attribution, lend
from copydesk.coding.background import recalled
from copydesk.coding.carrying import carry
from copydesk.coding.context import leaning
from copydesk.coding.counts import combine, replaced
from copydesk.coding.naming import REACH, names_victims, victims_named
from copydesk.coding.ontology import happenings
from copydesk.coding.organisations import with_organisations
from copydesk.coding.reading import Before, Read, Told, read_sentence, with_victims
from copydesk.coding.references import Memory, after
from copydesk.coding.relevance import Verdict, follows, weigh
from copydesk.coding.rementions import unify
from copydesk.coding.scenes import read_scene
from copydesk.coding.sentences import split_sentences
from copydesk.coding.setting import Setting, setting_of
from copydesk.coding.spotting import spot
from copydesk.coding.tokens import tokenise
from copydesk.model.records import Coding, Entity, Evidence, Informant, Mention, Report, Sentence

WORDS = re.compile(r"[^\W\d_]+")
LONGEST = 120  # words of a sentence that is looked at for whose a deed was
READ_AT_MOST = 6_000  # tokens of sentences that passed the gate: a book must take no longer than two seconds
_CITED: dict[str, Literal["outlet", "organisation"]] = {
    "state medium": "outlet",
    "medium": "outlet",
    "monitor": "organisation",
    "UN": "organisation",
    "aid organisation": "organisation",
}


def code_report(report: Report) -> Coding:
    """Sentences, entities and mentions of one report; a report that is not to be coded gives its sentences alone."""
    sentences = split_sentences(report)
    if not report.coded:
        return Coding(sentences, [], [])
    mentions: list[Mention] = []
    entities: list[Entity] = []
    for read, verdicts in judged(report, sentences):
        entities.extend(_entities(read))
        mentions.extend(_kept(report, read, verdicts))
    return Coding(sentences, entities, mentions)


def judged(report: Report, sentences: Iterable[Sentence]) -> list[tuple[Read, list[Verdict]]]:
    """The sentences that pass the gate as they are coded in the end, each with the verdicts on its happenings."""
    context, setting, sentences = leaning(report), setting_of(report), list(sentences)
    reads = adopt(read_report(report, sentences, setting))
    verdicts: list[list[Verdict]] = []
    last: Sentence | None = None  # the last one that a mention stands in
    disaster = False  # whether something that kills without anybody's will was told
    for read in reads:
        near = last is not None and follows(last, read.sentence)
        found = [weigh(told, read, context, near, disaster) for told in read.told]
        disaster = disaster or any(name == "accident" for v in found for name, _ in v.signs)
        if any(v.kept and not mention_of(report, read, k).background for k, v in enumerate(found)):
            last = read.sentence
        verdicts.append(found)
    kept = {(n, k) for n, found in enumerate(verdicts) for k, verdict in enumerate(found) if verdict.kept}
    told = lend(reads, kept, _attributions(report, sentences, reads, setting))
    told = with_organisations(carry(told, kept), kept, report.working, setting)
    return list(zip(unify(told), verdicts, strict=True))


def _attributions(report: Report, sentences: Iterable[Sentence], reads: Sequence[Read], setting: Setting) -> Iterator[Attribution]:
    """What the sentences say of whose deed it was that the report tells of elsewhere."""
    scenes = {(r.sentence.in_title, r.sentence.start): r.scene for r in reads}
    for sentence in sentences:
        text = text_of(report, sentence)
        words = WORDS.findall(text[sentence.start : sentence.end].lower())
        if len(words) > LONGEST or not attributes(words):
            continue
        scene = scenes.get((sentence.in_title, sentence.start))
        if scene is None:
            scene = read_scene(text, tokenise(text, sentence.start, sentence.end), [], setting, Memory())
        if (found := attribution(scene, sentence.start, sentence.in_title)) is not None:
            yield found


def _kept(report: Report, read: Read, verdicts: Sequence[Verdict]) -> Iterator[Mention]:
    """The mentions of one sentence; what it only recalls is background."""
    for k, verdict in enumerate(verdicts):
        if verdict.kept:
            yield mention_of(report, read, k)
        elif verdict.recalled:
            yield replace(mention_of(report, read, k), background=True)


def read_report(report: Report, sentences: Iterable[Sentence], setting: Setting) -> list[Read]:
    """The sentences that pass the gate, read in order; each knows who was named and cited in the two before."""
    out: list[Read] = []
    before = Before()
    left = READ_AT_MOST
    silent = 0  # sentences since the last one that was read
    for sentence in sentences:
        text = text_of(report, sentence)
        seen = spot(text[sentence.start : sentence.end]) if left > 0 else None
        if seen is None:
            before = Before(after(before.memory, [], []), before.informant)
            silent += 1
            if out and silent < REACH and names_victims(text[sentence.start : sentence.end]):
                named = victims_named(text, sentence.start, sentence.end, before.memory.persons)
                out[-1], silent = with_victims(out[-1], named), 0
            continue
        silent = 0
        left -= len(seen.tokens)
        read = read_sentence(text, sentence, seen, setting, Before() if sentence.in_title else before)
        out.append(read)
        if sentence.in_title:
            continue
        actors = [a for told in read.told for a in told.roles.actors]
        before = Before(after(before.memory, read.scene.persons, actors), read.informants[-1] if read.informants else None)
    return out


def text_of(report: Report, sentence: Sentence) -> str:
    """The string that a sentence's offsets count in."""
    return (report.title or "") if sentence.in_title else report.working


def _entities(read: Read) -> list[Entity]:
    in_title = read.sentence.in_title
    out = [Entity(p.start, p.end, p.full, "person", p.full, in_title) for p in read.scene.persons]
    for group in read.scene.groups:
        out.extend(Entity(p.start, p.end, p.text, "actor", p.name, in_title) for p in group if p.role == "actor" and p.name)
    out.extend(
        Entity(i.start, i.end, i.text, _CITED[i.kind], None, in_title)
        for i in read.informants
        if i.kind in _CITED and read.sentence.start <= i.start < read.sentence.end
    )
    return sorted(out, key=lambda e: (e.start, e.end))


def _informant(read: Read, told: Told) -> Informant | None:
    """Whom the sentence cites for a happening: the nearest, one cited for the whole where there is but one."""
    if not read.informants:
        return None
    return min(read.informants, key=lambda i: (min(abs(i.start - told.end), abs(told.start - i.end)), i.start))


def mention_of(report: Report, read: Read, k: int) -> Mention:
    """The mention that the `k`th happening of a sentence makes."""
    told = read.told[k]
    sentence = read.sentence
    text = text_of(report, sentence)
    kind = happenings()[told.happening]
    start, end = told.start, told.end
    killed = [c for c in told.counts if c.kind == "killed"]
    injured = [c for c in told.counts if c.kind == "injured"]
    tellers = len({i.text for i in read.informants})
    low, high, bound, words, of = combine(killed, tellers)
    hurt_low, hurt_high, hurt_bound, hurt_words, _ = combine(injured, tellers)
    past = recalled(read.recalling, start, end)
    informant = _informant(read, told)
    cue = told.standing.span
    tokens = read.tokens
    return Mention(
        mention_id=f"{report.report_id}:{'t' if sentence.in_title else ''}{start}-{end}:{k}",
        report_id=report.report_id,
        start=start,
        end=end,
        quote=text[start:end],
        event_type=kind.event_type,
        sub_event_type=kind.sub_event_type,
        plover=kind.plover or None,
        plover_mode=kind.plover_mode,
        status=told.standing.status,
        outcome=told.standing.outcome,
        background=past is not None or (bool(killed) and all(c.cumulative for c in killed)),
        in_title=sentence.in_title,
        actors=told.roles.actors,
        targets=told.roles.targets,
        weapons=told.roles.weapons,
        killed_low=low,
        killed_high=high,
        killed_bound=bound,
        killed_text=words,
        killed_of=of,
        killed_was=replaced(killed),
        injured_low=hurt_low,
        injured_high=hurt_high,
        injured_bound=hurt_bound,
        injured_text=hurt_words,
        informant=informant,
        part=sentence.role,
        evidence=Evidence(
            type=[[t.start, t.end] for t in told.triggers],
            status=[] if cue is None else [[tokens[cue[0]].start, tokens[cue[1]].end]],
            date=[] if past is None else [list(past)],
            actor=_spans(told.roles.actors),
            target=_spans(told.roles.targets),
            killed=_spans(killed),
            injured=_spans(injured),
            informant=[] if informant is None else [[informant.start, informant.end]],
        ),
    )


def _spans(items: Sequence[object]) -> list[list[int]]:
    return [[getattr(i, "start"), getattr(i, "end")] for i in items]  # noqa: B009
