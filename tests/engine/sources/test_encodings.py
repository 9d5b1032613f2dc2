"""A definition is read whatever its encoding and its line ends are, and places are counted in characters."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

import sfn_engine as sfn

JSON = '{\n "StartAt": "Ä😀",\n "States": {\n  "Ä😀": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Succeed"}\n }\n}\n'
YAML = 'StartAt: Ä😀\nStates:\n  # é\n  Ä😀: {Type: Pass, Next: B}\n  "B": {Type: Succeed}\n'
ENCODINGS = {
    "utf-8": (b"", "utf-8"),
    "utf-8 with a mark": (codecs.BOM_UTF8, "utf-8"),
    "utf-16-le with a mark": (codecs.BOM_UTF16_LE, "utf-16-le"),
    "utf-16-be with a mark": (codecs.BOM_UTF16_BE, "utf-16-be"),
    "utf-16-le": (b"", "utf-16-le"),
    "utf-16-be": (b"", "utf-16-be"),
}


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize(("text", "second"), [(JSON, (4, 40)), (YAML, (5, 3))], ids=["JSON", "YAML"])
def test_each_state_has_its_line_and_column(
    text: str, second: tuple[int, int], encoding: str, line_end: str, tmp_path: Path
) -> None:
    mark, codec = ENCODINGS[encoding]
    file = tmp_path / "machine.txt"
    file.write_bytes(mark + text.replace("\n", line_end).encode(codec))
    machine = sfn.load(file)
    assert [state.name for state in machine.states] == ["Ä😀", "B"]
    assert [machine.location(state.pointer, name=True) for state in machine.states] == [(4, 3), second]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_file_can_be_written_again_byte_for_byte(encoding: str, tmp_path: Path) -> None:
    mark, codec = ENCODINGS[encoding]
    file = tmp_path / "machine.json"
    file.write_bytes(mark + JSON.encode(codec))
    document = sfn.load(file).document
    assert document is not None
    assert document.file_text.encode(document.file_text.text) == file.read_bytes()


@pytest.mark.parametrize(
    ("data", "place", "message"),
    [
        (b'{"a":\n "\xff"}', "2:3", "not UTF-8: byte 0xff"),
        ('{"a": "é"}'.encode("latin-1"), "1:8", "save it as UTF-8"),
        (codecs.BOM_UTF16_LE + b"{\0\x00\xd8", "1:2", "not UTF-16"),
        (b"\x1f\x8b\x08\0", "1:1", "gzip"),
        (b"PK\x03\x04", "1:1", "zip archive"),
        (codecs.BOM_UTF8, "1:1", "empty"),
        (codecs.BOM_UTF8 + b"{,}", "1:2", "not JSON"),
    ],
)
def test_what_is_no_text_is_refused_with_its_place(data: bytes, place: str, message: str, tmp_path: Path) -> None:
    file = tmp_path / "machine.json"
    file.write_bytes(data)
    with pytest.raises(sfn.DefinitionError) as caught:
        sfn.load(file)
    assert f"{caught.value.line}:{caught.value.column}" == place
    assert message in caught.value.message
