"""The whole app through its keys and mouse."""

from __future__ import annotations

import json

import pytest
from textual.command import CommandList
from textual.events import Key
from textual.widgets import Input

import sfn_engine as sfn
from sfn_tui.session.session import open_session
from sfn_tui.widgets.bars import HeaderBar, PaneTabs
from sfn_tui.widgets.detail_pane import DetailPane
from sfn_tui.widgets.graph_pane import GraphPane
from sfn_tui.widgets.outline_pane import OutlinePane
from sfn_tui.widgets.policy_pane import PolicyPane
from tests.support.engine.machines import HERE, chain, task
from tests.support.tui.driving import now, press, running, said, screen_of, status, until
from tests.support.tui.sessions import session_of


async def test_arrows_move_along_edges_and_the_detail_follows() -> None:
    async with running() as pilot:
        assert now(pilot).selected == ("Run job",)
        await press(pilot, "down")
        assert now(pilot).selected == ("Save",)
        await press(pilot, "j", "k", "k", "G")
        assert now(pilot).selected == ("Tell",)
        await press(pilot, "g")
        assert now(pilot).selected == ("Run job",)
        detail = screen_of(pilot).query_one(DetailPane).view
        assert detail is not None and detail.heading == "Run job"


async def test_keys_that_come_in_a_burst_act_on_the_state_that_they_led_to() -> None:
    async with running() as pilot:
        for key in ("j", "d"):
            pilot.app.post_message(Key(key, key))
        await pilot.pause()
        await pilot.pause()
        assert now(pilot).steps[-1].title == "Save: TableName dynamic"
        assert now(pilot).selected == ("Save",)


async def test_p_goes_through_the_patterns_and_the_policy_shows_what_came() -> None:
    async with running() as pilot:
        await press(pilot, "p")
        assert now(pilot).machine.tasks[0].pattern == "sync"
        assert status(pilot) == "last change: Run job → .sync · +5 actions, +1 ARN, +1 wildcard"
        view = screen_of(pilot).query_one(PolicyPane).view
        assert view is not None and any(row.mark == "+" for row in view.rows)
        await press(pilot, "p")
        assert now(pilot).machine.tasks[0].pattern == "callback"


ROUND = chain(
    Job=task("ecs:runTask.sync", {"TaskDefinition": "nightly:7"}),
    Send=task("sqs:sendMessage", {"QueueUrl": "${Queue}", "MessageBody": "hi"}),
    Publish=task("sns:publish.waitForTaskToken", {"TopicArn": "${T}", "Message": {"MyToken.$": "$$.Task.Token"}}),
    Call=task("lambda:invoke", {"FunctionName": "f", "Payload.$": "$.order"}),
    Start=task("states:startExecution.sync", {"StateMachineArn": "${M}", "Input": {"a": [1]}}),
)


async def test_p_all_the_way_round_ends_with_the_text_as_it_was() -> None:
    text = json.dumps(ROUND, indent=3)
    async with running(open_session(sfn.parse(text), name="round.asl.json", context=HERE)) as pilot:
        for state in now(pilot).machine.tasks:
            for _ in range(3 if state.integration in ("ecs:runTask", "states:startExecution") else 2):
                await press(pilot, "p")
            assert not now(pilot).has_unsaved_edits
            assert sfn.saved_text(now(pilot).machine) == text
            await press(pilot, "down")
        assert len(now(pilot).steps) == 13


async def test_p_says_why_if_there_is_no_other_pattern() -> None:
    async with running() as pilot:
        await press(pilot, "down", "p")
        assert "which supports request-response" in said(pilot)[-1]
        assert not now(pilot).can_undo


async def test_d_makes_a_target_dynamic_and_asks_for_a_value_on_the_way_back() -> None:
    async with running() as pilot:
        await press(pilot, "down", "d")
        assert now(pilot).machine.tasks[1].targets[0].mode == "dynamic"
        await press(pilot, "d")
        assert len(pilot.app.screen_stack) == 2
        field = pilot.app.screen.query_one(Input)
        field.value = "archive"
        await press(pilot, "enter")
        assert now(pilot).machine.tasks[1].targets[0].value == "archive"


async def test_the_value_prompt_refuses_what_cannot_be_and_escape_leaves_all_as_it_was() -> None:
    async with running() as pilot:
        await press(pilot, "G", "d")
        pilot.app.screen.query_one(Input).value = "not a url"
        await press(pilot, "enter")
        assert len(pilot.app.screen_stack) == 2
        await press(pilot, "escape")
        assert len(pilot.app.screen_stack) == 1 and not now(pilot).can_undo


