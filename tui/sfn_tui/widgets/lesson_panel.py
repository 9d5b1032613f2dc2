"""The panel of a lesson: heading, text, what to do, and the keys to continue and go back."""

from __future__ import annotations

from typing import NamedTuple

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from sfn_tui.lessons.panel_view import EDGES, LessonView, pages
from sfn_tui.widgets.bars import fit
from sfn_tui.widgets.messages import LessonKeyClicked

_GAP = "   "


class _Key(NamedTuple):
    action: str
    key: str
    label: str

    @property
    def text(self) -> str:
        return f"{self.key} {self.label}"


def _heading(view: LessonView, width: int) -> str:
    """Return the first row; if there is no room for all of it, the step's number matters most."""
    whole = f"{view.title} · {view.progress} "
    room = width - cell_len(view.heading) - 3
    return fit(f" {view.heading}", whole if cell_len(whole) <= room else f"{view.progress} ", width)


class LessonPanel(Widget):
    """One step of a lesson. A text that is longer than the panel has pages."""

    DEFAULT_CSS = """
    LessonPanel { width: 100%; background: $panel; color: $foreground; }
    """
    view: reactive[LessonView | None] = reactive(None)
    page: reactive[int] = reactive(0)
    """The page that is shown, counted from 0."""

    def watch_view(self, old: LessonView | None, new: LessonView | None) -> None:
        """Begin at the first page of another step; show the end of one whose task has just been done."""
        if old is None or new is None or old.number != new.number or old.title != new.title:
            self.page = 0
        elif new.done and not old.done:
            self.page = self.page_count - 1

    @property
    def page_count(self) -> int:
        """Number of pages of the text."""
        return len(self._pages())

    def turn(self, pages: int) -> bool:
        """Turn the pages; return False, and do nothing, if there is no such page."""
        wanted = self.page + pages
        if not 0 <= wanted < self.page_count:
            return False
        self.page = wanted
        return True

    def _pages(self) -> tuple[tuple[tuple[str, str], ...], ...]:
        if self.view is None:
            return ((),)
        return pages(self.view, self.size.width - 2, self.size.height - EDGES)

    def render(self) -> Content:
        """Draw heading, text and keys."""
        view = self.view
        if view is None:
            return Content("")
        width, found = self.size.width, self._pages()
        shown = found[min(self.page, len(found) - 1)]
        rows = [Content.styled(_heading(view, width), "bold reverse")]
        rows += [Content.styled(f" {text}", "" if kind == "text" else "bold") for text, kind in shown]
        rows += [Content("")] * (self.size.height - EDGES - len(shown))
        page = f"page {self.page + 1} of {len(found)} " if len(found) > 1 else ""
        keys = Content(_GAP).join(
            Content.styled(entry.key, "bold") + Content(f" {entry.label}") for entry in self._keys()
        )
        room = width - 1 - cell_len(keys.plain) - len(page)
        rows.append(Content(" ") + keys + (Content(" " * room + page) if room > 0 else Content("")))
        return Content("\n").join(rows)

    def _keys(self) -> tuple[_Key, ...]:
        view = self.view
        more = self.page < self.page_count - 1
        onward = "more" if more else "finish" if view is not None and view.is_last else "next"
        return (
            _Key("lesson_next", "Enter", onward),
            _Key("lesson_back", "[", "back"),
            _Key("lesson_leave", "Esc", "leave"),
        )

    def on_click(self, event: events.Click) -> None:
        """Post which key was clicked; a click on the text does nothing."""
        event.stop()
        if event.y != self.size.height - 1:
            return
        end = 1
        for entry in self._keys():
            start, end = end, end + cell_len(entry.text)
            if start <= event.x < end:
                self.post_message(LessonKeyClicked(entry.action))
            end += len(_GAP)
