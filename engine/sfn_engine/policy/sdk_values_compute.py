"""Readers for the ids of computing services, whose beginning tells the type, and for names that may be ARNs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from sfn_engine.catalog.model import TargetSpec
from sfn_engine.policy.arns import split_arn
from sfn_engine.policy.parts import AwsLocation, Parts

EC2_TYPES: Mapping[str, str] = {
    "acl": "network-acl",
    "ami": "image",
    "cagw": "carrier-gateway",
    "cgw": "customer-gateway",
    "coip-pool": "coip-pool",
    "cr": "capacity-reservation",
    "crf": "capacity-reservation-fleet",
    "cvpn-endpoint": "client-vpn-endpoint",
    "dopt": "dhcp-options",
    "eice": "instance-connect-endpoint",
    "eigw": "egress-only-internet-gateway",
    "eipalloc": "elastic-ip",
    "eni": "network-interface",
    "fl": "vpc-flow-log",
    "fleet": "fleet",
    "h": "dedicated-host",
    "i": "instance",
    "iew": "instance-event-window",
    "igw": "internet-gateway",
    "lgw": "local-gateway",
    "lgw-rtb": "local-gateway-route-table",
    "lt": "launch-template",
    "nat": "natgateway",
    "pcx": "vpc-peering-connection",
    "pl": "prefix-list",
    "rtb": "route-table",
    "sfr": "spot-fleet-request",
    "sg": "security-group",
    "sgr": "security-group-rule",
    "sir": "spot-instances-request",
    "snap": "snapshot",
    "subnet": "subnet",
    "tgw": "transit-gateway",
    "tgw-attach": "transit-gateway-attachment",
    "tgw-mcast-domain": "transit-gateway-multicast-domain",
    "tgw-rtb": "transit-gateway-route-table",
    "vgw": "vpn-gateway",
    "vol": "volume",
    "vpc": "vpc",
    "vpce": "vpc-endpoint",
    "vpce-svc": "vpc-endpoint-service",
    "vpn": "vpn-connection",
}
"""The type in the ARN of an EC2 resource by the beginning of its id."""
_WITHOUT_ACCOUNT = frozenset(("image", "snapshot"))
_NAME = re.compile(r"(?:[$%]\{[^{}]*\}|[^:{}])+")
_EC2_ID = re.compile(r"(?P<prefix>[a-z]+(?:-[a-z]+)*)-(?:[0-9a-f]+|[0-9a-f]*\*)\Z")


def read_ec2_id(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """Read the id of an EC2 resource of any type: Region, account and type in its ARN follow from the id.

    They are wildcards where the beginning of the id is not known. The part ``place`` is the type with the id.
    """
    partition, region, account = location.home
    match = _EC2_ID.match(text)
    kind = EC2_TYPES.get(match["prefix"], "") if match else ""
    if not kind:
        return Parts(partition, "*", "*", text, "*", more={"place": f"*/{text}"})
    home = "" if kind in _WITHOUT_ACCOUNT else account
    arn = f"arn:{partition}:ec2:{region}:{home}:{kind}/{text}"
    return Parts(partition, region, home, text, arn, more={"place": f"{kind}/{text}"})


def read_ec2_image(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """Read the id of an image. A parameter of Systems Manager (``resolve:ssm:…``) tells it only at run time."""
    if text.startswith("resolve:"):
        return None
    partition, region, account = location.home
    return Parts(partition, region, account, text, f"arn:{partition}:ec2:{region}::image/{text}")


def read_last_part(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """Read a name, or the ARN of which the last part is the name: ``…:service/CLUSTER/NAME``."""
    found = split_arn(text) if text.startswith("arn:") else None
    if found is not None:
        name = re.split(r"[/:]", found.resource)[-1]
        return Parts(found.partition, found.region, found.account, name, text)
    if text.startswith(("arn:", "*")):
        return None
    return Parts(*location.home, text, text)


def read_stack_set(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """Read the name of a stack set, or its id: the name, a colon and a UUID."""
    found = split_arn(text) if text.startswith("arn:") else None
    rest = found.resource.partition("/")[2] if found is not None else text
    name = _NAME.match(rest)
    if name is None or name[0].startswith("*"):
        return None
    home = (found.partition, found.region, found.account) if found is not None else location.home
    return Parts(*home, name[0], text)


COMPUTE_READERS: dict[str, Any] = {
    "ec2-resource-id": read_ec2_id,
    "ec2-image": read_ec2_image,
    "last-part": read_last_part,
    "stack-set": read_stack_set,
}
"""The readers that the overrides of computing and management services name."""
