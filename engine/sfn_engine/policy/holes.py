"""The holes of a resource text, and what a state's targets fill them with."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from sfn_engine.policy.given import GivenTarget, Values
from sfn_engine.policy.parts import AwsLocation, Parts

_HOLE = re.compile(r"\{([A-Za-z](?:[A-Za-z0-9_.\[\]*]|\{\*\})*)\}")
_HOME = frozenset(("partition", "region", "account"))
_MAX_COMBINATIONS = 1_000
"""Resources that one text makes of its targets' values; of more, a wildcard."""


class Hole(NamedTuple):
    """One hole of a template string: a target's part, or a fact about the machine."""

    target: str
    part: str


TemplatePart = str | Hole


@dataclass(frozen=True, slots=True)
class ResourceTemplate:
    """One resource string, split at its holes."""

    parts: tuple[TemplatePart, ...]
    targets: tuple[str, ...]


@cache
def split_template(text: str) -> ResourceTemplate:
    """Split a template string at its holes."""
    parts: list[TemplatePart] = []
    targets: list[str] = []
    end = 0
    for match in _HOLE.finditer(text):
        if match.start() > end:
            parts.append(text[end : match.start()])
        hole = _hole(match.group(1))
        parts.append(hole)
        if hole.target and hole.target not in targets:
            targets.append(hole.target)
        end = match.end()
    if end < len(text):
        parts.append(text[end:])
    return ResourceTemplate(tuple(parts), tuple(targets))


def _hole(text: str) -> Hole:
    if text[0].islower():
        return Hole("", text)
    head, _, part = text.rpartition(".")
    return Hole(head, part) if head and part.islower() else Hole(text, "")


def combinations(line: ResourceTemplate, values: Values, *, needs_all: bool) -> Iterator[Mapping[str, GivenTarget]]:
    """Yield each value of a list target, and each combination of several.

    Nothing where an optional target is absent; without `needs_all` only where all of them are.
    """
    if not line.targets:
        if needs_all:
            yield {}
        return
    if len(line.targets) == 1:
        name = line.targets[0]
        for given in values.get(name, ()):
            yield {name: given}
        return
    every = {name: values[name] for name in line.targets if values.get(name)}
    if not every or (needs_all and len(every) < len(line.targets)):
        return
    if math.prod(map(len, every.values())) > _MAX_COMBINATIONS:
        every = {name: [found[0]._replace(parts=None)] for name, found in every.items()}
    for combination in itertools.product(*every.values()):
        yield dict(zip(every, combination, strict=True))


def fill_holes(line: ResourceTemplate, parts: Mapping[str, Parts | None], location: AwsLocation) -> str:
    """Return the resource that a text becomes, with a star for each part that is unknown.

    Region and account of the text are those of the first target that is known, which may be an ARN.
    """
    first = next((parts[name] for name in line.targets if parts.get(name) is not None), None)
    home = {
        "partition": first.partition if first else location.partition,
        "region": first.region if first else location.region,
        "account": first.account if first else location.account,
    }
    made: list[str] = []
    for entry in line.parts:
        if isinstance(entry, str):
            made.append(entry)
        elif not entry.target:
            made.append(home.get(entry.part) or location.extras.get(entry.part, ""))
        else:
            value = parts.get(entry.target)
            if value is None:
                if entry.part == "arn":
                    return "*"
                made.append("*")
            elif value.more and "whole" in value.more and entry.part in ("", "bucket"):
                # It takes the place of all that is before it: see `instead_of_arn`.
                made = [value.more["whole" if entry is line.parts[-1] else "inside"]]
            else:
                made.append(_part(value, entry.part))
    text = "".join(made)
    return re.sub(r"\*{2,}", "*", text) if "**" in text else text


def _part(value: Parts, part: str) -> str:
    if not part:
        return value.name
    if part in _HOME:
        return str(getattr(value, part))
    # A placeholder for a whole ARN has no parts of its own.
    return value.arn if part == "arn" else value.more.get(part, value.arn)
