"""Whether AWS's authorization data knows a permission of an AWS SDK integration."""

from __future__ import annotations

import re

import sfn_engine as sfn
from sfn_engine.catalog.model import Scope
from sfn_engine.policy.least import covers
from sfn_engine.sdk import store
from sfn_engine.sdk.resources import MANY
from tests.support.engine.authorizations import overlap

BEYOND_THE_DATA = (("emr-containers:StartJobRun", "/jobtemplates/"),)
"""Actions that a guide names on a resource of a type that the data lacks (EMR on EKS guide: job-templates)."""
WIDER = {
    "verifiedpermissions:DeletePolicyStoreAlias": "the value has the type in it: policy-store-alias/NAME",
    "ec2:CreateFlowLogs": "an id tells its type, and an unknown one none",
}
"""Actions whose resource may be wider than a type, and why."""
_HOME = {"{partition}": "aws", "{region}": "*", "{account}": "*"}


def forms_of(action: str) -> list[str]:
    """Return a pattern for each resource type of an action."""
    known = store.action(action)
    prefix = action.partition(":")[0]
    forms = [store.resource_type(prefix, name) for name, _ in known.resource_types] if known is not None else []
    for hole, text in _HOME.items():
        forms = [form.replace(hole, text) for form in forms]
    forms = [re.sub(r"\$\{\w+\}", "*", form) for form in forms]
    # In Organizations "ou-${Id}" stands for an id that begins with "ou-".
    return [re.sub(r"/[a-z]{1,2}-\*", "/*", form) for form in forms]


def problems_of(grant: sfn.Grant, scope: Scope) -> str:
    """Return what is wrong with a permission; empty where nothing is."""
    if store.action(grant.action) is None:
        return "" if grant.certainty == "unconfirmed" else "no such action"
    forms = forms_of(grant.action)
    if grant.action in WIDER and grant.resource.split(":")[:3] == forms[0].split(":")[:3]:
        return ""
    if grant.resource == "*":
        return "" if grant.wildcards else "a wildcard without a cause"
    if any(action == grant.action and kind in grant.resource for action, kind in BEYOND_THE_DATA):
        return ""
    if grant.resource.startswith("arn:aws:any:"):
        return ""  # the task's own ARN, which the test made up
    if ":organizations::aws:policy/" in grant.resource:
        return ""  # a policy that AWS manages; the data has it as a type that no action names
    if not forms:
        return "the action has no resource level"
    if len(set(forms)) > MANY and grant.resource == f"arn:aws:{forms[0].split(':')[2]}:*:*:*":
        return ""
    fits = (covers(form, grant.resource) if scope == "least" else overlap(form, grant.resource) for form in forms)
    return "" if any(fits) else f"of no type of the action: {forms}"
