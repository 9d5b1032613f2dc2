"""Runs the app's tests: coroutines without a plugin, and away from the person's own settings."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.tui.idle import wait_in_short_steps


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Run a test that is a coroutine in a loop of its own."""
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    wanted = pyfuncitem._fixtureinfo.argnames
    asyncio.run(pyfuncitem.obj(**{name: pyfuncitem.funcargs[name] for name in wanted}))
    return True


@pytest.fixture(autouse=True)
def nobodys_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away what would change colours, and keep remembered choices in a folder of the test."""
    for name in ("NO_COLOR", "TEXTUAL_THEME", "COLORTERM", "TMUX", "STY", "EDITOR", "VISUAL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture(autouse=True, scope="session")
def short_steps() -> Iterator[None]:
    """Wait for the app no longer than it takes."""
    with pytest.MonkeyPatch.context() as patch:
        wait_in_short_steps(patch)
        yield
