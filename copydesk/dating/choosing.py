"""Which of a report's moments is the day of a mention.

In order: the day that "a day after" counts to, a moment in the mention's own clause, one in its sentence, the day that the
sentences around it tell, the day of a statement in its sentence ("said on Tuesday"), the day of writing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from copydesk.dating.anchors import Anchor
from copydesk.dating.resolving import Interval
from copydesk.dating.timeline import NO_DAY, Moment
from copydesk.model.records import Mention, Sentence

_OLD = 14  # days: what is older is only recalled
_LEAD = 4  # sentences of a text in which its title's day stands
_NEAR = 2  # sentences over which a day told carries on before the report is taken to be back at its main day
_AHEAD = 12  # sentences below a mention in which its day may stand
_BELOW = 3  # ... where its own sentence has the day of a statement
_LASTING = 31  # days: what has gone on for longer is a war
_RECALLED = 3  # days before a statement: a day told further back is no news of its report
_SHORT = 2  # days between the ends of a span that tells as much as a day
_LIMITS = ("until", "till", "by", "before")
_SINGLE = ("weekday", "date", "numeric", "day")
_DAYS = ("span", "nth", "date", "numeric", "weekday", "day", "overnight", "ago", "adjacent", "range", "weekend")


class Story(Struct, frozen=True):
    """What the days of a report's mentions are told from: its sentences and moments, of the title and of the text."""

    anchor: Anchor
    sentences: Sequence[Sentence]
    moments: Sequence[Moment]
    title_sentences: Sequence[Sentence] = ()
    title_moments: Sequence[Moment] = ()


def date_mentions(mentions: Sequence[Mention], story: Story) -> list[Mention]:
    """The mentions of a report, in order, with their days, their evidence, and `background` where they lie long before the report.

    A title or headline without a day of its own takes that of the text's first sentences, else of the text's first mention of the
    same kind of happening; the evidence of a title is then empty (spans count in one string).
    """
    telling = [[m for m in moments if _usable(m)] for moments in (story.moments, story.title_moments)]
    story = replace(story, moments=telling[0], title_moments=telling[1])
    chosen = [_own(m, story) for m in mentions]
    told = {n for n, moments in enumerate(chosen) if moments and not moments[0].quoted}
    for n, mention in enumerate(mentions):
        if n not in told and not _heads(mention, story):
            chosen[n] = _spoken(mention, chosen[n], story) or _around(mention, story)
    for n, mention in enumerate(mentions):
        if n not in told and _heads(mention, story):
            chosen[n] = _of_lead(story) or _told_below(mention, mentions, chosen, story)
    return [_dated(m, moments, story) for m, moments in zip(mentions, chosen, strict=True)]


def _dated(mention: Mention, chosen: Sequence[Moment], story: Story) -> Mention:
    anchor = story.anchor
    interval = _united(chosen)
    spans = [[m.start, m.end] for m in chosen if m.in_title == mention.in_title]
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


def _heads(mention: Mention, story: Story) -> bool:
    index = _sentence_of(mention, story.sentences)
    return mention.in_title or (index >= 0 and story.sentences[index].role == "headline")


def _told_below(head: Mention, mentions: Sequence[Mention], chosen: Sequence[list[Moment]], story: Story) -> list[Moment]:
    """The day of the text's first mention of the headline's kind of happening."""
    for mention, moments in zip(mentions, chosen, strict=True):
        if mention.sub_event_type != head.sub_event_type or mention.background or _heads(mention, story):
            continue
        interval = moments[0].interval if moments else None
        return [] if interval is None or _is_old(interval, story.anchor) else moments
    return []


def _of_lead(story: Story) -> list[Moment]:
    """The first day that the text's first sentences tell, that of a statement where there is no other."""
    lead = [m for m in story.moments if 0 <= m.sentence < _LEAD and not m.stamped]
    told = [m for m in lead if _carries(m, story.sentences, story.anchor) and not m.turns]
    said = [m for m in lead if m.said and m.kind in _DAYS]
    if told and said and _is_recalled(told[0], said[0]):
        return said[:1]
    return told[:1] or said[:1]


def _is_recalled(told: Moment, said: Moment) -> bool:
    """Whether a day told behind an opening statement begins another happening, or lies too far before it to be news."""
    return said.sentence < told.sentence and (told.opens or _gap(told, said) > _RECALLED)


def _is_old(interval: Interval, anchor: Anchor) -> bool:
    return bool(anchor.day and interval.last and (anchor.day - interval.last).days > _OLD)


def _usable(moment: Moment) -> bool:
    return moment.interval is not None and moment.interval.first is not None and not moment.line and moment.limit not in _LIMITS


def _centre(mention: Mention) -> int:
    spans = mention.evidence.type
    return spans[0][0] if spans else mention.start


def _own(mention: Mention, story: Story) -> list[Moment]:
    anchor = story.anchor
    sentences = story.title_sentences if mention.in_title else story.sentences
    here = story.title_moments if mention.in_title else story.moments
    index = _sentence_of(mention, sentences)
    centre = _centre(mention)
    sentence = [m for m in here if m.sentence == index and index >= 0 and (not m.stamped or mention.start < m.end)]
    counted = [m for m in sentence if m.kind == "apart" and m.end <= centre]
    if counted:
        return counted[-1:]
    clause = [m for m in sentence if mention.start <= m.start and m.end <= mention.end]
    for group in (clause, sentence):
        own = [m for m in group if not m.said and m.kind not in NO_DAY and not _only_measures(m, centre)]
        if own:
            days = _with_joined(_nearest(own, centre, anchor), sentence)
            return days if len(days) > 1 else [_lasting(days[0], centre, story)]
    return []


