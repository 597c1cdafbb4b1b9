"""What a person keeps between runs: the key of the commenters' pseudonyms. It lies in the settings folder, never in a ledger."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from platformdirs import user_config_path

from copydesk.model.errors import WrongUse

KEY_BYTES = 32


def pseudonym_key(key_file: Path | None) -> bytes:
    """The key in `key_file`, or the one kept in the settings folder, which is made at first use (readable by its owner alone)."""
    if key_file is not None:
        try:
            key = key_file.read_bytes().strip()
        except OSError as error:
            raise WrongUse(f"--key {key_file}: {error.strerror}; name a file that can be read") from error
        if not key:
            raise WrongUse(f"--key {key_file}: the file is empty; put at least 16 random bytes in it")
        return key
    kept = user_config_path("copydesk") / "pseudonym.key"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        try:
            with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(secrets.token_hex(KEY_BYTES))
        except FileExistsError:
            pass  # another run made it just now
    return kept.read_bytes().strip()
