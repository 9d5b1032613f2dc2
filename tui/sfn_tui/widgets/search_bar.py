"""The search: a row to type in above the footer, and the hits above it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input, Static

from sfn_engine.display import counted
from sfn_tui.widgets.hit_list import ROWS, HitList

if TYPE_CHECKING:
    from sfn_tui.views.search import Hit


class SearchBar(Vertical):
    """Asks what to search for, and shows what was found.

    It does not search: its owner answers each `TextChanged` by setting `hits`.
    """

    DEFAULT_CSS = """
    SearchBar {
        dock: bottom; layer: over; height: auto; margin: 0 0 1 0; display: none;
        background: $panel; color: $foreground;
        &.-open { display: block; }
        & > Horizontal { height: 1; }
        #search-sign { width: 3; color: $text-accent; text-style: bold; }
        #search-count { width: auto; padding: 0 1; color: $text-muted; }
        Input, Input:focus { width: 1fr; background: $panel; color: $foreground; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "Next hit", show=False),
        Binding("up", "move(-1)", "Previous hit", show=False),
        Binding("pagedown", f"move({ROWS})", "Hits below", show=False),
        Binding("pageup", f"move(-{ROWS})", "Hits above", show=False),
        Binding("escape", "cancel", "Close", show=False),
        # These change the session, and with it what is being searched.
        Binding("ctrl+z,ctrl+r,ctrl+y", "nothing", show=False),
    ]

    @dataclass
    class TextChanged(Message):
        """The text has changed: its owner sets `hits`."""

        text: str

    @dataclass
    class HitChosen(Message):
        """A hit was chosen: go there."""

        hit: Hit

    class Closed(Message):
        """The search was left."""

    # Also an answer that is equal to the one before must be noticed: `_answered` counts them.
    hits: reactive[tuple[Hit, ...]] = reactive((), always_update=True, repaint=False)
    """What was found, the best first."""

    _kept: str = ""
    """The last text that was searched for; Esc restores it."""
    _before: Widget | None = None
    """What had the focus."""
    _asked: int = 0
    _answered: int = 0
    _enter_waits: bool = False

    @property
    def is_open(self) -> bool:
        """True while it is shown."""
        return self.has_class("-open")

    @property
    def text(self) -> str:
        """What is searched for."""
        return self.query_one(Input).value if self.children else ""

    def open(self) -> None:
        """Show it, with what was searched for last: typing replaces that."""
        if not self.children:
            self._make_parts()
        field = self.query_one(Input)
        if not self.is_open:
            self._before = self.screen.focused
            with self.prevent(Input.Changed):
                field.value = self._kept
            self.add_class("-open")
            # The session may have changed since then.
            self._ask(self._kept)
        # At once: the next key of a burst is meant for the search.
        self.screen.set_focus(field)
        field.select_all()

    def _make_parts(self) -> None:
        # Made when first needed: nearly half of the time that a bare screen takes to its first frame.
        from sfn_tui.views.search import FILTERS

        field = SearchField(placeholder=f"state, action or ARN · {' '.join(FILTERS)}", compact=True)
        sign = Static(" /", id="search-sign", markup=False)
        count = Static("", id="search-count", markup=False)
        row = Horizontal()
        self.mount(HitList(), row)
        row.mount(sign, field, count)

    def action_move(self, step: int) -> None:
        """Move through the hits."""
        self.query_one(HitList).move(step)

    def action_cancel(self) -> None:
        """Close, and forget what was typed."""
        if self.text != self._kept:
            self._ask(self._kept)
        self._close(give_back=True)

    def action_nothing(self) -> None:
        """Keep a key from the screen."""

    def watch_hits(self, hits: tuple[Hit, ...]) -> None:
        """Show an answer; an Enter that came before it is done now."""
        if not self.children:
            return
        self._answered = min(self._answered + 1, self._asked)
        self.query_one(HitList).hits = hits
        self._show_count()
        if self._enter_waits:
            self._enter()

    @on(Input.Changed)
    def _text_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._ask(event.value)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._enter()

    @on(HitList.Chosen)
    def _hit_clicked(self, event: HitList.Chosen) -> None:
        event.stop()
        self._go_to(event.hit)

    @on(HitList.Moved)
    def _cursor_moved(self, event: HitList.Moved) -> None:
        event.stop()
        self._show_count()

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Close when another widget takes the focus; the hits are kept."""
        # A terminal that loses the focus for a moment leaves the search alone.
        if self.is_open and self.app.app_focus and self.screen.is_current:
            self._kept = self.text
            self._close(give_back=False)

    def _ask(self, text: str) -> None:
        self._asked += 1
        self._enter_waits = False
        self.post_message(self.TextChanged(text))

    def _enter(self) -> None:
        if not self.text.strip():
            self._kept = ""
            self._close(give_back=True)
        elif self._answered < self._asked:
            # Typed faster than found: the hits shown belong to an earlier text.
            self._enter_waits = True
        elif (hit := self.query_one(HitList).chosen) is not None:
            self._go_to(hit)
        else:
            self._enter_waits = False

    def _go_to(self, hit: Hit) -> None:
        self._kept = self.text
        self.post_message(self.HitChosen(hit))
        self._close(give_back=False)

    def _close(self, *, give_back: bool) -> None:
        if not self.is_open:
            return
        self._enter_waits = False
        self.remove_class("-open")
        if self.screen.focused is self.query_one(Input):
            # Hiding what has the focus would move the focus to a neighbour.
            self.screen.set_focus(self._before if give_back and self._may_focus(self._before) else None)
        self.post_message(self.Closed())

    def _may_focus(self, widget: Widget | None) -> bool:
        return widget is not None and widget.is_attached and widget.focusable

    def _show_count(self) -> None:
        from sfn_tui.views.search import LIMIT

        found, field = self.query_one(HitList), self.query_one("#search-count", Static)
        count = len(found.hits)
        if not self.text.strip():
            field.update("")
        elif not count:
            field.update("no hits")
        else:
            total = f"{LIMIT} or more hits" if count >= LIMIT else counted(count, "hit")
            field.update(f"{found.cursor + 1} of {total}")


class SearchField(Input):
    """The input; a slash is text here, even where its binding has priority."""

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Textual 8.2 does not know that the key ``slash`` is a character."""
        return key == "slash" or super().check_consume_key(key, character)
