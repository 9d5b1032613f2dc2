"""Titles in a pane's border that change often."""

from __future__ import annotations

from typing import Self

from textual.content import Content
from textual.geometry import Region
from textual.widget import Widget


class BorderTexts(Widget):
    """Mixed into a pane: writes its border, and redraws only the border's rows.

    Setting a title redraws the whole widget, which takes twice as long as selecting a state.
    It must be the last base: Textual takes styles and keys from the first one.
    """

    _border_texts = ("", "")
    _writing = False

    def write_border(self, title: str, subtitle: str) -> None:
        """Write both texts, as they are: a name may look like markup."""
        if (title, subtitle) == self._border_texts:
            return
        self._border_texts = (title, subtitle)
        self._writing = True
        self.border_title = Content(title) if title else None
        self.border_subtitle = Content(subtitle) if subtitle else None
        self._writing = False

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """Redraw the given regions, or all."""
        if self._writing and not regions:
            regions = self._border_rows
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    @property
    def _border_rows(self) -> tuple[Region, ...]:
        # Regions count from the content's corner, and the border lies outside of it.
        top, _, bottom, left = self.gutter
        width, height = self.outer_size
        first, last = (Region(-left, y, width, 1) for y in (-top, height - top - 1))
        return (first, last) if top and bottom else (first,)
