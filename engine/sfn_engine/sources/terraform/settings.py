"""What a Terraform file says about a state machine beside its definition.

From the pages of ``aws_sfn_state_machine`` (hashicorp/aws) and of the module terraform-aws-modules/step-functions.
"""

from __future__ import annotations

import re

from sfn_engine.sources.document import Settings
from sfn_engine.sources.possible import is_function, placeholder_names
from sfn_engine.sources.terraform.expressions import Block, text_of, texts
from sfn_engine.sources.terraform.module import Module


def machine_settings(module: Module, block: Block) -> Settings:
    """Return the settings of a machine: a resource has blocks where a module call has objects."""
    is_resource = block.kind == "resource"
    script, attributes = module.script, block.body.attributes

    def inner(name: str, key: str) -> str | None:
        if is_resource:
            return text_of(script, block.body.first(name).attributes.get(key))
        part = attributes.get(name)
        return texts(script, module.followed(part)).get(key) if part is not None else None

    level = inner("logging_configuration", "level")
    name = text_of(script, attributes.get("name"))
    if is_resource and (name is None or any(map(is_function, placeholder_names(name)))):
        name = f"${{{'.'.join(block.labels)}.name}}"
    is_traced = inner("tracing_configuration", "enabled") == "true" or inner("service_integrations", "xray") is not None
    return Settings(
        name=name,
        region=_region(module, block),
        account=_from_data(module, "aws_caller_identity", "account_id"),
        partition=_from_data(module, "aws_partition", "partition"),
        tracing=is_traced,
        logging=level is not None and level != "OFF",
        kms_key_id=inner("encryption_configuration", "kms_key_id"),
        express=(text_of(script, attributes.get("type")) or "").upper() == "EXPRESS",
    )


def _region(module: Module, block: Block) -> str | None:
    """Return the machine's own region, that of its provider, or a placeholder for it."""
    own = text_of(module.script, block.body.attributes.get("region")) if block.kind == "resource" else None
    if own is not None:
        return own
    provider = module.provider_of(block)
    region = module.region_of(provider)
    if region is not None and "${" not in region:
        return region
    is_unknown = region is None or any(map(is_function, placeholder_names(region)))
    return _from_data(module, "aws_region", "id", provider) or (None if is_unknown else region)


def _from_data(module: Module, kind: str, attribute: str, provider: str | None = None) -> str | None:
    """Return the placeholder for what a data source gives, with the attribute that the file itself uses."""
    address = module.data_source(kind, provider)
    if address is None:
        return None
    used = re.search(rf"\b{re.escape(address)}\.(\w+)", module.script.text)
    return f"${{{address}.{used[1] if used is not None else attribute}}}"
