"""Which resource a pattern covers, and that the question never takes long."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfn_engine.policy.arns import split_arn
from sfn_engine.policy.least import covers

TEXTS = st.text(alphabet="ab*:", max_size=9)


@given(TEXTS, TEXTS)
def test_a_pattern_covers_what_its_regular_expression_matches(pattern: str, resource: str) -> None:
    expression = ".*".join(map(re.escape, pattern.split("*")))
    assert covers(pattern, resource) == (pattern in ("*", resource) or re.fullmatch(expression, resource) is not None)


@pytest.mark.parametrize(
    ("pattern", "resource", "covered"),
    [
        ("a:${*}", "a:b", False),
        ("a:${*}*", "a:${*}b", True),
        ("a*a", "a", False),
        ("a*", "a", True),
    ],
)
def test_a_star_in_a_name_is_no_wildcard(pattern: str, resource: str, covered: bool) -> None:
    assert covers(pattern, resource) is covered


def test_many_wildcards_and_many_placeholders_are_soon_read() -> None:
    assert not covers("*a" * 2000 + "b", "a" * 20_000)
    assert split_arn("arn:" + "${a}" * 5000) is None
    assert split_arn("arn:${P}:sns:${R::x}:${A}:a:b") == ("${P}", "sns", "${R::x}", "${A}", "a:b")
