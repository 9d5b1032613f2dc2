"""Scope `least`: what one statement allows, no other repeats."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sfn_engine.catalog.model import Reason
from sfn_engine.policy.least import covers, drop_covered
from sfn_engine.policy.model import Contribution, Statement


@pytest.mark.parametrize(
    ("pattern", "resource", "covered"),
    [
        ("*", "arn:aws:s3:::b", True),
        ("arn:aws:s3:::b/*", "arn:aws:s3:::b/in/*", True),
        ("arn:aws:s3:::b/in/*", "arn:aws:s3:::b/*", False),
        ("arn:aws:s3:::B/*", "arn:aws:s3:::b/k", False),
        ("arn:aws:dynamodb:*:*:table/*", "arn:aws:dynamodb:r:1:table/t", True),
        ("arn:aws:s3:::b", "arn:aws:s3:::b/k", False),
        ("arn:aws:s3:::b/*", "*", False),
        ("arn:aws:s3:::b/${*}", "arn:aws:s3:::b/x", False),
        ("arn:aws:s3:::b/*", "arn:aws:s3:::b/${*}", True),
        ("arn:aws:s3:::b/${*}*", "arn:aws:s3:::b/${*}x", True),
    ],
)
def test_a_pattern_covers_what_it_matches(pattern: str, resource: str, covered: bool) -> None:
    assert covers(pattern, resource) is covered


CALL: Reason = "call"


def statement(actions: str, resources: str, condition: str = "", state: str = "S") -> Statement:
    return Statement(
        tuple(actions.split()),
        tuple(resources.split()),
        {"StringEquals": {"k": condition}} if condition else {},
        contributions=tuple(
            Contribution(resource, (state,), tuple(actions.split()), tuple(CALL for _ in actions.split()))
            for resource in resources.split()
        ),
    )


def shape(statements: tuple[Statement, ...]) -> list[tuple[str, str]]:
    return [(" ".join(entry.actions), " ".join(entry.resources)) for entry in statements]


def test_a_covered_resource_is_dropped_and_its_state_moves_to_the_wildcard() -> None:
    narrow, wide = statement("s3:Get", "a/1 b/1", state="N"), statement("s3:Get s3:Put", "a/*", state="W")
    first, second = drop_covered((narrow, wide))
    assert shape((first, second)) == [("s3:Get", "b/1"), ("s3:Get s3:Put", "a/*")]
    assert {part.state for part in second.contributions} == {("W",), ("N",)}


def test_a_condition_covers_only_the_same_condition() -> None:
    conditioned, free = statement("a:A", "*", "x"), statement("a:A", "r")
    assert shape(drop_covered((conditioned, free))) == [("a:A", "*"), ("a:A", "r")]
    assert shape(drop_covered((free, statement("a:A", "*")))) == [("a:A", "*")]
    assert shape(drop_covered((statement("a:A", "r", "x"), statement("a:A", "*", "x")))) == [("a:A", "*")]


def test_of_two_equal_statements_the_first_stays() -> None:
    first, second = statement("a:A", "*", state="F"), statement("a:a", "*", state="S")
    (kept,) = drop_covered((first, second))
    assert kept.actions == ("a:A",) and {part.state for part in kept.contributions} == {("F",), ("S",)}


def test_resources_of_one_statement_cover_each_other() -> None:
    assert shape(drop_covered((statement("a:A", "x/1 x/* y"),))) == [("a:A", "x/* y")]


NAMES = st.sampled_from(["*", "a/*", "a/1", "a/1/*", "b", "b*", "*b"])
ACTIONS = st.sampled_from(["x:A", "x:B", "x:A x:B"])


@given(st.lists(st.tuples(ACTIONS, st.lists(NAMES, min_size=1, max_size=4, unique=True)), max_size=6))
@settings(deadline=None, max_examples=200)
def test_dropping_never_takes_a_permission_away_and_keeps_every_state(rows: list[tuple[str, list[str]]]) -> None:
    given_statements = tuple(
        statement(actions, " ".join(names), state=f"S{place}") for place, (actions, names) in enumerate(rows)
    )
    kept = drop_covered(given_statements)
    for entry in given_statements:
        for action in entry.actions:
            for resource in entry.resources:
                assert any(
                    action in other.actions and any(covers(pattern, resource) for pattern in other.resources)
                    for other in kept
                )
    assert {part.state for entry in kept for part in entry.contributions} == {
        (f"S{place}",) for place in range(len(rows))
    }
    for entry in kept:
        assert {part.resource for part in entry.contributions} == set(entry.resources)
