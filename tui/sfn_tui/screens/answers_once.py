"""A screen that answers once: input that arrives after its answer is ignored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from textual.await_complete import AwaitComplete

Answer = TypeVar("Answer")

if TYPE_CHECKING:
    from textual.screen import Screen

    _Base = Screen
else:
    # Textual takes styles and component classes from a class's first base that is a widget. That must be
    # the screen that this is mixed into, so at run time this is a plain class.
    _Base = Generic


class AnswersOnce(_Base[Answer]):
    """Mixed into every screen that is dismissed with an answer, before its other bases."""

    _is_dismissed = False

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Close the screen with `result`; do nothing if it has already answered or another screen covers it."""
        # Keys that are pressed together are already on their way to this screen's widgets when the first
        # of them answers. Textual would take each further answer as one to the screen below, and remove that.
        if self._is_dismissed or not self.is_active:
            return AwaitComplete()
        self._is_dismissed = True
        return super().dismiss(result)
