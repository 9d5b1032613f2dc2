"""The registry of readers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sfn_engine.catalog.model import TargetSpec
from sfn_engine.policy.parts import AwsLocation
from sfn_engine.policy.readers.registry import READERS, TAKE_ARN, reader_of

HERE = AwsLocation("aws", "us-east-1", "123456789012", {})
TEXTS = st.one_of(
    st.text(max_size=40),
    st.text(alphabet=":/*?$%{}.@<>'aZ0-_ ", max_size=40),
    st.builds("arn:aws:any:us-east-1:123456789012:{}".format, st.text(max_size=20)),
)


@pytest.mark.parametrize("name", READERS)
def test_every_name_has_a_reader(name: str) -> None:
    assert callable(reader_of(name))


def test_the_readers_that_take_arns_exist() -> None:
    assert set(READERS) >= TAKE_ARN


@given(text=TEXTS)
@settings(max_examples=250, deadline=None)
def test_a_reader_never_raises(text: str) -> None:
    for name in READERS:
        spec = TargetSpec("Name", "thing", reader=name, arn="arn:{partition}:any:{region}:{account}:thing/{name}")
        parts = reader_of(name)(spec, text, "", HERE)
        assert parts is None or all(isinstance(part, str) for part in parts[:5]), name
