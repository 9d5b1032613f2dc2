"""Asks what to export and where to, and confirms before a file is overwritten."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, OptionList, Static

from sfn_engine.display import counted, safe
from sfn_tui.io.files import Existing, existing
from sfn_tui.screens.dialogs.dialog import ChoiceList, Dialog, SafeInput
from sfn_tui.sharing.exporting import Export, ExportRequest

Look = Callable[[Path], Existing | None]


class ExportDialog(Dialog[ExportRequest | None]):
    """Answers with what to export where, or with None. Writes nothing itself."""

    DEFAULT_CSS = """
    ExportDialog ChoiceList { max-height: 6; }
    ExportDialog #label { margin: 1 0 0 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "step(1)", "Down", show=False),
        Binding("up", "step(-1)", "Up", show=False),
    ]

    def __init__(self, offered: Sequence[Export], look: Look = existing) -> None:
        super().__init__()
        self._offered = tuple(offered)
        self._look = look
        self._asked: Path | None = None
        """The file to overwrite, while the question is shown."""

    def compose(self) -> ComposeResult:
        """Make the list, the input for the path, and a line for messages."""
        with Vertical() as box:
            box.border_title = "Export"
            box.border_subtitle = "Enter: continue · Tab: list, name · Esc: cancel"
            yield ChoiceList(*(safe(entry.title) for entry in self._offered), id="offered")
            yield Static("Write to:", id="label", markup=False)
            yield SafeInput(self._offered[0].suggested_name, id="path")
            yield Static("", id="reason", classes="-reason", markup=False)

    def on_mount(self) -> None:
        """Focus the list, or the name if there is only one thing to export."""
        offered = self.query_one(ChoiceList)
        offered.highlighted = 0
        (offered if len(self._offered) > 1 else self.query_one(SafeInput)).focus()

    @property
    def _export(self) -> Export:
        return self._offered[self.query_one(ChoiceList).highlighted or 0]

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        field = self.query_one(SafeInput)
        # A name that was typed is kept.
        if not field.value or field.value in {entry.suggested_name for entry in self._offered}:
            field.value = self._offered[event.option_index].suggested_name

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        self.query_one(SafeInput).focus()

    @on(Input.Changed)
    def _path_changed(self) -> None:
        self._say("")

    @on(Input.Submitted)
    def _submitted(self) -> None:
        path, reason = destination(self.query_one(SafeInput).value, self._export.suggested_name)
        if path is None:
            self._say(reason)
            return
        there = self._look(path)
        if there is None:
            self.dismiss(ExportRequest(self._export, path, overwrite=False))
            return
        self._asked = path
        self._say(question(path, there))
        # Without focus, the answer is not typed into the input.
        self.set_focus(None)

    def on_key(self, event: events.Key) -> None:
        """Take the answer to the question, if it is shown."""
        if self._asked is None:
            return
        event.stop()
        event.prevent_default()
        if event.key in ("y", "Y"):
            self.dismiss(ExportRequest(self._export, self._asked, overwrite=True))
        elif event.key in ("n", "N", "escape", "enter"):
            self._take_back()

    @on(events.DescendantFocus)
    def _focused(self) -> None:
        """A click on the list or the name dismisses the question."""
        if self._asked is not None:
            self._take_back()

    def _take_back(self) -> None:
        self._asked = None
        self._say("")
        self.query_one(SafeInput).focus()

    def action_leave(self) -> None:
        """Dismiss the question, or close the dialog."""
        if self._asked is not None:
            self._take_back()
        else:
            self.dismiss(None)

    def action_step(self, step: int) -> None:
        """Move in the list while the name has the focus."""
        if self._asked is None:
            offered = self.query_one(ChoiceList)
            (offered.action_cursor_down if step > 0 else offered.action_cursor_up)()

    def _say(self, text: str) -> None:
        self.query_one("#reason", Static).update(text)


def destination(text: str, suggested: str) -> tuple[Path | None, str]:
    """Return the file that a person means, or None and what is wrong with it; a folder means a file in it."""
    if not text.strip():
        return None, "enter a file name"
    if "\0" in text:  # pathlib says only that there is no such file
        return None, f"invalid file name: {safe(text)}"
    try:
        path = Path(os.path.expanduser(text.strip()))
        if path.is_dir():
            path = path / suggested
        if not path.parent.is_dir():
            return None, f"no such folder: {safe(str(path.parent))}"
        if path.is_dir():
            return None, f"{safe(str(path))} is a folder"
        if path.exists() and not path.is_file():
            return None, f"{safe(str(path))} is not a regular file"
    except (OSError, ValueError) as error:
        return None, f"invalid file name: {safe(str(getattr(error, 'strerror', None) or error))}"
    return path, ""


def question(path: Path, there: Existing) -> str:
    """Return the question before a file is overwritten."""
    moment = datetime.fromtimestamp(there.modified).strftime("%Y-%m-%d %H:%M")
    # The name comes last: it may be too long for the box.
    return f"Overwrite? y/n · {counted(there.size, 'byte', separator=',')}, modified {moment}: {safe(path.name)}"
