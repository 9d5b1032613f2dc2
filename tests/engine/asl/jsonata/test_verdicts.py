"""What is JSONata and what is not: the same verdict as that of jsonata-python, on thousands of texts."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from sfn_engine.asl.jsonata.errors import JsonataError
from sfn_engine.asl.jsonata.parser import parse
from tests.support.engine.checking import SHARED, needs_corpus
from tests.support.engine.jsonata import EXPRESSIONS, WRONG, mutant

SAMPLES = Path(__file__).parents[4] / "tui" / "sfn_tui" / "samples"
MUTANTS = 4_000
SEED = 20_6

DIFFERENCES: dict[str, tuple[str, Callable[[str, Exception], bool]]] = {
    "a comment ends the text": (
        "jsonata-python reads past the end and raises IndexError; jsonata-js takes it",
        lambda text, error: isinstance(error, IndexError) and text.endswith("*/"),
    ),
    "Python's regular expressions": (
        "jsonata-python compiles them with `re`; these are faults in Python only, not in JavaScript",
        lambda text, error: (
            isinstance(error, (re.error, OverflowError))
            and not str(error).startswith(
                ("nothing to repeat", "multiple repeat", "bad character range", "min repeat", "unbalanced", "missing )")
            )
        ),
    ),
}
"""Where our verdict is another one: why, and how to know it by the text and the reference's error."""


def reference_error(text: str) -> Exception | None:
    from jsonata.parser import Parser

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            Parser().parse(text)
        except Exception as error:  # it raises whatever Python raises: IndexError, KeyError, TypeError
            return error
    return None


def own_error(text: str) -> JsonataError | None:
    try:
        parse(text)
    except JsonataError as error:
        assert 0 <= error.offset <= len(text)
        assert error.message and "\n" not in error.message
        return error
    return None


def disagreements(texts: Iterator[str]) -> list[str]:
    found = []
    for text in texts:
        theirs, ours = reference_error(text), own_error(text)
        if (theirs is None) == (ours is None):
            continue
        if theirs is not None and any(applies(text, theirs) for _, applies in DIFFERENCES.values()):
            continue
        found.append(f"{text!r}: {theirs!r}, we say {ours}")
    return found


def expressions_in(folder: Path) -> list[str]:
    texts = set()
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".json", ".yaml", ".yml", ".tf") and path.stat().st_size < 1_000_000:
            texts |= set(re.findall(r"\{%(.*?)%\}", path.read_text("utf-8", "replace"), re.DOTALL))
    return sorted(texts)


@pytest.mark.parametrize("text", EXPRESSIONS)
def test_our_expressions_are_jsonata(text: str) -> None:
    assert own_error(text) is None
    assert reference_error(text) is None


@pytest.mark.parametrize("text", WRONG)
def test_our_wrong_expressions_are_not(text: str) -> None:
    assert own_error(text) is not None
    assert reference_error(text) is not None


def test_the_verdict_on_mutants_is_that_of_the_reference() -> None:
    random = Random(SEED)
    assert disagreements(mutant(random, random.choice(EXPRESSIONS)) for _ in range(MUTANTS)) == []


@needs_corpus
def test_the_verdict_on_real_expressions_and_their_mutants_is_that_of_the_reference() -> None:
    random, real = Random(SEED), expressions_in(SHARED / "corpus")
    assert len(real) > 50
    short = [text for text in real if len(text) < 200]
    assert disagreements(iter(real)) == []
    assert disagreements(mutant(random, random.choice(short)) for _ in range(1_000)) == []


def test_the_verdict_on_the_samples_is_that_of_the_reference() -> None:
    found = expressions_in(SAMPLES)
    assert found
    assert disagreements(iter(found)) == []
    assert not any(own_error(text) for text in found)


@pytest.mark.parametrize(
    "text",
    [
        "a /* end */",
        r"$match(a, /(?<year>\d+)/)",
        r"$match(a, /\p{L}/)",
        "$match(a, /[]/)",
        "$match(a, /a{99999999999}/)",
    ],
)
def test_the_known_differences_are_still_there(text: str) -> None:
    assert own_error(text) is None
    error = reference_error(text)
    assert error is not None
    assert any(applies(text, error) for _, applies in DIFFERENCES.values())
