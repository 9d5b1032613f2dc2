"""Readers for the parameters of AWS Glue, Amazon Bedrock and the AI services."""

from __future__ import annotations

import pytest

from sfn_engine.catalog.model import TargetSpec
from sfn_engine.policy.parts import AwsLocation, Parts
from sfn_engine.policy.readers.registry import reader_of

HOME = AwsLocation("aws", "us-east-1", "111122223333", {})


def read(reader: str, text: str) -> Parts | None:
    return reader_of(reader)(TargetSpec("Parameter", "kind", reader=reader), text, "", HOME)


def glue_catalog(text: str) -> tuple[str, str, str] | None:
    parts = read("glue-catalog", text)
    return parts and (parts.account, parts.more["path"], parts.arn)


@pytest.mark.parametrize("text", ["", "111122223333"])
def test_the_catalog_of_the_own_account_adds_nothing_to_the_arns(text: str) -> None:
    assert glue_catalog(text) == ("111122223333", "", "arn:aws:glue:us-east-1:111122223333:catalog")


def test_a_catalog_of_another_account_is_there() -> None:
    assert glue_catalog("444455556666") == ("444455556666", "", "arn:aws:glue:us-east-1:444455556666:catalog")


def test_a_catalog_inside_of_the_accounts_stands_before_the_database() -> None:
    assert glue_catalog("444455556666:c") == ("444455556666", "c/", "arn:aws:glue:us-east-1:444455556666:catalog/c")


def test_a_catalog_inside_of_another_names_that_one_too() -> None:
    parts = read("glue-catalog", "s3tablescatalog/b")
    assert parts is not None
    assert (parts.arn, parts.more) == (
        "arn:aws:glue:us-east-1:111122223333:catalog/s3tablescatalog/b",
        {
            "account": "111122223333",
            "path": "s3tablescatalog/b/",
            "outer": "arn:aws:glue:us-east-1:111122223333:catalog/s3tablescatalog",
        },
    )


def test_a_catalog_that_may_be_an_account_or_a_name_is_unknown() -> None:
    assert glue_catalog("${Catalog}") is None
    assert glue_catalog("prod-*") is None


def test_a_placeholder_for_an_account_is_one() -> None:
    assert glue_catalog("${OtherAccount}") == (
        "${OtherAccount}",
        "",
        "arn:aws:glue:us-east-1:${OtherAccount}:catalog",
    )


def test_a_known_beginning_of_an_account_alone_is_any_account() -> None:
    parts = read("glue-catalog", "*:s3tablescatalog/b")
    assert parts is not None
    assert (parts.account, parts.more["path"]) == ("*", "s3tablescatalog/b/")


def test_only_an_arn_tells_the_name_of_a_model_that_has_an_id() -> None:
    parts = read("named-by-arn", "arn:aws:bedrock:eu-west-1:444455556666:custom-model/base/abc")
    assert parts is not None
    assert (parts.region, parts.account, parts.name) == ("eu-west-1", "444455556666", "base/abc")
    assert read("named-by-arn", "my-model") is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ABCDEFGHIJ", "ABCDEFGHIJ"),
        ("arn:aws:bedrock:us-east-1:111122223333:flow/F/alias/A", "A"),
        ("arn:aws:bedrock:us-east-1:111122223333:prompt/P:1", "P:1"),
    ],
)
def test_an_id_is_the_last_segment_of_its_arn(text: str, name: str) -> None:
    parts = read("last-of-arn", text)
    assert parts is not None
    assert parts.name == name


@pytest.mark.parametrize("text", ["*", "arn:aws:bedrock"])
def test_what_may_be_an_id_or_an_arn_is_unknown(text: str) -> None:
    assert read("last-of-arn", text) is None


@pytest.mark.parametrize(
    "text",
    [
        "s3://media/in/a b.mp3",
        "https://media.s3.amazonaws.com/in/a b.mp3",
        "https://media.s3.us-east-1.amazonaws.com/in/a b.mp3",
        "https://media.s3-us-west-2.amazonaws.com/in/a b.mp3",
        "https://media.s3.dualstack.us-east-1.amazonaws.com/in/a b.mp3",
        "https://media.s3.cn-north-1.amazonaws.com.cn/in/a b.mp3",
        "https://s3.amazonaws.com/media/in/a b.mp3",
        "https://s3.us-east-1.amazonaws.com/media/in/a b.mp3",
        "https://s3-us-west-2.amazonaws.com/media/in/a b.mp3",
        "https://s3.${AWS::Region}.amazonaws.com/media/in/a b.mp3",
        "https://s3.*.amazonaws.com/media/in/a b.mp3",
    ],
)
def test_each_address_of_an_object_names_bucket_and_key(text: str) -> None:
    parts = read("s3-object", text)
    assert parts is not None
    assert (parts.more["bucket"], parts.more["key"]) == ("media", "in/a b.mp3")


