"""The footer: the keys that matter now, as many as have room."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.app import App, ComposeResult

from sfn_tui.commands.footer_view import footer_keys
from sfn_tui.commands.registry import COMMANDS
from sfn_tui.session.edits import SetDynamic
from sfn_tui.session.session import edit
from sfn_tui.widgets.key_footer import KeyFooter
from sfn_tui.widgets.messages import CommandRun
from tests.support.tui.finding import SHOWN, command_state, session, shown


class FooterHost(App[None]):
    """A footer, and what it tells."""

    def __init__(self) -> None:
        super().__init__()
        self.ran: list[str] = []

    def compose(self) -> ComposeResult:
        yield KeyFooter()

    def on_mount(self) -> None:
        self.footer.command_state = command_state()

    @property
    def footer(self) -> KeyFooter:
        return self.query_one(KeyFooter)

    def on_command_run(self, message: CommandRun) -> None:
        self.ran.append(message.id)


@pytest.mark.parametrize("width", range(14, 130))
def test_help_and_quit_survive_any_width(width: int) -> None:
    keys = footer_keys(command_state(), width)
    assert [key.command_id for key in keys][-2:] == ["help", "quit"]
    if width >= 17:
        assert keys[-1].x + keys[-1].width <= width
    ends = [key.x + key.width for key in keys]
    assert all(end < key.x for end, key in zip(ends, keys[1:], strict=False))


def test_with_room_all_are_there_in_the_order_of_the_registry() -> None:
    ids = [key.command_id for key in footer_keys(command_state(), 200)]
    assert ids[:-2] == [entry.id for entry in COMMANDS if entry.short and entry.id not in ("help", "quit")]


def test_keys_that_cannot_be_used_go_first() -> None:
    nothing_done = [key.command_id for key in footer_keys(command_state(), 90)]
    assert "undo" not in nothing_done
    edited = edit(session(), SetDynamic(("Save order",), "TableName"))
    assert "undo" in [key.command_id for key in footer_keys(command_state(edited), 90)]


async def test_it_is_one_row_at_the_bottom() -> None:
    app = FooterHost()
    async with app.run_test(size=(120, 10)) as driver:
        await driver.pause()
        last = shown(app).splitlines()[-1]
        assert last.startswith(" d static⇄dynamic  p pattern  u undo  s scope  / search")
        assert last.rstrip().endswith("? keys  q quit")


async def test_at_forty_columns() -> None:
    app = FooterHost()
    async with app.run_test(size=(40, 12)) as driver:
        await driver.pause()
        assert shown(app).splitlines()[-1].rstrip().endswith("? keys  q quit")


async def test_disabled_keys_are_dimmed() -> None:
    app = FooterHost()
    async with app.run_test(size=(120, 10)) as driver:
        await driver.pause()

        def dimmed() -> str:
            line = app.footer.render_line(0)
            return "".join(segment.text for segment in line if segment.style and segment.style.dim)

        # The Choice that is selected at first has neither target nor pattern.
        assert dimmed() == "d static⇄dynamicp patternu undow write"
        app.footer.command_state = command_state(
            edit(session(select="Save order"), SetDynamic(("Save order",), "TableName"))
        )
        await driver.pause()
        assert dimmed() == "p patternw write"


async def test_it_is_redrawn_only_when_it_changes() -> None:
    app = FooterHost()
    async with app.run_test(size=(120, 10)) as driver:
        await driver.pause()
        before = app.footer.keys
        app.footer.command_state = replace(command_state(), pane="policy")
        assert app.footer.keys is before
        app.footer.command_state = command_state(session(select="Save order"))
        assert app.footer.keys is not before


async def test_a_click_runs_the_command() -> None:
    app = FooterHost()
    async with app.run_test(size=(120, 10)) as driver:
        await driver.pause()
        for key in app.footer.keys:
            await driver.click(KeyFooter, offset=(key.x + key.width - 1, 0))
        await driver.click(KeyFooter, offset=(app.footer.keys[0].x + app.footer.keys[0].width, 0))
        await driver.click(KeyFooter, offset=(118, 0))
        await driver.pause()
        assert app.ran == [key.command_id for key in app.footer.keys]


async def test_the_mouse_shows_why() -> None:
    app = FooterHost()
    async with app.run_test(size=(140, 10), tooltips=True) as driver:
        made = command_state(session(hostile=True))
        assert made.detail is not None
        app.footer.command_state = replace(made, detail=replace(made.detail, heading=SHOWN))
        await driver.pause()
        await driver.hover(KeyFooter, offset=(2, 0))
        for _ in range(40):
            await driver.pause(0.1)
            if "not now" in shown(app):
                break
        screen = " ".join(shown(app).split())
        assert f"not now: {SHOWN} names no resource" in screen
        await driver.hover(KeyFooter, offset=(130, 0))
        await driver.pause()
        assert app.footer.tooltip is None
