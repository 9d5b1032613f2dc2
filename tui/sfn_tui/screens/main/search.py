"""Searching on the main screen: `/`, and the next and previous hit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sfn_tui.screens.main.access import ScreenAccess
from sfn_tui.screens.main.panes import Panes
from sfn_tui.widgets.search_bar import SearchBar

if TYPE_CHECKING:
    from sfn_tui.views.search import Hit


class Search:
    """Holds the hits of the last search, and which of them was visited last."""

    def __init__(self, screen: ScreenAccess, panes: Panes) -> None:
        self._screen = screen
        self._panes = panes
        self.bar = SearchBar()
        self._hits: tuple[Hit, ...] = ()
        self._visited = -1

    def open(self) -> None:
        """Open the search."""
        self.bar.open()

    def find(self, text: str) -> None:
        """Search for what was typed."""
        self._visited = -1
        self._show_hits(text)

    def find_again(self) -> None:
        """Search again if the search is open: its hits may point to rows that no longer exist."""
        if self.bar.is_open:
            self._show_hits(self.bar.text)

    def _show_hits(self, text: str) -> None:
        # Imported late: nothing before the first search needs it.
        from sfn_tui.views.search import search

        self._hits = search(self._screen.session, self._panes.views.policy_view, text)
        self.bar.hits = self._hits

    def choose(self, hit: Hit) -> None:
        """Go to a hit in the list; "next hit" continues from there."""
        if hit in self._hits:
            self._visited = self._hits.index(hit)
        self.go_to(hit)

    def go_to(self, hit: Hit) -> None:
        """Select the state, or put the policy's cursor on the row."""
        if hit.path is not None and hit.row is None:
            self._screen.select_state(hit.path)
            self._panes.focus_pane("graph" if hit.kind == "state" else "detail")
        elif hit.row is not None:
            self._panes.go_to_row(hit.row)

    def step(self, by: int) -> None:
        """Go to the next or the previous hit."""
        if not self._hits:
            self._screen.say("no search yet: press / to search", warning=True)
            return
        self._visited = (self._visited + by) % len(self._hits)
        hit = self._hits[self._visited]
        self.go_to(hit)
        # A line of the policy is under the cursor now, and the status line says what it is for.
        what = f": {hit.text}" if hit.row is None else ""
        self._screen.say(f"hit {self._visited + 1} of {len(self._hits)}{what}")
