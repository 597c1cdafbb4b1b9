"""Runs the commands that the documentation shows and puts what they print under them, so that every example is real.

    python scripts/refresh_docs.py README.md docs/tutorial.md docs/commands/*.md

A block that opens with ```console holds commands (lines that begin with "$ ") and what they printed. Each page runs in a folder
of its own that holds `examples/` and, unless the page says `<!-- fresh -->`, a ledger `mali.ledger` built from them. The user's
own gazetteer is left alone. Comments in a page steer it:

    <!-- fresh -->                           no ledger is there beforehand
    <!-- own gazetteer -->                   the page changes the gazetteer: it gets one of its own
    <!-- lines: 12 -->                       the next block keeps the first twelve lines of each output
    <!-- not run -->                         the next block is left as it is
    <!-- id ev-0123 = event of "words" -->   ev-0123 is the id of the event, or `mention of "words"` of the mention, told with
                                             these words; where the id has changed it is replaced in the whole page
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"(?P<steer>(?:<!-- (?:lines: \d+|not run) -->\n)*)```console\n(?P<body>.*?)```", re.S)
NAMED = re.compile(r'<!-- id (\S+) = (event|mention) of "(.+?)" -->')
GAZETTEER = "COPYDESK_GAZETTEER"
ENVIRONMENT = {"COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb", "DO_NOT_TRACK": "1"}


def main(pages: list[str]) -> int:
    """Rewrites the pages in place; 1 where a command could not be found or words are told by no mention."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "examples", folder / "examples")
        os.environ[GAZETTEER] = str(folder / "gazetteer")
        _run("copydesk gazetteer build", folder)
        _run("copydesk build examples/mali -o mali.ledger", folder)
        mentions = [json.loads(line) for line in _run("copydesk export mali.ledger -t mentions", folder).splitlines()]
        return max([_refresh(Path(page), folder, mentions) for page in pages], default=0)


def _refresh(page: Path, made: Path, mentions: list[dict[str, object]]) -> int:
    text, wrong = page.read_text(encoding="utf-8"), 0
    for old, what, words in NAMED.findall(text):
        told = [m for m in mentions if words in str(m["quote"]) and (what == "mention" or m["event_id"])]
        if not told:
            print(f'{page}: no {what} is told with the words "{words}"', file=sys.stderr)
            wrong = 1
            continue
        text = text.replace(old, str(told[0]["event_id" if what == "event" else "mention_id"]))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(made / "examples", folder / "examples")
        if "<!-- fresh -->" not in text:
            shutil.copy(made / "mali.ledger", folder / "mali.ledger")
        if "<!-- own gazetteer -->" in text:
            (folder / "gazetteer").mkdir()
        text = BLOCK.sub(lambda block: block["steer"] + _block(block["steer"], block["body"], folder), text)
    page.write_text(text, encoding="utf-8")
    return wrong


def _block(steer: str, body: str, folder: Path) -> str:
    if "not run" in steer:
        return f"```console\n{body}```"
    kept = re.search(r"lines: (\d+)", steer)
    lines: list[str] = []
    for command in (line for line in body.splitlines() if line.startswith("$ ")):
        printed = [line.rstrip() for line in _run(command[2:], folder).strip("\n ").splitlines()]
        if kept and len(printed) > int(kept[1]):
            printed = [*printed[: int(kept[1])], "…"]
        lines += [command, *printed]
    return "```console\n" + "\n".join(lines) + "\n```"


def _run(command: str, folder: Path) -> str:
    gazetteer = folder / "gazetteer"
    own = {GAZETTEER: str(gazetteer)} if gazetteer.is_dir() else {}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=os.environ | ENVIRONMENT | own | {"PATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode == 127 or "Traceback (most recent call last)" in done.stdout:
        raise SystemExit(f"{command}: failed\n{done.stdout}")
    return done.stdout.replace(str(folder), "~/.cache/copydesk")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
