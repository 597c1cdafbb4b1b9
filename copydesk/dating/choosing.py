"""Which of a report's moments is the day of a mention.

In order: a moment in the mention's own clause, one in its sentence, the day that the sentences around it tell, the day of a
statement in its sentence ("said on Tuesday"), the day of writing.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from copydesk.dating.anchors import Anchor
from copydesk.dating.resolving import Interval
from copydesk.dating.timeline import Moment
from copydesk.model.records import Mention, Sentence

_OLD = 14  # days: what is older is only recalled
_LEAD = 4  # sentences of a text in which its title's day stands
_NEAR = 3  # sentences over which a day told carries on before the report is taken to be back at its main day
_NEXT = 2  # sentences after a mention in which its day may still come
_SHORT = 2  # days between the ends of a span that tells as much as a day
_LIMITS = ("until", "till", "by", "before")
_NO_DAY = ("clock", "daypart")
_DAYS = ("span", "nth", "date", "numeric", "weekday", "day", "overnight", "ago", "adjacent", "range", "weekend")


class Story(Struct, frozen=True):
    """What the days of a report's mentions are told from: its sentences and moments, of the title and of the text."""

    anchor: Anchor
    sentences: Sequence[Sentence]
    moments: Sequence[Moment]
    title_sentences: Sequence[Sentence] = ()
    title_moments: Sequence[Moment] = ()


def date_mention(mention: Mention, story: Story) -> Mention:
    """The mention with its days, their evidence, and `background` where they lie long before the report.

    A title without a day of its own takes that of the text's first sentences; its evidence is then empty (spans count in
    one string).
    """
    anchor = story.anchor
    own = _chosen(mention, story)
    chosen = own or (_of_lead(story) if mention.in_title else [])
    interval = _united(chosen)
    spans = [[m.start, m.end] for m in own]
    if interval is None and anchor.day is not None:
        interval = Interval(anchor.day, anchor.day, "day")
        spans = [[anchor.start, anchor.end]] if anchor.start is not None and anchor.end is not None and not mention.in_title else []
    if interval is None:
        return mention
    return replace(
        mention,
        date_from=interval.first.isoformat() if interval.first else None,
        date_to=interval.last.isoformat() if interval.last else None,
        date_precision="day" if interval.precision == "hour" else interval.precision,
        background=mention.background or _is_old(interval, anchor),
        evidence=replace(mention.evidence, date=spans),
    )


def _of_lead(story: Story) -> list[Moment]:
    """The first day that the text's first sentences tell, that of a statement where there is no other."""
    lead = [m for m in story.moments if 0 <= m.sentence < _LEAD and _usable(m) and not m.stamped]
    told = [m for m in lead if _carries(m, story.sentences, story.anchor)]
    said = [m for m in lead if m.said and m.kind in _DAYS]
    return told[:1] or said[:1]


def _is_old(interval: Interval, anchor: Anchor) -> bool:
    return bool(anchor.day and interval.last and (anchor.day - interval.last).days > _OLD)


def _usable(moment: Moment) -> bool:
    return moment.interval is not None and moment.interval.first is not None and not moment.line and moment.limit not in _LIMITS


def _centre(mention: Mention) -> int:
    spans = mention.evidence.type
    return spans[0][0] if spans else mention.start


def _chosen(mention: Mention, story: Story) -> list[Moment]:
    anchor = story.anchor
    sentences = story.title_sentences if mention.in_title else story.sentences
    here = [m for m in (story.title_moments if mention.in_title else story.moments) if _usable(m)]
    index = _sentence_of(mention, sentences)
    centre = _centre(mention)
    sentence = [m for m in here if m.sentence == index and index >= 0]
    clause = [m for m in sentence if mention.start <= m.start and m.end <= mention.end]
    for group in (clause, sentence):
        own = [m for m in group if not m.said and m.kind not in _NO_DAY]
        if own:
            return _with_joined(_nearest(own, centre, anchor), sentence)
    said = [m for m in clause or sentence if m.said]
    carried = _carried(index, here, sentences, anchor)
    if carried is None and said:
        return [_nearest(said, centre, anchor)]
    return _with_joined(carried, [m for m in here if m.sentence == carried.sentence]) if carried else []


def _carried(index: int, here: Sequence[Moment], sentences: Sequence[Sentence], anchor: Anchor) -> Moment | None:
    """The day the story is at: the last told within a few sentences, else the first of the report, else one told right after."""
    able = [m for m in here if _carries(m, sentences, anchor)]
    before = [m for m in able if m.sentence < index]
    if before:
        return before[-1] if index - before[-1].sentence <= _NEAR else before[0]
    after = [m for m in able if index < m.sentence <= index + _NEXT]
    return after[0] if after else None


def _carries(moment: Moment, sentences: Sequence[Sentence], anchor: Anchor) -> bool:
    """Whether the story may go on at this moment: a day of the last two weeks that is no statement's."""
    interval = moment.interval
    if (
        moment.said
        or moment.stamped
        or moment.limit
        or moment.kind not in _DAYS
        or interval is None
        or interval.first is None
        or interval.last is None
    ):
        return False
    if (interval.last - interval.first).days > 2 or sentences[moment.sentence].role == "caption":
        return False
    return anchor.day is None or 0 <= (anchor.day - interval.first).days <= _OLD


def _nearest(moments: Sequence[Moment], centre: int, anchor: Anchor) -> Moment:
    return min(moments, key=lambda m: (_rank(m, anchor), _apart(m, centre), m.start))


def _apart(moment: Moment, centre: int) -> int:
    """How far a moment stands from what happened; news puts the day behind the verb, so one before it counts as twice as far."""
    return moment.start - centre if moment.start >= centre else 2 * (centre - moment.start)


def _rank(moment: Moment, anchor: Anchor) -> int:
    """A day tells more than a span, and a recent one more than one that is recalled."""
    assert moment.interval is not None
    if _is_old(moment.interval, anchor):
        return 2
    if moment.interval.first and moment.interval.last and (moment.interval.last - moment.interval.first).days > _SHORT:
        return 1
    return 0 if moment.kind in _DAYS and not moment.limit else 1


def _with_joined(moment: Moment, others: Sequence[Moment]) -> list[Moment]:
    """ "on Saturday and Sunday", "late Saturday and early Sunday": both."""
    index = list(others).index(moment) if moment in others else -1
    out = [moment]
    for step in (-1, 1):
        at = index + step
        if index >= 0 and 0 <= at < len(others) and others[at].kind == moment.kind == "weekday" and not others[at].said:
            gap = moment.start - others[at].end if step < 0 else others[at].start - moment.end
            if gap <= 6:
                out.insert(0 if step < 0 else len(out), others[at])
    return out


def _united(chosen: Sequence[Moment]) -> Interval | None:
    intervals = [m.interval for m in chosen if m.interval and m.interval.first]
    if not intervals:
        return None
    firsts = [i.first for i in intervals if i.first]
    return Interval(min(firsts), max([*firsts, *(i.last for i in intervals if i.last)]), intervals[0].precision)


def _sentence_of(mention: Mention, sentences: Sequence[Sentence]) -> int:
    for index, sentence in enumerate(sentences):
        if sentence.in_title == mention.in_title and sentence.start <= mention.start < sentence.end:
            return index
    return -1
