"""Reads a target, whatever is known of its value, into the parts that a statement is filled with."""

from __future__ import annotations

import re

from sfn_engine.asl.expressions import has_placeholder, is_whole_placeholder
from sfn_engine.asl.model import Target
from sfn_engine.catalog.model import TargetSpec
from sfn_engine.policy.arns import looks_like_arn
from sfn_engine.policy.deployment import located
from sfn_engine.policy.parts import AwsLocation, Parts
from sfn_engine.policy.readers.functions import qualified_function
from sfn_engine.policy.readers.names import opaque
from sfn_engine.policy.readers.registry import TAKE_ARN, reader_of
from sfn_engine.sources.arn_hints import is_arn_marker

_ANY_PLACEHOLDER = re.compile(r"[$%]\{[^{}]*\}")
_ARN_PLACEHOLDER = re.compile(rf"(?P<arn>{_ANY_PLACEHOLDER.pattern})(?P<rest>.*)\Z", re.DOTALL)
_ALL_REVISIONS = ".arn_without_revision}"
"""How a placeholder of Terraform ends that is the ARN of a task definition without a revision."""
_STAND_IN = "${?}"
"""Stands for what a function of the template gives."""


def escape_pattern(text: str) -> str:
    """Write a literal ``*`` or ``?`` so that IAM does not treat it as a wildcard."""
    return re.sub(r"[*?]", lambda mark: f"${{{mark[0]}}}", text) if "*" in text or "?" in text else text


def read_target(target: Target, spec: TargetSpec, location: AwsLocation, *, narrow: bool) -> Parts | None:
    """Return the parts that the target's value gives, or None where the policy cannot know it.

    With `narrow` the known part of an expression counts (scope `least`), and so does a literal that
    the guide's template ignores.
    """
    if target.problem:
        return None
    if target.mode in ("static", "placeholder"):
        if spec.dynamic and not narrow:
            return None
        parts = _read(target, spec, _text_to_read(target, spec), location)
        # A default is part of ARNs, but no condition can test for what is missing.
        return parts._replace(form="absent") if target.absent and parts is not None else parts
    if target.mode == "partial" and (narrow or spec.known_part):
        return _read(target, spec, target.known, location)
    return None


def _text_to_read(target: Target, spec: TargetSpec) -> str:
    if target.known:
        return target.known
    # Only keys of S3 objects may contain the characters that IAM treats as wildcards.
    return escape_pattern(target.value) if spec.kind in ("object", "prefix") else target.arn or target.value


def _read(target: Target, spec: TargetSpec, text: str, location: AwsLocation) -> Parts | None:
    if not text and not target.absent:
        return None
    if target.known and target.mode == "placeholder":
        return _read_with_unknown(target, spec, text, location)
    text = located(text, location)
    if spec.reader in TAKE_ARN and has_placeholder(text) and not text.startswith("arn:"):
        match = _ARN_PLACEHOLDER.match(text)
        # What the file says of a resource comes before what a placeholder is called.
        is_arn = bool(target.arn) or (not target.declared and match is not None and looks_like_arn(match["arn"]))
        if match is not None and (is_arn or _must_be_arn(spec)):
            return _arn_placeholder(target, spec, match["arn"], match["rest"], location)
        if text != target.named and any(looks_like_arn(each[0]) for each in _ANY_PLACEHOLDER.finditer(text)):
            return None  # an ARN behind other text, or of what has none
    if spec.reader in TAKE_ARN and is_arn_marker(text):
        return None  # it is no name, and which ARN will replace it is unknown
    parts = reader_of(spec.reader)(spec, text, target.qualifier, location)
    if parts is not None and parts.name == "*" and target.named and is_whole_placeholder(text):
        return parts._replace(name=target.named)
    return parts


def _must_be_arn(spec: TargetSpec) -> bool:
    return spec.is_in_resource or spec.reader == "state-machine"


def _read_with_unknown(target: Target, spec: TargetSpec, text: str, location: AwsLocation) -> Parts | None:
    """Read a text in which ``*`` is what a function of the template gives: a name, or a part of one."""
    is_imported_arn = target.written.startswith("${Fn::ImportValue") and looks_like_arn(target.written)
    if text == "*" and (_must_be_arn(spec) or spec.needs_arn or is_imported_arn):
        return None
    # Read as a placeholder, for a reader must not take the star for a part that may be anything, an ARN among them.
    parts = _read(target._replace(known=""), spec, text.replace("*", _STAND_IN), location)
    if parts is None:
        return None
    more = {key: value.replace(_STAND_IN, "*") for key, value in parts.more.items()}
    partition, region, account, name, arn = (part.replace(_STAND_IN, "*") for part in parts[:5])
    return parts._replace(partition=partition, region=region, account=account, name=name, arn=arn, more=more)


def _arn_placeholder(target: Target, spec: TargetSpec, arn: str, rest: str, location: AwsLocation) -> Parts:
    """Read a placeholder that is a whole ARN, perhaps with a version or alias behind it."""
    # One placeholder gives the whole ARN, another one of the same resource its name.
    parts = opaque(arn, location)._replace(name=target.named or "*")
    if spec.reader == "lambda-function":
        return qualified_function(parts, rest.lstrip(":") or target.qualifier)
    if spec.reader == "state-machine":
        name = target.named or (re.sub(r"\.Arn\}\Z", ".Name}", arn) if arn.endswith(".Arn}") else "*")
        return parts._replace(name=name)  # the permission is on the unqualified ARN (guide: auth-version-alias)
    parts = parts._replace(arn=f"{arn}{rest}")
    if spec.reader == "bedrock-model":
        from sfn_engine.policy.readers.bedrock_models import model_of_placeholder

        return model_of_placeholder(parts)
    return _with_revision(parts, spec, is_exact=bool(rest) or not arn.endswith(_ALL_REVISIONS))


def _with_revision(parts: Parts, spec: TargetSpec, *, is_exact: bool) -> Parts:
    """Let the ARN of a definition of which the revision is left open stand for all of them."""
    if spec.reader not in ("task-definition", "job-definition"):
        return parts
    from sfn_engine.policy.readers.compute import with_family, with_revisions

    if spec.reader == "task-definition":
        return parts if is_exact else with_family(parts)
    return with_revisions(parts)
