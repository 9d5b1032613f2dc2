"""How large the contents of a scrolling pane are, told without laying out the screen."""

from __future__ import annotations

from textual.geometry import Size
from textual.scroll_view import ScrollView


def set_virtual_size(pane: ScrollView, size: Size) -> None:
    """Set the size of what a pane scrolls over.

    Set in the common way it would lay out and draw the whole screen. That is needed only where a
    scrollbar comes or goes, and a pane that looks after its scrollbars asks for it itself then.
    """
    if size == pane.virtual_size:
        return
    pane.set_reactive(ScrollView.virtual_size, size)
    if pane.container_size:
        pane._scroll_update(size)
