"""What each command of the registry does on the main screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeAlias

from sfn_tui.screens.asking_screen import Work

if TYPE_CHECKING:
    from sfn_tui.screens.main.main_screen import MainScreen

Run: TypeAlias = Callable[[], Work | None]
"""Runs a command. What it returns is still to be done, in a worker."""

DIVIDER_STEP = 0.04
"""The part of the width by which a key moves the divider."""


def command_table(screen: MainScreen) -> Mapping[str, Run]:
    """Return the function for each command of the registry, by the command's id."""
    panes, what_if = screen.panes, screen.what_if
    return {
        "toggle-target": what_if.toggle_selected_target,
        "next-pattern": what_if.next_pattern,
        "bind": what_if.bind,
        "undo": what_if.undo,
        "redo": what_if.redo,
        "history": what_if.history,
        "toggle-scope": what_if.toggle_scope,
        "search": screen.search.open,
        "search-next": lambda: screen.search.step(1),
        "search-previous": lambda: screen.search.step(-1),
        "jump": panes.start_jump,
        "focus-graph": lambda: panes.focus_pane("graph"),
        "focus-policy": lambda: panes.focus_pane("policy"),
        "focus-detail": lambda: panes.focus_pane("detail"),
        "next-pane": lambda: panes.focus_beside(1),
        "previous-pane": lambda: panes.focus_beside(-1),
        "maximise": lambda: panes.maximise(not panes.maximised),
        "narrow": lambda: _move_divider(screen, -DIVIDER_STEP),
        "widen": lambda: _move_divider(screen, DIVIDER_STEP),
        "compact": lambda: panes.toggle_compact(screen.session),
        "outline": lambda: panes.show_outline(not panes.outlined),
        "notes": screen.general.notes,
        "theme": screen.general.theme,
        "tour": screen.lesson.choose,
        "compare-patterns": screen.learning.compare_patterns,
        "monitor": screen.learning.monitor,
        "copy": screen.sharing.copy,
        "export": screen.sharing.export,
        "save": screen.files.save,
        "choose-machine": screen.machines.choose,
        "edit-file": screen.files.edit,
        "reload": screen.files.reload,
        "help": screen.general.help,
        "palette": lambda: screen.app.action_command_palette(),
        "quit": screen.general.quit,
    }


def _move_divider(screen: MainScreen, step: float) -> None:
    if screen.panes.move_divider(screen.panes.share + step):
        screen.remembered.remember(divider=screen.panes.share)
    else:
        screen.say("only one pane is shown, so there is no divider to move", warning=True)
