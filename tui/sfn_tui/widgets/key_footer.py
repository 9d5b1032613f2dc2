"""The last row: the keys that matter now. Made from the registry of commands."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from sfn_tui.commands.footer_view import FooterKey, footer_keys
from sfn_tui.commands.reasons import CommandState
from sfn_tui.commands.registry import BY_ID
from sfn_tui.widgets.messages import CommandRun


class KeyFooter(Widget):
    """One row of keys; a click on one runs its command. Those that cannot be used now are dimmed."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "key-footer--key",
        "key-footer--label",
        "key-footer--refused",
        "key-footer--hovered",
    }
    DEFAULT_CSS = """
    KeyFooter {
        height: 1; dock: bottom; background: $panel; color: $foreground; pointer: pointer;
        & > .key-footer--key { color: $text-accent; text-style: bold; }
        & > .key-footer--refused { text-style: dim; }
        & > .key-footer--hovered { text-style: underline; }
    }
    """

    # Comparing two situations would compare two policies; what is drawn is compared instead.
    command_state: reactive[CommandState | None] = reactive[CommandState | None](
        None, repaint=False, always_update=True
    )
    """What decides which keys can be used."""

    _keys: tuple[FooterKey, ...] = ()
    _styles: dict[tuple[str, ...], Style]
    _hovered: str | None = None

    def __init__(self) -> None:
        super().__init__()
        self._styles = {}

    @property
    def keys(self) -> tuple[FooterKey, ...]:
        """The keys that are shown."""
        return self._keys

    def watch_command_state(self) -> None:
        """Redraw if the keys that can be used have changed."""
        self._update()

    def _size_updated(
        self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True
    ) -> bool:
        """Show as many keys as have room.

        Textual's event comes when a frame of the new size has been drawn already, this before it.
        """
        changed = super()._size_updated(size, virtual_size, container_size, layout)
        if changed:
            self._update()
        return changed

    def _update(self) -> None:
        keys = footer_keys(self.command_state, self.size.width)
        if keys != self._keys:
            self._keys = keys
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw the keys."""
        segments: list[Segment] = []
        end = 0
        for entry in self._keys:
            hovered = ("key-footer--hovered",) if entry.command_id == self._hovered else ()
            refused = ("key-footer--refused",) if entry.disabled_reason else ()
            segments.append(Segment(" " * (entry.x - end), self.rich_style))
            for text, name in ((entry.key, "key"), (f" {entry.label}", "label")):
                names = (*refused, *hovered) if refused else (f"key-footer--{name}", *hovered)
                segments.append(Segment(text, self._style(names)))
            end = entry.x + entry.width
        return Strip(segments).adjust_cell_length(self.size.width, self.rich_style)

    def _style(self, names: tuple[str, ...]) -> Style:
        style = self._styles.get(names)
        if style is None:
            style = self.rich_style + self.get_component_rich_style(*names, partial=True)
            self._styles[names] = style
        return style

    def notify_style_update(self) -> None:
        """Forget what was made with the old colours."""
        super().notify_style_update()
        self._styles.clear()

    def key_at(self, x: int) -> FooterKey | None:
        """Return the key that is drawn in a column."""
        return next((entry for entry in self._keys if entry.x <= x < entry.x + entry.width), None)

    def on_click(self, event: events.Click) -> None:
        """Run the command under the mouse; one that cannot be run says why itself."""
        entry = self.key_at(event.x)
        if entry is not None:
            event.stop()
            self.post_message(CommandRun(entry.command_id))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Say what the key under the mouse does."""
        self._hover(self.key_at(event.x))

    def on_leave(self) -> None:
        """Clear the highlight under the mouse."""
        self._hover(None)

    def _hover(self, entry: FooterKey | None) -> None:
        found = entry.command_id if entry is not None else None
        if found == self._hovered:
            return
        self._hovered = found
        self.tooltip = _explained(entry) if entry is not None else None
        self.refresh()


def _explained(entry: FooterKey) -> Content:
    # A reason may name a state, and a tooltip would read a text as markup.
    return Content(f"not now: {entry.disabled_reason}" if entry.disabled_reason else BY_ID[entry.command_id].why)
