"""What would explode is refused or opened within bounds of time and memory, in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.engine.bad_input.bombs import bombs

SECONDS = 10
"""Ten times of what each may take, since the machine may be busy."""
KILOBYTES = 300_000


def test_no_bomb_explodes(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.engine.bad_input.explode", str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    results = [json.loads(line) for line in done.stdout.splitlines()]
    names = [bomb.name for bomb in bombs()]
    assert done.returncode == 0, f"{names[len(results)]}\n{done.stderr[-2000:]}"
    *opened, (_, memory, _) = results
    assert [name for name, _, _ in opened] == names
    assert [name for name, seconds, _ in opened if seconds > SECONDS] == []
    assert memory < KILOBYTES
    assert sum(gone for _, _, gone in opened) > 200
