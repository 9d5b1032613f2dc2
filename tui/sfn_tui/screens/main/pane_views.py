"""What the panes show: the views of a session, and what the policy's cursor highlights in the other panes."""

from __future__ import annotations

from sfn_engine.asl.model import StatePath
from sfn_tui.graph import GraphLayout
from sfn_tui.session.session import Session
from sfn_tui.views.detail import detail_view, with_line
from sfn_tui.views.graph import GraphView, graph_view
from sfn_tui.views.policy import PolicyRow, PolicyView, policy_view
from sfn_tui.widgets.detail_pane import DetailPane
from sfn_tui.widgets.graph_pane import GraphPane
from sfn_tui.widgets.outline_pane import OutlinePane
from sfn_tui.widgets.policy_pane import PolicyPane


class PaneViews:
    """Holds the pane widgets, and gives them the views of a session."""

    def __init__(self, session: Session) -> None:
        self.graph = GraphPane(id="graph")
        self.outline = OutlinePane(id="outline")
        self.policy = PolicyPane(id="policy")
        self.detail = DetailPane(id="detail")
        self.policy_view: PolicyView = policy_view(session)
        self.row: int | None = None
        """The row under the policy pane's cursor."""
        self._graph_view: GraphView | None = None

    # ── A session ────────────────────────────────────────────────────────────────────────────────

    def show(self, session: Session, *, compact: bool) -> None:
        """Show a session in all panes."""
        self.policy.view = self.policy_view
        self.show_graph(session, compact=compact)
        self._show_selection(session, reveal=True)

    def show_change(self, before: Session, session: Session, *, compact: bool, reveal: bool) -> None:
        """Give new views to the panes whose values have changed.

        `reveal` scrolls the policy to the selected state's lines.
        """
        is_new_policy = before.policy is not session.policy
        has_new_findings = before.machine.diagnostics is not session.machine.diagnostics
        if is_new_policy or before.change is not session.change:
            self.policy_view = policy_view(session)
            self.policy.view = self.policy_view
            self.row = None
        if is_new_policy or has_new_findings:
            self.show_graph(session, compact=compact)
        if is_new_policy or has_new_findings or before.selected != session.selected:
            self._show_selection(session, reveal=reveal)
        if before.change is not session.change:
            # After an edit, a person wants to see what was added or removed.
            self.policy.show_change()

    def show_graph(self, session: Session, *, compact: bool) -> None:
        """Give the graph and the outline their view; `compact` draws each state in one row."""
        self._graph_view = graph_view(session, compact, self._graph_view)
        self.graph.view = self._graph_view
        self.outline.view = self._graph_view

    def graph_layout(self) -> GraphLayout | None:
        """Return the layout that is drawn, for a picture of it; None before the first one."""
        return self._graph_view.layout if self._graph_view is not None else None

    def _show_selection(self, session: Session, *, reveal: bool) -> None:
        self.detail.view = detail_view(session)
        for pane in (self.graph, self.outline):
            pane.selected = session.selected
        self._mark_states(frozenset())
        self.policy.selected = session.selected
        if session.selected is not None and reveal:
            self.policy.show_state(session.selected)

    # ── The policy's cursor ──────────────────────────────────────────────────────────────────────

    @property
    def policy_row(self) -> PolicyRow | None:
        """The row under the policy pane's cursor."""
        rows = self.policy_view.rows
        return rows[self.row] if self.row is not None and self.row < len(rows) else None

    def show_row(self, index: int) -> None:
        """Mark the states that need the row under the policy's cursor, and say in the detail why it is there."""
        self.row = index
        row = self.policy_row
        self._mark_states(frozenset(row.owners) if row is not None else frozenset())
        self._explain(row)

    def leave_row(self) -> None:
        """Clear what `show_row` has shown."""
        self._mark_states(frozenset())
        self._explain(None)

    def next_owner(self, session: Session) -> StatePath | None:
        """Return the next state that needs the row under the cursor; None if there is none."""
        row = self.policy_row
        if row is None or not row.owners:
            return None
        present = session.selected
        index = row.owners.index(present) + 1 if present in row.owners else 0
        return row.owners[index % len(row.owners)]

    def _mark_states(self, states: frozenset[StatePath]) -> None:
        self.graph.marked = states
        self.outline.marked = states

    def _explain(self, row: PolicyRow | None) -> None:
        if self.detail.view is not None:
            self.detail.view = with_line(self.detail.view, row)