@pytest.mark.parametrize(("back", "forth"), [("u", "ctrl+r"), ("ctrl+z", "ctrl+y")])
async def test_undo_and_redo_go_to_the_beginning_and_back(back: str, forth: str) -> None:
    async with running() as pilot:
        await press(pilot, "p", "p", "down", "d")
        after = now(pilot).machine.definition
        await press(pilot, back, back, back)
        assert now(pilot).machine.definition == session_of().machine.definition
        await press(pilot, back)
        assert "nothing has been edited" in said(pilot)[-1]
        await press(pilot, forth, forth, forth)
        assert now(pilot).machine.definition == after
        await press(pilot, forth)
        assert "no edit to redo" in said(pilot)[-1]


async def test_s_switches_the_scope() -> None:
    async with running() as pilot:
        await press(pilot, "s")
        assert now(pilot).policy.scope == "least"
        await press(pilot, "s")
        assert now(pilot).policy.scope == "guide"


async def test_numbers_and_tab_go_from_pane_to_pane() -> None:
    async with running() as pilot:
        screen = screen_of(pilot)
        for key, pane in (("2", "policy"), ("3", "detail"), ("1", "graph")):
            await press(pilot, key)
            assert screen.panes.focused == pane and screen.focused is not None and screen.focused.id == pane
        await press(pilot, "tab", "tab", "tab", "shift+tab")
        assert screen.panes.focused == "detail"


async def test_z_maximises_the_pane_and_gives_the_space_back() -> None:
    async with running() as pilot:
        await press(pilot, "2", "z")
        screen = screen_of(pilot)
        assert not screen.query_one(GraphPane).display
        assert screen.query_one(PolicyPane).size.width >= 116
        await press(pilot, "z")
        assert screen.query_one(GraphPane).display


async def test_the_divider_moves_by_key_and_by_mouse() -> None:
    async with running() as pilot:
        screen = screen_of(pilot)
        before = screen.query_one(GraphPane).outer_size.width
        await press(pilot, "greater_than_sign", "greater_than_sign")
        wide = screen.query_one(GraphPane).outer_size.width
        await press(pilot, "less_than_sign", "less_than_sign", "less_than_sign", "less_than_sign")
        assert screen.query_one(GraphPane).outer_size.width < before < wide
        await pilot.mouse_down("Divider")
        await pilot.hover(screen, offset=(80, 10))
        await pilot.mouse_up(screen, offset=(80, 10))
        await pilot.pause()
        assert abs(screen.query_one(GraphPane).outer_size.width - 80) <= 1


async def test_the_policys_cursor_lights_up_the_states_and_says_why() -> None:
    async with running() as pilot:
        screen = screen_of(pilot)
        await press(pilot, "2", "g")
        for _ in range(60):
            row = screen.panes.views.policy_row
            if row is not None and row.action == "dynamodb:PutItem":
                break
            await press(pilot, "down")
        assert screen.query_one(GraphPane).marked == {("Save",)}
        assert status(pilot).startswith("dynamodb:PutItem · call: makes the call")
        detail = screen.query_one(DetailPane)
        assert detail.view is not None and detail.view.line == "dynamodb:PutItem"
        assert detail.view.line_why == ("call: makes the call (Save)",)
        assert "dynamodb:PutItem" in detail.row_text(0) and "makes the call (Save)" in detail.row_text(1)
        await press(pilot, "enter")
        assert now(pilot).selected == ("Save",)
        await press(pilot, "1")
        assert screen.query_one(GraphPane).marked == frozenset()
        assert detail.view is not None and detail.view.line == ""


async def test_search_finds_states_actions_and_arns_and_enter_goes_there() -> None:
    async with running() as pilot:
        await press(pilot, "slash", *"tell", "enter")
        assert now(pilot).selected == ("Tell",)
        assert screen_of(pilot).panes.focused == "graph"
        await press(pilot, "slash", *"putitem", "enter")
        row = screen_of(pilot).panes.views.policy_row
        assert screen_of(pilot).panes.focused == "policy"
        assert row is not None and row.action == "dynamodb:PutItem"


async def test_f_jumps_to_a_state_by_its_letter() -> None:
    async with running() as pilot:
        await press(pilot, "f")
        pane = screen_of(pilot).query_one(GraphPane)
        assert pane.jumping
        await press(pilot, "s")
        assert not pane.jumping


