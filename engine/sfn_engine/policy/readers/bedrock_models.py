"""What a model id of Amazon Bedrock names: a foundation model, a profile, a provisioned or custom model."""

from __future__ import annotations

import re

from sfn_engine.asl.expressions import has_placeholder
from sfn_engine.catalog.model import TargetSpec
from sfn_engine.policy.arns import split_arn
from sfn_engine.policy.parts import AwsLocation, Parts

_PROFILE = re.compile(r"(?:us|us-gov|eu|apac|ap|au|jp|ca|sa|me|global)\.(?P<model>[a-z0-9-]+\..+|[$%*].*)\Z")
UNKNOWN = "model-or-profile"
"""The form of a model of which only the deployment tells whether it is an inference profile."""
_FORMS = {
    "foundation-model": "foundation",
    "provisioned-model": "provisioned",
    "custom-model": "custom",
    "inference-profile": "profile",
    "application-inference-profile": "profile",
    "prompt-router": "router",
    "default-prompt-router": "router",
}


def read_bedrock_model(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """Model ids and ARNs of all kinds (guide: connect-bedrock; the profile form is by analogy)."""
    if not text.startswith("arn:"):
        # What decides between a model and a profile is the beginning: `us.` or the provider's name.
        beginning = text.partition(".")[0]
        if "*" in beginning:
            return None
        if has_placeholder(beginning):
            return _model_or_profile(text, location)
    if text.startswith("arn:"):
        found = split_arn(text)
        if found is None:
            return None
        kind, _, name = found.resource.partition("/")
        form = _FORMS.get(kind, "other")
        account = found.account or location.account
        more = _model_of(name) | _behind(found.service, kind, name, found.partition, found.region, account)
        return Parts(found.partition, found.region, account, name, text, form, more)
    if _PROFILE.match(text):
        arn = f"arn:{location.partition}:bedrock:{location.region}:{location.account}:inference-profile/{text}"
        more = _model_of(text) | _behind("bedrock", "inference-profile", text, *location.home)
        return Parts(*location.home, text, arn, "profile", more)
    if "." in text:
        return Parts(*location.home, text, _foundation_arn(text, location), "foundation")
    arn = f"arn:{location.partition}:bedrock:{location.region}:{location.account}:provisioned-model/{text}"
    return Parts(*location.home, text, arn, "provisioned")


def read_base_model(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """Read the model that a job or a profile is made of: a bare name without a provider is no part of its ARN."""
    parts = read_bedrock_model(spec, text, qualifier, location)
    if parts is not None and parts.form == UNKNOWN:
        return Parts(*location.home, text, _foundation_arn(text, location), "foundation")  # no profile is customized
    return None if parts is not None and parts.form == "provisioned" and not text.startswith("arn:") else parts


def _model_or_profile(text: str, location: AwsLocation) -> Parts:
    """Return the parts of an id that only the deployment tells: a foundation model's, or an inference profile's."""
    profile = f"arn:{location.partition}:bedrock:{location.region}:{location.account}:inference-profile/{text}"
    more = {"behind": f"arn:{location.partition}:bedrock:*::foundation-model/*", "between": profile}
    assumed = "the id of a foundation model or of an inference profile, not an ARN"
    return Parts(*location.home, text, _foundation_arn(text, location), UNKNOWN, more, assumed=assumed)


def model_of_placeholder(parts: Parts) -> Parts:
    """Return the parts of one placeholder for a whole ARN, which may be that of a profile with models behind it."""
    return parts._replace(form=UNKNOWN, more={"behind": f"arn:{parts.partition}:bedrock:*::foundation-model/*"})


def _foundation_arn(name: str, location: AwsLocation) -> str:
    return f"arn:{location.partition}:bedrock:{location.region}::foundation-model/{name}"


def _behind(service: str, kind: str, name: str, partition: str, region: str, account: str) -> dict[str, str]:
    """Return the ARNs of what a call goes on to: `behind` are the models, `between` the profiles before them.

    Without such a part the model's own ARN stands for it.
    """
    if service == "sagemaker":
        return {"behind": f"arn:{partition}:bedrock:{region}:{account}:marketplace/model-endpoint/all-access"}
    form = _FORMS.get(kind)
    models = f"arn:{partition}:bedrock:*::foundation-model"
    if form == "profile":
        return {"behind": f"{models}/{_model_of(name)['model']}"}
    if form == "router" or kind == "prompt":
        return {"behind": f"{models}/*", "between": f"arn:{partition}:bedrock:*:{account}:inference-profile/*"}
    return {}


def _model_of(profile: str) -> dict[str, str]:
    """Return the model that a profile calls: a profile of Bedrock's own is called after it, `us.MODEL`."""
    match = _PROFILE.match(profile)
    return {"model": match["model"] if match is not None else "*"}
