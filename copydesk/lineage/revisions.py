"""Later versions of one address: which counts, what changed, and whether the later one takes the story back."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from urllib.parse import parse_qsl, urlencode, urlsplit

from copydesk.model import Report

_NOISE = re.compile(r"^(utm_\w+|fbclid|gclid|ref|share|amp)$")


@cache
def plain_url(url: str) -> str:
    """An address without scheme, www, tracking parameters, fragment and closing slash, for telling whether two are one page."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url
    host = parts.netloc.casefold().removeprefix("www.").removeprefix("m.")
    query = urlencode([(k, v) for k, v in sorted(parse_qsl(parts.query)) if not _NOISE.match(k)])
    return host + parts.path.rstrip("/") + (f"?{query}" if query else "")


def is_revision(a: Report, b: Report) -> bool:
    """Whether the two are versions of one page of one outlet."""
    return a.url is not None and b.url is not None and plain_url(a.url) == plain_url(b.url) and a.outlet == b.outlet


@cache
def _withdrawals() -> re.Pattern[str]:
    lines = files(__package__).joinpath("data/withdrawals.tsv").read_text("utf-8").splitlines()
    patterns = [line for line in lines if line and not line.startswith("#")]
    return re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE)


def is_retraction(report: Report) -> bool:
    """Whether the report says of itself, at its head or tail, that its story is withdrawn."""
    text = f"{report.title or ''}\n{report.working[:600]}\n{report.working[-600:]}"
    return _withdrawals().search(text) is not None
