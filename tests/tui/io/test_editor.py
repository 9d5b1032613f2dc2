"""How editors are called."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from sfn_tui.io.editor import EditorError, command_line, open_in_editor

FILE = "/srv/machine.asl.json"


@pytest.mark.parametrize(
    ("editor", "words"),
    [
        ("vi", ("vi", "+12", FILE)),
        ("vim", ("vim", "+12", FILE)),
        ("/usr/bin/nvim", ("/usr/bin/nvim", "+12", FILE)),
        ("nvim -u NONE", ("nvim", "-u", "NONE", "+12", FILE)),
        ("nano", ("nano", "+12", FILE)),
        ("emacs", ("emacs", "+12", FILE)),
        ("emacsclient -nw", ("emacsclient", "-nw", "+12", FILE)),
        ("micro", ("micro", "+12", FILE)),
        ("gvim", ("gvim", "-f", "+12", FILE)),
        ("gvim --nofork", ("gvim", "--nofork", "+12", FILE)),
        ("hx", ("hx", f"{FILE}:12")),
        ("code", ("code", "--wait", "-g", f"{FILE}:12")),
        ("code --wait", ("code", "--wait", "-g", f"{FILE}:12")),
        ("code -w", ("code", "-w", "-g", f"{FILE}:12")),
        ("subl", ("subl", "--wait", f"{FILE}:12")),
        ("zed --wait", ("zed", "--wait", f"{FILE}:12")),
        ("kate", ("kate", "--block", "--line", "12", FILE)),
        ("ed", ("ed", FILE)),
        ("'/opt/my editor/run' -x", ("/opt/my editor/run", "-x", FILE)),
    ],
)
def test_each_editor_goes_to_the_line_in_its_own_way(editor: str, words: tuple[str, ...]) -> None:
    assert command_line(FILE, 12, {"EDITOR": editor}) == words


def test_visual_comes_before_editor_and_blank_counts_as_not_set() -> None:
    assert command_line(FILE, 1, {"VISUAL": "nvim", "EDITOR": "ed"})[0] == "nvim"
    assert command_line(FILE, 1, {"VISUAL": " ", "EDITOR": "ed"})[0] == "ed"


@pytest.mark.parametrize("name", ["-c quit.json", "+q.json", "a b;rm -rf.json", "$(x).json"])
def test_a_hostile_file_name_is_one_word_and_no_option(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert command_line(name, 3, {"EDITOR": "vim"}) == ("vim", "+3", str(tmp_path / name))


def test_a_path_with_blanks_needs_no_quotes_where_it_is_a_program(tmp_path: Path) -> None:
    program = script(tmp_path / "my editor", "")
    assert command_line(FILE, 3, {"EDITOR": str(program)}) == (str(program), FILE)


@pytest.mark.parametrize("environment", [{}, {"EDITOR": "", "VISUAL": "  "}])
def test_no_editor_says_what_to_set(environment: dict[str, str]) -> None:
    with pytest.raises(EditorError, match="VISUAL or EDITOR"):
        open_in_editor(FILE, 1, environment)


def test_an_editor_that_is_not_there_is_named_safely() -> None:
    with pytest.raises(EditorError, match=r"no-such\\x1b is not found"):
        open_in_editor(FILE, 1, {"EDITOR": "no-such\x1b", "PATH": "/usr/bin"})


@pytest.mark.parametrize("editor", ["vim 'x", "''"])
def test_a_setting_that_is_no_command_is_refused(editor: str) -> None:
    with pytest.raises(EditorError, match="VISUAL or EDITOR"):
        command_line(FILE, 1, {"EDITOR": editor})


def script(path: Path, body: str) -> Path:
    path.write_text(f"#!{sys.executable}\nimport os, sys\n{body}\n")
    path.chmod(0o755)
    return path


def test_it_waits_gives_the_status_and_hands_the_environment_on(tmp_path: Path) -> None:
    body = "open(os.environ['OUT'], 'w').write('|'.join(sys.argv[1:])); sys.exit(3)"
    script(tmp_path / "vim", body)
    out = tmp_path / "out"
    environment = {"EDITOR": "vim", "PATH": str(tmp_path), "OUT": str(out)}
    assert open_in_editor(FILE, 7, environment) == 3
    assert out.read_text() == f"+7|{FILE}"


def test_a_file_that_is_no_program_gives_a_reason(tmp_path: Path) -> None:
    program = tmp_path / "vim"
    program.write_bytes(b"\x7fELF broken")
    program.chmod(0o755)
    with pytest.raises(EditorError, match="cannot be started"):
        open_in_editor(FILE, 1, {"EDITOR": str(program)})
