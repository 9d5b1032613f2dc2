"""The permissions of SDK calls on directory buckets of S3, in scope `least`."""

from __future__ import annotations

import pytest

from tests.support.engine.sdk_machines import granted

HOME = "us-east-1:123456789012"
DIRECTORY = "b--use1-az4--x-s3"
SESSION = {"s3express:CreateSession": {f"arn:aws:s3express:{HOME}:bucket/{DIRECTORY}"}}


@pytest.mark.parametrize(
    "operation",
    [
        "abortMultipartUpload",
        "completeMultipartUpload",
        "createMultipartUpload",
        "deleteObject",
        "deleteObjects",
        "getObject",
        "getObjectAttributes",
        "headBucket",
        "headObject",
        "listMultipartUploads",
        "listObjectsV2",
        "listParts",
        "putObject",
        "uploadPart",
    ],
)
def test_a_call_on_the_objects_of_a_directory_bucket_needs_a_session_alone(operation: str) -> None:
    given = {"Bucket": DIRECTORY, "Key": "k", "ObjectAttributes": ["ETag"]}
    assert granted(f"s3:{operation}", given) == SESSION


def test_a_copy_out_of_a_directory_bucket_needs_a_session_there() -> None:
    found = granted("s3:copyObject", {"Bucket": "dst", "Key": "k", "CopySource": f"/{DIRECTORY}/k"})
    assert found == {**SESSION, "s3:PutObject": {"arn:aws:s3:::dst/k"}}


def test_an_access_point_of_a_directory_bucket_does_not_tell_its_bucket() -> None:
    point = "ap--use1-az4--xa-s3"
    found = granted("s3:getObject", {"Bucket": point, "Key": "k"})
    home = f"arn:aws:s3express:{HOME}"
    assert found == {"s3express:CreateSession": {f"{home}:accesspoint/{point}", f"{home}:bucket/*"}}


@pytest.mark.parametrize(
    ("operation", "action"),
    [
        ("createBucket", "CreateBucket"),
        ("deleteBucketEncryption", "PutEncryptionConfiguration"),
        ("getBucketPolicy", "GetBucketPolicy"),
        ("putBucketLifecycleConfiguration", "PutLifecycleConfiguration"),
    ],
)
def test_the_settings_of_a_directory_bucket_have_actions_of_their_own(operation: str, action: str) -> None:
    assert granted(f"s3:{operation}", {"Bucket": DIRECTORY}) == {
        f"s3express:{action}": {f"arn:aws:s3express:{HOME}:bucket/{DIRECTORY}"}
    }
    assert set(granted(f"s3:{operation}", {"Bucket": "b"})) == {f"s3:{action}"}