def test_a_bucket_with_dots_is_read_from_the_path_and_from_the_host() -> None:
    for text in ("https://s3.eu-west-1.amazonaws.com/my.media/k", "https://my.media.s3.eu-west-1.amazonaws.com/k"):
        parts = read("s3-object", text)
        assert parts is not None
        assert (parts.more["bucket"], parts.more["key"]) == ("my.media", "k")


@pytest.mark.parametrize("text", ["*", "${Uri}", "s3://bucket", "s3://bucket/", "https://example.com/media/a.mp3"])
def test_what_is_no_address_of_an_object_is_unknown(text: str) -> None:
    assert read("s3-object", text) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [("s3://out/r/", "out/r/"), ("s3://out/r", "out/r"), ("s3://out", "out/"), ("s3://${B}/p", "${B}/p")],
)
def test_what_a_service_writes_begins_with_bucket_and_prefix(text: str, name: str) -> None:
    parts = read("s3-beginning", text)
    assert parts is not None
    assert parts.name == name


@pytest.mark.parametrize("text", ["*", "out/r", "s3://"])
def test_what_names_no_bucket_is_unknown(text: str) -> None:
    assert read("s3-beginning", text) is None


@pytest.mark.parametrize(
    ("model", "behind", "between"),
    [
        ("us.amazon.nova-lite-v1:0", "arn:aws:bedrock:*::foundation-model/amazon.nova-lite-v1:0", None),
        (
            "arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc",
            "arn:aws:bedrock:*::foundation-model/*",
            None,
        ),
        (
            "arn:aws:bedrock:us-east-1:111122223333:prompt-router/r",
            "arn:aws:bedrock:*::foundation-model/*",
            "arn:aws:bedrock:*:111122223333:inference-profile/*",
        ),
        (
            "arn:aws:sagemaker:us-east-1:111122223333:endpoint/e",
            "arn:aws:bedrock:us-east-1:111122223333:marketplace/model-endpoint/all-access",
            None,
        ),
        ("amazon.nova-lite-v1:0", None, None),
    ],
)
def test_a_model_tells_what_a_call_goes_on_to(model: str, behind: str | None, between: str | None) -> None:
    parts = read("bedrock-model", model)
    assert parts is not None
    assert (parts.more.get("behind"), parts.more.get("between")) == (behind, between)


def test_a_bare_name_is_no_base_model_but_a_name_with_its_provider_is() -> None:
    assert read("bedrock-base-model", "my-model") is None
    parts = read("bedrock-base-model", "amazon.nova-lite-v1:0")
    assert parts is not None
    assert parts.arn == "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0"


@pytest.mark.parametrize("model", ["${ModelId}", "${Geography}.anthropic.claude-v2", "my-${Model}"])
def test_an_id_that_begins_with_a_placeholder_may_be_that_of_a_profile_and_the_models_behind_it(model: str) -> None:
    parts = read("bedrock-model", model)
    assert parts is not None
    assert parts.arn == f"arn:aws:bedrock:us-east-1::foundation-model/{model}"
    assert parts.more["between"] == f"arn:aws:bedrock:us-east-1:111122223333:inference-profile/{model}"
    assert parts.more["behind"] == "arn:aws:bedrock:*::foundation-model/*"
    assert parts.assumed


@pytest.mark.parametrize(
    ("model", "form"),
    [("us.${M}", "profile"), ("us.*", "profile"), ("anthropic.${M}", "foundation"), ("anthropic.*", "foundation")],
)
def test_the_beginning_of_an_id_tells_a_model_from_a_profile(model: str, form: str) -> None:
    parts = read("bedrock-model", model)
    assert parts is not None
    assert parts.form == form


@pytest.mark.parametrize("model", ["us*", "*", "*.claude"])
def test_an_id_of_which_the_beginning_is_unknown_may_name_anything(model: str) -> None:
    assert read("bedrock-model", model) is None
