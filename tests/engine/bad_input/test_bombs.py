"""What would explode is refused or opened within bounds of time and memory, in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.engine.bad_input.bombs import bombs

SECONDS = 30
"""Of the processor, many times what each takes: what explodes takes hours, and no busy machine is taken for that."""
SHARDS = 4
"""Processes that share the bombs."""
KILOBYTES = 300_000


@pytest.mark.parametrize("shard", range(SHARDS))
def test_no_bomb_explodes(shard: int, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.engine.bad_input.explode", str(tmp_path), str(shard), str(SHARDS)],
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    results = [json.loads(line) for line in done.stdout.splitlines()]
    names = [bomb.name for bomb in list(bombs())[shard::SHARDS]]
    assert done.returncode == 0, f"{names[len(results)]}\n{done.stderr[-2000:]}"
    *opened, (_, memory, _) = results
    assert [name for name, _, _ in opened] == names
    assert [name for name, seconds, _ in opened if seconds > SECONDS] == []
    assert memory < KILOBYTES
    assert sum(gone for _, _, gone in opened) > 40
