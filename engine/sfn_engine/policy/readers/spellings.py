"""Reads names and ids that stand otherwise in a request than in the ARN that the service authorizes."""

from __future__ import annotations

import re

from sfn_engine.catalog.model import TargetSpec
from sfn_engine.policy.parts import AwsLocation, Parts
from sfn_engine.policy.readers.names import read_name_or_arn

_CAPITAL = re.compile(r"[$%]\{[^{}]*\}|(?P<capital>[A-Z])")
_ID_PATH = re.compile(r"\A/?(?:hostedzone|change|delegationset|healthcheck|trafficpolicy|trafficpolicyinstance)/")


def read_in_either_case(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """Read a name or an ARN, with a ``?`` for each capital of the name, so that the ARN matches in both spellings.

    SageMaker makes the ARNs of most resources with the name in lower case, and of some with the name as it is
    given. Which of both a policy is compared with, its guide does not say, and it has changed.
    """
    parts = read_name_or_arn(spec, text, qualifier, location)
    if parts is None or parts.opaque or not _has_capital(parts.name):
        return parts
    head, colon, resource = parts.arn.rpartition(":")
    return parts._replace(
        name=_in_either_case(parts.name),
        arn=head + colon + _in_either_case(resource),
        wildcard="the service writes some names in lower case in their ARNs",
    )


def read_id_in_path(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """Read an id of Route 53, which may be written as its API gives it: ``/hostedzone/Z1``."""
    return read_name_or_arn(spec, _ID_PATH.sub("", text), qualifier, location)


def _has_capital(text: str) -> bool:
    return any(match["capital"] for match in _CAPITAL.finditer(text))


def _in_either_case(text: str) -> str:
    return _CAPITAL.sub(lambda match: "?" if match["capital"] else match[0], text)
