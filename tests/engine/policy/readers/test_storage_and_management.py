"""What the texts say that name resources in AWS SDK integrations."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfn_engine.catalog.model import TargetSpec
from sfn_engine.policy.holes import ResourceTemplate, fill_holes, split_template
from sfn_engine.policy.parts import AwsLocation, Parts
from sfn_engine.policy.readers.registry import reader_of

HOME = AwsLocation("aws", "us-east-1", "123456789012", {})
ARNS = {
    "s3-bucket": "arn:{partition}:s3:::{name}",
    "copy-source": "",
    "parameter-name": "arn:{partition}:ssm:{region}:{account}:parameter/{name}",
    "parameter-path": "arn:{partition}:ssm:{region}:{account}:parameter/{name}",
    "document-name": "arn:{partition}:ssm:{region}:{account}:document/{name}",
    "secret-id": "arn:{partition}:secretsmanager:{region}:{account}:secret:{name}",
    "log-group": "arn:{partition}:logs:{region}:{account}:log-group:{name}",
    "alias-name": "arn:{partition}:kms:{region}:{account}:alias/{name}",
    "kms-key-or-alias": "arn:{partition}:kms:{region}:{account}:key/{name}",
    "partiql": "",
}
OBJECT = "arn:{partition}:s3:::{Bucket}/{Key}"
AN_ARN = re.compile(r"arn:[^:]+:[^:]+:[^:]*:[^:]*:.+\Z|[$%]\{[^{}]*\}", re.DOTALL)


def read(reader: str, text: str) -> Parts | None:
    spec = TargetSpec("Name", kind="thing", reader=reader, arn=ARNS.get(reader, ""))
    return reader_of(reader)(spec, text, "", HOME)


def arn(reader: str, text: str) -> str | None:
    parts = read(reader, text)
    return parts.arn if parts is not None else None


def filled(template: str, **values: Parts | None) -> str:
    line: ResourceTemplate = split_template(template)
    return fill_holes(line, values, HOME)


def object_of(bucket: str, key: str) -> str:
    return filled(OBJECT, Bucket=read("s3-bucket", bucket), Key=read("text", key))


def copied(source: str) -> str | None:
    found = read("copy-source", source)
    text = "arn:{partition}:s3:::{CopySource.bucket}/{CopySource.key}"
    return filled(text, CopySource=found) if found is not None else None


@pytest.mark.parametrize(
    ("bucket", "resource"),
    [
        ("b", "arn:aws:s3:::b/k"),
        ("${Bucket}", "arn:aws:s3:::${Bucket}/k"),
        ("arn:aws:s3:::b", "arn:aws:s3:::b/k"),
        ("*-logs", "arn:aws:s3:::*-logs/k"),
        ("arn:aws:s3:eu-west-1:1:accesspoint/ap", "arn:aws:s3:eu-west-1:1:accesspoint/ap/object/k"),
        ("arn:aws:s3::1:accesspoint/x.mrap", "arn:aws:s3::1:accesspoint/x.mrap/object/k"),
        ("${AccessPointArn}", "${AccessPointArn}/object/k"),
        ("ap-1234-s3alias", "arn:aws:s3:*:*:*/k"),
    ],
)
def test_an_access_point_takes_the_place_of_its_bucket(bucket: str, resource: str) -> None:
    assert object_of(bucket, "k") == resource


def test_an_access_point_is_the_whole_resource_where_no_key_follows() -> None:
    text = "arn:{partition}:s3:::{Bucket}"
    access_point = "arn:aws:s3:eu-west-1:1:accesspoint/ap"
    assert filled(text, Bucket=read("s3-bucket", access_point)) == access_point
    assert filled(text, Bucket=read("s3-bucket", "b")) == "arn:aws:s3:::b"


@pytest.mark.parametrize(
    ("source", "resource"),
    [
        ("b/in/a.csv", "arn:aws:s3:::b/in/a.csv"),
        ("/b/in/a.csv", "arn:aws:s3:::b/in/a.csv"),
        ("b/a%20b%2Fc", "arn:aws:s3:::b/a b/c"),
        ("b/a%2Ab", "arn:aws:s3:::b/a${*}b"),
        ("b/%FF", "arn:aws:s3:::b/*"),
        ("b/k?versionId=3", "arn:aws:s3:::b/k"),
        ("b/k${?}versionId=3", "arn:aws:s3:::b/k"),
        ("b/*", "arn:aws:s3:::b/*"),
        ("*/*", "arn:aws:s3:::*/*"),
        ("b*", "arn:aws:s3:::b*/*"),
        ("${Bucket}/in/${Key}", "arn:aws:s3:::${Bucket}/in/${Key}"),
        ("${Source}", "arn:aws:s3:::*/*"),
        ("arn:aws:s3:eu-west-1:1:accesspoint/ap/object/a/b", "arn:aws:s3:eu-west-1:1:accesspoint/ap/object/a/b"),
        ("b", None),
        ("b/", None),
        ("", None),
    ],
)
def test_a_copy_source_is_a_bucket_and_a_key(source: str, resource: str | None) -> None:
    assert copied(source) == resource


@pytest.mark.parametrize(
    ("name", "resource"),
    [
        ("/a/b", "arn:aws:ssm:us-east-1:123456789012:parameter/a/b"),
        ("a", "arn:aws:ssm:us-east-1:123456789012:parameter/a"),
        ("/a:3", "arn:aws:ssm:us-east-1:123456789012:parameter/a"),
        ("/a/${AWS::StackName}/b:live", "arn:aws:ssm:us-east-1:123456789012:parameter/a/${AWS::StackName}/b"),
        ("/a/*", "arn:aws:ssm:us-east-1:123456789012:parameter/a/*"),
        ("${Name}", "arn:aws:ssm:us-east-1:123456789012:parameter*${Name}"),
        ("/aws/service/x", "arn:aws:ssm:us-east-1:*:parameter/aws/service/x"),
        ("arn:aws:ssm:eu-west-1:1:parameter/a/b:2", "arn:aws:ssm:eu-west-1:1:parameter/a/b"),
        ("", None),
    ],
)
def test_the_name_of_a_parameter_loses_its_first_slash_and_its_version(name: str, resource: str | None) -> None:
    assert arn("parameter-name", name) == resource


@pytest.mark.parametrize(
    ("path", "resources"),
    [
        ("/a/b/", ("a/b", "a/b/*")),
        ("/", ("*", "*")),
        ("/a/*", ("a/*", "a/*")),
        ("${Path}", ("*", "*")),
    ],
)
def test_a_path_of_parameters_stands_for_itself_and_all_below(path: str, resources: tuple[str, str]) -> None:
    parts = read("parameter-path", path)
    assert parts is not None
    assert (parts.name, parts.more["below"]) == resources


@pytest.mark.parametrize(
    ("secret", "resource"),
    [
        ("db", "arn:aws:secretsmanager:us-east-1:123456789012:secret:db-??????"),
        ("prod/*", "arn:aws:secretsmanager:us-east-1:123456789012:secret:prod/*"),
        ("${SecretName}", "arn:aws:secretsmanager:us-east-1:123456789012:secret:${SecretName}-??????"),
        ("${Secret}", None),
        ("*", None),
        ("arn:aws:secretsmanager:eu-west-1:1:secret:db-AbC123", "arn:aws:secretsmanager:eu-west-1:1:secret:db-AbC123"),
        ("arn:aws:secretsmanager:eu-west-1:1:secret:db", "arn:aws:secretsmanager:eu-west-1:1:secret:db-??????"),
        ("arn:aws:secretsmanager:eu-west-1:1:secret:a-secret", "arn:aws:secretsmanager:eu-west-1:1:secret:a-secret*"),
    ],
)
def test_a_secret_ends_in_six_characters_that_its_name_does_not_tell(secret: str, resource: str | None) -> None:
    assert arn("secret-id", secret) == resource


@pytest.mark.parametrize(
    ("document", "resource"),
    [
        ("Mine", "arn:aws:ssm:us-east-1:123456789012:document/Mine"),
        ("AWS-RunShellScript", "arn:aws:ssm:us-east-1:*:document/AWS-RunShellScript"),
        ("${Document}", "arn:aws:ssm:us-east-1:*:document/${Document}"),
        ("arn:aws:ssm:eu-west-1:1:document/Theirs", "arn:aws:ssm:eu-west-1:1:document/Theirs"),
    ],
)
def test_a_document_of_aws_is_in_no_account(document: str, resource: str) -> None:
    assert arn("document-name", document) == resource


@pytest.mark.parametrize(
    ("group", "resource"),
    [
        ("/aws/lambda/f", "arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/f"),
        ("arn:aws:logs:eu-west-1:1:log-group:/a:*", "arn:aws:logs:eu-west-1:1:log-group:/a"),
        ("arn:aws:logs:eu-west-1:1:log-group:/a", "arn:aws:logs:eu-west-1:1:log-group:/a"),
        ("*", None),
    ],
)
def test_a_log_group_is_named_without_what_follows_it(group: str, resource: str | None) -> None:
    assert arn("log-group", group) == resource


@pytest.mark.parametrize(
    ("key", "resource"),
    [
        ("k-1", "arn:aws:kms:us-east-1:123456789012:key/k-1"),
        ("alias/a", "arn:aws:kms:us-east-1:123456789012:key/*"),
        ("arn:aws:kms:eu-west-1:1:alias/a", "arn:aws:kms:eu-west-1:1:key/*"),
        ("arn:aws:kms:eu-west-1:1:key/k", "arn:aws:kms:eu-west-1:1:key/k"),
        ("*", None),
    ],
)
def test_an_alias_stands_for_any_key_of_its_account(key: str, resource: str | None) -> None:
    assert arn("kms-key-or-alias", key) == resource


def test_an_alias_keeps_its_word_once() -> None:
    assert arn("alias-name", "alias/a/b") == "arn:aws:kms:us-east-1:123456789012:alias/a/b"
    assert arn("alias-name", "${Alias}") == "arn:aws:kms:us-east-1:123456789012:alias/*"


@pytest.mark.parametrize(
    ("statement", "place"),
    [
        ('SELECT * FROM "Music" WHERE a=1', "Music"),
        ("select a, b from Music.Year where x", "Music/index/Year"),
        ('SELECT * FROM "Music"."By Year"', "Music/index/By Year"),
        ("INSERT INTO Orders VALUE {'a': 'from x'}", "Orders"),
        ("UPDATE \"${Table}\" SET a='from b'", "${Table}"),
        ("DELETE FROM Orders WHERE a='x'", "Orders"),
        ("EXISTS(SELECT * FROM Orders WHERE a=1)", "Orders"),
        ('SELECT * FROM "orders-*"', "orders-*"),
        ('SELECT * FROM "*"', "*"),
        ("SELECT * ${Rest}", "*"),
        ("*", None),
        ("", None),
    ],
)
def test_a_statement_names_a_table_or_an_index(statement: str, place: str | None) -> None:
    parts = read("partiql", statement)
    assert (parts.more["place"] if parts is not None else None) == place


@pytest.mark.parametrize(
    ("function", "name", "plain"),
    [
        ("f", "f", "f"),
        ("f:live", "f:live", "f"),
        ("arn:aws:lambda:us-east-1:123456789012:function:f:3", "f:3", "f"),
        ("f-*", "f-*", "f-*"),
    ],
)
def test_a_version_of_a_function_stays_in_its_arn(function: str, name: str, plain: str) -> None:
    begin = "arn:aws:lambda:us-east-1:123456789012:function:"
    parts = read("function-name", function)
    assert parts is not None
    assert (parts.name, parts.arn, parts.more["plain"]) == (name, begin + name, begin + plain)


PIECES = st.sampled_from(
    ["a", "/", ":", "*", "?", "${A}", "${AArn}", "%{b}", "%2A", "%FF", "arn:aws:s3:::", "arn:aws:s3:r:1:accesspoint/",
     "alias/", "secret:", "log-group:", "?versionId=", "AWS-", "/object/", "from ", '"', "'", ".", "-", "-s3alias", "{"]
)  # fmt: skip
NAMES = (
    "s3-bucket",
    "copy-source",
    "parameter-name",
    "parameter-path",
    "document-name",
    "secret-id",
    "log-group",
    "alias-name",
    "kms-key-or-alias",
    "partiql",
    "function-name",
)
TEXTS = st.one_of(st.text(max_size=30), st.lists(PIECES, max_size=8).map("".join))


@given(st.sampled_from(NAMES), TEXTS)
def test_no_text_fails_and_what_is_read_is_an_arn_or_a_placeholder(reader: str, text: str) -> None:
    parts = read(reader, text)
    if parts is not None and text:  # an empty text is never read
        assert AN_ARN.match(parts.arn), parts.arn


@given(TEXTS, TEXTS)
def test_an_object_is_always_one_arn(bucket: str, key: str) -> None:
    found = read("s3-bucket", bucket)
    if found is not None:
        resource = filled(OBJECT, Bucket=found, Key=read("text", key))
        assert resource.startswith(("arn:", "$", "%"))


@given(TEXTS)
def test_a_copied_object_is_always_one_arn(source: str) -> None:
    resource = copied(source)
    assert resource is None or resource.startswith(("arn:", "$", "%"))
