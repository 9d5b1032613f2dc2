"""The person's own editor, opened at a line."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence

from sfn_engine.display import shorten


class EditorError(Exception):
    """The editor cannot be opened; the text says why."""


def open_in_editor(path: str, line: int, environment: Mapping[str, str]) -> int:
    """Open the file in $VISUAL or $EDITOR at the line, wait, and return the exit status.

    Raises `EditorError` if none is set or it is not found.
    """
    command = command_line(path, line, environment)
    program = shutil.which(command[0], path=environment.get("PATH"))
    if program is None:
        raise EditorError(f"the editor {shorten(command[0])} is not found; check VISUAL or EDITOR")
    try:
        process = subprocess.Popen([program, *command[1:]], env=dict(environment))
    except OSError as error:
        raise EditorError(f"the editor cannot be started: {error.strerror or error}") from None
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            # Ctrl+C in an editor is meant for the editor: it gets the signal too, and keeps running.
            continue


def command_line(path: str, line: int, environment: Mapping[str, str]) -> tuple[str, ...]:
    """Return the words that open the file at the line.

    Raises `EditorError` if neither $VISUAL nor $EDITOR names an editor.
    """
    editor = _words(_named(environment), environment)
    name = os.path.basename(editor[0]).lower().removesuffix(".exe")
    # The whole path: a file called "-c" must not be read as an option.
    full = os.path.abspath(path)
    options = _LINE_OPTIONS.get(name)
    if options is None:
        return (*editor, full)
    wait, words = options
    missing = () if not wait or any(flag in editor[1:] for flag in wait) else wait[:1]
    return (*editor, *missing, *words(full, max(line, 1)))


def _named(environment: Mapping[str, str]) -> str:
    for variable in ("VISUAL", "EDITOR"):
        value = environment.get(variable, "").strip()
        if value:
            return value
    raise EditorError("no editor is set; set VISUAL or EDITOR to its name")


def _words(editor: str, environment: Mapping[str, str]) -> Sequence[str]:
    # A path with blanks in it is often set without quotes.
    if os.path.isabs(editor) and shutil.which(editor, path=environment.get("PATH")) is not None:
        return [editor]
    try:
        words = shlex.split(editor)
    except ValueError:
        raise EditorError(f"unclosed quote in VISUAL or EDITOR: {shorten(editor)}") from None
    if not words or not words[0]:
        raise EditorError("VISUAL or EDITOR does not name a program")
    return words


_Words = Callable[[str, int], tuple[str, ...]]


def _plus(path: str, line: int) -> tuple[str, ...]:
    return (f"+{line}", path)


def _colon(path: str, line: int) -> tuple[str, ...]:
    return (f"{path}:{line}",)


def _goto(path: str, line: int) -> tuple[str, ...]:
    return ("-g", f"{path}:{line}")


def _line_option(path: str, line: int) -> tuple[str, ...]:
    return ("--line", str(line), path)


_WAIT = ("--wait", "-w")
_LINE_OPTIONS: Mapping[str, tuple[tuple[str, ...], _Words]] = {
    **dict.fromkeys(("vi", "vim", "nvim", "vim.basic", "vim.tiny", "nano", "pico", "mcedit"), ((), _plus)),
    **dict.fromkeys(("emacs", "emacsclient", "micro", "kak", "joe", "jed", "mg", "ne"), ((), _plus)),
    **dict.fromkeys(("gvim", "mvim"), (("-f", "--nofork"), _plus)),
    "gedit": (_WAIT, _plus),
    **dict.fromkeys(("hx", "helix"), ((), _colon)),
    **dict.fromkeys(("subl", "sublime_text", "zed", "zeditor"), (_WAIT, _colon)),
    **dict.fromkeys(("code", "code-insiders", "codium", "vscodium", "cursor", "windsurf"), (_WAIT, _goto)),
    **dict.fromkeys(("mate", "idea", "pycharm", "webstorm"), (_WAIT, _line_option)),
    "kate": (("--block", "-b"), _line_option),
}
"""The options that make each editor wait until the file is closed, and open it at a line."""
