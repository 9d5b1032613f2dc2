"""A scrolling pane that avoids needless layouts of the screen."""

from __future__ import annotations

from textual.geometry import Size, Spacing
from textual.scroll_view import ScrollView

from sfn_tui.widgets.slim_scrollbar import SlimScrollView


class SteadyView(SlimScrollView):
    """Knows the size of its contents and of its room, and acts only when one of them has changed."""

    _seen: tuple[Size, Size, Spacing] | None = None
    """Size, extent and border that the scrollbars were made for."""

    def set_extent(self, size: Size) -> None:
        """Set the size of what is scrolled over.

        Set as `virtual_size` it would lay out and draw the whole screen. That is needed only where a
        scrollbar appears or disappears, and is then requested here.
        """
        if size == self.virtual_size:
            return
        self.set_reactive(ScrollView.virtual_size, size)
        if not self.container_size:
            self._container_size = self._expected_room()
        if self.container_size:
            self._scroll_update(size)

    def fit_when_shown(self) -> None:
        """Call `resized` at the next layout, even at the size from before the pane was hidden."""
        self._seen = None

    def resized(self) -> None:
        """Fit the contents to another size. Textual's own event comes after a frame, this before it."""

    def _expected_room(self) -> Size:
        """Return the room that the styles promise: so the scrollbars are there in the first frame."""
        width, height = self.styles.width, self.styles.height
        if width is None or height is None or not (width.is_cells and height.is_cells):
            return Size(0, 0)
        return Size(int(width.value), int(height.value)) - self.styles.gutter.totals

    def _size_updated(self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True) -> bool:
        """Redraw the scrollbars only if they change; Textual does it at each layout of the screen."""
        seen = (size, self.virtual_size, self.styles.gutter)
        if seen == self._seen:
            return False
        is_due, self._seen = self._seen is None, seen
        changed = super()._size_updated(size, virtual_size, container_size, layout)
        if changed or is_due:
            self.resized()
        return changed
