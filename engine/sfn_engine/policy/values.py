"""Turns the text of a target (a name, an ARN, a URL) into the parts that a statement is filled with."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from sfn_engine.asl.expressions import is_whole_placeholder
from sfn_engine.catalog.model import TargetSpec
from sfn_engine.policy.arns import partition_of_region, region_of_host, split_arn
from sfn_engine.policy.bedrock_models import read_bedrock_model
from sfn_engine.policy.parts import AwsLocation, Parts
from sfn_engine.policy.queries import read_query
from sfn_engine.policy.sdk_values import SDK_READERS
from sfn_engine.policy.sdk_values_ai import SDK_READERS_AI
from sfn_engine.policy.sdk_values_compute import COMPUTE_READERS
from sfn_engine.policy.sdk_values_mail import read_email_identity
from sfn_engine.policy.sdk_values_names import either_case, id_in_path

Reader = Callable[[TargetSpec, str, str, AwsLocation], Parts | None]

_NAME = r"(?:[$%]\{[^{}]*\}|[^:{}])+"
_FUNCTION = re.compile(
    rf"(?:(?:arn:(?P<partition>{_NAME}):lambda:(?P<region>{_NAME}):)?(?P<account>{_NAME}):function:"
    rf"|(?P<bare_account>\d{{12}}):)?(?P<name>{_NAME})(?::(?P<qualifier>.+))?\Z",
    re.DOTALL,
)
_QUEUE_URL = re.compile(r"(?:https?://)?(?P<host>[^/]+)/(?P<account>[^/]+)/(?P<name>[^/]+)/?\Z")
_URL = re.compile(r"(?P<origin>[A-Za-z][A-Za-z0-9+.-]*://[^/?#]+)")
_API_HOST = re.compile(
    r"(?:https?://)?(?P<id>(?:[$%]\{[^{}]*\}|[A-Za-z0-9*])+?)(?:-vpce-[A-Za-z0-9-]+)?"
    r"\.execute-api\.(?P<region>(?:[$%]\{[^{}]*\}|[^./])+)\.",
)
_REVISION = re.compile(r":(?:\d+|[$%]\{[^{}]*\}|\*)\Z")


def _name_or_arn(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    if text.startswith("arn:"):
        found = split_arn(text)
        if found is None:
            # A known beginning that ends in a star is still a pattern that IAM understands.
            return Parts(*_home(location), "*", text) if text.endswith("*") else None
        name = _name_in(found.resource, spec.arn)
        return Parts(found.partition, found.region, found.account, name, text)
    if text.startswith("*"):
        return None  # an unknown beginning may be an ARN as well as a name
    if spec.needs_arn:
        # Only an ARN will do, and what begins with a placeholder must be one.
        return opaque(text, location) if text.startswith("${") else None
    return Parts(*_home(location), text, _fill_name(spec.arn, text, location))


def _name_in(resource: str, template: str) -> str:
    # "arn:…:table/{name}": what is before and after the hole in the sixth part is not the name.
    shape = template.split(":", 5)[-1] if template else "{name}"
    before, _, after = shape.partition("{name}")
    if resource.startswith(before) and resource.endswith(after):
        return resource[len(before) : len(resource) - len(after)]
    if before and not after and before in resource:
        return resource.rpartition(before)[2]  # the name of a part: "service/s/listener/NAME"
    return re.split(r"[/:]", resource, maxsplit=1)[-1]


def _fill_name(template: str, name: str, location: AwsLocation) -> str:
    if not template:
        return name
    return (
        template.replace("{partition}", location.partition)
        .replace("{region}", location.region)
        .replace("{account}", location.account)
        .replace("{name}", name)
    )


def _lambda_function(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    if text.startswith("*"):
        return None
    if text.startswith("arn:") and split_arn(text) is None:
        return Parts(*_home(location), "*", text, "plain") if text.endswith("*") else None
    match = _FUNCTION.match(text)
    if match is None or (text.startswith("arn:") and match["partition"] is None):
        return None  # what begins like an ARN is never a name
    partition = match["partition"] or location.partition
    region = match["region"] or location.region
    account = match["account"] or match["bare_account"] or location.account
    name = match["name"]
    arn = f"arn:{partition}:lambda:{region}:{account}:function:{name}"
    return qualified_function(Parts(partition, region, account, name, arn), match["qualifier"] or qualifier)


def qualified_function(function: Parts, qualifier: str) -> Parts:
    """Add the version or alias of a function, which its unqualified ARN does not cover."""
    more = {"versions": f"{function.arn}:*", "exact": f"{function.arn}:{qualifier or '*'}"}
    return function._replace(form="qualified" if qualifier else "plain", more=more)


def _function_name(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """A function whose version or alias stays part of its name and ARN; the part ``plain`` is the ARN without it."""
    parts = _lambda_function(spec, text, "", location)
    if parts is None:
        return None
    if parts.form != "qualified":
        return parts._replace(more={"plain": parts.arn})
    exact = parts.more["exact"]
    return parts._replace(name=f"{parts.name}{exact.removeprefix(parts.arn)}", arn=exact, more={"plain": parts.arn})


def _home(location: AwsLocation) -> tuple[str, str, str]:
    return location.home


def _queue_url(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    if text.startswith("arn:"):
        return _name_or_arn(spec, text, qualifier, location)
    if is_whole_placeholder(text):
        return _any(location, f"arn:{location.partition}:sqs:{location.region}:{location.account}:*")
    match = _QUEUE_URL.match(text)
    if match is None:
        return None
    region = region_of_host(match["host"]) or location.region
    partition = location.partition if "{" in region or region == location.region else partition_of_region(region)
    account, name = match["account"], match["name"]
    return Parts(partition, region, account, name, f"arn:{partition}:sqs:{region}:{account}:{name}")


def opaque(text: str, location: AwsLocation) -> Parts:
    """One placeholder is the whole ARN. Its name is unknown: an ARN must never be part of another one."""
    return Parts(*_home(location), "*", text, opaque=True)


def _any(location: AwsLocation, arn: str) -> Parts:
    """One placeholder is a URL or an id, from which no policy can take the name."""
    return Parts(*_home(location), "*", arn)


def _state_machine(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """A version or alias is authorised by the unqualified ARN (guide: auth-version-alias)."""
    if is_whole_placeholder(text):
        return opaque(text, location)
    if not text.startswith("arn:"):
        return None
    found = split_arn(text)
    if found is None or not found.resource.startswith("stateMachine:"):
        return Parts(*_home(location), "*", text) if text.endswith("*") else None
    name = re.match(rf"stateMachine:({_NAME})", found.resource)
    if name is None:
        return None
    arn = f"arn:{found.partition}:states:{found.region}:{found.account}:stateMachine:{name[1]}"
    return Parts(found.partition, found.region, found.account, name[1], arn)


def _id_in_project(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """A build's id is PROJECT:UUID, a report's ARN ends in GROUP:UUID; the part before the colon counts."""
    if is_whole_placeholder(text):
        return _any(location, "*")
    partition, region, account, rest = *_home(location), text
    if text.startswith("arn:"):
        found = split_arn(text)
        if found is None:
            return None
        partition, region, account = found.partition, found.region, found.account
        rest = found.resource.partition("/")[2]
    name = re.match(_NAME, rest)
    if name is None or name[0].startswith("*"):
        return None
    return Parts(partition, region, account, name[0], text)


def _api_endpoint(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    if is_whole_placeholder(text):
        return _any(location, "*")
    match = _API_HOST.match(text)
    if match is None:
        return None  # a domain name of one's own does not tell the API's id
    region = match["region"]
    partition = location.partition if "{" in region or "*" in region else partition_of_region(region)
    return Parts(partition, region, location.account, match["id"], text)


def _url(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    match = _URL.match(text)
    if match is None and not is_whole_placeholder(text):
        return None
    pattern = f"{match['origin']}/*" if match is not None else f"{text}*"
    return Parts(*_home(location), text, text, more={"pattern": pattern}, opaque=match is None)


def _s3_uri(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    path = text.removeprefix("s3://")
    if is_whole_placeholder(text):
        return _any(location, f"arn:{location.partition}:s3:::*")
    if path == text:
        return None
    path = path if "/" in path else f"{path}/*"
    return Parts(*_home(location), path, f"arn:{location.partition}:s3:::{path}")


def _text(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    return Parts(*_home(location), text, text)


def _path(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """The path of an API; for a REST API that is called without a stage, its first segment is the stage."""
    path = text.lstrip("/")
    stage, slash, rest = path.partition("/")
    more = {"stage": stage or "*", "rest": rest if slash or not stage.endswith("*") else "*"}
    # What callers send to a connected client has its own action (apigateway-websocket-control-access-iam).
    if path.startswith("@connections"):
        form = "connections"
    else:
        form = "stage-and-connections" if rest.startswith("@connections") else "resource"
    return Parts(*_home(location), path or "*", text, form, more)


def _object_key(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    folder = text.rpartition("/")[0]
    outer = folder.rpartition("/")[0]
    more = {
        "raw": text,
        "folder": f"{folder}/" if folder else "",
        "inventory": f"{outer}/" if outer else "",
    }
    return Parts(*_home(location), text.lstrip("/"), text, more=more)


def _folder(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    folder = text.strip("/")
    return Parts(*_home(location), f"{folder}/" if folder else "", text)


def _task_definition(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """A family stands for its revisions: IAM has compared the ARN with its revision since October 2024."""
    parts = _name_or_arn(spec, text, qualifier, location)
    if parts is None or parts.opaque or _REVISION.search(parts.name) or parts.arn.endswith("*"):
        return parts
    return with_family(parts)


def with_family(parts: Parts) -> Parts:
    """Let the ARN of a task definition without a revision stand for all of its revisions."""
    reason = "the task definition is named without a revision, and IAM compares the ARN with its revision"
    return parts._replace(arn=f"{parts.arn}:*", form="family", wildcard=reason)


def _job_definition(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """A definition of AWS Batch, which may be named without a revision."""
    parts = _name_or_arn(spec, text, qualifier, location)
    return parts and with_revisions(parts)


def with_revisions(parts: Parts) -> Parts:
    """Add the part ``revisions`` to those of a job definition: all of them where the ARN has none."""
    is_exact = _REVISION.search(parts.arn) or parts.arn.endswith("*")
    return parts._replace(more={"revisions": parts.arn if is_exact else f"{parts.arn}:*"})


def _connection(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """An EventBridge connection by its ARN, which ends in NAME/ID; its secret is called after the name alone."""
    if not text.startswith("arn:"):
        return None
    parts = _name_or_arn(spec, text, qualifier, location)
    return parts and parts._replace(name=parts.name.removeprefix("connection/").partition("/")[0])


def _s3_folder(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """A bucket and the beginning of the keys in it, as ``s3://bucket/folder/``."""
    bucket, _, beginning = text.removeprefix("s3://").partition("/")
    if not text.startswith("s3://") or not bucket:
        return None
    arn = f"arn:{location.partition}:s3:::{bucket}"
    return Parts(*_home(location), bucket, arn, more={"objects": f"{arn}/{beginning}*"})


