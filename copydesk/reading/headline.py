"""Where a headline stands in a text, and whether a line repeats one."""

from __future__ import annotations

import re
from collections.abc import Sequence

_TOKEN = re.compile(r"[^\W_]+")
_ENDS = re.compile(r"[.!?:;,…][\"'”’)]*$")
_FUNCTION = re.compile(r"\b(?:the|of|to|in|and|that|was|were|has|have|had|said|with|from|by|on|at|for)\b")


def tokens(text: str) -> list[str]:
    """The words of a text, case and punctuation aside."""
    return _TOKEN.findall(text.casefold())


def repeats(line: str, title: str) -> bool:
    """Whether a line says the title and nothing else, once or several times over."""
    if not line or line[0].casefold() not in title.casefold():
        return False
    said, wanted = tokens(line), tokens(title)
    if len(wanted) < 2 or len(said) < len(wanted):
        return False
    times, rest = divmod(len(said), len(wanted))
    return not rest and said == wanted * times


def headline_end(head: str, offset: int, title: str) -> int | None:
    """Where the title, or most of it, ends if it stands at `offset` of a paragraph that runs on; None where it does not.

    The title given beside a text often has a section or an outlet before the headline, or words after it: up to five words at its
    beginning and a third of it at its end may be missing in the text.
    """
    wanted = tokens(title)
    if len(wanted) < 3:
        return None
    said = [(m.group().casefold(), m.end()) for m in _TOKEN.finditer(head, offset)][: len(wanted) + 2]
    for skipped in range(min(5, len(wanted) - 2)):
        run = 0
        while run < len(said) and skipped + run < len(wanted) and said[run][0] == wanted[skipped + run]:
            run += 1
        if run >= 3 and run * 3 >= len(wanted) * 2:
            end = said[run - 1][1]
            closing = re.compile(r"[\"'”’)]*(?: ?[.!?:](?=\s|$))?").match(head, end)
            return closing.end() if closing else end
    return None


def is_headline_line(line: str, following: Sequence[str]) -> bool:
    """Whether the first line of a text that came without a title reads as its headline.

    A heading mark says so; else it is short, does not end as a sentence does, and prose follows.
    """
    if line.startswith("#"):
        return bool(following)
    words = line.split()
    if not 3 <= len(words) <= 30 or len(line) > 220 or _ENDS.search(line):
        return False
    return any(len(f.split()) >= 12 and _FUNCTION.search(f) for f in following)