async def test_help_lists_the_keys_filters_and_runs_one() -> None:
    async with running() as pilot:
        await press(pilot, "question_mark")
        assert len(pilot.app.screen_stack) == 2
        await press(pilot, *"next pattern", "enter")
        await pilot.pause()
        assert len(pilot.app.screen_stack) == 1
        assert now(pilot).machine.tasks[0].pattern == "sync"


async def test_the_palette_finds_a_state() -> None:
    async with running() as pilot:
        await press(pilot, "ctrl+p")
        await press(pilot, *"State: Tell")
        hits = pilot.app.screen.query_one(CommandList)
        await until(pilot, lambda: hits.option_count > 0 and hits.highlighted is not None)
        await press(pilot, "enter")
        await until(pilot, lambda: now(pilot).selected == ("Tell",))


@pytest.mark.parametrize(
    ("size", "arrangement", "tabs"),
    [((200, 50), "three", False), ((120, 40), "three", False), ((100, 30), "two", True), ((60, 20), "tabs", True)],
)
async def test_the_width_decides_the_arrangement(size: tuple[int, int], arrangement: str, tabs: bool) -> None:
    async with running(size=size) as pilot:
        screen = screen_of(pilot)
        assert screen.panes.arrangement == arrangement
        assert screen.query_one(PaneTabs).display is tabs
        await press(pilot, "3")
        assert screen.query_one(DetailPane).display


@pytest.mark.parametrize(("column", "pane"), [(1, "graph"), (9, "graph"), (11, "policy"), (22, "detail")])
async def test_a_click_on_a_tab_goes_to_its_pane(column: int, pane: str) -> None:
    async with running(size=(60, 20)) as pilot:
        await press(pilot, "2" if pane == "graph" else "1")
        await pilot.click(PaneTabs, offset=(column, 0))
        assert screen_of(pilot).panes.focused == pane


async def test_a_terminal_that_is_too_small_says_so_in_one_line() -> None:
    async with running(size=(39, 11)) as pilot:
        assert screen_of(pilot).panes.arrangement == "too-small"
        await pilot.resize_terminal(120, 40)
        await pilot.pause()
        assert screen_of(pilot).panes.arrangement == "three"


async def test_o_shows_the_outline_and_capital_c_the_compact_graph() -> None:
    async with running() as pilot:
        screen = screen_of(pilot)
        await press(pilot, "o", "down")
        assert screen.query_one(OutlinePane).display and not screen.query_one(GraphPane).display
        assert now(pilot).selected == ("Save",)
        await press(pilot, "o")
        tall = screen.panes.views.graph_layout()
        await press(pilot, "C")
        small = screen.panes.views.graph_layout()
        assert tall is not None and small is not None and small.height < tall.height


async def test_the_detail_pane_toggles_the_target_under_its_cursor_and_sets_patterns() -> None:
    async with running() as pilot:
        await press(pilot, "3")
        for _ in range(10):
            if screen_of(pilot).query_one(DetailPane).cursor_target == "TaskDefinition":
                break
            await press(pilot, "down")
        await press(pilot, "d")
        assert now(pilot).machine.tasks[0].targets[0].mode == "dynamic"


HOSTILE = "[/x] [red]\x1b[31m \u202e" + "🎉日本" + "n" * 70


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20)])
async def test_hostile_names_are_shown_verbatim_and_break_nothing(size: tuple[int, int]) -> None:
    bad = "$.Payload[?(@.x==1)]"
    definition = chain(
        **{
            HOSTILE: task("dynamodb:getItem", {"TableName": "[@click=app.quit]x[/]"}),
            bad: task("sqs:sendMessage", {"QueueUrl.$": bad}),
            "[bold]": {"Type": "Pass", "Comment": "[/]"},
        }
    )
    async with running(session_of(definition), size=size) as pilot:
        await press(pilot, "p", "d", "down", "d", "escape", "2", "down", "down", "3", "down", "1")
        await press(
            pilot, "slash", "p", "escape", "question_mark", "escape", "y", "escape", "x", "escape", "H", "escape"
        )
        header = screen_of(pilot).query_one(HeaderBar).view
        assert header is not None
        lines = ["".join(segment.text for segment in strip) for strip in pilot.app.screen._compositor.render_strips()]
        assert not any("\x1b" in line or "\u202e" in line for line in lines)
        assert pilot.app.is_running
