"""Where the labelled reports and the first two reports lie, for tests that read them; never copied into the project."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
SEEDS = SHARED / "seeds"
BENCH = SHARED / "bench"

needs_seeds = pytest.mark.skipif(not SEEDS.is_dir(), reason=f"the two first reports are not at {SEEDS}")
needs_bench = pytest.mark.skipif(not BENCH.is_dir(), reason=f"the labelled reports are not at {BENCH}")
