"""Run the benchmarks: ``python -m tests.bench`` all of them, ``python -m tests.bench cli`` one.

A benchmark is a module of this package with a function ``main()`` that prints its figures.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

# The whole processes come first: a child's peak memory is at least that of its parent when it starts.
FIRST = ("cli", "generate")


def names() -> list[str]:
    """Return the names of the benchmarks, in the order in which they are run."""
    found = sorted(path.stem for path in Path(__file__).parent.glob("[a-z]*.py"))
    return [*FIRST, *(name for name in found if name not in FIRST)]


def main(wanted: list[str]) -> int:
    """Run the benchmarks that are wanted, or all."""
    for name in wanted or names():
        if find_spec(f"tests.bench.{name}") is None:
            print(f"there is no benchmark {name!r}; there are {', '.join(names())}", file=sys.stderr)
            return 2
        print(f"== {name}")
        import_module(f"tests.bench.{name}").main()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
