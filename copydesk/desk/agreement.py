"""How far people who coded the same events without seeing one another agree.

Krippendorff's alpha for nominal data: K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), section C.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence


def alpha(codings: Iterable[tuple[Hashable, Hashable, Hashable]]) -> float | None:
    """Agreement over (coder, unit, value): 1 perfect, 0 as by chance; None where no unit has two values or all values are one."""
    units: dict[Hashable, list[Hashable]] = defaultdict(list)
    for _, unit, value in codings:
        units[unit].append(value)
    pairable = [values for values in units.values() if len(values) > 1]
    total = Counter(v for values in pairable for v in values)
    n = sum(total.values())
    expected = n * n - sum(c * c for c in total.values())
    if n == 0 or expected == 0:
        return None
    observed = sum(_disagreeing(values) / (len(values) - 1) for values in pairable)
    return 1 - (n - 1) * observed / expected


def _disagreeing(values: Sequence[Hashable]) -> int:
    """Ordered pairs of unlike values."""
    counts = Counter(values)
    return len(values) ** 2 - sum(c * c for c in counts.values())
