"""Importing a GeoNames dump of full size, opening what came of it, and the memory that several processes share.

usage: python -m benchmarks.gazetteer [--rows 13000000] [--workers 4] [--folder FOLDER]

Makes a zip like allCountries.zip: as many rows, the shares of GeoNames' feature classes, made-up names of several syllables
with other names beside them, some borne by many places. Then, each in a process of its own: `copydesk gazetteer import` with its
time and greatest memory; opening the index and finding a name; and workers that look names up, with what each of them holds of
the index and its share of what all hold together. About 4 GB of disk for the while.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

SYLLABLES = re.findall("...?", "albcerdofagarhinjabkalormaniropaqalrasateludivawadyarzirbur")
CLASSES = {  # share of the rows of GeoNames (2024) by feature class and a code that stands for it
    ("P", "PPL"): 0.400,
    ("H", "STM"): 0.175,
    ("S", "SCH"): 0.205,
    ("T", "HLL"): 0.125,
    ("A", "ADM4"): 0.035,
    ("L", "LCTY"): 0.040,
    ("V", "FRST"): 0.005,
    ("T", "MT"): 0.010,
    ("P", "PPLX"): 0.005,
}
COUNTRIES = ("SY", "IQ", "UA", "SD", "ML", "AF", "US", "CN", "MX", "NO", "IN", "TH", "ID", "RU", "PK", "IR")
_WRITTEN_AT_ONCE = 20_000
_LOOKED_UP = 5_000  # names that each worker asks for
LOOK = """
import json, sys, time
from pathlib import Path
import copydesk.locating.gazetteer.store as store
home = Path(sys.argv[1])
began = time.perf_counter()
known = store.open_gazetteer(home)
first = known.find("Aleppo")
opened = time.perf_counter() - began
began = time.perf_counter()
found = sum(len(known.find(name)) for name in json.loads(sys.argv[2]))
looked = time.perf_counter() - began
print(json.dumps({"opened": opened, "looked": looked, "found": found}), flush=True)
sys.stdin.read()
"""


def names(random_: random.Random) -> list[str]:
    """A stock of names: 400,000 of three to five syllables."""
    return ["".join(random_.choices(SYLLABLES, k=random_.randint(3, 5))).title() for _ in range(400_000)]


def lines(count: int, stock: list[str]) -> Iterator[bytes]:
    """The rows of the dump."""
    random_ = random.Random(1)
    classes = random_.choices(list(CLASSES), weights=list(CLASSES.values()), k=4096)
    for i in range(count):
        head = stock[int(len(stock) * random_.random() ** 2)]  # some names are borne by many places
        name = f"{head} {stock[i % 997]}" if i % 3 else head
        others = ",".join(stock[(i * 7 + n * 131) % len(stock)] for n in range(i % 4))
        kind, code = classes[i % 4096]
        lat, lon = random_.random() * 170 - 85, random_.random() * 360 - 180
        people = 1000 if i % 50 == 0 else 0
        area = f"{COUNTRIES[i % 16]}\t\t{i % 20 + 1:02d}\t{i % 400}\t\t\t{people}\t\t{i % 900}"
        row = f"{i + 1}\t{name}\t{name}\t{others}\t{lat:.5f}\t{lon:.5f}\t{kind}\t{code}\t{area}\tAsia/X\t2024-01-01\n"
        yield row.encode()


def make(path: Path, rows: int) -> None:
    """Write the zip."""
    stock = names(random.Random(0))
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("allCountries.txt", "w", force_zip64=True) as file,
    ):
        held: list[bytes] = []
        for line in lines(rows, stock):
            held.append(line)
            if len(held) == _WRITTEN_AT_ONCE:
                file.write(b"".join(held))
                held.clear()
        file.write(b"".join(held))


def imported(path: Path, home: Path) -> dict[str, float]:
    """Time (s) and greatest resident memory (MB) of an import, as a person would run it."""
    code = (
        "import sys, resource; from pathlib import Path; from copydesk.locating import import_file\n"
        "n = import_file(Path(sys.argv[1]), Path(sys.argv[2]))\n"
        "print(n, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
    )
    began = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", code, str(path), str(home)], check=True, capture_output=True, text=True)
    count, memory = done.stdout.split()
    return {"places": float(count), "seconds": time.perf_counter() - began, "memory_mb": float(memory)}


def mapped_memory(pid: int, home: Path) -> tuple[float, float]:
    """MB of the index that a process has in memory, and its proportional share of them where several map the same."""
    resident = share = 0.0
    ours = False
    for line in Path(f"/proc/{pid}/smaps").read_text().splitlines():
        word, *rest = line.split()
        if not word.endswith(":"):
            ours = bool(rest) and str(home) in rest[-1]
        elif ours and word in ("Rss:", "Pss:"):
            resident += int(rest[0]) / 1024 if word == "Rss:" else 0
            share += int(rest[0]) / 1024 if word == "Pss:" else 0
    return resident, share


def looked_up(home: Path, workers: int) -> None:
    """Open the index in several processes at once and print what each took and holds."""
    stock = names(random.Random(0))[:_LOOKED_UP]
    told = [sys.executable, "-c", LOOK, str(home), json.dumps(stock)]
    running: list[subprocess.Popen[str]] = []
    for _ in range(workers):
        process = subprocess.Popen(told, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        running.append(process)
        assert process.stdout
        assert process.stdin
        figures = json.loads(process.stdout.readline())
        print(
            f"opened and first name found in {1000 * figures['opened']:.0f} ms, {_LOOKED_UP:,} names in {figures['looked']:.2f} s"
        )
    for process in running:
        resident, share = mapped_memory(process.pid, home)
        print(f"  index in memory {resident:.0f} MB, of which this process's share {share:.0f} MB")
    for process in running:
        assert process.stdin
        process.stdin.close()
        process.wait()


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=13_000_000)
    parser.add_argument("--workers", type=int, default=4)
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
        dump, home = Path(folder) / "allCountries.zip", Path(folder) / "home"
        began = time.perf_counter()
        make(dump, asked.rows)
        print(
            f"{asked.rows:,} rows made in {time.perf_counter() - began:.0f} s, {dump.stat().st_size / 1e6:.0f} MB zipped",
            flush=True,
        )
        figures = imported(dump, home)
        size = sum(f.stat().st_size for f in home.rglob("*") if f.is_file()) / 1e6
        print(
            f"{figures['places']:,.0f} places imported in {figures['seconds']:.0f} s, "
            f"at most {figures['memory_mb']:.0f} MB of memory, index {size:.0f} MB",
            flush=True,
        )
        from copydesk.locating import build_gazetteer  # noqa: PLC0415 - only now: the import is measured by itself

        build_gazetteer(home, lambda done, total: None)
        looked_up(home, asked.workers)


if __name__ == "__main__":
    main()
