"""Words that were given up do not come back: one word for each thing, in plain English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tools.strings import ROOT, FoundText, texts

RETIRED = {
    r"rights": "permissions",
    r"right to (?!(?:the|which)\b)\w+": "permission to",
    r"(?:IAM|poll|event|cancel|call's|caller's) right": "permission",
    r"(?:a|any|each|every|no|one|this|that) right(?!-| (?:answer|now|one|word)\b)": "permission",
    r"asks? for (?:a|an|the|this|that|which) (?:action|line|permission|right|statement|wildcard)": "needs, requires",
    r"asked for (?:by|twice)": "needed, required",
    r"brings? (?:a|an|the|this|that|its) (?:action|line|permission|statement|wildcard)": "needs, adds",
    r"taken (?:for|to live)": "assumed to be",
    r"(?:stands?|standing) for": "is written as",
    r"(?:is|are) not known": "unknown",
    r"(?<!\bthere )is no (?!longer\b|more\b|less\b)[a-z]+": "is not a",
    r"whoever": "the person who",
    r"mend(?:s|ed|ing)?": "fix",
    r"it were (?:written|dynamic|static)": "if it were",
    r"(?:Enter goes on ·|· Esc leaves)": "Enter: continue · Esc: cancel",
    r"each other's way": "overlap",
    r"lent to": "open from",
}
"""What is not written any more, and what is written instead."""


def pattern(retired: str) -> re.Pattern[str]:
    """Return what finds the words, but not as a key of JSON (`.rights`) nor as a file (`/rights.py`)."""
    return re.compile(rf"(?<![\w./]){retired}(?!\w)", re.IGNORECASE)


@cache
def found_texts() -> tuple[FoundText, ...]:
    pages = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
    return (*texts(), *(each for page in pages for each in paragraphs(page)))


def paragraphs(page: Path) -> Iterator[FoundText]:
    """Yield the paragraphs of a page, and the rows of its tables one by one."""
    source = page.read_text("utf-8")
    for found in re.finditer(r"\|.*|(?:(?!\|).+\n?)+", source):
        yield FoundText(page, source.count("\n", 0, found.start()) + 1, found[0])


def hits(retired: str) -> Iterator[str]:
    for each in found_texts():
        text = " ".join(each.text.split())
        for found in pattern(retired).finditer(text):
            yield f"{each.path.relative_to(ROOT)}:{each.line}: …{text[max(0, found.start() - 40) : found.end() + 40]}…"


@pytest.mark.parametrize("retired", RETIRED)
def test_a_word_that_was_given_up_does_not_come_back(retired: str) -> None:
    found = list(hits(retired))
    assert not found, "\n".join([f"better: {RETIRED[retired]}", *found])


@pytest.mark.parametrize(
    "text",
    [
        "Move the divider to the right.",
        "the pane on the right to which the cursor moves",
        "a right answer",
        "jq '.patterns[].rights'",
        "there is no folder",
        "it is no longer there",
        "we recommend it",
        "asks for the value",
    ],
)
def test_plain_english_is_left_alone(text: str) -> None:
    assert not [retired for retired in RETIRED if pattern(retired).search(text)]


@pytest.mark.parametrize(
    "text",
    [
        "the caller's rights",
        "no right to stop the job",
        "Whoever has the token",
        "this is no plain file",
        "the account is not known",
        "a state that asks for the line",
    ],
)
def test_a_word_that_was_given_up_is_found(text: str) -> None:
    assert [retired for retired in RETIRED if pattern(retired).search(text)]


def test_the_texts_are_those_of_code_of_tables_and_of_pages(tmp_path: Path) -> None:
    code = tmp_path / "some.py"
    code.write_text('"""Not this."""\nname = f"one {len(name)} of" " these"\nkey = "this"\n', "utf-8")
    table = tmp_path / "some.toml"
    table.write_text('key = "this"\ntitle = "Not that"\nlong = """\nfirst line\nsecond"""\n', "utf-8")
    found = [(each.line, each.text) for each in texts([code, table])]
    assert found == [(2, "one {len(name)} of these"), (2, "Not that"), (4, "first line\nsecond")]
