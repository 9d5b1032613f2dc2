"""Opens the bombs, as a process of its own: one which explodes harms nobody else.

Prints for each its seconds of the processor and whether it was refused, and last the memory that all took.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from tests.engine.bad_input.bombs import bombs
from tests.engine.bad_input.outcome import refused

MEMORY = 1_000_000_000
"""Bytes that the process may ask for: enough to fail in good order, too few to stop the machine."""


def main(folder: Path, shard: int, shards: int) -> None:
    path = folder / "bomb.json"
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    for bomb in list(bombs())[shard::shards]:
        path.write_bytes(bomb.data)
        start = time.process_time()
        gone = refused(path)
        print(json.dumps([bomb.name, time.process_time() - start, gone]), flush=True)
    print(json.dumps(["memory", peak(), True]))


def peak() -> int:
    """Return the largest memory of this process in kilobytes. `ru_maxrss` begins at that of its parent on Linux."""
    status = Path("/proc/self/status")
    if status.exists():
        (line,) = (line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
