"""Readers of ids whose beginning tells the type, and of names that may be ARNs."""

import pytest

from sfn_engine.catalog.model import TargetSpec
from sfn_engine.policy.parts import AwsLocation, Parts
from sfn_engine.policy.readers.registry import reader_of

HERE = AwsLocation("aws", "eu-west-1", "123456789012", {})


def read(reader: str, text: str) -> Parts | None:
    return reader_of(reader)(TargetSpec("Id", "resource", reader), text, "", HERE)


@pytest.mark.parametrize(
    ("text", "arn"),
    [
        ("i-0123456789abcdef0", "arn:aws:ec2:eu-west-1:123456789012:instance/i-0123456789abcdef0"),
        ("eipalloc-12345678", "arn:aws:ec2:eu-west-1:123456789012:elastic-ip/eipalloc-12345678"),
        ("tgw-attach-12345678", "arn:aws:ec2:eu-west-1:123456789012:transit-gateway-attachment/tgw-attach-12345678"),
        ("snap-12345678", "arn:aws:ec2:eu-west-1::snapshot/snap-12345678"),
        ("ami-12345678", "arn:aws:ec2:eu-west-1::image/ami-12345678"),
        ("i-*", "arn:aws:ec2:eu-west-1:123456789012:instance/i-*"),
    ],
)
def test_the_beginning_of_an_ec2_id_tells_the_arn(text: str, arn: str) -> None:
    parts = read("ec2-resource-id", text)
    assert parts is not None
    assert parts.arn == arn


@pytest.mark.parametrize(
    "text",
    ["${InstanceId}", "ipam-0123456789abcdef0", "key-0123456789abcdef0", "pg-0123456789abcdef0", "x-1", "*", "tgw-*"],
)
def test_an_ec2_id_of_an_unknown_type_leaves_all_but_the_partition_open(text: str) -> None:
    parts = read("ec2-resource-id", text)
    assert parts is not None
    assert (parts.region, parts.account, parts.more["place"]) == ("*", "*", "*")


def test_the_beginning_of_an_ec2_id_tells_its_type_where_no_other_type_begins_so() -> None:
    types = {text: read("ec2-resource-id", text) for text in ("tgw-0*", "i-*", "tgw-attach-*")}
    places = {text: parts.more["place"].partition("/")[0] for text, parts in types.items() if parts is not None}
    assert places == {"tgw-0*": "transit-gateway", "i-*": "instance", "tgw-attach-*": "transit-gateway-attachment"}


def test_an_image_that_systems_manager_tells_is_not_known() -> None:
    assert read("ec2-image", "resolve:ssm:/aws/service/ami") is None


def test_an_image_has_no_account() -> None:
    parts = read("ec2-image", "ami-12345678")
    assert parts is not None
    assert parts.arn == "arn:aws:ec2:eu-west-1::image/ami-12345678"


@pytest.mark.parametrize(
    ("text", "name", "region"),
    [
        ("orders", "orders", "eu-west-1"),
        ("arn:aws:ecs:us-east-1:111122223333:service/main/orders", "orders", "us-east-1"),
        ("arn:aws:ecs:us-east-1:111122223333:task/main/0123", "0123", "us-east-1"),
        ("${Service}", "${Service}", "eu-west-1"),
    ],
)
def test_the_last_part_of_an_arn_is_the_name(text: str, name: str, region: str) -> None:
    parts = read("last-part", text)
    assert parts is not None
    assert (parts.name, parts.region) == (name, region)


@pytest.mark.parametrize("text", ["arn:aws:ecs:us-ea*", "*-service"])
def test_a_text_that_may_be_half_an_arn_gives_no_name(text: str) -> None:
    assert read("last-part", text) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("base", "base"),
        ("base:12345678-90ab-cdef-1234-567890abcdef", "base"),
        ("arn:aws:cloudformation:eu-west-1:123456789012:stackset/base:12345678", "base"),
        ("${StackSet}", "${StackSet}"),
    ],
)
def test_the_id_of_a_stack_set_begins_with_its_name(text: str, name: str) -> None:
    parts = read("stack-set", text)
    assert parts is not None
    assert parts.name == name
