"""Python's garbage collector and values of many small parts."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


def collect_again() -> None:
    """Let the collector work, but never walk through what is there now: modules and the first screen.

    The counterpart is `gc.disable` at the start: while a program loads, nearly everything stays.
    """
    gc.freeze()
    gc.enable()


@contextmanager
def collector_kept_off(*, again: bool) -> Iterator[None]:
    """Let the collector alone while something large and lasting is made, and never walk through it later.

    Each walk through a large layout would hold a frame up. With `again` what was made so before, and
    is no longer used, is taken away first.
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