def _kms_key(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """A key by id or ARN. A policy cannot name an alias as a resource."""
    if re.search(r"(?:\A|:)alias/", text):
        return None
    return _name_or_arn(spec, text, qualifier, location)


READERS: Mapping[str, Reader] = {
    "name-or-arn": _name_or_arn,
    "lambda-function": _lambda_function,
    "function-name": _function_name,
    "queue-url": _queue_url,
    "state-machine": _state_machine,
    "build-id": _id_in_project,
    "report-arn": _id_in_project,
    "api-endpoint": _api_endpoint,
    "segment": _text,
    "text": _text,
    "path": _path,
    "url": _url,
    "s3-uri": _s3_uri,
    "bedrock-model": read_bedrock_model,
    "object-key": _object_key,
    "folder": _folder,
    "task-definition": _task_definition,
    "kms-key": _kms_key,
    "job-definition": _job_definition,
    "connection": _connection,
    "s3-folder": _s3_folder,
    "query": read_query,
    "email-identity": read_email_identity,
    "either-case": either_case(_name_or_arn),
    "id-in-path": id_in_path(_name_or_arn),
    **SDK_READERS,
    **COMPUTE_READERS,
    **SDK_READERS_AI,
}
"""The readers that the catalog's targets and the overrides of AWS SDK integrations name."""
