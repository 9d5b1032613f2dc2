"""Makes the pictures of this folder: ``python screenshots/make.py [NAME…]``.

Needs the extra `screenshots` and the font DejaVu Sans Mono (Debian: fonts-dejavu-core).
"""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

FOLDER = Path(__file__).resolve().parent

if __package__ in (None, ""):
    sys.path[0] = str(FOLDER.parent)

if TYPE_CHECKING:
    from screenshots.drawing import Painter
    from screenshots.shots import Shot


def main(names: list[str]) -> int:
    """Draw the named pictures, or all; return the exit status."""
    # Textual reads its environment when it is imported.
    for variable in ("NO_COLOR", "TEXTUAL_THEME", "TEXTUAL_FILTERS", "TEXTUAL_COLOR_SYSTEM"):
        os.environ.pop(variable, None)
    from screenshots.drawing import Painter
    from screenshots.shots import SHOTS

    unknown = set(names) - {shot.name for shot in SHOTS}
    if unknown:
        print(f"unknown picture: {', '.join(sorted(unknown))}", file=sys.stderr)
        return 2
    painter = Painter()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_STATE_HOME"] = folder
        for shot in SHOTS:
            if not names or shot.name in names:
                asyncio.run(take(shot, painter))
    return 0


async def take(shot: Shot, painter: Painter) -> None:
    """Drive the app to the state of the picture, and draw it."""
    import sfn_engine as sfn
    from screenshots.cells import rows_of
    from screenshots.drawing import save
    from sfn_tui import samples
    from sfn_tui.app import ExplorerApp
    from sfn_tui.io.saved_state import SavedState
    from sfn_tui.screens.main.main_screen import MainScreen
    from sfn_tui.session.session import open_session

    # A copy: the sample itself is never a file to write to.
    os.chdir(os.environ["XDG_STATE_HOME"])
    path = os.path.basename(shutil.copy(samples.path(shot.sample), "."))
    opened = sfn.open_all(path)
    machine = next(entry.machine for entry in opened if shot.machine in (None, entry.name))
    assert machine is not None
    # A template keeps its region and account open: it can be deployed anywhere.
    context = sfn.Context(
        partition="aws", region="eu-west-1", account="123456789012", state_machine_name=shot.sample
    )
    session = open_session(
        machine,
        name=path,
        path=path,
        context=sfn.Context() if shot.machine is not None else context,
        machines=opened if len(opened) > 1 else (),
    )
    app = ExplorerApp(session, SavedState(theme=shot.theme))
    async with app.run_test(size=shot.size) as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, MainScreen)
        screen.select_state(shot.state)
        await pilot.pause()
        for key in shot.keys:
            await pilot.press(key)
            await pilot.pause()
        await pilot.wait_for_scheduled_animations()
        await pilot.pause()
        picture = FOLDER / f"{shot.name}.png"
        save(painter.paint(rows_of(app)), picture)
    print(f"{picture.name}  {picture.stat().st_size // 1024} KB  {shot.caption}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
