"""The readers by the names that the catalog's targets and the overrides of AWS SDK integrations use."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from sfn_engine.policy.readers.names import Reader

READERS: Mapping[str, str] = {
    "name-or-arn": "names.read_name_or_arn",
    "last-of-arn": "names.read_last_of_arn",
    "last-part": "names.read_last_part",
    "named-by-arn": "names.read_named_by_arn",
    "segment": "names.read_text",
    "text": "names.read_text",
    "either-case": "spellings.read_in_either_case",
    "id-in-path": "spellings.read_id_in_path",
    "function-name": "functions.read_function_name",
    "lambda-function": "functions.read_function",
    "state-machine": "functions.read_state_machine",
    "api-endpoint": "urls.read_api_endpoint",
    "connection": "urls.read_connection",
    "path": "urls.read_path",
    "queue-url": "urls.read_queue_url",
    "url": "urls.read_url",
    "copy-source": "s3.read_copy_source",
    "folder": "s3.read_folder",
    "object-key": "s3.read_object_key",
    "s3-beginning": "s3.read_s3_beginning",
    "s3-bucket": "s3.read_bucket",
    "s3-folder": "s3.read_s3_folder",
    "s3-object": "s3.read_s3_object",
    "s3-uri": "s3.read_s3_uri",
    "build-id": "compute.read_id_in_project",
    "ec2-image": "compute.read_ec2_image",
    "ec2-resource-id": "compute.read_ec2_id",
    "job-definition": "compute.read_job_definition",
    "report-arn": "compute.read_id_in_project",
    "stack-set": "compute.read_stack_set",
    "task-definition": "compute.read_task_definition",
    "document-name": "management.read_document_name",
    "log-group": "management.read_log_group",
    "parameter-name": "management.read_parameter_name",
    "parameter-path": "management.read_parameter_path",
    "secret-id": "management.read_secret_id",
    "alias-name": "keys.read_alias_name",
    "kms-key": "keys.read_kms_key",
    "kms-key-or-alias": "keys.read_key_or_alias",
    "bedrock-base-model": "bedrock_models.read_base_model",
    "bedrock-model": "bedrock_models.read_bedrock_model",
    "email-identity": "email.read_email_identity",
    "glue-catalog": "glue.read_glue_catalog",
    "partiql": "partiql.read_partiql",
    "query": "queries.read_query",
}
"""Name → module of this room and function. A module is loaded when a target needs it."""

TAKE_ARN = frozenset(
    {
        "bedrock-base-model",
        "bedrock-model",
        "connection",
        "document-name",
        "either-case",
        "function-name",
        "id-in-path",
        "job-definition",
        "kms-key",
        "kms-key-or-alias",
        "lambda-function",
        "last-of-arn",
        "last-part",
        "log-group",
        "name-or-arn",
        "named-by-arn",
        "parameter-name",
        "parameter-path",
        "queue-url",
        "report-arn",
        "secret-id",
        "state-machine",
        "task-definition",
    }
)
"""Readers whose value may be an ARN."""


@cache
def reader_of(name: str) -> Reader:
    """Return the reader of this name. Raises `KeyError` if there is none."""
    module, _, function = READERS[name].partition(".")
    return cast("Reader", getattr(import_module(f"sfn_engine.policy.readers.{module}"), function))
