"""Python's garbage collector, kept from delaying frames."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


def collect_again() -> None:
    """Turn the collector on, but exempt what exists now: modules and the first screen.

    The counterpart is `gc.disable` at the start: while a program loads, nearly everything stays alive.
    """
    gc.freeze()
    gc.enable()


@contextmanager
def collector_kept_off(*, again: bool) -> Iterator[None]:
    """Keep the collector off while something large and lasting is made, and exempt that from later collections.

    Scanning a large layout would delay a frame. With `again`, what was made here before and
    is no longer used is collected first.
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
