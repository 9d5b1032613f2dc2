"""Finds integrations by what a person types: a name, a part of one, or a whole `Resource`."""

from __future__ import annotations

from sfn_engine.asl.resource import PATTERN_OF_SUFFIX, read_resource
from sfn_engine.catalog import loader
from sfn_engine.catalog.model import Integration
from sfn_engine.display import closest

_SDK = "aws-sdk:"


def find_integrations(text: str) -> tuple[Integration, ...]:
    """Return the integrations that `text` names: ``ecs:runTask``, ``ecs``, ``runTask``, or the ARN of a task.

    An AWS SDK integration is named whole, ``aws-sdk:s3:copyObject``, or by its service, ``aws-sdk:s3``. Case does
    not matter, since other pages write RunTask. Several where the text is ambiguous.
    """
    wanted = bare_name(text)
    if not wanted:
        return ()
    if wanted.lower().startswith(_SDK):
        return _of_sdk(wanted)
    wanted = wanted.lower()
    known = tuple(loader.all_integrations())
    exact = tuple(entry for entry in known if entry.name.lower() == wanted)
    return exact or tuple(entry for entry in known if wanted in entry.name.lower().split(":"))


def closest_name(text: str) -> str:
    """Return the integration that an unknown name may mean; empty where there is none.

    It is the AWS SDK integration of the same name, if there is one, or an optimized one that is spelled alike.
    """
    bare = bare_name(text)
    pool = {entry.name.lower(): entry.name for entry in loader.all_integrations()}
    if bare.lower() in pool:
        return pool[bare.lower()]
    # Imported late: only a name that is unknown needs it.
    from sfn_engine.sdk.names import same_call

    return same_call(bare) or pool.get(closest(bare.lower(), pool, 0.75), "")


def bare_name(text: str) -> str:
    """Return the name of the integration in what a person types: without the ARN around it and the pattern's suffix."""
    text = text.strip()
    resource = read_resource(text)
    if resource.integration and text.startswith("arn:"):
        return resource.integration
    name = text.rpartition(":::")[2]
    # The longest first: `.sync` is not to be looked for in `.sync:2`.
    for suffix in sorted(filter(None, PATTERN_OF_SUFFIX), key=len, reverse=True):
        name = name.removesuffix(suffix)
    return name


def _of_sdk(name: str) -> tuple[Integration, ...]:
    # Imported late: most names are of the catalog.
    from sfn_engine.sdk.names import read_name, service_calls

    read = read_name(f"{_SDK}{name[len(_SDK) :]}")
    names = (read.name,) if read.name else service_calls(read.service) if name.count(":") == 1 else ()
    found = (loader.integration(each) for each in names)
    return tuple(known for known in found if known is not None)
