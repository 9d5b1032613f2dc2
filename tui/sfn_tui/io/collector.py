"""Python's garbage collector, and how large values keep it from holding up a frame."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


def collect_again() -> None:
    """Enable the collector, but exclude what exists now: modules and the first screen.

    The counterpart is `gc.disable` at the start: while a program loads, nearly everything stays alive.
    """
    gc.freeze()
    gc.enable()


@contextmanager
def collector_kept_off(*, again: bool) -> Iterator[None]:
    """Disable the collector while something large and lasting is created, and exclude it afterwards.

    Each pass through a large layout would hold a frame up. With `again`, what was created like this before
    and is no longer used is collected first.
    """
    gc.disable()
    try:
        yield
        if again:
            gc.unfreeze()
            gc.collect()
        gc.freeze()
    finally:
        gc.enable()
