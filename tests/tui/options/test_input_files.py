"""FILE, ``-`` and ``--sample NAME``: one reader, one sentence."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable

import pytest

from sfn_tui import completion, explorer, samples
from sfn_tui.options.context import BadOption
from sfn_tui.options.input_files import InputFile, input_files
from sfn_tui.options.inputs import Inputs

NOTHING, BOTH = "give a FILE, - for standard input, or --sample NAME", "give a FILE or a sample, not both"
UNKNOWN = "there is no sample 'none'; choose from " + ", ".join(samples.names())


def _args(files: list[str], sample: str | None) -> Namespace:
    return Namespace(files=files, sample=sample, machine=None, bindings=[], set_file=None, edits=[])


def test_each_file_is_read_under_the_name_that_was_written() -> None:
    assert input_files(["a.json", "-"], None) == [InputFile("a.json", "a.json"), InputFile("-", "-")]
    assert [given.is_standard_input for given in input_files(["a.json", "-"], None)] == [False, True]


def test_a_sample_is_read_from_its_file_under_its_own_name() -> None:
    (given,) = input_files([], "nightly-etl")
    assert (given.name, given.path, given.is_sample) == ("nightly-etl", samples.path("nightly-etl"), True)


def _explorer(args: Namespace) -> object:
    return explorer._explore(Namespace(**vars(args), lesson=None, scope=None, **SURROUNDINGS))


SURROUNDINGS = {
    **dict.fromkeys(("region", "account", "partition", "name", "tracing", "logging", "redrive")),
    **dict.fromkeys(("kms_key_id", "activity_kms_key_id", "bucket_kms_key_id", "reader_bucket_kms_key_id")),
}


@pytest.mark.parametrize("reader", [Inputs, _explorer])
@pytest.mark.parametrize(
    ("files", "sample", "sentence"),
    [
        ([], None, NOTHING),
        (["a.json"], "nightly-etl", BOTH),
        ([], "none", UNKNOWN),
        ([], "no\x1bne", "there is no sample 'no\\\\x1bne'"),
    ],
)
def test_the_commands_and_the_app_refuse_the_same_in_the_same_words(
    reader: Callable[[Namespace], object], files: list[str], sample: str | None, sentence: str
) -> None:
    with pytest.raises(BadOption) as caught:
        reader(_args(files, sample))
    assert sentence in str(caught.value)


@pytest.mark.parametrize("words", [([], None), (["a.json"], "nightly-etl"), ([], "none"), (["-"], None)])
def test_completion_offers_nothing_of_what_the_commands_refuse(words: tuple[list[str], str | None]) -> None:
    assert completion._opened(_args(*words)) == ()


def test_completion_reads_the_sample_and_the_file() -> None:
    for args in (_args([], "parcel-service"), _args([samples.path("parcel-service")], None)):
        assert [entry.name for entry in completion._opened(args)] == ["ParcelMachine", "LabelMachine"]