def _spoken(mention: Mention, own: list[Moment], story: Story) -> list[Moment]:
    """A "today" in direct speech, unless the sentences right before tell another day: that is the one it was said on."""
    index = _sentence_of(mention, story.sentences)
    near = [m for m in story.moments if index - _NEAR <= m.sentence < index and _carries(m, story.sentences, story.anchor)]
    return [] if near else own


def _around(mention: Mention, story: Story) -> list[Moment]:
    """The day told around a mention, or that of the statement in its sentence where none is told or the statement is far older."""
    anchor = story.anchor
    sentences = story.title_sentences if mention.in_title else story.sentences
    here = story.title_moments if mention.in_title else story.moments
    index = _sentence_of(mention, sentences)
    beside = [m for m in here if m.sentence == index and index >= 0 and m.said]
    said = _nearest(beside, _centre(mention), anchor) if beside else None
    carried = _carried(index, here, sentences, anchor)
    if carried and carried.sentence - index > (_AHEAD if said is None else _BELOW):
        carried = None
    if said and (carried is None or _gap(said, carried) > 0):
        return [said]
    return _with_joined(carried, [m for m in here if m.sentence == carried.sentence]) if carried else []


def _gap(one: Moment, two: Moment) -> int:
    """Days from the end of one moment to the beginning of another."""
    if not (one.interval and one.interval.last and two.interval and two.interval.first):
        return 0
    return (two.interval.first - one.interval.last).days


def _only_measures(moment: Moment, centre: int) -> bool:
    """Whether what stands at `centre` is only compared with that day, or told in another clause than its "since"."""
    since = moment.since
    return since is not None and centre < since.at and (since.compared or centre < since.reach)


def _lasting(moment: Moment, centre: int, story: Story) -> Moment:
    """The moment as a span up to the report's news for what has gone on since: "12 were killed since the siege began on Friday"."""
    first, day = moment.interval.first if moment.interval else None, story.anchor.day
    since = moment.since is not None and (centre < moment.since.at or (moment.since.opens and centre > moment.end))
    if (
        first is None
        or day is None
        or not 0 < (day - first).days <= _LASTING
        or not (since or moment.goes_on or moment.limit == "since")
    ):
        return moment
    return replace(moment, interval=Interval(first, max(first, _news_day(story, day)), "day"))


def _news_day(story: Story, writing: date) -> date:
    """The latest day that the report tells of, up to which it knows what has gone on; that of writing where it tells none."""
    told = [m for m in story.moments if m.kind in _DAYS and not (m.limit or m.since or m.stamped)]
    days = [m.interval.last for m in told if m.interval and m.interval.last and 0 <= (writing - m.interval.last).days <= _SHORT]
    return max(days, default=writing)


def _carried(index: int, here: Sequence[Moment], sentences: Sequence[Sentence], anchor: Anchor) -> Moment | None:
    """The day the story is at: the last told just before, else the latest told so far, else the first single day told later.

    A day before that of the lead is only recalled: it carries no further than the next sentence.
    """
    able = [m for m in here if _carries(m, sentences, anchor)]
    before = [m for m in able if m.sentence < index]
    if before:
        last = before[-1]
        if index - last.sentence <= (1 if _gap(last, before[0]) > 0 else _NEAR):
            return last
        return max(before, key=lambda m: (m.interval.last if m.interval and m.interval.last else date.min, m.start))
    later = next((m for m in able if index < m.sentence and m.kind in _SINGLE and not (m.opens or m.turns)), None)
    said = next((m for m in here if m.said and m.sentence < _LEAD and m.kind in _DAYS), None)
    return said if later and said and _is_recalled(later, said) else later


def _carries(moment: Moment, sentences: Sequence[Sentence], anchor: Anchor) -> bool:
    """Whether the story may go on at this moment: a day of the last two weeks that is no statement's."""
    interval = moment.interval
    if (
        moment.said
        or moment.quoted
        or moment.stamped
        or moment.limit
        or (moment.since is not None and moment.since.compared)
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
    return min(moments, key=lambda m: (_rank(m, centre, anchor), _apart(m, centre), m.start))


def _apart(moment: Moment, centre: int) -> int:
    """How far a moment stands from what happened; news puts the day behind the verb, so one before it counts as twice as far."""
    return moment.start - centre if moment.start >= centre else 2 * (centre - moment.start)


def _rank(moment: Moment, centre: int, anchor: Anchor) -> int:
    """A day tells more than a span or one from which something is counted, and a recent one more than one that is recalled."""
    assert moment.interval is not None
    if moment.since is not None and centre < moment.since.at:
        return 1
    if _is_old(moment.interval, anchor):
        return 2
    if moment.interval.first and moment.interval.last and (moment.interval.last - moment.interval.first).days > _SHORT:
        return 1
    return 0 if moment.kind in _DAYS and not moment.limit else 1


def _with_joined(moment: Moment, others: Sequence[Moment]) -> list[Moment]:
    """ "on Saturday and Sunday", "late Saturday and early Sunday": both."""
    index = others.index(moment) if moment in others else -1
    if index < 0 or moment.said:
        return [moment]
    first = last = index
    while others[first].joined and first > 0:
        first -= 1
    while last + 1 < len(others) and others[last + 1].joined and not others[last + 1].said:
        last += 1
    return list(others[first : last + 1])


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
