"""CPU time and peak memory of whole processes, and their ratio to a Python that imports json."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
ROUNDS = 9
BASE = "import json"
COMMAND = "import sys; from sfn_tui.cli import main; sys.exit(main({words!r}))"
CASES = (
    # what, code, limit in ms of CPU, limit in MB
    ("import sfn_engine, beyond the base", "import sfn_engine", 40, None),
    (
        "import of all its names, beyond",
        "import sfn_engine as sfn; [getattr(sfn, name) for name in sfn.__all__]",
        40,
        None,
    ),
    ("policy, 11 states", COMMAND.format(words=["policy", "--sample", "order-processing"]), 100, 30),
    ("explain, 11 states", COMMAND.format(words=["explain", "--sample", "order-processing"]), None, None),
    ("check, 11 states", COMMAND.format(words=["check", "--sample", "order-processing"]), None, None),
    (
        "policy, 9 states with Athena and ECS",
        COMMAND.format(words=["policy", "--sample", "nightly-etl", "--allow-incomplete"]),
        100,
        30,
    ),
    ("--help", COMMAND.format(words=["--help"]), 60, None),
)


class Cost(NamedTuple):
    """What a process took."""

    milliseconds: float
    megabytes: float


def cost(code: str, bytecode: str) -> Cost:
    """Run code in a Python of its own, which keeps its bytecode in the folder `bytecode`.

    An installed program has its bytecode; compiling at each start would be measured otherwise where
    PYTHONDONTWRITEBYTECODE is set.
    """
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        env={**environment, "PYTHONPYCACHEPREFIX": bytecode},
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, code
    return Cost(1000 * (used.ru_utime + used.ru_stime), used.ru_maxrss / 1024)


def main() -> None:
    """Print the median of some rounds; the cases take turns, so that noise falls on all alike."""
    codes = [BASE, *(code for _, code, _, _ in CASES)]
    with tempfile.TemporaryDirectory() as bytecode:
        for code in codes:
            cost(code, bytecode)  # compiles what is not compiled yet
        rounds = [[cost(code, bytecode) for code in codes] for _ in range(ROUNDS)]
    base, *others = (
        Cost(statistics.median(one.milliseconds for one in column), max(one.megabytes for one in column))
        for column in zip(*rounds, strict=True)
    )
    print(f"{'base: ' + BASE:38} {base.milliseconds:6.1f} ms CPU            {base.megabytes:5.1f} MB")
    for (what, _, limit, most), found in zip(CASES, others, strict=True):
        own = found.milliseconds - (base.milliseconds if what.startswith("import") else 0)
        limits = [f"{limit} ms" if limit else "", f"{most} MB" if most else ""]
        told = f"  (limit {', '.join(filter(None, limits))})" if any(limits) else ""
        ratio = found.milliseconds / base.milliseconds
        print(f"{what:38} {own:6.1f} ms CPU  x{ratio:4.1f}     {found.megabytes:5.1f} MB{told}")


if __name__ == "__main__":
    main()
