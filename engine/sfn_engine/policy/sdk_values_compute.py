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
_EC2_ID = re.compile(r"(?P<prefix>[a-z]+(?:-[a-z]+)*)-(?:[0-9a-f]+|[0-9a-f]*\*)\Z")
_ROOT = re.compile(r"r-[0-9a-z]{4,32}\Z")
_UNIT = re.compile(r"ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}\Z")
_ACCOUNT = re.compile(r"\d{12}\Z")
_POLICY = re.compile(r"p-[0-9A-Za-z_]{8,128}\Z")
_ORGANIZATIONS = (("root", _ROOT), ("ou", _UNIT), ("account", _ACCOUNT), ("policy", _POLICY))


def read_ec2_id(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """Read the id of an EC2 resource of any type: Region, account and `type` in its ARN follow from the id.

    They are wildcards where the beginning of the id is not known.
    """
    partition, region, account = location.home
    match = _EC2_ID.match(text)
    kind = EC2_TYPES.get(match["prefix"], "") if match else ""
    if not kind:
        return Parts(partition, "*", "*", text, "*", more={"type": "*", "id": text})
    home = "" if kind in _WITHOUT_ACCOUNT else account
    arn = f"arn:{partition}:ec2:{region}:{home}:{kind}/{text}"
    return Parts(partition, region, home, text, arn, more={"type": kind, "id": text})


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


def read_organizations_id(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """Read the id of a root, an organizational unit, an account or a policy: `type` follows from the id."""
    kind = next((name for name, pattern in _ORGANIZATIONS if pattern.match(text)), "*")
    return Parts(*location.home, text, "*", more={"type": kind, "id": text})


COMPUTE_READERS: dict[str, Any] = {
    "ec2-resource-id": read_ec2_id,
    "ec2-image": read_ec2_image,
    "last-part": read_last_part,
    "organizations-id": read_organizations_id,
}
"""The readers that the overrides of computing and management services name."""
