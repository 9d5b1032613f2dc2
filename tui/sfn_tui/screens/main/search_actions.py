"""Searching on the main screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from sfn_tui.screens.main.base_screen import BaseScreen
from sfn_tui.widgets.policy_pane import PolicyPane
from sfn_tui.widgets.search_bar import SearchBar

if TYPE_CHECKING:
    from sfn_tui.views.search import Hit


class SearchActions(BaseScreen):
    """Mixed into the main screen: `/`, and the next and previous hit."""

    hits: tuple[Hit, ...] = ()
    hit_place: int = -1

    def action_search(self) -> None:
        """Open the search."""
        self.query_one(SearchBar).open()

    @on(SearchBar.TextChanged)
    def _search_text_changed(self, message: SearchBar.TextChanged) -> None:
        if self.session is not None:
            from sfn_tui.views.search import search

            self.hits = search(self.session, self.policy_view, message.text)
            self.hit_place = -1
            self.query_one(SearchBar).hits = self.hits

    def search_again(self) -> None:
        """Search once more where the search is open: its hits may point to rows that are gone."""
        bar = self.query_one(SearchBar)
        if bar.is_open and self.session is not None:
            from sfn_tui.views.search import search

            self.hits = search(self.session, self.policy_view, bar.text)
            bar.hits = self.hits

    @on(SearchBar.HitChosen)
    def _hit_chosen(self, message: SearchBar.HitChosen) -> None:
        if message.hit in self.hits:
            self.hit_place = self.hits.index(message.hit)
        self.go_to_hit(message.hit)

    @on(SearchBar.Closed)
    def _search_closed(self) -> None:
        self.focus_pane(self.pane)

    def go_to_hit(self, hit: Hit) -> None:
        """Select the state, or put the policy's cursor on the row."""
        if hit.path is not None and hit.kind == "state":
            self.select_state(hit.path)
            self.focus_pane("graph")
        elif hit.row is not None:
            self.focus_pane("policy")
            self.query_one(PolicyPane).go_to_row(hit.row)

    def action_search_next(self) -> None:
        """Go to the next hit."""
        self._step_hit(1)

    def action_search_previous(self) -> None:
        """Go to the hit before."""
        self._step_hit(-1)

    def _step_hit(self, step: int) -> None:
        if not self.hits:
            self.say("nothing has been searched for yet: / searches", warning=True)
            return
        self.hit_place = (self.hit_place + step) % len(self.hits)
        self.go_to_hit(self.hits[self.hit_place])
        self.say(f"hit {self.hit_place + 1} of {len(self.hits)}: {self.hits[self.hit_place].text}")
