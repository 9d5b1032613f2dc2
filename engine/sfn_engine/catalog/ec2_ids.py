"""The ids of Amazon EC2: their beginning tells the type of the resource, as its ARN has it."""

from __future__ import annotations

from collections.abc import Mapping

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
_PREFIXES = {kind: prefix for prefix, kind in EC2_TYPES.items()}


def sample_id(arn: str, parameter: str) -> str:
    """Return an id in the right form for a parameter that fills this ARN; empty if it has no id of Amazon EC2."""
    if parameter.rstrip("[*]").endswith(("Name", "Names")) or not arn.startswith("arn:{partition}:ec2:"):
        return ""
    prefix = _PREFIXES.get(arn.rpartition(":")[2].removesuffix("/{name}"))
    return f"{prefix}-0123456789abcdef0" if prefix else ""
