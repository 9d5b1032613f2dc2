"""Reads the catalogs of AWS Glue."""

from __future__ import annotations

import re

from sfn_engine.asl.expressions import is_whole_placeholder
from sfn_engine.catalog.model import TargetSpec
from sfn_engine.policy.parts import AwsLocation, Parts
from sfn_engine.policy.readers.names import PLACEHOLDER

_CATALOG = re.compile(rf"(?:(?P<account>\d{{12}}|\*|{PLACEHOLDER})(?::(?P<rest>.+))?|(?P<name>.+))\Z", re.DOTALL)


def read_glue_catalog(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """Read a catalog id of AWS Glue: an account, a catalog inside of the account's, or both with a colon between.

    The account of the parts is that of its resources, `path` is what stands before the database in their ARNs, and
    `outer` is the ARN of the catalog that it is in, which a call on it needs too (AWS Glue guide: s3tables-catalog).
    """
    if is_whole_placeholder(text) and "account" not in text.lower():
        return None  # it may be an account as well as a catalog
    match = _CATALOG.match(text)
    account = (match and match["account"]) or location.account
    name = ((match and (match["rest"] or match["name"])) or "").strip("/")
    if "*" in name:
        return None  # how many catalogs are in each other is not known
    arn = f"arn:{location.partition}:glue:{location.region}:{account}:catalog"
    more = {"account": account, "path": f"{name}/" if name else ""}
    if not name:
        return Parts(location.partition, location.region, account, account, arn, more=more)
    more["outer"] = f"{arn}/{name.partition('/')[0]}"
    return Parts(location.partition, location.region, account, name, f"{arn}/{name}", more=more)
