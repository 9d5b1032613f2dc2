"""Reads names, ids and ARNs, alone and in one another."""

from __future__ import annotations

import re
from collections.abc import Callable

from sfn_engine.catalog.model import TargetSpec
from sfn_engine.policy.arns import Arn, split_arn
from sfn_engine.policy.parts import AwsLocation, Parts

Reader = Callable[[TargetSpec, str, str, AwsLocation], Parts | None]
"""Takes what the catalog says of a target, its text, a qualifier that stands beside it, and where the machine is."""
PLACEHOLDER = r"[$%]\{[^{}]*\}"
NAME = rf"(?:{PLACEHOLDER}|[^:{{}}])++"
"""A name in an ARN, with the placeholders in it."""
BEGINS_WITH_PLACEHOLDER = re.compile(PLACEHOLDER)


def read_name_or_arn(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """Read a name, of which the catalog says how it becomes an ARN, or the ARN itself."""
    if text.startswith("arn:"):
        found = split_arn(text)
        if found is None:
            return beginning_of_arn(text, location)
        name = _name_in(found.resource, spec.arn)
        return Parts(found.partition, found.region, found.account, name, text)
    if text.startswith("*"):
        return None  # an unknown beginning may be an ARN as well as a name
    if spec.needs_arn:
        # Only an ARN will do, and what begins with a placeholder must be one.
        return opaque(text, location) if text.startswith("${") else None
    return Parts(*location.home, text, fill_arn(spec.arn, location.home, text))


def _name_in(resource: str, template: str) -> str:
    # "arn:…:table/{name}": what is before and after the hole in the sixth part is not the name.
    shape = template.split(":", 5)[-1] if template else "{name}"
    before, _, after = shape.partition("{name}")
    if resource.startswith(before) and resource.endswith(after):
        return resource[len(before) : len(resource) - len(after)]
    if before and not after and before in resource:
        return resource.rpartition(before)[2]  # the name of a part: "service/s/listener/NAME"
    return re.split(r"[/:]", resource, maxsplit=1)[-1]


def fill_arn(template: str, home: tuple[str, str, str], name: str) -> str:
    """Return the ARN of a name; the name itself where there is no template. `home`: partition, Region and account."""
    partition, region, account = home
    filled = template.replace("{partition}", partition).replace("{region}", region).replace("{account}", account)
    return filled.replace("{name}", name) if filled else name


def whole_arn(text: str) -> Arn | None:
    """Take an ARN apart; None where it names no service or no resource."""
    found = split_arn(text)
    return found if found is not None and found.partition and found.service and found.resource else None


def home_and_resource(text: str, location: AwsLocation) -> tuple[tuple[str, str, str], str] | None:
    """Return partition, Region and account of a text, and the name or the last part of the ARN that it is.

    None for an ARN of which the end is unknown.
    """
    if not text.startswith("arn:"):
        return location.home, text
    found = whole_arn(text)
    return ((found.partition, found.region, found.account), found.resource) if found is not None else None


def beginning_of_arn(text: str, location: AwsLocation) -> Parts | None:
    """Read an ARN of which only the beginning is known, which is still a pattern that IAM understands."""
    return Parts(*location.home, "*", text) if text.endswith("*") else None


def opaque(text: str, location: AwsLocation) -> Parts:
    """One placeholder is the whole ARN. Its name is unknown: an ARN must never be part of another one."""
    return Parts(*location.home, "*", text, opaque=True)


def unnamed(location: AwsLocation, arn: str) -> Parts:
    """One placeholder is a URL or an id, from which no policy can take the name."""
    return Parts(*location.home, "*", arn)


def read_text(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """Take a text as it is."""
    return Parts(*location.home, text, text)


def read_last_part(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """Read a name, or the ARN of which the last part is the name: ``…:service/CLUSTER/NAME``."""
    found = split_arn(text) if text.startswith("arn:") else None
    if found is not None:
        name = re.split(r"[/:]", found.resource)[-1]
        return Parts(found.partition, found.region, found.account, name, text)
    if text.startswith(("arn:", "*")):
        return None
    return Parts(*location.home, text, text)


def read_named_by_arn(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """Read the name from an ARN; a bare name is not the one that stands in the resource's ARN."""
    found = split_arn(text) if text.startswith("arn:") else None
    if found is None:
        return None
    name = re.split(r"[/:]", found.resource, maxsplit=1)[-1]
    return Parts(found.partition, found.region, found.account, name, text)


def read_last_of_arn(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """Read an id, or an ARN whose last segment is the id: that of a flow's alias ends in ``/alias/ID``."""
    if not text.startswith("arn:"):
        return None if text.startswith("*") else Parts(*location.home, text, text)
    found = split_arn(text)
    if found is None:
        return None
    return Parts(found.partition, found.region, found.account, found.resource.rpartition("/")[2], text)
