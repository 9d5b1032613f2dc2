"""The hits of a search, and going from one to the next."""

from __future__ import annotations

from dataclasses import replace

from sfn_tui.screens.main.search import Search
from sfn_tui.session.edits import SetPattern
from sfn_tui.session.session import edit
from tests.support.tui.driving import now, press, running, said, screen_of
from tests.support.tui.finding import shown
from tests.support.tui.sessions import session_of


async def test_before_a_search_there_is_no_next_hit() -> None:
    async with running() as pilot:
        await press(pilot, "n")
        assert said(pilot)[-1].startswith("no search yet")


async def test_next_and_previous_go_round() -> None:
    async with running() as pilot:
        search: Search = screen_of(pilot).search
        search.find("Save")
        search.step(1)
        await pilot.pause()
        assert now(pilot).selected == ("Save",) and said(pilot)[-1].startswith("hit 1 of ")
        search.step(-1)
        await pilot.pause()
        count = int(said(pilot)[-1].split(" of ")[1].partition(":")[0])
        assert said(pilot)[-1].startswith(f"hit {count} of {count}")


async def test_the_hit_after_a_chosen_one_follows_it() -> None:
    async with running() as pilot:
        search = screen_of(pilot).search
        search.find("sqs")
        hits = search.bar.hits
        search.choose(hits[1])
        search.step(1)
        await pilot.pause()
        assert said(pilot)[-1].startswith(f"hit {2 % len(hits) + 1} of {len(hits)}")


async def test_an_open_search_is_made_again_when_the_policy_changes() -> None:
    async with running(session_of()) as pilot:
        await press(pilot, "slash", *"StopTask")
        screen = screen_of(pilot)
        assert not [hit for hit in screen.search.bar.hits if hit.kind == "action"]
        screen.session = edit(now(pilot), SetPattern(("Run job",), "sync"))
        await pilot.pause()
        assert [hit for hit in screen.search.bar.hits if hit.kind == "action"]


async def test_what_to_add_by_hand_leads_to_the_detail_of_its_state() -> None:
    async with running(size=(80, 24)) as pilot:
        screen = screen_of(pilot)
        screen.search.find("passrole")
        hits = screen.search.bar.hits
        assert {hit.kind for hit in hits} == {"by-hand"}
        screen.search.choose(hits[0])
        await pilot.pause()
        assert (now(pilot).selected, screen.panes.focused) == (("Run job",), "detail")
        assert "add by hand iam:PassRole" in shown(pilot.app)


async def test_on_80_columns_the_first_look_and_the_cursor_on_a_wildcard_say_what_they_must() -> None:
    async with running(size=(80, 24)) as pilot:
        first = shown(pilot.app)
        assert "! incomplete · 2 to add by hand" in first and "Policy · incomplete" in first
        assert "Run job ● 1+" in first
        screen_of(pilot).search.find("is:wild state:tell")
        screen_of(pilot).search.choose(screen_of(pilot).search.bar.hits[0])
        await pilot.pause()
        assert "call · * because QueueUrl is only known at run time: $.queue" in shown(pilot.app)


async def test_a_message_about_the_next_hit_covers_neither_its_line_nor_the_status_line() -> None:
    async with running(size=(80, 24)) as pilot:
        search = screen_of(pilot).search
        search.find("is:wild state:tell")
        search.step(1)
        await pilot.pause(0.1)
        assert said(pilot) == ["hit 1 of 1"]
        screen = shown(pilot.app)
        assert "hit 1 of 1" in screen
        assert '▸      "Resource": "*"' in screen
        assert "call · * because QueueUrl is only known at run time: $.queue" in screen


async def test_a_message_takes_the_place_of_the_last_one() -> None:
    async with running() as pilot:
        search = screen_of(pilot).search
        search.find("is:by-hand")
        for number in range(1, 4):
            search.step(1)
            await pilot.pause()
            (message,) = said(pilot)
            assert message.startswith(f"hit {number} of ")


async def test_a_long_name_does_not_push_out_that_the_policy_is_incomplete() -> None:
    name = f"{'n' * 60}.asl.json"
    session = replace(session_of(), name=name)
    async with running(session, size=(80, 24)) as pilot:
        assert shown(pilot.app).startswith(f" {'n' * 39}… · ! incomplete · 2 to add by hand · ")
    async with running(session, size=(200, 50)) as pilot:
        assert f" {name} · ! incomplete" in shown(pilot.app)
