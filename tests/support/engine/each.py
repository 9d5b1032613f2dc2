"""One test for many values where pytest's own work on a test would cost more than the check itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

Value = TypeVar("Value")


def for_each(values: Mapping[str, Value]) -> Callable[[Callable[[Value], None]], Callable[[], None]]:
    """Return a decorator that makes one test of a check: of all values, and a failure names each that is wrong."""

    def decorate(check: Callable[[Value], None]) -> Callable[[], None]:
        def test() -> None:
            wrong = []
            for name, value in values.items():
                try:
                    check(value)
                except AssertionError as error:
                    error.add_note(f"in {name}")
                    wrong.append(error)
            if wrong:
                raise ExceptionGroup(f"{len(wrong)} of {len(values)} are wrong", wrong)

        test.__name__, test.__doc__ = check.__name__, check.__doc__
        return test

    return decorate
