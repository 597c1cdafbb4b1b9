from __future__ import annotations

import subprocess
import sys

import pytest
from click.testing import CliRunner

from copydesk.cli.main import COMMANDS, copydesk

HEAVY = ("daft", "pyarrow", "sqlalchemy", "trafilatura", "numpy", "rich", "alembic")


def test_help_loads_nothing_heavy() -> None:
    code = "import sys\nfrom copydesk.cli.main import copydesk\ntry:\n copydesk(['--help'])\nexcept SystemExit:\n pass\n"
    code += f"print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip().endswith("[]")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str) -> None:
    result = CliRunner().invoke(copydesk, [name, "--help"])
    assert result.exit_code == 0, result.output
    assert "Usage:" in result.output
